"""What was shared first is seen at once by those who look at it, and is ratified or not (rules, section 6)."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse

from accounts.models import Appointment
from agencies.models import Agency
from audit import clock
from audit.models import Entry
from audit.testing import clock_at
from checklist.gates import NOT_SURE, g2
from decisions import queries
from decisions.enums import Extent, ItemCategory, Outcome, Stage
from decisions.facts import Content
from decisions.models import Decision, Disclosure
from decisions.presenters.emergency import due_words, to_look_at
from decisions.presenters.findings import shown_after_the_event
from decisions.presenters.tasks import Work
from decisions.workflow import saves
from decisions.workflow.actions import Reasons
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.perform import share_first
from decisions.workflow.table import SHARE_FIRST
from tests.decisions.made import close, form
from tests.decisions.said import NEW, STRANGERS, said, share_url, text
from tests.stories import BENEFIT, CHILD, ITEM, REASON, answer, consent_of, disclosure_at, do, settle, shared_first


def at_the_top(user):
    """What was shared first and stands at the top of somebody's pages."""
    return Work(user, list(Appointment.objects.current().filter(user=user))).shared_first


# Who is told at once


def test_it_stands_on_top_of_the_pages_of_whoever_looks_at_it(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    seeing = {
        part
        for part in ("author", "volunteer", "headteacher", "other_head", "lead", "adviser", "second_adviser")
        if "Shared first, not looked at yet" in text(as_user(getattr(walk, part)).get("/"))
    }
    assert seeing == {"headteacher", "lead", "adviser", "second_adviser"}
    for part in seeing:
        page = text(as_user(getattr(walk, part)).get(reverse("queue")))
        alert = page[page.index("Shared first, not looked at yet") : page.index("ts-jump")]
        assert disclosure.reference in alert
        assert "by Joanna Finch" in alert
        assert "Okafor" not in page


def test_the_recorded_page_names_who_sees_it(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    page = text(as_user(walk.author).get(reverse("disclosure-recorded", args=[disclosure.reference])))
    for name in ("Peter Dunne, Headteacher", "Amina Yusuf", "Helen Hale", "Ruth Abbot", "It is recorded"):
        assert name in page
    assert CHILD not in page


def test_it_leaves_the_list_when_it_has_been_looked_at(walk):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    assert at_the_top(walk.lead) == [disclosure]
    do("ratify-learning", disclosure, walk.headteacher, ruling())
    assert at_the_top(walk.lead) == []


def test_the_list_is_cut_and_says_that_there_is_more(walk, monkeypatch):
    monkeypatch.setattr("decisions.presenters.emergency.SHOWN_AT_ONCE", 1)
    for more in (False, True):
        disclosure_at(Stage.SHARED_FIRST, walk)
        shown = to_look_at(at_the_top(walk.lead), clock.today())
        assert (len(shown["rows"]), shown["more"]) == (1, more)


def test_the_queue_begins_with_what_was_shared_first(walk):
    waiting = disclosure_at(Stage.AWAITING, walk)
    shared = disclosure_at(Stage.SHARED_FIRST, walk)
    assert list(queries.awaiting_decision_by(walk.headteacher)) == [shared, waiting]
    assert list(queries.open_for_others(walk.lead)) == [shared, waiting]


FRIDAY = datetime.datetime(2026, 11, 20, 15, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "Look at it by Monday 23 November"),
        (3, "Look at it by Monday 23 November"),
        (4, "1 working day overdue"),
        (10, "5 working days overdue"),
    ],
)
def test_it_is_due_the_next_working_day(days, sentence):
    assert due_words(FRIDAY, (FRIDAY + datetime.timedelta(days=days)).date())["words"] == sentence


# Afterwards


def ruling():
    return Reasons(REASON)


def emergency(walk):
    """An emergency with nothing answered yet."""
    return share_first(walk.brook, walk.author, shared_first(), token=uuid.uuid4())


