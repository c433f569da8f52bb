"""What an app writes to make a model audited.

class School(Audited):
    code = models.CharField(max_length=3, unique=True)
    history = records(public=["code"])
"""

from django.db import models
from django.db.models import QuerySet
from simple_history.manager import HistoricalQuerySet, HistoryManager
from simple_history.models import HistoricalRecords

from audit import action
from audit.models import History, RecordQuerySet
from audit.refusals import WrongWay

BENDERS = ("_change_reason", "_history_date", "_history_user", "skip_history_when_saving")


class AuditedQuerySet(QuerySet):
    """Reads audited rows. What would change many at once, or remove any, is refused.

    `create`, `get_or_create` and `update_or_create` go through `save()` and so need an open action.
    """

    def _refuse(self, *args, **kwargs):
        raise WrongWay("Audited rows change through save(), act.insert() or act.update(), and are never removed.")

    _refuse.queryset_only = False
    _refuse.alters_data = True
    update = delete = bulk_create = bulk_update = _raw_delete = _refuse


class Audited(models.Model):
    """A model whose every change is in the record.

    May offer `audit_chain()`: the chain its rows belong to (a school's code); a row without it may stand in any.
    """

    objects = AuditedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def check_may_write(cls, instance, *, creating, update_fields=None):
        """Raises NotInAction or WrongWay when this row may not be written now."""
        if not creating and only_untracked(cls, update_fields):
            return
        action.current()
        bent = [name for name in BENDERS if hasattr(instance, name)]
        if bent:
            raise WrongWay(f"{bent[0]} would bend the history: give the action a reason instead.")
        if cls.audit_records.insert_only and not creating:
            raise WrongWay(f"A row of {cls._meta.label} is written once.")

    def delete(self, *args, **kwargs):
        raise WrongWay("Audited rows are never removed.")


def only_untracked(model, update_fields):
    """Whether a save names only fields without history (a password's hash, the last sign-in)."""
    return bool(update_fields) and set(update_fields) <= model.audit_records.untracked


class GuardedHistoricalQuerySet(RecordQuerySet, HistoricalQuerySet):
    """Reads history rows."""


class GuardedHistoryManager(HistoryManager):
    """`Model.history`: reads history rows, and makes none in bulk."""

    def bulk_history_create(self, *args, **kwargs):
        raise WrongWay("History rows are written by save(), act.insert() and act.update() alone.")


class Records(HistoricalRecords):
    """simple-history, made evidence: two more columns, no switches to turn it off, one index instead of many."""

    def __init__(self, public, personal, untracked, insert_only, **kwargs):
        self.public = frozenset(public)
        self.personal = frozenset(personal)
        self.untracked = frozenset(untracked)
        self.insert_only = insert_only
        super().__init__(
            bases=[History],
            excluded_fields=sorted(untracked),
            history_id_field=models.BigAutoField(primary_key=True),
            history_user_id_field=models.BigIntegerField(null=True),
            history_manager=GuardedHistoryManager,
            historical_queryset=GuardedHistoricalQuerySet,
            **kwargs,
        )

    _date_indexing = False

    def finalize(self, sender, **kwargs):
        super().finalize(sender, **kwargs)
        if self.cls is sender:
            sender.audit_records = self
            sender.history_model = sender.history.model
            # Related managers add through the base manager, so that one must be guarded too.
            sender._meta.base_manager_name = "objects"
            sender._meta.__dict__.pop("base_manager", None)

    def copy_fields(self, model):
        """History is read by row and by entry only; an index on anything else would be paid for at every save."""
        fields = super().copy_fields(model)
        for field in fields.values():
            field.db_index = False
        return fields

    def get_extra_fields(self, model, fields):
        extra = super().get_extra_fields(model, fields)
        included = self.fields_included(model)
        public = frozenset(field.attname for field in included if field.name in self.public or field.primary_key)
        extra["audit_public"] = public
        extra["audit_is_sealed"] = any(field.attname not in public for field in included)
        return extra

    def get_meta_options(self, model):
        options = super().get_meta_options(model)
        options["ordering"] = ("-history_id",)
        options["get_latest_by"] = "history_id"
        options["indexes"] = [models.Index(fields=[model._meta.pk.name, "-history_id"])]
        return options

    def post_save(self, instance, created, using=None, update_fields=None, **kwargs):
        """Write the history row: always, unless only untracked fields were saved.

        With `update_fields` the row is read again first: the object may carry other changes that were not stored,
        and the history must hold what the database holds.
        """
        if not created and only_untracked(type(instance), update_fields):
            return
        stored = instance
        if update_fields is not None and not created:
            stored = QuerySet(type(instance), using=using).get(pk=instance.pk)
        self.create_historical_record(stored, "+" if created else "~", using=using)

    def create_historical_record(self, instance, history_type, using=None):
        """The row's history, by the open action. Raises NotInAction.

        simple-history's own way would build a class of manager for each row, and ask a request who acts.
        """
        act = action.current()
        act.tell(type(instance), [instance], history_type, {instance.pk: instance})


def records(public, personal=(), untracked=(), insert_only=False):
    """The `history` of an audited model. Every field but the key is named once: a system check refuses one that is not.

    `public`: names of the fields whose values stand in entries as they are. `personal`: those that stand there under
    a seal only, and can be emptied one day. `untracked`: fields without any history (of the user alone: password,
    last_login). `insert_only`: a row is written once; a database trigger refuses to change it.
    """
    return Records(public, personal, untracked, insert_only)
