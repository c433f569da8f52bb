"""What somebody outside asked of us, how they were checked, and what they were told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from audit.history import records
from decisions.enums import Channel, CheckResult, NumberFrom, ReplyKind, RequestWay
from decisions.models.disclosure import Disclosure
from decisions.models.rows import CaseRow


class IncomingRequest(CaseRow):
    """A request that reached the school, in the words in which it came (the policy's closing sentence).

    `agency` is the organisation of the trust's list, `authority` its name where it stands on none. `contact_given` is
    what the requester gave, and never what they are checked on. `no_date` and `no_power` say that they named none,
    which is not the same as not known. The `check_` fields tell how they were rung back, and with what result.
    """

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="request")
    received_at = models.DateTimeField()
    received_how = models.CharField(max_length=15, choices=RequestWay.choices)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=120, blank=True)
    asked_by = models.CharField(max_length=120, blank=True)
    position = models.CharField(max_length=120, blank=True)
    contact_given = models.CharField(max_length=200, blank=True)
    their_reference = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)
    why = models.TextField(blank=True)
    reply_by = models.DateField(null=True, blank=True)
    reply_by_time = models.TimeField(null=True, blank=True)
    no_date = models.BooleanField(default=False)
    power = models.TextField(blank=True)
    no_power = models.BooleanField(default=False)
    check_result = models.CharField(max_length=20, blank=True, choices=CheckResult.choices)
    check_number_from = models.CharField(max_length=15, blank=True, choices=NumberFrom.choices)
    check_phone = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = records(
        public=[
            "id", "school", "disclosure", "received_at", "received_how", "agency", "reply_by", "reply_by_time",
            "no_date", "no_power", "check_result", "check_number_from", "checked_at", "checked_by",
        ], personal=["authority", "asked_by", "position", "contact_given", "their_reference", "words", "why", "power", "check_phone"]
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(received_how__in=RequestWay.values), name="request_way_known"),
            models.CheckConstraint(condition=Q(check_result__in=["", *CheckResult.values]), name="request_check_known"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="request_checked_at_and_by",
            ),
        ]


class Reply(CaseRow):
    """One thing that was written or said to whoever asked, when and by whom: written once, never changed."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=15, choices=ReplyKind.choices)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=15, choices=Channel.choices)
    words = models.TextField()

    history = records(
        public=["id", "school", "disclosure", "kind", "at", "recorded_at", "recorded_by", "channel"],
        personal=["words"],
        insert_only=True,
    )

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReplyKind.values), name="reply_kind_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="reply_channel_known"),
        ]
