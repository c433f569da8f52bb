"""What the database refuses to anybody, by plain SQL; and that a trigger not installed is seen."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from audit import canon, guards
from audit.action import action
from audit.history import Audited
from audit.models import Entry, Head, Note
from audit.verify import problems

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's own are in test_sqlite.py"),
]

AUDITED = [model for model in apps.get_models() if issubclass(model, Audited)]
LIVE = [model._meta.db_table for model in AUDITED]
HISTORY = [model.history.model._meta.db_table for model in AUDITED]
RECORD = [model._meta.db_table for model in (Entry, Note, Head)]
KEPT = [apps.get_model(label)._meta.db_table for label in guards.insert_only_labels()]


def execute(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def refused(statement, params=None, says="audit: "):
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        execute(statement, params)


@pytest.fixture
def written(school, user, case):
    """Rows in every table that the statements below are about."""
    with action("test.changed", actor=user, case=case, reason="Because"):
        school.save()
    return school


def test_every_trigger_is_installed():
    assert guards.missing() == []
    assert run_checks(databases=["default"]) == []


@pytest.mark.parametrize("table", [*LIVE, *HISTORY, *RECORD, *KEPT])
def test_no_table_of_the_record_can_be_emptied(table):
    refused(f'TRUNCATE "{table}" CASCADE', says="TRUNCATE of .* is refused")


@pytest.mark.parametrize(
    "table", ["accounts_school", "accounts_user", "accounts_historicalschool", *RECORD], ids=lambda table: table
)
def test_no_row_can_be_removed(written, table):
    refused(f'DELETE FROM "{table}"', says=f"DELETE of {table} is refused")


@pytest.mark.parametrize(
    "change",
    [
        "accounts_historicalschool SET name = name",
        "accounts_historicalschool SET history_date = now()",
        "audit_entry SET at = at",
        "audit_entry SET token = NULL",
        "audit_note SET text = ''",
    ],
)
def test_no_row_of_the_record_can_be_changed(written, change):
    refused(f"UPDATE {change}", says="UPDATE of .* is refused")


@pytest.mark.parametrize(
    "change",
    [
        "size = size + 1",
        "size = size - 1",
        "size = size + 1, hash = repeat('0', 64)",
        "hash = repeat('0', 64)",
        "chain = 'X' || chain",
        "size = size",
    ],
)
def test_a_head_moves_with_its_next_entry_only(written, change):
    refused(f"UPDATE audit_head SET {change} WHERE chain = 'BRK'", says="a head moves with its next entry only")


def test_a_chain_begins_empty(db):
    refused("INSERT INTO audit_head VALUES ('NEW', 3, repeat('0', 64))", says="a chain begins empty")


def test_a_row_cannot_join_an_entry_that_is_written(written):
    refused(
        "INSERT INTO accounts_historicaltrust (id, name, history_date, history_type, entry_id, key) "
        "SELECT 1, 'x', now(), '+', id, '' FROM audit_entry LIMIT 1",
        says="a row cannot join",
    )
    refused(
        "INSERT INTO audit_note (entry_id, text, key) SELECT id, 'x', '' FROM audit_entry e "
        "WHERE NOT EXISTS (SELECT 1 FROM audit_note n WHERE n.entry_id = e.id) LIMIT 1",
        says="a row cannot join",
    )


FORGED = (
    "INSERT INTO audit_entry (id, chain, seq, at, event, body, prev, hash, mac) "
    "VALUES (gen_random_uuid(), 'BRK', %s, now(), 'test.read', '{}', %s, %s, repeat('0', 64))"
)


def test_an_entry_must_follow_the_last_of_its_chain(written):
    head = Head.objects.get(chain="BRK")
    right = canon.entry_hash(head.hash, "{}")
    follow = "an entry must follow"
    refused(FORGED, [head.size + 2, head.hash, right], says=follow)
    refused(FORGED, [head.size, head.hash, right], says=follow)
    refused(FORGED, [head.size + 1, canon.NO_HASH, canon.entry_hash(canon.NO_HASH, "{}")], says=follow)


def test_an_entry_must_carry_the_hash_of_its_body(written):
    head = Head.objects.get(chain="BRK")
    refused(FORGED, [head.size + 1, head.hash, canon.entry_hash(head.hash, "{ }")], says="the hash of its body")
    with transaction.atomic():
        execute(FORGED, [head.size + 1, head.hash, canon.entry_hash(head.hash, "{}")])
        transaction.set_rollback(True)


def test_the_date_of_a_history_row_is_the_databases(db):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_historicaltrust (id, name, history_date, history_type, entry_id, key) "
            "VALUES (1, 'x', '2001-01-01', '+', gen_random_uuid(), '') "
            "RETURNING history_date > now() - interval '1 hour'"
        )
        assert cursor.fetchone() == (True,)
        transaction.set_rollback(True)


def test_a_live_row_may_change(written):
    execute("UPDATE accounts_school SET name = name")


def tamper(statement):
    execute(statement)
    connection.check_constraints()


@pytest.mark.parametrize(
    "statement",
    [
        'DROP TRIGGER "{name}" ON {table}',
        'ALTER TABLE {table} DISABLE TRIGGER "{name}"',
        "CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
def test_a_trigger_that_is_gone_off_or_hollow_is_told(db, statement):
    trigger = next(one for one in guards.expected().values() if one.table == "audit_entry" and "delete" in one.name)
    tamper(statement.format(name=trigger.name, table=trigger.table, function=trigger.function))
    place = f"{trigger.name} on audit_entry"
    assert place in guards.missing()
    assert any(place in str(found) for found in run_checks(databases=["default"]))
    assert any(problem.place == place for problem in problems())
    guards.install()
    assert guards.missing() == []
    refused("DELETE FROM audit_entry WHERE false; TRUNCATE audit_note", says="refused")


def test_a_trigger_of_an_earlier_day_is_taken_away(db):
    execute(
        "CREATE TRIGGER ts_old BEFORE UPDATE ON accounts_school FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )
    assert ("accounts_school", "ts_old") in guards.installed()
    guards.install()
    assert ("accounts_school", "ts_old") not in guards.installed()


def test_migrate_brings_back_what_is_missing(db):
    guards.remove()
    assert guards.missing()
    call_command("migrate", verbosity=0)
    assert guards.missing() == []


def test_an_apps_own_trigger_must_be_whole_statements():
    with pytest.raises(ValueError, match="own_rule"):
        guards.extra(table="accounts_school", name="own_rule", postgresql="SELECT 1", sqlite="SELECT 1")
