"""Codes and year bands, by hand."""

import datetime
import re

import pytest

from oversight.pseudonyms import code, code_of_subject, term_of, year_band


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ((2026, 8, 31), "2026-summer"),
        ((2026, 9, 1), "2026-autumn"),
        ((2026, 12, 31), "2026-autumn"),
        ((2027, 1, 1), "2027-spring"),
        ((2027, 2, 28), "2027-spring"),
        ((2027, 4, 30), "2027-spring"),
        ((2027, 5, 1), "2027-summer"),
        ((2027, 8, 31), "2027-summer"),
    ],
)
def test_terms_begin_on_1_september_1_january_and_1_may(day, term):
    assert term_of(datetime.date(*day)) == term


def test_a_code_has_a_form_that_can_be_read_out():
    for person in range(200):
        assert re.fullmatch(r"P-[ABCDEFGHJKLMNPQRSTUVWXYZ2-9]{6}", code(1, "2026-autumn", person))


def test_a_code_is_the_same_for_one_trustee_person_and_term_and_for_no_other():
    assert code(1, "2026-autumn", 7) == code(1, "2026-autumn", 7)
    every = {
        code(trustee, term, person)
        for trustee in (1, 2, 11)
        for term in ("2026-autumn", "2027-spring", "2027-autumn")
        for person in (1, 11, 111, 7)
    }
    assert len(every) == 3 * 3 * 4


def test_a_code_of_somebody_in_several_disclosures_is_never_that_of_somebody_in_one():
    term = "2026-autumn"
    assert code_of_subject(1, term, 7) == code_of_subject(1, term, 7)
    of_people = {code(trustee, term, pk) for trustee in (1, 2) for pk in range(1, 200)}
    of_subjects = {code_of_subject(trustee, term, pk) for trustee in (1, 2) for pk in range(1, 200)}
    assert len(of_people) == len(of_subjects) == 2 * 199
    assert not of_people & of_subjects
    assert re.fullmatch(r"P-[ABCDEFGHJKLMNPQRSTUVWXYZ2-9]{6}", code_of_subject(1, term, 7))


def test_a_code_cannot_be_made_without_the_key(settings):
    with_key = code(1, "2026-autumn", 7)
    settings.PSEUDONYM_KEY = "another-key"
    assert code(1, "2026-autumn", 7) != with_key


RECEPTION = "a child in reception or younger"
ONE_TO_TWO = "a pupil in years 1 to 2"
THREE_TO_SIX = "a pupil in years 3 to 6"
SEVEN_TO_NINE = "a pupil in years 7 to 9"
TEN_TO_ELEVEN = "a pupil in years 10 to 11"
TWELVE_TO_THIRTEEN = "a student in years 12 to 13"
ADULT = "an adult"


@pytest.mark.parametrize(
    ("born", "day", "band"),
    [
        # In the school year that began on 1 September 2026: the last to be born into a year, and the first of the next.
        ((2021, 9, 1), (2026, 11, 23), RECEPTION),
        ((2021, 8, 31), (2026, 11, 23), ONE_TO_TWO),
        ((2019, 9, 1), (2026, 11, 23), ONE_TO_TWO),
        ((2019, 8, 31), (2026, 11, 23), THREE_TO_SIX),
        ((2015, 9, 1), (2026, 11, 23), THREE_TO_SIX),
        ((2015, 8, 31), (2026, 11, 23), SEVEN_TO_NINE),
        ((2012, 9, 1), (2026, 11, 23), SEVEN_TO_NINE),
        ((2012, 8, 31), (2026, 11, 23), TEN_TO_ELEVEN),
        ((2010, 9, 1), (2026, 11, 23), TEN_TO_ELEVEN),
        ((2010, 8, 31), (2026, 11, 23), TWELVE_TO_THIRTEEN),
        ((2008, 9, 1), (2026, 11, 23), TWELVE_TO_THIRTEEN),
        ((2008, 8, 31), (2026, 11, 23), ADULT),
        # A school year turns on 1 September, and not with the calendar or a birthday.
        ((2015, 8, 31), (2026, 8, 31), THREE_TO_SIX),
        ((2015, 8, 31), (2026, 9, 1), SEVEN_TO_NINE),
        ((2015, 8, 31), (2027, 1, 1), SEVEN_TO_NINE),
        ((2015, 3, 14), (2026, 3, 14), THREE_TO_SIX),
        ((2026, 11, 1), (2026, 11, 23), RECEPTION),
        ((2012, 2, 29), (2026, 11, 23), TEN_TO_ELEVEN),
        ((1950, 1, 1), (2026, 11, 23), ADULT),
        (None, (2026, 11, 23), ""),
    ],
)
def test_the_years_of_school_by_birthday(born, day, band):
    assert year_band(datetime.date(*born) if born else None, datetime.date(*day)) == band
