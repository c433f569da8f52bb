"""What was shared first, as its pages show it: what is known before, what was recorded, who sees it and by when."""

from django.db.models import Subquery
from django.utils import timezone

from accounts.appointments import holders_of
from accounts.models import User
from accounts.roles import Role
from agencies.calendar import next_working_day, working_days_after
from audit.models import Entry
from checklist.models import Answer
from decisions.colleagues import close_to
from decisions.enums import Channel, Extent, Ground, Stage
from decisions.facts import Content
from decisions.permissions import deciding_role, roles_at
from decisions.presenters import words
from decisions.presenters.links import disclosure_url, row_url
from decisions.presenters.record import recipient_words
from decisions.presenters.sharing import came_back
from decisions.queries import approver_now
from decisions.workflow.table import SHARE_FIRST

IN_LINE = 200
SHOWN_AT_ONCE = 20


def known(content):
    """What a disclosure already says about whom and with whom: the form begins with it."""
    about = ", ".join(person.name for person in content.about)
    to = "; ".join(recipient_words(recipient) for recipient in content.recipients)
    return {"about": about[:IN_LINE], "to": to[:IN_LINE]}


def proposed_pairs(disclosure):
    """The proposal's pairs as choices [(id, words)], and how much of each goes {id: extent}, removed ones too."""
    offered, extents = [], {}
    for pair in disclosure.pairs.select_related("item", "recipient__agency"):
        key, redacted = str(pair.pk), pair.proposed == Extent.REDACTED
        extents[key] = Extent.REDACTED if redacted else Extent.WHOLE
        if pair.item.removed_at is None and pair.recipient.removed_at is None:
            offered.append((key, _pair_words(pair, redacted)))
    return offered, extents


def _pair_words(pair, redacted):
    return f"{pair.item.description}, to {pair.recipient.agency.name}" + (" (redacted)" if redacted else "")


def cards(disclosure, today, content=None):
    """One summary list for each sharing that was recorded before a decision. Two statements."""
    return [{"rows": _rows(record, disclosure, today)} for record in _before_a_decision(content or Content(disclosure))]


def _before_a_decision(content):
    return [record for record in content.sharings if record.ground]


def _rows(record, disclosure, today):
    went = "\n".join(_pair_words(one.pair, one.extent == Extent.REDACTED) for one in record.pairs.all())
    rows = [
        ("When", words.moment(record.left_at, today)),
        ("By whom", record.recorded_by.name),
        ("To whom", record.to_words),
        ("What, and why at once", record.what_words),
        ("Of the proposal", went),
        ("About", record.about_words),
        ("How", Channel(record.channel).label),
        ("Ground", Ground(record.ground).label),
        ("Not to be told", record.not_told_words),
        ("Their telephone number", record.phone),
        *came_back(record),
        ("Recorded", words.moment(record.recorded_at, today)),
        ("Belongs to", disclosure.linked_to.reference if disclosure.linked_to else ""),
    ]
    return [{"key": {"text": key}, "value": words.in_lines(value)} for key, value in rows if value]


def answered_after(disclosure, content):
    """The ids of the answers that were given, or changed, after it had been shared: by the place of their entries."""
    if disclosure.shared_first_at is None:
        return frozenset()
    shared = Entry.objects.filter(case=disclosure.pk, event=SHARE_FIRST.event).order_by("seq").values("seq")[:1]
    given = [answer.pk for _question, _key, answer in content.asked() if answer is not None]
    later = Answer.history.filter(id__in=given, entry__seq__gt=Subquery(shared))
    return frozenset(later.values_list("id", flat=True))


def first_recipient(content):
    """To whom it went, in the words of whoever recorded it; empty where nothing was shared first."""
    return next((record.to_words for record in _before_a_decision(content)), "")


def shared_first(disclosure, today, offers=(), content=None):
    """What the pages of one disclosure show of it: cards, by when it is looked at, and the links for what comes back;
    None where there is none.
    """
    if disclosure.shared_first_at is None:
        return None
    content = content or Content(disclosure)
    return {
        "cards": cards(disclosure, today, content),
        "due": due(disclosure, today),
        "answers": _answers(disclosure, today, content) if "record-answer" in offers else [],
    }


def _answers(disclosure, today, content):
    """A link for a receipt or an answer to each sharing that was recorded before a decision."""
    return [
        {"url": row_url(disclosure, "answer", record.pk), "when": words.moment_inside(record.left_at, today)}
        for record in _before_a_decision(content)
    ]


def due(disclosure, today):
    """By when somebody looks at it, in words, and whether that is late; None once somebody has (rules, section 6)."""
    if disclosure.stage != Stage.SHARED_FIRST:
        return None
    return due_words(disclosure.shared_first_at, today)


def due_words(shared_at, today):
    """By when what was shared at a moment is looked at: the next working day. `by` is for whom it is not to do."""
    by = next_working_day(timezone.localdate(shared_at))
    late = working_days_after(by, today)
    if late:
        overdue = f"{words.counted(late, 'working day')} overdue"
        return {"words": overdue, "by": overdue, "late": True}
    day = f"{by:%A} {by.day} {by:%B}"
    return {"words": f"Look at it by {day}", "by": f"By {day}", "late": False}


def to_look_at(disclosures, today):
    """The list "Shared first, not looked at yet", from disclosures that carry `shared_by` and `left_at`."""
    found = list(disclosures[: SHOWN_AT_ONCE + 1])
    return {
        "rows": [
            {
                "reference": row.reference,
                "url": disclosure_url(row),
                "school": row.school.name,
                "by": row.shared_by,
                "when": words.moment(row.left_at, today),
                "due": due_words(row.shared_first_at, today),
            }
            for row in found[:SHOWN_AT_ONCE]
        ],
        "more": len(found) > SHOWN_AT_ONCE,
    }


def who_sees(disclosure, user):
    """Who sees it at the top of their pages: whoever looks at it, the safeguarding leads, the advisers; without `user`, and
    without whoever is in it.
    """
    seen = {}
    approver = User.objects.filter(pk=approver_now(disclosure)).first()
    if approver is not None:
        seen[approver.pk] = f"{approver.name}, {_capacity(disclosure, approver)}"
    for role in (Role.SAFEGUARDING_LEAD, Role.ADVISER):
        for held in holders_of(role, disclosure.school):
            seen.setdefault(held.user_id, f"{held.user.name}, {Role(role).label}")
    unseen = {user.pk, *close_to(disclosure.pk).values_list("colleague", flat=True)}
    return [said for pk, said in seen.items() if pk not in unseen]


def _capacity(disclosure, approver):
    return deciding_role(disclosure.seat, roles_at(approver, disclosure.school)).label
