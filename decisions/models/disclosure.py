"""The disclosure itself, and who wrote it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from accounts.models import School
from agencies.trust_settings import trust_settings, understood
from audit.history import records
from checklist.models import ChecklistResponse, PolicyVersion
from decisions.enums import Origin, RoutingRule, Seat, Stage
from decisions.models.rows import CaseRow

# Stages in which a decision, or a review after the event, stands behind the disclosure.
DECIDED_STAGES = (Stage.APPROVED, Stage.REJECTED, Stage.SHARED, Stage.CLOSED, Stage.LAPSED)
# Stages that wait for somebody.
OPEN_STAGES = (Stage.AWAITING, Stage.RETURNED, Stage.SHARED_FIRST)
# Stages of what was decided and is not at its end.
UNFINISHED_STAGES = (Stage.APPROVED, Stage.SHARED)


class Disclosure(CaseRow):
    """A proposal to share information about a child with somebody outside, and its life.

    `reference` says nothing about a person: school code, first year of the academic year, number. `version` grows by
    one with every action; a page that was read on an older version may not write. `submitted_at` is also when it was
    shared first: the moment from which an approver has to look at it. `plan_version` grows with every edit of the plan
    of 4.2 and with whatever makes its signatures void. `assigned_to` is to whom it was referred or reassigned; it holds
    while they may decide it. `deferred_until` is the day to which its approver put it off. `missing` and `to_settle` count, for the lists, what
    stands between it and its approval: what its author owes, and what its approver has to settle. `case_system` and `case_reference` answer question 17.
    `purpose` is the permanent code of a line of `agencies.Purpose`. `submitted_way` is what the flowchart indicated when it was last submitted (`checklist.walk`).
    """

    reference = models.CharField(max_length=20, db_index=True)
    academic_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.OURS)
    purpose = models.CharField(max_length=40, blank=True)
    benefit = models.TextField("how this helps the child", blank=True)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    version = models.PositiveIntegerField(default=0)
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(ChecklistResponse, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    seat = models.CharField(max_length=20, blank=True, choices=Seat.choices)
    seat_rule = models.CharField(max_length=5, blank=True, choices=RoutingRule.choices)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deferred_until = models.DateField(null=True, blank=True)
    standing_decision = models.ForeignKey(
        "decisions.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    linked_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_view_at = models.DateTimeField(null=True, blank=True)
    shared_first_at = models.DateTimeField(null=True, blank=True)
    plan_version = models.PositiveIntegerField(default=1)
    missing = models.PositiveSmallIntegerField(default=0)
    to_settle = models.PositiveSmallIntegerField(default=0)
    case_system = models.CharField(max_length=80, blank=True)
    case_reference = models.CharField(max_length=80, blank=True)
    submitted_way = models.JSONField(default=dict, blank=True)

    history = records(
        public=[
            "id",
            "school",
            "reference",
            "academic_year",
            "number",
            "author",
            "origin",
            "purpose",
            "stage",
            "version",
            "policy_version",
            "response",
            "started_at",
            "changed_at",
            "submitted_at",
            "seat",
            "seat_rule",
            "assigned_to",
            "deferred_until",
            "standing_decision",
            "linked_to",
            "second_view_at",
            "shared_first_at",
            "plan_version",
            "missing",
            "to_settle",
        ],
        personal=["benefit", "case_system", "case_reference", "submitted_way"],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "academic_year", "number"], name="disclosure_numbered_once"),
            models.UniqueConstraint(fields=["school", "reference"], name="disclosure_reference_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="disclosure_stage_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="disclosure_origin_known"),
            models.CheckConstraint(
                condition=Q(stage__in=DECIDED_STAGES, standing_decision__isnull=False)
                | (~Q(stage__in=DECIDED_STAGES) & Q(standing_decision__isnull=True)),
                name="disclosure_decided_has_decision",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.DRAFT, Stage.WITHDRAWN]) | ~Q(seat=""),
                name="disclosure_submitted_has_seat",
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "submitted_at", "id"],
                name="disclosure_queue",
                condition=Q(stage__in=OPEN_STAGES),
            ),
            models.Index(
                fields=["school", "submitted_at", "id"],
                name="disclosure_unfinished",
                condition=Q(stage__in=UNFINISHED_STAGES),
            ),
            models.Index(fields=["-submitted_at", "-id"], name="disclosure_register"),
            models.Index(fields=["school", "-submitted_at", "-id"], name="disclosure_register_school"),
            models.Index(fields=["author", "-changed_at", "-id"], name="disclosure_mine"),
        ]

    def audit_case(self):
        return self.pk

    @cached_property
    def trust(self):
        """What the trust has set, as it stood when this was read: without a statement where `kept_settings` came along."""
        return understood(self.kept_settings) if hasattr(self, "kept_settings") else trust_settings()


class Contributor(models.Model):
    """Somebody who wrote or edited a disclosure, and so may never decide it. Insert-only, held by a trigger.

    The row has no history of its own: it is named in the entry `entry_id`, and cannot change.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="contributors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "disclosure", "user"], name="contributor_once"),
        ]
        indexes = [models.Index(fields=["user", "disclosure"], name="contributor_user")]

    def __str__(self):
        return f"contributor {self.pk}"
