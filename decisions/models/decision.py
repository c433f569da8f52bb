"""What was decided, by whom, in what capacity and why (2.9, 4.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from audit.history import records
from decisions.enums import Outcome
from decisions.models.disclosure import Disclosure
from decisions.models.rows import CaseRow


class Decision(CaseRow):
    """A decision is written once and never changed; it stands while `Disclosure.standing_decision` points at it.

    `version` is the version that the approver read and decided on. `instead` says how the child's welfare is looked
    after when nothing is shared (2.1). The database refuses a decision by a contributor.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    capacity = models.CharField(max_length=20, choices=Role.choices)
    position = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField()
    reason = models.TextField()
    instead = models.TextField(blank=True)
    would_change = models.TextField(blank=True)

    history = records(
        public=["id", "school", "disclosure", "outcome", "by", "at", "capacity", "position", "version"],
        personal=["reason", "instead", "would_change"],
        insert_only=True,
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.UniqueConstraint(fields=["school", "disclosure", "version"], name="decision_once_per_version"),
        ]
