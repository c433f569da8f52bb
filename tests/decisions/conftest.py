"""The cast, the policy and a browser's session, for tests of a disclosure and its life."""

from functools import partial

import pytest

from tests.cast import cast_in_database
from tests.databases import copy_with_cast
from tests.sessions import sign_in


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
def policy(cast):
    """The policy of December 2015 and the first agencies: they are in the database of this folder."""


@pytest.fixture
def walk(cast):
    """The cast, with the policy and the agencies in place."""
    return cast


@pytest.fixture
def as_user(client):
    """Signs somebody in: as_user(walk.author).get(...)."""
    return partial(sign_in, client)
