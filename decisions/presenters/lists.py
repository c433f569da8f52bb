"""Rows of lists: references, initials and one sentence on what happens next; a constant number of statements."""

from collections import defaultdict

from django.urls import reverse

from accounts.prepared import rows_for
from accounts.roles import Role
from decisions.enums import PersonKind, Stage
from decisions.models import Person
from decisions.presenters import words
from decisions.presenters.deciders import Deciders
from decisions.presenters.emergency import due_words
from decisions.presenters.links import disclosure_url
from decisions.presenters.record import recipients_in_short
from decisions.queries import ENDED_STAGES, WAITING_STAGES, with_author_left, written_by
from decisions.queries_of_lists import with_recipients, with_what_is_next, with_what_to_know, with_who_shared

PAGE = 50
FINISHED = (Stage.CLOSED, Stage.WITHDRAWN)


class Around:
    """What a page of lists shows beside its disclosures, read once for all of them: people and deciders, two statements."""

    def __init__(self, rows):
        self.people = defaultdict(list)
        for person in Person.objects.present().filter(disclosure__in={row.pk for row in rows}, kind=PersonKind.ABOUT):
            self.people[person.disclosure_id].append(person)
        self.deciders = Deciders()

    def about(self, row, today):
        """Whom a disclosure is about: "A.O., 15", "A.O., 15 and 1 more", or "Nobody yet"."""
        said = words.about_words(self.people[row.pk], today)
        return said[:1].upper() + said[1:]

    def decides(self, row, user):
        """Who decides it, in words; where nobody can, whom to ring."""
        if row.approver_id is None:
            return f"Nobody can decide this. Ring {row.school.duty_name} on {row.school.duty_phone}"
        if row.approver_id == user.pk:
            return "You decide it"
        return f"{self.deciders.name(row.approver_id)} decides it"


def received_by(row):
    """The name of the agency that would receive it and how many others, or whoever was told at once; empty for none."""
    if row.first_recipient is None:
        return row.told_to or ""
    return recipients_in_short([row.first_recipient, *[""] * (row.recipient_count - 1)])


def mine(disclosures):
    """A writer's own disclosures (`queries.written_by`, or a part of them) as a list needs them. One statement."""
    return list(with_what_is_next(with_recipients(disclosures)))


def latest_of_mine(user, number):
    """The first of `queries.written_by`, as `mine` gives them. One statement, which is kept."""
    return rows_for(user, _latest_of_mine, number)


def _latest_of_mine(user, number):
    return with_what_is_next(with_recipients(written_by(user)[:number]))


def mine_rows(disclosures, user, today, around=None):
    """A writer's own disclosures with stage and what happens next; "You: …" where it is the reader's turn.

    `disclosures` come from `mine`, or are a queryset with `approver_id`. Three statements, whatever the length.
    """
    rows = disclosures if isinstance(disclosures, list) else mine(disclosures)
    around = around or Around(rows)
    return [
        {
            "reference": row.reference,
            "url": disclosure_url(row),
            "about": around.about(row, today),
            "recipient": received_by(row) or "Not chosen yet",
            "stage": words.stage_tag(row.stage),
            "next": _what_next(row, user, around),
            "changed": words.moment(row.changed_at, today),
        }
        for row in rows
    ]


NEXT = {
    Stage.DRAFT: "You: finish it, then submit",
    Stage.RETURNED: "You: mend it, then submit again",
    Stage.REJECTED: "Read the reason",
    Stage.SHARED: "You: the questions after sharing, then close",
    Stage.CLOSED: "Nothing more",
    Stage.WITHDRAWN: "Nothing more",
    Stage.LAPSED: "You: submit it again if it is still needed",
}


def _what_next(row, user, around):
    if row.stage == Stage.AWAITING:
        return around.decides(row, user)
    if row.stage == Stage.SHARED_FIRST:
        looks = around.decides(row, user).replace(" decides it", " looks at it")
        return "You: answer the questions that are still open" if row.missing > 0 else looks
    if row.stage == Stage.APPROVED:
        return _until_shared(row, around)
    return NEXT[row.stage]


