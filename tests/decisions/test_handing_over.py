"""A disclosure changes hands: asking a colleague, handing over, drafts that an adviser only knows of, leavers.

A leaver tries one page at each stage, in turn, and half of what is forged is sent to each of two pages; `make thorough`
sends all.
"""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from audit.verify import problems
from decisions.enums import RoutingRule, Seat, Side, Stage
from decisions.permissions import NotPermitted
from decisions.queries import writers_for
from decisions.workflow.asked import SaveRequest
from decisions.workflow.handing import HandOver, Invite, WithReason, may_write_for, possible_authors
from decisions.workflow.saves import NoSuchRow
from tests.decisions.handed import WHY, decider, given, text, url, writers
from tests.decisions.made import appoint, close, form, leave
from tests.stories import BENEFIT, CHILD, ITEM, disclosure_at, do, fill, new_draft, sign_plan
from tests.thorough import WHOLE

# Asking a colleague


def test_an_invited_colleague_writes_and_never_decides(walk, as_user):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    client = as_user(walk.author)
    assert "They can edit, and so cannot decide." in text(client.get(url(disclosure, "invite")))
    client.post(url(disclosure, "invite"), form(disclosure, person=walk.volunteer.pk))
    assert writers(disclosure) == {walk.author.pk, walk.volunteer.pk}
    assert given(disclosure)[2] == walk.author
    assert as_user(walk.volunteer).get(url(disclosure, "purpose")).status_code == 200
    with pytest.raises(NotPermitted):
        do("submit", disclosure, walk.volunteer)
    page = text(as_user(walk.author).get(url(disclosure)))
    assert "Sam Bell can edit it, and so cannot decide it." in page
    assert list(problems()) == []


def test_a_headteacher_who_is_asked_leaves_the_decision_to_the_adviser(walk, as_user):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    client = as_user(walk.author)
    page = text(client.get(url(disclosure, "invite")))
    assert "Peter Dunne is the Headteacher. If you ask them, the Data Protection Adviser decides instead." in page
    sent = client.post(url(disclosure, "invite"), form(disclosure, person=walk.headteacher.pk), follow=True)
    assert "The Data Protection Adviser will decide it instead." in text(sent)
    do("submit", disclosure, walk.author)
    disclosure.refresh_from_db()
    assert (disclosure.seat, decider(disclosure)) == (Seat.ADVISER, walk.adviser)


def test_asked_after_it_was_shared_first_the_headteacher_no_longer_ratifies(walk):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    assert decider(disclosure) == walk.headteacher
    since = disclosure.submitted_at
    do("invite", disclosure, walk.author, Invite(walk.headteacher))
    disclosure.refresh_from_db()
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.ADVISER, RoutingRule.HEADTEACHER_WROTE)
    assert (decider(disclosure), disclosure.submitted_at) == (walk.adviser, since)


def test_the_list_holds_only_who_may_be_asked(walk, as_user, contexts):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    shown = as_user(walk.author).get(url(disclosure, "invite")).context["form"].fields["person"].choices
    named = {pk for pk, _ in shown if pk}
    assert named == {one.pk for one in (walk.volunteer, walk.headteacher, walk.lead, walk.adviser, walk.second_adviser)}
    assert dict(shown)[walk.volunteer.pk] == "Sam Bell, Volunteer"


@pytest.mark.parametrize("page", ["invite", "hand-over"])
def test_a_forged_choice_gets_a_sentence(walk, as_user, contexts, page):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    client = as_user(walk.author if page == "invite" else walk.adviser)
    before = Entry.objects.exclude(event="disclosure.read").count()
    of_others = [one.pk for one in (walk.author, walk.other_author, walk.trustee)]
    every = ["", "0", "x", "99999999999999999999", "\x00", *of_others]
    for forged in every if WHOLE else every[page == "invite" :: 2]:
        answer = client.post(url(disclosure, page), form(disclosure, person=forged, note=WHY))
        assert answer.status_code == 200, forged
        (sentence,) = answer.context["form"].errors["person"]
        assert sentence.startswith("Choose a colleague")
        assert text(answer).count(sentence) >= 2
        assert page == "invite" or WHY in text(answer)
    assert Entry.objects.exclude(event="disclosure.read").count() == before


def test_who_may_write_is_told_in_one_place(walk):
    everybody = User.objects.all()
    for school in (walk.brook, walk.ashby):
        assert set(writers_for(school)) == {one for one in everybody if may_write_for(one, school)}
    assert walk.leaver not in writers_for(walk.brook)
    assert walk.set_up not in writers_for(walk.brook)


def test_the_writer_itself_takes_nobody_else(walk):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    for who in ("leaver", "other_author", "trustee", "administrator", "nobody", "set_up"):
        for action, actor, data in (("invite", walk.author, Invite), ("hand-over", walk.adviser, HandOver)):
            with pytest.raises(NoSuchRow):
                do(action, disclosure, actor, data(getattr(walk, who)))


# Handing over


