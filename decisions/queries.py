"""Which disclosures a person may see, and which wait for them. Loading through here is the access check."""

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.lookups import Exact

from accounts.appointments import holds, schools_of
from accounts.models import Appointment, School, User
from accounts.prepared import rows
from accounts.roles import APPROVING_ROLES, WRITING_ROLES, Role
from agencies.trust_settings import kept_settings
from audit import clock
from decisions import colleagues
from decisions.enums import CheckResult, Origin, Outcome, ReplyKind, Seat, Stage
from decisions.models import (
    Contributor,
    Decision,
    Disclosure,
    Incident,
    IncomingRequest,
    Reply,
    SharingRecord,
)

WAITING_STAGES = (Stage.SHARED_FIRST, Stage.AWAITING)
ENDED_STAGES = (Stage.REJECTED, Stage.CLOSED, Stage.LAPSED, Stage.WITHDRAWN)
LEADING_ROLES = (Role.HEADTEACHER, Role.SAFEGUARDING_LEAD)


def own(user) -> QuerySet[Disclosure]:
    """Disclosures that a person wrote or edited, at schools for which they still hold a writing appointment, and that do
    not complain about them.
    """
    written = Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk)
    working = Appointment.objects.current().filter(
        Q(school=OuterRef("school")) | Q(school__isnull=True), user=user.pk, role__in=WRITING_ROLES
    )
    return Disclosure.objects.filter(Exists(written), Exists(working), ~_complains_about(user))


def _complains_about(user, of="pk"):
    return colleagues.complained_about(OuterRef(of), user.pk)


def visible_to(user) -> QuerySet[Disclosure]:
    """The disclosures that a person may open (architecture, section 4).

    Contributors see their own. A headteacher and a safeguarding lead see their school's, an adviser all of them,
    once submitted or shared first: a draft is read by its contributors only, also when it is withdrawn, or a headteacher
    could watch a complaint about themselves being typed. Trustees and administrators see none here. Nobody sees one that
    complains about them; and nobody sees one as head, lead or adviser in which they are named themselves.
    """
    written = Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk)
    current = Appointment.objects.current().filter(user=user.pk)
    at_school = Q(school=OuterRef("school"))
    works_here = Exists(current.filter(at_school | Q(school__isnull=True), role__in=WRITING_ROLES))
    leads_here = Exists(current.filter(at_school, role__in=LEADING_ROLES))
    advises = Exists(current.filter(role=Role.ADVISER))
    not_named = ~colleagues.named_in(OuterRef("pk"), user.pk)
    return Disclosure.objects.filter(
        (Exists(written) & works_here) | (Q(submitted_at__isnull=False) & (leads_here | advises) & not_named),
        ~_complains_about(user),
    ).select_related("school", "author", "standing_decision")


def _eligible(of, rejections, holding, assigned=None) -> QuerySet[Appointment]:
    """Who holds the role that `holding` asks for and wrote nothing of the disclosure `of`: first to whom it is `assigned`,
    then headteachers before advisers, each by seniority of appointment.

    Nor may it be somebody who is in it themselves, or from whom something in it comes (`colleagues`), or who took one of these rejections of it: after that it comes back for a second view only. And
    nobody ratifies what they shared: whoever recorded a sharing of it, or is named as having sent it, has no part in its
    review.
    """
    contributors = Contributor.objects.filter(disclosure=of).values("user")
    rejecters = rejections.filter(disclosure=of).values("by")
    at_once = SharingRecord.objects.filter(disclosure=of, disclosure__stage=Stage.SHARED_FIRST)
    holders = Appointment.objects.current().filter(holding)
    holders = holders.exclude(user__in=contributors).exclude(user__in=rejecters)
    holders = holders.exclude(user__in=colleagues.close_to(of)).exclude(user__in=colleagues.sources_of(of))
    holders = holders.exclude(user__in=at_once.values("recorded_by"))
    holders = holders.exclude(Exists(colleagues.named_as_sender(at_once, OuterRef("user__name"))))
    assigned_first = Value(1) if assigned is None else Case(When(user=assigned, then=0), default=1)
    holders = holders.annotate(place=assigned_first)
    return holders.order_by("place", Case(When(role=Role.HEADTEACHER, then=0), default=1), "since", "pk")


def with_all_of_its_page(user) -> QuerySet[Disclosure]:
    """Every disclosure, with what a page of one needs of it: whether `user` ever wrote or edited it (`has_written`), how
    they come into it themselves (`closeness`), what somebody asked of us, what the adviser filled in, and what the trust
    has set (`kept_settings`).

    Not the access check: whoever loads one asks `Standing.reads`, with the appointments that were read for the page.
    """
    written = Exists(Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk))
    related = (
        "school",
        "author",
        "standing_decision__by",
        "request__agency",
        "request__checked_by",
        "adviser_note__by",
    )
    found = Disclosure.objects.annotate(has_written=written, kept_settings=kept_settings())
    return found.annotate(**closeness(OuterRef("pk"), user)).select_related(*related)


