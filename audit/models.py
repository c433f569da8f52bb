"""What the audit keeps: heads, entries, notes, and the two columns that every history row carries."""

import json

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import cached_property

from audit import canon
from audit.refusals import WrongWay

TRUST = "trust"


class RecordQuerySet(QuerySet):
    """Reads the record. Only `audit.action` writes it, past this class."""

    def _refuse(self, *args, **kwargs):
        raise WrongWay("The record is written by audit.action and never changed.")

    create = get_or_create = update_or_create = bulk_create = bulk_update = _refuse
    update = delete = _raw_delete = _refuse
    _refuse.queryset_only = False
    _refuse.alters_data = True


class Record(models.Model):
    """A row of the record itself: written once, in `audit.action`, and never changed or removed."""

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        raise WrongWay("The record is written by audit.action and never changed.")

    def delete(self, *args, **kwargs):
        raise WrongWay("The record is never removed.")


class Head(Record):
    """The end of one chain: how many entries it has and the hash of the last. Locked last in every action."""

    chain = models.CharField(max_length=20, primary_key=True)
    size = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=canon.NO_HASH)

    def __str__(self):
        return f"head of {self.chain}"


class Entry(Record):
    """One action: who did what, when, in what capacity, with a seal over every row that changed.

    `body` is the evidence, kept as the exact text that was hashed; the other columns repeat it for queries
    (`token` alone is not in it). `case` is the number of what the entry is about, `actor` the number of the
    account, neither as a foreign key: the record outlives both.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    chain = models.CharField(max_length=20)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    actor = models.BigIntegerField(null=True)
    case = models.BigIntegerField(null=True)
    body = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)
    token = models.UUIDField(null=True)

    class Meta:
        ordering = ["-at", "-seq"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_entry_place_once"),
            models.UniqueConstraint(fields=["actor", "token"], name="audit_entry_token_once"),
        ]
        indexes = [models.Index(fields=["case", "actor", "event", "at"], name="audit_entry_about")]

    def __str__(self):
        return f"entry {self.chain}/{self.seq}"

    @cached_property
    def _content(self):
        return json.loads(self.body)

    @property
    def facts(self):
        """The public facts of the action, as given to `act.facts`."""
        return self._content["facts"]

    @property
    def capacity(self):
        """In what capacity the actor acted, or an empty text."""
        return self._content["as"] or ""

    @property
    def rows(self):
        """What changed: {"table:history id": {"op", "open", "pk", "seal", "sealed"}}."""
        return self._content["rows"]


class Note(Record):
    """The reason given, or words searched for: personal, so kept beside the entry and sealed in its body."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="note")
    text = models.TextField()
    key = models.TextField()

    def __str__(self):
        return f"note of entry {self.entry_id}"


class History(models.Model):
    """Base of every history table: the entry that seals the row, and the row's own key.

    With the key gone nobody can guess the personal values from the seal; each row has its own, so that one
    person's rows can be let go.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    key = models.TextField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        raise WrongWay("A history row is written by its model's save() inside an action, and never changed.")

    def delete(self, *args, **kwargs):
        raise WrongWay("A history row is never removed.")
