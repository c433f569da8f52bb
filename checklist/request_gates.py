"""What whoever asked for information may be told, and when (the policy's closing sentence; rules, section 6).

Pure functions over plain values, like `checklist.gates`. That we have the request may always be said: it gives nothing
away. That we answered is said once something has gone to somebody who is checked; that we refused, once it is decided.
"""

from dataclasses import dataclass

from checklist.gates import BLOCK, REQUEST_PAGE, Finding
from checklist.sharing_gates import DISCLOSURE_PAGE

ACKNOWLEDGED, ANSWERED, REFUSED = "acknowledged", "answered", "refused"

UNCHECKED = Finding(
    "REPLY.UNCHECKED", 6, BLOCK, "Check the person who asked on a number you found yourself.", REQUEST_PAGE
)
NOTHING_SHARED = Finding("REPLY.NOT_SHARED", 6, BLOCK, "Record first what was shared.", DISCLOSURE_PAGE)
UNDECIDED = Finding(
    "REPLY.UNDECIDED", 6, BLOCK, "Ask for a decision first: a refusal is decided like a sharing.", DISCLOSURE_PAGE
)
DECIDED_OTHERWISE = Finding(
    "REPLY.APPROVED", 6, BLOCK, "Sharing is approved: take it back first if it is to be refused.", DISCLOSURE_PAGE
)


@dataclass(frozen=True)
class Replying:
    """What is known when somebody tells whoever asked something.

    `is_checked` and `check_failed` are what ringing back has shown, neither before anybody was reached. `has_gone` says
    that something was shared; `nothing_goes` that nothing will be, or nothing more: it was rejected, given up, or is
    shared already. `is_approved` says that sharing is approved and has not happened.
    """

    is_checked: bool = False
    check_failed: bool = False
    has_gone: bool = False
    nothing_goes: bool = False
    is_approved: bool = False


def told_too_early(replying):
    """What cannot be said yet: {kind of reply: findings}, each kind with at least one finding. Nothing shuts ACKNOWLEDGED."""
    answered = [
        *([] if replying.is_checked else [UNCHECKED]),
        *([] if replying.has_gone else [NOTHING_SHARED]),
    ]
    may_refuse = replying.nothing_goes or replying.check_failed
    refused = [] if may_refuse else [DECIDED_OTHERWISE if replying.is_approved else UNDECIDED]
    return {kind: found for kind, found in ((ANSWERED, answered), (REFUSED, refused)) if found}
