"""What `manage.py verify_audit` offers besides its plain answer: one school, JSON, a bar, and its exit codes."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from audit.action import action
from audit.testing import guards_off

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="tampers with PostgreSQL's words"),
]


@pytest.fixture
def story(school, user, case):
    """One entry in the chain of Brook High School, two in the trust's."""
    with action("test.changed", actor=user, case=case, reason="Because"):
        school.duty_name = "Devi Duty"
        school.save()
    return school


def told(**options):
    """(exit code, what was printed)."""
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out, **options)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def tamper(statement):
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0


def test_one_chain_is_read_alone(story):
    assert told(school="BRK") == (0, "The audit holds: 1 entries, 1 history rows, 0 live rows.\n")
    assert told(school="trust") == (0, "The audit holds: 2 entries, 2 history rows, 2 live rows.\n")
    tamper("UPDATE audit_entry SET mac = repeat('0', 64) WHERE chain = 'BRK'")
    assert told(school="trust")[0] == 0
    assert told(school="BRK") == (1, "entry BRK/1: it was not written with the trust's audit key\n")


def test_a_person_changed_behind_the_record_is_the_trusts(story):
    tamper("UPDATE accounts_user SET name = 'Terry Teach'")
    assert told(school="BRK")[0] == 0
    code, words = told(school="trust")
    assert code == 1
    assert words.endswith("it is not as its newest history row says\n")


def test_an_unknown_chain_cannot_be_read(story):
    assert told(school="XXX") == (2, "")


def test_json_is_one_line_without_values(story):
    code, words = told(json=True)
    assert (code, json.loads(words)) == (
        0,
        {"holds": True, "read": {"entries": 3, "history rows": 3, "live rows": 2}, "problems": []},
    )
    tamper("UPDATE audit_note SET text = 'Becauze' WHERE text = 'Because'")
    code, words = told(json=True)
    answer = json.loads(words)
    assert (code, answer["holds"]) == (1, False)
    assert answer["problems"] == [{"place": "note of entry BRK/1", "what": "it is not what was sealed"}]
    assert "Becau" not in words


def test_the_bar_ends_when_all_is_read(story, capsys):
    assert told(progress=True)[0] == 0
    assert capsys.readouterr().err.endswith("[########################################] 3 of 3 entries\n")


def test_a_record_that_cannot_be_read_to_its_end_is_neither_whole_nor_broken(story):
    """A table is gone: not the code of a record that does not hold, and no word of the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_note RENAME TO audit_gone")
        with pytest.raises(
            CommandError, match=r"^The audit could not be read to its end: ProgrammingError\.$"
        ) as refused:
            call_command("verify_audit", stdout=StringIO())
        assert refused.value.returncode == 2
        transaction.set_rollback(True)
