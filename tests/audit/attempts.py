"""Attempts to change audited rows past the audit: what simple-history, Django, PostgreSQL and Python would let through.

Each takes the ground (a School, a User, an Appointment of Brook High School, all with history) and tries. None may be
lost in silence: it is refused, or its change stands in an entry, or the verifier names the place.
"""

import asyncio
import threading
import uuid
from dataclasses import dataclass

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, Model
from django.test import override_settings
from simple_history.utils import bulk_create_with_history, bulk_update_with_history, update_change_reason

from accounts.models import Appointment, School, User
from audit import canon, clock
from audit.action import action, is_open
from audit.models import Entry, Head, Note
from audit.refusals import AuditRefusal
from tests.audit.made import new_school

HistoricalSchool = School.history.model


@dataclass(frozen=True)
class Ground:
    """What stands before each attempt."""

    school: School
    user: User
    appointment: Appointment


def inside():
    """An action in which a School, a User or an Appointment may change."""
    return action("test.changed", actor=None, chain="trust", empty_ok=True)


def run(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def sql(statement):
    return lambda _ground: run(statement)


def changed(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    return row


def as_fixture(row):
    return serializers.serialize("json", [row])


def load_fixture(ground):
    for row in serializers.deserialize("json", as_fixture(changed(ground.school, name="X"))):
        row.save()


def before_history():
    """School as a data migration sees it: the same table, without its history."""
    return MigrationExecutor(connection).loader.project_state().apps.get_model("accounts", "School")


def in_a_data_migration(_ground):
    school = before_history().objects.get()
    school.name = "X"
    school.save()


def in_another_thread(ground):
    refusals = []

    def write():
        try:
            changed(ground.school, name="X").save()
        except AuditRefusal as error:
            refusals.append(error)
        finally:
            connection.close()

    with inside():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    raise refusals[0]


def in_a_coroutine(ground):
    async def write():
        changed(ground.school, name="X").save()

    with inside():
        asyncio.run(write())


def after_the_action(ground):
    with inside():
        ground.user.save()
    changed(ground.school, name="X").save()


def in_an_action_within(ground):
    with inside(), inside():
        changed(ground.school, name="X").save()


def with_the_history_off(ground):
    with override_settings(SIMPLE_HISTORY_ENABLED=False), inside():
        changed(ground.school, name="X").save()


def with_some_fields(ground):
    """The object carries a change that is not stored: the history must hold what the database holds."""
    with inside():
        changed(ground.school, name="X", duty_name="Y").save(update_fields=["name"])


def in_a_savepoint(ground):
    """Undone and done again: the entry names what remains."""
    with inside():
        try:
            with transaction.atomic():
                changed(ground.school, name="X").save()
                raise ValueError("undo")
        except ValueError:
            ground.school.refresh_from_db()
        changed(ground.school, name="Y").save()


def with_an_expression(ground):
    with inside():
        ground.school.name = F("code")
        ground.school.save()


def an_older_row(ground):
    with inside():
        changed(ground.school, name="X").save()
    with inside():
        ground.school.history.last().instance.save()


def raw_then_saved(ground):
    """Changed by plain SQL, and by save() afterwards: what stands in the end is in the history."""
    with inside():
        run("UPDATE accounts_school SET name = 'X'")
        ground.school.refresh_from_db()
        ground.school.save()


def rogue_entry(**other):
    """An entry in its right place with its right hash, and the head moved: without the audit key."""
    head = Head.objects.get(chain="BRK")
    size, body = head.size + 1, "{}"
    right = canon.entry_hash(head.hash, body)
    run(
        "INSERT INTO audit_entry (id, chain, seq, at, event, body, prev, hash, mac) "
        "VALUES (%s, 'BRK', %s, now(), 'test.read', %s, %s, %s, repeat('0', 64))",
        [str(uuid.uuid4()), other.get("seq", size), body, head.hash, other.get("hash", right)],
    )
    if other.get("moves", True):
        run("UPDATE audit_head SET size = %s, hash = %s WHERE chain = 'BRK'", [size, right])


# A history row by hand: its columns, filled from the newest one.
COLUMNS = ", ".join(
    f'"{field.column}"'
    for field in HistoricalSchool._meta.local_fields
    if field.column not in {"history_id", "entry_id", "history_date"}
)
BY_HAND = (
    f"INSERT INTO accounts_historicalschool ({COLUMNS}, entry_id, history_date) "
    f"SELECT {COLUMNS}, {{entry}}, {{date}} FROM accounts_historicalschool ORDER BY history_id DESC LIMIT 1"
)
NEW_SCHOOL = (
    "INSERT INTO accounts_school (code, name, lead_phone, social_care_phone, duty_name, duty_phone) "
    "VALUES ('OAK', 'Oak', '1', '1', 'Dana Duty', '1')"
)

# Django and simple-history, outside an action.
OUTSIDE = {
    "save()": lambda g: changed(g.school, name="X").save(),
    "save(update_fields)": lambda g: changed(g.school, name="X").save(update_fields=["name"]),
    "save_base(raw=True)": lambda g: changed(g.school, name="X").save_base(raw=True),
    "Model.save past ours": lambda g: Model.save(changed(g.school, name="X")),
    "save_without_historical_record()": lambda g: g.school.save_without_historical_record(),
    "save() of a new row": lambda g: new_school("OAK", "Oak").save(),
    "create()": lambda g: User.objects.create(email="x@example.org", name="X"),
    "get_or_create()": lambda g: User.objects.get_or_create(email="x@example.org", defaults={"name": "X"}),
    "update_or_create()": lambda g: School.objects.update_or_create(code="BRK", defaults={"name": "X"}),
    "a fixture": load_fixture,
    "a save after the action": after_the_action,
    "a data migration": in_a_data_migration,
    "a password with another field": lambda g: changed(g.user, name="X").save(update_fields=["password", "name"]),
}

# The same, with an action open.
INSIDE = {
    "update()": lambda g: School.objects.update(name="X"),
    "update() through the base manager": lambda g: School._base_manager.update(name="X"),
    "delete()": lambda g: g.appointment.delete(),
    "Model.delete past ours": lambda g: Model.delete(g.appointment),
    "delete() of many": lambda g: Appointment.objects.all().delete(),
    "delete() of one with others": lambda g: g.user.delete(),
    "_raw_delete()": lambda g: Appointment.objects.all()._raw_delete("default"),
    "bulk_create()": lambda g: School.objects.bulk_create([new_school("OAK", "Oak")]),
    "bulk_update()": lambda g: School.objects.bulk_update([changed(g.school, name="X")], ["name"]),
    "bulk_create_with_history()": lambda g: bulk_create_with_history([new_school("OAK", "Oak")], School),
    "bulk_update_with_history()": lambda g: bulk_update_with_history([changed(g.school, name="X")], School, ["name"]),
    "related update()": lambda g: g.school.appointments.update(position="X"),
    "related delete()": lambda g: g.school.appointments.all().delete(),
    "related add()": lambda g: g.school.appointments.add(g.appointment),
    "save_without_historical_record() inside": lambda g: changed(g.school, name="X").save_without_historical_record(),
    "_change_reason": lambda g: changed(g.school, _change_reason="Because").save(),
    "_history_date": lambda g: changed(g.school, _history_date=clock.now()).save(),
    "_history_user": lambda g: changed(g.school, _history_user=g.user).save(),
    "skip_history_when_saving": lambda g: changed(g.school, skip_history_when_saving=True).save(),
    "history update()": lambda g: School.history.update(name="X"),
    "history update() through the base manager": lambda g: HistoricalSchool._base_manager.update(name="X"),
    "history delete()": lambda g: g.school.history.all().delete(),
    "history row save()": lambda g: g.school.history.first().save(),
    "history row delete()": lambda g: g.school.history.first().delete(),
    "history row by hand": lambda g: HistoricalSchool(id=1, history_date=clock.now(), history_type="~").save(),
    "history create()": lambda g: School.history.create(id=1),
    "history bulk_create()": lambda g: HistoricalSchool.objects.bulk_create([HistoricalSchool(id=1)]),
    "bulk_history_create()": lambda g: School.history.bulk_history_create([g.school]),
    "update_change_reason()": lambda g: update_change_reason(g.school, "Because"),
    "head update()": lambda g: Head.objects.update(size=0),
    "head save()": lambda g: Head.objects.get(chain="BRK").save(),
    "entry update()": lambda g: Entry.objects.update(event="test.read"),
    "entry update() through the base manager": lambda g: Entry._base_manager.update(event="test.read"),
    "entry save()": lambda g: Entry.objects.first().save(),
    "entry delete()": lambda g: Entry.objects.first().delete(),
    "entries delete()": lambda g: Entry.objects.all().delete(),
    "entry create()": lambda g: Entry.objects.create(chain="BRK"),
    "note update()": lambda g: Note.objects.update(text="X"),
    "note bulk_create()": lambda g: Note.objects.bulk_create([]),
}

# What opens its own action, or none, and may well be legal.
ALONE = {
    "an action within an action": in_an_action_within,
    "another thread within an action": in_another_thread,
    "a coroutine within an action": in_a_coroutine,
    "the setting that turns history off": with_the_history_off,
    "update_fields with another change in memory": with_some_fields,
    "a savepoint undone": in_a_savepoint,
    "an F() expression": with_an_expression,
    "an older row saved again": an_older_row,
    "plain SQL, then save()": raw_then_saved,
    "clean_old_history": lambda g: call_command("clean_old_history", "--auto", "--days", "0", verbosity=0),
    "clean_duplicate_history": lambda g: call_command("clean_duplicate_history", "--auto", verbosity=0),
    "populate_history": lambda g: call_command("populate_history", "--auto", verbosity=0),
}

# Plain SQL, with the rights of the web process.
PLAIN_SQL = {
    "UPDATE of a live row": sql("UPDATE accounts_school SET name = 'X'"),
    "INSERT of a live row": sql(NEW_SCHOOL),
    "DELETE of a live row": sql("DELETE FROM accounts_appointment"),
    "UPDATE of a history row": sql("UPDATE accounts_historicalschool SET name = 'X'"),
    "DELETE of history rows": sql("DELETE FROM accounts_historicalschool"),
    "TRUNCATE of a history table": sql("TRUNCATE accounts_historicalschool"),
    "TRUNCATE of a live table": sql("TRUNCATE accounts_appointment CASCADE"),
    "a history row by hand, of no entry": sql(BY_HAND.format(entry="gen_random_uuid()", date="now()")),
    "a history row by hand, of an old entry": sql(
        BY_HAND.format(entry="(SELECT id FROM audit_entry LIMIT 1)", date="now()")
    ),
    "a history row by hand, backdated": sql(BY_HAND.format(entry="gen_random_uuid()", date="'2001-01-01'")),
    "UPDATE of an entry": sql("UPDATE audit_entry SET event = 'test.read'"),
    "DELETE of an entry": sql("DELETE FROM audit_entry"),
    "TRUNCATE of the entries": sql("TRUNCATE audit_entry CASCADE"),
    "UPDATE of a note": sql("UPDATE audit_note SET text = 'X'"),
    "DELETE of a note": sql("DELETE FROM audit_note"),
    "a head moved alone": sql("UPDATE audit_head SET size = size + 1"),
    "a head moved back": sql("UPDATE audit_head SET size = 0"),
    "DELETE of a head": sql("DELETE FROM audit_head"),
    "an entry out of its place": lambda g: rogue_entry(seq=99),
    "an entry without the hash of its body": lambda g: rogue_entry(hash="0" * 64),
    "an entry whose head does not follow": lambda g: rogue_entry(moves=False),
    "an entry without the audit key": lambda g: rogue_entry(),
    "DISABLE TRIGGER": sql("ALTER TABLE accounts_school DISABLE TRIGGER ALL"),
    "session_replication_role": sql("SET session_replication_role = replica"),
    "DROP TRIGGER": sql(
        "DO $$ DECLARE t text; BEGIN SELECT tgname INTO t FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass "
        "AND NOT tgisinternal LIMIT 1; EXECUTE format('DROP TRIGGER %I ON audit_entry', t); END $$"
    ),
    "a trigger's function replaced": sql(
        "DO $$ DECLARE f text; BEGIN SELECT p.proname INTO f FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE t.tgrelid = 'audit_entry'::regclass AND NOT t.tgisinternal LIMIT 1; EXECUTE format('CREATE OR REPLACE "
        "FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END''', f); END $$"
    ),
    "DROP TABLE": sql("DROP TABLE audit_note"),
    "a column dropped": sql("ALTER TABLE accounts_historicalschool DROP COLUMN name"),
    "constraints made to wait for ever": sql("SET CONSTRAINTS ALL DEFERRED; UPDATE accounts_school SET name = 'X'"),
}


def in_an_action(attempt):
    def tried(ground):
        with inside():
            attempt(ground)

    return tried


ATTEMPTS = {
    **{f"outside: {name}": attempt for name, attempt in OUTSIDE.items()},
    **{f"inside: {name}": in_an_action(attempt) for name, attempt in INSIDE.items()},
    **{f"alone: {name}": attempt for name, attempt in ALONE.items()},
    **{f"plain SQL: {name}": attempt for name, attempt in PLAIN_SQL.items()},
}


def nothing_is_left_open():
    """No action stays open behind an attempt."""
    return not is_open() and apps.ready
