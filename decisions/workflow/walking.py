"""Keeping the way through the flowchart as it stands at submission and at a decision (2.9, 4.3)."""

from checklist import walk
from checklist.gates import g2
from decisions.enums import Outcome

DECISIONS = {
    Outcome.APPROVED: walk.APPROVED,
    Outcome.ACKNOWLEDGED: walk.ACKNOWLEDGED,
    Outcome.RATIFIED: walk.LOOKED_AT,
    Outcome.RATIFIED_LEARNING: walk.LOOKED_AT,
    Outcome.REJECTED: walk.AGAINST,
    Outcome.NOT_RATIFIED: walk.AGAINST,
}


def departure_of(outcome, findings):
    """How this decision would go against the way that the flowchart indicates; empty where it follows it.

    A return decides neither for nor against sharing.
    """
    return walk.departure(DECISIONS[outcome], findings) if outcome in DECISIONS else ""


def route_now(content, findings=None):
    """The way that the answers indicate now; `findings` are those of the gate of approval, where somebody has them.

    What left before a decision took the way of danger: nothing is judged for it.
    """
    if content.disclosure.shared_first_at:
        first = next((one.ground for one in content.sharings if one.ground), "")
        if first:
            return walk.route_of(None, (), first)
    facts = content.facts()
    return walk.route_of(facts, g2(facts) if findings is None else findings)


def keep_at_submission(work):
    """Write the way as it stands into the disclosure that is being submitted; earlier ones stay in its history."""
    route = route_now(work.content)
    work.disclosure.submitted_way = route.plain()
    work.act.facts["route"] = route.here


def keep_with(work, decision):
    """Write the way as it stands into a decision that is being taken, and whether it departs from it."""
    findings = g2(work.content.facts())
    route = route_now(work.content, findings)
    decision.way, decision.departure = route.plain(), departure_of(decision.outcome, findings)
    work.act.facts["route"] = route.here
    if decision.departure:
        work.act.facts["departure"] = decision.departure
