"""From a disclosure to the plain values that the gates judge."""

from functools import cached_property

from checklist import gates
from checklist.models import Answer, Question
from decisions.enums import Extent, PersonKind

BEFORE_SHARING = ("3.1", "3.2", "3.3")


def questions_before_sharing(policy_version):
    """Questions 1 to 15 of a policy version, in their order, with their sections: those asked before sharing."""
    return list(
        Question.objects.filter(policy_version=policy_version, section__number__in=BEFORE_SHARING)
        .select_related("section")
        .order_by("number")
    )


class Content:
    """Everything a disclosure proposes, read once: people, items, recipients, and the questions with their answers.

    Costs five statements, whatever the size, and one more for the pairs. `asked` yields every (question, key, answer or None), where the key is
    that of the person or recipient asked about, None for the whole disclosure.
    """

    def __init__(self, disclosure):
        self.disclosure = disclosure
        self.people = list(disclosure.people.present())
        self.items = list(disclosure.items.present())
        self.recipients = list(disclosure.recipients.present().select_related("agency"))
        self.questions = questions_before_sharing(disclosure.policy_version_id)
        self._answers = {}
        for answer in Answer.objects.filter(response__in=[row.response_id for row in self._answering()]):
            self._answers[answer.response_id, answer.question_code] = answer

    @property
    def about(self):
        """The people that the information is about."""
        return [person for person in self.people if person.kind == PersonKind.ABOUT]

    @cached_property
    def pairs(self):
        """What each recipient is given of each item: the pairs of those that are not taken out. One statement more."""
        items, recipients = ({row.pk for row in rows} for rows in (self.items, self.recipients))
        found = self.disclosure.pairs.all()
        return [pair for pair in found if pair.item_id in items and pair.recipient_id in recipients]

    def _answering(self):
        return [self.disclosure, *self.about, *self.recipients]

    def rows_asked(self, asked_of):
        """Pairs (key, row) that a question is asked about."""
        rows = {
            gates.DISCLOSURE: [(None, self.disclosure)],
            gates.PERSON: [(person_key(person), person) for person in self.about],
            gates.RECIPIENT: [(recipient_key(recipient), recipient) for recipient in self.recipients],
        }
        return rows[asked_of]

    def asked_rows(self):
        """Every (question, key, answer or None, row that it is asked about)."""
        for question in self.questions:
            for key, row in self.rows_asked(question.asked_of):
                yield question, key, self._answers.get((row.response_id, question.code)), row

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
        )


def person_key(person):
    """What the gates and the forms call one person."""
    return f"p{person.pk}"


def recipient_key(recipient):
    """What the gates and the forms call one recipient."""
    return f"r{recipient.pk}"
