"""Databases for tests: copies of a prepared one, to which every thread is connected for a while."""

import contextlib

from django.db import connection, connections

from checklist.seeding import seed_policy
from tests.cast import build_cast
from tests.remembered import memory


@contextlib.contextmanager
def copy_with_cast(of=None):
    """A copy of the test database, or of the one named, with the cast and the policy in it, for a folder whose tests all begin there.

    Each of its tests still runs in a transaction of its own that is rolled back.
    """
    name, empty = database_named("cast"), of or connection.settings_dict["NAME"]
    connections.close_all()
    with database(f'"{name}"', f'TEMPLATE "{empty}"'), connected_to(name):
        build_cast()
        seed_policy()
        memory.begin(name)
        try:
            yield name
        finally:
            memory.forget()


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
