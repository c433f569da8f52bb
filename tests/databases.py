"""Databases for tests: copies of a prepared one, to which every thread is connected for a while."""

import contextlib
import hashlib
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from checklist.seeding import seed_policy
from tests import sessions
from tests.cast import build_cast, everybody_has_read
from tests.remembered import memory


def migrated_once():
    """The name of a database with nothing but the migrations in it, made once for a server and these very migrations.

    Test databases are copies of it, since to migrate one takes many times as long as to copy it. Lanes that start side
    by side wait for whoever is first. It stays as long as its server, which after `make test` is gone.
    """
    name = f"talentum_share_migrated_{_digest_of_migrations()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])  # until this connection closes
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            _migrate(name)
    return name


def _digest_of_migrations():
    """Other migrations, ours or a library's, or another Django, have another database."""
    total = hashlib.sha256(django.__version__.encode())
    for _key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        total.update(Path(sys.modules[migration.__module__].__file__).read_bytes())
    return total.hexdigest()[:12]


def _migrate(name):
    """It has its name only once it is whole: whoever is killed in between leaves none."""
    unfinished = f"{name}_unfinished"
    _execute(f'DROP DATABASE IF EXISTS "{unfinished}"')
    _execute(f'CREATE DATABASE "{unfinished}"')
    with connected_to(unfinished):
        call_command("migrate", verbosity=0)
    _execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


@contextlib.contextmanager
def copy_with_cast(of=None, unread=""):
    """A copy of the test database, or of the one named, with the cast and the policy in it, for a folder whose tests all begin there.

    Everybody has read the policies, but for whoever has the name `unread`.

    Each of its tests still runs in a transaction of its own that is rolled back.
    """
    name, empty = database_named("cast"), of or connection.settings_dict["NAME"]
    connections.close_all()
    with database(f'"{name}"', f'TEMPLATE "{empty}"'), connected_to(name):
        build_cast()
        seed_policy()
        everybody_has_read(but=unread)
        sessions.begin()
        memory.begin(name)
        try:
            yield name
        finally:
            memory.forget()
            sessions.forget()


def database_named(word):
    return f"{connection.settings_dict['NAME']}_{word}"


@contextlib.contextmanager
def database(name, how=""):
    """A database for the time of the block; a leftover of a killed run is removed first."""
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    _execute(drop)
    _execute(f"CREATE DATABASE {name} {how}")
    try:
        yield
    finally:
        _execute(drop)


def _execute(statement):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextlib.contextmanager
def connected_to(name, role=None):
    """Every connection that is opened within the block, in any thread, goes to the database `name`.

    With `role` it has the rights of that role of PostgreSQL.
    """
    target = connection.settings_dict  # the one dict from which each thread's connection is made
    before, options = target["NAME"], target["OPTIONS"]
    assert not connection.in_atomic_block, "a fixture of wider scope still holds its transaction open"
    connections.close_all()
    target["NAME"] = name
    if role:
        target["OPTIONS"] = options | {"options": f"{options['options']} -c role={role}"}
    try:
        yield
    finally:
        connections.close_all()
        target["NAME"], target["OPTIONS"] = before, options
