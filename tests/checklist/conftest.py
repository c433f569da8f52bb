"""The seeded policy and one school."""

import pytest

from accounts.models import School
from audit.action import action, open_chain
from audit.events import declare
from checklist.models import PolicyVersion
from checklist.seeding import seed_policy

TOUCHED = ["checklist.ChecklistResponse", "checklist.Answer", "checklist.PolicyVersion"]
declare("test.answered", "answered in a test", touches=TOUCHED)


@pytest.fixture
def policy(db):
    """The policy of December 2015, seeded."""
    seed_policy()
    return PolicyVersion.objects.current()


def make_school(code, name):
    with action("trust.set-up", actor=None, chain="trust"):
        open_chain(code)
        school = School(code=code, name=name, lead_phone="01632 960001", social_care_phone="01632 960002")
        school.save()
    return school


@pytest.fixture
def school(db):
    return make_school("BRK", "Brook High School")


@pytest.fixture
def other_school(db):
    return make_school("HLM", "Holm Primary School")
