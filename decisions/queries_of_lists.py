"""What a row of a list says besides its disclosure, read with it in the same statement."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from checklist.gates import BEFORE_SHARING, DISCLOSURE, NOT_SURE, PERSON, RECIPIENT, TEXT, UNSETTLED
from checklist.models import Answer
from decisions.enums import Extent, PersonKind, Side, Stage
from decisions.models import Disclosure, InformationItem, Pair, Person, Recipient, SharingRecord, Signature


def number_of(rows, what="pk"):
    """How many rows, or how many different `what`, the disclosure outside has, as a subquery: 0 where it has none."""
    counted = rows.order_by().values("disclosure").annotate(number=Count(what, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _of(model):
    return model.objects.filter(disclosure=OuterRef("pk"))


def with_recipients(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate who receives it: `first_recipient` (its name), `recipient_count`, and `told_to`: where it
    was shared first, whoever was told at once in the words of whoever told them.
    """
    present = _of(Recipient).filter(removed_at__isnull=True)
    told = _of(SharingRecord).exclude(ground="").order_by("-pk")
    return disclosures.annotate(
        first_recipient=Subquery(present.order_by("pk").values("agency__name")[:1]),
        recipient_count=number_of(present),
        told_to=Subquery(told.values("to_words")[:1]),
    )


def with_who_shared(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate `shared_by` (the name) and `left_at`, of what was recorded last of all that left before a decision."""
    shared = _of(SharingRecord).exclude(ground="").order_by("-pk")
    return disclosures.annotate(
        shared_by=Subquery(shared.values("recorded_by__name")[:1]), left_at=Subquery(shared.values("left_at")[:1])
    )


def with_what_to_know(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate what an approver wants to know at once: `redacted` and `left_out` (how many items), and `unsettled`: how
    many answers are "not sure" where somebody has to settle them.
    """
    pairs = _of(Pair).filter(item__removed_at__isnull=True, recipient__removed_at__isnull=True)
    about = Person.objects.filter(
        disclosure=OuterRef(OuterRef("pk")), kind=PersonKind.ABOUT, removed_at__isnull=True, response__isnull=False
    )
    unsure = Answer.objects.filter(value=NOT_SURE, question_code__in=UNSETTLED)
    return disclosures.annotate(
        redacted=number_of(pairs.filter(proposed=Extent.REDACTED), "item"),
        left_out=number_of(pairs.filter(proposed=Extent.NOT), "item"),
        unsettled=_answers(unsure.filter(response=OuterRef("response")))
        + _answers(unsure.filter(response__in=about.values("response"))),
    )


def _answers(answers):
    """How many answers, counted as a whole."""
    counted = answers.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_what_is_next(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate what its author has still to do: `author_signed` and `approver_signed` under the plan as it stands, and
    `missing`: of what was shared first, how much of the proposal and of questions 1 to 15 is not given yet.
    """
    signed = _of(Signature).filter(plan_version=OuterRef("plan_version"))
    return disclosures.annotate(
        author_signed=Exists(signed.filter(side=Side.AUTHOR)),
        approver_signed=Exists(signed.filter(side=Side.APPROVER)),
        missing=Case(When(stage=Stage.SHARED_FIRST, then=_missing()), default=0, output_field=IntegerField()),
    )


def _missing():
    """Questions that are asked and not answered, and what has no row at all. For a disclosure that was shared first."""
    people = _of(Person).filter(kind=PersonKind.ABOUT, removed_at__isnull=True)
    items = _of(InformationItem).filter(removed_at__isnull=True)
    recipients = _of(Recipient).filter(removed_at__isnull=True)
    within = {"disclosure": OuterRef(OuterRef("pk")), "removed_at__isnull": True, "response__isnull": False}
    sheets = [
        Person.objects.filter(kind=PersonKind.ABOUT, **within).values("response"),
        Recipient.objects.filter(**within).values("response"),
    ]
    asked = _asked_of(DISCLOSURE) + _asked_of(PERSON) * number_of(people) + _asked_of(RECIPIENT) * number_of(recipients)
    given = _answers(_given().filter(response=OuterRef("response")))
    for sheet in sheets:
        given += _answers(_given().filter(response__in=sheet))
    nothing = Case(When(purpose="", then=1), default=0, output_field=IntegerField())
    for rows in (people, items, recipients):
        nothing += Case(When(Exists(rows), then=0), default=1, output_field=IntegerField())
    return asked - given + nothing


def _asked_of(kind):
    """How many of the fifteen questions are asked of each of these."""
    return sum(asked_of == kind for _number, asked_of, _kind in BEFORE_SHARING.values())


def _given():
    """Answers to the fifteen questions in which something stands: words where words are asked for, else a choice."""
    in_words = [code for code, (_number, _asked_of, kind) in BEFORE_SHARING.items() if kind == TEXT]
    is_given = (Q(question_code__in=in_words) & ~Q(text="")) | ~Q(value="")
    return Answer.objects.filter(is_given, question_code__in=list(BEFORE_SHARING))
