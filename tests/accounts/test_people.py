from datetime import timedelta

import pytest

from accounts import people
from accounts.models import Appointment, User
from accounts.permissions import NotPermitted
from accounts.roles import CASE_ROLES, TRUST_ROLES, Role
from audit import clock
from audit.models import Entry


def last_entry():
    return Entry.objects.filter(chain="trust").order_by("-seq").first()


def count():
    return Entry.objects.count()


def add(cast, **values):
    return people.add_person(cast.adviser, **{"name": "Una Moss", "email": "una.moss@example.org", **values})


def test_adding_a_person_is_one_entry_without_their_name(cast):
    before = count()
    person = add(cast, name=" Una  Moss ", email="Una.Moss@Example.org")
    assert (person.name, person.email) == ("Una Moss", "una.moss@example.org")
    assert not person.has_usable_password()
    entry = last_entry()
    assert count() == before + 1
    assert (entry.event, entry.actor, entry.capacity) == ("person.added", cast.adviser.pk, "adviser")
    assert entry.facts == {"person": person.pk}
    assert "Moss" not in entry.body
    assert "una.moss" not in entry.body


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "una.moss"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "JOANNA.finch@example.org "}, "email"),
    ],
)
def test_a_wrong_name_or_address_is_refused_and_leaves_nothing(cast, values, field):
    before = count()
    with pytest.raises(people.Refused) as refused:
        add(cast, **values)
    assert refused.value.field == field
    assert count() == before


ADDERS = {"adviser", "second_adviser", "administrator"}


def test_only_the_adviser_and_the_administrator_add_people(cast):
    for part, by in cast.people().items():
        email = f"added.by.{by.pk}@example.org"
        if part in ADDERS:
            assert people.add_person(by, "Una Moss", email).pk
        else:
            with pytest.raises(NotPermitted):
                people.add_person(by, "Una Moss", email)


def test_only_the_adviser_makes_and_ends_appointments(cast):
    for part, by in cast.people().items():
        if part in {"adviser", "second_adviser"}:
            continue
        with pytest.raises(NotPermitted):
            people.appoint(by, cast.nobody, Role.STAFF, cast.brook)
        with pytest.raises(NotPermitted):
            people.end_appointment(by, cast.volunteer.appointments.get(), clock.today())
    assert not cast.nobody.appointments.exists()
    assert cast.volunteer.appointments.current().exists()


def test_an_adviser_neither_makes_nor_ends_their_own(cast):
    with pytest.raises(NotPermitted, match="your own"):
        people.appoint(cast.adviser, cast.adviser, Role.HEADTEACHER, cast.brook)
    with pytest.raises(NotPermitted, match="your own"):
        people.end_appointment(cast.adviser, cast.adviser.appointments.get(), clock.today())
    ended = people.end_appointment(cast.second_adviser, cast.adviser.appointments.get(), clock.today())
    assert ended.until == clock.today()


def test_an_appointment_is_one_entry_with_its_role_and_school(cast):
    before = count()
    made = people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook, "  Form   tutor ")
    assert (made.position, made.since, made.until) == ("Form tutor", clock.today(), None)
    entry = last_entry()
    assert count() == before + 1
    assert entry.event == "appointment.made"
    assert entry.facts == {"person": cast.nobody.pk, "role": "staff", "school": "BRK"}
    people.end_appointment(cast.adviser, made, clock.today())
    assert (last_entry().event, last_entry().facts["role"]) == ("appointment.ended", "staff")


@pytest.mark.parametrize("role", CASE_ROLES)
def test_an_administrator_gets_no_role_in_a_disclosure(cast, role):
    school = None if role in TRUST_ROLES else cast.brook
    with pytest.raises(people.Refused, match="administrator") as refused:
        people.appoint(cast.adviser, cast.administrator, role, school)
    assert refused.value.field == "role"


@pytest.mark.parametrize("part", ["author", "volunteer", "lead", "headteacher", "second_adviser"])
def test_nobody_with_a_role_in_a_disclosure_becomes_administrator(cast, part):
    with pytest.raises(people.Refused, match="holds one"):
        people.appoint(cast.adviser, getattr(cast, part), Role.ADMINISTRATOR)


def test_roles_that_exclude_each_other_may_follow_each_other(cast):
    today = clock.today()
    assert people.appoint(cast.adviser, cast.leaver, Role.ADMINISTRATOR, until=today + timedelta(days=9))
    with pytest.raises(people.Refused):
        people.appoint(cast.adviser, cast.leaver, Role.STAFF, cast.brook, since=today + timedelta(days=9))
    assert people.appoint(cast.adviser, cast.leaver, Role.STAFF, cast.brook, since=today + timedelta(days=10))


def test_the_end_cannot_be_moved_into_a_role_that_excludes_it(cast):
    today = clock.today()
    admin = people.appoint(cast.adviser, cast.nobody, Role.ADMINISTRATOR, until=today + timedelta(days=9))
    people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook, since=today + timedelta(days=20))
    assert people.end_appointment(cast.adviser, admin, today + timedelta(days=19)).until == today + timedelta(days=19)
    with pytest.raises(people.Refused) as refused:
        people.end_appointment(cast.adviser, admin, today + timedelta(days=20))
    assert refused.value.field == "until"


