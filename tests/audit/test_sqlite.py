"""The same refusals on SQLite, which the other tests do not use: one story in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What sqlite_story.py tells."""
    folder = tmp_path_factory.mktemp("sqlite")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "PYTHONPATH": str(HERE.parents[1]),
        "VAR_DIR": str(folder),
    }
    ran = subprocess.run(
        [sys.executable, HERE / "sqlite_story.py"], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


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
