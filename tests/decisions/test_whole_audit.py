"""After a walk through every stage the audit holds; each tampering with it is found, and its place is named."""

import contextlib
import json
import uuid

import pytest
from django.db import connection, transaction

from audit import canon, events, verify
from audit.models import Entry, Head
from audit.testing import guards_off
from decisions.enums import ItemCategory, PersonKind, Stage
from decisions.models import Contributor, Decision, Disclosure, Person
from decisions.workflow import saves
from decisions.workflow.handing import WithReason
from decisions.workflow.table import TABLE
from tests.decisions.made import RULING
from tests.remembered import told_once
from tests.stories import answer, disclosure_at, do, fill, new_draft, settle, shared_first


@pytest.fixture
def walked(walk):
    """A disclosure that was filled, taken apart, submitted, returned, mended and approved."""
    return told_of(walk)


@told_once
def told_of(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.CARER, "Yann Quill"))
    do("save", disclosure, walk.author, saves.SaveItem("Notes", ItemCategory.FAMILY))
    do("save", disclosure, walk.author, saves.TakeOut("people", disclosure.people.latest("pk").pk))
    do("save", disclosure, walk.author, saves.TakeOut("items", disclosure.items.latest("pk").pk))
    answer(disclosure, walk.author)
    do("submit", disclosure, walk.author)
    do("return", disclosure, walk.headteacher, RULING)
    answer(disclosure, walk.author, consent_needed="no")
    settle(do("submit", disclosure, walk.author))
    return do("approve", disclosure, walk.headteacher, RULING)


def found():
    return {str(problem) for problem in verify.problems()}


def tamper(statement, *params):
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount == 1


