"""One disclosure on paper, and its words for the school's own case record."""

import html
import re

import pytest
from django.urls import reverse

from audit import clock
from decisions.enums import Stage
from decisions.facts import Content
from decisions.presenters.printed import case_record
from decisions.workflow.handing import WithReason
from decisions.workflow.sharing import ReportIncident
from tests.decisions.made import RULING
from tests.stories import (
    BENEFIT,
    CHILD,
    ITEM,
    REASON,
    disclosure_at,
    do,
    fill,
    new_draft,
    settle,
    shared_first,
    tell_and_record,
)


def read(client, name, disclosure):
    response = client.get(reverse(name, args=[disclosure.reference]))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def words_of(page):
    return re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]


def test_the_paper_of_what_was_shared_has_everything_decision_first(walk, as_user):
    shared = disclosure_at(Stage.SHARED, walk)
    tell_and_record(shared, walk.author)
    do("report-incident", shared, walk.author, ReportIncident("It went to the wrong inbox first.", clock.now()))
    page = read(as_user(walk.headteacher), "disclosure-print", shared)
    in_order = [
        "CONFIDENTIAL", "The decision", REASON, "What was proposed", BENEFIT, "Consent for Ade Okafor", ITEM,
        "What was approved",
        "What was shared", "Dr Priya Nair", "What the approver settled", "Public task",
        "Checklist answers", "After sharing", "BH-1042",
        "Communication plan", "Author:</strong> signed by Joanna Finch", "Approver:</strong> signed by Peter Dunne",
        "Incidents", "wrong inbox", "Timeline",
    ]  # fmt: skip
    place = page.index("<article")
    for words in in_order:
        assert words in page[place:], words
        place = page.index(words, place)
    shared.refresh_from_db()
    paper = page[page.index("<article") : page.index("</article>")]
    assert "Today" not in paper  # on paper, nobody knows of which day
    assert f"version {shared.version}" in paper
    assert re.search(r"Printed \w+ \d+ \w+ \d{4}, \d+:\d\d[ap]m, by Peter Dunne", paper)
    assert not re.search(r"<(a|form|button|details)\b", paper)
    assert CHILD not in re.search(r"<title>(.*?)</title>", page)[1]


def test_every_decision_stands_on_the_paper_and_what_no_longer_stands_says_so(walk, as_user):
    one = disclosure_at(Stage.RETURNED, walk)
    settle(do("submit", one, walk.author))
    do("approve", one, walk.headteacher, RULING)
    do("take-back", one, walk.author, WithReason("The recipient has changed."))
    page = read(as_user(walk.author), "disclosure-print", one)
    assert "Approved before: that decision no longer stands" in page
    assert "Returned with defects" in page
    assert "What was approved" not in page
    assert "Nothing has been shared." in page


def test_what_was_answered_after_the_event_says_so_on_the_paper(walk, as_user):
    one = do("share-first", new_draft(walk.author, walk.brook), walk.author, shared_first(about="Ade, the boy in 9B"))
    fill(one, walk.author)
    page = read(as_user(walk.lead), "disclosure-print", one)
    assert "Shared first" in page
    assert "(answered after the event)" in page


def test_the_words_for_the_case_record(walk, as_user):
    shared = disclosure_at(Stage.SHARED, walk)
    tell_and_record(shared, walk.author)
    text = html.unescape(words_of(read(as_user(walk.author), "disclosure-copy", shared)))
    for words in (
        f"About: {CHILD}", f"Shared: {ITEM} (whole)", "With: Dr Priya Nair", "When: ", "How: By secure e-mail or portal",
        "Why: Early intervention", BENEFIT, "Decided by: Peter Dunne, Headteacher. Approved, ", f"Reason: {REASON}",
        f"Does {CHILD} know? Yes", f"Reference: {shared.reference}",
    ):  # fmt: skip
        assert words in text
    last = text.split("\n\n")[-1]
    assert last.startswith(f"Information about {CHILD} was shared with Dr Priya Nair on ")
    assert last.endswith(f"decided by Peter Dunne, Headteacher. Talentum Share {shared.reference}.")
    assert "Today" not in text


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.DRAFT, "This is a draft."),
        (Stage.APPROVED, "It is approved and has not been sent yet."),
        (Stage.REJECTED, "It was rejected."),
    ],
)
def test_what_has_not_left_says_that_nothing_has_been_shared(walk, stage, words):
    one = disclosure_at(stage, walk)
    text = case_record(one, Content(one))
    assert f"Nothing has been shared. {words}" in text
    assert "was shared with" not in text


def test_an_empty_draft_and_words_that_look_like_mark_up_are_plain_text(walk, as_user):
    draft = new_draft(walk.author, walk.brook, benefit="<script>alert(1)</script> & more")
    page = as_user(walk.author).get(reverse("disclosure-copy", args=[draft.reference])).content.decode()
    assert "<script>alert" not in page
    assert "<script>alert(1)</script> & more" in case_record(draft, Content(draft))
    assert "About: Nobody named yet" in page
    assert "Nobody has decided this yet." in read(as_user(walk.author), "disclosure-print", draft)


def test_both_are_linked_from_the_pages_of_one_disclosure(walk, as_user):
    draft, shared = new_draft(walk.author, walk.brook), disclosure_at(Stage.SHARED, walk)
    for one in (draft, shared):
        page = read(as_user(walk.author), "disclosure", one)
        for name in ("disclosure-print", "disclosure-copy"):
            assert reverse(name, args=[one.reference]) in page
    assert reverse("disclosure-copy", args=[shared.reference]) in read(as_user(walk.author), "disclosure-after", shared)
