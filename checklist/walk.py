"""The way of one disclosure through the flowchart: every turn from the facts, every stop from the findings (4.3, 2.9).

Pure, like the gates: a route says what the answers indicate, and decides nothing. It reaches F12, the decision, exactly
when the gate of approval is open (rules, section 7, point 2), because both read the same findings.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from checklist.derived import Q1, Q2, Q3, Q4, Q5, Q6, Q8, Derived
from checklist.facts import NO, NOT_SAFE, NOT_SURE, TELL_ONLY, YES
from checklist.findings import WARN
from checklist.flowchart import (
    E1,
    E2,
    F0,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F7A,
    F8,
    F9,
    F10,
    F11,
    F12,
    F13,
    F14,
    F15,
    F16,
    F17,
    R1,
    STOP,
    TURN,
)

# What a stop comes to, the worst first.
DO_NOT_SHARE, REFUSE, CHECK_BACK = "do-not-share", "refuse", "check-back"
ASK_THEM, ASK_APPROVER, MEND = "ask-them", "ask-approver", "mend"
OUTCOMES = (DO_NOT_SHARE, ASK_THEM, ASK_APPROVER, MEND)
_OF_REQUESTS = {"no": REFUSE, "not-sure": CHECK_BACK}
_NOT_TO_BE_SHARED = {"Q9.NOTHING", "Q9.NONELEFT", "Q8.HARM", "X4.HARM", "X13.RECIPIENT"}
_FOR_THE_APPROVER = {"Q2.CONDITION", "X4.ADVISER", "X4.OVERRIDE", "X6.ADVISER", "X7.ADVISER"}
_PLACES = {"PURPOSE": F2, "Q9.NOTHING": F2, "RECIPIENT": F11, "REQ.UNCLEAR": F11, "X13.RECIPIENT": F11}

# How a decision goes against the route: it was rejected where the route reached the decision, or approved over something
# that spoke against it.
REJECTED_ALL_THE_SAME, OVERRULED = "rejected", "overruled"
_OVERRULED = {"X4.OVERRIDE", "Q8.HARM", "X7.ADVISER"}
APPROVED, ACKNOWLEDGED, AGAINST, LOOKED_AT = "approved", "acknowledged", "against", "looked-at"


class Because(NamedTuple):
    """The answer that made a turn: the question's code, whom it is about, and its value; empty where it is unanswered."""

    question: str
    about: str | None
    value: str


class Step(NamedTuple):
    """A node on the way and the turn that was taken there; empty where the way stands."""

    node: str
    turn: str = ""
    because: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Route:
    """The way so far. `outcome` is what a stop comes to, empty where nothing stopped it; `stops` are the findings there:
    (code, whom it is about).
    """

    steps: tuple[Step, ...]
    outcome: str = ""
    stops: tuple[tuple[str, str | None], ...] = ()

    @property
    def here(self):
        """The node at which the way stands."""
        return self.steps[-1].node

    @property
    def is_at_the_decision(self):
        """Whether nothing stopped it before the decision."""
        return self.here == F12

    def plain(self):
        """The same as lists and texts, to be kept."""
        steps = [[*step[:2], [list(why) for why in step.because]] for step in self.steps]
        return {"steps": steps, "outcome": self.outcome, "stops": [list(stop) for stop in self.stops]}

    @classmethod
    def from_plain(cls, kept):
        """A route that was kept by `plain`."""
        steps = [Step(node, turn, tuple(Because(*why) for why in because)) for node, turn, because in kept["steps"]]
        return cls(tuple(steps), kept["outcome"], tuple(tuple(stop) for stop in kept["stops"]))


@dataclass(frozen=True)
class Life:
    """What has happened since the decision: its kind, whether the plan is signed, and what followed."""

    decision: str = ""
    is_signed: bool = False
    has_gone: bool = False
    is_closed: bool = False


def route_of(facts, findings, gone_first=""):
    """The way of these facts, with what the gate of approval found in them.

    What has left already (`gone_first`: on what ground) took the way of danger: it is recorded, and looked at afterwards.
    Unanswered takes the way of "not sure", never that of "no".
    """
    if gone_first:
        first = Step(F1, "yes", (Because("", None, gone_first),))
        return Route((first, Step(E1, "shared"), Step(E2)))
    known, stops = Derived.of(facts), _stops(findings)
    steps, node = [], F1
    while node in _TURNS:
        turn, because = _TURNS[node](known)
        turn = STOP if node in stops and node != R1 else turn
        steps.append(Step(node, turn, because))
        target = TURN[node, turn].target
        if target == F17:
            return _stopped(steps, stops[node])
        node = target
    return Route((*steps, Step(node)))


