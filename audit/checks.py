"""System checks: what an audited model may not be, and whether the guards stand in the database."""

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import connections, models

from audit import guards
from audit.exempt import EXEMPT
from audit.history import Audited, AuditedQuerySet
from audit.models import History

RESERVED = {"entry", "key"}


@checks.register(checks.Tags.models)
def check_audited_models(app_configs=None, **kwargs):
    """E001 to E009: see the sentences."""
    if not getattr(settings, "SIMPLE_HISTORY_ENABLED", True):
        yield checks.Error("SIMPLE_HISTORY_ENABLED cannot be off: the history is the evidence.", id="audit.E006")
    for model in apps.get_models():
        if issubclass(model, Audited):
            yield from _check_model(model)
        elif not (
            issubclass(model, History) or _label(model) in EXEMPT or _label(model) in guards.insert_only_labels()
        ):
            sentence = "Audit it, name it to guards.insert_only, or give a reason in audit/exempt.py."
            yield checks.Error(sentence, obj=model, id="audit.E008")


def _label(model):
    return model._meta.label_lower


def _check_model(model):
    records = getattr(model, "audit_records", None)
    if records is None:
        yield checks.Error("An audited model needs `history = records(...)`.", obj=model, id="audit.E001")
        return
    if model._meta.many_to_many:
        yield checks.Error("An audited model has no ManyToManyField: use a model.", obj=model, id="audit.E002")
    names = {field.name for field in model._meta.fields}
    for name in sorted((records.public | records.personal | records.untracked) - names):
        yield checks.Error(f"records() names {name}, which is no field.", obj=model, id="audit.E003")
    for field in model._meta.fields:
        if field.name in RESERVED or field.name.startswith("history_"):
            yield checks.Error(f"{field.name} is a column of its history.", obj=model, id="audit.E004")
        listed = [field.name in kind for kind in (records.public, records.personal, records.untracked)]
        if sum(listed) > 1 or not (field.primary_key or any(listed)):
            yield checks.Error(
                f"{field.name} must be public, personal or untracked: exactly one.", obj=model, id="audit.E009"
            )
        if field.name in records.personal and not _can_be_emptied(field):
            yield checks.Error(
                f"{field.name} is personal, so it must be text, JSON or nullable: it has to be emptied one day.",
                obj=model,
                id="audit.E005",
            )
    for manager in model._meta.managers:
        if not isinstance(manager.get_queryset(), AuditedQuerySet):
            yield checks.Error(f"{manager.name} is not made from AuditedQuerySet.", obj=model, id="audit.E007")


def _can_be_emptied(field):
    return field.null or isinstance(field, models.CharField | models.TextField | models.JSONField)


@checks.register(checks.Tags.database)
def check_guards(app_configs=None, databases=None, **kwargs):
    """W001: a warning and not an error, since `migrate` runs this check before it can install anything."""
    for alias in databases or []:
        if connections[alias].introspection.table_names():
            for place in guards.missing(alias):
                yield checks.Warning(f"The trigger {place} is not installed. Run manage.py migrate.", id="audit.W001")
