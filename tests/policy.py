"""The seeded policy and agencies, for tests that need a checklist."""

import pytest

from checklist.seeding import seed_policy


@pytest.fixture
def policy(cast):
    """The policy of December 2015 with its questions, and the first agencies, in this test's transaction."""
    seed_policy()
