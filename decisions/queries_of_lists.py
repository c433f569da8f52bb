"""What a row of a list says besides its disclosure, read with it in the same statement."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from checklist.facts import NOTHING
from checklist.models import Answer, PolicyVersion
from decisions import colleagues
from decisions.enums import Extent, Side
from decisions.models import Disclosure, Pair, Recipient, SharingRecord, Signature
from decisions.queries import ENDED_STAGES, visible_to


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


def with_nothing_to_share(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate `nothing_to_share`: question 9 says that nothing should be shared, and nothing was."""
    said = Answer.objects.filter(response=OuterRef("response"), question_code="how-much", value=NOTHING)
    return disclosures.annotate(nothing_to_share=Exists(said) & Q(shared_first_at__isnull=True))


def with_what_to_know(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate what an approver wants to know at once: `redacted` and `left_out`, how many items; `nothing_to_share`."""
    pairs = _of(Pair).filter(item__removed_at__isnull=True, recipient__removed_at__isnull=True)
    return with_nothing_to_share(disclosures).annotate(
        redacted=number_of(pairs.filter(proposed=Extent.REDACTED), "item"),
        left_out=number_of(pairs.filter(proposed=Extent.NOT), "item"),
    )


def with_what_is_next(disclosures: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Annotate what its author has still to do: `author_signed` and `approver_signed` under the plan as it stands."""
    signed = _of(Signature).filter(plan_version=OuterRef("plan_version"))
    return disclosures.annotate(
        author_signed=Exists(signed.filter(side=Side.AUTHOR)),
        approver_signed=Exists(signed.filter(side=Side.APPROVER)),
    )


def open_on_earlier_versions(user) -> QuerySet[Disclosure]:
    """For an adviser, what is not ended and keeps an earlier version of the policy, the earliest begun first.

    Annotated with `may_read`: a draft is read by its writers only. One that names them themselves is not told. Whether
    `user` is an adviser, is asked before.
    """
    readable = visible_to(user).filter(pk=OuterRef("pk")).select_related(None)
    in_force = PolicyVersion.objects.published().values("number")[:1]
    found = Disclosure.objects.exclude(stage__in=ENDED_STAGES).filter(policy_version__number__lt=Subquery(in_force))
    found = found.annotate(may_read=Exists(readable)).filter(
        Q(may_read=True) | ~colleagues.named_in(OuterRef("pk"), user.pk)
    )
    return found.select_related("policy_version").order_by("started_at", "pk")
