"""The forms with which a disclosure changes hands: a reason, and a colleague chosen from those who may be."""

import datetime

from django import forms

from audit import clock
from decisions.forms.base import LONG, Reasoned, Text, only_shown
from design_system.forms import DateField, look

GIVE_A_REASON = "Give your reason in a sentence or more"


# For how long a decision may be put off.
A_TERM = datetime.timedelta(days=90)


def _in_a_term():
    return clock.today() + A_TERM


def _reason(label, hint=""):
    return Text(label=label, help_text=hint, required=False, widget=forms.Textarea, limit=LONG)


class ReasonForm(Reasoned):
    """Why somebody does it. Where no reason is needed, a short one or none is taken too."""

    note = _reason("Your reason")

    def __init__(self, *args, label="", hint="", missing=GIVE_A_REASON, needed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self._missing = missing if needed else ""
        field = look(self.fields["note"], missing=missing, rows=4)
        field.label, field.help_text, field.required = label or field.label, hint or field.help_text, needed

    def clean_note(self):
        note = self.cleaned_data["note"]
        return self.sentence(note, self._missing) if self._missing else note


def _colleague(label):
    made = forms.TypedChoiceField(
        label=label,
        coerce=int,
        error_messages=only_shown("Choose a colleague from the list: nobody else can be chosen now"),
    )
    return look(made, missing="Choose a colleague")


class ColleagueForm(forms.Form):
    """One colleague of those who may be chosen. `people` maps their number to their name and position."""

    person = _colleague("Which colleague?")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a colleague"), *people.items()]


class ReassignForm(ColleagueForm, ReasonForm):
    """Who decides from now on, and why."""

    field_order = ["person", "note"]
    person, note = _colleague("Who decides it?"), _reason("Why do they decide it?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, missing="Say why they decide it", **kwargs)


class DeferForm(ReasonForm):
    """What is awaited, and until when."""

    field_order = ["note", "until"]
    note = _reason("What is awaited?", "The author reads it, and so does everybody who may read the disclosure.")
    until = DateField(
        label="Until which day?",
        noun="Day until which it is put off",
        help_text="It is looked at again then. For example, 1 12 2026",
        earliest=clock.today,
        latest=_in_a_term,
        error_messages={"required": "Say until which day"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, missing="Say what is awaited", **kwargs)


class HandOverForm(ColleagueForm, ReasonForm):
    """The new author, and why."""

    field_order = ["person", "note"]
    person = _colleague("Who is the new author?")
    note = _reason(
        "Why is it handed over?", "The new author reads it, and so does everybody who may read the disclosure."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, missing="Say why it is handed over", **kwargs)
