"""The life of a disclosure as a page of documentation, written from the table of actions."""

from decisions.enums import Stage
from decisions.workflow.table import TABLE

HEAD = """# Stages of a disclosure

Written by `manage.py stages` from `decisions/workflow/table.py`; `make check` refuses a stale copy. Every action runs in
one audit action, on the locked row, with the version that was read; `start` begins a draft.

| action | from | to | who | gate | event |
|---|---|---|---|---|---|
"""


def document():
    """The whole of docs/stages.md: the table, and the same as a diagram."""
    rows = "".join(_row(action) for action in TABLE.values())
    arrows = "".join(_arrows(action) for action in TABLE.values())
    return f"{HEAD}{rows}\n```mermaid\nstateDiagram-v2\n    [*] --> {_name(Stage.DRAFT)}: start\n{arrows}```\n"


def _ordered(stages):
    return [stage for stage in Stage if stage in stages]


def _row(action):
    before = ", ".join(stage.label.lower() for stage in _ordered(action.from_stages))
    after = action.to.label.lower() if action.to else "same"
    return f"| {action.name} | {before} | {after} | {action.who_in_words} | {action.gate_in_words} | {action.event} |\n"


def _arrows(action):
    return "".join(
        f"    {_name(stage)} --> {_name(action.to or stage)}: {action.name}\n" for stage in _ordered(action.from_stages)
    )


def _name(stage):
    return stage.value.replace("-", "_")
