import pytest

from audit.models import Entry
from tests.cast import cast  # noqa: F401 - the fixture


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
