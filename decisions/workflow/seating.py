"""Giving a disclosure the seat that decides it, with the rule that gave it, and counting what is left to settle."""

import logging

from django.db import transaction

from decisions.enums import RoutingRule, Seat
from decisions.queries import WAITING_STAGES
from decisions.readiness import count_findings
from decisions.routing import Route, route

log = logging.getLogger(__name__)
UNREAD = Route(Seat.ADVISER, RoutingRule.UNREAD)


def give_seat(work):
    """Compute the seat anew and store it with its reason; the time from which an approver has to look begins."""
    _store(work, route(work.disclosure, work.actor, work.content))
    work.disclosure.submitted_at = work.at


def give_seat_at_once(work):
    """The same in an emergency, whatever becomes of the computing: a fault in it gives the adviser's seat (rules,
    section 0: nothing stops a sharing that cannot wait).
    """
    _store(work, _whatever_happens(route, work.disclosure, work.actor, work.content) or UNREAD)
    work.disclosure.submitted_at = work.at


def count_at_once(disclosure, content):
    """Count what is left to settle of what was shared first; where the judging fails, nothing is counted."""
    _whatever_happens(count_findings, disclosure, content)


def _whatever_happens(judge, *arguments):
    """What it answers; None where it fails, which is logged, without the fault's own words: they may name people."""
    try:
        with transaction.atomic():  # a statement that fails takes nothing else with it
            return judge(*arguments)
    except Exception:  # whatever it is, what was shared in an emergency is recorded
        log.exception("%s failed on what was shared first", judge.__name__)
        return None


def _store(work, given):
    disclosure = work.disclosure
    disclosure.seat, disclosure.seat_rule = given.seat, given.rule
    work.act.facts["seat"], work.act.facts["rule"] = str(given.seat), str(given.rule)


def move_seat(work):
    """Where it waits for somebody already, look again who that is: a new contributor may not decide what they write, nor
    somebody who comes into it now.

    The time from which it waits stays, and so does what has been decided.
    """
    disclosure = work.disclosure
    if disclosure.stage in WAITING_STAGES:
        _store(work, route(disclosure, content=work.content))
