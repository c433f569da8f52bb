"""References: numbers without gaps for each school and academic year."""

import datetime

import pytest

from audit import clock
from audit.testing import clock_at
from decisions.permissions import NotPermitted
from decisions.workflow.perform import academic_year
from tests.stories import new_draft


def test_numbers_run_without_gaps_for_each_school(walk):
    made = [new_draft(walk.author, walk.brook), new_draft(walk.other_author, walk.ashby)]
    with pytest.raises(NotPermitted):
        new_draft(walk.trustee, walk.brook)
    made += [new_draft(walk.volunteer, walk.brook), new_draft(walk.other_author, walk.ashby)]
    year = academic_year(clock.today())
    assert [one.reference for one in made] == [
        f"BRK-{year}-0001",
        f"ASH-{year}-0001",
        f"BRK-{year}-0002",
        f"ASH-{year}-0002",
    ]


@pytest.mark.parametrize(
    ("day", "year"),
    [((2026, 8, 31), 2025), ((2026, 9, 1), 2026), ((2026, 12, 31), 2026), ((2027, 1, 1), 2026), ((2027, 8, 31), 2026)],
)
def test_the_academic_year_turns_on_1_september(day, year):
    assert academic_year(datetime.date(*day)) == year


def test_numbers_begin_again_with_the_academic_year_in_london(walk):
    year = clock.today().year + 1
    last_minutes = datetime.datetime(year, 8, 31, 22, 59, tzinfo=datetime.UTC)  # 11:59pm in London
    with clock_at(last_minutes):
        before = [new_draft(walk.author, walk.brook).reference for _ in range(2)]
    with clock_at(last_minutes + datetime.timedelta(minutes=1)):
        after = new_draft(walk.author, walk.brook).reference
    assert [*before, after] == [f"BRK-{year - 1}-0001", f"BRK-{year - 1}-0002", f"BRK-{year}-0001"]
