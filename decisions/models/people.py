"""The people in a disclosure."""

from django.db import models
from django.db.models import Q

from audit.history import records
from checklist.models import ChecklistResponse
from decisions.enums import NotToldGround, PersonKind
from decisions.models.disclosure import Disclosure
from decisions.models.rows import RemovableRow


class Person(RemovableRow):
    """One human being in one disclosure. Questions 1, 6, 7 and 16 are answered for each person it is about.

    The `aware_` and `not_told_` fields say more on question 16: when, how and by whom they were told, or on which
    ground they were not and when that is looked at again.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="people")
    kind = models.CharField(max_length=10, choices=PersonKind.choices)
    name = models.CharField(max_length=120)
    date_of_birth = models.DateField(null=True, blank=True)
    relation = models.CharField("who they are", max_length=120, blank=True)
    aware_on = models.DateField(null=True, blank=True)
    aware_how = models.CharField(max_length=200, blank=True)
    aware_by = models.CharField(max_length=120, blank=True)
    not_told_ground = models.CharField(max_length=10, blank=True, choices=NotToldGround.choices)
    not_told_review_on = models.DateField(null=True, blank=True)
    response = models.ForeignKey(ChecklistResponse, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = records(public=["id", "school", "disclosure", "kind", "response", "removed_at", "removed_by"])

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
        verbose_name_plural = "people"
        constraints = [
            *RemovableRow.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=PersonKind.values), name="person_kind_known"),
        ]
