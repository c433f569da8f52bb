"""The way through the flowchart: kept at submission and at a decision, shown, and a departure told as one."""

import re

from audit.models import Entry
from checklist.facts import HARM_WHY
from checklist.walk import Route
from decisions.enums import Outcome, Stage
from decisions.facts import Content
from decisions.models import Decision
from decisions.presenters import history
from decisions.presenters.way import way_shown
from decisions.workflow.actions import Reasons
from decisions.workflow.handing import WithReason
from decisions.workflow.settling import Settled
from tests.decisions.made import RULING
from tests.stories import REASON, SETTLED, disclosure_at, do, fill, new_draft, settle

WHY = "He is in more danger without it, by far."
REJECTED = Reasons(REASON, instead="The school counsellor sees him every week.")


def kept(disclosure):
    """(node, what a stop comes to, departure) of the last submission and of every decision."""
    disclosure.refresh_from_db()
    ways = [(disclosure.submitted_way, "")] + [(one.way, one.departure) for one in Content(disclosure).decisions]
    found = [(Route.from_plain(way), departure) for way, departure in ways if way]
    return [(route.here, route.outcome, departure) for route, departure in found]


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_it_is_kept_at_submission_and_at_the_decision_in_the_same_entry(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    assert kept(disclosure) == []
    disclosure = do("submit", disclosure, walk.author)
    assert kept(disclosure) == [("F9", "ask-approver", "")]
    way = Route.from_plain(disclosure.submitted_way)
    assert [step.node for step in way.steps] == ["F1", "F0", "F2", "F3", "F4", "F5", "F6", "F9"]
    assert set(way.stops) == {("BASIS.BLANK", None), ("Q2.CONDITION", None)}
    settle(disclosure)
    disclosure = do("approve", disclosure, walk.headteacher, RULING)
    assert kept(disclosure)[1:] == [("F12", "", "")]
    for event, node in (("disclosure.submitted", "F9"), ("disclosure.approved", "F12")):
        entry = Entry.objects.get(case=disclosure.pk, event=event)
        assert entry.facts["route"] == node
        assert "consent-held" not in entry.body
    of_the_entry = Decision.history.get(entry_id=entry.pk)
    assert of_the_entry.way == disclosure.standing_decision.way
    again = do("submit", do("take-back", disclosure, walk.author, WithReason("One more item.")), walk.author)
    assert kept(again) == [("F9", "ask-approver", ""), ("F12", "", "")]


def test_a_decision_against_the_way_is_shown_as_a_departure_before_and_after(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    page = f"/disclosures/{disclosure.reference}/"
    client = as_user(walk.headteacher)
    assert "This departs from the flowchart." in text_of(client.get(f"{page}reject/"))
    assert "This departs from the flowchart." not in text_of(client.get(f"{page}approve/"))
    assert "This departs from the flowchart." not in text_of(client.get(f"{page}return/"))
    disclosure = do("reject", disclosure, walk.headteacher, REJECTED)
    assert kept(disclosure)[-1] == ("F12", "", "rejected")
    said = "It was not approved where the flowchart led to sharing"
    for path in (page, f"{page}print/"):
        assert f"Departs from the flowchart {said}" in text_of(client.get(path))
    entry = Entry.objects.filter(case=disclosure.pk, event="disclosure.rejected").latest("seq")
    assert entry.facts["departure"] == "rejected"
    facts = history.entry_shown(disclosure, entry, None)["facts"]["rows"]
    assert {"key": {"text": "Departs from the flowchart"}, "value": {"text": said}} in facts


def test_an_approval_over_harm_departs_and_a_rejection_at_a_stop_or_a_return_does_not(walk):
    harmful = fill(new_draft(walk.author, walk.brook), walk.author, more_harm_than_good="yes")
    do("submit", harmful, walk.author)
    settle(harmful, walk.headteacher, *SETTLED, Settled(HARM_WHY, reason=WHY))
    assert kept(do("approve", harmful, walk.headteacher, RULING))[-1] == ("F12", "", "overruled")
    stopped = fill(new_draft(walk.author, walk.brook), walk.author, duty_or_power="not-sure")
    do("submit", stopped, walk.author)
    stopped = do("return", stopped, walk.headteacher, RULING)
    assert kept(stopped)[-1] == ("F9", "ask-approver", "")
    do("submit", stopped, walk.author)
    assert kept(do("reject", stopped, walk.headteacher, REJECTED))[-1] == ("F9", "ask-approver", "")
    assert {Outcome.RETURNED, Outcome.REJECTED} <= {one.outcome for one in Content(stopped).decisions}


# Where each stage stands, of a disclosure that is whole.
STANDS = {
    Stage.DRAFT: "F9",
    Stage.AWAITING: "F12",
    Stage.RETURNED: "F9",
    Stage.APPROVED: "F13",
    Stage.REJECTED: "F17",
    Stage.SHARED_FIRST: "E2",
    Stage.SHARED: "F15",
    Stage.CLOSED: "F16",
    Stage.WITHDRAWN: "F9",
    Stage.LAPSED: "F13",
}


def test_every_stage_has_its_place_on_the_way(walk):
    assert set(STANDS) == set(Stage)
    for stage, node in STANDS.items():
        shown = way_shown(Content(disclosure_at(stage, walk)), is_own=False)
        assert shown["here"].partition(" ")[0] == node, stage
        assert [box.code for box in shown["picture"].boxes if box.is_here] == [node]


def test_the_page_says_each_turn_with_the_answer_that_made_it(walk, as_user):
    draft = fill(new_draft(walk.author, walk.brook), walk.author, consent_held="refused")
    page = text_of(as_user(walk.author).get(f"/disclosures/{draft.reference}/"))
    assert "Your route so far: F9 Can the lawful basis" in page
    assert "F6 Valid consent from everybody it is about? not from everybody." in page
    assert "Question 1, for Ade Okafor: Asked, and refused" in page
    assert "What the stop comes to: Ask them, or do not share." in page
    ratified = disclosure_at(Stage.SHARED_FIRST, walk)
    do("ratify", ratified, walk.headteacher, RULING)
    page = text_of(as_user(walk.headteacher).get(f"/disclosures/{ratified.reference}/"))
    assert "The route so far: F15" in page
    assert "F1 Is somebody in danger now? yes. Somebody was in danger" in page
    assert "At the decision on version" in page
