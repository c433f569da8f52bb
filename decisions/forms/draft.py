"""The forms of a draft."""

import unicodedata

from django import forms

from accounts.names import tidy_name
from agencies.models import Agency
from audit import clock
from decisions.enums import ItemCategory, PersonKind, Purpose
from decisions.forms.base import FIRST_DAY, NO_NAME, TOO_LONG, Text, only_shown, words
from decisions.models.people import tidy_number
from design_system.forms import DateField, look

PUPIL_NUMBER = 30


class PurposeForm(forms.Form):
    """What and why: the aim of sharing, and one sentence on how it helps the child (1.1, 2.1)."""

    purpose = look(
        forms.ChoiceField(
            label="What is this for?",
            required=False,
            choices=Purpose.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose one of the purposes shown"),
        ),
    )
    benefit = words(
        "How does it help the child?",
        hint="One or two sentences. For example: she would be seen by a specialist within weeks.",
        long=True,
        limit=1000,
    )


class NewForm(PurposeForm):
    """The first page of a new disclosure; whoever works for several schools says for which it is."""

    field_order = ["school", "purpose", "benefit"]

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        if len(schools) > 1:
            self.fields["school"] = look(
                forms.ModelChoiceField(
                    label="Which school is this for?",
                    queryset=schools,
                    widget=forms.RadioSelect,
                    empty_label=None,
                    error_messages=only_shown("Choose the school"),
                ),
                missing="Choose the school",
            )
        self.order_fields(self.field_order)


class PersonForm(forms.Form):
    """One person: how they stand in this disclosure, their name, who they are."""

    kind = look(
        forms.ChoiceField(
            label="How do they come into this?",
            choices=PersonKind.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown("Say how they come into this"),
        ),
        missing="Say how they come into this",
        hints={
            PersonKind.ABOUT: "A pupil, a parent or a colleague. Questions 1, 6 and 7 are asked for each of them.",
            PersonKind.CARER: "They are told or not; nothing about them is shared.",
            PersonKind.MENTIONED: "Their part will be redacted or left out.",
        },
    )
    name = look(
        Text(label="Name", help_text="As much as you know"),
        missing=NO_NAME,
        spellcheck=False,
    )
    relation = words("Who are they?", hint="For example, pupil in year 10, or mother")
    date_of_birth = DateField(
        label="Date of birth, if you know it",
        required=False,
        help_text="For example, 27 3 2011",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    pupil_number = words(
        "Pupil number, if you know it",
        hint="It tells two pupils of one name apart",
        limit=PUPIL_NUMBER,
        spellcheck=False,
    )

    def clean_pupil_number(self):
        """The number as it is stored, which may be longer than what was typed."""
        number = tidy_number(self.cleaned_data["pupil_number"])
        if len(number) > PUPIL_NUMBER:
            raise forms.ValidationError(TOO_LONG % {"limit_value": PUPIL_NUMBER, "show_value": len(number)})
        return number

    def clean_name(self):
        """The name on one line. Raises ValidationError for one of which nothing could be seen."""
        name = tidy_name(self.cleaned_data["name"])
        if all(unicodedata.category(letter)[0] in "CMZ" for letter in name):
            raise forms.ValidationError(NO_NAME)
        return name


class ItemForm(forms.Form):
    """One piece of information, described: never the information itself."""

    description = look(
        Text(
            label="What is it?",
            widget=forms.Textarea,
            help_text="Describe it, do not copy it here. For example: attendance pattern, autumn term.",
            limit=1000,
        ),
        missing="Say what is to be shared",
        rows=2,
    )
    category = look(
        forms.ChoiceField(
            label="What kind of information is it?",
            choices=[("", "Choose a kind"), *ItemCategory.choices],
            error_messages=only_shown("Choose what kind of information it is"),
        ),
        missing="Choose what kind of information it is",
    )
    source = words("Where does it come from?", hint="For example, the form tutor\u2019s notes", limit=200)
    mentions_other = look(
        forms.BooleanField(
            label="It mentions somebody else",
            required=False,
            help_text="Somebody whom this is not about. Name them, or have their part redacted",
        ),
        small=True,
    )
    as_at = DateField(
        label="As at which date?",
        required=False,
        help_text="The date on which it was right. For example, 3 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )


class RecipientForm(forms.Form):
    """Who is to receive it: an organisation of the register and a person there."""

    agency = look(
        forms.ModelChoiceField(
            label="Which organisation?",
            queryset=Agency.objects.none(),
            empty_label="Choose an organisation",
            error_messages=only_shown("Choose the organisation that will receive it"),
        ),
        missing="Choose the organisation that will receive it",
    )
    contact_name = words("Who is it for there?", hint="The person\u2019s name, if you know it", spellcheck=False)
    contact_position = words("What is their position?", hint="For example, triage lead")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use()
