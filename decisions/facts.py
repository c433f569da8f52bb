"""From a disclosure to the plain values that the gates judge."""

from functools import cached_property

from django.db.models import F, Prefetch, prefetch_related_objects

from checklist import gates
from checklist.models import Answer, Question
from decisions.enums import CheckResult, Extent, PersonKind
from decisions.models import Decision, SharedPair
from decisions.queries import request_of

BEFORE_SHARING = ("3.1", "3.2", "3.3")
# Shorter numbers, such as 101, are everybody's.
SHORTEST = 6


def questions_before_sharing(policy_version):
    """Questions 1 to 15 of a policy version, in their order, with their sections: those asked before sharing."""
    return [question for question in _questions(policy_version) if question.section.number in BEFORE_SHARING]


def _questions(policy_version):
    found = Question.objects.filter(policy_version=policy_version)
    return list(found.select_related("section").order_by("number"))


def answers_on(sheets):
    """The answers on some sheets: {(sheet's number, question's code): answer}."""
    found = Answer.objects.filter(response__in=sheets)
    return {(answer.response_id, answer.question_code): answer for answer in found}


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

    @cached_property
    def people(self):
        """Everybody who is named, whoever was taken out left out."""
        return list(self.disclosure.people.present())

    @cached_property
    def items(self):
        """The information, what was taken out left out."""
        return list(self.disclosure.items.present())

    @cached_property
    def recipients(self):
        """Who is to receive it, with their agencies."""
        return list(self.disclosure.recipients.present().select_related("agency"))

    @cached_property
    def all_questions(self):
        """Every question of its policy version, with its section."""
        return _questions(self.disclosure.policy_version_id)

    @property
    def questions(self):
        """Questions 1 to 15: those asked before sharing."""
        return [question for question in self.all_questions if question.section.number in BEFORE_SHARING]

    def read_choices(self):
        """The words of every question's choices, in one statement."""
        prefetch_related_objects(self.all_questions, "choices")

    @cached_property
    def _answers(self):
        return answers_on([row.response_id for row in (self.disclosure, *self.about, *self.recipients)])

    def answer_of(self, row, code):
        """The answer to a question on the sheet of the disclosure, a person or a recipient; None where there is none."""
        return self._answers.get((row.response_id, code))

    @property
    def about(self):
        """The people that the information is about."""
        return [person for person in self.people if person.kind == PersonKind.ABOUT]

    @cached_property
    def all_pairs(self):
        """What each recipient is given of each item, those that were taken out among them."""
        return list(self.disclosure.pairs.all())

    @cached_property
    def pairs(self):
        """The same of those that are not taken out."""
        items, recipients = ({row.pk for row in rows} for rows in (self.items, self.recipients))
        return [pair for pair in self.all_pairs if pair.item_id in items and pair.recipient_id in recipients]

    @cached_property
    def steps(self):
        """The steps of the plan, but for those about somebody who has been taken out since."""
        found = self.disclosure.steps.present().select_related("person", "recipient__agency", "done_by")
        return [step for step in found if not any(row and row.removed_at for row in (step.person, step.recipient))]

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
        pairs = SharedPair.objects.select_related("pair__item", "pair__recipient__agency")
        found = self.disclosure.sharings.select_related("recorded_by")
        return list(found.prefetch_related(Prefetch("pairs", pairs)))

    @property
    def gone(self):
        """The ids of the pairs that have left in some sharing."""
        return {shared.pair_id for sharing in self.sharings for shared in sharing.pairs.all()}

    @cached_property
    def incidents(self):
        """What went wrong, the open ones first, with who reported and who ended it."""
        found = self.disclosure.incidents.select_related("reported_by", "ended_by")
        return list(found.order_by(F("ended_at").asc(nulls_first=True), "pk"))

    @cached_property
    def decisions(self):
        """Every decision that was ever taken on it, with its people, the first one first."""
        return list(Decision.objects.filter(disclosure=self.disclosure).select_related("by").order_by("id"))

    @cached_property
    def replies(self):
        """What whoever asked was told, the latest first, with who recorded it; none where nobody asked."""
        if request_of(self.disclosure) is None:
            return []
        return list(self.disclosure.replies.select_related("recorded_by").order_by("-at", "-pk"))

    def rows_asked(self, asked_of):
        """Pairs (key, row) that a question is asked about."""
        if asked_of == gates.PERSON:
            return [(person_key(person), person) for person in self.about]
        if asked_of == gates.RECIPIENT:
            return [(recipient_key(recipient), recipient) for recipient in self.recipients]
        return [(None, self.disclosure)]

    def asked_rows(self):
        """Every (question, key, answer or None, row that it is asked about)."""
        for question in self.questions:
            for key, row in self.rows_asked(question.asked_of):
                yield question, key, self.answer_of(row, question.code), row

    def asked(self):
        """Every (question, key, answer or None)."""
        for question, key, answer, _row in self.asked_rows():
            yield question, key, answer

    def named(self):
        """Key -> the person or recipient it stands for."""
        return dict(self.rows_asked(gates.PERSON) + self.rows_asked(gates.RECIPIENT))

    def facts(self) -> gates.Facts:
        """The plain values that the gates judge."""
        return gates.Facts(
            purpose=self.disclosure.purpose,
            welfare=self.disclosure.benefit,
            persons=tuple(key for key, _ in self.rows_asked(gates.PERSON)),
            items=len(self.items),
            recipients=tuple(key for key, _ in self.rows_asked(gates.RECIPIENT)),
            nothing_goes=bool(self.pairs) and all(pair.proposed == Extent.NOT for pair in self.pairs),
            answers=tuple(
                gates.Answered(
                    code=question.code,
                    number=question.number,
                    value=answer.value if answer else "",
                    text=answer.text if answer else "",
                    kind=question.kind,
                    about=key,
                )
                for question, key, answer in self.asked()
            ),
            asked=asked_facts(request_of(self.disclosure)),
        )


def asked_facts(request):
    """What the gates judge of a request; None where nobody asked."""
    if request is None:
        return None
    return gates.Asked(
        says_what=gates.has_word(request.words),
        says_why=gates.has_word(request.why),
        says_when=request.no_date or request.reply_by is not None,
        says_power=request.no_power or gates.has_word(request.power),
        is_checked=is_checked(request),
    )


def is_checked(request):
    """Whether whoever asked was confirmed on a number that they did not give us themselves."""
    return request.check_result == CheckResult.CONFIRMED and not rang_what_they_gave(
        request.check_phone, request.contact_given
    )


def rang_what_they_gave(number, contact):
    """Whether a number is the one that stands in the contact somebody gave, however it is written."""
    rung, given = ("".join(letter for letter in words if letter.isdigit()) for words in (number, contact))
    rung = rung.removeprefix("00").removeprefix("44").removeprefix("0")
    return len(rung) >= SHORTEST and rung in given


def person_key(person):
    """What the gates and the forms call one person."""
    return f"p{person.pk}"


def recipient_key(recipient):
    """What the gates and the forms call one recipient."""
    return f"r{recipient.pk}"
