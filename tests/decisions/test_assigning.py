"""Who decides, moved by people: refer, defer, reassign; and acknowledging a duty that is the author's own."""

import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from decisions.enums import Outcome, RoutingRule, Seat, Stage
from decisions.facts import Content
from decisions.permissions import NotPermitted
from decisions.queries import approver_now, with_approver
from decisions.readiness import is_personal
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.assigning import Defer, Reassign, Refer
from decisions.workflow.handing import WithReason
from decisions.workflow.perform import NotReady, available_actions
from decisions.workflow.saves import NoSuchRow
from tests.decisions.made import RULING, also_wrote, form
from tests.stories import disclosure_at, do, fill, new_draft, settle, share, sign_plan

WHY = "The order is not clear to me."


def offered(disclosure, person):
    """Action -> whether it is open, of those that this person is offered."""
    disclosure.refresh_from_db()
    return {one.name: one.is_open for one in available_actions(disclosure, person, Content(disclosure))}


def in_lists(disclosure):
    """Who decides, as the lists find it."""
    return with_approver(type(disclosure).objects.filter(pk=disclosure.pk)).get().approver_id


def test_the_headteacher_refers_and_the_adviser_decides(walk):
    disclosure = do("refer", disclosure_at(Stage.AWAITING, walk), walk.headteacher, Refer(WHY))
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.ADVISER, RoutingRule.REFERRED)
    assert approver_now(disclosure) == in_lists(disclosure) == walk.adviser.pk
    with pytest.raises(NotPermitted):
        do("approve", disclosure, walk.headteacher, RULING)
    assert do("approve", disclosure, walk.adviser, RULING).stage == Stage.APPROVED


def test_an_adviser_refers_to_the_next_one_who_keeps_it(walk):
    disclosure = do("refer", disclosure_at(Stage.AWAITING, walk), walk.headteacher, Refer(WHY))
    disclosure = do("refer", disclosure, walk.adviser, Refer(WHY))
    assert approver_now(disclosure) == in_lists(disclosure) == walk.second_adviser.pk
    settle(disclosure, walk.second_adviser)
    assert approver_now(disclosure) == walk.second_adviser.pk


def test_what_is_referred_comes_to_the_next_adviser_when_that_one_may_not_decide(walk):
    disclosure = do("refer", disclosure_at(Stage.AWAITING, walk), walk.headteacher, Refer(WHY))
    also_wrote(disclosure, walk.adviser)
    assert approver_now(disclosure) == in_lists(disclosure) == walk.second_adviser.pk


