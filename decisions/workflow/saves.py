"""What a page of a draft may save. Each kind of save writes its own rows and says whether anything changed."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Q

from agencies.models import Agency, AgencyCategory
from checklist.models import Because, ChecklistResponse
from decisions.enums import PersonKind, Right
from decisions.facts import Content
from decisions.models import InformationItem, Pair, Person, Recipient, Relationship, Subject
from decisions.models.people import tidy_number
from decisions.queries import colleagues_at
from decisions.queries_of_subjects import can_be_recognised, is_same, known_before, others_of
from decisions.workflow.staleness import OF_CONSENT, OF_CONTACT, OF_PERSONS, OF_PROPOSAL, mark_stale

# Kinds of person of whom a question is asked.
ASKED = (PersonKind.ABOUT, PersonKind.CARER)


@dataclass(frozen=True)
class Work:
    """What a writer has in hand inside the open action: the locked disclosure, who acts, the open entry, the time.

    `content` is what stands in the disclosure before anything is written, `standing` how the actor stands to it; nobody
    stands to one that only begins.
    """

    act: object
    disclosure: object
    actor: object
    at: datetime.datetime
    content: Content
    standing: object = None


class NoSuchRow(Exception):
    """The row to be changed is not one of this disclosure, or has been taken out."""


def changed(row, values):
    """Set the values that differ and say whether any did."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def present(rows, pk, disclosure=None):
    """A row of this disclosure that has not been taken out. Raises NoSuchRow for any other.

    `disclosure` is whose they are, where `rows` are no more than a part of them.
    """
    row = rows.present().filter(pk=pk).first()
    if row is None:
        raise NoSuchRow
    row.school = (disclosure or rows.instance).school  # or it would read it for itself
    return row


def new_response(disclosure, asked_of):
    """A fresh sheet for answers about one person or recipient of a disclosure."""
    response = ChecklistResponse(
        school=disclosure.school, policy_version_id=disclosure.policy_version_id, asked_of=asked_of
    )
    response.save()
    return response


def new_subject(work):
    """A human being of whom this school has not written before, as far as anybody has said."""
    subject = Subject(school=work.disclosure.school)
    subject.save()
    return subject


def _join_or_part(work, person):
    """After a name, a number or a date of birth was typed: nobody is joined by that alone.

    Who can be recognised and is new to the school becomes a subject; who seems to be known stays without one until the
    author has said so. Somebody who is joined already and fits none of the others any more is parted from them: too
    little is shown then, and never the past of another child.
    """
    if person.subject_id:
        others = list(others_of(person))
        if any(is_same(person, other) for other in others):
            return
        if others:
            person.subject = None
            work.act.facts["parted"] = True
    if person.pk in known_before([person], work.actor):
        person.subject = None
    elif person.subject_id is None and can_be_recognised(person):
        person.subject = new_subject(work)


@dataclass(frozen=True)
class SavePurpose:
    """What sharing is for, and one sentence on how it helps the child (1.1, 2.1)."""

    purpose: str
    benefit: str

    def write(self, work):
        if work.disclosure.purpose != self.purpose:
            mark_stale(work, OF_PROPOSAL, Because.PURPOSE)
        return changed(work.disclosure, {"purpose": self.purpose, "benefit": self.benefit})


