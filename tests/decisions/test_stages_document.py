"""docs/stages.md says what the table of actions says."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from decisions.presenters import stages
from decisions.workflow.table import TABLE

KEPT = settings.BASE_DIR / "docs" / "stages.md"


def test_the_page_is_fresh():
    assert KEPT.read_text("utf-8") == stages.document()
    call_command("stages", "--check")


def test_every_action_is_told_with_its_stages_person_gate_and_event():
    rows = [line for line in stages.document().splitlines() if line.startswith("| ") and "| action " not in line]
    assert [row.split("|")[1].strip() for row in rows] == list(TABLE)
    assert rows[list(TABLE).index("approve")] == (
        "| approve | awaiting decision | approved | assigned approver | G2 | disclosure.approved |"
    )
    assert rows[0].startswith("| save | draft, returned, shared first | same | author or contributor |  |")


def test_every_arrow_is_drawn():
    arrows = [line.strip() for line in stages.document().splitlines() if "-->" in line]
    assert arrows[0] == "[*] --> draft: start"
    assert len(arrows) == 1 + sum(stage != after for action in TABLE.values() for stage, after in action.stages.items())
    assert "returned --> awaiting_decision: submit" in arrows


@pytest.fixture
def elsewhere(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs" / "stages.md"


def test_a_stale_or_missing_page_is_told_and_written_anew(elsewhere):
    for stale in (None, "", stages.document() + " "):
        if stale is not None:
            elsewhere.write_text(stale, "utf-8")
        with pytest.raises(CommandError, match="stale"):
            call_command("stages", "--check")
    call_command("stages")
    assert elsewhere.read_text("utf-8") == stages.document()
    call_command("stages", "--check")
