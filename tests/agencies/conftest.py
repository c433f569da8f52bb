"""The cast, the policy and the law, for tests of reference data."""

import pytest
from django.db import connection

from audit.testing import guards_off
from tests.cast import cast_in_database
from tests.databases import copy_with_cast


@pytest.fixture(scope="package")
def database_with_cast(migrated_database, django_db_blocker):
    """The cast, the policy and the agencies, in the database of this folder from the first test that asks for them."""
    with django_db_blocker.unblock(), copy_with_cast() as name:
        yield name


@pytest.fixture
def cast(database_with_cast, db):
    """The fixed cast, fresh in this test's transaction."""
    return cast_in_database()


@pytest.fixture
def without(database_with_cast, db):
    """`without(Setting)` takes every line of a kind away, as if it had never been seeded."""

    def take_away(model):
        with guards_off(), connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')

    return take_away
