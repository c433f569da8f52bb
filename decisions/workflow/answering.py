"""Writing answers of the checklist, and what was answered about consent."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from checklist.models import Because, ChecklistResponse
from decisions.enums import Says
from decisions.models import ConsentRecord
from decisions.workflow.saves import NoSuchRow, changed, present
from decisions.workflow.seating import move_seat
from decisions.workflow.staleness import OF_LAW, mark_answers_stale

LAW = "duty-or-power"
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

    def write(self, work):
        disclosure = work.disclosure
        person = present(disclosure.people, self.person)
        said = {name: value for name, value in vars(self).items() if name != "person"}
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
    pk: int | None = None

    def write(self, work):
        disclosure = work.disclosure
        person = present(disclosure.people, self.person)
        row = (
            present(disclosure.consents, self.pk)
            if self.pk
            else ConsentRecord(school=disclosure.school, disclosure=disclosure, person=person, recorded_at=work.at)
        )
        before, kept = row.says, {"person", "competence", "pk"}
        values = {name: value for name, value in vars(self).items() if name not in kept}
        is_changed = changed(row, values)
        if is_changed:
            row.recorded_at = work.at if before != self.says else row.recorded_at
            row.save()
        is_other = changed(person, {"competence": self.competence})
        if is_other:
            person.save()
        return is_changed or is_other