def on_its_page(user, reference) -> Disclosure | None:
    """The one of that reference with all of its page; None where there is none."""
    found = rows(_of_reference, (user.pk, user.name, reference))
    return found[0] if found else None


def _of_reference(user, name, reference):
    return with_all_of_its_page(User(pk=user, name=name)).filter(reference=reference)


def held_with_part(user, name, of, school, standing_decision, assigned_to, seat, today):
    """What somebody holds `today` at a disclosure's school or for the whole trust, the longest in post first; and with each
    row whether they wrote it (`wrote`), who may decide it from `seat` (`approver`; None where there is no seat), and how they
    come into it themselves.

    All but the last two are what it says of the person and the disclosure, so that the statement is kept (`prepared`).
    """
    first = _first_for(of, school, standing_decision, assigned_to, seat, today) if seat else None
    approver = Value(None) if first is None else Subquery(first.values("user")[:1])
    wrote = Exists(Contributor.objects.filter(disclosure=of, user=user))
    known = {"wrote": wrote, "approver": ExpressionWrapper(approver, BigIntegerField())}
    known |= closeness(of, User(pk=user, name=name))
    held = Appointment.objects.current(today).filter(Q(school=school) | Q(school__isnull=True), user=user)
    return held.annotate(**known).values("role", "position", *known)


def closeness(of, user):
    """What to annotate so that `closeness_in` can say how `user` comes into a disclosure themselves."""
    return {
        "complains": colleagues.complained_about(of, user.pk),
        "names": colleagues.named_in(of, user.pk),
        "gives": colleagues.gave_something(of, user.pk),
        "sends": Exists(colleagues.named_as_sender(SharingRecord.objects.filter(disclosure=of), Value(user.name))),
    }


def closeness_in(row):
    """The same as it was read with a row: {annotation: answer}."""
    return colleagues.Closeness(row["complains"], row["names"], row["names"] or row["gives"], row["sends"])


