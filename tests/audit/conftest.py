"""A school with its chain, an account, and events that only these tests have."""

import pytest

from audit import events, verify
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
def _few_models(monkeypatch):
    """The verifier reads the tables of accounts and agencies alone: that it reads each is asked in test_every_byte."""
    verify._labels()  # of all models, and kept from here on
    few = [model for model in verify._audited() if model._meta.app_label in {"accounts", "agencies"}]
    monkeypatch.setattr(verify, "_audited", lambda: few)


@pytest.fixture
def _holds(db):
    """The whole audit holds when the test is done."""
    yield
    assert [str(problem) for problem in problems()] == []
