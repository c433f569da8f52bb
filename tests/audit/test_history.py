"""Every way of writing that the history could not follow is refused, before anything is stored."""

import pytest
from django.db.models import Model

from accounts.models import School, User
from audit import clock
from audit.action import NotInAction, WrongWay, action
from tests.audit.made import new_school

pytestmark = pytest.mark.django_db
HistoricalSchool = School.history.model


def inside():
    return action("test.changed", actor=None, chain="trust", empty_ok=True)


def test_a_row_outside_an_action_is_refused_before_it_is_stored(school, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(NotInAction):
        school.save()


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
