"""The plan of paragraph 4.2: what the student, the professionals and the parent or carer are told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.history import records
from decisions.enums import Party, Side
from decisions.models.content import Recipient
from decisions.models.disclosure import Disclosure
from decisions.models.people import Person
from decisions.models.rows import CaseRow, RemovableRow


class PlanStep(RemovableRow):
    """What is planned for one person or one recipient: told or not for now and why, who does it, by when.

    For somebody who is not told, `by_when` is the day on which that is looked at again. `done_*` is no edit of the plan.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="steps")
    party = models.CharField(max_length=15, choices=Party.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Recipient, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tell = models.BooleanField()
    words = models.TextField(blank=True)
    who = models.CharField(max_length=120, blank=True)
    by_when = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(blank=True)

    history = records(
        public=[
            "id", "school", "disclosure", "party", "person", "recipient", "tell", "by_when", "done_at", "done_by",
            "removed_at", "removed_by",
        ], personal=["words", "who", "outcome"]
    )  # fmt: skip

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
        constraints = [
            *RemovableRow.Meta.constraints,
            models.CheckConstraint(condition=Q(party__in=Party.values), name="step_party_known"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="step_done_at_and_by",
            ),
        ]


class Signature(CaseRow):
    """One side's signature under one version of the plan. A later version has none: an edit voids both."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="signatures")
    plan_version = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    history = records(
        public=["id", "school", "disclosure", "plan_version", "side", "by", "at"],
        insert_only=True,
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "disclosure", "plan_version", "side"], name="signed_once_a_side"),
            models.UniqueConstraint(fields=["school", "disclosure", "plan_version", "by"], name="signed_by_two_people"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="signature_side_known"),
        ]
