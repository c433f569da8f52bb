"""What stands in a form that could not be saved, in words: label, what was typed, and what is stored now."""

import re
from dataclasses import dataclass

from django.forms import BooleanField

from checklist.details import DETAILS, details_of
from checklist.forms import name_of
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
    if isinstance(bound.field, BooleanField):
        return "Yes" if value else ""
    if hasattr(bound.field, "choices"):
        if isinstance(value, list | tuple):
            labels = {str(code): str(label) for code, label in bound.field.choices}
            return ", ".join(labels.get(str(one), str(one)) for one in value)
        value = getattr(value, "pk", value)
        labels = {str(code): str(label) for code, label in bound.field.choices if str(code)}
        return labels.get(str(value), "")
    return str(value or "")


def spoken(form):
    """Name -> label, for a section of the checklist, where the label on the page is a whole question or a name alone."""
    if not hasattr(form, "blocks"):
        return {}
    found = {}
    for group in form.groups:
        for question in group.questions:
            name = name_of(group, question)
            place = f"Question {question.number}" + (f", {group.heading}" if group.heading else "")
            found |= {name: place, f"{name}-text": f"{place}, in words", f"{name}-confirm": f"{place}, looked at again"}
            for detail in details_of(question.code, group.kind):
                found[f"{name}-{detail.name}"] = f"{place}: {detail.label}"
    return found


def describe_answers(names):
    """What the fields of the checklist are called where nobody's name may be read: by question, and by place."""
    asked = Question.objects.asked().filter(policy_version__is_draft=False)
    known = {question.code: question for question in asked.prefetch_related("choices").order_by("pk")}
    places, found = {}, {}
    for name in names:
        key, _, rest = name.partition("-")
        code, beside = _question_in(rest, known)
        if code is None:
            continue
        question, detail = known[code], next((one for one in DETAILS.get(code, ()) if one.name == beside), None)
        label = f"{question.label}{_place(key, places)}"  # its number is another in each policy version
        if detail is not None:
            choices = dict(detail.choices() if callable(detail.choices) else detail.choices)
            found[name] = (f"{label}: {detail.label}", choices)
        else:
            choices = {} if beside else {choice.code: choice.label for choice in question.choices.all()}
            found[name] = (label, choices)
    return found


def _question_in(rest, known):
    """The question's code in the rest of a field's name, and what stands behind it: text, confirm or a detail."""
    if rest in known:
        return rest, ""
    code, _, beside = rest.rpartition("-")
    beside = re.sub("_(day|month|year)$", "", beside)
    return (code, beside) if code in known else (None, "")


def _place(key, places):
    """Which person or recipient a key stands for, by their order on the page; nothing for the whole disclosure."""
    kinds = {"p": "person", "r": "recipient"}
    if key[:1] not in kinds:
        return ""
    of_kind = places.setdefault(key[:1], [])
    if key not in of_kind:
        of_kind.append(key)
    return f", {kinds[key[:1]]} {of_kind.index(key) + 1}"
