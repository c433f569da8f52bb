"""Entering the terms of the schools: the days on which each is open (rules, section 6: ten school days)."""

import datetime
from dataclasses import dataclass
from itertools import pairwise

from accounts.models import School
from accounts.names import tidy_name
from agencies.models import Term
from audit.action import action

FORM = "CODE|Name|first day|last day"
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)
# A half-term parts two stretches: none of them lasts longer than this.
LONGEST = datetime.timedelta(days=200)


class WrongTerms(Exception):
    """These terms cannot be. The message is one sentence that says which, and why."""


@dataclass(frozen=True)
class Stretch:
    """One stretch of days on which a school is open, as it is typed in."""

    school: str
    name: str
    first_day: datetime.date
    last_day: datetime.date

    @classmethod
    def from_line(cls, line):
        """A stretch from "CODE|Name|first day|last day", days as 2026-09-02. Raises WrongTerms."""
        parts = [tidy_name(part) for part in line.split("|")]
        if len(parts) != 4 or not all(parts):
            raise WrongTerms(f"Give a term as “{FORM}”, not as “{line.strip()[:80]}”.")
        code, name, first, last = parts
        if len(name) > Term._meta.get_field("name").max_length:
            raise WrongTerms(f"The name of a term has 60 characters at most: “{name[:60]}…” is longer.")
        stretch = cls(code, name, _day(first), _day(last))
        if stretch.last_day < stretch.first_day:
            raise WrongTerms(f"{stretch} ends before it begins.")
        if stretch.last_day - stretch.first_day > LONGEST:
            raise WrongTerms(f"{stretch} is longer than any term: give each half of a term by itself.")
        return stretch

    def __str__(self):
        return f"{self.name} of {self.school} ({self.first_day} to {self.last_day})"


def _day(text):
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise WrongTerms(f"“{text[:40]}” is no day: write it as 2026-09-02.") from None
    if not EARLIEST <= day <= LATEST:
        raise WrongTerms(f"{day} lies outside the years that can be entered, {EARLIEST.year} to {LATEST.year}.")
    return day


def set_terms(stretches, *, actor):
    """Enter terms, or correct those of the same school and name; everything is looked at before anything is written.

    One entry in the audit for each school of which something changes. Returns how many terms were entered or corrected.
    Raises WrongTerms where a school is not known, a name is given twice, or two terms of a school share a day.
    """
    schools = {school.code: school for school in School.objects.all()}
    by_school = {}
    for stretch in stretches:
        if stretch.school not in schools:
            raise WrongTerms(f"No school has the code {stretch.school!r}: {', '.join(sorted(schools))}.")
        by_school.setdefault(stretch.school, []).append(stretch)
    for code, given in by_school.items():
        _check(given, _stored(schools[code]))
    return sum(_write(schools[code], given, actor) for code, given in by_school.items())


def _stored(school):
    return {term.name.casefold(): term for term in Term.objects.filter(school=school)}


def _check(given, stored):
    """Raises WrongTerms where the terms as they would then stand cannot be."""
    then = {name: (term.first_day, term.last_day, term.name) for name, term in stored.items()}
    names = [stretch.name.casefold() for stretch in given]
    for stretch in given:
        if names.count(stretch.name.casefold()) > 1:
            raise WrongTerms(f"{stretch.name} of {stretch.school} is given twice.")
        then[stretch.name.casefold()] = (stretch.first_day, stretch.last_day, stretch.name)
    in_order = sorted(then.values())
    for (_, last, name), (first, _, other) in pairwise(in_order):
        if first <= last:
            raise WrongTerms(f"{name} and {other} of {given[0].school} share a day: {first}.")


def _write(school, given, actor):
    written = 0
    with action("terms.set", actor=actor, chain=school.code, empty_ok=True) as act:
        School.objects.select_for_update().get(pk=school.pk)
        stored = _stored(school)
        _check(given, stored)
        for stretch in given:
            term = stored.get(stretch.name.casefold()) or Term(school=school)
            said = (stretch.name, stretch.first_day, stretch.last_day)
            if (term.name, term.first_day, term.last_day) != said:
                term.name, term.first_day, term.last_day = said
                term.save()
                written += 1
        if written:
            act.facts["terms"] = written
    return written
