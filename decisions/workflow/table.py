"""The life of a disclosure as one table: action -> from, to, who, ready, audit event (rules, section 6).

The buttons, the refusals, `docs/stages.md` and the test matrix all read it. `perform` is the only code that writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decisions import permissions, readiness
from decisions.enums import Outcome, Stage


@dataclass(frozen=True)
class Action:
    """One thing that may be done to a disclosure.

    `stages` maps each stage in which it may be done to the stage that follows (the same one where it stays). `who`
    raises NotPermitted or answers in what capacity. `gate` takes the locked disclosure and what was sent, and answers
    with findings, of which none may block; where it `spares_author`, it is not asked of the author. `contributes` makes
    whoever does it a contributor, who can never decide. `voids` ends a standing decision, and the plan's signatures,
    before anything else is written. `tells_the_past` is what has happened in any case: it is recorded whichever version
    was read. Every action makes a new version: whoever has an older one open is told so when they send it.
    """

    name: str
    label: str
    stages: Mapping[Stage, Stage]
    who: Callable
    who_in_words: str
    event: str
    gate: Callable | None = None
    gate_in_words: str = ""
    spares_author: bool = False
    contributes: bool = False
    voids: bool = False
    tells_the_past: bool = False
    outcome: Outcome | None = None


def stays(*stages):
    """An action that leaves the stage as it is."""
    return {stage: stage for stage in stages}


def leads_to(after, *stages):
    """An action after which the stage is `after`."""
    return dict.fromkeys(stages, after)


D, A, R = Stage.DRAFT, Stage.AWAITING, Stage.RETURNED
P, X, W, L = Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN, Stage.LAPSED
F, S, C = Stage.SHARED_FIRST, Stage.SHARED, Stage.CLOSED

AUTHORS, EITHER, APPROVER = "author or contributor", "author, contributor or assigned approver", "assigned approver"

SAVE = Action("save", "Save", stays(D, R, F), permissions.check_write, AUTHORS, "disclosure.saved", contributes=True)
INVITE = Action(
    "invite", "Ask a colleague to help", stays(D, R, F), permissions.check_write, AUTHORS, "disclosure.invited"
)
SUBMIT = Action(
    "submit",
    "Submit for decision",
    leads_to(A, D, R, L),
    permissions.check_author,
    "author",
    "disclosure.submitted",
    gate=readiness.to_submit,
    gate_in_words="G1",
    contributes=True,
    voids=True,
)
TAKE_BACK = Action(
    "take-back",
    "Take back",
    leads_to(R, A, P),
    permissions.check_take_back,
    "author; when approved also the assigned approver",
    "disclosure.taken-back",
    gate=readiness.to_take_back,
    gate_in_words="no duty of the author\u2019s own, unless the author does it",
    spares_author=True,
    voids=True,
)
WITHDRAW = Action(
    "withdraw",
    "Withdraw",
    leads_to(W, D, A, R, P, L),
    permissions.check_author,
    "author",
    "disclosure.withdrawn",
    voids=True,
)
SHARE_FIRST = Action(
    "share-first",
    "Record what was shared",
    leads_to(F, D, A, R, P, X, W, L),
    permissions.check_read,
    "whoever may read it in full",
    "disclosure.shared-first",
    tells_the_past=True,
    contributes=True,
    voids=True,
)
SETTLE = Action(
    "settle",
    "Settle what is open",
    stays(A, F),
    permissions.check_decide,
    APPROVER,
    "disclosure.settled",
)
ADVISE = Action(
    "advise",
    "Save the adviser\u2019s part",
    stays(A, P, F, S),
    permissions.check_advise,
    "an adviser who did not write it",
    "disclosure.advised",
)
REFER = Action(
    "refer",
    "Refer to the Data Protection Adviser",
    stays(A, P, F, S),
    permissions.check_decide,
    APPROVER,
    "disclosure.referred",
    gate=readiness.to_refer,
    gate_in_words="an adviser is free to decide",
)
DEFER = Action("defer", "Defer", stays(A), permissions.check_decide, APPROVER, "disclosure.deferred")
REASSIGN = Action(
    "reassign",
    "Give it to somebody else to decide",
    stays(A, R, P, X, W, L, F, S, C),
    permissions.check_reassign,
    "an adviser who may read it",
    "disclosure.reassigned",
)
ACKNOWLEDGE = Action(
    "acknowledge",
    "Acknowledge",
    leads_to(P, A),
    permissions.check_decide,
    APPROVER,
    "disclosure.acknowledged",
    gate=readiness.to_acknowledge,
    gate_in_words="a duty of the author\u2019s own",
    outcome=Outcome.ACKNOWLEDGED,
)
APPROVE = Action(
    "approve",
    "Approve",
    leads_to(P, A),
    permissions.check_decide,
    APPROVER,
    "disclosure.approved",
    gate=readiness.to_approve,
    gate_in_words="G2",
    outcome=Outcome.APPROVED,
)
RETURN = Action(
    "return",
    "Return with defects",
    leads_to(R, A),
    permissions.check_decide,
    APPROVER,
    "disclosure.returned",
    gate=readiness.to_send_away,
    gate_in_words="no duty of the author\u2019s own",
    outcome=Outcome.RETURNED,
)
REJECT = Action(
    "reject",
    "Reject",
    leads_to(X, A),
    permissions.check_decide,
    APPROVER,
    "disclosure.rejected",
    gate=readiness.to_send_away,
    gate_in_words="no duty of the author\u2019s own",
    outcome=Outcome.REJECTED,
)
SECOND_VIEW = Action(
    "second-view",
    "Ask for a second view",
    leads_to(A, X),
    permissions.check_second_view,
    "author, once",
    "disclosure.second-view-asked",
    voids=True,
)
RATIFY = Action(
    "ratify",
    "Ratify",
    leads_to(S, F),
    permissions.check_decide,
    APPROVER,
    "disclosure.ratified",
    gate=readiness.to_approve,
    gate_in_words="G2",
    outcome=Outcome.RATIFIED,
)
RATIFY_LEARNING = Action(
    "ratify-learning",
    "Ratify, with something to learn",
    leads_to(S, F),
    permissions.check_decide,
    APPROVER,
    "disclosure.ratified-learning",
    outcome=Outcome.RATIFIED_LEARNING,
)
NOT_RATIFY = Action(
    "not-ratify",
    "Do not ratify",
    leads_to(S, F),
    permissions.check_decide,
    APPROVER,
    "disclosure.not-ratified",
    outcome=Outcome.NOT_RATIFIED,
)
HAND_OVER = Action(
    "hand-over",
    "Hand over to another author",
    stays(*Stage),
    permissions.check_hand_over,
    "adviser; headteacher (not a draft)",
    "disclosure.handed-over",
)
PLAN = Action("plan", "Save the plan", stays(P, F, S), permissions.check_either, EITHER, "disclosure.planned")
SIGN = Action(
    "sign",
    "Sign the plan",
    stays(P, F, S),
    permissions.check_either,
    EITHER,
    "disclosure.plan-signed",
    gate=readiness.to_sign,
    gate_in_words="plan complete",
)
STEP_DONE = Action(
    "step-done", "Say what was done", stays(P, F, S), permissions.check_either, EITHER, "disclosure.step-done"
)
SHARE = Action(
    "share",
    "Record the sharing",
    {P: S, S: S},
    permissions.check_either,
    EITHER,
    "disclosure.shared",
    gate=readiness.to_share,
    gate_in_words="G3",
)
RECORD_GONE = Action(
    "record-gone",
    "Record what has already gone",
    {P: S, F: F, S: S, C: S, L: S},
    permissions.check_either,
    EITHER,
    "disclosure.gone-recorded",
    gate=readiness.to_record_gone,
    gate_in_words="something has left",
    tells_the_past=True,
)
ANSWERED = Action(
    "record-answer",
    "Record a receipt or an answer",
    stays(F, S, C),
    permissions.check_either,
    EITHER,
    "disclosure.answer-recorded",
)
AFTER = Action(
    "after",
    "Save the questions after sharing",
    stays(F, S, C),
    permissions.check_either,
    EITHER,
    "disclosure.after-saved",
    gate=readiness.to_answer_after,
    gate_in_words="closed: only who is looked at again",
)
REPORT = Action(
    "report-incident",
    "Report that something went wrong",
    {F: F, S: S, C: S},
    permissions.check_read,
    "whoever may read it in full",
    "disclosure.incident-reported",
    tells_the_past=True,
)
END_INCIDENT = Action(
    "end-incident",
    "End the incident",
    stays(F, S),
    permissions.check_end_incident,
    "an adviser who sent none of it",
    "disclosure.incident-ended",
)
CHECK_RECIPIENT = Action(
    "check-recipient",
    "Check who receives it, and how",
    stays(P, S),
    permissions.check_either,
    EITHER,
    "disclosure.recipient-checked",
)
CONSENT_WITHDRAWN = Action(
    "consent-withdrawn",
    "Record that consent was withdrawn",
    stays(A, R, P, X, W, L, F, S, C),
    permissions.check_either,
    EITHER,
    "disclosure.consent-withdrawn",
    tells_the_past=True,
)
CLOSE = Action(
    "close",
    "Close",
    leads_to(C, S),
    permissions.check_either,
    EITHER,
    "disclosure.closed",
    gate=readiness.to_close,
    gate_in_words="G4",
)
WRITE_TO_REQUESTER = Action(
    "write-to-requester",
    "Record what we told them",
    stays(*Stage),
    permissions.check_write_to_requester,
    f"{EITHER}, where somebody asked",
    "disclosure.requester-told",
    gate=readiness.to_write_to_requester,
    gate_in_words="checked and decided, for all but that we have it",
    tells_the_past=True,
)
CHECK_REQUESTER = Action(
    "check-requester",
    "Record how whoever asked was checked",
    stays(A, P, X, F, S),
    permissions.check_write_to_requester,
    f"{EITHER}, where somebody asked",
    "disclosure.requester-checked",
)
SAME_PERSON = Action(
    "same-person",
    "Say who is the same person",
    stays(A, R, P, X, W, L, F, S, C),
    permissions.check_join,
    "an adviser who may read it",
    "disclosure.same-person",
)
LAPSE = Action(
    "lapse",
    "Lapse",
    leads_to(L, P),
    permissions.check_clock,
    "the clock",
    "disclosure.lapsed",
    gate=readiness.to_send_away,
    gate_in_words="no duty of the author\u2019s own",
)

# In the order in which a page offers them: never "do not share" first (screens, principle 3).
TABLE = {
    action.name: action
    for action in (
        SAVE, INVITE, SUBMIT, TAKE_BACK, SHARE_FIRST, SETTLE, ADVISE, APPROVE, ACKNOWLEDGE, RETURN, REFER, DEFER,
        REJECT, SECOND_VIEW, RATIFY, RATIFY_LEARNING, NOT_RATIFY, PLAN, SIGN, STEP_DONE, CONSENT_WITHDRAWN,
        CHECK_RECIPIENT, SHARE, RECORD_GONE, ANSWERED, AFTER, REPORT, END_INCIDENT, CLOSE, CHECK_REQUESTER,
        WRITE_TO_REQUESTER, HAND_OVER, REASSIGN, SAME_PERSON, WITHDRAW, LAPSE,
    )
}  # fmt: skip
DECISIONS = (APPROVE, ACKNOWLEDGE, RETURN, REJECT)
REVIEWS = (RATIFY, RATIFY_LEARNING, NOT_RATIFY)
