"""Where people begin: the start page by role, one's own disclosures, the queue; and what every page is sent with."""

import html
import re

import pytest
from django.urls import reverse

from accounts import people
from accounts.models import Appointment
from decisions.enums import Stage
from decisions.views import lists
from tests.decisions.made import close
from tests.stories import disclosure_at, new_draft


def text(response):
    return html.unescape(response.content.decode())


# The start page


def test_a_stranger_reads_what_this_is(client, walk):
    page = text(client.get("/"))
    for words in ("lawfully and on record", "Sign in", "Ring", "01632 960101", "December 2015"):
        assert words in page
    assert "Helen Hale" not in page


STAFF = ["author", "volunteer", "headteacher", "other_head", "other_author", "adviser", "second_adviser", "lead"]


@pytest.mark.parametrize("part", STAFF)
def test_staff_find_the_danger_box_their_door_and_approvers_what_waits(walk, as_user, part):
    disclosure_at(Stage.AWAITING, walk)
    page = text(as_user(getattr(walk, part)).get("/"))
    for words in ("You do not need permission.", "Start a disclosure", "01632 9601", "Somebody is in danger now"):
        assert words in page
    assert ("Go to the queue" in page) == (part not in {"author", "volunteer", "other_author"})
    assert ("Your tasks: 1 due" in page, "No task is due." in page) == (part == "headteacher", part != "headteacher")


def test_others_are_sent_to_where_they_work(walk, as_user):
    assert as_user(walk.trustee).get("/").url == reverse("register")
    assert as_user(walk.administrator).get("/").url == reverse("people")


@pytest.mark.parametrize("part", ["staff_flag", "nobody", "leaver"])
def test_whoever_has_no_appointment_is_told_so(walk, as_user, part):
    response = as_user(getattr(walk, part)).get("/")
    assert (response.status_code, "Nothing here is open to you yet" in text(response)) == (200, True)


def test_the_start_page_shows_the_last_five(walk, as_user):
    drafts = [new_draft(walk.author, walk.brook) for _ in range(6)]
    page = text(as_user(walk.author).get("/"))
    assert [draft.reference in page for draft in drafts] == [False] + [True] * 5


def test_it_says_who_decides_today_what_one_writes_with_a_number(walk, as_user):
    people.change_phone(walk.adviser, Appointment.objects.get(user=walk.headteacher), "01632 960102")
    said = {
        part: re.sub(r"<[^>]+>", "", text(as_user(getattr(walk, part)).get("/")).partition("Who decides today</h2>")[2])
        for part in ("author", "headteacher", "other_author", "adviser")
    }
    ring = "if nobody answers: Helen Hale, 01632 960110."
    assert f"what you write: Peter Dunne, Headteacher, 01632 960102; {ring}" in said["author"]
    assert "what you write: Helen Hale, Data Protection Adviser. To ring somebody: Helen Hale" in said["headteacher"]
    assert "what you write: Grace Oduya, Headteacher. To ring somebody: Ruth Abbot" in said["other_author"]
    assert "Ashby Primary School" in said["adviser"]
    assert "Brook High School" in said["adviser"]
    page = as_user(walk.author).get("/").content.decode()
    assert 'href="tel:01632960102"' in page
    disclosure = disclosure_at(Stage.AWAITING, walk)
    waiting = text(as_user(walk.author).get(reverse("disclosure", args=[disclosure.reference])))
    assert 'href="tel:01632960102"' in waiting
    close(walk, walk.headteacher, walk.adviser, walk.second_adviser)
    assert "Nobody can decide today. Ring Helen Hale" in text(as_user(walk.author).get("/"))


# One's own