@dataclass(frozen=True)
class SavePerson:
    """A person put in (`pk` None) or mended. Whoever it is about, and each parent or carer, gets a response of their own
    (rules, X5). `saved` holds their row, once it is written. `colleague` is the number of an account, `attends` that of a
    school of ours. Raises NoSuchRow for somebody who does not work for the school or the trust.
    """

    kind: str
    name: str
    relation: str = ""
    date_of_birth: datetime.date | None = None
    pk: int | None = None
    pupil_number: str = ""
    colleague: int | None = None
    is_complained_about: bool | None = None
    belongs: str = ""
    attends: int | None = None
    saved: list = field(default_factory=list, init=False, compare=False, repr=False)

    def write(self, work):
        disclosure = work.disclosure
        person = (
            present(disclosure.people, self.pk)
            if self.pk
            else Person(school=disclosure.school, disclosure=disclosure, kind="")
        )
        known_by = {
            "name": self.name,
            "date_of_birth": self.date_of_birth,
            "pupil_number": tidy_number(self.pupil_number),
        }
        is_other = changed(person, known_by)
        _check_colleagues(work, {self.colleague} - {person.colleague_id})
        values = {
            "kind": self.kind,
            "relation": self.relation,
            "colleague_id": self.colleague,
            "is_complained_about": self.is_complained_about,
            "belongs": self.belongs,
            "attends_id": self.attends,
        }
        if not changed(person, values) and not is_other:
            return False
        if is_other:
            _join_or_part(work, person)
        if person.kind in ASKED and person.response_id is None:
            person.response = new_response(disclosure, "person")
        person.save()
        self.saved.append(person)
        mark_stale(work, OF_PERSONS, Because.PERSONS)
        return True


def _check_colleagues(work, chosen):
    """Who is chosen anew is a colleague of today, if anybody is chosen. Raises NoSuchRow for anybody else."""
    wanted = chosen - {None}
    here = colleagues_at(work.disclosure.school).filter(user__in=wanted) if wanted else ()
    if {held.user_id for held in here} != wanted:
        raise NoSuchRow


@dataclass(frozen=True)
class SaveItem:
    """A description of something to be shared, put in (`pk` None) or mended (2.3).

    `source_colleague` is the number of the account from whom it comes. Raises NoSuchRow as for a person.
    """

    description: str
    category: str
    source: str = ""
    as_at: datetime.date | None = None
    pk: int | None = None
    mentions_other: bool = False
    source_colleague: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        item = (
            present(disclosure.items, self.pk)
            if self.pk
            else InformationItem(school=disclosure.school, disclosure=disclosure)
        )
        _check_colleagues(work, {self.source_colleague} - {item.source_colleague_id})
        if not changed(item, self.values):
            return False
        item.save()
        mark_stale(work, OF_PROPOSAL, Because.ITEMS)
        if self.pk is None:
            _pair_up(work, [item], disclosure.recipients.present())
        return True

    @property
    def values(self):
        """What is stored of it."""
        kept = {name: value for name, value in vars(self).items() if name not in {"pk", "source_colleague"}}
        return kept | {"source_colleague_id": self.source_colleague}


@dataclass(frozen=True)
class SaveItems:
    """Several descriptions put in from one page (2.3): as many statements as for one. Raises NoSuchRow as for one."""

    items: tuple[SaveItem, ...]

    def write(self, work):
        disclosure = work.disclosure
        _check_colleagues(work, {one.source_colleague for one in self.items})
        rows = [InformationItem(school=disclosure.school, disclosure=disclosure, **one.values) for one in self.items]
        work.act.insert(rows)
        mark_stale(work, OF_PROPOSAL, Because.ITEMS)
        _pair_up(work, rows, disclosure.recipients.present())
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
            present(disclosure.recipients, self.pk)
            if self.pk
            else Recipient(school=disclosure.school, disclosure=disclosure)
        )
        values = {
            "agency_id": self.agency.pk,
            "contact_name": self.contact_name,
            "contact_position": self.contact_position,
        }
        before = recipient.agency_id, recipient.contact_name
        if not changed(recipient, values):
            return False
        if recipient.response_id is None:
            recipient.response = new_response(disclosure, "recipient")
        recipient.save()
        if self.pk and before != (recipient.agency_id, recipient.contact_name):
            mark_stale(work, OF_CONTACT, Because.CONTACT, [recipient])
        if before[0] != recipient.agency_id:
            mark_stale(work, OF_PROPOSAL, Because.RECIPIENT)
        if self.pk is None:
            _pair_up(work, disclosure.items.present(), [recipient])
        return True


