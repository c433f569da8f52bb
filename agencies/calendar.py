"""Which days count: working days, school days, and where this calendar ends.

Bank holidays of England and Wales come with a package, without the network. A school day is a working day within one of
the school's terms; where no term is known for a day, every working day counts. After the last year whose bank holidays
are known every weekday counts, and `said_of` says so: an old calendar moves a date a little, and stops nothing.
"""

import datetime
from functools import cache

from django.utils import timezone
from govuk_bank_holidays.bank_holidays import BankHolidays

ONE_DAY = datetime.timedelta(days=1)


@cache
def bank_holidays():
    """Every known bank holiday of England and Wales, past and to come. The list ships with the program."""
    known = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in known)


def calendar_ends():
    """The last day for which bank holidays are known."""
    return datetime.date(max(bank_holidays()).year, 12, 31)


def said_of(day):
    """What is to be said beside a day that was counted: empty, or that the calendar ends before it."""
    if day <= calendar_ends():
        return ""
    ends = calendar_ends()
    return f"Bank holidays are known until {ends.day} {ends:%B %Y}; after that every weekday was counted."


def is_working_day(day):
    """A weekday that is no bank holiday, as far as they are known."""
    return day.weekday() < 5 and day not in bank_holidays()


def next_working_day(day):
    """The first working day after a day."""
    day += ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days_after(day, until):
    """How many working days lie after a day, up to and with `until`: by how much something is late."""
    return sum(is_working_day(day + ONE_DAY * ahead) for ahead in range(1, (until - day).days + 1))


def school_days_after(day, number, school):
    """The `number`-th school day after a day, at a school. One statement, or none where its terms are prefetched."""
    terms = [(term.first_day, term.last_day) for term in school.terms.all()]
    while number:
        day += ONE_DAY
        number -= is_working_day(day) and _in_term(day, terms)
    return day


def last_day_valid(decision, school):
    """The last day on which a decision lets something go: the school days that it was given (rules, section 6)."""
    return school_days_after(timezone.localdate(decision.at), decision.valid_days, school)


def _in_term(day, terms):
    """Whether a day is in term: within one, or in a school year of which no term is known."""
    year = _school_year(day)
    known = [term for term in terms if _school_year(term[0]) == year]
    return not known or any(first <= day <= last for first, last in known)


def _school_year(day):
    return day.year if day.month >= 9 else day.year - 1