def complete(walk, disclosure):
    """Everything that an approver has to know, answered after the event, and what they settle."""
    agency = Agency.objects.get(name="Brook Vale CAMHS")
    do("save", disclosure, walk.author, saves.SavePurpose("protect", BENEFIT))
    do("save", disclosure, walk.author, saves.SaveItem(ITEM, ItemCategory.HEALTH, ""))
    do("save", disclosure, walk.author, saves.SaveRecipient(agency, "", ""))
    do("save", disclosure, walk.author, consent_of(disclosure.people.get()))
    return settle(answer(disclosure, walk.author))


def test_the_author_answers_the_missing_questions(walk, as_user):
    disclosure = emergency(walk)
    client = as_user(walk.author)
    page = text(client.get(reverse("disclosure", args=[disclosure.reference])))
    for words in ("Answer the missing questions", "after the event", "Shared first", "not collected", "By phone"):
        assert words in page
    assert "Ask for a decision" not in page
    assert "Submit" not in page
    check = client.get(reverse("disclosure-check", args=[disclosure.reference]))
    assert check.url == reverse("disclosure", args=[disclosure.reference])


def test_answers_given_afterwards_are_marked_and_those_before_are_not(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    address = reverse("disclosure", args=[disclosure.reference])
    client = as_user(walk.headteacher)
    assert "After the event" not in text(client.get(address))
    answer(disclosure, walk.author, sensitive="not-sure")
    assert text(client.get(address)).count("After the event") == 1


def test_the_three_reviews_are_offered_and_ratify_is_shut_until_it_is_complete(walk, as_user):
    disclosure = emergency(walk)
    address = reverse("disclosure", args=[disclosure.reference])
    client = as_user(walk.headteacher)
    page = text(client.get(address))
    assert "<b>Ratify</b>" in page
    assert re.search("Look at it by|overdue", page)
    for action in ("ratify-learning", "not-ratify"):
        assert f'href="{reverse("disclosure-decide", args=[disclosure.reference, action])}"' in page
    assert client.get(reverse("disclosure-decide", args=[disclosure.reference, "ratify"])).url == address
    complete(walk, disclosure)
    page = text(client.get(address))
    assert "<b>Ratify</b>" not in page
    assert f'href="{reverse("disclosure-decide", args=[disclosure.reference, "ratify"])}"' in page


@pytest.mark.parametrize(
    ("action", "outcome", "incident"),
    [
        ("ratify", Outcome.RATIFIED, False),
        ("ratify-learning", Outcome.RATIFIED_LEARNING, False),
        ("not-ratify", Outcome.NOT_RATIFIED, True),
    ],
)
def test_what_each_review_does(walk, as_user, action, outcome, incident):
    disclosure = complete(walk, emergency(walk))
    client = as_user(walk.headteacher)
    address = reverse("disclosure-decide", args=[disclosure.reference, action])
    page = text(client.get(address))
    assert "not collected" in page
    assert "You decide as" in page
    assert "Give your reason" in text(client.post(address, form(disclosure, reason="ok")))
    assert client.post(address, form(disclosure, reason=REASON)).url == reverse("queue")
    disclosure.refresh_from_db()
    assert (disclosure.stage, disclosure.standing_decision.outcome) == (Stage.SHARED, outcome)
    assert disclosure.standing_decision.by == walk.headteacher
    assert disclosure.incidents.exists() == incident
    assert set(disclosure.pairs.values_list("decided", flat=True)) == {Extent.NOT}


def test_a_review_decides_exactly_the_pairs_that_left(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    pair = disclosure.pairs.get()
    do("share-first", disclosure, walk.author, shared_first(extents={pair.pk: Extent.REDACTED}))
    settle(disclosure)
    do("ratify", disclosure, walk.headteacher, ruling())
    pair.refresh_from_db()
    assert pair.decided == Extent.REDACTED


@pytest.mark.parametrize("action", ["ratify", "ratify-learning", "not-ratify"])
def test_nobody_reviews_what_they_shared_and_nobody_else_than_the_approver(walk, as_user, action):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    address = reverse("disclosure-decide", args=[disclosure.reference, action])
    for part in ("author", "lead", "adviser", "second_adviser", *STRANGERS):
        client = as_user(getattr(walk, part))
        assert client.get(address).status_code == 404, part
        assert client.post(address, form(disclosure, reason=REASON)).status_code == 404, part
    assert not Decision.objects.exists()


def test_what_the_headteacher_shared_first_an_adviser_looks_at(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    decision = disclosure.standing_decision
    as_user(walk.headteacher).post(share_url(disclosure), said(disclosure))
    disclosure.refresh_from_db()
    assert disclosure.stage == Stage.SHARED_FIRST
    assert Decision.objects.get() == decision  # on record, and standing no more
    assert disclosure.standing_decision is None
    assert Entry.objects.filter(case=disclosure.pk, event=SHARE_FIRST.event).get().facts["voided"] == decision.pk
    address = reverse("disclosure-decide", args=[disclosure.reference, "ratify"])
    assert as_user(walk.headteacher).get(address).status_code == 404
    assert at_the_top(walk.headteacher) == []
    settle(disclosure, walk.adviser)
    as_user(walk.adviser).post(address, form(disclosure, reason=REASON))
    disclosure.refresh_from_db()
    assert (disclosure.stage, disclosure.standing_decision.by) == (Stage.SHARED, walk.adviser)


def test_an_adviser_who_shared_it_leaves_it_to_the_other(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    do("share-first", disclosure, walk.adviser, shared_first())
    assert list(queries.awaiting_decision_by(walk.second_adviser)) == [disclosure]
    assert not queries.awaiting_decision_by(walk.adviser).exists()


def test_where_nobody_can_look_at_it_it_is_recorded_all_the_same(walk, as_user):
    close(walk, walk.headteacher, walk.adviser, walk.second_adviser, walk.lead)
    response = as_user(walk.author).post(NEW, said(), follow=True)
    assert "Nobody else sees it on their pages today. Ring" in text(response)
    assert Disclosure.objects.get().stage == Stage.SHARED_FIRST


def test_late_ones_say_so_on_both_pages(walk, as_user):
    with clock_at(clock.now() - datetime.timedelta(days=10)):
        disclosure_at(Stage.SHARED_FIRST, walk)
    for address in ("/", reverse("queue")):
        assert re.search(r'ts-due--late">\d+ working days overdue', text(as_user(walk.headteacher).get(address)))


def test_what_was_shared_first_tells_what_is_missing_in_one_line(walk):
    blank = share_first(walk.brook, walk.author, shared_first(), token=uuid.uuid4())
    content = Content(blank)
    told = shown_after_the_event(g2(content.facts()), blank, content)
    assert [one["kind"] for one in told] == ["block", "block"]
    assert told[0]["text"].startswith("Not written yet: what and why, ")
    assert told[1]["text"] == "Name the lawful basis."  # by whoever looks at it
    full = disclosure_at(Stage.SHARED_FIRST, walk, consent_needed=NOT_SURE)
    content = Content(full)
    told = shown_after_the_event(g2(content.facts()), full, content)
    assert [("Question 3" in one["text"], "Not written yet" in one["text"]) for one in told] == [(True, False)]


def test_a_reason_that_its_author_has_not_written_is_told_with_what_is_missing(walk):
    disclosure = complete(walk, emergency(walk))
    answer(disclosure, walk.author, more_harm_than_good="yes", consent_needed="no")
    without_words = Answering(None, "consent-needed", "no", is_confirmed=True)
    do("save", disclosure, walk.author, SaveAnswers((without_words,)))
    content = Content(disclosure)
    told = [
        (one["kind"], one["text"].split(":")[0])
        for one in shown_after_the_event(g2(content.facts()), disclosure, content)
    ]
    assert told[0] == ("block", "Not written yet")
    assert ("reason", "Question 8, More harm than good") in told
    assert not [words for _kind, words in told if words.startswith("Question 3")]


def test_what_left_nobody_is_said_to_be_left_out_once_it_is_listed(walk):
    disclosure = complete(walk, emergency(walk))
    pair = disclosure.pairs.get()
    do("save", disclosure, walk.author, saves.SavePairs(((pair.pk, Extent.NOT, "They did not need it any more."),)))
    content = Content(disclosure)
    told = [one["text"] for one in shown_after_the_event(g2(content.facts()), disclosure, content)]
    assert "Everything is left out: reject instead." in told
