"""One page of the checklist as a form, built from the questions as data (sections 3.1 to 3.3).

A page has the questions of one section. Some are asked once, some for each person or recipient; each of these is a
Group, with the answers it has so far. Saving a draft never needs an answer: every field may stay blank.
"""

import unicodedata
from dataclasses import dataclass, field
from functools import partial

from django import forms

from checklist.gates import NOT_SURE, UNSETTLED
from checklist.models import Kind, Question
from design_system.forms import look

LONGEST_TEXT = 4000
# The two parts of a stored answer. A form that was sent may never ask for them.
VALUE, TEXT = 0, 1


@dataclass(frozen=True)
class Group:
    """The questions asked about one thing: the disclosure (no heading), or one person or recipient.

    `key` begins the names of its fields ("d", "p12"); `heading` is who it is, as the reader knows them. `answers` are
    those stored: {question code: (value, text)}.
    """

    key: str
    heading: str
    questions: list[Question]
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """The fields of one question for one group; `choice` is None where the answer is words alone."""

    heading: str
    choice: forms.BoundField | None
    text: forms.BoundField


@dataclass(frozen=True)
class Block:
    """One question on the page, with a card for each group it is asked of."""

    question: Question
    above: str
    cards: list[Card]

    @property
    def is_asked_of_each(self):
        """Whether the cards need the name of whom they are about, and the question stands above them once."""
        return any(card.heading for card in self.cards)


class Words(forms.CharField):
    """Free text, kept as typed but for its line ends and the make-up of its accents (so that equal words are equal)."""

    widget = forms.Textarea
    default_error_messages = {
        "max_length": "Shorten this to 4,000 characters or fewer. It has %(show_value)d.",
        "null_characters_not_allowed": "Take out the character that cannot be stored, and type these words again.",
    }

    def __init__(self, **options):
        super().__init__(required=False, max_length=LONGEST_TEXT, **options)

    def to_python(self, value):
        text = super().to_python(value)
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


class SectionForm(forms.Form):
    """The questions of one section for several groups.

    `total` is the number of questions in the whole policy ("Question 3 of 17"), counted when it is not given.
    """

    def __init__(self, data=None, *, groups, total=None, **options):
        super().__init__(data, **options)
        self.groups = list(groups)
        self.total = total or _count_questions(self.groups)
        for group in self.groups:
            for question in group.questions:
                self._add_fields(group, question)

    def cleaned_answers(self):
        """What was typed, blanks included: a list of (group key, question, value code, text)."""
        return [
            (
                group.key,
                question,
                self.cleaned_data.get(_choice_name(group, question), ""),
                self.cleaned_data[_text_name(group, question)],
            )
            for group in self.groups
            for question in group.questions
        ]

    def blocks(self):
        """The questions in their order, each with its fields group by group: a list of Block for the template."""
        questions = {question.number: question for group in self.groups for question in group.questions}
        return [
            Block(
                question=questions[number],
                above=self._above(questions[number]),
                cards=[self._card(group, questions[number]) for group in self.groups if _asks(group, number)],
            )
            for number in sorted(questions)
        ]

    def _card(self, group, question):
        choice = None if question.kind == Kind.TEXT else self[_choice_name(group, question)]
        return Card(heading=group.heading, choice=choice, text=self[_text_name(group, question)])

    def _above(self, question):
        return f"Question {question.number} of {self.total}"

    def _add_fields(self, group, question):
        value, text = partial(_stored, group, question, VALUE), partial(_stored, group, question, TEXT)
        if question.kind == Kind.TEXT:
            words = Words(initial=text, **self._words_of(group, question))
            self.fields[_text_name(group, question)] = self._as_question(words, group, question, rows=4)
            return
        choice = forms.ChoiceField(
            required=False,
            widget=forms.RadioSelect,
            choices=[(option.code, option.label) for option in question.choices.all()],
            initial=value,
            error_messages={"invalid_choice": "Choose one of the answers shown."},
            **self._words_of(group, question),
        )
        hints = (
            {NOT_SURE: "An answer too. It is settled before anybody approves."} if question.code in UNSETTLED else {}
        )
        self.fields[_choice_name(group, question)] = self._as_question(choice, group, question, small=True, hints=hints)
        more = f"Say more on question {question.number}{_for(group)}, if it helps"
        self.fields[_text_name(group, question)] = look(Words(initial=text, label=more), size="", rows=2)

    def _words_of(self, group, question):
        """Label and hint: the question's own, or the group's name where the question stands above the cards."""
        if group.heading:
            return {"label": group.heading}
        return {"label": question.wording, "help_text": question.hint}

    def _as_question(self, made, group, question, **options):
        if group.heading:
            return look(made, size="s", **options)
        return look(made, size="m", heading=2, above=self._above(question), **options)


def _count_questions(groups):
    asked = [question for group in groups for question in group.questions]
    return Question.objects.filter(policy_version=asked[0].policy_version_id).count() if asked else 0


def _asks(group, number):
    return any(question.number == number for question in group.questions)


def _stored(group, question, part):
    return group.answers.get(question.code, ("", ""))[part]


def _choice_name(group, question):
    return f"{group.key}-{question.code}"


def _text_name(group, question):
    return f"{group.key}-{question.code}-text"


def _for(group):
    return f" for {group.heading}" if group.heading else ""