def with_approver(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate `approver_id`: the one person who may decide now, or None where nobody is eligible.

    The headteacher's seat goes to the headteacher; where none is eligible, and for the adviser's seat, to the first
    eligible adviser (rules, section 5). It is computed on every reading, so it never goes stale when somebody
    leaves or is appointed. Whoever rejected it stays its approver while that stands.
    """
    gone = Decision.objects.filter(outcome=Outcome.REJECTED).exclude(disclosure__standing_decision=F("pk"))
    asked = Q(role=Role.HEADTEACHER, school=OuterRef("school")) & Q(Exact(OuterRef("seat"), Value(Seat.HEADTEACHER)))
    holders = _eligible(OuterRef(OuterRef("pk")), gone, asked | Q(role=Role.ADVISER))
    assigned = Q(assigned_to__isnull=False) & Q(Exists(holders.filter(user=OuterRef("assigned_to"))))
    approver = Subquery(holders.values("user")[:1])
    return disclosures.annotate(
        approver_id=Case(
            When(assigned, then=F("assigned_to")),
            When(seat__in=Seat.values, then=approver),
            default=None,
            output_field=BigIntegerField(),
        )
    )


def approvers_now(disclosure) -> list[Appointment]:
    """The same for one disclosure as it was read: the appointment in which somebody may decide it now comes first, and
    after it those who would come next. None where nobody is eligible.
    """
    return _in_turn(disclosure, disclosure.seat, disclosure.standing_decision_id) if disclosure.seat else []


def approver_now(disclosure):
    """The id of whoever may decide it now; None where nobody is eligible."""
    return next((held.user_id for held in approvers_now(disclosure)), None)


def next_adviser(disclosure):
    """The appointment of the adviser to whom it would be referred: the first but for whoever decides it now; or None."""
    held = approvers_now(disclosure)
    return next((one for one in held[1:] if one.role == Role.ADVISER and one.user_id != held[0].user_id), None)


def who_may_decide(disclosure, role):
    """The ids of all who could decide it in a role as it stands: its school's headteachers, or every adviser."""
    gone = Decision.objects.filter(outcome=Outcome.REJECTED).exclude(pk=disclosure.standing_decision_id)
    where = {"school": disclosure.school_id} if role == Role.HEADTEACHER else {}
    return set(_eligible(disclosure.pk, gone, Q(role=role, **where)).values_list("user", flat=True))


def next_approver(disclosure, seat):
    """The id of whoever would decide from that seat, before the disclosure has one; None where nobody is eligible."""
    return next((held.user_id for held in next_approvers(disclosure, seat)), None)


def next_approvers(disclosure, seat) -> list[Appointment]:
    """The appointment of whoever would decide from that seat comes first, as in `approvers_now`."""
    return _in_turn(disclosure, seat, None)


def _in_turn(disclosure, seat, standing_decision):
    asked = (disclosure.pk, disclosure.school_id, standing_decision, disclosure.assigned_to_id)
    return rows(_first_for, asked, seat, clock.today())


def _first_for(of, school, standing_decision, assigned_to, seat, _today):
    """The eligible headteachers, where it is their seat, before the eligible advisers. Whoever rejected it stays its
    approver while that stands.
    """
    gone = Decision.objects.filter(outcome=Outcome.REJECTED).exclude(pk=standing_decision)
    holding = Q(role=Role.ADVISER)
    if seat == Seat.HEADTEACHER:
        holding |= Q(role=Role.HEADTEACHER, school=school)
    return _eligible(of, gone, holding, assigned_to).select_related("user")


def request_of(disclosure):
    """What was asked of us; None where nobody asked. Read once for each disclosure, and only where somebody did."""
    return disclosure.request if disclosure.origin == Origin.REQUESTED else None


def awaiting_decision_by(user) -> QuerySet[Disclosure]:
    """What waits for this person's decision, what was shared first before all else, then longest waiting."""
    waiting = with_approver(visible_to(user)).filter(stage__in=WAITING_STAGES, approver_id=user.pk)
    return _emergencies_first(waiting)


def _emergencies_first(disclosures):
    """What was shared first stands before everything else; within each, what has been there longest."""
    return disclosures.order_by(Case(When(stage=Stage.SHARED_FIRST, then=0), default=1), "submitted_at", "pk")


def open_for_others(user) -> QuerySet[Disclosure]:
    """What this person may read that is returned, or waits for somebody else, longest waiting first."""
    others = with_approver(visible_to(user)).filter(stage__in=[*WAITING_STAGES, Stage.RETURNED])
    not_mine = Q(stage=Stage.RETURNED) | Q(approver_id__isnull=True) | ~Q(approver_id=user.pk)
    return _emergencies_first(others.filter(not_mine))


def unfinished(user) -> QuerySet[Disclosure]:
    """What this person may read that is approved or has been shared and is not closed: first what was shared first,
    then what was submitted longest ago.
    """
    found = with_approver(visible_to(user)).filter(stage__in=[Stage.APPROVED, Stage.SHARED])
    return found.order_by(F("shared_first_at").asc(nulls_last=True), "submitted_at", "pk")


def ended(user) -> QuerySet[Disclosure]:
    """What this person may read on which nothing more is done here: rejected, closed, lapsed, withdrawn; latest first."""
    found = with_approver(visible_to(user)).filter(stage__in=ENDED_STAGES)
    return found.order_by("-changed_at", "-pk")


def written_by(user) -> QuerySet[Disclosure]:
    """A person's own disclosures, last changed first."""
    return with_approver(own(user)).select_related("school", "author").order_by("-changed_at", "-pk")


def earlier_than(disclosures, last):
    """The rows that come after `last` in a list by latest change: the next page."""
    return disclosures.filter(Q(changed_at__lt=last.changed_at) | Q(changed_at=last.changed_at, pk__lt=last.pk))


def deciders() -> QuerySet[Appointment]:
    """Everybody who decides today: headteachers and advisers with their people, in the order in which they are asked."""
    found = Appointment.objects.current().filter(role__in=APPROVING_ROLES).select_related("user")
    return found.order_by("since", "pk")


def writing_schools(user) -> QuerySet[School]:
    """Schools for which a person may start a disclosure: those that they work for; an adviser, every school."""
    if holds(user, Role.ADVISER):
        return School.objects.all()
    return School.objects.filter(pk__in=schools_of(user, WRITING_ROLES))


def first_school(user) -> int | None:
    """The school at which a person has held a writing appointment longest; None for whoever holds one at none."""
    held = Appointment.objects.current().filter(user=user.pk, role__in=WRITING_ROLES, school__isnull=False)
    return held.order_by("since", "pk").values_list("school", flat=True).first()


def colleagues_at(school) -> QuerySet[Appointment]:
    """The appointments, with their people, of everybody who works for a school or for the whole trust: who can be said to
    come into a disclosure.
    """
    held = Appointment.objects.current().filter(Q(school=school) | Q(school__isnull=True), user__is_service=False)
    return held.select_related("user", "school").order_by("user__name", "user", "since", "pk")


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
        readable |= Q(submitted_at__isnull=True) & ~colleagues.named_in(OuterRef("pk"), user.pk)
    return Disclosure.objects.filter(readable).select_related("school", "author", "standing_decision")


def drafts_of_others(user) -> QuerySet[Disclosure]:
    """For an adviser, every draft that they do not write and are not in: that it exists, and no more (rules, section 6).

    Those whose author no longer works there come first, then the oldest. Whether `user` is one, is asked before.
    """
    written = Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk)
    named = colleagues.named_in(OuterRef("pk"), user.pk)
    drafts = with_author_left(Disclosure.objects.filter(~Exists(written), ~named, stage=Stage.DRAFT), user)
    return drafts.select_related("school", "author").order_by("-author_left", "started_at", "pk")


