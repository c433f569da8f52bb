"""What a person has to do: the disclosures on which something waits for them, with what says what it is.

There is no table of tasks. Everything is computed on every reading from what stands in the disclosures, so a task is
there as long as it is to do, and no longer.
"""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from accounts.models import Appointment
from accounts.roles import Role
from audit import clock
from checklist.gates import YES
from checklist.models import Answer
from decisions.enums import Origin, PersonKind, ReplyKind, Stage
from decisions.models import Disclosure, Person, PlanStep, Reply
from decisions.queries import own, visible_to, with_approver
from decisions.queries_of_lists import with_recipients, with_what_is_next, with_who_shared

# Stages in which something is left to do for the author of a disclosure that is submitted or has left.
CARRIED_ON = (Stage.RETURNED, Stage.SHARED_FIRST, Stage.APPROVED, Stage.SHARED)
FINAL_REPLIES = (ReplyKind.ANSWERED, ReplyKind.REFUSED)


def left_to_author(user) -> QuerySet[Disclosure]:
    """What this person is the author of and has to carry on, that which nobody touched longest first.

    Annotated with `step` and `step_due` (the first step of the plan that is past its day), `look_again` (the first day
    on which somebody who was not told is looked at again), `is_on_file` (question 17 is answered with yes), `reply_by`
    and `owes_reply` (somebody asked, and has neither answer nor refusal).
    """
    final = Reply.objects.filter(disclosure=OuterRef("pk"), kind__in=FINAL_REPLIES)
    owes = Q(origin=Origin.REQUESTED) & ~Exists(final)
    again = Q(stage=Stage.CLOSED) & Exists(_to_look_at_again())
    found = own(user).filter(Q(stage__in=CARRIED_ON) | owes | again, author=user.pk)
    return (
        _with_what_is_due(with_what_is_next(with_recipients(found)))
        .annotate(owes_reply=Case(When(owes, then=True), default=False))
        .select_related("school", "standing_decision", "request")
        .order_by("changed_at", "pk")
    )


def _with_what_is_due(disclosures):
    today = clock.today()
    steps = PlanStep.objects.filter(
        disclosure=OuterRef("pk"), removed_at__isnull=True, person__removed_at__isnull=True,
        recipient__removed_at__isnull=True, tell=True, done_at__isnull=True, by_when__lte=today,
    ).order_by("by_when", "pk")  # fmt: skip
    untold = _to_look_at_again().order_by("not_told_review_on", "pk")
    on_file = Answer.objects.filter(response=OuterRef("response"), question_code="recorded", value=YES)
    return disclosures.annotate(
        step=Subquery(steps.values("pk")[:1]),
        step_due=Subquery(steps.values("by_when")[:1]),
        look_again=Subquery(untold.values("not_told_review_on")[:1]),
        is_on_file=Exists(on_file),
    )


def _to_look_at_again():
    """The people of the disclosure outside who were not told, and of whom the day to look again has come."""
    return Person.objects.filter(
        disclosure=OuterRef("pk"), removed_at__isnull=True, kind=PersonKind.ABOUT,
        not_told_review_on__lte=clock.today(),
    )  # fmt: skip


def left_to_approver(user) -> QuerySet[Disclosure]:
    """What waits for this person as approver: what was shared first, what is to be decided, and approved plans to sign.

    With them comes what was shared first and is decided by somebody else, for the school's safeguarding leads and every
    adviser, who see it at the top of their pages. Annotated with `shared_by` (the name) and `left_at`.
    """
    current = Appointment.objects.current().filter(user=user.pk)
    leads = Exists(current.filter(role=Role.SAFEGUARDING_LEAD, school=OuterRef("school")))
    advises = Exists(current.filter(role=Role.ADVISER))
    stages = [Stage.SHARED_FIRST, Stage.AWAITING, Stage.APPROVED]
    found = with_what_is_next(with_recipients(with_approver(visible_to(user).filter(stage__in=stages))))
    mine = Q(approver_id=user.pk) & (~Q(stage=Stage.APPROVED) | Q(approver_signed=False))
    order = Case(When(stage=Stage.SHARED_FIRST, then=0), When(stage=Stage.AWAITING, then=1), default=2)
    wanted = found.filter(mine | (Q(stage=Stage.SHARED_FIRST) & (leads | advises)))
    return with_who_shared(wanted).order_by(order, F("submitted_at"), "pk")
