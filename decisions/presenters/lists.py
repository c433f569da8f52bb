"""Rows of lists: references, initials and one sentence on what happens next; a constant number of statements."""

from collections import Counter, defaultdict

from accounts.models import User
from checklist.gates import NOT_SURE, UNSETTLED
from checklist.models import Answer
from decisions.enums import PersonKind, Stage
from decisions.models import Person, Recipient
from decisions.presenters import words
from decisions.presenters.links import disclosure_url

PAGE = 50


def mine_rows(disclosures, user, today):
    """A writer's own disclosures with stage and what happens next; "You: …" where it is the reader's turn.

    `disclosures` carry `approver_id` (`queries.with_approver`). Four statements, whatever the length.
    """
    rows = list(disclosures)
    around = Around(rows)
    return [
        {
            "reference": row.reference,
            "url": disclosure_url(row),
            "about": words.about_words(around.people[row.pk], today),
            "recipient": around.recipient(row) or "Not chosen yet",
            "stage": words.stage_tag(row.stage),
            "next": _what_next(row, user, around),
            "changed": words.moment(row.changed_at, today),
        }
        for row in rows
    ]


def _what_next(row, user, around):
    if row.stage == Stage.DRAFT:
        return "You: finish it, then submit"
    if row.stage == Stage.RETURNED:
        return "You: mend it, then submit again"
    if row.stage == Stage.AWAITING:
        return around.decides(row, user)
    return "Decided. Read the reason"


def queue_rows(disclosures, user, today):
    """A block of the queue: its rows, and the count as far as the page reads ("50 or more")."""
    found = list(disclosures[: PAGE + 1])
    shown = found[:PAGE]
    around = Around(shown)
    unsettled = _unsettled(shown, around)
    return {
        "count": str(len(shown)) if len(found) <= PAGE else f"{PAGE} or more",
        "rows": [
            {
                "reference": row.reference,
                "url": disclosure_url(row),
                "school": row.school.name,
                "since": words.moment(row.submitted_at, today),
                "about": words.about_words(around.people[row.pk], today),
                "from_to": f"{row.author.name} to {around.recipient(row) or 'nobody yet'}",
                "know": _what_to_know(row, user, around, unsettled.get(row.pk, 0)),
                "stage": words.stage_tag(row.stage),
            }
            for row in shown
        ],
    }


def _what_to_know(row, user, around, unsettled):
    if row.stage == Stage.RETURNED:
        return f"{row.author.name} is mending it"
    if row.stage != Stage.AWAITING:
        return ""
    if row.approver_id != user.pk:
        return around.decides(row, user)
    return (
        f"{words.counted(unsettled, 'answer')} not sure: to be settled before it can be approved" if unsettled else ""
    )


def _unsettled(rows, around):
    """How many answers in each row are "not sure" where an approver has to know."""
    responses = {row.response_id: row.pk for row in rows}
    for people in around.people.values():
        responses |= {person.response_id: person.disclosure_id for person in people if person.kind == PersonKind.ABOUT}
    found = Answer.objects.filter(response__in=responses, value=NOT_SURE, question_code__in=UNSETTLED)
    return Counter(responses[pk] for pk in found.values_list("response_id", flat=True))


class Around:
    """What a list shows beside its disclosures: people, recipients and approvers, read once for all rows."""

    def __init__(self, rows):
        pks = [row.pk for row in rows]
        self.people = defaultdict(list)
        for person in Person.objects.present().filter(disclosure__in=pks):
            self.people[person.disclosure_id].append(person)
        self._recipients = {}
        for recipient in Recipient.objects.present().filter(disclosure__in=pks).select_related("agency"):
            self._recipients.setdefault(recipient.disclosure_id, recipient.agency.name)
        approvers = {row.approver_id for row in rows if row.approver_id}
        self._names = dict(User.objects.filter(pk__in=approvers).values_list("pk", "name")) if approvers else {}

    def recipient(self, row):
        """The name of the agency that would receive it; empty where none is chosen."""
        return self._recipients.get(row.pk, "")

    def decides(self, row, user):
        """Who decides it, in words; where nobody can, whom to ring."""
        if row.approver_id is None:
            return f"Nobody can decide this. Ring {row.school.duty_name} on {row.school.duty_phone}"
        if row.approver_id == user.pk:
            return "You decide it"
        return f"{self._names[row.approver_id]} decides it"
