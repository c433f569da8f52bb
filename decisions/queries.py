"""Which disclosures a person may see, and which wait for them. Loading through here is the access check."""

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.appointments import holds, schools_of
from accounts.models import Appointment, School, User
from accounts.roles import WRITING_ROLES, Role
from decisions.enums import Outcome, Seat, Stage
from decisions.models import Contributor, Decision, Disclosure, Incident, SharingRecord

WAITING_STAGES = (Stage.SHARED_FIRST, Stage.AWAITING)
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
    once submitted or shared first: a draft is read by its contributors only, also when it is withdrawn, or a headteacher
    could watch a complaint about themselves being typed. Trustees and administrators see none here.
    """
    written = Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk)
    current = Appointment.objects.current().filter(user=user.pk)
    at_school = Q(school=OuterRef("school"))
    works_here = Exists(current.filter(at_school | Q(school__isnull=True), role__in=WRITING_ROLES))
    leads_here = Exists(current.filter(at_school, role__in=LEADING_ROLES))
    advises = Exists(current.filter(role=Role.ADVISER))
    return Disclosure.objects.filter(
        (Exists(written) & works_here) | (Q(submitted_at__isnull=False) & (leads_here | advises))
    ).select_related("school", "author", "standing_decision")


def _first_eligible(role, rejections, **where):
    """The first holder of a role, by seniority of appointment, who wrote nothing of the disclosure.

    Nor may it be somebody who took one of these rejections of it: after that it comes back for a second view only. And
    nobody ratifies what they shared: whoever recorded a sharing of it has no part in its review.
    """
    contributors = Contributor.objects.filter(disclosure=OuterRef(OuterRef("pk"))).values("user")
    rejecters = rejections.filter(disclosure=OuterRef(OuterRef("pk"))).values("by")
    sharers = SharingRecord.objects.filter(disclosure=OuterRef(OuterRef("pk")), disclosure__stage=Stage.SHARED_FIRST)
    sharers = sharers.values("recorded_by")
    holders = Appointment.objects.current().filter(role=role, **where)
    holders = holders.exclude(user__in=contributors).exclude(user__in=rejecters).exclude(user__in=sharers)
    return Subquery(holders.order_by("since", "pk").values("user")[:1])


def with_approver(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate `approver_id`: the one person who may decide now, or None where nobody is eligible.

    The headteacher's seat goes to the headteacher; where none is eligible, and for the adviser's seat, to the first
    eligible adviser (rules, section 5). It is computed on every reading, so it never goes stale when somebody
    leaves or is appointed. Whoever rejected it stays its approver while that stands.
    """
    gone = Decision.objects.filter(outcome=Outcome.REJECTED).exclude(disclosure__standing_decision=F("pk"))
    return disclosures.annotate(
        approver_id=Case(
            When(seat=Seat.HEADTEACHER, then=_holder_of(Seat.HEADTEACHER, gone)),
            When(seat=Seat.ADVISER, then=_holder_of(Seat.ADVISER, gone)),
            default=None,
        )
    )


def next_approver(disclosure, seat):
    """The id of whoever would decide from that seat, before the disclosure has one; None where nobody is eligible."""
    rejections = Decision.objects.filter(outcome=Outcome.REJECTED)
    would = Disclosure.objects.filter(pk=disclosure.pk).annotate(would_decide=_holder_of(seat, rejections))
    return would.values_list("would_decide", flat=True).get()


def _holder_of(seat, rejections):
    adviser = _first_eligible(Role.ADVISER, rejections)
    if seat == Seat.ADVISER:
        return adviser
    return Coalesce(_first_eligible(Role.HEADTEACHER, rejections, school=OuterRef("school")), adviser)


def awaiting_decision_by(user) -> QuerySet[Disclosure]:
    """What waits for this person's decision, what was shared first before all else, then longest waiting."""
    waiting = with_approver(visible_to(user)).filter(stage__in=WAITING_STAGES, approver_id=user.pk)
    return _emergencies_first(waiting)


def _emergencies_first(disclosures):
    """What was shared first stands before everything else; within each, what has been there longest."""
    return disclosures.order_by(Case(When(stage=Stage.SHARED_FIRST, then=0), default=1), "submitted_at", "pk")


