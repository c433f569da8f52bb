"""Outside `audit` no code reaches past the guarded managers, asks the time, or speaks SQL."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ["accounts", "agencies", "checklist", "decisions", "design_system", "oversight", "talentum_share"]
FILES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
FORBIDDEN = {
    "_base_manager", "_raw_delete", "save_base", "save_without_historical_record", "skip_history_when_saving",
    "bulk_create", "bulk_update", "bulk_create_with_history", "bulk_update_with_history", "bulk_history_create",
    "_history_date", "_history_user", "_change_reason", "cursor", "stop_at",
}  # fmt: skip
CALLS = {"QuerySet", "timezone.now", "datetime.now", "datetime.today", "date.today", "time.time"}
CALLS_WITHOUT_ARGUMENT = {"timezone.localtime", "timezone.localdate", "localtime", "localdate"}


def called(node):
    """`owner.name` or `name` of a call, however long the way to it."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    owner = getattr(node.func, "value", None)
    return f"{getattr(owner, 'id', getattr(owner, 'attr', ''))}.{getattr(node.func, 'attr', '')}"


def reaches_past(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in FORBIDDEN:
                yield f"{node.lineno}: {name}"
        elif isinstance(node, ast.Call):
            name = called(node)
            if name in CALLS or (name in CALLS_WITHOUT_ARGUMENT and not node.args):
                yield f"{node.lineno}: {name}()"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_way_past_the_guards(path):
    assert list(reaches_past(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    ["School._base_manager.update(name='x')", "QuerySet(School).delete()", "connection.cursor()", "timezone.now()",
     "datetime.date.today()", "timezone.localtime()", "user.skip_history_when_saving"],
)  # fmt: skip
def test_it_would_be_seen(source):
    assert list(reaches_past(source))
