"""The verifier says nothing of an honest record, and names the place of each fault (the guards being off)."""

import json
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import School, User
from agencies.models import Agency
from audit import canon, verify
from audit.action import action, open_chain, record
from audit.models import Entry, Head, Note
from audit.stored import reference
from tests.audit.forged import entry, forge, found, tamper
from tests.audit.made import Case, new_school, new_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_few_models")]
FAULTS = pytest.mark.skipif(connection.vendor != "postgresql", reason="tampers with PostgreSQL's words")


@pytest.fixture
def story(school, user):
    """Three entries in BRK (a change with a reason, a read, a change), two in the trust's chain."""
    case = Case("BRK")
    with action("test.changed", actor=user, case=case, reason="Because"):
        school.duty_name = "Devi Duty"
        school.save()
    record("test.read", actor=user, case=case)
    with action("test.changed", actor=user, case=case) as act:
        act.capacity = "headteacher"
        school.duty_name = "Dora Duty"
        school.save()
    return school


def places():
    return {problem.place for problem in verify.problems()}


def ref(number):
    """The place of the school's history row of this number, from 0."""
    row = School.history.order_by("history_id")[number]
    return f"accounts_historicalschool:{row.history_id}"


def test_an_honest_record_holds(story):
    assert found() == set()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "The audit holds: 5 entries, 4 history rows, 2 live rows.\n"


@FAULTS
def test_the_command_fails_and_prints_places_without_values(story):
    tamper("UPDATE accounts_historicalschool SET duty_name = 'Devi Duti' WHERE duty_name = 'Devi Duty'")
    out = StringIO()
    with pytest.raises(CommandError, match="does not hold in 1 places") as refused:
        call_command("verify_audit", stdout=out)
    assert refused.value.returncode == 1
    assert out.getvalue() == f"{ref(1)}: a personal value, or its key, is not what was sealed\n"


ROW = "UPDATE accounts_historicalschool SET {} WHERE duty_name = 'Devi Duty'"


@FAULTS
@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("duty_name = 'Devi Dut' || chr(122)", "a personal value, or its key, is not what was sealed"),
        (
            "key = translate(key, '0123456789abcdef', '123456789abcdef0')",
            "a personal value, or its key, is not what was sealed",
        ),
        ("key = upper('a' || substr(key, 2))", "it cannot be held against its entry"),
        ("key = key || '00'", "it cannot be held against its entry"),
        ("key = 'gone'", "it cannot be held against its entry"),
        ("lead_phone = '01632 960002'", "a public value is not what its entry says"),
        ("history_type = '+'", "it says something else was done than its entry"),
        ("history_user_id = history_user_id + 1", "it says another actor, or another reason, than its entry"),
        ("history_change_reason = 'x'", "it says another actor, or another reason, than its entry"),
        ("history_date = history_date - interval '11 minutes'", "its date is not its entry's"),
    ],
)
def test_one_changed_byte_in_a_history_row(story, change, what):
    tamper(ROW.format(change))
    assert found() == {f"{ref(1)}: {what}"}


@FAULTS
def test_a_history_row_of_another_row(story):
    tamper(ROW.format("id = id + 1000"))
    assert f"{ref(1)}: a public value is not what its entry says" in found()


@FAULTS
def test_one_deleted_history_row(story):
    place = ref(1)
    tamper("DELETE FROM accounts_historicalschool WHERE duty_name = 'Devi Duty'")
    assert found() == {f"{place}: it is missing; entry BRK/1 names it"}


@FAULTS
def test_a_history_row_moved_to_another_entry(story):
    tamper(ROW.format(f"entry_id = '{entry(2).id}'"))
    assert found() == {
        f"{ref(1)}: entry BRK/2 does not name it",
        f"{ref(1)}: it is missing; entry BRK/1 names it",
    }


@FAULTS
def test_a_history_row_without_entry(story):
    tamper(
        "INSERT INTO accounts_historicaltrust (history_id, id, name, history_date, history_type, entry_id, key) "
        "VALUES (99, 1, 'x', now(), '+', %s, '')",
        [str(uuid.uuid4())],
    )
    assert found() == {"accounts_historicaltrust:99: it has no entry", "accounts_trust:1: it has a history and is gone"}


@FAULTS
def test_a_row_without_personal_values_has_no_key_that_could_be_changed_unseen(db):
    with action("test.changed", actor=None, chain="trust"):
        Agency(name="County police", category="police").save()
    row = Agency.history.get()
    assert row.key == ""
    tamper("UPDATE agencies_historicalagency SET key = repeat('ab', 32)")
    assert found() == {
        f"agencies_historicalagency:{row.history_id}: a personal value, or its key, is not what was sealed"
    }


