"""Rows of lists: references, initials and one sentence on what happens next; a constant number of statements."""

from collections import Counter, defaultdict

from django.urls import reverse

from accounts.models import User
from checklist.gates import NOT_SURE, UNSETTLED
from checklist.models import Answer
from decisions.enums import Extent, PersonKind, Stage
from decisions.models import Pair, Person, Recipient, SharingRecord
from decisions.presenters import words
from decisions.presenters.emergency import due_words
from decisions.presenters.links import disclosure_url
from decisions.presenters.record import not_whole_words, recipients_in_short
from decisions.queries import WAITING_STAGES, with_author_left

PAGE = 50
FINISHED = (Stage.CLOSED, Stage.WITHDRAWN)


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


NEXT = {
    Stage.DRAFT: "You: finish it, then submit",
    Stage.RETURNED: "You: mend it, then submit again",
    Stage.SHARED_FIRST: "You: answer the questions that are still open",
    Stage.APPROVED: "You and the approver: sign the plan, then share",
    Stage.REJECTED: "Read the reason",
    Stage.SHARED: "You: questions 16 and 17, then close",
    Stage.CLOSED: "Nothing more",
    Stage.WITHDRAWN: "Nothing more",
    Stage.LAPSED: "You: submit it again if it is still needed",
}


def _what_next(row, user, around):
    return around.decides(row, user) if row.stage == Stage.AWAITING else NEXT[row.stage]


def queue_rows(disclosures, user, today):
    """A block of the queue: its rows, and the count as far as the page reads ("50 or more")."""
    found = list(with_author_left(disclosures, user)[: PAGE + 1])
    shown = found[:PAGE]
    around = Around(shown)
    unsettled, not_whole = _unsettled(shown, around), _not_whole(shown)
    return {
        "count": str(len(shown)) if len(found) <= PAGE else f"{PAGE} or more",
        "rows": [
            {
                "reference": row.reference,
                "url": disclosure_url(row),
                "school": row.school.name,
                "since": words.moment(row.submitted_at, today),
                "about": words.about_words(around.people[row.pk], today),
                "from_to": f"{row.author.name} to {around.recipient(row) or 'nobody yet'}{not_whole.get(row.pk, '')}",
                "know": _what_to_know(row, user, around, unsettled.get(row.pk, 0), today),
                "stage": words.stage_tag(row.stage),
                "hand_over": _hand_over(row),
            }
            for row in shown
        ],
    }


def _what_to_know(row, user, around, unsettled, today):
    if row.stage == Stage.RETURNED:
        return f"{row.author.name} is mending it"
    if row.stage == Stage.SHARED_FIRST and row.approver_id == user.pk:
        due = due_words(row.shared_first_at, today)
        return f"\u25b2 {due['words']}" if due["late"] else due["words"]
    if row.stage not in WAITING_STAGES:
        return ""
    if row.approver_id != user.pk:
        return around.decides(row, user)
    return (
        f"{words.counted(unsettled, 'answer')} not sure: to be settled before it can be approved" if unsettled else ""
    )


def _hand_over(row):
    """Where to hand over what its author left behind; empty where nothing is left to do, or for whoever cannot."""
    is_stuck = row.author_left and row.may_hand_over and row.stage not in FINISHED
    return reverse("disclosure-hand-over", args=[row.reference]) if is_stuck else ""


def _not_whole(rows):
    """What of each row is redacted or left out, in words that follow the recipient: " (1 redacted, 1 left out)"."""
    found = Pair.objects.exclude(proposed=Extent.WHOLE).filter(
        disclosure__in=[row.pk for row in rows], item__removed_at__isnull=True, recipient__removed_at__isnull=True
    )
    of = defaultdict(list)
    for disclosure, item, extent in found.values_list("disclosure_id", "item_id", "proposed"):
        of[disclosure].append((item, extent))
    return {disclosure: f" ({not_whole_words(extents)})" for disclosure, extents in of.items()}


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
        self._recipients = defaultdict(list)
        for recipient in Recipient.objects.present().filter(disclosure__in=pks).select_related("agency"):
            self._recipients[recipient.disclosure_id].append(recipient.agency.name)
        if any(row.stage == Stage.SHARED_FIRST for row in rows):
            self._add_told(pks)
        approvers = {row.approver_id for row in rows if row.approver_id}
        self._names = dict(User.objects.filter(pk__in=approvers).values_list("pk", "name")) if approvers else {}

    def _add_told(self, pks):
        """Where no recipient is chosen, whoever was told at once, in the words of whoever told them."""
        told = SharingRecord.objects.filter(disclosure__in=pks).exclude(ground="")
        for pk, to_words in told.values_list("disclosure_id", "to_words"):
            self._recipients.setdefault(pk, [to_words])

    def recipient(self, row):
        """The name of the agency that would receive it, and how many others; empty where none is chosen."""
        return recipients_in_short(self._recipients.get(row.pk, []))

    def decides(self, row, user):
        """Who decides it, in words; where nobody can, whom to ring."""
        if row.approver_id is None:
            return f"Nobody can decide this. Ring {row.school.duty_name} on {row.school.duty_phone}"
        if row.approver_id == user.pk:
            return "You decide it"
        return f"{self._names[row.approver_id]} decides it"
