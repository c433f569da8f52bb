"""A look, and an attempt that was refused: one entry each, and none for a repeat within 15 minutes."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext

from audit import reads
from audit.action import action
from audit.models import Entry
from audit.reads import record_read, record_refusal
from audit.testing import guards_off
from tests.audit.made import Case, new_user

pytestmark = pytest.mark.usefixtures("_holds")
# The look that is asked for; then begin, lock the head, write and move it, end.
FIRST, REPEAT = 5, 1
TRIED = {"do": "approve", "why": "not-now"}


def looks():
    return list(Entry.objects.filter(event="test.read").order_by("at"))


def counted(doing):
    with CaptureQueriesContext(connection) as statements:
        doing()
    return len(statements)


def test_the_first_look_is_an_entry_and_a_repeat_is_none(case, user):
    assert counted(lambda: record_read(case, user, "test.read")) <= FIRST
    assert counted(lambda: record_read(case, user, "test.read")) == REPEAT
    (entry,) = looks()
    assert (entry.actor, entry.case, entry.chain, entry.rows, entry.facts) == (user.pk, 41, "BRK", {}, {})


def test_where_each_look_counts_nothing_is_a_repeat(case, user):
    assert counted(lambda: [record_read(case, user, "test.read", each=True) for _ in range(3)]) <= 3 * (FIRST - 1)
    assert len(looks()) == 3


def test_another_person_another_case_and_another_kind_are_looks_of_their_own(case, user):
    other = new_user(2, "Sam Bell")
    with action("test.changed", actor=None, chain="trust"):
        other.save()
    record_read(case, user, "test.read")
    record_read(case, other, "test.read")
    record_read(Case("BRK", 42), user, "test.read")
    record_refusal("test.read", user, TRIED, case=case)
    assert [(entry.actor, entry.case) for entry in looks()] == [
        (user.pk, 41), (other.pk, 41), (user.pk, 42), (user.pk, 41),
    ]  # fmt: skip


def test_after_the_time_it_is_a_look_again(case, user, monkeypatch):
    record_read(case, user, "test.read")
    monkeypatch.setattr(reads, "REPEAT", timedelta(0))
    record_read(case, user, "test.read")
    assert len(looks()) == 2


@pytest.mark.parametrize(("minutes", "expected"), [(14, 1), (16, 2)])
def test_the_time_is_the_databases(case, user, minutes, expected):
    record_read(case, user, "test.read")
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET at = at - %s WHERE event = 'test.read'", [timedelta(minutes=minutes)])
    record_read(case, user, "test.read")
    assert len(looks()) == expected
    with guards_off(), connection.cursor() as cursor:
        first = looks()[0]
        cursor.execute("UPDATE audit_entry SET at = at + %s WHERE id = %s", [timedelta(minutes=minutes), first.pk])


def test_a_refusal_is_told_once_for_each_thing_that_was_tried(case, user):
    for facts in (TRIED, TRIED, TRIED | {"why": "not-ready"}, TRIED | {"do": "return"}):
        record_refusal("test.read", user, facts, case=case)
    assert [entry.facts for entry in looks()] == [TRIED, TRIED | {"do": "return"}]


def test_a_refusal_without_a_case_stands_in_the_chain_that_is_named(case, user):
    for _ in range(2):
        record_refusal("test.read", user, TRIED, chain="trust")
    record_refusal("test.read", user, TRIED, case=case)
    assert [(entry.chain, entry.case) for entry in looks()] == [("trust", None), ("BRK", 41)]


def test_what_keeps_the_entry_from_being_written_reaches_the_caller(case, user, monkeypatch):
    def no_lock(*args, **kwargs):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(reads, "record", no_lock)
    with pytest.raises(OperationalError):
        record_read(case, user, "test.read")
    assert looks() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="how PostgreSQL finds it")
def test_whether_it_is_a_repeat_is_answered_by_the_index_alone(case, user):
    with CaptureQueriesContext(connection) as statements:
        record_read(case, user, "test.read")
    look_up = statements[0]["sql"]
    with connections["default"].cursor() as cursor:
        # As in a table of many entries; in one of three the planner would take any index that begins with the actor.
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
        )
        cursor.execute("ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_token_once")
        cursor.execute(f"EXPLAIN {look_up}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using audit_entry_about" in plan
