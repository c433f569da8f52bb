"""The same refusals on SQLite, which the other tests do not use: one story, and every attempt, in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit.attempts import ATTEMPTS
from tests.audit.test_attempts import FOUND_LATER, IN_AN_ENTRY
from tests.project.tree import ROOT

HERE = Path(__file__).parent
LATER, UNREADABLE = "found by verify_audit", "verify_audit cannot read it"
# What PostgreSQL refuses and SQLite does not, each with what is left of it; docs/evidence.md has the same table.
NOT_REFUSED = {
    "outside: a data migration": LATER,
    "plain SQL: UPDATE of a live row": LATER,
    "plain SQL: INSERT of a live row": LATER,
    "plain SQL: an entry whose head does not follow": LATER,
    "plain SQL: DROP TABLE": UNREADABLE,
    "plain SQL: a column dropped": UNREADABLE,
    "SQLite: a trigger dropped, an entry changed": LATER,
    "SQLite: a trigger replaced by an empty one": LATER,
    "SQLite: triggers dropped, a row changed, triggers put back": LATER,
    "SQLite: a history row of no entry, foreign keys off": LATER,
    "SQLite: INSERT OR REPLACE of a live row": LATER,
    "SQLite: a live row changed and changed back": "changes nothing",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sqlite")


@pytest.fixture(scope="module")
def told(folder):
    """What sqlite_story.py tells."""
    return ran("sqlite_story.py", folder)


@pytest.fixture(scope="module")
def outcomes(told, folder):
    """What sqlite_attempts.py tells, on the file that the story migrated."""
    return ran("sqlite_attempts.py", folder)


def ran(script, folder):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "PYTHONPATH": str(HERE.parents[1]),
        "VAR_DIR": str(folder),
    }
    done = subprocess.run([sys.executable, HERE / script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_trigger_is_installed_and_comes_back(told):
    assert told["database"] == "django.db.backends.sqlite3"
    assert told["missing"] == told["missing after migrate"] == []
    assert told["missing with the guards off"] > 50


def test_plain_sql_is_refused(told):
    refused = told["refused"]
    assert refused.pop("a history row without entry") == "FOREIGN KEY constraint failed"
    assert {name: text for name, text in refused.items() if not text.startswith("audit: ")} == {}


def test_the_record_holds_until_a_byte_is_changed(told):
    assert told["problems"] == []
    assert told["sizes"] == {"trust": 1, "BRK": 1}
    assert told["entries"] == 2
    assert told["problems after tampering"] == ["accounts_historicalschool:2", "accounts_school:1"]


def test_no_attempt_is_lost_in_silence(outcomes):
    """Refused, told by an entry, or found by the verifier; what PostgreSQL refuses and SQLite does not is known by name."""
    allowed = (
        dict.fromkeys(IN_AN_ENTRY, "allowed, with its entry")
        | {"alone: populate_history": "changes nothing"}
        | dict.fromkeys(FOUND_LATER, LATER)
        | NOT_REFUSED
    )
    here = {name: outcome for name, outcome in outcomes.items() if not outcome.startswith("refused by ")}
    assert here == allowed
    assert len(outcomes) == len(ATTEMPTS)


def test_what_does_not_hold_here_is_said_in_the_documents():
    page = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    assert [name for name in NOT_REFUSED if f"| {name} |" not in page] == []
