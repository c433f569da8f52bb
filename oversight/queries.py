"""What trustees read: everything ever submitted, newest first, and nothing that was only drafted."""

from django.db.models import Q, QuerySet

from decisions.models import Disclosure


def register() -> QuerySet[Disclosure]:
    """Every disclosure that was ever submitted, the last submitted first."""
    return (
        Disclosure.objects.filter(submitted_at__isnull=False)
        .select_related("school", "author", "standing_decision", "standing_decision__by")
        .order_by("-submitted_at", "-pk")
    )


def older_than(rows, last):
    """The rows after `last` in the register's order: the next page."""
    return rows.filter(Q(submitted_at__lt=last.submitted_at) | Q(submitted_at=last.submitted_at, pk__lt=last.pk))
