"""Django's signals, where the audit needs them. No app defines signals of its own."""

from django.db import connections
from django.db.models import QuerySet
from django.db.models.signals import post_migrate, pre_delete, pre_migrate, pre_save
from django.dispatch import receiver

from audit import guards, roles
from audit.history import Audited
from audit.models import TRUST, Head
from audit.refusals import WrongWay


@receiver(pre_save)
def refuse_outside_an_action(sender, instance, raw=False, using=None, update_fields=None, **kwargs):
    """An audited row is refused before it is stored, fixtures (`raw`) included. Raises NotInAction, WrongWay."""
    if issubclass(sender, Audited):
        sender.check_may_write(instance, creating=instance._state.adding, update_fields=update_fields)


@receiver(pre_delete)
def refuse_removal(sender, **kwargs):
    """Also when Django would remove an audited row with another one. Raises WrongWay."""
    if issubclass(sender, Audited):
        raise WrongWay("Audited rows are never removed.")


@receiver(pre_migrate)
def make_way_for_rebuilt_tables(sender, using, plan=(), **kwargs):
    """SQLite alters a table by building it anew, which a trigger that reads another table would stop."""
    if sender.name == "audit" and plan and connections[using].vendor == "sqlite":
        guards.remove(using)


@receiver(post_migrate)
def prepare_database(sender, using, **kwargs):
    """Once every app has migrated: the trust's chain, the guards, and what the roles may do."""
    if sender.name != "audit" or Head._meta.db_table not in connections[using].introspection.table_names():
        return
    heads = QuerySet(Head, using=using)
    if not heads.filter(chain=TRUST).exists():
        heads.bulk_create([Head(chain=TRUST)])
    guards.install(using)
    if roles.exist(using):
        roles.grant(using)
