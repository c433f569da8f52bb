"""The cast, the policy and a browser's session, for tests of a disclosure and its life."""

import pytest

from tests.cast import cast  # noqa: F401 - the fixture
from tests.policy import policy  # noqa: F401 - the fixture


@pytest.fixture
def walk(cast, policy):  # noqa: F811 - the fixtures above
    """The cast, with the policy and the agencies in place."""
    return cast


@pytest.fixture
def as_user(client):
    """Signs somebody in: as_user(walk.author).get(...)."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
