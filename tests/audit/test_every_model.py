"""Every installed model is in the record, or stands in one list with its reason."""

import pytest
from django.apps import apps

from audit import guards
from audit.exempt import EXEMPT
from audit.history import Audited
from audit.models import History

INSTALLED = {model._meta.label_lower: model for model in apps.get_models()}


def is_recorded(model):
    return issubclass(model, Audited | History)


@pytest.mark.parametrize("label", sorted(INSTALLED))
def test_it_is_audited_or_has_a_reason_not_to_be(label):
    model, kept = INSTALLED[label], label in guards.insert_only_labels()
    accounted = [is_recorded(model), kept, label in EXEMPT]
    assert accounted.count(True) == 1, f"{label} must be audited, or stand in audit/exempt.py with its reason"
    if kept:
        assert model._meta.get_field("entry_id").column == "entry_id"


def test_the_list_names_installed_models_and_reasons_only():
    assert set(EXEMPT) <= set(INSTALLED)
    assert guards.insert_only_labels() <= set(INSTALLED)
    assert all(len(reason.split()) > 2 for reason in EXEMPT.values())


def test_only_the_users_password_and_last_sign_in_are_untracked():
    untracked = {
        (label, name)
        for label, model in INSTALLED.items()
        if issubclass(model, Audited)
        for name in model.audit_records.untracked
    }
    assert untracked == {("accounts.user", "password"), ("accounts.user", "last_login")}
