"""What each action writes, inside the open audit action and on the locked row."""

from dataclasses import dataclass

from decisions.models import Decision
from decisions.permissions import position_of
from decisions.routing import route
from decisions.workflow import table


@dataclass(frozen=True)
class Ruling:
    """An approver's words: the reason (2.9); on a reject also how the child is looked after instead (2.1)."""

    reason: str
    instead: str = ""
    would_change: str = ""


def save(work, _action, data):
    """Write one page of the draft."""
    return data.write(work)


def submit(work, _action, _data):
    """Ask for a decision: the seat is computed and stored with its reason."""
    disclosure = work.disclosure
    given = route(disclosure, writing=work.actor)
    disclosure.seat, disclosure.seat_rule = given.seat, given.rule
    disclosure.submitted_at = work.at
    work.act.facts["seat"], work.act.facts["rule"] = str(given.seat), str(given.rule)
    return True


def decide(work, action, ruling):
    """Write the decision, in the capacity of the moment; an approval or a rejection stands from now on."""
    disclosure = work.disclosure
    decision = Decision(
        school=disclosure.school,
        disclosure=disclosure,
        outcome=action.outcome,
        by=work.actor,
        at=work.at,
        capacity=work.act.capacity,
        position=position_of(work.actor, work.act.capacity, disclosure.school),
        version=disclosure.version,
        reason=ruling.reason,
        instead=ruling.instead,
        would_change=ruling.would_change,
    )
    decision.save()
    disclosure.standing_decision = None if action is table.RETURN else decision
    work.act.facts["decided_version"] = disclosure.version
    return True


WRITERS = {
    table.SAVE.name: save,
    table.SUBMIT.name: submit,
    **{action.name: decide for action in table.DECISIONS},
}
