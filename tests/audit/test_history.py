"""Every way of writing that the history could not follow is refused, before anything is stored."""

import pytest
from django.core import serializers
from django.db.models import Model
from simple_history.utils import bulk_create_with_history, bulk_update_with_history, update_change_reason

from accounts.models import Appointment, School, User
from audit import clock
from audit.action import NotInAction, WrongWay, action
from audit.models import Entry, Head, Note
from tests.audit.made import new_school

pytestmark = pytest.mark.django_db
HistoricalSchool = School.history.model


def inside():
    return action("test.changed", actor=None, chain="trust", empty_ok=True)


OUTSIDE = {
    "save": lambda school: school.save(),
    "save of some fields": lambda school: school.save(update_fields=["name"]),
    "save_base": lambda school: school.save_base(raw=True),
    "save_without_historical_record": lambda school: school.save_without_historical_record(),
    "a new row": lambda school: new_school("OAK", "Oak").save(),
    "create": lambda school: User.objects.create(email="x@example.org", name="X"),
    "get_or_create": lambda school: User.objects.get_or_create(email="x@example.org", defaults={"name": "X"}),
    "update_or_create": lambda school: School.objects.update_or_create(code="BRK", defaults={"name": "X"}),
    "a fixture": lambda school: [row.save() for row in serializers.deserialize("json", as_fixture(school))],
}


def as_fixture(school):
    return serializers.serialize("json", [school])


@pytest.mark.parametrize("way", OUTSIDE)
def test_nothing_is_written_outside_an_action(school, way):
    before = School.history.count()
    with pytest.raises(NotInAction):
        OUTSIDE[way](school)
    assert (School.objects.count(), School.history.count(), User.objects.count()) == (1, before, 0)


def with_attribute(school, name, value):
    setattr(school, name, value)
    school.save()


NEVER = {
    "update": lambda school: School.objects.update(name="X"),
    "update through the base manager": lambda school: School._base_manager.update(name="X"),
    "delete": lambda school: school.delete(),
    "delete of many": lambda school: School.objects.all().delete(),
    "_raw_delete": lambda school: School.objects.all()._raw_delete("default"),
    "bulk_create": lambda school: School.objects.bulk_create([new_school("OAK", "Oak")]),
    "bulk_update": lambda school: School.objects.bulk_update([school], ["name"]),
    "bulk_create_with_history": lambda school: bulk_create_with_history([new_school("OAK", "Oak")], School),
    "bulk_update_with_history": lambda school: bulk_update_with_history([school], School, ["name"]),
    "related update": lambda school: school.appointments.update(position="X"),
    "related delete": lambda school: school.appointments.all().delete(),
    "related add": lambda school: school.appointments.add(Appointment.objects.first()),
    "save_without_historical_record": lambda school: school.save_without_historical_record(),
    "_change_reason": lambda school: with_attribute(school, "_change_reason", "Because"),
    "_history_date": lambda school: with_attribute(school, "_history_date", clock.now()),
    "_history_user": lambda school: with_attribute(school, "_history_user", None),
    "skip_history_when_saving": lambda school: with_attribute(school, "skip_history_when_saving", True),
    "history update": lambda school: School.history.update(name="X"),
    "history update through the base manager": lambda school: HistoricalSchool._base_manager.update(name="X"),
    "history delete": lambda school: school.history.all().delete(),
    "history row save": lambda school: school.history.first().save(),
    "history row delete": lambda school: school.history.first().delete(),
    "history row by hand": lambda school: HistoricalSchool(id=1, history_date=clock.now(), history_type="~").save(),
    "history create": lambda school: School.history.create(id=1),
    "history bulk_create": lambda school: HistoricalSchool.objects.bulk_create([]),
    "bulk_history_create": lambda school: School.history.bulk_history_create([school]),
    "update_change_reason": lambda school: update_change_reason(school, "Because"),
    "head": lambda school: Head.objects.update(size=0),
    "head save": lambda school: Head.objects.get(chain="BRK").save(),
    "entry": lambda school: Entry.objects.update(event="test.read"),
    "entry through the base manager": lambda school: Entry._base_manager.update(event="test.read"),
    "entry save": lambda school: Entry.objects.first().save(),
    "entry delete": lambda school: Entry.objects.first().delete(),
    "entries delete": lambda school: Entry.objects.all().delete(),
    "entry create": lambda school: Entry.objects.create(chain="BRK"),
    "note": lambda school: Note.objects.update(text="X"),
    "note bulk_create": lambda school: Note.objects.bulk_create([]),
}


@pytest.mark.parametrize("way", NEVER)
def test_some_ways_are_refused_inside_an_action_too(school, user, way):
    with inside():
        Appointment(user=user, role="staff", school=school, position="Form tutor", since=clock.today()).save()
    before = School.history.count(), Entry.objects.count()
    with pytest.raises(WrongWay) as refused, inside():
        NEVER[way](school)
    assert (School.history.count(), Entry.objects.count()) == before
    assert "Brook" not in str(refused.value)


def test_a_removal_that_django_would_carry_on_is_refused(user):
    with pytest.raises(WrongWay):
        Model.delete(user)


def test_untracked_fields_are_saved_without_history_and_without_an_action(user):
    before = user.history.count()
    user.set_password("correct horse battery staple")
    user.save(update_fields=["password"])
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])
    assert user.history.count() == before
    with pytest.raises(NotInAction):
        user.save(update_fields=["last_login", "name"])


def test_untracked_fields_are_in_no_history(user):
    assert not {"password", "last_login"} & {field.name for field in user.history.model._meta.fields}


def test_an_insert_only_row_is_written_once(school, user, monkeypatch):
    monkeypatch.setattr(School.audit_records, "insert_only", True)
    with inside():
        new_school("OAK", "Oak").save()
    with pytest.raises(WrongWay), inside():
        school.save()
    with pytest.raises(WrongWay), inside() as act:
        act.update([school], ["name"])


def test_creating_through_managers_works_inside_an_action(db):
    with inside():
        made, _ = User.objects.get_or_create(email="x@example.org", defaults={"name": "X"})
        assert User.objects.update_or_create(email="x@example.org", defaults={"name": "Y"}) == (made, False)
    assert [row.name for row in made.history.all()] == ["Y", "X"]


def test_the_setting_that_turns_history_off_has_no_effect(school, settings):
    settings.SIMPLE_HISTORY_ENABLED = False
    with inside():
        school.save()
    assert school.history.count() == 2


def test_a_new_user_saves_the_whole_row_with_history(user):
    with inside():
        user.set_password("correct horse battery staple")
        user.save()
    assert user.history.count() == 2


def test_history_is_read_by_row_and_by_entry_alone():
    indexed = {field.name for field in HistoricalSchool._meta.fields if field.db_index and not field.primary_key}
    assert indexed == {"entry"}
    assert [index.fields for index in HistoricalSchool._meta.indexes] == [["id", "-history_id"]]
