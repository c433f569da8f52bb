"""The form fields of the checklist: words, and what a question asks beside its answer, from `checklist.details`."""

import datetime
import unicodedata
from dataclasses import replace

from django import forms
from django.core.validators import MaxLengthValidator

from audit import clock
from checklist import details
from design_system.forms import DateField, look

LONGEST_TEXT = 4000
SHORT_TEXT = 200
FIRST_DAY = datetime.date(1900, 1, 1)
# A day in the past for what was done, one to come for what will be looked at again.
TO_COME = {"tell_review"}
A_YEAR = datetime.timedelta(days=366)


class Words(forms.CharField):
    """Free text, kept as typed but for its line ends and the make-up of its accents (so that equal words are equal)."""

    widget = forms.Textarea
    default_error_messages = {
        "null_characters_not_allowed": "Take out the character that cannot be stored, and type these words again.",
    }

    def __init__(self, *, limit=LONGEST_TEXT, **options):
        super().__init__(required=False, **options)
        too_long = f"Shorten this to {limit:,} characters or fewer. It has %(show_value)d."
        self.validators.append(MaxLengthValidator(limit, too_long))

    def to_python(self, value):
        text = super().to_python(value)
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def detail_field(detail, lines=None):
    """The field for one detail, with its look; nothing in it is ever needed to save. `lines` are those of the registers
    that hold, where they have been read.
    """
    if callable(detail.choices):
        detail = replace(detail, choices=tuple(detail.choices(lines)))
    return MAKERS[detail.kind](detail, {"label": detail.label, "help_text": detail.hint})


def initial_of(detail, stored):
    """What a field begins with, from the plain value that is stored."""
    if detail.kind == details.DAY and stored:
        return datetime.date.fromisoformat(stored)
    return stored


def plain_value(value):
    """A field's answer as it is stored: a day as text, everything else as it is."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _words(_detail, said):
    return look(Words(limit=SHORT_TEXT, widget=forms.TextInput, **said))


def _long(_detail, said):
    return look(Words(**said), rows=3)


def _tick(_detail, said):
    return look(forms.BooleanField(required=False, **said), small=True)


def _one(detail, said):
    wrong = {"invalid_choice": "Choose one of the answers shown."}
    made = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, choices=detail.choices, error_messages=wrong, **said
    )
    return look(made, small=True)


def _pick(detail, said):
    wrong = {"invalid_choice": "Choose one of the answers shown."}
    choices = [("", "Choose one"), *detail.choices]
    return look(forms.ChoiceField(required=False, choices=choices, error_messages=wrong, **said))


def _some(detail, said):
    wrong = {"invalid_choice": "Choose only what is shown.", "invalid_list": "Choose only what is shown."}
    made = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, choices=detail.choices, error_messages=wrong, **said
    )
    return look(made, small=True)


def _day(detail, said):
    if detail.name in TO_COME:
        return DateField(required=False, noun="day", earliest=clock.today, latest=_in_a_year, **said)
    return DateField(required=False, noun="day", earliest=FIRST_DAY, latest=clock.today, **said)


def _in_a_year():
    return clock.today() + A_YEAR


def _number(_detail, said):
    wrong = {
        "invalid": "Give a number, such as 12.",
        "min_value": "Give a number of 1 or more.",
        "max_value": "Give a number of 100,000 or fewer.",
    }
    made = forms.IntegerField(required=False, min_value=1, max_value=100_000, error_messages=wrong, **said)
    return look(made, width="4")


MAKERS = {
    details.WORDS: _words,
    details.LONG: _long,
    details.TICK: _tick,
    details.ONE: _one,
    details.PICK: _pick,
    details.SOME: _some,
    details.DAY: _day,
    details.NUMBER: _number,
}
