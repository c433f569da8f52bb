"""Where a disclosure goes for its decision: ordered rules, the first that fits gives the seat (rules, section 5).

Of rule 2 all holds but recusal, which is not there yet.
Who holds the seat is computed on every reading by `queries.with_approver`.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q

from accounts.models import Appointment
from accounts.prepared import rows
from accounts.roles import Role
from agencies.models import AgencyCategory
from audit import clock
from checklist.derived import Q3, Q4, Q6, Q8, Derived
from checklist.facts import LEGITIMATE, NOT_SURE, RECOGNISED, YES
from decisions.colleagues import barred_from
from decisions.enums import Belongs, RoutingRule, Seat
from decisions.facts import Content
from decisions.judged import plainly
from decisions.models import Contributor
from decisions.queries import request_of

# Whatever goes to one of these is the adviser's, whoever began it.
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
    rule = _of_schools(disclosure, content)
    rule = rule or _of_headteacher(disclosure, writing, content) or _of_content(disclosure, content)
    if rule == RoutingRule.NOT_SURE:
        return Route(Seat(disclosure.trust.unsure_goes_to), rule)
    return Route(Seat.HEADTEACHER if rule == RoutingRule.ORDINARY else Seat.ADVISER, rule)


def _of_schools(disclosure, content):
    """Rule 1: those it is about belong to more than one of our schools, or none of them to any. Nobody has said otherwise
    of whoever it is silent about, so they belong to the disclosure's own; "not known" is neither.
    """
    belong = {person.belongs for person in content.about}
    others = {person.attends_id for person in content.about if person.belongs == Belongs.OURS}
    is_ours_alone = others <= {disclosure.school_id} and belong != {Belongs.NONE}
    return None if is_ours_alone else RoutingRule.SCHOOLS


def _of_headteacher(disclosure, writing, content):
    """Rule 2: the headteacher wrote or edited it, comes into it, or somebody in it has their name."""
    asked = (disclosure.pk, disclosure.school_id, writing and writing.pk)
    in_post = rows(_headteachers, asked, clock.today())
    if any(wrote_it for _name, wrote_it, _close in in_post):
        return RoutingRule.HEADTEACHER_WROTE
    if any(is_close for _name, _wrote, is_close in in_post):
        return RoutingRule.HEADTEACHER_CLOSE
    named = {plainly(person.name) for person in content.people}
    return RoutingRule.HEADTEACHER_IN_IT if any(plainly(name) in named for name, *_ in in_post) else None


def _headteachers(of, school, writing, _today):
    """Today's headteachers of a school: their name, whether they wrote the disclosure `of`, and whether they come into it."""
    wrote = Q(user__in=Contributor.objects.filter(disclosure=of).values("user"))
    if writing is not None:
        wrote |= Q(user=writing)
    heads = Appointment.objects.current().filter(role=Role.HEADTEACHER, school=school)
    wrote_it, close = ExpressionWrapper(wrote, BooleanField()), barred_from(of, OuterRef("user"))
    return heads.annotate(wrote_it=wrote_it, close=close).values_list("user__name", "wrote_it", "close")


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
    if request is not None and (
        request.agency is None or request.agency.category in disclosure.trust.adviser_categories
    ):
        return True
    return any(recipient.agency.category in ADVISERS_RECIPIENTS for recipient in content.recipients)
