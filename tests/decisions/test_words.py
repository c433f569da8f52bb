"""Words for the screen: initials, ages, times and days, stages."""

import datetime

import pytest

from decisions.enums import Stage
from decisions.presenters import words

TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ade Okafor", "A.O."),
        ("Ade Ben Okafor", "A.O."),
        ("  Ade   Okafor ", "A.O."),
        ("Cher", "C."),
        ("o’neil d’arcy", "O.D."),
        ("Zoë Ångström", "Z.Å."),
        ("(Ade) “Okafor”", "A.O."),
        ("Ade 2", "A."),
        ("李 小龍", "李.小."),
        ("محمد علي", "م.ع."),
        ("?", "No name"),
        ("42", "No name"),
        ("", "No name"),
    ],
)
def test_initials(name, letters):
    assert words.initials(name) == letters


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        ((2012, 2, 29), (2026, 2, 28), 13),
        ((2012, 2, 29), (2026, 3, 1), 14),
        ((2012, 2, 29), (2028, 2, 28), 15),
        ((2012, 2, 29), (2028, 2, 29), 16),
        ((2011, 3, 14), (2026, 3, 13), 14),
        ((2011, 3, 14), (2026, 3, 14), 15),
        ((2026, 11, 23), (2026, 11, 23), 0),
    ],
)
def test_age_in_full_years(born, today, age):
    assert words.age(datetime.date(*born), datetime.date(*today)) == age


UTC = datetime.UTC


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime.datetime(2026, 11, 23, 14, 5, tzinfo=UTC), "Today, 2:05pm"),
        (datetime.datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "Today, 12:00am"),
        (datetime.datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "Today, 12:00pm"),
        (datetime.datetime(2026, 11, 20, 15, 31, tzinfo=UTC), "Friday 20 November 2026, 3:31pm"),
        (datetime.datetime(2026, 7, 6, 15, 31, tzinfo=UTC), "Monday 6 July 2026, 4:31pm"),  # summer time
        (datetime.datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wednesday 1 July 2026, 12:30am"),
        (datetime.datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sunday 25 October 2026, 1:30am"),
        (datetime.datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sunday 25 October 2026, 1:30am"),  # the hour comes twice
    ],
)
def test_times_are_londons(moment, shown):
    assert words.moment(moment, TODAY) == shown


def test_inside_a_sentence_today_is_a_small_word():
    now = datetime.datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
    assert words.moment_inside(now, TODAY) == "today, 2:05pm"
    assert words.moment_inside(now, None) == "Monday 23 November 2026, 2:05pm"


def test_days_are_londons_too():
    assert words.day(datetime.datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"
    assert words.day(datetime.date(2026, 11, 3)) == "3 November 2026"
    assert words.day(None) == ""


def test_every_stage_has_its_word_and_its_colour():
    tags = {stage: words.stage_tag(stage) for stage in Stage}
    assert [tag["words"] for tag in tags.values()] == [stage.label for stage in Stage]
    assert {stage for stage, tag in tags.items() if tag["colour"] == "red"} == {Stage.SHARED_FIRST}
    assert words.stage_tag("draft") == tags[Stage.DRAFT]  # as it comes from the database
