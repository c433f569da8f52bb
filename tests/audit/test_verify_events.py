"""An entry names rows of those models alone of which its event speaks; whoever writes another past the guards is found."""

import json

import pytest
from django.db import connection

from accounts.models import Appointment, School
from audit import clock, events, verify
from audit.action import action, record
from tests.audit.forged import entry, forge, found
from tests.audit.made import Case

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="tampers with PostgreSQL's words"),
]
events.declare("test.named", "gave somebody a name", touches=["accounts.User"])
CONTRIBUTOR = {"kept": {"decisions_contributor:1": {"id": 1}}}


@pytest.fixture
def changed(school, user):
    """BRK/1 changes the school, BRK/2 is a look."""
    with action("test.changed", actor=user, case=Case("BRK")):
        school.duty_name = "Devi Duty"
        school.save()
    record("test.read", actor=user, case=Case("BRK"))
    return school


def called(event, seq=1, **more):
    """The entry under another event, with right hash and key."""
    one = entry(seq)
    forge(one, json.loads(one.body) | {"event": event} | more, event=event)


def spoken(what, seq=1):
    """The finding of one entry, and what follows from its new hash."""
    return {f"entry BRK/{seq}: {what}"} | (
        {"entry BRK/2: it does not follow the entry before it"} if seq == 1 else set()
    )


def test_a_change_that_calls_itself_a_look(changed):
    called("test.read")
    assert found() == spoken("it names rows, which its event never has")


def test_a_change_of_a_model_of_which_its_event_does_not_speak(changed):
    called("test.named")
    assert found() == spoken("it names rows of accounts.School, of which its event does not speak")


def test_one_such_row_among_others_is_enough(changed, user):
    with action("test.changed", actor=user, case=Case("BRK")):
        user.save()
        Appointment(user=user, role="staff", school=changed, position="Tutor", since=clock.today()).save()
    called("test.named", seq=3)
    assert found() == spoken("it names rows of accounts.Appointment, of which its event does not speak", seq=3)


def test_a_row_without_a_history_of_which_its_event_does_not_speak(changed):
    missing = "decisions_contributor:1: it is missing; entry BRK/2 names it"
    called("test.read", seq=2, facts=CONTRIBUTOR)
    assert found() == spoken("it names rows, which its event never has", seq=2) | {missing}
    called("test.named", seq=2, facts=CONTRIBUTOR)
    strange = "it names rows of decisions.Contributor, of which its event does not speak"
    assert found() == spoken(strange, seq=2) | {missing}


def test_kept_rows_told_in_another_shape_are_a_finding_and_no_crash(changed):
    called("test.read", seq=2, facts={"kept": [1]})
    assert found() == spoken("its body cannot be read", seq=2)


def test_an_event_of_an_older_time_is_no_finding(changed, monkeypatch):
    """An entry stays right when its event, or a table of which it speaks, has gone from the code."""
    monkeypatch.delitem(events._declared, "test.changed")
    assert found() == set()
    monkeypatch.undo()
    without = {table: label for table, label in verify._labels().items() if label != School._meta.label}
    monkeypatch.setattr(verify, "_labels", lambda: without)
    assert found() == set()
