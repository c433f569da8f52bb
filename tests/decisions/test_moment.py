"""When something left: what people type, read as a moment in London."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from audit.testing import clock_at
from decisions.forms import moment
from decisions.forms.moment import MomentFields
from design_system.fields import all_fields

LONDON = ZoneInfo("Europe/London")
NOON = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def at_noon():
    with clock_at(NOON):
        yield


def typed(time="9:15am", day="20", month="11", year="2026", when="earlier"):
    return MomentFields({"when": when, "day_day": day, "day_month": month, "day_year": year, "time": time})


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        ("2:55pm", 14, 55), ("14:55", 14, 55), ("1455", 14, 55), ("2.55 p.m.", 14, 55), ("2 55 PM", 14, 55),
        ("14.55", 14, 55), ("255pm", 14, 55), ("2pm", 14, 0), ("12:05am", 0, 5), ("12pm", 12, 0), ("00:10", 0, 10),
        ("02:55", 2, 55), ("10:30", 10, 30), ("  9:05   am ", 9, 5),
    ],
)  # fmt: skip
def test_a_time_as_people_write_it(words, hour, minute):
    form = typed(words)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["moment"] == datetime.datetime(2026, 11, 20, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", moment.SAY_TIME), ("   ", moment.SAY_TIME), ("about lunch", moment.SAY_TIME), ("25:00", moment.SAY_TIME),
        ("14:75", moment.SAY_TIME), ("13pm", moment.SAY_TIME), ("0:30pm", moment.SAY_TIME), ("14", moment.SAY_TIME),
        ("2:55p", moment.SAY_TIME), ("\u0661\u0664:55", moment.SAY_TIME), ("-1:00", moment.SAY_TIME), ("🙂", moment.SAY_TIME),
        ("2:55", moment.AM_OR_PM), ("955", moment.AM_OR_PM),
        ("14:55\x00", "Take out the character that cannot be stored, and type these words again"),
        ("1" * 100_000, "Shorten this to 20 characters or fewer. It has 100000"),
    ],
)  # fmt: skip
def test_what_is_no_time_gets_a_sentence_at_the_time(words, sentence):
    form = typed(words)
    assert form.errors == {"time": [sentence]}
    assert form["time"].value() == words


def test_just_now_is_now_and_the_boxes_are_not_looked_at():
    form = typed("nonsense", day="99", when="now")
    assert form.is_valid()
    assert form.cleaned_data["moment"] == NOON


def test_neither_choice_gets_a_sentence():
    for when in ("", "tomorrow"):
        assert typed(when=when).errors == {"when": [moment.SAY_WHEN]}


def test_earlier_without_a_day_asks_for_it_and_keeps_the_time():
    form = typed("14:55", "", "", "")
    assert form.errors == {"day": [moment.SAY_DAY]}
    assert form["time"].value() == "14:55"


def test_a_minute_or_two_ahead_is_a_clock_that_differs_and_more_is_still_to_come():
    assert typed("12:05pm", "23").is_valid()
    assert typed("12:06pm", "23").errors == {"time": [moment.TO_COME]}
    assert typed("9am", "24").errors == {"day": ["Day must be on or before 23 November 2026"]}


def test_nothing_before_2000():
    assert typed(day="1", month="1", year="2000").is_valid()
    assert typed(day="31", month="12", year="1999").errors == {"day": ["Day must be on or after 1 January 2000"]}
    assert typed(day="30", month="2").errors == {"day": ["Day must be a real date, such as 27 3 2011"]}


def test_summer_time():
    summer, winter = typed("2pm", "1", "7"), typed("2pm", "20", "11")
    assert summer.is_valid()
    assert winter.is_valid()
    assert summer.cleaned_data["moment"].astimezone(datetime.UTC).hour == 13
    assert winter.cleaned_data["moment"].astimezone(datetime.UTC).hour == 14


def test_the_hour_that_the_clocks_leap_over_and_the_one_that_comes_twice():
    assert typed("1:30am", "29", "3").errors == {"time": [moment.NO_SUCH_TIME]}
    twice = typed("1:30am", "25", "10")
    assert twice.is_valid()
    assert twice.cleaned_data["moment"].astimezone(datetime.UTC).hour == 0


def test_the_page_opens_day_and_time_under_earlier():
    page = all_fields(MomentFields())
    assert page.count('name="time"') == page.count('name="day_day"') == 1
    assert page.index("data-aria-controls") < page.index('name="day_day"') < page.index('name="time"')
