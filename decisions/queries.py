"""Which disclosures a person may see, and which wait for them. Loading through here is the access check."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.appointments import holds, schools_of
from accounts.models import Appointment, School
from accounts.roles import WRITING_ROLES, Role
from decisions.enums import Seat, Stage
from decisions.models import Contributor, Disclosure

LEADING_ROLES = (Role.HEADTEACHER, Role.SAFEGUARDING_LEAD)


def own(user) -> QuerySet[Disclosure]:
    """Disclosures that a person wrote or edited, at schools for which they still hold a writing appointment."""
    written = Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk)
    working = Appointment.objects.current().filter(
        Q(school=OuterRef("school")) | Q(school__isnull=True), user=user.pk, role__in=WRITING_ROLES
    )
    return Disclosure.objects.filter(Exists(written), Exists(working))


def visible_to(user) -> QuerySet[Disclosure]:
    """The disclosures that a person may open (architecture, section 4).

    Contributors see their own. A headteacher and a safeguarding lead see their school's, an adviser all of them,
    once submitted: a draft is read by its contributors only, or a headteacher could watch a complaint about
    themselves being typed. Trustees and administrators see none here.
    """
    written = Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk)
    current = Appointment.objects.current().filter(user=user.pk)
    at_school = Q(school=OuterRef("school"))
    works_here = Exists(current.filter(at_school | Q(school__isnull=True), role__in=WRITING_ROLES))
    leads_here = Exists(current.filter(at_school, role__in=LEADING_ROLES))
    advises = Exists(current.filter(role=Role.ADVISER))
    return Disclosure.objects.filter(
        (Exists(written) & works_here) | (~Q(stage=Stage.DRAFT) & (leads_here | advises))
    ).select_related("school", "author", "standing_decision")


def _first_eligible(role, **where):
    """The first holder of a role, by seniority of appointment, who wrote nothing of the disclosure."""
    contributors = Contributor.objects.filter(disclosure=OuterRef(OuterRef("pk"))).values("user")
    holders = Appointment.objects.current().filter(role=role, **where).exclude(user__in=contributors)
    return Subquery(holders.order_by("since", "pk").values("user")[:1])


def with_approver(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate `approver_id`: the one person who may decide now, or None where nobody is eligible.

    The headteacher's seat goes to the headteacher; where none is eligible, and for the adviser's seat, to the first
    eligible adviser (rules, section 5). It is computed on every reading, so it never goes stale when somebody
    leaves or is appointed.
    """
    return disclosures.annotate(
        approver_id=Case(
            When(seat=Seat.HEADTEACHER, then=_holder_of(Seat.HEADTEACHER)),
            When(seat=Seat.ADVISER, then=_holder_of(Seat.ADVISER)),
            default=None,
        )
    )


def next_approver(disclosure, seat):
    """The id of whoever would decide from that seat, before the disclosure has one; None where nobody is eligible."""
    would = Disclosure.objects.filter(pk=disclosure.pk).annotate(would_decide=_holder_of(seat))
    return would.values_list("would_decide", flat=True).get()


def _holder_of(seat):
    adviser = _first_eligible(Role.ADVISER)
    if seat == Seat.ADVISER:
        return adviser
    return Coalesce(_first_eligible(Role.HEADTEACHER, school=OuterRef("school")), adviser)


def awaiting_decision_by(user) -> QuerySet[Disclosure]:
    """What waits for this person's decision, longest waiting first."""
    waiting = with_approver(visible_to(user)).filter(stage=Stage.AWAITING, approver_id=user.pk)
    return waiting.order_by("submitted_at", "pk")


def open_for_others(user) -> QuerySet[Disclosure]:
    """What this person may read that is returned, or waits for somebody else, longest waiting first."""
    others = with_approver(visible_to(user)).filter(stage__in=[Stage.AWAITING, Stage.RETURNED])
    not_mine = Q(stage=Stage.RETURNED) | Q(approver_id__isnull=True) | ~Q(approver_id=user.pk)
    return others.filter(not_mine).order_by("submitted_at", "pk")


def decided(user) -> QuerySet[Disclosure]:
    """What this person may read that is decided, the latest first."""
    found = with_approver(visible_to(user)).filter(standing_decision__isnull=False)
    return found.order_by("-changed_at", "-pk")


def written_by(user) -> QuerySet[Disclosure]:
    """A person's own disclosures, last changed first."""
    return with_approver(own(user)).select_related("school", "author").order_by("-changed_at", "-pk")


def earlier_than(disclosures, last):
    """The rows that come after `last` in a list by latest change: the next page."""
    return disclosures.filter(Q(changed_at__lt=last.changed_at) | Q(changed_at=last.changed_at, pk__lt=last.pk))


def writing_schools(user) -> QuerySet[School]:
    """Schools for which a person may start a disclosure: those that they work for; an adviser, every school."""
    if holds(user, Role.ADVISER):
        return School.objects.all()
    return School.objects.filter(pk__in=schools_of(user, WRITING_ROLES))
