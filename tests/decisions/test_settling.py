"""What an approver settles: beside the answers, by nobody else, and only as long as the decision on it stands."""

import pytest
from django.urls import reverse

from audit.models import Entry
from checklist.facts import BASIS, CONDITION, LAW, OVERRIDE, PUBLIC_TASK
from decisions.enums import RoutingRule, Says, Seat, Stage
from decisions.facts import Content
from decisions.models import Contributor, Ruling
from decisions.permissions import NotPermitted
from decisions.workflow.handing import WithReason
from decisions.workflow.perform import NotReady
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.settling import Settle, Settled
from tests.decisions.made import RULING, form
from tests.stories import SETTLED, answer, consent_of, disclosure_at, do, fill, new_draft, settle

WHY = "She told me herself, and her tutor heard it too."
RULED = Settled("consent-needed", value="no", reason=WHY)
NAMED = (Settled(LAW, value="court-order", reason="The order of 3 November."),)
DUTY = Settled("duty-or-power", value="duty", reason="The order names us.")


def submitted(walk, **answers):
    """A disclosure that waits for its decision, and of which nothing is settled."""
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author, **answers)
    return do("submit", disclosure, walk.author)


def shut_by(disclosure, actor):
    """The codes of what shuts approving."""
    with pytest.raises(NotReady) as refusal:
        do("approve", disclosure, actor, RULING)
    return {one.code for one in refusal.value.findings if one.severity != "warn"}


def test_a_basis_and_a_condition_are_settled_before_it_is_approved(walk):
    disclosure = submitted(walk)
    assert shut_by(disclosure, walk.headteacher) == {"BASIS.BLANK", "Q2.CONDITION"}
    settle(disclosure, walk.headteacher)
    assert do("approve", disclosure, walk.headteacher, RULING).stage == Stage.APPROVED


def test_to_settle_is_no_contribution_and_edits_no_answer(walk):
    disclosure = submitted(walk, consent_needed="not-sure")
    settle(disclosure, walk.headteacher, *SETTLED, RULED)
    assert not Contributor.objects.filter(disclosure=disclosure, user=walk.headteacher).exists()
    assert Content(disclosure).value_of(disclosure, "consent-needed") == "not-sure"
    assert do("approve", disclosure, walk.headteacher, RULING).stage == Stage.APPROVED


def test_a_ruling_without_its_reason_settles_nothing(walk):
    disclosure = submitted(walk, consent_needed="not-sure")
    settle(disclosure, walk.headteacher, *SETTLED, Settled("consent-needed", value="no"))
    assert shut_by(disclosure, walk.headteacher) == {"Q3.UNSURE"}


def test_what_is_settled_can_be_settled_otherwise_and_taken_back(walk):
    disclosure = submitted(walk)
    settle(disclosure, walk.headteacher)
    settle(disclosure, walk.headteacher, Settled(BASIS, value="vital-interests", reason=WHY))
    [basis] = [row for row in Content(disclosure).rulings if row.code == BASIS]
    assert (basis.value, basis.by) == ("vital-interests", walk.headteacher)
    settle(disclosure, walk.headteacher, Settled(BASIS))
    assert shut_by(disclosure, walk.headteacher) == {"BASIS.BLANK"}


@pytest.mark.parametrize("who", ["author", "lead", "adviser", "other_head", "trustee"])
def test_nobody_settles_but_who_decides(walk, who):
    with pytest.raises(NotPermitted):
        settle(submitted(walk), getattr(walk, who))


def test_what_is_settled_belongs_to_the_decision_and_falls_with_it(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    assert {row.code for row in Content(disclosure).rulings} == {one.code for one in SETTLED}
    do("take-back", disclosure, walk.author, WithReason("Something is missing."))
    assert Content(disclosure).rulings == []
    assert Ruling.objects.filter(disclosure=disclosure, fallen_at__isnull=False).count() == len(SETTLED)


def test_what_is_settled_falls_when_it_goes_back_to_be_mended(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    do("return", disclosure, walk.headteacher, RULING)
    assert Content(disclosure).rulings == []
    disclosure = do("submit", disclosure, walk.author)
    assert shut_by(disclosure, walk.headteacher) == {"BASIS.BLANK", "Q2.CONDITION"}


def test_an_unusual_basis_moves_it_to_the_adviser(walk):
    disclosure = submitted(walk)
    settle(disclosure, walk.headteacher, Settled(BASIS, value="legitimate-interests", reason=WHY))
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.HEADTEACHER, RoutingRule.ORDINARY)
    disclosure.refresh_from_db()
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.ADVISER, RoutingRule.LAW)
    with pytest.raises(NotPermitted):
        do("approve", disclosure, walk.headteacher, RULING)


