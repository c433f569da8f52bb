"""What every row of a disclosure has in common."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import School
from audit.history import Audited, AuditedQuerySet


class CaseRow(Audited):
    """A row that belongs to one school, and so to that school's chain of entries."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def audit_chain(self):
        return self.school.code


class RemovableQuerySet(AuditedQuerySet):
    """Rows of a draft: those taken out stay on record, hidden."""

    def present(self):
        return self.filter(removed_at__isnull=True)


class RemovableRow(CaseRow):
    """A row that may be taken out of a draft. No row of a case is ever deleted: it is marked, with who and when."""

    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RemovableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="%(class)s_removed_at_and_by",
            )
        ]
