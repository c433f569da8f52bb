"""The graph of stages, walked breadth-first from the table of actions (rules, section 7, points 5 to 8)."""

from collections import deque

import pytest

from decisions import permissions
from decisions.colleagues import Closeness
from decisions.enums import Stage
from decisions.models import Disclosure
from decisions.permissions import NotPermitted, Standing
from decisions.workflow.table import DECISIONS, REVIEWS, SETTLE, TABLE

BEGINNINGS = {Stage.DRAFT, Stage.SHARED_FIRST}
BEFORE_SHARING = {stage for stage in Stage if stage not in {Stage.SHARED_FIRST, Stage.SHARED, Stage.CLOSED}}
ENDS = {Stage.CLOSED}


def reached(*, without=()):
    """Every stage that can be reached from a beginning, some actions left out."""
    seen, ahead = set(BEGINNINGS), deque(BEGINNINGS)
    while ahead:
        stage = ahead.popleft()
        for action in TABLE.values():
            after = action.stages.get(stage)
            if after is not None and action not in without and after not in seen:
                seen.add(after)
                ahead.append(after)
    return seen


def test_every_stage_is_reached():
    assert reached() == set(Stage)


def test_point_8_nothing_is_shared_or_closed_without_a_decision_or_a_review():
    assert reached(without=[*DECISIONS, *REVIEWS]).isdisjoint({Stage.SHARED, Stage.CLOSED})
    assert Stage.SHARED in reached(without=REVIEWS)
    assert Stage.SHARED in reached(without=DECISIONS)


@pytest.mark.parametrize("stage", BEFORE_SHARING)
def test_point_5_from_every_stage_before_the_sharing_its_author_records_one_alone(stage):
    action = TABLE["share-first"]
    assert action.stages[stage] == Stage.SHARED_FIRST
    assert action.gate is None
    assert action.tells_the_past
    assert action.who(standing(stage, roles={"staff"}, has_written=True)) == "author"


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in ENDS])
def test_no_stage_is_without_a_way_out_also_when_every_approver_is_away(stage):
    author = standing(stage, roles={"staff"}, has_written=True)
    assert [action.name for action in TABLE.values() if stage in action.stages and lets(action, author)]


@pytest.mark.parametrize("stage", list(Stage))
def test_point_6_what_a_leaver_left_can_be_handed_over(stage):
    leaver = standing(stage, roles=set(), has_written=True)
    assert [action.name for action in TABLE.values() if stage in action.stages and lets(action, leaver)] == []
    adviser = standing(stage, roles={"adviser"}, has_written=False)
    assert stage in TABLE["hand-over"].stages
    assert lets(TABLE["hand-over"], adviser)


@pytest.mark.parametrize("name", ["settle", "check-recipient"])
def test_what_is_settled_or_checked_moves_no_stage_voids_nothing_and_makes_nobody_a_contributor(name):
    action = TABLE[name]
    assert all(stage == after for stage, after in action.stages.items())
    assert (action.gate, action.voids, action.contributes, action.outcome) == (None, False, False, None)


def test_what_shuts_an_approval_or_a_ratification_can_be_settled_wherever_one_is_taken():
    decided = {stage for action in (*DECISIONS, *REVIEWS) for stage in action.stages}
    assert set(TABLE["settle"].stages) == decided


def test_the_checks_of_a_recipient_are_made_wherever_something_is_still_to_go():
    assert set(TABLE["check-recipient"].stages) == set(TABLE["share"].stages)


@pytest.mark.parametrize("action", [SETTLE, *DECISIONS, *REVIEWS])
def test_point_7_no_writer_decides_or_settles_whatever_they_hold(action):
    for roles in ({"headteacher"}, {"adviser"}, {"headteacher", "adviser"}):
        for stage in action.stages:
            writer = Standing(None, Disclosure(stage=stage, seat="adviser"), frozenset(roles), True, True)
            with pytest.raises(NotPermitted):
                action.who(writer)


def standing(stage, *, roles, has_written):
    """Somebody who stands so to a disclosure at a stage: its author where they wrote it."""
    person = Person()
    disclosure = Disclosure(stage=stage, author_id=person.pk if has_written else 0)
    return Standing(person, disclosure, frozenset(roles), has_written, is_approver=False, closeness=Closeness())


class Person:
    """A user as far as a standing asks for one."""

    pk = 7
    is_service = False


def lets(action, who):
    try:
        action.who(who)
    except permissions.NotPermitted:
        return False
    return True
