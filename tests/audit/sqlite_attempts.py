"""Run by test_sqlite.py in a process of its own: every attempt of attempts.py on a SQLite file, its outcomes as JSON.

The file of sqlite_story.py, as it was migrated, lies beside it. Each attempt begins with the same file, whose ground is committed. Where PostgreSQL's words mean nothing to SQLite there is a
counterpart, or none where SQLite has no such thing.
"""

import contextlib
import io
import json
import shutil
import sys
import uuid

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must stand first
from django.core.exceptions import SynchronousOnlyOperation  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402

from accounts.models import Appointment, School, User  # noqa: E402
from audit import clock, events, guards  # noqa: E402
from audit.action import action, open_chain  # noqa: E402
from audit.models import Entry  # noqa: E402
from audit.refusals import AuditRefusal  # noqa: E402
from audit.verify import problems  # noqa: E402
from tests.audit.attempts import ATTEMPTS, BY_HAND, Ground, nothing_is_left_open, run  # noqa: E402
from tests.audit.made import CHANGED, new_school, new_user  # noqa: E402

FILE = settings.DATABASES["default"]["NAME"]
CLEAN = f"{FILE}.clean"
# What SQLite has nothing of: emptying a table is a DELETE without a condition, which is tried anyway.
NONE_HERE = {"plain SQL: TRUNCATE of a history table", "plain SQL: TRUNCATE of a live table",
             "plain SQL: TRUNCATE of the entries"}  # fmt: skip
REPLACED = "INSERT OR REPLACE INTO {table} ({columns}) SELECT {values} FROM {table} ORDER BY 1 LIMIT 1"


def replace(model, **changed):
    """INSERT OR REPLACE of a row, past triggers that see no removal in it."""
    run("PRAGMA recursive_triggers = OFF")
    columns = [field.column for field in model._meta.local_concrete_fields]
    listed = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    run(REPLACED.format(table=model._meta.db_table, columns=listed, values=values))


def without_foreign_keys(_ground):
    run("PRAGMA foreign_keys = OFF")
    run(BY_HAND.format(entry="gen_random_uuid()", date="now()"))


def past_a_trigger(_ground):
    run("DROP TRIGGER ts_audit_entry_update")
    run("UPDATE audit_entry SET event = 'test.read'")


def another_trigger(_ground):
    run("DROP TRIGGER ts_audit_entry_update")
    run('CREATE TRIGGER "ts_audit_entry_update" BEFORE UPDATE ON "audit_entry" FOR EACH ROW BEGIN SELECT 1; END')


def triggers_put_back(_ground):
    """The triggers dropped, a live row with its history changed, and the triggers as they were: nothing is missing."""
    guards.remove()
    run("UPDATE accounts_historicalschool SET name = 'X'")
    run("UPDATE accounts_school SET name = 'X'")
    guards.install()


def changed_and_back(_ground):
    run("UPDATE accounts_school SET name = 'X' || name")
    run("UPDATE accounts_school SET name = substr(name, 2)")


# What stands here for an attempt in PostgreSQL's own words: its name here, and how it goes.
INSTEAD = {
    "plain SQL: DISABLE TRIGGER": ("SQLite: triggers dropped, a row changed, triggers put back", triggers_put_back),
    "plain SQL: session_replication_role": (
        "SQLite: INSERT OR REPLACE of a history row",
        lambda g: replace(School.history.model, name="'X'"),
    ),
    "plain SQL: DROP TRIGGER": ("SQLite: a trigger dropped, an entry changed", past_a_trigger),
    "plain SQL: a trigger's function replaced": ("SQLite: a trigger replaced by an empty one", another_trigger),
    "plain SQL: constraints made to wait for ever": (
        "SQLite: a history row of no entry, foreign keys off",
        without_foreign_keys,
    ),
}
MORE = {
    "SQLite: INSERT OR REPLACE of a live row": lambda g: replace(School, name="'X'"),
    "SQLite: INSERT OR REPLACE of an entry": lambda g: replace(Entry, event="'test.read'"),
    "SQLite: a live row changed and changed back": changed_and_back,
}


def lay_ground():
    shutil.copy(f"{FILE}.migrated", FILE)
    events.declare("test.changed", "changed something", touches=CHANGED)
    events.declare("test.read", "read something")
    school, user = new_school(), new_user()
    with action("test.changed", actor=None, chain="trust", reason="Because"):
        school.save()
        user.save()
        open_chain("BRK")
        Appointment(user=user, role="staff", school=school, position="Form tutor", since=clock.today()).save()
    with action("test.changed", actor=user, chain="BRK"):
        school.save()
    connection.close()
    shutil.copy(FILE, CLEAN)


def connect_afresh():
    """The file as the ground was laid, on a connection that knows PostgreSQL's few words of the attempts."""
    connection.close()
    shutil.copy(CLEAN, FILE)
    connection.ensure_connection()
    know = connection.connection.create_function
    know("now", 0, lambda: str(clock.now().replace(tzinfo=None)))
    know("gen_random_uuid", 0, lambda: uuid.uuid4().hex)
    know("repeat", 2, lambda text, times: text * times)


def everything():
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        return {table: cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall() for table in tables}


def ground():
    return Ground(School.objects.get(), User.objects.get(), Appointment.objects.get())


def outcome(name, attempt):
    """Who refused it, or what is left of it: told by an entry, by the verifier, or by nobody."""
    connect_afresh()
    on, before, entries = ground(), everything(), Entry.objects.count()
    # Python's attempts open their own transactions, and pragmas count outside of them only.
    whole = transaction.atomic() if name.startswith("plain SQL: ") else contextlib.nullcontext()
    try:
        with whole:
            attempt(on)
    except (AuditRefusal, SynchronousOnlyOperation):
        refused = "refused by Python"
    except DatabaseError as error:
        words = {"audit: ": "refused by a trigger", "FOREIGN KEY": "refused by a foreign key"}
        refused = next((who for said, who in words.items() if said in str(error)), f"refused: {error}")
    else:
        refused = ""
    assert nothing_is_left_open()
    if refused:
        assert everything() == before or not list(problems()), name
        return refused
    return left(before, entries)


def left(before, entries):
    try:
        found = list(problems())
    except DatabaseError:
        return "verify_audit cannot read it"
    if found:
        return "found by verify_audit"
    if everything() == before:
        return "changes nothing"
    return "allowed, with its entry" if Entry.objects.count() > entries else "LOST"


def tried():
    """(name, attempt) of all that make sense here."""
    for name, attempt in ATTEMPTS.items():
        if name not in NONE_HERE:
            yield INSTEAD.get(name, (name, attempt))
    yield from MORE.items()


lay_ground()
with contextlib.redirect_stdout(io.StringIO()):
    TOLD = {name: outcome(name, attempt) for name, attempt in tried()}
json.dump(TOLD, sys.stdout)
