"""Who decides today, with a telephone number: for the start page, and the names that lists say."""

from accounts.roles import Role
from decisions.queries import deciders


class Deciders:
    """Everybody who may be asked for a decision today, read once for a page. One statement."""

    def __init__(self):
        self._held = list(deciders())
        self._names = {one.user_id: one.user.name for one in self._held}

    def name(self, user_id):
        """The name of somebody who decides today."""
        return self._names.get(user_id, "The approver")

    def of(self, author, school):
        """The appointment of whoever decides what `author` writes for a school: its headteacher, else the first adviser,
        and never `author`; None where there is nobody. A colleague who helps, or a request, may change who it is.
        """
        others = [one for one in self._held if one.user_id != author.pk]
        heads = [one for one in others if one.role == Role.HEADTEACHER and one.school_id == school.pk]
        return next(iter([*heads, *(one for one in others if one.role == Role.ADVISER)]), None)


def decides_today(author, schools, deciders_today):
    """For each school, who decides today what `author` writes and on which number, and whom to ring if nobody answers."""
    return [_line(school, deciders_today.of(author, school)) for school in schools]


def _line(school, held):
    return {
        "school": school.name,
        "name": held.user.name if held else "",
        "capacity": Role(held.role).label if held else "",
        "phone": held.phone if held else "",
        "duty_name": school.duty_name,
        "duty_phone": school.duty_phone,
    }
