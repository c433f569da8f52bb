"""What is to be shared, and with whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from audit.history import records
from checklist.models import ChecklistResponse
from decisions.enums import Extent, ItemCategory
from decisions.models.disclosure import Disclosure
from decisions.models.rows import CaseRow, RemovableRow


class InformationItem(RemovableRow):
    """One piece of information that is proposed for sharing: a description of it, never the data itself (2.3).

    `source_colleague` is the colleague from whom it comes, who then does not decide.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="items")
    description = models.TextField()
    category = models.CharField(max_length=30, choices=ItemCategory.choices)
    source = models.CharField(max_length=200, blank=True)
    source_colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    as_at = models.DateField(null=True, blank=True)
    mentions_other = models.BooleanField(default=False)

    history = records(
        public=["id", "school", "disclosure", "category", "mentions_other", "removed_at", "removed_by"],
        personal=["description", "source", "source_colleague", "as_at"],
    )

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
        constraints = [
            *RemovableRow.Meta.constraints,
            models.CheckConstraint(condition=Q(category__in=ItemCategory.values), name="item_category_known"),
        ]


class Pair(CaseRow):
    """One item for one recipient: how much is proposed, and how much was decided (empty until a decision).

    Leaving out or redacting for one recipient says why (2.3: as much as is needed, and enough).
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="pairs")
    item = models.ForeignKey(InformationItem, on_delete=models.PROTECT, related_name="pairs")
    recipient = models.ForeignKey("decisions.Recipient", on_delete=models.PROTECT, related_name="pairs")
    proposed = models.CharField(max_length=10, choices=Extent.choices, default=Extent.WHOLE)
    reason = models.TextField(blank=True)
    decided = models.CharField(max_length=10, choices=Extent.choices, blank=True)

    history = records(
        public=["id", "school", "disclosure", "item", "recipient", "proposed", "decided"], personal=["reason"]
    )

    class Meta:
        ordering = ["item_id", "recipient_id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "item", "recipient"], name="pair_once"),
            models.CheckConstraint(condition=Q(proposed__in=Extent.values), name="pair_proposed_known"),
            models.CheckConstraint(condition=Q(decided__in=["", *Extent.values]), name="pair_decided_known"),
        ]


class Recipient(RemovableRow):
    """Who is to be given the information: an agency of the register and a named person there (3.3)."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_position = models.CharField(max_length=120, blank=True)
    response = models.ForeignKey(ChecklistResponse, on_delete=models.PROTECT, related_name="+")

    history = records(
        public=["id", "school", "disclosure", "agency", "response", "removed_at", "removed_by"],
        personal=["contact_name", "contact_position"],
    )

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
