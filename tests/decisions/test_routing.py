"""Rules 2 and 7: which seat decides, and why."""

from accounts.roles import Role
from decisions.enums import RoutingRule, Seat, Stage
from decisions.permissions import approver_of
from decisions.routing import Route, route
from tests.decisions.made import RULING, also_wrote, appoint, leave
from tests.stories import disclosure_at, do, new_draft

ORDINARY = Route(Seat.HEADTEACHER, RoutingRule.ORDINARY)
TO_ADVISER = Route(Seat.ADVISER, RoutingRule.HEADTEACHER_WROTE)


def test_the_schools_own_goes_to_the_headteacher(walk):
    assert route(new_draft(walk.author, walk.brook)) == ORDINARY
    assert route(new_draft(walk.lead, walk.brook)) == ORDINARY
    assert route(new_draft(walk.adviser, walk.brook)) == ORDINARY


def test_what_the_headteacher_wrote_goes_to_the_adviser(walk):
    assert route(new_draft(walk.headteacher, walk.brook)) == TO_ADVISER


def test_what_the_headteacher_only_edited_goes_to_the_adviser(walk):
    draft = new_draft(walk.author, walk.brook)
    also_wrote(draft, walk.headteacher)
    assert route(draft) == TO_ADVISER


def test_another_schools_headteacher_among_the_writers_changes_nothing(walk):
    draft = new_draft(walk.author, walk.brook)
    also_wrote(draft, walk.other_head)
    assert route(draft) == ORDINARY


def test_whoever_is_about_to_write_counts_already(walk):
    draft = new_draft(walk.author, walk.brook)
    assert route(draft, writing=walk.headteacher) == TO_ADVISER
    assert route(draft, writing=walk.volunteer) == ORDINARY


def test_a_former_headteacher_who_wrote_does_not_bar_the_new_one(walk):
    draft = new_draft(walk.headteacher, walk.brook)
    leave(walk, walk.headteacher)
    appoint(walk, walk.lead, Role.HEADTEACHER, walk.brook)
    assert route(draft) == ORDINARY


def test_seat_and_rule_are_stored_when_it_is_submitted(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    assert Route(disclosure.seat, disclosure.seat_rule) == ORDINARY
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    assert Route(disclosure.seat, disclosure.seat_rule) == TO_ADVISER


def test_a_headteacher_appointed_later_decides_what_waits(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.headteacher)
    appoint(walk, walk.lead, Role.HEADTEACHER, walk.brook)
    assert do("approve", disclosure, walk.lead, RULING).standing_decision.capacity == Role.HEADTEACHER


def test_an_author_appointed_headteacher_later_never_decides_it(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.headteacher)
    appoint(walk, walk.author, Role.HEADTEACHER, walk.brook)
    assert approver_of(disclosure) == walk.adviser.pk
    decided = do("approve", disclosure, walk.adviser, RULING)
    assert decided.standing_decision.capacity == Role.ADVISER