def shared_first_to_look_at(user) -> QuerySet[Disclosure]:
    """What left before a decision and nobody has looked at: for whoever decides it, the school's safeguarding leads and
    every adviser. Annotated with `shared_by` (the name) and `left_at`, of the sharing that was recorded last.
    """
    current = Appointment.objects.current().filter(user=user.pk)
    leads = Exists(current.filter(role=Role.SAFEGUARDING_LEAD, school=OuterRef("school")))
    advises = Exists(current.filter(role=Role.ADVISER))
    shared = SharingRecord.objects.filter(disclosure=OuterRef("pk")).exclude(ground="").order_by("-pk")
    found = with_approver(visible_to(user)).filter(stage=Stage.SHARED_FIRST)
    return (
        found.filter(Q(approver_id=user.pk) | leads | advises)
        .annotate(
            shared_by=Subquery(shared.values("recorded_by__name")[:1]), left_at=Subquery(shared.values("left_at")[:1])
        )
        .order_by("submitted_at", "pk")
    )


def open_for_others(user) -> QuerySet[Disclosure]:
    """What this person may read that is returned, or waits for somebody else, longest waiting first."""
    others = with_approver(visible_to(user)).filter(stage__in=[*WAITING_STAGES, Stage.RETURNED])
    not_mine = Q(stage=Stage.RETURNED) | Q(approver_id__isnull=True) | ~Q(approver_id=user.pk)
    return _emergencies_first(others.filter(not_mine))


def decided(user) -> QuerySet[Disclosure]:
    """What this person may read that is decided or withdrawn, the latest first."""
    ended = Q(standing_decision__isnull=False) | Q(stage=Stage.WITHDRAWN)
    found = with_approver(visible_to(user)).filter(ended)
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


def writers_for(school) -> QuerySet[User]:
    """The colleagues who may write for a school, by name: an active account with a writing appointment there."""
    works_there = Appointment.objects.current().filter(
        Q(school=school) | Q(school__isnull=True), user=OuterRef("pk"), role__in=WRITING_ROLES
    )
    return User.objects.filter(Exists(works_there), is_service=False).order_by("name", "pk")


def open_to_hand_over(user) -> QuerySet[Disclosure]:
    """What a person may find on the page that hands over: what they may read, and for an adviser every draft.

    A draft is not read there: its page shows reference, school, author and age.
    """
    readable = Q(pk__in=visible_to(user).values("pk"))
    if holds(user, Role.ADVISER):
        readable |= Q(submitted_at__isnull=True)
    return Disclosure.objects.filter(readable).select_related("school", "author", "standing_decision")


def drafts_of_others(user) -> QuerySet[Disclosure]:
    """For an adviser, every draft that they do not write: that it exists, and no more (rules, section 6).

    Those whose author no longer works there come first, then the oldest. Whether `user` is one, is asked before.
    """
    written = Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk)
    drafts = with_author_left(Disclosure.objects.filter(~Exists(written), stage=Stage.DRAFT), user)
    return drafts.select_related("school", "author").order_by("-author_left", "started_at", "pk")


def with_author_left(disclosures: QuerySet[Disclosure], user) -> QuerySet[Disclosure]:
    """Annotate `author_left`: its author holds no writing appointment for its school any more; and `may_hand_over`:
    `user` leads the school or advises, and did not write it.
    """
    current = Appointment.objects.current()
    here = Q(school=OuterRef("school")) | Q(school__isnull=True)
    works = Exists(current.filter(here, user=OuterRef("author"), role__in=WRITING_ROLES))
    leads = Exists(current.filter(here, user=user.pk, role__in=[Role.HEADTEACHER, Role.ADVISER]))
    written = Exists(Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk))
    return disclosures.annotate(
        author_left=~works,
        may_hand_over=ExpressionWrapper(Q(leads) & ~Q(written), output_field=BooleanField()),
    )


def open_incidents(user) -> QuerySet[Incident]:
    """For an adviser, every incident that is open, the oldest first; none for anybody else."""
    if not holds(user, Role.ADVISER):
        return Incident.objects.none()
    return (
        Incident.objects.filter(ended_at__isnull=True)
        .select_related("disclosure__school")
        .order_by("reported_at", "pk")
    )


def approved_and_unsent() -> QuerySet[Disclosure]:
    """What is approved and has not been shared: the clock looks whether its days have run out."""
    approved = Disclosure.objects.filter(stage=Stage.APPROVED, sharings__isnull=True)
    return approved.select_related("school", "standing_decision").order_by("pk")
