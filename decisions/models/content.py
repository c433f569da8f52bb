"""What is to be shared, and with whom."""

from django.db import models
from django.db.models import Q

from agencies.models import Agency
from audit.history import records
from checklist.models import ChecklistResponse
from decisions.enums import ItemCategory
from decisions.models.disclosure import Disclosure
from decisions.models.rows import RemovableRow


class InformationItem(RemovableRow):
    """One piece of information that is proposed for sharing: a description of it, never the data itself (2.3)."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="items")
    description = models.TextField()
    category = models.CharField(max_length=30, choices=ItemCategory.choices)
    source = models.CharField(max_length=200, blank=True)
    as_at = models.DateField(null=True, blank=True)

    history = records(public=["id", "school", "disclosure", "category", "removed_at", "removed_by"])

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
        constraints = [
            *RemovableRow.Meta.constraints,
            models.CheckConstraint(condition=Q(category__in=ItemCategory.values), name="item_category_known"),
        ]


class Recipient(RemovableRow):
    """Who is to be given the information: an agency of the register and a named person there (3.3)."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_position = models.CharField(max_length=120, blank=True)
    response = models.ForeignKey(ChecklistResponse, on_delete=models.PROTECT, related_name="+")

    history = records(public=["id", "school", "disclosure", "agency", "response", "removed_at", "removed_by"])

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
