"""Every page of a disclosure leaves a trace before it is sent, and every refused attempt afterwards."""

import uuid

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from audit.verify import problems
from decisions.enums import Stage
from decisions.views import looks
from tests.decisions.made import RULING, form
from tests.stories import REASON, disclosure_at, do

FIRST, REPEAT = 5, 1


@pytest.fixture
def awaiting(walk):
    return disclosure_at(Stage.AWAITING, walk)


def address(disclosure, then=""):
    return f"/disclosures/{disclosure.reference}/{then}"


def told(event, **where):
    return list(Entry.objects.filter(event=event, **where).order_by("seq"))


def test_a_look_is_one_entry_and_a_repeat_is_none(walk, awaiting, as_user):
    client = as_user(walk.headteacher)
    client.get("/")
    client.get(address(disclosure_at(Stage.AWAITING, walk)))  # what a process reads once is no part of a look
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as statements:
            assert client.get(address(awaiting)).status_code == 200
        counts.append(len(statements))
    assert counts[0] - counts[1] <= FIRST - REPEAT
    assert counts[1] == counts[2]
    (entry,) = told("disclosure.read", case=awaiting.pk)
    assert (entry.actor, entry.case, entry.chain) == (walk.headteacher.pk, awaiting.pk, "BRK")
    assert (entry.facts, entry.rows) == ({}, {})
    assert list(problems()) == []


def test_every_printing_and_every_copy_is_an_entry(walk, awaiting, as_user):
    client = as_user(walk.headteacher)
    for _ in range(2):
        for then in ("print/", "copy/"):
            assert client.get(address(awaiting, then)).status_code == 200
    assert [len(told(event)) for event in ("disclosure.printed", "disclosure.copied", "disclosure.read")] == [2, 2, 0]


def test_a_way_on_and_a_page_that_is_not_there_are_no_look(walk, awaiting, as_user):
    client = as_user(walk.author)
    assert client.get(address(awaiting, "purpose/")).status_code == 404
    assert client.post(address(awaiting, "take-back/"), form(awaiting, note=REASON)).status_code == 302
    assert told("disclosure.read") == []
    stale = {"version": 1, "token": uuid.uuid4(), "purpose": "welfare", "benefit": ""}
    assert client.post(address(awaiting, "purpose/"), stale).status_code == 409
    assert len(told("disclosure.read")) == 1


@pytest.mark.parametrize("then", ["", "print/", "history/", "approve/"])
def test_what_cannot_be_recorded_is_not_shown(walk, awaiting, as_user, monkeypatch, then):
    def no_lock(*args, **kwargs):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(looks, "record_read", no_lock)
    answer = as_user(walk.headteacher).get(address(awaiting, then))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "This cannot be shown just now" in page
    assert awaiting.reference not in page
    assert "A.O." not in page


def test_an_emergency_is_shown_all_the_same(walk, awaiting, as_user, monkeypatch):
    def no_lock(*args, **kwargs):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(looks, "record_read", no_lock)
    assert as_user(walk.headteacher).get(address(awaiting, "share-first/")).status_code == 200


def test_a_page_that_says_nothing_of_a_look_is_not_sent(walk, awaiting, as_user, monkeypatch):
    client = as_user(walk.headteacher)
    monkeypatch.setattr("decisions.views.acting.Look", lambda *_: None)
    with pytest.raises(looks.UnrecordedLook):
        client.get(address(awaiting))


def test_a_draft_that_is_handed_over_unread_was_not_looked_at(walk, as_user):
    draft = disclosure_at(Stage.DRAFT, walk)
    assert as_user(walk.adviser).get(address(draft, "hand-over/")).status_code == 200
    assert told("disclosure.read") == []


def test_what_one_may_not_open_is_told_once(walk, awaiting, as_user):
    client = as_user(walk.other_head)
    for then in ("", "print/", "approve/", ""):
        assert client.get(address(awaiting, then)).status_code == 404
    (entry,) = told("disclosure.refused")
    assert (entry.actor, entry.case, entry.chain) == (walk.other_head.pk, awaiting.pk, "BRK")
    assert entry.facts == {"do": "open", "why": "not-permitted"}
    assert told("disclosure.read") == []


def test_a_refused_action_is_told_with_its_reason(walk, as_user):
    blocked = disclosure_at(Stage.AWAITING, walk, duty_or_power="not-sure")
    head = as_user(walk.headteacher)
    for _ in range(2):
        assert head.post(address(blocked, "approve/"), form(blocked, reason=REASON)).status_code == 409
    assert head.post(address(blocked, "withdraw/"), form(blocked, note=REASON)).status_code == 404
    do("return", blocked, walk.headteacher, RULING)
    assert head.post(address(blocked, "return/"), form(blocked, reason=REASON)).status_code == 409
    found = [(entry.actor, entry.facts) for entry in told("disclosure.refused", case=blocked.pk)]
    assert found == [
        (walk.headteacher.pk, {"do": "approve", "why": "not-ready", "findings": ["BASIS.FUNCTION", "Q4.UNSURE"]}),
        (walk.headteacher.pk, {"do": "withdraw", "why": "not-permitted"}),
        (walk.headteacher.pk, {"do": "return", "why": "not-now"}),
    ]
    assert not [entry for entry in told("disclosure.refused") if REASON in entry.body or hasattr(entry, "note")]
    assert list(problems()) == []


def test_whoever_sends_what_only_the_writer_may_is_told_too(walk, awaiting, as_user):
    answer = as_user(walk.headteacher).post(address(awaiting, "purpose/"), form(awaiting, purpose="welfare"))
    assert answer.status_code == 404
    (entry,) = told("disclosure.refused")
    assert entry.facts == {"do": "save", "why": "not-permitted"}
