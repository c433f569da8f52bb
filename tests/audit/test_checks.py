"""The system checks tell each thing that an audited model may not be."""

from copy import copy

import pytest
from django.db import models
from django.test.utils import isolate_apps

from accounts.models import School
from audit import checks
from audit.history import Audited


def told(model):
    return [found.id for found in checks._check_model(model)]


def shaped(name="Shape", **fields):
    """A model of these fields, all of them personal, with the history settings of School otherwise."""
    attributes = {"__module__": "accounts.models", "Meta": type("Meta", (), {"app_label": "accounts"}), **fields}
    model = type(name, (Audited,), attributes)
    model.audit_records = copy(School.audit_records)
    own = {field.name for field in model._meta.local_fields if not field.primary_key}
    model.audit_records.public, model.audit_records.personal = frozenset({"id"}), frozenset(own)
    return model


@pytest.fixture(autouse=True)
def _apart():
    with isolate_apps("accounts"):
        yield


def test_this_project_passes():
    assert list(checks.check_audited_models()) == []


@pytest.mark.parametrize(
    ("field", "found"),
    [
        (models.TextField(), []),
        (models.CharField(max_length=3), []),
        (models.JSONField(default=dict), []),
        (models.DateField(null=True), []),
        (models.DateField(), ["audit.E005"]),
        (models.BooleanField(), ["audit.E005"]),
    ],
)
def test_a_personal_field_can_be_emptied_one_day(field, found):
    assert told(shaped(born=field)) == found


def test_columns_of_the_history_are_taken():
    assert told(shaped(key=models.TextField())) == ["audit.E004"]
    assert told(shaped("Dated", history_date=models.TextField())) == ["audit.E004"]


@pytest.mark.parametrize("kind", ["public", "personal"])
def test_records_names_fields_that_are_there(kind):
    model = shaped(title=models.TextField())
    setattr(model.audit_records, kind, frozenset({*getattr(model.audit_records, kind), "titel"}))
    assert told(model) == ["audit.E003"]


def test_a_field_is_named_exactly_once():
    model = shaped(title=models.TextField())
    model.audit_records.public = frozenset({"id", "title"})
    assert told(model) == ["audit.E009"]
    model.audit_records.public, model.audit_records.personal = frozenset({"id"}), frozenset()
    assert told(model) == ["audit.E009"]


def test_every_manager_is_guarded():
    assert told(shaped(objects=models.Manager())) == ["audit.E007"]


def test_an_audited_model_has_a_history():
    model = shaped()
    model.audit_records = None
    assert told(model) == ["audit.E001"]


def test_many_to_many_is_refused():
    other = shaped("Other")
    assert told(shaped(many=models.ManyToManyField(other))) == ["audit.E002"]


def test_a_model_without_guards_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "EXEMPT", {})
    found = {error.obj._meta.label for error in checks.check_audited_models() if error.id == "audit.E008"}
    assert found >= {"sessions.Session", "auth.Group"}
    assert not found & {"accounts.School", "accounts.HistoricalSchool", "decisions.Contributor"}


def test_history_cannot_be_switched_off(settings):
    settings.SIMPLE_HISTORY_ENABLED = False
    assert "audit.E006" in [found.id for found in checks.check_audited_models()]
