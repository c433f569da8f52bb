"""What trustees read: everything ever submitted, newest first, and nothing that was only drafted."""

from django.db.models import OuterRef, Q, QuerySet

from decisions.colleagues import complained_about
from decisions.models import Disclosure
from decisions.queries_of_lists import with_nothing_to_share


def register(reader) -> QuerySet[Disclosure]:
    """Every disclosure that was ever submitted and does not complain about its reader, the last submitted first."""
    complains = complained_about(OuterRef("pk"), reader.pk)
    submitted = with_nothing_to_share(Disclosure.objects.filter(~complains, submitted_at__isnull=False))
    related = ("school", "author", "standing_decision", "standing_decision__by")
    return submitted.select_related(*related).order_by("-submitted_at", "-pk")


def older_than(rows, last):
    """The rows after `last` in the register's order: the next page."""
    return rows.filter(Q(submitted_at__lt=last.submitted_at) | Q(submitted_at=last.submitted_at, pk__lt=last.pk))
