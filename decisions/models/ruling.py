"""What an approver settled beside the author's answers (rules, section 0)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.roles import Role
from audit.history import records
from decisions.models.disclosure import Disclosure
from decisions.models.people import Person
from decisions.models.rows import CaseRow


class Ruling(CaseRow):
    """One thing that an approver settled: a "not sure", the basis, a condition, an override, a reply to an objection.

    `code` is the question's, or one of those that `checklist.facts` names; `person` whom it is about, None for the whole
    disclosure. It edits no answer and makes nobody a contributor. It belongs to the decision that is taken while it stands,
    and has fallen (`fallen_at`) when that decision no longer stands, or the disclosure went back to be mended.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="rulings")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    capacity = models.CharField(max_length=20, choices=Role.choices)
    fallen_at = models.DateTimeField(null=True, blank=True)

    history = records(
        public=[
            "id", "school", "disclosure", "person", "code", "value", "by", "at", "capacity", "fallen_at",
        ], personal=["reason"]
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "disclosure", "code"],
                condition=Q(fallen_at__isnull=True, person__isnull=True),
                name="ruling_once",
            ),
            models.UniqueConstraint(
                fields=["school", "disclosure", "code", "person"],
                condition=Q(fallen_at__isnull=True, person__isnull=False),
                name="ruling_once_for_each_person",
            ),
        ]
