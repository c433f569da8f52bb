"""What tests of an audited application need, and nothing else may use."""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.test import TransactionTestCase

from audit import clock, guards, roles


@contextmanager
def guards_off(using=DEFAULT_DB_ALIAS):
    """The database without its triggers, foreign keys of PostgreSQL included: for tests that tamper, and to flush.

    On PostgreSQL the test's account must be a superuser.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        guards.remove(using)
        try:
            yield
        finally:
            guards.install(using)
        return
    if connection.in_atomic_block:
        connection.check_constraints()  # or what is checked late would be checked against the tampered rows
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE; SET session_replication_role = replica")
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = origin; RESET ROLE")


@contextmanager
def as_application(using=DEFAULT_DB_ALIAS):
    """On PostgreSQL, act with the rights of the web process and no more.

    After an error the rights come back with the rollback of the savepoint around it, which is the caller's.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(f"SET ROLE {roles.APP}")
    yield
    with connections[using].cursor() as cursor:
        cursor.execute("RESET ROLE")


def let_tests_flush():
    """Make TransactionTestCase empty the audited tables after each test, which the triggers refuse otherwise.

    Call once, from the tests' conftest.py.
    """
    plain = TransactionTestCase._fixture_teardown  # noqa: SLF001 - Django offers no other place
    if getattr(plain, "past_the_guards", False):
        return

    def teardown(self):
        with guards_off():
            plain(self)

    teardown.past_the_guards = True
    TransactionTestCase._fixture_teardown = teardown  # noqa: SLF001 - see above


@contextmanager
def clock_at(moment):
    """Stop `audit.clock` at an aware moment."""
    clock.stop_at(moment)
    try:
        yield
    finally:
        clock.stop_at(None)
