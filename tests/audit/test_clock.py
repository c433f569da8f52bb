"""The clock of a real installation cannot be moved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit import clock
from audit.testing import clock_at

SUMMER = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


class Database:
    def __init__(self, vendor):
        self.vendor = vendor


def test_it_runs_and_is_aware():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_today_is_the_date_in_london():
    with clock_at(SUMMER):
        assert clock.now() == SUMMER
        assert clock.today() == date(2026, 7, 1)
    assert clock.today() >= date(2026, 1, 1)


@pytest.mark.parametrize(("vendor", "demo"), [("postgresql", True), ("postgresql", False), ("sqlite", False)])
def test_it_cannot_be_moved_but_in_a_demonstration_on_sqlite(monkeypatch, settings, vendor, demo):
    monkeypatch.setattr(clock, "connection", Database(vendor))
    settings.DEMO = demo
    with pytest.raises(clock.ClockRefused):
        clock.set_to(SUMMER)
    assert clock.now() != SUMMER


def test_it_can_be_moved_in_a_demonstration_on_sqlite(monkeypatch, settings):
    monkeypatch.setattr(clock, "connection", Database("sqlite"))
    settings.DEMO = True
    clock.set_to(SUMMER)
    assert clock.now() == SUMMER
    clock.set_to(None)
    assert clock.now() != SUMMER


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="aware"), clock_at(datetime(2026, 6, 30)):  # noqa: DTZ001 - the point
        pytest.fail("not reached")
