"""Where a disclosure goes for its decision: ordered rules, the first that fits gives the seat (rules, section 5).

In force now are rule 2, as far as it speaks of the author, of contributors and of whoever is named, and rules 3 to 7.
Who holds the seat is computed on every reading by `queries.with_approver`.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.models import Appointment
from accounts.roles import Role
from agencies.models import AgencyCategory
from checklist.derived import Q3, Q4, Q6, Q8, Derived
from checklist.facts import LEGITIMATE, NOT_SURE, RECOGNISED, YES
from decisions.enums import RoutingRule, Seat
from decisions.facts import Content
from decisions.judged import plainly
from decisions.models import Contributor
from decisions.queries import request_of

# Whatever goes to one of these is the adviser's, whoever began it.
HEADTEACHERS = (RoutingRule.NOT_SURE, RoutingRule.ORDINARY)
UNSURE = {Q3, Q4, Q6, Q8}
ADVISERS_RECIPIENTS = (AgencyCategory.PRESS, AgencyCategory.RESEARCH, AgencyCategory.COMMERCIAL)


@dataclass(frozen=True)
class Route:
    """The seat that decides and the rule that gave it."""

    seat: Seat
    rule: RoutingRule


def route(disclosure, writing=None, content=None) -> Route:
    """Who is to decide, by the first rule that fits (4.2; rules, section 5). What was referred or reassigned stays so.

    Once a second view of its rejection has been asked for, it stays with the adviser, also when it comes back mended.
    `writing` is somebody who is about to become a contributor in the same action; `content` what was read of it before.
    """
    if disclosure.assigned_to_id is not None:
        return Route(Seat(disclosure.seat), RoutingRule(disclosure.seat_rule))
    if disclosure.second_view_at is not None:
        return Route(Seat.ADVISER, RoutingRule.SECOND_VIEW)
    content = content or Content(disclosure)
    rule = _of_headteacher(disclosure, writing, content) or _of_content(disclosure, content)
    return Route(Seat.HEADTEACHER if rule in HEADTEACHERS else Seat.ADVISER, rule)


def _of_headteacher(disclosure, writing, content):
    """Rule 2: the headteacher wrote or edited it, or somebody in it has their name."""
    wrote = Q(user__in=Contributor.objects.filter(disclosure=disclosure).values("user"))
    if writing is not None:
        wrote |= Q(user=writing.pk)
    heads = Appointment.objects.current().filter(role=Role.HEADTEACHER, school=disclosure.school_id)
    wrote_it = ExpressionWrapper(wrote, BooleanField())
    in_post = list(heads.annotate(wrote_it=wrote_it).values_list("user__name", "wrote_it"))
    if any(wrote_it for _name, wrote_it in in_post):
        return RoutingRule.HEADTEACHER_WROTE
    named = {plainly(person.name) for person in content.people}
    return RoutingRule.HEADTEACHER_IN_IT if any(plainly(name) in named for name, _wrote in in_post) else None


def _of_content(disclosure, content):
    """Rules 3 to 7, from the answers, the recipients and what is settled."""
    known = Derived(content.facts())
    if known.refused_without_duty:
        return RoutingRule.REFUSED
    if _is_for_the_adviser(disclosure, content):
        return RoutingRule.ASKED_BY
    against_harm = known.duty and known.effective(Q8) == YES
    if against_harm or known.doubt or known.basis in {RECOGNISED, LEGITIMATE}:
        return RoutingRule.LAW
    if any(answer.value == NOT_SURE for question, _, answer in content.asked() if answer and question.code in UNSURE):
        return RoutingRule.NOT_SURE
    return RoutingRule.ORDINARY


def _is_for_the_adviser(disclosure, content):
    """Rule 4: asked for by an organisation whose requests the trust gives to the adviser, or by somebody who stands on
    no list, so that nobody knows what they are; or going to press, research or a business.
    """
    request = request_of(disclosure)
    if request is not None and (request.agency is None or request.agency.category in settings.ADVISER_CATEGORIES):
        return True
    return any(recipient.agency.category in ADVISERS_RECIPIENTS for recipient in content.recipients)
