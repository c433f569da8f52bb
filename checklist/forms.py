"""One page of the checklist as a form, built from the questions as data (sections 3.1 to 3.3).

A page has the questions of one section. Some are asked once, some for each person or recipient; each of these is a
Group, with the answers it has so far. Saving a draft never needs an answer: every field may stay blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from django import forms
from django.utils.functional import SimpleLazyObject

from agencies.registers import lines_in_force
from audit import clock
from checklist.details import WORDS_FOR, details_of
from checklist.facts import ASKED_OF_CARERS, CARER, NOT_SAFE, NOT_SURE, SAFE, TELL_ONLY
from checklist.fields import Words, detail_field, initial_of, plain_value
from checklist.gates import UNSETTLED
from checklist.models import Because, Kind, Question
from design_system.forms import leave_out, look

READ_BOTH = "Tick both when you have read them"
SETTLED_LATER = "An answer too. The approver settles it with you."
CONFIRM = "I have looked at this again, and the answer stands"
OF_CARERS = {TELL_ONLY: "Safe to tell", NOT_SAFE: "Not to be told"}


class Stored(NamedTuple):
    """An answer as it stands: value code, words, what the question asks beside them, and why it is to be confirmed."""

    value: str = ""
    text: str = ""
    details: Mapping = MappingProxyType({})
    stale_because: str = ""

    @property
    def chosen(self):
        """What a field of choices begins with: one code, or several."""
        return self.details.get("chosen", []) if "chosen" in self.details else self.value


class Given(NamedTuple):
    """An answer as somebody gave it: about whom, to which question, and whether they looked at a stale one again."""

    key: str
    question: Question
    value: str = ""
    text: str = ""
    details: Mapping = MappingProxyType({})
    is_confirmed: bool = False


@dataclass(frozen=True)
class Group:
    """The questions asked about one thing: the disclosure (no heading), or one person or recipient.

    `key` begins the names of its fields ("d", "p12"); `heading` is who it is, as the reader knows them. `answers` are
    those stored: {question code: Stored}. `settled` says of a question why it needs no answer: {code: words}, and
    `listed` which one is answered by a list that is kept elsewhere: {code: Listed}. `kind` is how a person comes into it.
    """

    key: str
    heading: str
    questions: list[Question]
    answers: Mapping[str, Stored] = field(default_factory=dict)
    settled: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True)
class Listed:
    """An answer that is a list kept on another page: its lines (name, words), and where it is changed."""

    lines: list
    url: str


@dataclass(frozen=True)
class Card:
    """The fields of one question for one group; `choice` is None where the answer is words alone.

    `open_details` stand beside every answer; those that one answer opens are drawn inside it. `stale` says what has
    changed since it was answered.
    """

    heading: str
    choice: forms.BoundField | None = None
    text: forms.BoundField | None = None
    open_details: tuple = ()
    settled: str = ""
    stale: str = ""
    confirm: forms.BoundField | None = None
    listed: Listed | None = None


@dataclass(frozen=True)
class Block:
    """One question on the page, with a card for each group it is asked of."""

    question: Question
    above: str
    cards: list[Card]

    @property
    def is_headed(self):
        """Whether the question stands above its cards: they carry names, or have no field to carry its words."""
        return any(card.heading or card.listed for card in self.cards)


class SectionForm(forms.Form):
    """The questions of one section for several groups.

    `total` is the number of questions in the whole policy ("Question 3 of 17"), counted when it is not given.
    """

    def __init__(self, data=None, *, groups, total=None, **options):
        super().__init__(data, **options)
        self.groups = list(groups)
        self._lines = SimpleLazyObject(lambda: lines_in_force(clock.today()))  # once for all groups
        self.total = total or _count_questions(self.groups)
        for group in self.groups:
            for question in group.questions:
                if question.code not in group.listed:
                    self._add_fields(group, question)

    def clean(self):
        for group in self.groups:
            for question in group.questions:
                name = name_of(group, question)
                for detail in details_of(question.code, group.kind):
                    if not detail.applies(self.cleaned_data.get(name, "")):
                        leave_out(self, **{f"{name}-{detail.name}": None})
        return self.cleaned_data

    def cleaned_answers(self):
        """What was typed, blanks included: a list of Given. What another answer opens is left out."""
        return [
            self._given(group, question)
            for group in self.groups
            for question in group.questions
            if question.code not in group.listed
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

    def _given(self, group, question):
        said = self.cleaned_data
        name = name_of(group, question)
        value = said.get(name, "")
        details = {
            detail.name: plain_value(said.get(f"{name}-{detail.name}"))
            for detail in details_of(question.code, group.kind)
            if detail.applies(value)
        }
        if question.kind == Kind.SEVERAL:
            details["chosen"], value = value or [], ""
        kept = {one: said_so for one, said_so in details.items() if said_so not in ("", None, [], False)}
        return Given(group.key, question, value, said[f"{name}-text"], kept, said.get(f"{name}-confirm", False))

    def _card(self, group, question):
        if question.code in group.listed:
            return Card(group.heading, listed=group.listed[question.code])
        name, stored = name_of(group, question), group.answers.get(question.code, Stored())
        always = [detail for detail in details_of(question.code, group.kind) if detail.opens is None]
        return Card(
            heading=group.heading,
            choice=None if question.kind == Kind.TEXT else self[name],
            text=self[f"{name}-text"],
            open_details=tuple(self[f"{name}-{detail.name}"] for detail in always),
            settled=group.settled.get(question.code, ""),
            stale=Because(stored.stale_because).label if stored.stale_because else "",
            confirm=self[f"{name}-confirm"] if stored.stale_because else None,
        )

    def _above(self, question):
        return f"Question {question.number} of {self.total}"

    def _add_fields(self, group, question):
        name, stored = name_of(group, question), group.answers.get(question.code, Stored())
        if question.kind == Kind.TEXT:
            words = Words(initial=stored.text, **self._words_of(group, question))
            self.fields[f"{name}-text"] = self._as_question(words, group, question, rows=4)
            return
        details = details_of(question.code, group.kind)
        self.fields[name] = self._choice(group, question, stored, details)
        more = WORDS_FOR.get(question.code, f"Say more on question {question.number}{_for(group)}, if it helps")
        size = "s" if question.code in WORDS_FOR else ""
        self.fields[f"{name}-text"] = look(Words(initial=stored.text, label=more), size=size, rows=2)
        for detail in details:
            made = detail_field(detail, self._lines)
            made.initial = initial_of(detail, stored.details.get(detail.name))
            self.fields[f"{name}-{detail.name}"] = made
        if stored.stale_because:
            self.fields[f"{name}-confirm"] = look(forms.BooleanField(required=False, label=CONFIRM), small=True)

    def _choice(self, group, question, stored, details):
        several = question.kind == Kind.SEVERAL
        made = (forms.MultipleChoiceField if several else forms.ChoiceField)(
            required=False,
            widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
            choices=_offered(question, group.kind),
            initial=stored.chosen,
            error_messages={"invalid_choice": "Choose one of the answers shown."},
            **self._words_of(group, question),
        )
        reveals = {}
        for detail in details:
            if detail.opens is not None:
                reveals.setdefault(detail.opens, []).append(f"{name_of(group, question)}-{detail.name}")
        hints = {NOT_SURE: SETTLED_LATER} if question.code in UNSETTLED else {}
        return self._as_question(made, group, question, small=True, hints=hints, reveals=reveals)

    def _words_of(self, group, question):
        """Label and hint: the question's own, or the group's name where the question stands above the cards."""
        if group.heading:
            return {"label": group.heading}
        return {"label": question.wording, "help_text": question.hint}

    def _as_question(self, made, group, question, **options):
        if group.heading:
            return look(made, size="s", **options)
        return look(made, size="m", heading=2, above=self._above(question), **options)


def name_of(group, question):
    """The name of the field of a question for a group; those of what it asks beside begin with it."""
    return f"{group.key}-{question.code}"


def _offered(question, kind):
    """The values that are offered; a parent or carer is only told or not."""
    offered = [(one.code, one.label) for one in question.choices.all() if one.is_offered]
    if kind == CARER and question.code in ASKED_OF_CARERS:
        return [(code, OF_CARERS.get(code, label)) for code, label in offered if code != SAFE]
    return offered


def _count_questions(groups):
    asked = [question for group in groups for question in group.questions]
    return Question.objects.asked().filter(policy_version=asked[0].policy_version_id).count() if asked else 0


def _asks(group, number):
    return any(question.number == number for question in group.questions)


def _for(group):
    return f" for {group.heading}" if group.heading else ""


class AcknowledgeForm(forms.Form):
    """That somebody has read both policies (1.3)."""

    read = look(
        forms.MultipleChoiceField(
            label="I have read",
            choices=[
                ("sharing", "the Information Sharing Policy"),
                ("safeguarding", "the trust\u2019s Safeguarding Policy"),
            ],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": READ_BOTH},
        ),
        missing=READ_BOTH,
    )

    def clean_read(self):
        """Both, or neither counts."""
        if len(set(self.cleaned_data["read"])) < len(self.fields["read"].choices):
            raise forms.ValidationError(READ_BOTH)
        return self.cleaned_data["read"]