@FAULTS
def test_two_rows_of_one_entry_swapped(db):
    with action("test.changed", actor=None, chain="trust") as act:
        act.insert([new_user(1, "Ann"), new_user(2, "Ben")])
    tamper("UPDATE accounts_historicaluser SET name = CASE name WHEN 'Ann' THEN 'Ben' ELSE 'Ann' END")
    tamper("UPDATE accounts_user SET name = CASE name WHEN 'Ann' THEN 'Ben' ELSE 'Ann' END")
    assert len(found()) == 2


@FAULTS
def test_one_forged_entry_without_the_key(story):
    forged = entry(2)
    body = json.loads(forged.body) | {"actor": 999}
    text = canon.dumps(body).decode()
    tamper(
        "UPDATE audit_entry SET body = %s, actor = 999, hash = %s WHERE id = %s",
        [text, canon.entry_hash(forged.prev, text), str(forged.id)],
    )
    assert found() == {
        "entry BRK/2: it was not written with the trust's audit key",
        "entry BRK/3: it does not follow the entry before it",
    }


@FAULTS
def test_an_entry_added_at_the_end_without_the_key(story):
    head = Head.objects.get(chain="BRK")
    body = canon.dumps(json.loads(entry(2).body) | {"seq": 4, "id": str(uuid.UUID(int=4))}).decode()
    tamper(
        'INSERT INTO audit_entry (id, chain, seq, at, event, actor, "case", body, prev, hash, mac) '
        'SELECT %s, chain, 4, at, event, actor, "case", %s, %s, %s, mac FROM audit_entry WHERE id = %s',
        [str(uuid.UUID(int=4)), body, head.hash, canon.entry_hash(head.hash, body), str(entry(2).id)],
    )
    assert found() == {
        "entry BRK/4: it was not written with the trust's audit key",
        "entry BRK/4: it is older than the entry before it",
        "head BRK: it is not at the chain's last entry",
    }


@FAULTS
@pytest.mark.parametrize(
    ("column", "value"),
    [("event", "test.changed"), ("actor", 999), ("case", 999), ("at", "2026-01-01T00:00:00Z")],
)
def test_a_changed_column_of_an_entry(story, column, value):
    tamper(f'UPDATE audit_entry SET "{column}" = %s WHERE id = %s', [value, str(entry(2).id)])
    assert f"entry BRK/2: its column {column} is not as in its body" in found()


@FAULTS
def test_a_changed_body(story):
    tamper("UPDATE audit_entry SET body = replace(body, 'headteacher', 'adviser') WHERE body LIKE '%headteacher%'")
    assert found() == {"entry BRK/3: its body is not what was hashed"}


MALFORMED = ["", "{", "[]", "{}", "null", "9" * 5000, '{"v":' * 3000, '{"rows":{"x":1}}', "\\ud800"]


@FAULTS
@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_body_is_a_finding_and_no_crash(story, body):
    tamper("UPDATE audit_entry SET body = %s WHERE id = %s", [body, str(entry(1).id)])
    assert "entry BRK/1: its body cannot be read" in found()


@FAULTS
@pytest.mark.parametrize(
    "change",
    [
        {"rows": []},
        {"rows": {"x:1": {}}},
        {"rows": {"x:1": {"op": "+", "open": [], "pk": 1, "seal": "", "sealed": []}}},
        {"rows": {"x:1": {"op": "+", "open": {}, "pk": 1, "seal": "", "sealed": [1]}}},
        {"facts": 1},
        {"more": 1},
    ],
)
def test_a_body_of_another_shape_is_a_finding_and_no_crash(story, change):
    forge(entry(3), json.loads(entry(3).body) | change)
    assert "entry BRK/3: its body cannot be read" in found()


@FAULTS
def test_a_body_that_is_not_canonical(story):
    last = entry(3)
    body = last.body.replace(",", ", ", 1)
    tamper("UPDATE audit_entry SET body = %s WHERE id = %s", [body, str(last.id)])
    assert "entry BRK/3: its body is not canonical" in found()


@FAULTS
@pytest.mark.parametrize("column", ["prev", "hash"])
def test_a_hash_that_is_none(story, column):
    tamper(f"UPDATE audit_entry SET {column} = 'none' WHERE id = %s", [str(entry(3).id)])
    assert "entry BRK/3: its hash cannot be read" in found()


@FAULTS
def test_a_row_that_an_entry_without_rows_names(story):
    first, last = entry(1), entry(3)
    forge(last, json.loads(last.body) | {"event": "test.read"}, event="test.read")
    assert found() == {"entry BRK/3: it names rows, which its event never has"}
    assert first.rows


