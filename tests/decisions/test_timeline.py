"""The life of a disclosure in plain sentences: presenters/timeline.py and presenters/changes.py."""

import pytest

from audit import clock, events
from decisions.enums import PersonKind, Stage
from decisions.presenters.changes import changes_since
from decisions.presenters.history import LOOKS
from decisions.presenters.timeline import TITLES, timeline
from decisions.workflow import saves
from decisions.workflow.table import TABLE
from tests.decisions.made import RULING, also_wrote
from tests.stories import REASON, answer, disclosure_at, do, fill, new_draft, settle


def told(disclosure):
    return timeline(disclosure, clock.today())


def titles(disclosure):
    return [event["title"] for event in told(disclosure)]


def test_every_declared_event_of_a_disclosure_has_its_sentence():
    declared = {name for name in events._declared if name.startswith("disclosure.")}
    assert set(TITLES) == {action.event for action in TABLE.values()} | {"disclosure.started"}
    assert set(TITLES) | set(LOOKS) == declared
    assert set(TITLES).isdisjoint(LOOKS)


def test_a_whole_life(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    do("submit", disclosure, walk.author)
    do("return", disclosure, walk.headteacher, RULING)
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.CARER, "Yann Quill"))
    answer(disclosure, walk.author, risk_of_asking_or_telling="tell-only")
    settle(do("submit", disclosure, walk.author))
    do("approve", disclosure, walk.headteacher, RULING)
    found = told(disclosure)
    assert [event["title"] for event in found] == [
        "Approved, on version 12",
        "What was open was settled",
        "Submitted for decision, version 11",
        "Draft saved 2 times",
        "Returned with defects, on version 7",
        "Submitted for decision, version 7",
        "Draft saved 5 times",
        "Draft started",
    ]
    head, author = "Peter Dunne, Headteacher", "Joanna Finch, author"
    assert [event["by"] for event in found[:3]] == [head, head, author]
    assert found[0]["text"] == found[4]["text"] == REASON
    assert found[2]["text"].startswith("Sent to the Headteacher. ")
    assert found[1]["text"] == found[3]["text"] == ""
    assert all(event["when"].startswith("Today, ") for event in found)


def test_a_rejection_and_the_advisers_seat(walk):
    disclosure = disclosure_at(Stage.REJECTED, walk, author=walk.headteacher, approver=walk.adviser)
    rejected, settled, submitted, *_ = told(disclosure)
    assert rejected["title"] == "Rejected, on version 8"
    assert settled["by"] == "Helen Hale, Data Protection Adviser"
    assert rejected["by"] == "Helen Hale, Data Protection Adviser"
    assert submitted["text"].startswith("Sent to the Data Protection Adviser. The Headteacher wrote")


def test_saves_of_two_people_are_told_apart(walk):
    disclosure = new_draft(walk.author, walk.brook)
    also_wrote(disclosure, walk.volunteer)
    for number, writer in enumerate((walk.author, walk.author, walk.volunteer, walk.author)):
        do("save", disclosure, writer, saves.SavePurpose("protect", f"Sentence {number}"))
    saved = ["Draft saved", "Draft saved", "Draft saved 2 times"]
    assert titles(disclosure) == [*saved, "A colleague was asked to help", "Draft started"]
    assert told(disclosure)[1]["by"] == "Sam Bell, contributor"


@pytest.mark.parametrize("stage", Stage)
def test_nothing_stands_as_it_is_stored(walk, stage):
    words = " ".join(f"{event['title']} {event['by']} {event['text']}" for event in told(disclosure_at(stage, walk)))
    assert not [raw for raw in ("disclosure.", "awaiting-decision", "headteacher", "{", "None") if raw in words]


def test_the_timeline_is_two_statements(walk, django_assert_num_queries):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    with django_assert_num_queries(2):
        told(disclosure)


def test_what_happened_since_a_version_was_read(walk):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    since = {version: changes_since(disclosure, version, clock.today()) for version in (9, 8, 7, 6)}
    assert since[9] == []
    rejected, settled, submitted = (
        "Rejected, on version 8",
        "What was open was settled",
        "Submitted for decision, version 7",
    )
    assert [event["title"] for event in since[8]] == [rejected]
    assert [event["title"] for event in since[7]] == [rejected, settled]
    assert [event["title"] for event in since[6]] == [rejected, settled, submitted]


def test_of_saves_since_then_only_the_later_ones_count(walk):
    disclosure = new_draft(walk.author, walk.brook)
    for number in range(3):
        do("save", disclosure, walk.author, saves.SavePurpose("protect", f"Sentence {number}"))
    assert [event["title"] for event in changes_since(disclosure, 3, clock.today())] == ["Draft saved"]