def one(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def entries(disclosure):
    return Entry.objects.filter(case=disclosure.pk).order_by("seq")


def place(row):
    return f"{row._meta.db_table}:{row.history_id}"


# What is reached without anything written before: three of the other school's are no more than begun.
BEGUN_ONLY = {Stage.DRAFT, Stage.WITHDRAWN, Stage.SHARED_FIRST}


def test_the_audit_holds_after_a_walk_through_every_stage(walked, walk):
    for stage in set(Stage) - BEGUN_ONLY - {walked.stage}:
        disclosure_at(stage, walk, author=walk.other_author, school=walk.ashby, approver=walk.other_head)
    begun = [new_draft(walk.other_author, walk.ashby) for _ in BEGUN_ONLY]
    do("withdraw", begun[0], walk.other_author, WithReason("The family moved away."))
    do("share-first", begun[1], walk.other_author, shared_first())
    assert found() == set()
    assert {row.stage for row in Disclosure.objects.all()} == set(Stage)


def test_each_step_left_exactly_one_entry_with_its_event(walked):
    saved = ["disclosure.saved"]
    assert [entry.event for entry in entries(walked)] == [
        "disclosure.started",
        *saved * 10,
        "disclosure.submitted",
        "disclosure.returned",
        *saved,
        "disclosure.submitted",
        "disclosure.settled",
        "disclosure.approved",
    ]
    assert [entry.facts["version"] for entry in entries(walked)] == list(range(1, walked.version + 1))
    assert all(events.find(action.event).rows for action in TABLE.values())


def test_every_row_of_the_case_is_in_an_entry_of_the_schools_chain(walked):
    assert {entry.chain for entry in entries(walked)} == {"BRK"}
    named = {ref for entry in entries(walked) for ref in entry.rows}
    for model, rows in (
        (Disclosure, Disclosure.history.filter(id=walked.pk)),
        (Person, Person.history.filter(disclosure=walked)),
        (Decision, Decision.history.filter(disclosure=walked)),
    ):
        assert rows.exists(), model
        assert {place(row) for row in rows} <= named
    contributor = Contributor.objects.get(disclosure=walked)
    kept = entries(walked).get(id=contributor.entry_id).facts["kept"]
    assert kept[f"decisions_contributor:{contributor.pk}"]["user_id"] == contributor.user_id


@contextlib.contextmanager
def undone():
    """A part of a test whose tampering is taken back."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


COLUMNS = [
    ("person", "name", "personal", "min"),
    ("decision", "reason", "personal", "min"),
    ("informationitem", "description", "personal", "min"),
    ("recipient", "contact_name", "personal", "min"),
    ("disclosure", "benefit", "personal", "min"),
    ("disclosure", "stage", "public", "max"),
    ("decision", "outcome", "public", "max"),
]


def test_one_changed_byte_in_each_of_several_history_rows_is_found(walked):
    """In every row of its own: each is named at its place, and nothing else is."""
    changed = {}
    with undone():
        for table, column, which, end in COLUMNS:
            name = f"decisions_historical{table}"
            number = one(f"SELECT {end}(history_id) FROM {name} WHERE {column} <> ''")
            change = f"{column} = overlay({column} placing '#' from 1 for 1)"
            tamper(f"UPDATE {name} SET {change} WHERE history_id = %s", number)
            changed[f"{name}:{number}"] = f"a {which} value"
        assert len(changed) == len(COLUMNS)
        told = [words.partition(": ") for words in found() if "_historical" in words.partition(":")[0]]
        assert sorted(place for place, _, _ in told) == sorted(changed)
        assert [place for place, _, words in told if changed[place] not in words] == []
    assert found() == set()


def test_one_deleted_history_row_is_found(walked):
    row = Person.history.filter(disclosure=walked).earliest("history_id")
    entry = Entry.objects.get(id=row.entry_id)
    tamper("DELETE FROM decisions_historicalperson WHERE history_id = %s", row.history_id)
    assert f"{place(row)}: it is missing; entry BRK/{entry.seq} names it" in found()


def test_one_forged_entry_is_found(walked):
    """An approval told as a rejection, with a right hash, by somebody who has no key."""
    entry = entries(walked).last()
    body = json.loads(entry.body)
    body["facts"]["stage"], body["event"] = "rejected", "disclosure.rejected"
    text = canon.dumps(body).decode()
    forged = canon.entry_hash(entry.prev, text)
    tamper(
        "UPDATE audit_entry SET body = %s, event = %s, hash = %s WHERE id = %s", text, body["event"], forged, entry.id
    )
    tamper("UPDATE audit_head SET hash = %s WHERE chain = 'BRK'", forged)
    assert found() == {
        f"entry BRK/{entry.seq}: it was not written with the trust's audit key",
        f"entry BRK/{entry.seq}: it names rows of decisions.Pair, of which its event does not speak",
    }


def test_one_entry_more_is_found(walked):
    head, entry = Head.objects.get(chain="BRK"), entries(walked).last()
    more = uuid.uuid4()
    body = canon.dumps(json.loads(entry.body) | {"id": str(more), "seq": head.size + 1, "rows": {}}).decode()
    tamper(
        'INSERT INTO audit_entry (id, chain, seq, at, event, actor, "case", body, prev, hash, mac) '
        'SELECT %s, chain, %s, at, event, actor, "case", %s, %s, %s, mac FROM audit_entry WHERE id = %s',
        more, head.size + 1, body, head.hash, canon.entry_hash(head.hash, body), entry.id,
    )  # fmt: skip
    assert f"entry BRK/{head.size + 1}: it was not written with the trust's audit key" in found()


LIVE = [
    ("decisions_disclosure", "purpose = 'legal-requirement'"),
    ("decisions_disclosure", "submitted_at = submitted_at - interval '1 day'"),
    ("decisions_decision", "reason = 'Another reason than was given.'"),
    ("decisions_person", "name = 'Somebody Else'"),
    ("checklist_answer", "value = 'not-sure'"),
]


def test_one_changed_live_row_is_found(walked):
    for several in (LIVE[:1], LIVE[1:]):  # two of one row apart
        with undone():
            expected = set()
            for table, change in several:
                number = one(f"SELECT max(id) FROM {table}")
                tamper(f"UPDATE {table} SET {change} WHERE id = %s", number)
                expected.add(f"{table}:{number}: it is not as its newest history row says")
            assert found() == expected
            assert len(expected) == len(several)


def test_a_changed_or_removed_contributor_is_found(walked, walk):
    row = Contributor.objects.get(disclosure=walked)
    with undone():
        tamper("UPDATE decisions_contributor SET user_id = %s WHERE id = %s", walk.volunteer.pk, row.pk)
        assert found() == {f"decisions_contributor:{row.pk}: it is not as its entry says"}
    with undone():
        tamper("DELETE FROM decisions_contributor WHERE id = %s", row.pk)
        entry = entries(walked).get(id=row.entry_id)
        assert found() == {f"decisions_contributor:{row.pk}: it is missing; entry BRK/{entry.seq} names it"}


def test_a_contributor_put_in_without_an_entry_is_found(walked, walk):
    row = Contributor(
        school=walk.brook, disclosure=walked, user=walk.volunteer, at=walked.changed_at, entry_id=uuid.uuid4()
    )
    with guards_off():
        row.save()
    assert found() == {f"decisions_contributor:{row.pk}: it has no entry"}
