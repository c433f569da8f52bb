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
    before = ", ".join(stage.label.lower() for stage in _ordered(action.stages))
    return f"| {action.name} | {before} | {_after(action)} | {action.who_in_words} | {action.gate_in_words} | {action.event} |\n"


def _after(action):
    """The stage that follows, in words; each change of its own where it depends on where one comes from."""
    moves = {stage: after for stage, after in action.stages.items() if stage != after}
    if not moves:
        return "same"
    if len(set(action.stages.values())) == 1:
        return next(iter(moves.values())).label.lower()
    told = [f"{stage.label.lower()} to {after.label.lower()}" for stage, after in moves.items()]
    return "; ".join([*told, "else same"])


def _arrows(action):
    return "".join(
        f"    {_name(stage)} --> {_name(action.stages[stage])}: {action.name}\n"
        for stage in _ordered(action.stages)
        if action.stages[stage] != stage
    )


def _name(stage):
    return stage.value.replace("-", "_")
