"""A disclosure changes hands: what taking back, withdrawing and a second view do."""

import pytest

from audit.models import Entry
from audit.verify import problems
from decisions.enums import RoutingRule, Seat, Stage
from decisions.models import Decision, Disclosure
from decisions.permissions import NotPermitted
from decisions.presenters.decided import NO_HEADTEACHER
from decisions.queries import visible_to
from decisions.workflow.handing import Invite, NobodyLeft, SecondView, WithReason
from decisions.workflow.perform import NotAllowedNow, NotReady
from tests.access.shown import Form
from tests.decisions.handed import REFUSED, WHY, decider, given, text, url, writers
from tests.decisions.made import RULING, also_wrote, close, form
from tests.stories import REASON, disclosure_at, do, settle, share, shared_first, sign_plan

# Taking back


def test_taken_back_before_a_decision_it_is_mended_and_decided_anew(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    do("take-back", disclosure, walk.author, WithReason())
    assert given(disclosure)[:2] == (Stage.RETURNED, None)
    with pytest.raises(NotAllowedNow):
        do("approve", disclosure, walk.headteacher, RULING)
    do("submit", disclosure, walk.author)
    with pytest.raises(NotReady, match=r"BASIS\.BLANK, Q2\.CONDITION"):  # what was settled fell with it
        do("approve", disclosure, walk.headteacher, RULING)
    settle(disclosure)
    do("approve", disclosure, walk.headteacher, RULING)
    assert given(disclosure)[0] == Stage.APPROVED
    assert list(problems()) == []


@pytest.mark.parametrize("by", ["author", "headteacher"])
def test_taken_back_after_approval_decision_and_signatures_are_void(walk, by):
    disclosure = sign_plan(disclosure_at(Stage.APPROVED, walk), walk.author, walk.headteacher)
    before, decision = disclosure.plan_version, disclosure.standing_decision
    do("take-back", disclosure, getattr(walk, by), WithReason(WHY))
    assert given(disclosure)[:2] == (Stage.RETURNED, None)
    assert disclosure.plan_version == before + 1
    assert not disclosure.signatures.filter(plan_version=disclosure.plan_version).exists()
    assert Entry.objects.filter(case=disclosure.pk).latest("seq").facts["voided"] == decision.pk
    assert Decision.objects.filter(pk=decision.pk).exists()


def test_taking_back_makes_nobody_a_contributor_so_the_approver_decides_again(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    do("take-back", disclosure, walk.headteacher, WithReason(WHY))
    assert writers(disclosure) == {walk.author.pk}
    do("submit", disclosure, walk.author)
    assert decider(disclosure) == walk.headteacher


def test_an_approved_one_needs_a_reason_and_an_awaiting_one_needs_none(walk, as_user):
    approved, awaiting = disclosure_at(Stage.APPROVED, walk), disclosure_at(Stage.AWAITING, walk)
    client = as_user(walk.author)
    for short in ("", "no", "x" * 14, "....................."):
        answer = client.post(url(approved, "take-back"), form(approved, note=short))
        assert answer.status_code == 200
        assert "Say why you take it back" in text(answer)
        assert given(approved)[0] == Stage.APPROVED
    assert client.post(url(awaiting, "take-back"), form(awaiting, note="")).url == url(awaiting)
    assert client.post(url(approved, "take-back"), form(approved, note=WHY)).url == url(approved)
    assert {given(one)[0] for one in (approved, awaiting)} == {Stage.RETURNED}
    page = text(client.get(url(approved)))
    assert WHY in page
    assert "Approved before: that decision no longer stands" in page


def test_a_page_read_before_the_approval_takes_nothing_back_and_keeps_the_words(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    sent = form(disclosure, note=WHY)
    do("approve", disclosure, walk.headteacher, RULING)
    answer = as_user(walk.author).post(url(disclosure, "take-back"), sent)
    assert answer.status_code == 409
    assert REFUSED in text(answer)
    assert WHY in text(answer)
    assert given(disclosure)[0] == Stage.APPROVED


def test_each_side_reads_what_happens_then(walk, as_user):
    awaiting, approved = disclosure_at(Stage.AWAITING, walk), disclosure_at(Stage.APPROVED, walk)
    page = text(as_user(walk.author).get(url(awaiting, "take-back")))
    assert "Peter Dunne no longer finds it" in page
    assert "You change it and submit it again." in page
    page = text(as_user(walk.headteacher).get(url(approved, "take-back")))
    assert "both signatures under the plan are void" in page
    assert "The author changes it and submits it again." in page
    assert "The record stays" in page


# Withdrawing


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AWAITING, Stage.RETURNED, Stage.APPROVED, Stage.LAPSED])
def test_a_withdrawn_one_is_over_and_its_decision_void(walk, stage):
    disclosure = disclosure_at(stage, walk)
    before = disclosure.plan_version
    do("withdraw", disclosure, walk.author, WithReason(WHY))
    assert given(disclosure)[:2] == (Stage.WITHDRAWN, None)
    assert disclosure.plan_version == before + (stage in {Stage.APPROVED, Stage.LAPSED})  # only then was one signed
    for action in ("save", "submit", "take-back", "approve", "second-view", "share"):
        with pytest.raises((NotAllowedNow, NotPermitted)):
            do(action, disclosure, walk.author if action != "approve" else walk.headteacher, RULING)
    assert list(problems()) == []


def test_a_withdrawn_draft_stays_unread(walk, as_user):
    disclosure = disclosure_at(Stage.WITHDRAWN, walk)
    for reader in (walk.headteacher, walk.adviser, walk.lead):
        assert not visible_to(reader).filter(pk=disclosure.pk).exists()
        assert as_user(reader).get(url(disclosure)).status_code == 404
    assert as_user(walk.author).get(url(disclosure)).status_code == 200


def test_withdrawing_needs_a_reason_at_every_stage_and_says_so(walk, as_user):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    client = as_user(walk.author)
    answer = client.post(url(disclosure, "withdraw"), form(disclosure, note="  "))
    assert "Say why you withdraw it" in text(answer)
    assert "Error: Withdraw this disclosure" in text(answer)
    assert "cannot be taken up again" in text(answer)
    assert client.post(url(disclosure, "withdraw"), form(disclosure, note=WHY)).status_code == 302
    assert WHY in text(client.get(url(disclosure)))


def test_whoever_may_read_it_reads_why_it_was_withdrawn(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    do("withdraw", disclosure, walk.author, WithReason(WHY))
    for reader in (walk.author, walk.headteacher, walk.lead, walk.adviser):
        assert WHY in text(as_user(reader).get(url(disclosure)))


# A second view


def test_a_second_view_goes_to_the_adviser_and_not_back_to_the_rejecter(walk, as_user):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    assert "Helen Hale, Data Protection Adviser, reads it" in text(
        as_user(walk.author).get(url(disclosure, "second-view"))
    )
    do("second-view", disclosure, walk.author, SecondView(WHY))
    assert given(disclosure)[:2] == (Stage.AWAITING, None)
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.ADVISER, RoutingRule.SECOND_VIEW)
    assert decider(disclosure) == walk.adviser
    with pytest.raises(NotPermitted):
        do("approve", disclosure, walk.headteacher, RULING)
    page = text(as_user(walk.adviser).get(url(disclosure)))
    assert "Second view: Peter Dunne rejected it, today" in page
    assert WHY in page
    assert REASON in page
    settle(disclosure, walk.adviser)
    do("approve", disclosure, walk.adviser, RULING)
    assert given(disclosure)[0] == Stage.APPROVED


def test_where_the_adviser_rejected_it_goes_to_a_second_adviser(walk):
    disclosure = disclosure_at(Stage.REJECTED, walk, author=walk.headteacher, approver=walk.adviser)
    do("second-view", disclosure, walk.headteacher, SecondView(WHY))
    assert decider(disclosure) == walk.second_adviser


def test_it_is_asked_for_once(walk, as_user):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    do("second-view", disclosure, walk.author, SecondView(WHY))
    do("reject", disclosure, walk.adviser, RULING)
    with pytest.raises(NotPermitted):
        do("second-view", disclosure, walk.author, SecondView(WHY))
    client = as_user(walk.author)
    assert url(disclosure, "second-view") not in text(client.get(url(disclosure)))
    assert client.get(url(disclosure, "second-view")).status_code == 404


def test_sent_back_by_the_second_view_it_returns_to_the_adviser(walk):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    do("second-view", disclosure, walk.author, SecondView(WHY))
    do("return", disclosure, walk.adviser, RULING)
    do("submit", disclosure, walk.author)
    assert (disclosure.pk, decider(disclosure)) == (disclosure.pk, walk.adviser)
    assert Disclosure.objects.get(pk=disclosure.pk).seat_rule == RoutingRule.SECOND_VIEW


def test_where_nobody_is_left_it_says_whom_to_ring(walk, as_user):
    disclosure = disclosure_at(Stage.REJECTED, walk, author=walk.headteacher, approver=walk.adviser)
    close(walk, walk.second_adviser)
    client = as_user(walk.headteacher)
    page = text(client.get(url(disclosure, "second-view")))
    assert "Nobody can look at it at the moment." in page
    assert walk.brook.duty_phone in page
    client.post(url(disclosure, "second-view"), form(disclosure, note=WHY))
    assert given(disclosure)[0] == Stage.AWAITING
    assert decider(disclosure) is None
    page = text(client.get(url(disclosure)))
    assert "Nobody can decide this at the moment." in page
    assert walk.brook.duty_phone in page


def test_a_second_view_needs_its_reason(walk, as_user):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    answer = as_user(walk.author).post(url(disclosure, "second-view"), form(disclosure, note="Please"))
    assert "Say why somebody else should look at it" in text(answer)
    assert "Please" in text(answer)
    assert given(disclosure)[0] == Stage.REJECTED


# Sent twice


@pytest.mark.parametrize(
    ("page", "stage", "part", "fields"),
    [
        ("take-back", Stage.AWAITING, "author", {"note": ""}),
        ("take-back", Stage.APPROVED, "headteacher", {"note": WHY}),
        ("withdraw", Stage.DRAFT, "author", {"note": WHY}),
        ("second-view", Stage.REJECTED, "author", {"note": WHY}),
        ("invite", Stage.DRAFT, "author", {"person": "volunteer"}),
        ("hand-over", Stage.DRAFT, "adviser", {"person": "volunteer", "note": WHY}),
        ("hand-over", Stage.RETURNED, "headteacher", {"person": "volunteer", "note": WHY}),
    ],
)
def test_a_second_press_is_answered_as_the_first(walk, as_user, page, stage, part, fields):
    disclosure = disclosure_at(stage, walk)
    client = as_user(getattr(walk, part))
    named = {name: getattr(walk, value).pk if name == "person" else value for name, value in fields.items()}
    sent, before = form(disclosure, **named), Entry.objects.count()
    first, second = (client.post(url(disclosure, page), sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Entry.objects.count() == before + 1


# Nobody is left to decide


def test_the_last_who_could_decide_is_not_asked_to_help(walk, as_user):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    client = as_user(walk.author)
    for colleague in (walk.headteacher, walk.adviser):
        assert client.post(url(disclosure, "invite"), form(disclosure, person=colleague.pk)).status_code == 302
    answer = client.post(url(disclosure, "invite"), form(disclosure, person=walk.second_adviser.pk))
    assert answer.status_code == 200
    assert text(answer).count("Then nobody is left who may decide it") == 2  # in the summary, and at the field
    assert Form(text(answer)).typed["person"] == str(walk.second_adviser.pk)
    assert walk.second_adviser.pk not in writers(disclosure)
    with pytest.raises(NobodyLeft):
        do("invite", disclosure, walk.author, Invite(walk.second_adviser))
    assert client.post(url(disclosure, "invite"), form(disclosure, person=walk.volunteer.pk)).status_code == 302
    do("share-first", disclosure, walk.adviser, shared_first())  # an emergency asks nobody who is left
    assert list(problems()) == []


def test_where_nobody_could_decide_before_anybody_may_help(walk):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    for person in (walk.headteacher, walk.adviser, walk.second_adviser):
        also_wrote(disclosure, person)
    do("invite", disclosure, walk.author, Invite(walk.volunteer))
    assert walk.volunteer.pk in writers(disclosure)


# The reason fits whoever decides


def test_after_a_rejection_shared_first_the_page_says_why_an_adviser_looks_at_it(walk, as_user):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    do("share-first", disclosure, walk.author, shared_first())
    assert decider(disclosure) == walk.adviser
    for reader in (walk.author, walk.lead, walk.adviser):
        page = text(as_user(reader).get(url(disclosure)))
        assert NO_HEADTEACHER in page
    card = page.split('id="decide"')[1].split("</section>")[0]
    assert RoutingRule.ORDINARY.label not in card


def test_whoever_is_named_as_having_sent_it_does_not_ratify_it(walk):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    assert decider(disclosure) == walk.headteacher
    share(disclosure, walk.author, gone=True, sent_by="Mr peter dunne, by telephone", deviation=REASON)
    assert decider(disclosure) == walk.adviser
    with pytest.raises(NotPermitted):
        do("ratify-learning", disclosure, walk.headteacher, RULING)
