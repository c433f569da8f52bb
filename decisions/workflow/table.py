"""The life of a disclosure as one table: action -> from, to, who, ready, audit event (rules, section 6).

The buttons, the refusals, `docs/stages.md` and the test matrix all read it. `perform` is the only code that writes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from checklist import gates
from decisions import permissions
from decisions.enums import Outcome, Stage


@dataclass(frozen=True)
class Action:
    """One thing that may be done to a disclosure.

    `to` is None where the stage stays. `who` raises NotPermitted or answers in what capacity. `gate` is the list of
    findings that must hold no block. `contributes` makes whoever does it a contributor, who can never decide.
    """

    name: str
    label: str
    from_stages: frozenset[Stage]
    to: Stage | None
    who: Callable
    who_in_words: str
    event: str
    gate: Callable | None = None
    gate_in_words: str = ""
    contributes: bool = False
    outcome: Outcome | None = None


WRITABLE = frozenset({Stage.DRAFT, Stage.RETURNED})
WAITING = frozenset({Stage.AWAITING})

SAVE = Action(
    name="save",
    label="Save",
    from_stages=WRITABLE,
    to=None,
    who=permissions.check_write,
    who_in_words="author or contributor",
    event="disclosure.saved",
    contributes=True,
)
SUBMIT = Action(
    name="submit",
    label="Submit for decision",
    from_stages=WRITABLE,
    to=Stage.AWAITING,
    who=permissions.check_submit,
    who_in_words="author",
    gate=gates.g1,
    gate_in_words="G1",
    event="disclosure.submitted",
    contributes=True,
)
APPROVE = Action(
    name="approve",
    label="Approve",
    from_stages=WAITING,
    to=Stage.APPROVED,
    who=permissions.check_decide,
    who_in_words="assigned approver",
    gate=gates.g2,
    gate_in_words="G2",
    event="disclosure.approved",
    outcome=Outcome.APPROVED,
)
RETURN = Action(
    name="return",
    label="Return with defects",
    from_stages=WAITING,
    to=Stage.RETURNED,
    who=permissions.check_decide,
    who_in_words="assigned approver",
    event="disclosure.returned",
    outcome=Outcome.RETURNED,
)
REJECT = Action(
    name="reject",
    label="Reject",
    from_stages=WAITING,
    to=Stage.REJECTED,
    who=permissions.check_decide,
    who_in_words="assigned approver",
    event="disclosure.rejected",
    outcome=Outcome.REJECTED,
)

# In the order in which the decision page offers them: never "do not share" first (screens, principle 3).
TABLE = {action.name: action for action in (SAVE, SUBMIT, APPROVE, RETURN, REJECT)}
DECISIONS = (APPROVE, RETURN, REJECT)
