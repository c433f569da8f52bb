"""Every attempt to change an audited row past the audit, with the rights of the web process: none is lost in silence."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import SynchronousOnlyOperation
from django.db import Error, connection, transaction

from accounts.models import Appointment
from audit import clock
from audit.action import action
from audit.models import Entry
from audit.refusals import AuditRefusal
from audit.testing import as_application
from audit.verify import problems
from tests.audit.attempts import ATTEMPTS, Ground, nothing_is_left_open

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated_database"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles; its triggers: test_sqlite.py"),
]
# What is allowed, with its change in an entry; and what only the verifier can see.
IN_AN_ENTRY = {
    "alone: the setting that turns history off",
    "alone: update_fields with another change in memory",
    "alone: a savepoint undone",
    "alone: an older row saved again",
    "alone: plain SQL, then save()",
}
FOUND_LATER = {"plain SQL: an entry without the audit key": "it was not written with the trust's audit key"}
WITHOUT_EFFECT = {"alone: populate_history", "alone: clean_duplicate_history", "alone: clean_old_history"}
TOLD = {}


@pytest.fixture
def ground(school, user):
    with action("test.changed", actor=user, chain="trust", reason="A new colleague"):
        appointment = Appointment(user=user, role="staff", school=school, position="Form tutor", since=clock.today())
        appointment.save()
    connection.check_constraints()
    return Ground(school, user, appointment)


@pytest.fixture(scope="module", autouse=True)
def _table():
    """Writes the table of attempts with their outcomes where ATTEMPTS names a file."""
    yield
    if place := os.environ.get("ATTEMPTS"):
        lines = [f"| {name} | {outcome} |" for name, outcome in TOLD.items()]
        Path(place).write_text("\n".join(["| attempt | outcome |", "|---|---|", *lines, ""]), "utf-8")


def everything():
    """All that the attempts could change, as it stands."""
    tables = ["accounts_school", "accounts_user", "accounts_appointment", "accounts_historicalschool",
              "accounts_historicaluser", "accounts_historicalappointment", "audit_entry", "audit_note", "audit_head"]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT to_jsonb(t)::text FROM {table} t" for table in tables))
        return sorted(row for (row,) in cursor.fetchall())


PYTHON = (AuditRefusal, SynchronousOnlyOperation)
DATABASE = {
    "permission denied": "the rights of the web process",
    "must be owner": "the rights of the web process",
    "audit: ": "a trigger",
    "violates foreign key": "a foreign key",
}


def tried(attempt, ground):
    """(who refused it, what was said), or ("", "") where it went through to the commit.

    Any other error is the attempt's own fault and fails the test.
    """
    undo = transaction.savepoint()
    try:
        return _go_through(attempt, ground)
    except PYTHON as error:
        told = "Python", str(error)
    except Error as error:
        late = ", at the commit" if isinstance(error, AtTheCommit) else ""
        told = next(who for words, who in DATABASE.items() if words in str(error)) + late, str(error)
    transaction.savepoint_rollback(undo)
    return told


def _go_through(attempt, ground):
    with as_application():
        attempt(ground)
        try:
            connection.check_constraints()
        except Error as error:
            raise AtTheCommit(str(error)) from error
    return "", ""


class AtTheCommit(Error):
    """What the database says when the transaction is to end."""


@pytest.mark.parametrize("name", ATTEMPTS)
def test_no_attempt_is_lost_in_silence(ground, name):
    before, entries = everything(), Entry.objects.count()
    who, said = tried(ATTEMPTS[name], ground)
    assert nothing_is_left_open()
    after = everything()
    if who:
        assert after == before
        assert "Brook" not in said.partition("DETAIL")[0]
        TOLD[name] = f"refused by {who}"
    elif name in WITHOUT_EFFECT:
        assert after == before
        TOLD[name] = "changes nothing"
    elif name in FOUND_LATER:
        assert FOUND_LATER[name] in {problem.what for problem in problems()}
        TOLD[name] = "found by verify_audit"
    else:
        assert name in IN_AN_ENTRY, "it went through"
        assert Entry.objects.count() > entries
        assert list(problems()) == []
        TOLD[name] = "allowed, with its entry"


def test_there_are_enough_of_them():
    assert len(ATTEMPTS) >= 90
