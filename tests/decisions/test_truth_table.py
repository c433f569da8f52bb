"""Who may do what at which stage: action x stage x person, every cell tried, the expected ones written by hand."""

import uuid

import pytest
from django.db import transaction

from decisions.enums import Stage
from decisions.facts import Content
from decisions.permissions import NotPermitted
from decisions.workflow import saves
from decisions.workflow.actions import Ruling
from decisions.workflow.perform import NotAllowedNow, available_actions, perform, start
from decisions.workflow.table import TABLE
from tests.stories import REASON, disclosure_at

D, A, R, P, X = Stage.DRAFT, Stage.AWAITING, Stage.RETURNED, Stage.APPROVED, Stage.REJECTED

# Written by the form tutor, so with the headteacher: (person, action) -> the stages at which it succeeds.
BY_AUTHOR = {
    ("author", "save"): {D, R},
    ("author", "submit"): {D, R},
    ("headteacher", "approve"): {A},
    ("headteacher", "return"): {A},
    ("headteacher", "reject"): {A},
}
# Written by the headteacher, so with the adviser.
BY_HEADTEACHER = {
    ("headteacher", "save"): {D, R},
    ("headteacher", "submit"): {D, R},
    ("adviser", "approve"): {A},
    ("adviser", "return"): {A},
    ("adviser", "reject"): {A},
}
# Written by the adviser for the school: the headteacher decides.
BY_ADVISER = {
    ("adviser", "save"): {D, R},
    ("adviser", "submit"): {D, R},
    ("headteacher", "approve"): {A},
    ("headteacher", "return"): {A},
    ("headteacher", "reject"): {A},
}
PEOPLE = (
    "author",
    "volunteer",
    "headteacher",
    "other_head",
    "other_author",
    "adviser",
    "second_adviser",
    "lead",
    "trustee",
    "administrator",
    "staff_flag",
    "nobody",
    "leaver",
)
DATA = {
    "save": saves.SavePurpose("welfare", "Another sentence on how it helps."),
    "submit": None,
    "approve": Ruling(REASON),
    "return": Ruling(REASON),
    "reject": Ruling(REASON, instead="The school looks after it."),
}


@pytest.mark.parametrize(
    ("writer", "decider", "expected"),
    [
        ("author", "headteacher", BY_AUTHOR),
        ("headteacher", "adviser", BY_HEADTEACHER),
        ("adviser", "headteacher", BY_ADVISER),
    ],
)
def test_every_action_at_every_stage_by_everybody(cast, policy, writer, decider, expected):
    wrong = []
    for stage in Stage:
        disclosure = disclosure_at(stage, cast, author=getattr(cast, writer), approver=getattr(cast, decider))
        facts = Content(disclosure).facts()
        for person in PEOPLE:
            offered = {offer.name for offer in available_actions(disclosure, getattr(cast, person), facts)}
            for action in TABLE:
                allowed = stage in expected.get((person, action), set())
                if _succeeds(action, disclosure, getattr(cast, person)) != allowed:
                    wrong.append(f"{person} {action} at {stage}: expected {allowed}")
                if (action in offered) != allowed:
                    wrong.append(f"{person} is offered {action} at {stage}: expected {allowed}")
    assert wrong == []


def test_the_table_has_every_person_of_the_cast(cast):
    assert set(PEOPLE) == set(cast.people())


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_start_a_disclosure(cast, policy, person):
    may = {
        "author": {"BRK"},
        "volunteer": {"BRK"},
        "headteacher": {"BRK"},
        "lead": {"BRK"},
        "other_head": {"ASH"},
        "other_author": {"ASH"},
        "adviser": {"BRK", "ASH"},
        "second_adviser": {"BRK", "ASH"},
    }
    started = {school.code for school in (cast.brook, cast.ashby) if _starts(getattr(cast, person), school)}
    assert started == may.get(person, set())


def _succeeds(action, disclosure, actor):
    """Try an action and undo it. Anything but the two refusals is a failure of the test."""
    undo = transaction.savepoint()
    try:
        perform(action, disclosure, actor, DATA[action], seen_version=disclosure.version, token=uuid.uuid4())
    except (NotPermitted, NotAllowedNow):
        return False
    else:
        return True
    finally:
        transaction.savepoint_rollback(undo)
        disclosure.refresh_from_db()


def _starts(actor, school):
    try:
        start(school, actor, DATA["save"], token=uuid.uuid4())
    except NotPermitted:
        return False
    return True
