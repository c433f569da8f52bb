"""Which days count: bank holidays, terms and half-terms, and where the calendar ends."""

import datetime
from types import SimpleNamespace

import pytest

from agencies import calendar
from agencies.models import Term
from audit.action import action
from audit.events import declare

declare("test.terms", "changed the terms in a test", touches=["agencies.Term"])

D = datetime.date
BOXING_DAY_INSTEAD, SPRING_BANK_HOLIDAY = D(2026, 12, 28), D(2026, 5, 25)


@pytest.fixture
def school(cast):
    return cast.brook


def add_terms(school, *stretches):
    with action("test.terms", actor=None, chain=school.code) as act:
        act.insert(Term(school=school, name="Term", first_day=first, last_day=last) for first, last in stretches)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (D(2026, 11, 23), True),
        (D(2026, 11, 21), False),
        (D(2026, 11, 22), False),
        (D(2026, 12, 25), False),
        (BOXING_DAY_INSTEAD, False),
        (D(2026, 12, 29), True),
        (SPRING_BANK_HOLIDAY, False),
    ],
)
def test_a_working_day_is_a_weekday_that_is_no_bank_holiday(day, works):
    assert calendar.is_working_day(day) is works


def test_the_next_working_day_leaps_over_a_weekend_and_bank_holidays():
    assert calendar.next_working_day(D(2026, 11, 23)) == D(2026, 11, 24)
    assert calendar.next_working_day(D(2026, 11, 27)) == D(2026, 11, 30)
    assert calendar.next_working_day(D(2026, 12, 24)) == D(2026, 12, 29)


def test_ten_days_of_a_school_of_which_no_term_is_known_are_ten_working_days(school):
    assert calendar.school_days_after(D(2026, 11, 23), 10, school) == D(2026, 12, 7)
    assert calendar.school_days_after(D(2026, 12, 21), 10, school) == D(2027, 1, 7)


def test_days_between_terms_and_in_a_half_term_do_not_count(school):
    add_terms(
        school, (D(2026, 9, 2), D(2026, 10, 23)), (D(2026, 11, 2), D(2026, 12, 18)), (D(2027, 1, 4), D(2027, 2, 12))
    )
    assert calendar.school_days_after(D(2026, 10, 22), 1, school) == D(2026, 10, 23)
    assert calendar.school_days_after(D(2026, 10, 22), 2, school) == D(2026, 11, 2)
    assert calendar.school_days_after(D(2026, 12, 16), 10, school) == D(2027, 1, 13)


def test_the_terms_of_one_school_are_not_those_of_another(cast):
    add_terms(cast.ashby, (D(2026, 9, 2), D(2026, 10, 23)), (D(2027, 1, 4), D(2027, 2, 12)))
    assert calendar.school_days_after(D(2026, 11, 23), 10, cast.brook) == D(2026, 12, 7)
    assert calendar.school_days_after(D(2026, 11, 23), 1, cast.ashby) == D(2027, 1, 4)


def test_a_school_year_of_which_no_term_is_known_counts_every_working_day(school):
    add_terms(school, (D(2026, 9, 2), D(2026, 12, 18)))
    assert calendar.school_days_after(D(2025, 11, 24), 1, school) == D(2025, 11, 25)
    assert calendar.school_days_after(D(2026, 12, 17), 3, school) == D(2027, 9, 2)


def test_a_decision_late_in_the_evening_counts_from_its_day_in_london(school):
    late = datetime.datetime(2026, 6, 22, 23, 30, tzinfo=datetime.UTC)  # the 23rd in London
    assert calendar.last_day_valid(SimpleNamespace(at=late, valid_days=10), school) == D(2026, 7, 7)
    assert calendar.last_day_valid(SimpleNamespace(at=late, valid_days=1), school) == D(2026, 6, 24)


def test_beyond_the_last_known_year_weekdays_count_and_it_is_said():
    ends = calendar.calendar_ends()
    assert (ends.month, ends.day) == (12, 31)
    assert ends > D(2026, 12, 31)
    assert calendar.said_of(ends) == ""
    beyond = ends + datetime.timedelta(days=1)
    assert str(ends.year) in calendar.said_of(beyond)
    assert "every weekday was counted" in calendar.said_of(beyond)
    assert calendar.is_working_day(D(2040, 12, 25))


def test_the_days_of_a_school_cost_one_statement(school, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar.school_days_after(D(2026, 11, 23), 200, school)
