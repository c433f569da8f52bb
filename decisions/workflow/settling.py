"""What an approver settles beside the author's answers: rulings, the basis, the condition, replies (rules, section 0).

It edits no answer, and makes nobody a contributor. What is settled belongs to the decision that is taken on it, and falls
with it.
"""

from dataclasses import dataclass

from decisions.models import Ruling
from decisions.workflow.saves import NoSuchRow


@dataclass(frozen=True)
class Settled:
    """One thing settled: its code, whom it is about (a person's number, None for the disclosure), value and reason.

    Without value and reason it is not settled any more.
    """

    code: str
    person: int | None = None
    value: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Settle:
    """Everything that the approver's part of the page says: what differs from what is settled now is written."""

    settled: tuple[Settled, ...]

    def write(self, work):
        standing = {(row.code, row.person_id): row for row in work.content.rulings}
        people = {None, *(person.pk for person in work.content.people)}
        new, different = [], []
        for one in self.settled:
            if one.person not in people:
                raise NoSuchRow
            row = standing.get((one.code, one.person))
            if row is None and (one.value or one.reason):
                new.append(_signed(work, Ruling(disclosure=work.disclosure, code=one.code, person_id=one.person), one))
            elif row is not None and _differs(row, one):
                different.append(_signed(work, row, one))
        work.act.insert(new)
        work.act.update(different, fields=["value", "reason", "by", "at", "capacity", "fallen_at"])
        return bool(new or different)


def _differs(row, one):
    return (row.value, row.reason) != (one.value, one.reason)


def _signed(work, row, one):
    """What is settled, by whom and in what capacity; where it is settled no more, it keeps what it said and falls."""
    if one.value or one.reason:
        row.value, row.reason = one.value, one.reason
    else:
        row.fallen_at = work.at
    row.school, row.by, row.at, row.capacity = work.disclosure.school, work.actor, work.at, work.act.capacity
    return row


def let_fall(work):
    """What was settled stands no more: the decision on it is void, or it went back to be mended."""
    rows = [row for row in work.content.rulings if row.fallen_at is None]
    for row in rows:
        row.fallen_at, row.school = work.at, work.disclosure.school
    work.act.update(rows, fields=["fallen_at"])
