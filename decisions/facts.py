"""Everything that stands in one disclosure, read once."""

from functools import cached_property

from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, prefetch_related_objects

from accounts.prepared import rows
from agencies.models import LegalGround, SecureWay
from agencies.registers import names_in_registers
from audit import clock
from checklist.facts import ASKED_OF_CARERS, LAW, NOTHING, PERSON, RECIPIENT
from checklist.models import Answer
from checklist.reading import questions_of
from decisions.enums import PersonKind
from decisions.judged import facts_of, person_key, recipient_key
from decisions.models import (
    ConsentRecord,
    Decision,
    Incident,
    InformationItem,
    Pair,
    Person,
    PlanStep,
    Recipient,
    Relationship,
    Reply,
    Ruling,
    SharedPair,
    SharingRecord,
)
from decisions.queries import request_of

BEFORE_SHARING = ("3.1", "3.2", "3.3")


def _questions(policy_version):
    return list(questions_of(connection.settings_dict["NAME"], policy_version))


def answers_on(sheets):
    """The answers on some sheets: {(sheet's number, question's code): answer}."""
    found = rows(_answers_on, sheets) if sheets else ()
    return {(answer.response_id, answer.question_code): answer for answer in found}


# What `Content` asks of one disclosure, by its number, each in the words that are kept (`accounts.prepared`).


def _answers_on(*sheets):
    return Answer.objects.filter(response__in=sheets)


def _people(of):
    kin = Exists(Relationship.objects.present().filter(child=OuterRef("pk")))
    found = Person.objects.present().filter(disclosure=of).select_related("colleague", "attends")
    return found.annotate(has_kin=kin)


def _items(of):
    return InformationItem.objects.present().filter(disclosure=of).select_related("source_colleague")


def _recipients(of):
    return Recipient.objects.present().filter(disclosure=of).select_related("agency")


def _consents(of):
    return ConsentRecord.objects.present().filter(disclosure=of).select_related("given_by")


def _relationships(of):
    return Relationship.objects.present().filter(disclosure=of).select_related("body", "person")


def _rulings(of):
    return Ruling.objects.filter(disclosure=of, fallen_at__isnull=True).select_related("by")


def _pairs(of):
    return Pair.objects.filter(disclosure=of)


def _steps(of):
    return PlanStep.objects.present().filter(disclosure=of).select_related("person", "recipient__agency", "done_by")


def _sharings(of):
    pairs = SharedPair.objects.select_related("pair__item", "pair__recipient__agency")
    found = SharingRecord.objects.filter(disclosure=of).select_related("recorded_by")
    return found.prefetch_related(Prefetch("pairs", pairs))


def _incidents(of):
    found = Incident.objects.filter(disclosure=of).select_related("reported_by", "ended_by")
    return found.order_by(F("ended_at").asc(nulls_first=True), "pk")


def _decisions(of):
    return Decision.objects.filter(disclosure=of).select_related("by").order_by("id")


def _replies(of):
    return Reply.objects.filter(disclosure=of).select_related("recorded_by").order_by("-at", "-pk")


