import pytest
from django.db import connection

from audit.models import Entry
from tests.access.ground import undone
from tests.cast import build_cast, cast_in_database


@pytest.fixture(scope="module")
def cast_once(django_db_setup, django_db_blocker):
    """The cast, in the database from the first test of a module that asks for it to the module's end."""
    with django_db_blocker.unblock(), undone():
        build_cast()
        connection.check_constraints()  # now, or every test would check all these rows again at its end
        yield


@pytest.fixture
def cast(cast_once, db):
    """The fixed cast, fresh in this test's transaction."""
    return cast_in_database()


@pytest.fixture(autouse=True)
def _pages_of_accounts(settings):
    """The pages of this app alone: what stands above it in the house is not needed to test it."""
    settings.ROOT_URLCONF = "tests.accounts.urls"


@pytest.fixture
def last_entries():
    """The newest entries' events on the trust's chain, the newest last."""

    def read(count):
        return [one.event for one in Entry.objects.filter(chain="trust").order_by("-seq")[:count]][::-1]

    return read
