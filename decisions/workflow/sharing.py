"""Recording what left in fact, and what came back; incidents; questions 16 and 17 (3.4)."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from checklist.models import ChecklistResponse
from decisions.enums import Extent, PersonKind
from decisions.models import Incident, SharedPair, SharingRecord
from decisions.readiness import differences
from decisions.workflow.saves import NoSuchRow, changed


@dataclass(frozen=True)
class RecordSharing:
    """A sharing as it happened: which pairs and how much of each, to whom, when, how, by what receipt.

    `deviation` says why it differs from what was decided. `gone` tells what has already left from what is still to go.
    `to` is whom it reached; `meant_for` whom it should have reached, where that is somebody else. `sent_by` names a
    colleague who sent it; empty: whoever records it.
    """

    extents: dict
    to: str
    channel: str
    left_at: datetime.datetime
    told_confidential: bool = False
    deviation: str = ""
    receipt: str = ""
    what: str = ""
    gone: bool = False
    meant_for: str = ""
    sent_by: str = ""

    @property
    def left_on(self):
        """The day by which the decision is judged (rules, section 6)."""
        return timezone.localdate(self.left_at)

    def write(self, work):
        disclosure = work.disclosure
        differs = self.differs_from(disclosure)
        record = SharingRecord(
            school=disclosure.school,
            disclosure=disclosure,
            recorded_at=work.at,
            recorded_by=work.actor,
            left_at=self.left_at,
            channel=self.channel,
            to_words=self.to,
            what_words=self.what,
            told_confidential=self.told_confidential,
            deviation=self.deviation,
            receipt=self.receipt,
            sent_by_words=self.sent_by,
        )
        record.save()
        keep_pairs(work, record, self.extents)
        if differs:
            open_incident(work, self._what_went_wrong(differs), self.left_at, record)
        return True

    def differs_from(self, disclosure):
        """The differences that open an incident: only what has left already can have any."""
        if not self.gone:
            return []
        return differences(disclosure, self.extents, self.left_at, self.what, astray=bool(self.meant_for))

    def _what_went_wrong(self, differs):
        """Each difference in its own words, whom it reached instead of whom, and the reason that was given."""
        lines = [f"{'. '.join(differs)}."]
        if self.meant_for:
            lines.append(f"It reached {self.to}. It was meant for {self.meant_for}.")
        return "\n".join([*lines, self.deviation]).strip()


def keep_pairs(work, record, extents):
    """Store which pairs left in a sharing and how much of each. Raises NoSuchRow for a pair of another disclosure."""
    known = set(work.disclosure.pairs.values_list("pk", flat=True))
    if not known.issuperset(extents):
        raise NoSuchRow
    work.act.insert(
        SharedPair(school=work.disclosure.school, sharing=record, pair_id=pk, extent=extent)
        for pk, extent in extents.items()
        if extent != Extent.NOT
    )


def open_incident(work, what, happened_at, sharing=None):
    """Open an incident on this disclosure. Advisers see it at the top of their pages."""
    Incident(
        school=work.disclosure.school,
        disclosure=work.disclosure,
        sharing=sharing,
        what=what,
        happened_at=happened_at,
        reported_at=work.at,
        reported_by=work.actor,
    ).save()
    work.act.facts["incident"] = True


@dataclass(frozen=True)
class ReportIncident:
    """Something went wrong: what, and when."""

    what: str
    happened_at: datetime.datetime

    def write(self, work):
        open_incident(work, self.what, self.happened_at)
        return True


@dataclass(frozen=True)
class EndIncident:
    """What was done about it, and whether the person and the regulator were told or why not."""

    pk: int
    ending: str

    def write(self, work):
        incident = work.disclosure.incidents.filter(pk=self.pk, ended_at__isnull=True).first()
        if incident is None:
            raise NoSuchRow
        incident.ended_at, incident.ended_by, incident.ending = work.at, work.actor, self.ending
        incident.save()
        return True


@dataclass(frozen=True)
class RecordAnswer:
    """A receipt, or the recipient's answer, that came after a sharing (2.2)."""

    pk: int
    receipt: str = ""
    receipt_on: datetime.date | None = None
    answer: str = ""
    answer_on: datetime.date | None = None

    def write(self, work):
        record = work.disclosure.sharings.filter(pk=self.pk).first()
        if record is None:
            raise NoSuchRow
        names = ("receipt", "receipt_on", "answer", "answer_on")
        if not changed(record, {name: getattr(self, name) for name in names}):
            return False
        record.save()
        return True


@dataclass(frozen=True)
class Told:
    """Question 16 for one person: the answer, when, how and by whom; or on which ground not, and when to look again."""

    pk: int
    value: str = ""
    aware_on: datetime.date | None = None
    aware_how: str = ""
    aware_by: str = ""
    not_told_ground: str = ""
    not_told_review_on: datetime.date | None = None


PERSON_FIELDS = ("aware_on", "aware_how", "aware_by", "not_told_ground", "not_told_review_on")


@dataclass(frozen=True)
class SaveAfter:
    """Questions 16, for each person it is about, and 17: where it is recorded (3.4). `recorded` is None where question
    17 is not asked again: after closing.
    """

    told: tuple = ()
    recorded: str | None = ""
    case_system: str = ""
    case_reference: str = ""

    def write(self, work):
        disclosure = work.disclosure
        questions = {question.code: question for question in work.content.all_questions}
        is_asked = self.recorded is not None and "recorded" in questions
        any_changed = is_asked and self._save_where(disclosure, questions["recorded"])
        people = {person.pk: person for person in disclosure.people.present().filter(kind=PersonKind.ABOUT)}
        for told in self.told:
            if told.pk not in people:
                raise NoSuchRow
            any_changed |= _save_told(disclosure, people[told.pk], questions["person-aware"], told)
        return any_changed

    def _save_where(self, disclosure, question):
        any_changed = changed(disclosure, {"case_system": self.case_system, "case_reference": self.case_reference})
        return _answer(disclosure, disclosure.response_id, question, self.recorded) or any_changed


def _save_told(disclosure, person, question, told):
    any_changed = changed(person, {name: getattr(told, name) for name in PERSON_FIELDS})
    if any_changed:
        person.save()
    return _answer(disclosure, person.response_id, question, told.value) or any_changed


def _answer(disclosure, response_id, question, value):
    """Store the answer to one question on one sheet; whether that changed anything."""
    response = ChecklistResponse.objects.get(pk=response_id)
    answer = response.answers.filter(question=question).first()
    if answer is None:
        if not value:
            return False
        answer = response.answer(question)
        answer.school = disclosure.school
    if not changed(answer, {"value": value}):
        return False
    answer.save()
    return True


@dataclass(frozen=True)
class Close:
    """Nothing more is to be written: the gate has looked."""

    def write(self, _work):
        return True