def test_a_new_author_carries_it_on_and_both_signatures_are_void(walk):
    disclosure = sign_plan(disclosure_at(Stage.APPROVED, walk), walk.author, walk.headteacher)
    decision, before = disclosure.standing_decision, disclosure.plan_version
    do("hand-over", disclosure, walk.adviser, HandOver(walk.volunteer, WHY))
    assert given(disclosure) == (Stage.APPROVED, decision, walk.volunteer)
    assert disclosure.plan_version == before + 1
    assert not disclosure.signatures.filter(plan_version=before + 1).exists()
    assert {signature.side for signature in disclosure.signatures.all()} == {Side.AUTHOR, Side.APPROVER}
    assert writers(disclosure) == {walk.author.pk, walk.volunteer.pk}
    do("take-back", disclosure, walk.volunteer, WithReason(WHY))
    with pytest.raises(NotPermitted):
        do("submit", disclosure, walk.author)
    assert list(problems()) == []


def test_nobody_hands_it_to_whoever_took_the_standing_decision(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    assert walk.headteacher not in possible_authors(disclosure, walk.adviser)
    with pytest.raises(NoSuchRow):
        do("hand-over", disclosure, walk.adviser, HandOver(walk.headteacher, WHY))
    sent = form(disclosure, person=walk.headteacher.pk, note=WHY)
    answer = as_user(walk.adviser).post(url(disclosure, "hand-over"), sent)
    assert "Choose a colleague from the list: nobody else can be chosen now" in text(answer)
    assert WHY in text(answer)


@pytest.mark.parametrize("actor", ["adviser", "headteacher"])
def test_nobody_hands_it_to_themselves_or_to_its_author(walk, actor):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    for to in (actor, "author"):
        with pytest.raises(NoSuchRow):
            do("hand-over", disclosure, getattr(walk, actor), HandOver(getattr(walk, to), WHY))


def test_a_headteacher_hands_over_what_is_submitted_and_no_draft(walk, as_user):
    draft, returned = disclosure_at(Stage.DRAFT, walk), disclosure_at(Stage.RETURNED, walk)
    client = as_user(walk.headteacher)
    assert client.get(url(draft, "hand-over")).status_code == 404
    assert client.post(url(draft, "hand-over"), form(draft, person=walk.lead.pk, note=WHY)).status_code == 404
    assert client.post(url(returned, "hand-over"), form(returned, person=walk.lead.pk, note=WHY)).status_code == 302
    assert (given(draft)[2], given(returned)[2]) == (walk.author, walk.lead)


@pytest.mark.parametrize("part", ["headteacher", "adviser"])
def test_whoever_wrote_it_does_not_hand_it_over(walk, as_user, part):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    do("invite", disclosure, walk.author, Invite(getattr(walk, part)))
    with pytest.raises(NotPermitted):
        do("hand-over", disclosure, getattr(walk, part), HandOver(walk.lead, WHY))
    assert as_user(getattr(walk, part)).get(url(disclosure, "hand-over")).status_code == 404


def test_what_waits_for_the_headteacher_goes_to_the_adviser_when_they_become_its_author(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    do("hand-over", disclosure, walk.adviser, HandOver(walk.headteacher, WHY))
    disclosure.refresh_from_db()
    assert (disclosure.seat_rule, decider(disclosure)) == (RoutingRule.HEADTEACHER_WROTE, walk.adviser)


def test_it_is_said_and_not_refused_where_nobody_is_left_who_may_decide(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk, request=SaveRequest("Please send it.", authority="A stranger"))
    client = as_user(walk.headteacher)
    assert "nobody is left" not in text(client.get(url(disclosure, "hand-over")))  # there are two advisers
    close(walk, walk.second_adviser)
    page = text(client.get(url(disclosure, "hand-over")))
    assert "If you hand it over to Helen Hale, nobody is left who may decide it." in page
    assert page.count("nobody is left") == 1
    ordinary = disclosure_at(Stage.AWAITING, walk)
    assert "nobody is left" not in text(client.get(url(ordinary, "hand-over")))  # the headteacher decides it
    sent = form(disclosure, person=walk.adviser.pk, note=WHY)
    assert client.post(url(disclosure, "hand-over"), sent).status_code == 302
    assert decider(disclosure) is None


def test_handing_over_needs_a_reason(walk, as_user):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    answer = as_user(walk.adviser).post(
        url(disclosure, "hand-over"), form(disclosure, person=walk.lead.pk, note="left")
    )
    assert "Give your reason in a sentence or more" in text(answer) or "Say why it is handed over" in text(answer)
    assert f'value="{walk.lead.pk}" selected' in text(answer)
    assert given(disclosure)[2] == walk.author


def test_the_timeline_names_the_new_author_and_the_reason(walk, as_user):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    do("hand-over", disclosure, walk.adviser, HandOver(walk.lead, WHY))
    for reader in (walk.author, walk.lead, walk.headteacher):
        page = text(as_user(reader).get(url(disclosure)))
        assert "Amina Yusuf is its author now." in page
        assert WHY in page


# An adviser sees that drafts exist


def test_an_adviser_hands_over_a_draft_without_reading_it(walk, as_user):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    client = as_user(walk.adviser)
    assert client.get(url(disclosure)).status_code == 404
    page = text(client.get(url(disclosure, "hand-over")))
    assert [words for words in (CHILD, BENEFIT, ITEM, "A.O.", "Brook Vale CAMHS") if words in page] == []
    for words in (disclosure.reference, "Joanna Finch", "Brook High School", "Today", "without reading it"):
        assert words in page
    answer = client.post(url(disclosure, "hand-over"), form(disclosure, person=walk.volunteer.pk, note=WHY))
    assert answer.url == reverse("queue")
    assert given(disclosure) == (Stage.DRAFT, None, walk.volunteer)
    assert client.get(url(disclosure)).status_code == 404
    assert WHY in text(as_user(walk.volunteer).get(url(disclosure)))


def test_a_draft_saved_meanwhile_is_handed_over_on_a_second_press(walk, as_user, contexts):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    sent = form(disclosure, person=walk.volunteer.pk, note=WHY)
    do("invite", disclosure, walk.author, Invite(walk.lead))
    client = as_user(walk.adviser)
    answer = client.post(url(disclosure, "hand-over"), sent)
    assert answer.status_code == 409
    assert "The author has changed it since you opened this page" in text(answer)
    assert WHY in text(answer)
    assert [words for words in (CHILD, BENEFIT, ITEM, "A.O.") if words in text(answer)] == []
    shown = answer.context["version"]
    again = {**sent, "version": shown, "token": str(uuid.uuid4())}
    assert client.post(url(disclosure, "hand-over"), again).status_code == 302
    assert given(disclosure)[2] == walk.volunteer


def test_the_advisers_queue_ends_with_the_drafts(walk, as_user):
    mine, theirs = new_draft(walk.adviser, walk.ashby), disclosure_at(Stage.DRAFT, walk)
    page = text(as_user(walk.adviser).get(reverse("queue")))
    block = page.split('id="drafts"')[1]
    assert "Drafts: 1" in page
    assert theirs.reference in block
    assert mine.reference not in block
    assert url(theirs, "hand-over") in block
    assert f'href="{url(theirs)}"' not in page
    assert [words for words in (CHILD, BENEFIT, ITEM, "A.O.") if words in page] == []
    for other in (walk.headteacher, walk.lead):
        assert 'id="drafts"' not in text(as_user(other).get(reverse("queue")))


def statements(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("queue")).status_code == 200
    return len(asked)


def test_the_drafts_cost_the_same_however_many(walk, as_user, monkeypatch):
    client = as_user(walk.adviser)
    new_draft(walk.author, walk.brook)
    few = statements(client)
    for _ in range(4):
        new_draft(walk.volunteer, walk.brook)
    assert statements(client) == few
    monkeypatch.setattr("decisions.presenters.handing.PAGE", 2)
    assert "Drafts: 2 or more" in text(client.get(reverse("queue")))


# Whoever has left


def test_what_a_leaver_left_behind_is_marked_for_whoever_may_hand_it_over(walk, as_user):
    disclosure, draft = disclosure_at(Stage.RETURNED, walk), disclosure_at(Stage.DRAFT, walk)
    mark = "The author has left: hand it over"
    assert mark not in text(as_user(walk.adviser).get(reverse("queue")))
    leave(walk, walk.author)
    for part, times in ((walk.adviser, 2), (walk.headteacher, 1), (walk.lead, 0), (walk.other_head, 0)):
        assert text(as_user(part).get(reverse("queue"))).count(mark) == times
    do("hand-over", disclosure, walk.headteacher, HandOver(walk.lead, WHY))
    do("hand-over", draft, walk.adviser, HandOver(walk.lead, WHY))
    assert mark not in text(as_user(walk.adviser).get(reverse("queue")))


def test_a_draft_whose_author_has_left_comes_first(walk, as_user):
    first, second = disclosure_at(Stage.DRAFT, walk), new_draft(walk.volunteer, walk.brook)
    leave(walk, walk.volunteer)
    block = text(as_user(walk.adviser).get(reverse("queue"))).split('id="drafts"')[1]
    assert block.index(second.reference) < block.index(first.reference)


@pytest.mark.parametrize("stage", Stage)
def test_a_leaver_can_do_nothing(walk, as_user, stage):
    disclosure = disclosure_at(stage, walk)
    leave(walk, walk.author)
    client = as_user(walk.author)
    pages = ["take-back", "withdraw", "second-view", "invite", "hand-over"]
    for page in pages if WHOLE else [pages[list(Stage).index(stage) % len(pages)]]:
        assert client.get(url(disclosure, page)).status_code == 404
        sent = form(disclosure, note=WHY, person=walk.volunteer.pk)
        assert client.post(url(disclosure, page), sent).status_code == 404
    assert given(disclosure)[0] == stage


def test_somebody_who_comes_back_writes_again(walk):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    leave(walk, walk.author)
    with pytest.raises(NotPermitted):
        do("withdraw", disclosure, walk.author, WithReason(WHY))
    appoint(walk, walk.author, Role.STAFF, walk.brook)
    do("withdraw", disclosure, walk.author, WithReason(WHY))