def _pair_up(work, items, recipients):
    """What is new among these is proposed whole for every recipient, until the author says otherwise."""
    work.act.insert(
        Pair(school=work.disclosure.school, disclosure=work.disclosure, item=item, recipient=recipient)
        for item in items
        for recipient in recipients
    )


@dataclass(frozen=True)
class SavePairs:
    """How much of each item each recipient is to be given: (pair id, extent, reason) each (2.3)."""

    pairs: tuple

    def write(self, work):
        stored = {pair.pk: pair for pair in work.content.all_pairs}
        different = []
        for pk, extent, reason in self.pairs:
            if pk not in stored:
                raise NoSuchRow
            if changed(stored[pk], {"proposed": extent, "reason": reason}):
                stored[pk].school = work.disclosure.school  # or each would read it for itself
                different.append(stored[pk])
        work.act.update(different, fields=["proposed", "reason"])
        return bool(different)


@dataclass(frozen=True)
class TakeOut:
    """A person, an item or a recipient taken out of the draft: marked, with who and when, and hidden; never deleted.

    With a person goes who they are to somebody. Whoever spoke for a child, and is said no more to be theirs, is somebody of
    whom it is not known whether they may.
    """

    rows: str
    pk: int

    def write(self, work):
        row = present(getattr(work.disclosure, self.rows), self.pk)
        kin = [row] if self.rows == "relationships" else []
        if self.rows == "people":
            kin = list(work.disclosure.relationships.present().filter(Q(child=row) | Q(person=row)))
        for one in kin if row in kin else [row, *kin]:
            one.school, one.removed_at, one.removed_by = work.disclosure.school, work.at, work.actor
            one.save()
        for one in kin:
            judge_anew(work, one, Right.NOT_KNOWN)
        codes, because = TAKEN_OUT[self.rows]
        mark_stale(work, codes, because)
        return True


TAKEN_OUT = {
    "consents": ((), Because.PERSONS),
    "relationships": ((), Because.PERSONS),
    "people": (OF_PERSONS, Because.PERSONS),
    "items": (OF_PROPOSAL, Because.ITEMS),
    "recipients": (OF_PROPOSAL, Because.RECIPIENT),
}


def judge_anew(work, kin, right):
    """What is said now of whether somebody may consent for a child holds of every answer that they gave for it."""
    given = list(work.disclosure.consents.present().filter(given_by=kin).exclude(right=right))
    for row in given:
        row.right, row.school = right, work.disclosure.school
    work.act.update(given, fields=["right"])
    if given:
        mark_stale(work, OF_CONSENT, Because.PERSONS, [kin.child])


@dataclass(frozen=True)
class SaveRelationship:
    """Who somebody is to a child of the disclosure (2.6), put in (`pk` None) or mended: `person` is the number of another
    person in it, `body` that of a council. Of one for one child there is one row, and it stays theirs: what they have
    answered hangs on it.

    Raises NoSuchRow for a child or a person who is not in it, and for a body that is no council.
    """

    child: int
    person: int | None = None
    body: int | None = None
    kind: str = ""
    responsibility: str = ""
    pk: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        child = present(disclosure.people.filter(kind=PersonKind.ABOUT), self.child, disclosure)
        if self.person is not None and present(disclosure.people, self.person).pk == child.pk:
            raise NoSuchRow
        if self.body is not None and self.pk is None and not councils().filter(pk=self.body).exists():
            raise NoSuchRow
        of_these = disclosure.relationships.present().filter(child=child, person=self.person, body=self.body)
        row = present(of_these, self.pk, disclosure) if self.pk else of_these.first()
        row = row or Relationship(disclosure=disclosure, child=child, person_id=self.person, body_id=self.body)
        row.school, is_new = disclosure.school, row.pk is None
        if not changed(row, {"kind": self.kind, "responsibility": self.responsibility}) and not is_new:
            return False
        row.save()
        judge_anew(work, row, self.responsibility)
        return True


def councils():
    """The bodies that may have a child in their care."""
    return Agency.objects.in_use().filter(category=AgencyCategory.SOCIAL_CARE)
