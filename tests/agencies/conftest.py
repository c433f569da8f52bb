"""The cast, for tests of what belongs to a school."""

from tests.cast import cast  # noqa: F401 - the fixture
