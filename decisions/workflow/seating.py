"""Giving a disclosure the seat that decides it, with the rule that gave it."""

from decisions.enums import Stage
from decisions.routing import route

UNDECIDED = (Stage.AWAITING, Stage.SHARED_FIRST)


def give_seat(work):
    """Compute the seat anew and store it with its reason; the time from which an approver has to look begins."""
    disclosure = work.disclosure
    given = route(disclosure, work.actor, work.content)
    disclosure.seat, disclosure.seat_rule = given.seat, given.rule
    disclosure.submitted_at = work.at
    work.act.facts["seat"], work.act.facts["rule"] = str(given.seat), str(given.rule)


def move_seat(work):
    """Where it waits for somebody already, look again who that is: a new contributor may not decide what they write.

    The time from which it waits stays, and so does what has been decided.
    """
    disclosure = work.disclosure
    if disclosure.stage in UNDECIDED:
        given = route(disclosure, content=work.content)
        disclosure.seat, disclosure.seat_rule = given.seat, given.rule
        work.act.facts["seat"], work.act.facts["rule"] = str(given.seat), str(given.rule)
