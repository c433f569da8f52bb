"""Where a disclosure goes for its decision: ordered rules, the first that fits gives the seat (rules, section 5).

In force now are rule 2, as far as it speaks of the author and contributors, and rule 7. Who holds the seat is
computed on every reading by `queries.with_approver`.
"""

from dataclasses import dataclass

from accounts.models import Appointment
from accounts.roles import Role
from decisions.enums import RoutingRule, Seat
from decisions.models import Contributor


@dataclass(frozen=True)
class Route:
    """The seat that decides and the rule that gave it."""

    seat: Seat
    rule: RoutingRule


def route(disclosure, writing=None) -> Route:
    """Who is to decide: the adviser where the headteacher wrote or edited it, otherwise the headteacher (4.2).

    Once a second view of its rejection has been asked for, it stays with the adviser, also when it comes back mended.
    `writing` is somebody who is about to become a contributor in the same action.
    """
    if disclosure.second_view_at is not None:
        return Route(Seat.ADVISER, RoutingRule.SECOND_VIEW)
    heads = Appointment.objects.current().filter(role=Role.HEADTEACHER, school=disclosure.school_id)
    contributors = set(Contributor.objects.filter(disclosure=disclosure).values_list("user", flat=True))
    if writing is not None:
        contributors.add(writing.pk)
    if heads.filter(user__in=contributors).exists():
        return Route(Seat.ADVISER, RoutingRule.HEADTEACHER_WROTE)
    return Route(Seat.HEADTEACHER, RoutingRule.ORDINARY)
