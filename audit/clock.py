"""The one clock. Nothing else in Talentum Share asks the time.

Dates of the trade (decided, due, lapsed) come from here. An entry's `at` comes from the database on PostgreSQL and
from here on SQLite.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

LONDON = ZoneInfo("Europe/London")

_stopped_at = None


class ClockRefused(Exception):
    """The clock of a real installation cannot be moved."""


def now():
    """This moment, as an aware datetime in UTC."""
    return _stopped_at or datetime.now(UTC)


def now_of_entries():
    """This moment by the clock that an entry's `at` comes from, for use in a query: the database's on PostgreSQL."""
    return Now() if connection.vendor == "postgresql" else now()


def today():
    """The date in London, which is the date of the trust's working day."""
    return now().astimezone(LONDON).date()


def set_to(moment):
    """Stop the clock at an aware `moment`, or let it run again with None: for demonstration data only.

    Raises ClockRefused unless the database is SQLite and DEMO is on. Tests have `audit.testing.clock_at`.
    """
    if not settings.DEMO or connection.vendor != "sqlite":
        raise ClockRefused("The clock can be moved only on SQLite with DEMO=1.")
    stop_at(moment)


def stop_at(moment):
    """What `set_to` does once it has been allowed; called by `set_to` and `audit.testing` alone."""
    global _stopped_at  # noqa: PLW0603 - the clock is one thing for the whole process
    if moment is not None and moment.tzinfo is None:
        raise ValueError("The clock needs an aware datetime.")
    _stopped_at = moment and moment.astimezone(UTC)