def after_decision(life):
    """The way from the decision on, for a disclosure that has one."""
    if life.decision == AGAINST:
        return (Step(F12, "otherwise"), Step(F17))
    ways = {
        F12: life.decision,
        E2: "looked-at",
        F13: "signed" if life.is_signed or life.has_gone else "",
        F14: "shared" if life.has_gone else "",
        F15: "yes" if life.is_closed else "",
        F16: "closed" if life.is_closed else "",
    }
    steps, node = [], E2 if life.decision == LOOKED_AT else F12
    while node:
        steps.append(Step(node, ways[node]))
        node = TURN[node, ways[node]].target if ways[node] else ""
    return tuple(steps)


def departure(decision, findings):
    """How a decision goes against what the route indicates; empty where it follows it (2.9).

    `findings` are those of the gate of approval when it was taken. Its reason is the decision's own.
    """
    if decision == AGAINST:
        return "" if any(one.severity != WARN for one in findings) else REJECTED_ALL_THE_SAME
    return OVERRULED if any(one.severity == WARN and one.code in _OVERRULED for one in findings) else ""


def _stops(findings):
    found = defaultdict(list)
    for one in findings:
        if one.severity != WARN:
            found[_place(one.code, one.question is None)].append(one)
    return found


@lru_cache(maxsize=200)
def _place(code, is_of_no_question):
    """The node at which a finding stops the way: by part of the policy, and whoever asked at R1."""
    if code in _PLACES:
        return _PLACES[code]
    if code == "Q12.UNVERIFIED" and is_of_no_question:
        return R1
    if code.startswith("X8."):
        return F3
    number = int(code[1:].partition(".")[0]) if code[0] == "Q" else 0
    return F9 if number < 9 else F10 if number < 12 else F11


def _stopped(steps, found):
    last = steps[-1]
    worst = min((_outcome(one.code) for one in found), key=OUTCOMES.index, default=MEND)
    stops = tuple((one.code, one.about) for one in found)
    return Route(tuple(steps), _OF_REQUESTS[last.turn] if last.node == R1 else worst, stops)


def _outcome(code):
    if code in _NOT_TO_BE_SHARED:
        return DO_NOT_SHARE
    if code == "Q3.NOTHELD":
        return ASK_THEM
    is_theirs = code in _FOR_THE_APPROVER or code.endswith(".UNSURE") or code.startswith(("BASIS.", "X8."))
    return ASK_APPROVER if is_theirs else MEND


# ---------------------------------------------------------------- the turns


def _plain(turn):
    return lambda _known: (turn, ())


def _ours(known):
    return "ours" if known.facts.asked is None else "requested", ()


def _who_asked(known):
    asked = known.facts.asked
    if known.nothing_to_share:
        return "nothing", ()
    return "yes" if asked.is_checked else "no" if asked.check_failed else "not-sure", ()


def _identified(known):
    because = (Because(Q5, None, known.facts.nobody_identifiable),) if known.facts.nobody_identifiable else ()
    if not known.anonymous:
        return "somebody", because
    return "nobody" if known.why_settled(Q8) else "weigh-harm", because


def _of_one(code):
    """A turn by the one answer that holds."""

    def turn(known):
        value = known.effective(code)
        because = () if code in known.facts.gone else (Because(code, None, value),)
        return value if value in {YES, NO} else NOT_SURE, because

    return turn


def _duty(known):
    because = () if Q4 in known.facts.gone else (Because(Q4, None, known.effective(Q4)),)
    return "duty" if known.duty else "no-duty", because


def _consent(known):
    asked = () if Q1 in known.facts.gone else known.about
    because = tuple(Because(Q1, one.key, known.given(Q1, one.key)) for one in asked)
    return "covered" if known.covered else "not-covered", because


def _asking(known):
    """Each person whose consent is not valid apart; whoever is "not sure" may perhaps be asked."""
    if Q6 in known.facts.gone:
        return "ask", ()
    because = tuple(Because(Q6, one.key, known.effective(Q6, one.key)) for one in known.about if not known.valid(one))
    is_asked = any(why.value not in {TELL_ONLY, NOT_SAFE} for why in because)
    return "ask" if is_asked else "do-not-ask", because


_TURNS = {
    F1: _plain("no"),
    F0: _ours,
    R1: _who_asked,
    F2: _plain("yes"),
    F3: _identified,
    F4: _of_one(Q2),
    F5: _duty,
    F6: _consent,
    F7: _asking,
    F7A: _of_one(Q3),
    F8: _of_one(Q8),
    F9: _plain("named"),
    F10: _plain("enough"),
    F11: _plain("right"),
}
