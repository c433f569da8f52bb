from datetime import timedelta

import pytest

from accounts import people
from accounts.appointments import capacity_of, current_appointments, holders_of, holds, holds_any, schools_of
from accounts.roles import CASE_ROLES, Role
from audit import clock


def test_a_role_is_held_at_its_school_and_not_at_another(cast):
    assert holds(cast.headteacher, Role.HEADTEACHER)
    assert holds(cast.headteacher, Role.HEADTEACHER, cast.brook)
    assert not holds(cast.headteacher, Role.HEADTEACHER, cast.ashby)
    assert not holds(cast.headteacher, Role.ADVISER)
    assert not holds(cast.author, Role.HEADTEACHER, cast.brook)


def test_a_role_of_the_whole_trust_is_held_at_every_school(cast):
    for school in (cast.brook, cast.ashby, None):
        assert holds(cast.adviser, Role.ADVISER, school)
        assert holds(cast.trustee, Role.TRUSTEE, school)


def test_an_ended_appointment_opens_nothing(cast):
    assert not holds(cast.leaver, Role.HEADTEACHER)
    assert not schools_of(cast.leaver, CASE_ROLES)
    assert capacity_of(cast.leaver) == ""


def test_an_appointment_that_has_not_begun_opens_nothing(cast):
    people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook, "", clock.today() + timedelta(days=1))
    assert not holds(cast.nobody, Role.STAFF)


def test_several_roles_at_once(cast):
    assert holds_any(cast.lead, [Role.HEADTEACHER, Role.SAFEGUARDING_LEAD], cast.brook)
    assert not holds_any(cast.lead, [Role.HEADTEACHER, Role.STAFF], cast.brook)


def test_schools_are_those_of_the_roles_asked_for(cast):
    assert list(schools_of(cast.headteacher, [Role.HEADTEACHER])) == [cast.brook.pk]
    assert not schools_of(cast.headteacher, [Role.STAFF])
    assert not schools_of(cast.adviser, [Role.ADVISER])


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("author", "Form tutor, Brook High School"),
        ("volunteer", "Volunteer, Brook High School"),
        ("headteacher", "Headteacher, Brook High School"),
        ("other_head", "Headteacher, Ashby Primary School"),
        ("lead", "Designated safeguarding lead, Brook High School"),
        ("adviser", "Data Protection Adviser, whole trust"),
        ("trustee", "Trustee"),
        ("administrator", "Administrator"),
        ("staff_flag", ""),
        ("nobody", ""),
        ("leaver", ""),
    ],
)
def test_capacity_in_words(cast, part, words):
    assert capacity_of(getattr(cast, part)) == words


def test_two_capacities_stand_in_the_order_of_their_weight(cast):
    people.appoint(cast.adviser, cast.headteacher, Role.STAFF, cast.ashby, "Music teacher")
    words = "Headteacher, Brook High School; Music teacher, Ashby Primary School"
    assert capacity_of(cast.headteacher) == words


def test_holders_of_a_role(cast):
    assert [one.user for one in holders_of(Role.HEADTEACHER, cast.brook)] == [cast.headteacher]
    assert {one.user for one in holders_of(Role.ADVISER, cast.brook)} == {cast.adviser, cast.second_adviser}


@pytest.mark.parametrize(
    "ask",
    [
        lambda cast: holds(cast.author, Role.STAFF, cast.brook),
        lambda cast: list(schools_of(cast.author, CASE_ROLES)),
        lambda cast: capacity_of(cast.author),
        lambda cast: [one.school for one in current_appointments(cast.author)],
        lambda cast: [(one.user.name, one.school.name) for one in holders_of(Role.STAFF, cast.brook)],
    ],
)
def test_each_question_is_one_statement(cast, ask, django_assert_num_queries):
    with django_assert_num_queries(1):
        ask(cast)
