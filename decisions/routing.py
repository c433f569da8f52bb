"""Where a disclosure goes for its decision: ordered rules, the first that fits gives the seat (rules, section 5).

In force now are rule 2, as far as it speaks of the author and contributors, rule 4 and rule 7. Who holds the seat is
computed on every reading by `queries.with_approver`.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from accounts.models import Appointment
from accounts.roles import Role
from agencies.models import AgencyCategory
from decisions.enums import RoutingRule, Seat
from decisions.facts import Content
from decisions.models import Contributor
from decisions.queries import request_of

# Whatever goes to one of these is the adviser's, whoever began it.
ADVISERS_RECIPIENTS = (AgencyCategory.PRESS, AgencyCategory.RESEARCH, AgencyCategory.COMMERCIAL)


@dataclass(frozen=True)
class Route:
    """The seat that decides and the rule that gave it."""

    seat: Seat
    rule: RoutingRule


def route(disclosure, writing=None, content=None) -> Route:
    """Who is to decide: the adviser where the headteacher wrote or edited it, or for whom it is, otherwise the
    headteacher (4.2).

    Once a second view of its rejection has been asked for, it stays with the adviser, also when it comes back mended.
    `writing` is somebody who is about to become a contributor in the same action; `content` what was read of it before.
    """
    if disclosure.second_view_at is not None:
        return Route(Seat.ADVISER, RoutingRule.SECOND_VIEW)
    heads = Appointment.objects.current().filter(role=Role.HEADTEACHER, school=disclosure.school_id)
    wrote = Q(user__in=Contributor.objects.filter(disclosure=disclosure).values("user"))
    if writing is not None:
        wrote |= Q(user=writing.pk)
    if heads.filter(wrote).exists():
        return Route(Seat.ADVISER, RoutingRule.HEADTEACHER_WROTE)
    if _is_for_the_adviser(disclosure, content or Content(disclosure)):
        return Route(Seat.ADVISER, RoutingRule.ASKED_BY)
    return Route(Seat.HEADTEACHER, RoutingRule.ORDINARY)


def _is_for_the_adviser(disclosure, content):
    """Rule 4: asked for by an organisation whose requests the trust gives to the adviser, or by somebody who stands on
    no list, so that nobody knows what they are; or going to press, research or a business.
    """
    request = request_of(disclosure)
    if request is not None and (request.agency is None or request.agency.category in settings.ADVISER_CATEGORIES):
        return True
    return any(recipient.agency.category in ADVISERS_RECIPIENTS for recipient in content.recipients)