def with_author_left(disclosures: QuerySet[Disclosure], user) -> QuerySet[Disclosure]:
    """Annotate `author_left`: its author holds no writing appointment for its school any more; and `may_hand_over`:
    `user` leads the school or advises, and neither wrote it nor comes into it.
    """
    current = Appointment.objects.current()
    here = Q(school=OuterRef("school")) | Q(school__isnull=True)
    works = Exists(current.filter(here, user=OuterRef("author"), role__in=WRITING_ROLES))
    leads = Exists(current.filter(here, user=user.pk, role__in=[Role.HEADTEACHER, Role.ADVISER]))
    written = Exists(Contributor.objects.filter(disclosure=OuterRef("pk"), user=user.pk))
    barred = colleagues.barred_from(OuterRef("pk"), user.pk)
    return disclosures.annotate(
        author_left=~works,
        may_hand_over=ExpressionWrapper(Q(leads) & ~Q(written) & ~Q(barred), output_field=BooleanField()),
    )


def open_incidents(user) -> QuerySet[Incident]:
    """For an adviser, every open incident of what they may read, the oldest first; none for anybody else.

    Annotated with `may_end`: an adviser ends it who wrote nothing of it, sent none of it and does not come into it.
    """
    advises = Appointment.objects.current().filter(user=user.pk, role=Role.ADVISER)
    written = Contributor.objects.filter(disclosure=OuterRef("disclosure"), user=user.pk)
    sharings = SharingRecord.objects.filter(disclosure=OuterRef("disclosure"))
    sent = Exists(sharings.filter(recorded_by=user.pk)) | Exists(colleagues.named_as_sender(sharings, Value(user.name)))
    readable = Exists(written) & ~_complains_about(user, "disclosure")
    readable |= ~colleagues.named_in(OuterRef("disclosure"), user.pk)
    return (
        Incident.objects.filter(Exists(advises), readable, ended_at__isnull=True)
        .annotate(may_end=~Exists(written) & ~sent & ~colleagues.barred_from(OuterRef("disclosure"), user.pk))
        .select_related("disclosure__school")
        .order_by("reported_at", "pk")
    )


def approved_and_unsent() -> QuerySet[Disclosure]:
    """What is approved and has not been shared: the clock looks whether its days have run out."""
    approved = Disclosure.objects.filter(stage=Stage.APPROVED, sharings__isnull=True)
    return approved.select_related("school", "standing_decision").order_by("pk")


def earlier_requests(request) -> QuerySet[IncomingRequest]:
    """Other requests, anywhere in the trust, by somebody of the same name as whoever made this one; none without a name."""
    if not request.asked_by:
        return IncomingRequest.objects.none()
    return IncomingRequest.objects.filter(asked_by__iexact=request.asked_by).exclude(pk=request.pk)


def suspicious_requests(user) -> QuerySet[IncomingRequest]:
    """For an adviser, every request by somebody who was not known where we rang back, as long as it is not refused, the
    oldest first; none for anybody else. Annotated with `may_read`: a draft is read by its writers only. One that names
    them themselves is not told.
    """
    advises = Appointment.objects.current().filter(user=user.pk, role=Role.ADVISER)
    refused = Reply.objects.filter(disclosure=OuterRef("disclosure"), kind=ReplyKind.REFUSED)
    readable = visible_to(user).filter(pk=OuterRef("disclosure")).select_related(None)
    named = colleagues.named_in(OuterRef("disclosure"), user.pk)
    return (
        IncomingRequest.objects.filter(Exists(advises), ~Exists(refused), ~named, check_result=CheckResult.NOT_KNOWN)
        .annotate(may_read=Exists(readable))
        .select_related("agency", "disclosure__school", "disclosure__author")
        .order_by("checked_at", "pk")
    )