@pytest.mark.parametrize(
    ("role", "with_school", "field"),
    [("king", True, "role"), (Role.STAFF, False, "school"), (Role.TRUSTEE, True, "school")],
)
def test_role_and_school_must_go_together(cast, role, with_school, field):
    with pytest.raises(people.Refused) as refused:
        people.appoint(cast.adviser, cast.nobody, role, cast.brook if with_school else None)
    assert refused.value.field == field


def test_the_last_day_is_not_before_the_first(cast):
    today = clock.today()
    with pytest.raises(people.Refused) as refused:
        people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook, "", today, today - timedelta(days=1))
    assert refused.value.field == "until"
    held = cast.author.appointments.get()
    with pytest.raises(people.Refused):
        people.end_appointment(cast.adviser, held, held.since - timedelta(days=1))


def test_the_same_role_is_not_held_twice(cast):
    with pytest.raises(people.Refused):
        people.appoint(cast.adviser, cast.author, Role.STAFF, cast.brook, "Another position")
    assert people.appoint(cast.adviser, cast.author, Role.STAFF, cast.ashby)


def test_what_has_ended_stays_ended(cast):
    before = count()
    with pytest.raises(people.Refused):
        people.end_appointment(cast.adviser, cast.leaver.appointments.get(), clock.today())
    assert count() == before


def test_a_position_has_at_most_80_characters(cast):
    with pytest.raises(people.Refused) as refused:
        people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook, "x" * 81)
    assert refused.value.field == "position"


def test_an_account_is_closed_and_opened_again(cast):
    people.close_account(cast.adviser, cast.author)
    assert not User.objects.get(pk=cast.author.pk).is_active
    assert last_entry().event == "person.deactivated"
    with pytest.raises(people.Refused):
        people.close_account(cast.adviser, cast.author)
    with pytest.raises(people.Refused):
        people.appoint(cast.adviser, cast.author, Role.STAFF, cast.ashby)
    with pytest.raises(people.Refused):
        people.new_password_link(cast.adviser, cast.author)
    people.open_account(cast.adviser, cast.author)
    assert last_entry().event == "person.reactivated"
    assert cast.author.appointments.current().exists()


def test_who_may_close_an_account(cast):
    for part, by in cast.people().items():
        if part not in {"adviser", "second_adviser"}:
            with pytest.raises(NotPermitted):
                people.close_account(by, cast.volunteer)
    with pytest.raises(NotPermitted):
        people.close_account(cast.adviser, cast.adviser)
    with pytest.raises(people.Refused):
        people.close_account(cast.adviser, cast.set_up)


def test_who_may_make_a_link_for_whom(cast):
    for part, by in cast.people().items():
        if part not in {"adviser", "second_adviser", "administrator"}:
            with pytest.raises(NotPermitted):
                people.new_password_link(by, cast.nobody)
    for by, person in (
        (cast.administrator, cast.author),
        (cast.administrator, cast.nobody),
        (cast.administrator, cast.leaver),
        (cast.administrator, cast.trustee),
        (cast.administrator, cast.adviser),
        (cast.adviser, cast.adviser),
        (cast.adviser, cast.set_up),
    ):
        with pytest.raises(NotPermitted):
            people.new_password_link(by, person)
    for by, person in (
        (cast.adviser, cast.nobody),
        (cast.adviser, cast.author),
        (cast.adviser, cast.administrator),
    ):
        assert people.new_password_link(by, person)
        assert (last_entry().event, last_entry().facts) == ("password.link-made", {"person": person.pk})


def test_an_administrator_makes_no_link_for_somebody_who_is_still_to_begin(cast):
    people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook, since=clock.today() + timedelta(days=5))
    with pytest.raises(NotPermitted):
        people.new_password_link(cast.administrator, cast.nobody)


def test_a_service_account_is_made_once(cast):
    before = User.objects.count()
    assert people.service_account("set-up") == cast.set_up
    assert people.service_account("reminders").is_service
    assert User.objects.count() == before + 1
    assert not Appointment.objects.filter(user__is_service=True).exists()


# The telephone number of an appointment


def test_an_adviser_gives_and_changes_a_telephone_number_on_record(cast):
    made = people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook, phone=" 01632  960 150 ")
    assert made.phone == "01632 960 150"
    changed = people.change_phone(cast.adviser, made, "01632 960151")
    assert (last_entry().event, last_entry().facts["role"]) == ("appointment.phone-changed", "staff")
    assert [version.phone for version in changed.history.order_by("history_id")] == ["01632 960 150", "01632 960151"]
    entry = last_entry()
    people.change_phone(cast.adviser, changed, "01632 960151")  # the same again is nothing to record
    assert last_entry() == entry
    assert people.change_phone(cast.adviser, changed, "").phone == ""


@pytest.mark.parametrize("phone", ["ring me", "01632 960150" * 4, "<script>", "12"])
def test_what_nobody_could_ring_is_refused(cast, phone):
    held = Appointment.objects.get(user=cast.headteacher)
    with pytest.raises(people.Refused) as refused:
        people.change_phone(cast.adviser, held, phone)
    assert refused.value.field == "phone"
    held.refresh_from_db()
    assert held.phone == ""


def test_nobody_else_changes_a_number_and_it_stays_with_what_has_ended(cast):
    held = Appointment.objects.get(user=cast.headteacher)
    for by in (cast.headteacher, cast.administrator, cast.author):
        with pytest.raises(NotPermitted):
            people.change_phone(by, held, "01632 960150")
    with pytest.raises(people.Refused):
        people.change_phone(cast.adviser, Appointment.objects.get(user=cast.leaver), "01632 960150")