def test_ones_own_page_by_page(walk, as_user, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    references = [new_draft(walk.author, walk.brook).reference for _ in range(5)][::-1]
    client, address, pages = as_user(walk.author), reverse("my-disclosures"), []
    while address:
        page = text(client.get(address))
        pages.append([reference for reference in references if f">{reference}</a>" in page])
        older = re.search(r'href="([^"]*\?before=[^"]*)"', page)
        address = older and older[1]
    assert pages == [references[:2], references[2:4], references[4:]]


@pytest.mark.parametrize("before", ["BRK-2020-9999", "'", "x" * 200, "%00", "BRK-2026-0001 "])
def test_a_place_that_is_none_of_ones_own_does_not_exist(walk, as_user, before):
    new_draft(walk.author, walk.brook)
    assert as_user(walk.author).get(reverse("my-disclosures"), {"before": before}).status_code == 404


def test_the_place_of_somebody_elses_disclosure_does_not_exist(walk, as_user):
    other = new_draft(walk.volunteer, walk.brook)
    assert as_user(walk.author).get(reverse("my-disclosures"), {"before": other.reference}).status_code == 404


# The queue


def blocks(page):
    """{block: references in it}."""
    parts = re.split(r'<h2 class="govuk-heading-m" id="(\w+)">', page)
    return {
        key: re.findall(r"[A-Z]{3}-\d{4}-\d{4}(?=</a>)", part)
        for key, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_the_queue_of_each_who_decides_or_reads_along(walk, as_user):
    made = {stage: disclosure_at(stage, walk).reference for stage in Stage}
    own = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher).reference
    there = disclosure_at(Stage.AWAITING, walk, author=walk.other_author, school=walk.ashby).reference
    unfinished = [made[Stage.APPROVED], made[Stage.SHARED]]
    ended = [made[stage] for stage in (Stage.LAPSED, Stage.CLOSED, Stage.REJECTED)]
    waiting, returned, first = made[Stage.AWAITING], made[Stage.RETURNED], made[Stage.SHARED_FIRST]
    expected = {
        "headteacher": ([first, waiting], [returned, own], unfinished),
        "lead": ([], [first, waiting, returned, own], unfinished),
        "adviser": ([own], [first, waiting, returned, there], unfinished),
        "second_adviser": ([], [first, waiting, returned, own, there], unfinished),
        "other_head": ([there], [], []),
    }
    for part, lists_of in expected.items():
        page = text(as_user(getattr(walk, part)).get(reverse("queue")))
        assert tuple(blocks(page).values())[:3] == lists_of, part
        assert "Okafor" not in page
        after = text(as_user(getattr(walk, part)).get(reverse("ended")))
        assert re.findall(r"[A-Z]{3}-\d{4}-\d{4}(?=</a>)", after) == (ended if part != "other_head" else []), part
        assert "Okafor" not in after


def test_an_empty_queue_says_so(walk, as_user):
    page = text(as_user(walk.headteacher).get(reverse("queue")))
    assert "Nothing is waiting for you." in page
    assert "Nothing is approved and unfinished." in page
    assert "Nothing has ended yet." in text(as_user(walk.headteacher).get(reverse("ended")))


def test_the_queue_says_where_nobody_can_decide(walk, as_user):
    disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    close(walk, walk.adviser, walk.second_adviser)
    assert "Nobody can decide this. Ring Helen Hale on 01632 960110" in text(as_user(walk.lead).get(reverse("queue")))


@pytest.mark.parametrize("part", ["author", "volunteer", "trustee", "administrator", "staff_flag", "leaver"])
def test_whoever_decides_nothing_has_no_queue(walk, as_user, part):
    for page in ("queue", "ended"):
        assert as_user(getattr(walk, part)).get(reverse(page)).status_code == 404


def test_what_has_ended_page_by_page(walk, as_user, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 1)
    references = [disclosure_at(Stage.REJECTED, walk).reference for _ in range(2)][::-1]
    client = as_user(walk.headteacher)
    first = text(client.get(reverse("ended")))
    older = re.search(r'href="([^"]*\?before=[^"]*)"', first)[1]
    second = text(client.get(older))
    assert [[one in page for one in references] for page in (first, second)] == [[True, False], [False, True]]
    waiting = disclosure_at(Stage.AWAITING, walk).reference
    for before in (waiting, "BRK-2020-9999", "'", "x" * 200, "%00"):
        assert client.get(reverse("ended"), {"before": before}).status_code == 404


# What every page is sent with


def test_every_page_has_the_strict_policy_and_is_framed_by_nobody(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    client = as_user(walk.headteacher)
    for address in (
        "/",
        reverse("queue"),
        reverse("disclosure", args=[disclosure.reference]),
        "/disclosures/XXX-2020-0001/",
    ):
        response = client.get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "nonce" not in policy
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Cookie" in response["Vary"]
        assert "no-store" in response["Cache-Control"]
        page = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)
