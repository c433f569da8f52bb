"""Rules 2, 4 and 7: which seat decides, and why."""

import pytest

from accounts.roles import Role
from agencies.models import Agency, AgencyCategory
from audit.action import action
from decisions.enums import RoutingRule, Seat, Stage
from decisions.queries import approver_now
from decisions.routing import Route, route
from decisions.workflow.asked import SaveRequest
from decisions.workflow.saves import SaveRecipient, TakeOut
from tests.decisions.made import RULING, also_wrote, appoint, leave
from tests.stories import answer, disclosure_at, do, new_draft
from tests.trust import set_to

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


def test_what_is_answered_after_the_event_may_be_somebody_elses_to_decide(walk):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    assert Route(disclosure.seat, disclosure.seat_rule) == ORDINARY
    disclosure = answer(disclosure, walk.author, consent_held="refused")
    assert Route(disclosure.seat, disclosure.seat_rule) == Route(Seat.ADVISER, RoutingRule.REFUSED)


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
    assert approver_now(disclosure) == walk.adviser.pk
    decided = do("approve", disclosure, walk.adviser, RULING)
    assert decided.standing_decision.capacity == Role.ADVISER


# Rule 4

ASKED_BY = Route(Seat.ADVISER, RoutingRule.ASKED_BY)
FOR_THE_ADVISER = {"court", "police", "solicitor", "immigration", "benefits", "press", "research", "commercial"}


@pytest.fixture
def agencies(walk):
    """One agency of each kind, by the code of its kind."""
    made = [Agency(name=f"An office: {kind.label}", category=kind) for kind in AgencyCategory]
    with action("policy.seeded", actor=None, chain="trust") as act:
        act.insert(made)
    return {agency.category: agency for agency in made}


def test_what_some_kinds_of_organisation_ask_for_goes_to_the_adviser(walk, agencies):
    draft, found = new_draft(walk.author, walk.brook), {}
    for kind, agency in agencies.items():
        draft = do("save", draft, walk.author, SaveRequest(words="We need it.", agency=agency))
        for recipient in draft.recipients.present():  # only who asks is looked at here
            do("save", draft, walk.author, TakeOut("recipients", recipient.pk))
        found[kind] = route(draft)
    assert {kind for kind, given in found.items() if given == ASKED_BY} == FOR_THE_ADVISER
    assert {given for kind, given in found.items() if kind not in FOR_THE_ADVISER} == {ORDINARY}


def test_the_kinds_are_the_trusts_to_set(walk, agencies):
    set_to("adviser_categories", "health")
    draft = new_draft(walk.author, walk.brook)
    assert route(do("save", draft, walk.author, SaveRequest(agency=agencies["health"]))) == ASKED_BY
    assert route(do("save", draft, walk.author, SaveRequest(agency=agencies["police"]))) == ORDINARY


def test_who_stands_on_no_list_goes_to_the_adviser(walk, agencies):
    draft = new_draft(walk.author, walk.brook)
    assert route(do("save", draft, walk.author, SaveRequest(authority="A family member"))) == ASKED_BY


def test_what_goes_to_press_research_or_a_business_goes_to_the_adviser_whoever_began_it(walk, agencies):
    draft, found = new_draft(walk.author, walk.brook), set()
    for kind, agency in agencies.items():
        draft = do("save", draft, walk.author, SaveRecipient(agency))
        if route(draft) == ASKED_BY:
            found.add(kind)
        do("save", draft, walk.author, TakeOut("recipients", draft.recipients.present().get().pk))
    assert found == {"press", "research", "commercial"}
    assert route(draft) == ORDINARY


def test_rule_2_comes_before_rule_4(walk, agencies):
    draft = new_draft(walk.headteacher, walk.brook)
    assert route(do("save", draft, walk.headteacher, SaveRequest(agency=agencies["police"]))) == TO_ADVISER


def test_what_was_asked_for_by_the_police_waits_for_the_adviser(walk):
    police = SaveRequest(
        "We need it.", Agency.objects.get(name="County police"), why="An inquiry.", no_date=True, no_power=True
    )
    disclosure = disclosure_at(Stage.AWAITING, walk, request=police)
    assert Route(disclosure.seat, disclosure.seat_rule) == ASKED_BY
    assert approver_now(disclosure) == walk.adviser.pk
