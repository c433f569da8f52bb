"""Writing answers of the checklist, and what was answered about consent."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from checklist.models import Answer, Because, ChecklistResponse
from decisions.enums import Says
from decisions.judged import is_counted
from decisions.models import ConsentRecord, Relationship
from decisions.workflow.saves import NoSuchRow, changed, present
from decisions.workflow.seating import move_seat
from decisions.workflow.staleness import OF_LAW, mark_answers_stale

CONSENT_HELD, LAW = "consent-held", "duty-or-power"
GIVER = ConsentRecord._meta.get_field("giver").max_length
CHECKED_AFTERWARDS = {"right-person", "secure-way", "knows-confidential"}


class Answering(NamedTuple):
    """One answer: the key of whom it is about (None for the disclosure), the question's code, its value code and words,
    what was said beside it by name, and whether one that was stale has been looked at again.
    """

    key: str | None
    code: str
    value: str = ""
    text: str = ""
    details: Mapping = MappingProxyType({})
    is_confirmed: bool = False


@dataclass(frozen=True)
class SaveAnswers:
    """Answers to one section of the checklist.

    Only what differs is written, with the wording of the question as it stood. `questions` are all of the policy
    version, where they have been read: they never change.
    """

    answers: tuple[Answering, ...]
    questions: tuple | None = field(default=None, compare=False, repr=False)

    def write(self, work):
        content = work.content
        if self.questions is not None:
            content.all_questions = self.questions
        given = [Answering(*one) for one in self.answers]
        rows = self._rows(content, given)
        new, different, before = [], [], content.value_of(work.disclosure, LAW)
        for one, (question, row) in zip(given, rows, strict=True):
            answer = content.answer_of(row, one.code)
            if answer is None and (one.value or one.text or one.details):
                sheet = ChecklistResponse(pk=row.response_id, school=work.disclosure.school)
                new.append(sheet.answer(question, one.value, one.text, dict(one.details)))
            elif answer is not None and _is_written(answer, one):
                answer.school = work.disclosure.school  # or each would read it for itself
                different.append(answer)
        work.act.insert(new)
        work.act.update(different, fields=["value", "text", "details", "stale_because"])
        if any(one.code == LAW and one.value != before for one in given) and before:
            said_now = {one.code for one in given if one.is_confirmed}
            others = [content.answer_of(work.disclosure, code) for code in OF_LAW if code not in said_now]
            mark_answers_stale(work, others, Because.LAW)
        return bool(new or different)

    def _rows(self, content, given):
        """For each answer its question and the row it is about. Raises NoSuchRow for one that is not asked here."""
        questions = {question.code: question for question in content.questions}
        asked = {code: dict(content.rows_asked(question)) for code, question in questions.items()}
        try:
            return [(questions[one.code], asked[one.code][one.key]) for one in given]
        except KeyError:
            raise NoSuchRow from None


def _is_written(answer, one):
    """Set what differs, and say whether anything did. Another value, or a look at it again, makes it fresh."""
    is_fresh = one.is_confirmed or one.value != answer.value
    stale_because = "" if is_fresh else answer.stale_because
    return changed(
        answer,
        {"value": one.value, "text": one.text, "details": dict(one.details), "stale_because": stale_because},
    )


@dataclass(frozen=True)
class CheckRecipient(SaveAnswers):
    """Questions 12 to 14 for a recipient, once it is decided: whether it is the right person, the way, and that they know
    it is confidential may change without a new decision (rules, section 2).
    """

    def write(self, work):
        if not {one[1] for one in self.answers} <= CHECKED_AFTERWARDS:
            raise NoSuchRow
        return super().write(work)


def kin_of(disclosure, person, relationship):
    """The relationship of that number, of somebody who may speak for this person; None for none. Raises NoSuchRow."""
    if relationship is None:
        return None
    row = present(disclosure.relationships.select_related("person", "body"), relationship, disclosure)
    if row.child_id != person.pk:
        raise NoSuchRow
    return row


def spoken_by(kin):
    """What a record of consent keeps of who gave it: who they are, and how it was known that they may."""
    if kin is None:
        return {"given_by_id": None}
    named = kin.person.name if kin.person else kin.body.name
    giver = f"{named}, {kin.get_kind_display().lower()}" if kin.kind and kin.person else named
    return {"given_by_id": kin.pk, "by_self": False, "giver": giver[:GIVER], "right": kin.responsibility}


@dataclass(frozen=True)
class Withdrawn:
    """Consent that somebody took back after it was submitted (2.8): recorded at once, by whoever hears of it, and never a
    contribution. What waits for its decision goes to whoever decides such a thing; what was approved is judged anew
    before it leaves.
    """

    person: int
    by_self: bool = True
    giver: str = ""
    right: str = ""
    withdrawn_on: datetime.date | None = None
    in_their_words: str = ""
    relationship: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        person = present(disclosure.people, self.person)
        said = {name: value for name, value in vars(self).items() if name not in {"person", "relationship"}}
        said |= spoken_by(kin_of(disclosure, person, self.relationship))
        row = ConsentRecord(
            school=disclosure.school,
            disclosure=disclosure,
            person=person,
            says=Says.WITHDRAWN,
            recorded_at=work.at,
            **said,
        )
        row.save()
        work.content.forget("consents")
        move_seat(work)
        return True


@dataclass(frozen=True)
class SaveConsent:
    """What one human being answered when they were asked for consent, put in (`pk` None) or mended (2.8).

    `person` is the number of whom the information is about; `competence` the view taken of whether they understand.
    Whoever answered for them is the person, one of the `relationship` that is recorded, a `carer` of the disclosure of whom
    none is recorded yet (it is begun then, and says nothing but who), or somebody else by their name.
    The word of whoever decides for them is the answer to question 1 too, where that is still blank: nobody says it twice.
    """

    person: int
    says: str
    by_self: bool = True
    giver: str = ""
    right: str = ""
    asked_on: datetime.date | None = None
    how: str = ""
    in_their_words: str = ""
    covers_recipients: bool = False
    covers_purpose: bool = False
    covers_items: bool = False
    exceptions: str = ""
    withdrawn_on: datetime.date | None = None
    competence: str = ""
    objects_to_it: bool = False
    relationship: int | None = None
    carer: int | None = None
    pk: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        person = present(disclosure.people, self.person)
        row = (
            present(disclosure.consents, self.pk)
            if self.pk
            else ConsentRecord(school=disclosure.school, disclosure=disclosure, person=person, recorded_at=work.at)
        )
        before, kept = row.says, {"person", "competence", "relationship", "carer", "pk"}
        values = {name: value for name, value in vars(self).items() if name not in kept}
        values |= spoken_by(self._kin(disclosure, person))
        is_changed = changed(row, values)
        if is_changed:
            row.recorded_at = work.at if before != self.says else row.recorded_at
            row.save()
        is_other = changed(person, {"competence": self.competence})
        if is_other:
            person.save()
        if is_changed and self.says != Says.VIEWS and is_counted(row, person):
            _answer_once(work, person, self.says)
        return is_changed or is_other

    def _kin(self, disclosure, person):
        if self.carer is None:
            return kin_of(disclosure, person, self.relationship)
        carer = present(disclosure.people, self.carer)
        known = disclosure.relationships.present().filter(child=person, person=carer).first()
        kin = known or Relationship(school=disclosure.school, disclosure=disclosure, child=person, person=carer)
        if known is None:
            kin.save()
        return kin


def _answer_once(work, person, says):
    """Question 1 of a person as a record answers it; an answer that was given stays as it is."""
    answer = Answer.objects.filter(response=person.response_id, question_code=CONSENT_HELD).first()
    if answer is None:
        question = next((one for one in work.content.questions if one.code == CONSENT_HELD), None)
        if question is None:  # its policy version does without: the record speaks for itself
            return
        sheet = ChecklistResponse(pk=person.response_id, school=work.disclosure.school)
        work.act.insert([sheet.answer(question, says)])
    elif not answer.value:
        answer.value, answer.school = says, work.disclosure.school
        work.act.update([answer], fields=["value"])
