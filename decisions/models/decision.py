"""What was decided, by whom, in what capacity and why (2.9, 4.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from audit.history import records
from decisions.enums import Departure, Outcome
from decisions.models.disclosure import Disclosure
from decisions.models.rows import CaseRow


class Decision(CaseRow):
    """A decision is written once and never changed; it stands while `Disclosure.standing_decision` points at it.

    `version` is the version that the approver read and decided on. `instead` says how the child's welfare is looked
    after when nothing is shared (2.1). `valid_days` is for how many school days it lets something go, as the trust had
    set it then. `way` is what the flowchart indicated when it was taken (`checklist.walk`), and `departure` how it went
    against that; the reason is its own. The database refuses a decision by a contributor.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    capacity = models.CharField(max_length=20, choices=Role.choices)
    position = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField()
    valid_days = models.PositiveSmallIntegerField("school days for which it holds", default=10)
    reason = models.TextField()
    instead = models.TextField(blank=True)
    would_change = models.TextField(blank=True)
    way = models.JSONField(default=dict, blank=True)
    departure = models.CharField(max_length=10, blank=True, choices=Departure.choices)

    history = records(
        public=[
            "id",
            "school",
            "disclosure",
            "outcome",
            "by",
            "at",
            "capacity",
            "position",
            "version",
            "valid_days",
            "departure",
        ],
        personal=["reason", "instead", "would_change", "way"],
        insert_only=True,
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.CheckConstraint(condition=Q(departure__in=["", *Departure.values]), name="decision_departure_known"),
            models.UniqueConstraint(fields=["school", "disclosure", "version"], name="decision_once_per_version"),
        ]
