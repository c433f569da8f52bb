"""Who decides, moved by people: referred to the adviser, given to somebody by an adviser, or put off."""

import datetime
from dataclasses import dataclass

from accounts.roles import Role
from decisions.enums import RoutingRule, Seat
from decisions.queries import next_adviser, who_may_decide
from decisions.workflow.saves import NoSuchRow, changed


def possible_approvers(disclosure):
    """The ids of everybody to whom an adviser may give it: its school's headteachers and every adviser, if eligible."""
    return who_may_decide(disclosure, Role.HEADTEACHER), who_may_decide(disclosure, Role.ADVISER)


def _give(work, user, seat, rule):
    disclosure = work.disclosure
    disclosure.assigned_to_id, disclosure.seat, disclosure.seat_rule = user, seat, rule
    work.act.facts |= {"seat": str(seat), "rule": str(rule), "to": user}
    return True


@dataclass(frozen=True)
class Refer:
    """The assigned approver gives it to the adviser's seat; an adviser to the next in it (rules, section 6)."""

    note: str = ""

    def write(self, work):
        held = next_adviser(work.disclosure)
        if held is None:
            raise NoSuchRow
        return _give(work, held.user_id, Seat.ADVISER, RoutingRule.REFERRED)


@dataclass(frozen=True)
class Reassign:
    """An adviser gives it to somebody who may decide it."""

    to: object
    note: str = ""

    def write(self, work):
        heads, advisers = possible_approvers(work.disclosure)
        if self.to.pk not in heads | advisers:
            raise NoSuchRow
        seat = Seat.HEADTEACHER if self.to.pk in heads else Seat.ADVISER
        return _give(work, self.to.pk, seat, RoutingRule.REASSIGNED)


@dataclass(frozen=True)
class Defer:
    """Put off: what is awaited, and until which day it is looked at again."""

    until: datetime.date
    note: str = ""

    def write(self, work):
        work.act.facts["until"] = self.until.isoformat()
        return changed(work.disclosure, {"deferred_until": self.until}) or bool(self.note)
