"""The register's sentences, made from coded values only: no free text of a disclosure reaches a trustee."""

from collections import Counter, defaultdict

from django.utils import timezone

from accounts.models import Appointment
from accounts.roles import WRITING_ROLES, Role
from agencies.models import AgencyCategory, Purpose
from agencies.registers import names_of
from decisions.enums import ItemCategory, Outcome, PersonKind, Stage
from decisions.models import Decision, IncomingRequest, InformationItem, Person, Recipient
from decisions.presenters.words import counted, day, stage_tag
from oversight.pseudonyms import code, code_of_subject, term_of, year_band

DECIDED = {
    Outcome.APPROVED: "approved it",
    Outcome.ACKNOWLEDGED: "acknowledged it, as a duty of the author\u2019s own",
    Outcome.REJECTED: "rejected it",
    Outcome.RETURNED: "returned it to be mended",
    Outcome.RATIFIED: "ratified it, after it had been shared first,",
    Outcome.RATIFIED_LEARNING: "ratified it with something to learn, after it had been shared first,",
    Outcome.NOT_RATIFIED: "did not ratify it, after it had been shared first,",
}
# The words for whoever stands on no list were typed, and may name a person: no trustee reads them.
UNLISTED = "somebody who stands on no list of the trust"
UNDECIDED = {
    Stage.AWAITING: "Nobody has decided yet.",
    Stage.RETURNED: "It was taken back to be mended.",
    Stage.SHARED_FIRST: "Nobody has looked at it yet.",
    Stage.WITHDRAWN: "It was withdrawn.",
}


def entries(disclosures, trustee_id, today):
    """One group of sentences for each disclosure. Seven statements, whatever the number."""
    rows = list(disclosures)
    around = _Around(rows)
    return [_entry(row, around, trustee_id, today) for row in rows]


def _entry(row, around, trustee_id, today):
    return {
        "date": day(row.submitted_at),
        "reference": row.reference,
        "stage": stage_tag(row.stage),
        "author": f"{row.author.name} ({around.position(row)}, {row.school.name})",
        "did": "shared first, before a decision," if row.shared_first_at else "proposed to share",
        "items": "nothing" if row.nothing_to_share else _items_words(around.items[row.pk]),
        "recipients": around.recipients[row.pk],
        "purpose": "" if row.nothing_to_share and not row.purpose else around.purpose(row),
        "nobody": "nobody who is named" if row.nothing_to_share else "nobody yet",
        "asked_by": around.asked_by.get(row.pk, ""),
        "people": [_person(person, row, trustee_id, today) for person in around.people[row.pk]],
        "decision": _decision_words(row, around.decisions.get(row.pk)),
    }


def _items_words(categories):
    """How many items, by kind: "3 items (attendance 2, health and wellbeing 1)"."""
    kinds = Counter(categories)
    detail = ", ".join(f"{_lower(ItemCategory(kind).label)} {number}" for kind, number in sorted(kinds.items()))
    number = counted(len(categories), "item")
    return f"{number} ({detail})" if detail else number


def _person(person, row, trustee_id, today):
    band = year_band(person.date_of_birth, timezone.localdate(row.submitted_at))
    term = term_of(today)
    name = (
        code_of_subject(trustee_id, term, person.subject_id) if person.subject_id else code(trustee_id, term, person.pk)
    )
    return {"code": name, "band": band}


def _decision_words(row, last):
    """Who decided in what capacity; where nothing stands, what was decided last and what has become of it."""
    if row.standing_decision is not None:
        return _decided(row.standing_decision)
    if last is not None and row.stage == Stage.RETURNED and last.outcome == Outcome.RETURNED:
        return _decided(last)
    if last is not None and row.stage == Stage.AWAITING and last.outcome == Outcome.REJECTED:
        return f"{_decided(last)} A second view was asked for."
    return UNDECIDED[row.stage]


def _decided(decision):
    return f"{decision.by.name}, {Role(decision.capacity).label}, {DECIDED[decision.outcome]} on {day(decision.at)}."


def _lower(text):
    return text[:1].lower() + text[1:]


class _Around:
    """People, items, recipients, purposes and authors' positions of a page of disclosures, read once for all rows."""

    def __init__(self, rows):
        pks = [row.pk for row in rows]
        self.people = defaultdict(list)
        for person in Person.objects.present().filter(disclosure__in=pks, kind=PersonKind.ABOUT):
            self.people[person.disclosure_id].append(person)
        self.items = defaultdict(list)
        found = InformationItem.objects.present().filter(disclosure__in=pks)
        for disclosure, category in found.values_list("disclosure_id", "category"):
            self.items[disclosure].append(category)
        self.recipients = defaultdict(list)
        found = Recipient.objects.present().filter(disclosure__in=pks)
        for disclosure, name, category in found.values_list("disclosure_id", "agency__name", "agency__category"):
            self.recipients[disclosure].append({"name": name, "category": _lower(AgencyCategory(category).label)})
        requests = IncomingRequest.objects.filter(disclosure__in=pks)
        self.asked_by = {
            disclosure: name or UNLISTED for disclosure, name in requests.values_list("disclosure_id", "agency__name")
        }
        last_first = Decision.objects.filter(disclosure__in=pks).select_related("by").order_by("pk")
        self.decisions = {decision.disclosure_id: decision for decision in last_first}
        self._purposes, self._positions = names_of(Purpose), {}
        held = Appointment.objects.filter(user__in={row.author_id for row in rows}, role__in=WRITING_ROLES)
        for user, school, role, position in held.values_list("user_id", "school_id", "role", "position"):
            self._positions[user, school] = position or Role(role).label

    def purpose(self, row):
        """What sharing is for, in the words of its line."""
        return _lower(self._purposes.get(row.purpose, row.purpose)) or "no purpose yet"

    def position(self, row):
        """The author's position at the school, or in the trust, as it is kept."""
        held = self._positions.get((row.author_id, row.school_id)) or self._positions.get((row.author_id, None))
        return held or "member of staff"
