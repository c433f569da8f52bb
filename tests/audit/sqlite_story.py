"""Run by test_sqlite.py in a process of its own: one story on a fresh SQLite file, told as JSON.

Migrates, leaves a copy for sqlite_attempts.py, writes two actions, then tries by plain SQL what the triggers refuse.
"""

import json
import shutil
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must stand first
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402

from audit import events, guards  # noqa: E402
from audit.action import action, open_chain  # noqa: E402
from audit.models import Entry, Head  # noqa: E402
from audit.testing import guards_off  # noqa: E402
from audit.verify import problems  # noqa: E402
from tests.audit.made import CHANGED, new_school  # noqa: E402

FORGED = (
    "INSERT INTO audit_entry (id, chain, seq, at, event, body, prev, hash, mac) "
    "VALUES ('{id}', 'BRK', {seq}, '2026-01-01', 'test.changed', '{{}}', '{prev}', '{prev}', '')"
)
REFUSED = {
    "UPDATE of a history row": "UPDATE accounts_historicalschool SET name = name",
    "DELETE of a history row": "DELETE FROM accounts_historicalschool",
    "INSERT OR REPLACE of a history row": "INSERT OR REPLACE INTO accounts_historicalschool "
    "SELECT * FROM accounts_historicalschool",
    "late history row": "INSERT INTO accounts_historicaltrust (id, name, history_date, history_type, entry_id, key) "
    "SELECT 1, 'x', at, '+', id, '' FROM audit_entry LIMIT 1",
    "DELETE of a live row": "DELETE FROM accounts_school",
    "UPDATE of an entry": "UPDATE audit_entry SET at = at",
    "DELETE of an entry": "DELETE FROM audit_entry",
    "INSERT OR REPLACE of an entry": "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry",
    "an entry that follows nothing": FORGED.format(id="0" * 32, seq=7, prev="0" * 64),
    "UPDATE of a note": "UPDATE audit_note SET text = ''",
    "DELETE of a note": "DELETE FROM audit_note",
    "a head moved alone": "UPDATE audit_head SET size = size + 1",
    "a head moved back": "UPDATE audit_head SET size = 0",
    "DELETE of a head": "DELETE FROM audit_head",
    "a chain that begins with entries": f"INSERT INTO audit_head VALUES ('NEW', 3, '{'0' * 64}')",
    "a history row without entry": "INSERT INTO accounts_historicaltrust "
    f"(id, name, history_date, history_type, entry_id, key) VALUES (1, 'x', '2026-01-01', '+', '{'1' * 32}', '')",
}


def answer(statement):
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return "went through"


def write():
    events.declare("test.changed", "changed something", touches=CHANGED)
    school = new_school()
    with action("test.changed", actor=None, chain="trust", reason="Because"):
        school.save()
        open_chain("BRK")
    with action("test.changed", actor=7, chain="BRK"):
        school.duty_name = "Devi Duty"
        school.save()


def tell():
    call_command("migrate", verbosity=0)
    connection.close()
    shutil.copy(settings.DATABASES["default"]["NAME"], f"{settings.DATABASES['default']['NAME']}.migrated")
    write()
    told = {
        "database": settings.DATABASES["default"]["ENGINE"],
        "missing": guards.missing(),
        "refused": {name: answer(statement) for name, statement in REFUSED.items()},
        "problems": [str(problem) for problem in problems()],
        "sizes": dict(Head.objects.values_list("chain", "size")),
    }
    with guards_off():
        answer("UPDATE accounts_historicalschool SET duty_name = 'Devi Duti' WHERE duty_name = 'Devi Duty'")
        told["missing with the guards off"] = len(guards.missing())
    told["problems after tampering"] = [problem.place for problem in problems()]
    guards.remove()
    call_command("migrate", verbosity=0)
    told["missing after migrate"] = guards.missing()
    told["entries"] = Entry.objects.count()
    json.dump(told, sys.stdout)


tell()
