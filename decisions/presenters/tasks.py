"""What a person has to do, each with what it is about, by when, and the page on which it is done.

A task begins with a verb. The most overdue comes first, then what is due today, what has no day, and what is to come.
"""

import datetime
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.prepared import rows_for
from accounts.roles import Role
from agencies.calendar import last_day_valid, next_working_day, working_days_after
from decisions.enums import Stage
from decisions.presenters import words
from decisions.presenters.doing import LOOK_AGAIN
from decisions.presenters.links import disclosure_url, page_url, row_url
from decisions.presenters.lists import received_by
from decisions.queries import open_incidents
from decisions.queries_of_tasks import left_to_approver, left_to_author

# How many rows are read of each kind, and how many tasks a page shows.
READ, PAGE, ON_START = 101, 50, 5
END_OF_DAY = datetime.time(17)
OVERDUE, TODAY, ANY_DAY, TO_COME = range(4)


@dataclass(frozen=True)
class Task:
    """One thing to do about one disclosure. Either it is due on a day (`at` an hour of it), or it waits `since` one."""

    what: str
    url: str
    disclosure: object
    due: datetime.date | None = None
    at: datetime.time = END_OF_DAY
    since: datetime.date | None = None

    def urgency(self, today):
        """What tasks are ordered by."""
        if self.due is None:
            return (ANY_DAY, self.since, self.at, self.disclosure.pk)
        when = OVERDUE if self.due < today else TODAY if self.due == today else TO_COME
        return (when, self.due, self.at, self.disclosure.pk)


class Work:
    """What waits for one person, read in four statements, three for whoever is no adviser."""

    def __init__(self, user, held):
        self.user = user
        self.to_approve = rows_for(user, _to_approve)
        self.own = rows_for(user, _own)
        is_adviser = any(one.role == Role.ADVISER for one in held)
        self.incidents = rows_for(user, open_incidents) if is_adviser else []
        approved = [row for row in (*self.to_approve, *self.own) if row.stage == Stage.APPROVED]
        prefetch_related_objects(approved, "school__terms")

    @property
    def disclosures(self):
        """Every disclosure on which something waits."""
        return [*self.to_approve, *self.own, *(one.disclosure for one in self.incidents)]

    @property
    def shared_first(self):
        """What was shared first and nobody has looked at: for the top of the page."""
        return [row for row in self.to_approve if row.stage == Stage.SHARED_FIRST]

    def tasks(self, today):
        """All tasks, the most overdue first."""
        found = [task for row in self.own for task in of_author(row)]
        found += [task for row in self.to_approve if row.approver_id == self.user.pk for task in of_approver(row)]
        found += [of_incident(one) for one in self.incidents if one.may_end]
        return sorted(found, key=lambda task: task.urgency(today))


def _to_approve(user):
    return left_to_approver(user)[:READ]


def _own(user):
    return left_to_author(user)[:READ]


def of_author(row):
    """What the author of a disclosure has to do about it."""
    if row.owes_reply:
        yield _reply(row)
    if row.stage == Stage.RETURNED:
        yield _since("Mend it and submit it again", disclosure_url(row), row, row.changed_at)
    elif row.stage == Stage.SHARED_FIRST and row.missing > 0:
        yield _since("Answer the questions that are still open", disclosure_url(row), row, row.shared_first_at)
    elif row.stage == Stage.APPROVED and not row.author_signed:
        yield Task("Plan who is told, and sign", page_url(row, "plan"), row, due=_valid_until(row))
    elif row.stage == Stage.APPROVED and row.approver_signed:
        yield Task("Share what is approved", page_url(row, "sharing"), row, due=_valid_until(row))
    elif row.stage == Stage.SHARED:
        yield _afterwards(row)
    if row.stage in {Stage.SHARED_FIRST, Stage.SHARED} and row.step is not None:
        yield Task("Say what came of the plan", row_url(row, "step-done", row.step), row, due=row.step_due)
    if row.stage in {Stage.SHARED_FIRST, Stage.SHARED, Stage.CLOSED} and row.look_again is not None:
        yield Task(LOOK_AGAIN, page_url(row, "after"), row, due=row.look_again)


def _afterwards(row):
    if row.is_on_file:
        return _since("Close it", page_url(row, "close"), row, row.changed_at)
    return _since("Answer the questions after sharing, then close", page_url(row, "after"), row, row.changed_at)


def _reply(row):
    request = row.request
    reply = {"what": "Reply to whoever asked", "url": page_url(row, "reply"), "disclosure": row}
    if request.reply_by is None:
        return Task(**reply, since=timezone.localdate(request.received_at))
    return Task(**reply, due=request.reply_by, at=request.reply_by_time or END_OF_DAY)


def of_approver(row):
    """What the approver of a disclosure has to do about it."""
    if row.stage == Stage.SHARED_FIRST:
        due = next_working_day(timezone.localdate(row.shared_first_at))
        yield Task("Look at what was shared first", disclosure_url(row), row, due=due)
    elif row.stage == Stage.AWAITING:
        yield _since("Decide", disclosure_url(row), row, row.submitted_at)
    elif row.author_signed:
        yield Task("Sign the plan", page_url(row, "plan"), row, due=_valid_until(row))
    else:
        yield Task("Plan with the author, and sign", page_url(row, "plan"), row, due=_valid_until(row))


def of_incident(incident):
    """What an adviser who sent none of it has to do about an incident."""
    url = row_url(incident.disclosure, "incident-end", incident.pk)
    return _since("End the incident", url, incident.disclosure, incident.reported_at)


def _since(what, url, row, moment):
    return Task(what, url, row, since=timezone.localdate(moment))


def _valid_until(row):
    return last_day_valid(row.standing_decision, row.school)


def task_rows(tasks, around, today):
    """Tasks as rows of a table. Who receives it tells two tasks of the same words apart; an incident's is not read."""
    return [
        {
            "what": task.what,
            "url": task.url,
            "reference": task.disclosure.reference,
            "about": around.about(task.disclosure, today),
            "recipient": received_by(task.disclosure) if hasattr(task.disclosure, "recipient_count") else "",
            "due": due_in_words(task, today),
            "has_day": task.due is not None,
        }
        for task in tasks
    ]


def due_in_words(task, today):
    """By when, in words: "Today, by 5pm", "Friday 27 November", "1 working day overdue" (`late`), "Waiting since today"."""
    if task.due is None:
        return {"words": f"Waiting since {_waiting_since(task.since, today)}", "late": False}
    late = working_days_after(task.due, today)
    if late:
        return {"words": f"{words.counted(late, 'working day')} overdue", "late": True}
    if task.due == today:
        return {"words": f"Today, by {_hour(task.at)}", "late": False}
    return {"words": _day(task.due, today), "late": False}


def _waiting_since(day, today):
    return "today" if day >= today else _day(day, today)


def _day(day, today):
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


def _hour(at):
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def number(tasks):
    """How many there are, as far as the page reads: "3", "50 or more"."""
    return str(len(tasks)) if len(tasks) <= PAGE else f"{PAGE} or more"


def heading(tasks):
    """The same for a heading: "3 due"."""
    return f"{number(tasks)} due"
