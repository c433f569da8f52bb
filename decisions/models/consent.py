"""Who consented for whom, with what right, covering what (2.8)."""

from django.db import models
from django.db.models import Q

from audit.history import records
from decisions.enums import Right, Says
from decisions.models.disclosure import Disclosure
from decisions.models.people import Person, Relationship
from decisions.models.rows import RemovableRow


class ConsentRecord(RemovableRow):
    """One answer of one human being, who was asked whether information about `person` may be shared.

    `by_self` says that the person answered; otherwise `giver` did, for whom `right` says how it is known that they may.
    It covers a recipient, a purpose or an item only where that is ticked; `exceptions` are in their words. `asked_on` is
    when they answered, `withdrawn_on` when they took it back; `recorded_at` is when that was written down.

    `given_by` is who they are to the person, where that is recorded: `giver` and `right` keep what stood there. `objects_to_it`
    goes with views: somebody who was not asked to agree, and does not want it.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    says = models.CharField(max_length=10, choices=Says.choices)
    by_self = models.BooleanField(default=True)
    given_by = models.ForeignKey(Relationship, null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    giver = models.CharField(max_length=120, blank=True)
    right = models.CharField(max_length=10, blank=True, choices=Right.choices)
    asked_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)
    in_their_words = models.TextField(blank=True)
    covers_recipients = models.BooleanField(default=False)
    covers_purpose = models.BooleanField(default=False)
    covers_items = models.BooleanField(default=False)
    exceptions = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    objects_to_it = models.BooleanField("they object", default=False)
    recorded_at = models.DateTimeField()

    history = records(
        public=[
            "id", "school", "disclosure", "person", "says", "by_self", "given_by", "right", "covers_recipients", "covers_purpose",
            "covers_items", "objects_to_it", "recorded_at", "removed_at", "removed_by",
        ], personal=["giver", "asked_on", "how", "in_their_words", "exceptions", "withdrawn_on"]
    )  # fmt: skip

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
        constraints = [
            *RemovableRow.Meta.constraints,
            models.CheckConstraint(condition=Q(says__in=Says.values), name="consent_says_known"),
            models.CheckConstraint(condition=Q(right__in=["", *Right.values]), name="consent_right_known"),
        ]