@FAULTS
def test_a_deleted_entry(story):
    tamper("DELETE FROM audit_entry WHERE id = %s", [str(entry(2).id)])
    assert places() == {"entry BRK/3"}


@FAULTS
def test_the_last_entry_cut_away_with_its_rows_and_the_head(story):
    place, last = ref(2), entry(3)
    tamper("DELETE FROM audit_entry WHERE id = %s", [str(last.id)])
    assert found() == {"head BRK: it is not at the chain's last entry", f"{place}: it has no entry"}


@FAULTS
def test_a_missing_head(story):
    tamper("DELETE FROM audit_head WHERE chain = 'BRK'")
    assert found() == {"head BRK: it is missing"}


@FAULTS
def test_a_head_of_a_chain_that_is_gone(story):
    tamper("UPDATE audit_head SET chain = 'ZZZ' WHERE chain = 'BRK'")
    assert found() == {"head BRK: it is missing", "head ZZZ: it is not at the chain's last entry"}


@FAULTS
@pytest.mark.parametrize("name", ["name = 'Brooc High School'", "duty_name = 'Dora  Duty'", "lead_phone = ''"])
def test_one_changed_live_row(story, name):
    tamper(f"UPDATE accounts_school SET {name}")
    assert found() == {f"accounts_school:{story.pk}: it is not as its newest history row says"}


@FAULTS
def test_a_live_row_that_is_gone_or_was_never_recorded(story):
    tamper("UPDATE accounts_school SET id = 999")
    assert found() == {
        f"accounts_school:{story.pk}: it has a history and is gone",
        "accounts_school:999: it has no history",
    }


@FAULTS
def test_notes(story):
    assert Note.objects.count() == 2
    place = "note of entry BRK/1"
    tamper("UPDATE audit_note SET text = 'Becausf' WHERE text = 'Because'")
    assert found() == {f"{place}: it is not what was sealed"}
    tamper("UPDATE audit_note SET key = 'no key' WHERE text = 'Becausf'")
    assert found() == {f"{place}: it is not what was sealed"}
    tamper("UPDATE audit_note SET entry_id = %s WHERE text = 'Becausf'", [str(entry(2).id)])
    assert found() == {f"{place}: it is missing", "note of entry BRK/2: its entry has none"}
    lost = uuid.UUID(int=7)
    tamper("UPDATE audit_note SET entry_id = %s WHERE text = 'Becausf'", [str(lost)])
    assert found() == {f"{place}: it is missing", f"audit_note:{lost}: it has no entry"}


@FAULTS
def test_a_row_in_another_schools_chain(story, monkeypatch):
    monkeypatch.setattr(School, "audit_chain", lambda self: self.code, raising=False)
    assert found() == {f"{ref(0)}: it belongs to the chain BRK and stands in trust"}


def is_strange(model, field, value):
    """Whether a value is told of in a column that the entry of the newest row of a model does not know."""
    history = model.history.model
    values = history.objects.values().latest("history_id")
    row = Entry.objects.get(pk=values["entry_id"])
    named = json.loads(row.body)["rows"][reference(history, values)]
    named["open"].pop(field)
    told = [problem.what for problem in verify._row(history, {**values, field: value}, row, named)]
    return "it holds a value in a column that its entry does not know" in told


def test_a_column_that_came_later(story):
    """Its old rows hold nothing or the default, which no entry knows; any other value there was written by somebody."""
    assert is_strange(School, "lead_phone", "01632 960001")
    assert not is_strange(School, "lead_phone", "")
    assert not is_strange(School, "lead_phone", None)
    assert is_strange(User, "is_active", value=False)
    assert not is_strange(User, "is_active", value=True)


@FAULTS
def test_an_entry_that_is_missing_is_told_by_the_number_and_by_the_hash(story):
    tamper("DELETE FROM audit_entry WHERE id = %s", [str(entry(2).id)])
    assert {
        "entry BRK/3: an entry before it is missing, or its number is wrong",
        "entry BRK/3: it does not follow the entry before it",
    } <= found()


def test_memory_stays_flat_however_many_entries(story, monkeypatch):
    monkeypatch.setattr(verify, "BATCH", 2)
    with action("test.changed", actor=None, chain="trust") as act:
        act.insert([new_user(number) for number in range(10, 20)])
    with action("test.changed", actor=None, case=Case("BRK")):
        new_school("OAK", "Oak").save()
        open_chain("OAK")
    assert found() == set()


@FAULTS
def test_a_clock_that_ran_backwards(story):
    later = entry(2)
    body = json.loads(later.body)
    at = canon.moment(later.at - timedelta(hours=1))
    forge(later, body | {"at": at}, at=at)
    assert "entry BRK/2: it is older than the entry before it" in found()