def test_a_person_of_another_disclosure_is_nobodys(walk):
    other = fill(new_draft(walk.author, walk.brook), walk.author)
    with pytest.raises(NoSuchRow):
        settle(submitted(walk), walk.headteacher, Settled(OVERRIDE, other.people.get().pk, reason=WHY))


def test_case_20_a_headteachers_duty_frees_nobody_from_a_refusal(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author, consent_held="refused")
    answer(disclosure, walk.author, consent_held="refused", duty_or_power="not-sure")
    do("save", disclosure, walk.author, consent_of(disclosure.people.get(), says=Says.REFUSED))
    disclosure = do("submit", disclosure, walk.author)
    assert disclosure.seat_rule == RoutingRule.REFUSED
    with pytest.raises(NotPermitted):
        settle(disclosure, walk.headteacher, DUTY, *NAMED)
    assert "Q4.UNSURE" in shut_by(disclosure, walk.adviser)
    basis = (Settled(BASIS, value="legal-obligation"), Settled(CONDITION, value="safeguarding"))
    settle(disclosure, walk.adviser, DUTY, *NAMED, *basis)
    assert do("approve", disclosure, walk.adviser, RULING).stage == Stage.APPROVED


def test_a_refusal_is_overruled_by_the_adviser_with_a_reason_for_that_person(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author, consent_held="refused", consent_needed="no")
    do("save", disclosure, walk.author, consent_of(disclosure.people.get(), says=Says.REFUSED))
    answer(disclosure, walk.author, consent_held="refused", consent_needed="no")
    disclosure = do("submit", disclosure, walk.author)
    settle(disclosure, walk.adviser)
    assert shut_by(disclosure, walk.adviser) == {"X4.OVERRIDE"}
    settle(disclosure, walk.adviser, Settled(OVERRIDE, disclosure.people.get().pk, reason=WHY))
    assert do("approve", disclosure, walk.adviser, RULING).stage == Stage.APPROVED


def test_the_page_asks_for_what_is_open_and_keeps_what_is_typed(walk, client):
    disclosure = submitted(
        walk, consent_held="not-asked", consent_needed="not-sure", risk_of_asking_or_telling="not-sure"
    )
    person = disclosure.people.get()
    client.force_login(walk.headteacher)
    address = reverse("disclosure-settle", args=[disclosure.reference])
    shown = client.get(address).content.decode()
    assert "Question 3, Consent needed" in shown
    assert f"Question 6, Risk of asking or telling, for {person.name}" in shown
    said = {"consent-needed": "no", "basis": PUBLIC_TASK, "condition": "safeguarding"}
    refused = client.post(address, form(disclosure, **said))
    assert "Write why, in a sentence" in refused.content.decode()
    assert 'value="no" checked' in refused.content.decode()
    said |= {"consent-needed-why": WHY, f"risk-of-asking-or-telling-p{person.pk}": "safe"}
    said[f"risk-of-asking-or-telling-p{person.pk}-why"] = WHY
    assert client.post(address, form(disclosure, **said)).status_code == 302
    disclosure.refresh_from_db()
    assert (disclosure.missing, disclosure.to_settle) == (0, 0)
    assert (
        "What the approver settled" in client.get(reverse("disclosure", args=[disclosure.reference])).content.decode()
    )


def test_the_entry_holds_what_was_settled_and_no_reason_in_the_open(walk):
    disclosure = submitted(walk)
    do("settle", disclosure, walk.headteacher, Settle((Settled(BASIS, value=PUBLIC_TASK, reason=WHY),)))
    entry = Entry.objects.filter(case=disclosure.pk, event="disclosure.settled").get()
    assert WHY not in entry.body
    assert PUBLIC_TASK in entry.body
