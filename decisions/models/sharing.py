"""What left in fact, and what went wrong with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.history import records
from decisions.enums import Channel, Extent, Ground
from decisions.models.content import Pair
from decisions.models.disclosure import Disclosure
from decisions.models.rows import CaseRow


class SharingRecord(CaseRow):
    """One sharing as it happened: when, how, by whom, to whom, and what came back.

    `ground` is set where it left before a decision (share first); `what_words`, `about_words` and `to_words` are then
    all that is known. `deviation` says why it differs from what was decided; empty where it does not. `sent_by_words`
    names a colleague who sent it; where it is empty, whoever recorded it did.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="sharings")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField()
    channel = models.CharField(max_length=15, choices=Channel.choices)
    ground = models.CharField(max_length=10, blank=True, choices=Ground.choices)
    about_words = models.CharField(max_length=200, blank=True)
    to_words = models.CharField(max_length=200)
    what_words = models.TextField(blank=True)
    not_told_words = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    sent_by_words = models.CharField(max_length=120, blank=True)
    told_confidential = models.BooleanField(default=False)
    deviation = models.TextField(blank=True)
    receipt = models.CharField(max_length=200, blank=True)
    receipt_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answer_on = models.DateField(null=True, blank=True)

    history = records(
        public=[
            "id", "school", "disclosure", "recorded_at", "recorded_by", "left_at", "channel", "ground",
            "told_confidential", "receipt_on", "answer_on",
        ], personal=["about_words", "to_words", "what_words", "not_told_words", "phone", "sent_by_words", "deviation", "receipt", "answer"]
    )  # fmt: skip

    class Meta:
        ordering = ["left_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="sharing_channel_known"),
            models.CheckConstraint(condition=Q(ground__in=["", *Ground.values]), name="sharing_ground_known"),
        ]


class SharedPair(CaseRow):
    """How much of one item went to one recipient in one sharing."""

    sharing = models.ForeignKey(SharingRecord, on_delete=models.PROTECT, related_name="pairs")
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="sent")
    extent = models.CharField(max_length=10, choices=Extent.choices)

    history = records(public=["id", "school", "sharing", "pair", "extent"], insert_only=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "sharing", "pair"], name="shared_pair_once_a_sharing"),
            models.CheckConstraint(
                condition=Q(extent__in=[Extent.WHOLE, Extent.REDACTED]), name="shared_pair_extent_known"
            ),
        ]


class Incident(CaseRow):
    """Something went otherwise than decided: what, when, who reported it, and how an adviser ended it."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="incidents")
    sharing = models.ForeignKey(
        SharingRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents"
    )
    what = models.TextField()
    happened_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ending = models.TextField(blank=True)

    history = records(
        public=[
            "id", "school", "disclosure", "sharing", "happened_at", "reported_at", "reported_by", "ended_at", "ended_by",
        ], personal=["what", "ending"]
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="incident_ended_at_and_by",
            ),
        ]
