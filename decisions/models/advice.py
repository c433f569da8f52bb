"""What the adviser notes for whoever asks how a decision on sharing was taken."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from audit.history import records
from decisions.enums import Considered, Controllers
from decisions.models.disclosure import Disclosure
from decisions.models.rows import CaseRow


class AdviserNote(CaseRow):
    """The adviser's part of the record: what the Information Commissioner's forms for a sharing ask beside the policy's
    questions. All of it may stay blank, and none of it holds anything up.

    `controllers` is how the two organisations stand to each other, `agreement` and `agreed_on` name an agreement on
    sharing, `assessment` says whether an assessment of the impact on data protection was considered, and
    `assessment_why` why, or why not. `retention` is how long the recipient keeps it.
    """

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="adviser_note")
    controllers = models.CharField(max_length=10, blank=True, choices=Controllers.choices)
    agreement = models.CharField(max_length=120, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    assessment = models.CharField(max_length=10, blank=True, choices=Considered.choices)
    assessment_why = models.TextField(blank=True)
    view = models.TextField(blank=True)
    retention = models.TextField(blank=True)
    rights = models.TextField(blank=True)
    intervals = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    capacity = models.CharField(max_length=20, choices=Role.choices)

    history = records(
        public=["id", "school", "disclosure", "controllers", "agreed_on", "assessment", "by", "at", "capacity"],
        personal=["agreement", "assessment_why", "view", "retention", "rights", "intervals"],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(controllers__in=["", *Controllers.values]), name="adviser_note_controllers_known"
            ),
            models.CheckConstraint(
                condition=Q(assessment__in=["", *Considered.values]), name="adviser_note_assessment_known"
            ),
        ]
