"""A school with its chain, an account, and events that only these tests have."""

import pytest

from audit import events
from audit.action import action, open_chain
from audit.testing import let_tests_flush
from audit.verify import problems
from tests.audit.made import CHANGED, Case, new_school, new_user

events.declare("test.changed", "changed something", touches=CHANGED)
events.declare("test.read", "read something")
let_tests_flush()


@pytest.fixture
def school(db):
    """Brook High School, whose chain BRK has begun."""
    school = new_school()
    with action("test.changed", actor=None, chain="trust"):
        school.save()
        open_chain(school.code)
    return school


@pytest.fixture
def user(db):
    """An account."""
    user = new_user()
    with action("test.changed", actor=None, chain="trust", reason="A new colleague, Terry"):
        user.save()
    return user


@pytest.fixture
def case(school):
    """Something that belongs to Brook High School, number 41."""
    return Case(school.code)


@pytest.fixture
def _holds(db):
    """The whole audit holds when the test is done."""
    yield
    assert [str(problem) for problem in problems()] == []
