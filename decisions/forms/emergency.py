"""The one form of an emergency: three things are needed, everything else is preset or may stay empty."""

import sys
import unicodedata

from django import forms

from accounts.names import tidy_name
from audit import clock
from decisions.enums import Channel, Ground
from decisions.forms.base import Text, only_shown
from decisions.forms.moment import EARLIER, NOW, MomentFields
from design_system.forms import look

SAY_ABOUT = "Say who it is about, as much as you know"
SAY_TO = "Say who you told, as much as you know"
SAY_WHAT = "Say what you told them and why now, in a few words"
# How much of each answer fits where it is kept.
FITS = {"about": 200, "to": 200, "not_told": 200, "phone": 30}
WHICH_SCHOOL, WHAT_WENT = "Which school is it about?", "What of this went?"


class Went(forms.MultipleChoiceField):
    """What of the proposal went. A row that was taken out while the page stood open still went: `known` are all ids."""

    widget = forms.CheckboxSelectMultiple
    known = frozenset()

    def valid_value(self, value):
        return value in self.known


class Anything(Text):
    """Words of which nothing is refused: what cannot be stored is left out, and what is too long is kept elsewhere."""

    def __init__(self, **options):
        super().__init__(limit=sys.maxsize, **options)

    def to_python(self, value):
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value)


class EmergencyForm(MomentFields):
    """What was shared because it could not be put off: the eight questions (rules, section 6).

    `schools` are asked about where there are several, with `school` chosen already; `offered` are the pairs of an existing proposal as choices, and
    `extents` says for each of its pairs ({"id": extent}) how much goes.
    """

    field_order = (
        "school", "ground", "about", "to", "what", "went", "channel", "when", "day", "time", "not_told", "phone",
    )  # fmt: skip

    ground = look(
        forms.ChoiceField(
            label="1. What made you share at once?",
            choices=[
                (Ground.DANGER, "Somebody is in danger now, or was"),
                (Ground.DUTY, "I have a legal duty of my own to report it"),
                (Ground.GONE, "It had already gone, for another reason"),
            ],
            initial=Ground.DANGER,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose the answer that comes nearest"),
        ),
        missing="Choose the answer that comes nearest",
    )
    about = look(
        Anything(label="2. Who is it about?", help_text="A name, or whatever you know"),
        missing=SAY_ABOUT,
        spellcheck=False,
    )
    to = look(
        Anything(label="3. Who did you tell?", help_text="Organisation, and the person\u2019s name if you have it"),
        missing=SAY_TO,
        spellcheck=False,
    )
    what = look(
        Anything(
            label="4. What did you tell them, and why now?",
            help_text="What you said or sent, and what made it urgent",
            widget=forms.Textarea,
        ),
        missing=SAY_WHAT,
        rows=4,
    )
    channel = look(
        forms.ChoiceField(
            label="5. How?",
            choices=Channel.choices,
            initial=Channel.PHONE,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose how you told them"),
        ),
        missing="Choose how you told them",
    )
    not_told = look(
        Anything(
            label="7. Is there anybody who is not to be told?",
            help_text="For example, somebody at home. No contact is made with them",
            required=False,
        ),
        spellcheck=False,
    )
    phone = look(
        Anything(
            label="8. Your telephone number",
            help_text="So that you can be reached today",
            required=False,
            widget=forms.TelInput(attrs={"autocomplete": "tel"}),
        ),
        width="20",
    )

    def __init__(self, *args, schools=(), school=None, offered=(), extents=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.extents = extents or {}
        for name in ("ground", "channel", "when"):
            self.fields[name].required = False
        when = self.fields["when"]
        when.label, when.choices = "6. When?", [(NOW, "Just now, or I am sharing now"), (EARLIER, "Earlier")]
        if len(schools) > 1:
            self.fields["school"] = _school(schools, school)
        if offered or (self.is_bound and self.extents):
            self.fields["went"] = look(
                Went(
                    label=WHAT_WENT,
                    help_text="It stands in this disclosure already. Tick what applies",
                    required=False,
                    choices=offered,
                    error_messages=only_shown("Tick only what is shown"),
                ),
                small=True,
            )
            self.fields["went"].known = frozenset(self.extents)
        self.order_fields(self.field_order)

    def clean_ground(self):
        """What was not chosen is preset: nothing but the three needed answers holds a record up."""
        return self.cleaned_data["ground"] or Ground.DANGER

    def clean_channel(self):
        return self.cleaned_data["channel"] or Channel.PHONE

    def clean_when(self):
        return self.cleaned_data["when"] or NOW

    def clean(self):
        """A time that cannot be read holds nothing up: the record is made now, with the words as they were typed."""
        cleaned = super().clean()
        if cleaned.get("when") == EARLIER and cleaned.get("moment") is None:
            typed = " ".join(part for part in (*self["day"].data, self["time"].data or "") if part)
            self._forget("day", "time")
            cleaned["moment"] = clock.now()
            if typed and "what" in cleaned:
                cleaned["what"] += f"\n\nEarlier than it was recorded. The time as it was typed: {typed[:100]}"
        self._keep_what_is_too_long(cleaned)
        return cleaned

    def _keep_what_is_too_long(self, cleaned):
        """Words that do not fit where they belong stand there as far as they fit, and whole under question 4."""
        for name, limit in FITS.items():
            text = cleaned.get(name) or ""
            if len(text) > limit and "what" in cleaned:
                cleaned[name] = f"{text[: limit - 1]}\u2026"
                cleaned["what"] += f"\n\n{self.fields[name].label} {text}"

    def clean_about(self):
        return _one_line(self.cleaned_data["about"], SAY_ABOUT)

    def clean_to(self):
        return _one_line(self.cleaned_data["to"], SAY_TO)

    def told(self):
        """What is recorded, from a form that is valid: the values of a `ShareFirst` by name."""
        said = self.cleaned_data
        return {
            "ground": said["ground"],
            "about": said["about"],
            "to": said["to"],
            "what": said["what"],
            "channel": said["channel"],
            "left_at": said["moment"],
            "not_told": said["not_told"],
            "phone": said["phone"],
            "extents": {int(pk): self.extents[pk] for pk in said.get("went", ())},
        }


def _school(schools, preset):
    """Which school it is about: preset is the one where somebody has worked longest.

    For whoever works at none (an adviser of the whole trust) nothing is: the names would go to the wrong people.
    """
    return look(
        forms.ModelChoiceField(
            label=WHICH_SCHOOL,
            queryset=schools,
            initial=preset,
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages=only_shown("Choose the school"),
        ),
        missing="Choose the school",
    )


def _one_line(text, otherwise):
    """The words on one line; otherwise the sentence that asks for words that can be seen."""
    line = tidy_name(text)
    if all(unicodedata.category(letter)[0] in "CMZ" for letter in line):
        raise forms.ValidationError(otherwise)
    return line