def test_it_is_shut_where_no_adviser_is_free(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    for adviser in (walk.adviser, walk.second_adviser):
        also_wrote(disclosure, adviser)
    assert offered(disclosure, walk.headteacher)["refer"] is False
    with pytest.raises(NotReady) as refusal:
        do("refer", disclosure, walk.headteacher, Refer(WHY))
    assert [one.code for one in refusal.value.findings] == ["REFER.NOBODY"]


def test_an_adviser_says_who_decides(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    disclosure = do("reassign", disclosure, walk.adviser, Reassign(walk.second_adviser, WHY))
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.ADVISER, RoutingRule.REASSIGNED)
    assert approver_now(disclosure) == in_lists(disclosure) == walk.second_adviser.pk
    disclosure = do("reassign", disclosure, walk.adviser, Reassign(walk.headteacher, WHY))
    assert (disclosure.seat, approver_now(disclosure)) == (Seat.HEADTEACHER, walk.headteacher.pk)


@pytest.mark.parametrize("who", ["author", "lead", "other_head", "trustee"])
def test_nobody_is_given_it_who_may_not_decide_it(walk, who):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    with pytest.raises(NoSuchRow):
        do("reassign", disclosure, walk.adviser, Reassign(getattr(walk, who), WHY))


def test_an_adviser_who_wrote_it_says_nothing_of_who_decides(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    also_wrote(disclosure, walk.adviser)
    with pytest.raises(NotPermitted):
        do("reassign", disclosure, walk.adviser, Reassign(walk.second_adviser, WHY))


def test_it_is_put_off_until_a_day_and_decided_all_the_same(walk):
    until = clock.today() + datetime.timedelta(days=7)
    disclosure = do("defer", disclosure_at(Stage.AWAITING, walk), walk.headteacher, Defer(until, "The mother's call."))
    assert (disclosure.stage, disclosure.deferred_until) == (Stage.AWAITING, until)
    disclosure = do("approve", disclosure, walk.headteacher, RULING)
    assert (disclosure.stage, disclosure.deferred_until) == (Stage.APPROVED, None)


def of_a_duty(walk, code="fgm-report"):
    """A disclosure that waits, whose author names a duty to report."""
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    duty = {"duty": code, "document": "Her own words to me on Monday."}
    do("save", draft, walk.author, SaveAnswers((Answering(None, "duty-or-power", "duty", details=duty),)))
    harm = Content(draft).answer_of(draft, "more-harm-than-good")
    needed = Content(draft).answer_of(draft, "consent-needed")
    again = tuple(
        Answering(None, one.question_code, one.value, one.text, one.details, is_confirmed=True)
        for one in (harm, needed)
    )
    do("save", draft, walk.author, SaveAnswers(again))
    return do("submit", draft, walk.author)


def test_nobody_returns_or_rejects_what_the_author_has_a_duty_of_their_own_to_share(walk):
    disclosure = of_a_duty(walk)
    assert is_personal(Content(disclosure))
    open_now = offered(disclosure, walk.headteacher)
    assert (open_now["acknowledge"], open_now["return"], open_now["reject"]) == (True, False, False)
    for name in ("return", "reject"):
        with pytest.raises(NotReady) as refusal:
            do(name, disclosure, walk.headteacher, RULING)
        assert [one.code for one in refusal.value.findings] == ["DUTY.PERSONAL"]


def test_what_is_acknowledged_is_shared_without_a_signed_plan(walk):
    disclosure = do("acknowledge", of_a_duty(walk), walk.headteacher, RULING)
    assert (disclosure.stage, disclosure.standing_decision.outcome) == (Stage.APPROVED, Outcome.ACKNOWLEDGED)
    assert disclosure.standing_decision.capacity == Role.HEADTEACHER
    with pytest.raises(NotReady) as refusal:
        do("lapse", disclosure, walk.set_up)
    assert [one.code for one in refusal.value.findings] == ["DUTY.PERSONAL"]
    assert share(disclosure, walk.author).stage == Stage.SHARED


def test_no_approver_takes_back_what_is_the_authors_own_duty_and_its_author_does(walk):
    disclosure = do("acknowledge", of_a_duty(walk), walk.headteacher, RULING)
    assert (offered(disclosure, walk.headteacher)["take-back"], offered(disclosure, walk.author)["take-back"]) == (
        False,
        True,
    )
    with pytest.raises(NotReady) as refusal:
        do("take-back", disclosure, walk.headteacher, WithReason(WHY))
    assert [one.code for one in refusal.value.findings] == ["DUTY.PERSONAL"]
    assert do("take-back", disclosure, walk.author, WithReason(WHY)).stage == Stage.RETURNED
    ordinary = do("approve", settle(disclosure_at(Stage.AWAITING, walk)), walk.headteacher, RULING)
    assert do("take-back", ordinary, walk.headteacher, WithReason(WHY)).stage == Stage.RETURNED


@pytest.mark.parametrize("code", ["court-order", None])
def test_a_duty_of_the_trust_is_decided_and_not_acknowledged(walk, code):
    disclosure = of_a_duty(walk, code) if code else disclosure_at(Stage.AWAITING, walk)
    open_now = offered(disclosure, walk.headteacher)
    assert (open_now["acknowledge"], open_now["return"], open_now["reject"]) == (False, True, True)
    with pytest.raises(NotReady):
        do("acknowledge", disclosure, walk.headteacher, RULING)


def test_an_ordinary_approval_still_needs_its_plan(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    with pytest.raises(NotReady):
        share(disclosure, walk.author)
    assert share(sign_plan(disclosure, walk.author, walk.headteacher), walk.author).stage == Stage.SHARED


PAGES = {
    "refer": ({"note": WHY}, "is referred"),
    "defer": ({"note": WHY}, "is put off"),
    "acknowledge": ({"reason": "Ring the duty worker first; she expects you."}, "is recorded"),
}


@pytest.mark.parametrize("action", PAGES)
def test_the_pages_of_whoever_decides(walk, client, action):
    disclosure = of_a_duty(walk) if action == "acknowledge" else disclosure_at(Stage.AWAITING, walk)
    client.force_login(walk.headteacher)
    own = [disclosure.reference, action] if action == "acknowledge" else [disclosure.reference]
    address = reverse("disclosure-decide" if action == "acknowledge" else f"disclosure-{action}", args=own)
    said, done = PAGES[action]
    until = clock.today() + datetime.timedelta(days=8)
    said = said | {f"until_{box}": str(getattr(until, box)) for box in ("day", "month", "year")}
    assert client.post(address, form(disclosure)).status_code == 200
    answer = client.post(address, form(disclosure, **said), follow=True)
    assert done in answer.content.decode()


def test_the_page_of_an_adviser_who_says_who_decides(walk, client):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    client.force_login(walk.adviser)
    address = reverse("disclosure-reassign", args=[disclosure.reference])
    assert walk.author.name not in client.get(address).content.decode().split("<form")[1]
    answer = client.post(address, form(disclosure, person=walk.second_adviser.pk, note=WHY), follow=True)
    assert "is given to somebody else" in answer.content.decode()
