"""What stands in a form that could not be saved, in words: label, what was typed, and what is stored now."""

from dataclasses import dataclass

from checklist.models import Question
from decisions.presenters import words
from design_system.forms import DateBoxes, DateField


@dataclass(frozen=True)
class Said:
    """One field: its label, what was typed and what is stored, both in words."""

    label: str
    typed: str
    stored: str


def said_in(form):
    """Every field of a bound form in words, those of a form with labels of its own (`spoken`) by these."""
    labels = spoken(form)
    return [_said(bound, labels.get(bound.name, bound.label)) for bound in form]


def _said(bound, label):
    return Said(str(label), _in_words(bound, bound.data), _in_words(bound, bound.initial))


def _in_words(bound, value):
    if isinstance(bound.field.widget, DateBoxes):
        if isinstance(bound.field, DateField) and value and not isinstance(value, list):
            return words.day(value)
        return " ".join(part for part in value or [] if part)
    if hasattr(bound.field, "choices"):
        value = getattr(value, "pk", value)
        labels = {str(code): str(label) for code, label in bound.field.choices if str(code)}
        return labels.get(str(value), "")
    return str(value or "")


def spoken(form):
    """Name -> label, for a section of the checklist, where the label on the page is a whole question or a name alone."""
    if not hasattr(form, "blocks"):
        return {}
    found = {}
    for block in form.blocks():
        for card in block.cards:
            place = f"Question {block.question.number}" + (f", {card.heading}" if card.heading else "")
            if card.choice:
                found[card.choice.name] = place
            found[card.text.name] = f"{place}, in words" if card.choice else place
    return found


def describe_answers(names):
    """What the fields of the checklist are called where nobody's name may be read: by question, and by place."""
    known = {question.code: question for question in Question.objects.prefetch_related("choices").order_by("pk")}
    places = {}
    found = {}
    for name in names:
        key, _, code = name.removesuffix("-text").partition("-")
        question = known.get(code)
        if question is None:
            continue
        label = f"Question {question.number}, {question.label}{_place(key, places)}"
        codes = {} if name.endswith("-text") else {choice.code: choice.label for choice in question.choices.all()}
        found[name] = (label, codes)
    return found


def _place(key, places):
    """Which person or recipient a key stands for, by their order on the page; nothing for the whole disclosure."""
    kinds = {"p": "person", "r": "recipient"}
    if key[:1] not in kinds:
        return ""
    of_kind = places.setdefault(key[:1], [])
    if key not in of_kind:
        of_kind.append(key)
    return f", {kinds[key[:1]]} {of_kind.index(key) + 1}"
