from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from accounts.models import Appointment, Trust, User
from accounts.names import tidy_email, tidy_name
from accounts.roles import CASE_ROLES, SENTENCES, TRUST_ROLES, WRITING_ROLES, Role
from audit import clock
from audit.action import NotInAction, action


def test_names_are_brought_to_one_form():
    assert tidy_name("  Jose\u0301   Ruiz ") == "Jos\u00e9 Ruiz"
    assert tidy_email(" Jo@Example.ORG ") == "jo@example.org"


def test_every_role_has_its_sentence_and_its_kind():
    assert set(SENTENCES) == set(Role)
    assert set(TRUST_ROLES) == {Role.ADVISER, Role.TRUSTEE, Role.ADMINISTRATOR, Role.POLICY_OWNER}
    assert set(CASE_ROLES) == set(Role) - {Role.TRUSTEE, Role.ADMINISTRATOR, Role.POLICY_OWNER}
    assert WRITING_ROLES == CASE_ROLES


def test_somebody_is_found_however_the_address_is_typed(cast):
    assert User.objects.get_by_natural_key(" Joanna.FINCH@example.org ") == cast.author


def test_nobody_is_a_superuser(cast):
    assert not cast.adviser.has_perm("accounts.add_user")
    assert not cast.staff_flag.has_module_perms("accounts")


def test_a_name_is_in_no_representation(cast):
    assert "Finch" not in f"{cast.author!r} {cast.author}"


def test_a_person_is_not_saved_outside_an_action(cast):
    cast.author.name = "Another Name"
    with pytest.raises(NotInAction):
        cast.author.save()


@pytest.mark.parametrize(
    "values",
    [
        {"role": "king"},
        {"role": Role.STAFF, "school": None},
        {"role": Role.ADVISER, "school": "brook"},
        {"role": Role.STAFF, "school": "brook", "until": date(2026, 8, 31)},
    ],
    ids=["unknown role", "staff without a school", "adviser at a school", "ends before it begins"],
)
def test_the_database_refuses_a_wrong_appointment(cast, values):
    school = cast.brook if values.get("school") else None
    made = Appointment(**{"user": cast.nobody, "since": date(2026, 9, 1), **values, "school": school})
    with pytest.raises(IntegrityError), action("appointment.made", actor=cast.set_up, chain="trust"):
        made.save()


def test_the_database_holds_one_trust(cast):
    with pytest.raises(IntegrityError), action("trust.set-up", actor=cast.set_up, chain="trust"):
        Trust(id=2, name="Another Trust").save()


def test_the_database_refuses_an_address_in_capitals(cast):
    with pytest.raises(IntegrityError), action("person.added", actor=cast.set_up, chain="trust"):
        User(name="Cap Ital", email="Cap@example.org").save()


def test_both_days_of_an_appointment_count(cast):
    today = clock.today()
    ended = cast.leaver.appointments.get()
    assert ended.until == today - timedelta(days=1)
    for day, counts in ((ended.since - timedelta(days=1), 0), (ended.since, 1), (ended.until, 1), (today, 0)):
        assert cast.leaver.appointments.current(day).count() == counts


def test_a_closed_account_holds_nothing(cast):
    assert cast.author.appointments.current().exists()
    cast.author.is_active = False
    with action("person.deactivated", actor=cast.set_up, chain="trust"):
        cast.author.save()
    assert not cast.author.appointments.current().exists()


def test_the_history_leaves_out_the_password_and_nothing_else(cast):
    tracked = {field.name for field in User.history.model.tracked_fields}
    assert {field.name for field in User._meta.fields} - tracked == {"password", "last_login"}
