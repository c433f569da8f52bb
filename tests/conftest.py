"""The ground of all tests: the environment, the databases, and no network but this machine's own.

Most tests take `db`: a transaction on the test database that is rolled back. Tests that need threads, commits or a
served site cannot: the flush after them is a TRUNCATE, which the audit's triggers refuse. Each module of those takes
`cloned_database` instead, a copy of a migrated and seeded template that is dropped when the module ends.
"""

import atexit
import gc
import io
import os
import shutil
import socket
import tempfile
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.template.base import Template
from django.test.utils import instrumented_test_render

VAR_DIR = tempfile.mkdtemp(prefix="talentum-share-tests-")
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
os.environ.update(
    DJANGO_SETTINGS_MODULE="talentum_share.settings",
    DEMO="1",
    DEBUG="0",
    HTTPS="0",
    BEHIND_PROXY="0",
    ALLOWED_HOSTS="127.0.0.1,localhost,testserver",
    VAR_DIR=VAR_DIR,
    SECRET_KEY="a-fixed-key-for-tests-" + "0123456789" * 4,
    AUDIT_KEY="an-audit-key-for-tests-" + "0123456789" * 4,
    PSEUDONYM_KEY="a-pseudonym-key-for-tests-" + "0123456789" * 4,
)
if not os.environ.get("DATABASE_URL"):
    pytest.exit("Tests need a PostgreSQL: run make test, or name one in DATABASE_URL.", returncode=4)

# Only what would make tests slow, or would need `collectstatic` first, differs from what runs.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
Path(settings.STATIC_ROOT).mkdir()
django.setup()

from audit import roles  # noqa: E402 - Django must be set up before
from tests.cast import everybody_has_read  # noqa: E402 - Django must be set up before
from tests.databases import connected_to, database, database_named, migrated_once  # noqa: E402 - Django must be set up before

RENDER = Template._render
# What the template database of `cloned_database` holds besides the migrations: the commands that also prepare a
# first look, in their order.
SEEDS = [("seed_policy",), ("seed_demo",)]


def pytest_configure(config):
    """Refuse every connection that would leave this machine; libpq and Chromium are held by their own options."""
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _only_to_this_machine(getattr(socket.socket, name)))


def pytest_collection_finish(session):
    """What is imported and collected by now stays to the end: the collector of garbage need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _only_to_this_machine(connect):
    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test tried to reach {address[0]}; tests stay on this machine.")
        return connect(self, address)

    return guarded


@pytest.fixture(scope="session", autouse=True)
def _templates_as_they_run(django_test_environment):
    """Django's tests copy the context of every template that is rendered; here only those that take `contexts` do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", RENDER)
        yield


@pytest.fixture
def contexts(monkeypatch):
    """Answers keep in `context` what their templates were given."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker):
    """The test database begins as a copy of one that is migrated; Django then applies nothing more."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_once()


@pytest.fixture(scope="session")
def migrated_database(django_db_setup, django_db_blocker):
    """The name of a database in which there is nothing but the migrations and the rights of the roles.

    Copies begin with it. It is the test database, where one was made: only tests that take `db` themselves have one.
    """
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        if name.startswith(TEST_DATABASE_PREFIX):
            roles.make()
            yield name
            return
        with database(f'"{database_named("migrated")}"', f'TEMPLATE "{migrated_once()}"'):
            with connected_to(database_named("migrated")):
                call_command("createcachetable", verbosity=0)
                roles.make()
            yield database_named("migrated")


@pytest.fixture(scope="session")
def template_database(migrated_database, django_db_blocker):
    """The name of a database with every migration and seed in it, from which modules take their copies."""
    if connection.vendor != "postgresql":
        pytest.fail("Copies of a database need PostgreSQL.")
    name = database_named("template")
    connections.close_all()
    with django_db_blocker.unblock(), database(f'"{name}"', f'TEMPLATE "{migrated_database}"'):
        with connected_to(name):
            for command in SEEDS:
                call_command(*command, stdout=io.StringIO())
            everybody_has_read()
        yield name


@pytest.fixture(scope="module")
def cloned_database(request, template_database, django_db_blocker):
    """A copy of the template database for one module; every thread of the module is connected to it.

    What one test of the module writes, the next one finds: a module on a copy tells one story, or looks only at
    what it made itself. Everything runs with the rights of the web process.
    """
    name = database_named(request.module.__name__.rpartition(".")[2][-30:])
    with (
        django_db_blocker.unblock(),
        database(f'"{name}"', f'TEMPLATE "{template_database}"'),
        connected_to(name, role=roles.APP),
    ):
        yield name