class Content:
    """Everything that stands in one disclosure, each part read from the database when it is first asked for, and kept.

    Each part is one statement, whatever the size; the sharings are two. What is written afterwards is not in it: ask a
    new one. `asked` yields every (question, key, answer or None), where the key is that of the person or recipient asked
    about, None for the whole disclosure. `questions` are those of the policy version, where somebody has read them all.
    """

    def __init__(self, disclosure, questions=None):
        self.disclosure = disclosure
        if questions is not None:
            self.all_questions = questions

    def _rows(self, build):
        """The rows of this disclosure that `build` describes, each of which knows it as the one that was read."""
        found = rows(build, (self.disclosure.pk,))
        for row in found:
            row.disclosure = self.disclosure
        return found

    def forget(self, *parts):
        """Read these parts again when they are asked for next: they have been written."""
        for part in parts:
            self.__dict__.pop(part, None)

    @cached_property
    def people(self):
        """Everybody who is named, whoever was taken out left out, with their account and school where one is known."""
        return self._rows(_people)

    @cached_property
    def items(self):
        """The information, what was taken out left out."""
        return self._rows(_items)

    @cached_property
    def recipients(self):
        """Who is to receive it, with their agencies."""
        return self._rows(_recipients)

    @cached_property
    def all_questions(self):
        """Every question of its policy version, with its section."""
        return _questions(self.disclosure.policy_version_id)

    @property
    def questions(self):
        """Those asked before sharing, in their order: questions 1 to 15 of December 2015."""
        return [question for question in self.all_questions if question.section.number in BEFORE_SHARING]

    @property
    def numbers_after(self):
        """{code: number} of the questions that its policy version asks after sharing."""
        return {one.code: one.number for one in self.all_questions if one.section.number not in BEFORE_SHARING}

    def read_choices(self):
        """The words of every question's choices, in one statement."""
        prefetch_related_objects(self.all_questions, "choices")

    @cached_property
    def _answers(self):
        asked = (self.disclosure, *self.people, *self.recipients)
        return answers_on([row.response_id for row in asked if row.response_id])

    def answer_of(self, row, code):
        """The answer to a question on the sheet of the disclosure, a person or a recipient; None where there is none."""
        return self._answers.get((row.response_id, code)) if row.response_id else None

    def value_of(self, row, code):
        """The value code of that answer; empty where there is none."""
        answer = self.answer_of(row, code)
        return answer.value if answer else ""

    def text_of(self, row, code):
        """The words of that answer; empty where there are none."""
        answer = self.answer_of(row, code)
        return answer.text if answer else ""

    def details_of(self, row, code):
        """What was said beside that answer, by name; empty where there is none."""
        answer = self.answer_of(row, code)
        return answer.details if answer else {}

    @property
    def nothing_to_share(self):
        """Question 9 says that nothing should be shared, and nothing was: then little else is asked (rules, section 2)."""
        return self.disclosure.shared_first_at is None and self.value_of(self.disclosure, "how-much") == NOTHING

    @property
    def about(self):
        """The people that the information is about."""
        return [person for person in self.people if person.kind == PersonKind.ABOUT]

    @property
    def carers(self):
        """The parents and carers who are told or not."""
        return [person for person in self.people if person.kind == PersonKind.CARER]

    @cached_property
    def consents(self):
        """What was answered by whoever was asked for consent, the first one first."""
        return self._rows(_consents)

    @cached_property
    def relationships(self):
        """Who is who to the people it is about, with the bodies among them; asked for only where somebody is said to be."""
        if not any(person.has_kin for person in self.people):
            return []
        return self._rows(_relationships)

    @cached_property
    def rulings(self):
        """What approvers settled, as far as it stands."""
        return self._rows(_rulings)

    @cached_property
    def law(self):
        """The duty or power that question 4 names, or the approver where the author was not sure; None for none."""
        said = self.details_of(self.disclosure, "duty-or-power")
        named = next((one.value for one in self.rulings if one.code == LAW), "")
        code = said.get("duty") or said.get("power") or named
        return LegalGround.objects.filter(code=code).first() if code else None

    @cached_property
    def secure_ways(self):
        """The codes of those ways of sending that recipients are given it by and that are secure today."""
        ways = {self.details_of(recipient, "secure-way").get("way") for recipient in self.recipients} - {None}
        found = SecureWay.objects.in_force(clock.today()).filter(code__in=ways, is_secure=True) if ways else ()
        return {way.code for way in found}

    @cached_property
    def register_names(self):
        """(register, code) -> the words of every line that the adviser keeps, whether it holds today or not."""
        return names_in_registers()

    @cached_property
    def all_pairs(self):
        """What each recipient is given of each item, those that were taken out among them."""
        return self._rows(_pairs)

    @cached_property
    def pairs(self):
        """The same of those that are not taken out."""
        items, recipients = ({row.pk for row in some} for some in (self.items, self.recipients))
        return [pair for pair in self.all_pairs if pair.item_id in items and pair.recipient_id in recipients]

    @cached_property
    def steps(self):
        """The steps of the plan, but for those about somebody who has been taken out since."""
        return [
            step
            for step in self._rows(_steps)
            if not any(row and row.removed_at for row in (step.person, step.recipient))
        ]

    @cached_property
    def signatures(self):
        """The signatures under the plan as it stands, with their people."""
        if not self.steps:
            return []
        found = self.disclosure.signatures.filter(plan_version=self.disclosure.plan_version)
        return list(found.select_related("by"))

    @cached_property
    def sharings(self):
        """Everything that left, before a decision or after, with what it was and who recorded it."""
        return self._rows(_sharings)

    @property
    def gone(self):
        """The ids of the pairs that have left in some sharing."""
        return {shared.pair_id for sharing in self.sharings for shared in sharing.pairs.all()}

    @cached_property
    def incidents(self):
        """What went wrong, the open ones first, with who reported and who ended it."""
        return self._rows(_incidents)

    @cached_property
    def decisions(self):
        """Every decision that was ever taken on it, with its people, the first one first."""
        return self._rows(_decisions)

    @cached_property
    def adviser_note(self):
        """What the adviser filled in, with who did; None where nobody has, and before it was submitted."""
        return getattr(self.disclosure, "adviser_note", None) if self.disclosure.submitted_at else None

    @cached_property
    def replies(self):
        """What whoever asked was told, the latest first, with who recorded it; none where nobody asked."""
        if request_of(self.disclosure) is None:
            return []
        return self._rows(_replies)

    def rows_asked(self, question):
        """Pairs (key, row) that a question is asked about: some are asked of parents and carers too."""
        if question.asked_of == PERSON:
            people = [*self.about, *self.carers] if question.code in ASKED_OF_CARERS else self.about
            return [(person_key(person), person) for person in people]
        if question.asked_of == RECIPIENT:
            return [(recipient_key(recipient), recipient) for recipient in self.recipients]
        return [(None, self.disclosure)]

    def asked_rows(self):
        """Every (question, key, answer or None, row that it is asked about)."""
        for question in self.questions:
            for key, row in self.rows_asked(question):
                yield question, key, self.answer_of(row, question.code), row

    def asked(self):
        """Every (question, key, answer or None)."""
        for question, key, answer, _row in self.asked_rows():
            yield question, key, answer

    def named(self):
        """Key -> the person or recipient it stands for."""
        found = {person_key(person): person for person in self.people}
        return found | {recipient_key(recipient): recipient for recipient in self.recipients}

    def facts(self, leaving=False):
        """The plain values that the gates judge; `leaving` also asks whether the recipients' checks are too old."""
        return facts_of(self, leaving)
