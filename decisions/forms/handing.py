"""The forms with which a disclosure changes hands: a reason, and a colleague chosen from those who may be."""

import datetime

from django import forms

from audit import clock
from decisions.forms.base import LONG, Text, only_shown, sentence
from design_system.forms import DateField, look

GIVE_A_REASON = "Give your reason in a sentence or more"


# For how long a decision may be put off.
A_TERM = datetime.timedelta(days=90)


def _in_a_term():
    return clock.today() + A_TERM


class ReasonForm(forms.Form):
    """Why somebody does it. Where no reason is needed, a short one or none is taken too."""

    note = Text(label="Your reason", required=False, widget=forms.Textarea, limit=LONG)

    def __init__(self, *args, label, hint="", missing=GIVE_A_REASON, needed=True, **kwargs):
        super().__init__(*args, **kwargs)
        self._missing = missing if needed else ""
        field = look(self.fields["note"], missing=missing, rows=4)
        field.label, field.help_text, field.required = label, hint, needed

    def clean_note(self):
        note = self.cleaned_data["note"]
        return sentence(note, self._missing) if self._missing else note


class ColleagueForm(forms.Form):
    """One colleague of those who may be chosen. `people` maps their number to their name and position."""

    person = look(
        forms.TypedChoiceField(
            label="Which colleague?",
            coerce=int,
            error_messages=only_shown("Choose a colleague from the list: nobody else can be chosen now"),
        ),
        missing="Choose a colleague",
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Choose a colleague"), *people.items()]


class ReassignForm(ColleagueForm, ReasonForm):
    """Who decides from now on, and why."""

    field_order = ["person", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label="Why do they decide it?", missing="Say why they decide it", **kwargs)
        self.fields["person"].label = "Who decides it?"
        self.order_fields(self.field_order)


class DeferForm(ReasonForm):
    """What is awaited, and until when."""

    field_order = ["note", "until"]
    until = DateField(
        label="Until which day?",
        help_text="It is looked at again then. For example, 1 12 2026",
        earliest=clock.today,
        latest=_in_a_term,
        error_messages={"required": "Say until which day"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label="What is awaited?", missing="Say what is awaited", **kwargs)
        self.fields["note"].help_text = "The author reads it, and so does everybody who may read the disclosure."
        self.order_fields(self.field_order)


class HandOverForm(ColleagueForm, ReasonForm):
    """The new author, and why."""

    field_order = ["person", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label="Why is it handed over?", missing="Say why it is handed over", **kwargs)
        self.fields["person"].label = "Who is the new author?"
        self.fields["note"].help_text = "The new author reads it, and so does everybody who may read the disclosure."
        self.order_fields(self.field_order)
