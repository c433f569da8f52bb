"""What a page of a draft may save. Each kind of save writes its own rows and says whether anything changed."""

import datetime
from dataclasses import dataclass

from checklist.models import ChecklistResponse
from decisions.enums import PersonKind
from decisions.facts import Content
from decisions.models import InformationItem, Pair, Person, Recipient


@dataclass(frozen=True)
class Work:
    """What a writer has in hand inside the open action: the locked disclosure, who acts, the open entry, the time."""

    act: object
    disclosure: object
    actor: object
    at: datetime.datetime


class NoSuchRow(Exception):
    """The row to be changed is not one of this disclosure, or has been taken out."""


def changed(row, values):
    """Set the values that differ and say whether any did."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _present(rows, pk):
    row = rows.present().filter(pk=pk).first()
    if row is None:
        raise NoSuchRow
    return row


def new_response(disclosure, asked_of):
    """A fresh sheet for answers about one person or recipient of a disclosure."""
    response = ChecklistResponse(
        school=disclosure.school, policy_version_id=disclosure.policy_version_id, asked_of=asked_of
    )
    response.save()
    return response


@dataclass(frozen=True)
class SavePurpose:
    """What sharing is for, and one sentence on how it helps the child (1.1, 2.1)."""

    purpose: str
    benefit: str

    def write(self, work):
        return changed(work.disclosure, {"purpose": self.purpose, "benefit": self.benefit})


@dataclass(frozen=True)
class SavePerson:
    """A person put in (`pk` None) or mended. Each person that it is about gets a response of their own (rules, X5)."""

    kind: str
    name: str
    relation: str = ""
    date_of_birth: datetime.date | None = None
    pk: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        person = (
            _present(disclosure.people, self.pk)
            if self.pk
            else Person(school=disclosure.school, disclosure=disclosure, kind="")
        )
        values = {
            "kind": self.kind,
            "name": self.name,
            "relation": self.relation,
            "date_of_birth": self.date_of_birth,
        }
        if not changed(person, values):
            return False
        if person.kind == PersonKind.ABOUT and person.response is None:
            person.response = new_response(disclosure, "person")
        person.save()
        return True


@dataclass(frozen=True)
class SaveItem:
    """A description of something to be shared, put in (`pk` None) or mended (2.3)."""

    description: str
    category: str
    source: str = ""
    as_at: datetime.date | None = None
    pk: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        item = (
            _present(disclosure.items, self.pk)
            if self.pk
            else InformationItem(school=disclosure.school, disclosure=disclosure)
        )
        values = {
            "description": self.description,
            "category": self.category,
            "source": self.source,
            "as_at": self.as_at,
        }
        if not changed(item, values):
            return False
        item.save()
        _pair_up(work, [item], disclosure.recipients.present())
        return True


@dataclass(frozen=True)
class SaveRecipient:
    """Who is to receive it: an agency of the register and the person there (3.3)."""

    agency: object
    contact_name: str = ""
    contact_position: str = ""
    pk: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        recipient = (
            _present(disclosure.recipients, self.pk)
            if self.pk
            else Recipient(school=disclosure.school, disclosure=disclosure)
        )
        values = {
            "agency_id": self.agency.pk,
            "contact_name": self.contact_name,
            "contact_position": self.contact_position,
        }
        if not changed(recipient, values):
            return False
        if recipient.response_id is None:
            recipient.response = new_response(disclosure, "recipient")
        recipient.save()
        _pair_up(work, disclosure.items.present(), [recipient])
        return True


def _pair_up(work, items, recipients):
    """Every item is proposed whole for every recipient, until the author says otherwise."""
    known = set(work.disclosure.pairs.values_list("item_id", "recipient_id"))
    work.act.insert(
        Pair(school=work.disclosure.school, disclosure=work.disclosure, item=item, recipient=recipient)
        for item in items
        for recipient in recipients
        if (item.pk, recipient.pk) not in known
    )


@dataclass(frozen=True)
class SavePairs:
    """How much of each item each recipient is to be given: (pair id, extent, reason) each (2.3)."""

    pairs: tuple

    def write(self, work):
        stored = {pair.pk: pair for pair in work.disclosure.pairs.all()}
        different = []
        for pk, extent, reason in self.pairs:
            if pk not in stored:
                raise NoSuchRow
            if changed(stored[pk], {"proposed": extent, "reason": reason}):
                different.append(stored[pk])
        work.act.update(different, fields=["proposed", "reason"])
        return bool(different)


@dataclass(frozen=True)
class TakeOut:
    """A person, an item or a recipient taken out of the draft: marked, with who and when, and hidden; never deleted."""

    rows: str
    pk: int

    def write(self, work):
        row = _present(getattr(work.disclosure, self.rows), self.pk)
        row.removed_at = work.at
        row.removed_by = work.actor
        row.save()
        return True


@dataclass(frozen=True)
class SaveAnswers:
    """Answers to one section of the checklist: (key, question code, value code, text) each.

    The key names the person or recipient asked about, None the disclosure. Only what differs is written, with the
    wording of the question as it stood.
    """

    answers: tuple

    def write(self, work):
        asked = {(key, question.code): (question, answer, row) for question, key, answer, row in self._asked(work)}
        sheets = ChecklistResponse.objects.select_related("school")
        responses = sheets.in_bulk({row.response_id for _, _, row in asked.values()})
        new, different = [], []
        for key, code, value, text in self.answers:
            if (key, code) not in asked:
                raise NoSuchRow
            question, answer, row = asked[key, code]
            if answer is None and (value or text):
                answer = responses[row.response_id].answer(question, value, text)
                new.append(answer)
            elif answer is not None and changed(answer, {"value": value, "text": text}):
                different.append(answer)
        work.act.insert(new)
        work.act.update(different, fields=["value", "text"])
        return bool(new or different)

    @staticmethod
    def _asked(work):
        return Content(work.disclosure).asked_rows()
