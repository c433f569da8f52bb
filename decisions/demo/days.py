"""On which days the invented year falls, counted back from the moment at which it is made.

Days are working days: 0 is today once it is past ten (before that, and on a day off, the last working day), 1 is the last
working day before today, and so on. Everything is at an hour at which people work, and nothing is in the future.
"""

import datetime
from functools import cached_property

from agencies.calendar import is_working_day
from audit.clock import LONDON

TODAY_FROM = datetime.time(10)  # everything of day 0 is earlier than this
REACHES_BACK = 480  # calendar days: a year, and what school holidays push back
FRESH = datetime.timedelta(days=30)
# Nobody begins anything in these (month, day), unless it was in the last month: then the holiday is now.
BREAKS = (((7, 22), (8, 31)), ((12, 20), (12, 31)), ((1, 1), (1, 3)))


class Days:
    """The working days before `made_at`, an aware moment."""

    def __init__(self, made_at):
        self.made_at = made_at.astimezone(LONDON)

    @cached_property
    def _days(self):
        today = self.made_at.date()
        before = [today - datetime.timedelta(days=ago) for ago in range(1, REACHES_BACK)]
        before = [day for day in before if is_working_day(day)]
        has_begun = is_working_day(today) and self.made_at.time() >= TODAY_FROM
        return [today if has_begun else before[0], *before]

    def day(self, ago):
        """The date that lies `ago` working days back."""
        return self._days[ago]

    def moment(self, ago, minutes):
        """A moment of that day, given in minutes after midnight in London."""
        at = datetime.time(minutes // 60, minutes % 60)
        return datetime.datetime.combine(self.day(ago), at, tzinfo=LONDON)

    def begin(self, ago, length):
        """How many days ago something that lasts `length` days began: earlier, where it would fall into a holiday."""
        while any(self._in_break(self.day(ago - later)) for later in range(length + 1)):
            ago += 1
        return ago

    def _in_break(self, day):
        if self.made_at.date() - day <= FRESH:
            return False
        return any(first <= (day.month, day.day) <= last for first, last in BREAKS)


def minutes(clock_time):
    """Minutes after midnight of a time like "09:40"."""
    hours, _, rest = clock_time.partition(":")
    return int(hours) * 60 + int(rest)