def _until_shared(row, around):
    """Of what is approved: whose turn it is until it has been shared."""
    if not row.author_signed:
        return "You: plan who is told and sign, then share"
    if not row.approver_signed:
        return f"{around.deciders.name(row.approver_id)} signs the plan"
    return "You: share it"


def read_block(disclosures, user):
    """The disclosures of one block of the queue, one more than it shows. One statement."""
    return list(_block(user, lambda _user: disclosures))


def kept_block(read, user):
    """The same of what `read(user)` describes; the statement is kept."""
    return rows_for(user, _block, read)


def _block(user, read):
    return with_author_left(with_what_to_know(with_recipients(with_who_shared(read(user)))), user)[: PAGE + 1]


def to_look_at_in(rows, user, held):
    """Of rows of the queue, what was shared first and its reader sees at the top: whoever decides it, the school's
    safeguarding leads, and every adviser. `held` are the reader's appointments.
    """
    advises = any(one.role == Role.ADVISER for one in held)
    leads = {one.school_id for one in held if one.role == Role.SAFEGUARDING_LEAD}
    first = [row for row in rows if row.stage == Stage.SHARED_FIRST]
    seen = [row for row in first if advises or row.approver_id == user.pk or row.school_id in leads]
    return sorted(seen, key=lambda row: (row.submitted_at, row.pk))


def queue_rows(disclosures, user, today, around=None):
    """A block of the queue: its rows, and the count as far as the page reads ("50 or more").

    `disclosures` come from `read_block`, or are a queryset with `approver_id`. Three statements, whatever the length.
    """
    found = disclosures if isinstance(disclosures, list) else read_block(disclosures, user)
    shown = found[:PAGE]
    around = around or Around(shown)
    return {
        "count": str(len(shown)) if len(found) <= PAGE else f"{PAGE} or more",
        "more": len(found) > PAGE,
        "rows": [queue_row(row, user, today, around) for row in shown],
    }


def queue_row(row, user, today, around):
    """One row of the queue, or of what has ended."""
    not_whole = ", ".join(
        f"{number} {label}" for number, label in ((row.redacted, "redacted"), (row.left_out, "left out")) if number
    )
    to = received_by(row) or "nobody yet"
    return {
        "reference": row.reference,
        "url": disclosure_url(row),
        "school": row.school.name,
        "when": words.moment(row.changed_at if row.stage in ENDED_STAGES else row.submitted_at, today),
        "about": around.about(row, today),
        "from_to": f"{row.author.name} to {to}{f' ({not_whole})' if not_whole else ''}",
        "know": _what_to_know(row, user, around, today),
        "stage": words.stage_tag(row.stage),
        "hand_over": _hand_over(row),
    }


KNOWN = {
    Stage.APPROVED: "To be planned, signed and shared",
    Stage.SHARED: "The questions after sharing, then close",
}


def _what_to_know(row, user, around, today):
    if row.stage == Stage.RETURNED:
        return f"{row.author.name} is mending it"
    if row.stage == Stage.SHARED_FIRST and row.approver_id == user.pk:
        due = due_words(row.shared_first_at, today)
        return f"\u25b2 {due['words']}" if due["late"] else due["words"]
    if row.stage not in WAITING_STAGES:
        return KNOWN.get(row.stage, "")
    if row.approver_id != user.pk:
        return around.decides(row, user)
    if row.deferred_until:
        return f"Put off until {words.day(row.deferred_until)}"
    if row.nothing_to_share:
        return "Nothing should be shared: say so by rejecting it, or return it"
    open_points = row.missing + row.to_settle
    return f"{words.counted(open_points, 'point')} to settle before it can be approved" if open_points else ""


def _hand_over(row):
    """Where to hand over what its author left behind; empty where nothing is left to do, or for whoever cannot."""
    is_stuck = row.author_left and row.may_hand_over and row.stage not in FINISHED
    return reverse("disclosure-hand-over", args=[row.reference]) if is_stuck else ""
