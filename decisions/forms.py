"""The forms of a draft and of a decision. They clean what was typed, and neither save nor ask who it is."""

import datetime
import unicodedata
import uuid

from django import forms
from django.core.validators import MaxLengthValidator

from accounts.names import tidy_name
from agencies.models import Agency
from audit import clock
from checklist.gates import reason_is_enough
from decisions.enums import ItemCategory, PersonKind, Purpose
from design_system.forms import DateField, look

TOO_LONG = "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d"
LONG, SHORT = 4000, 120
FIRST_DAY = datetime.date(1900, 1, 1)
NO_NAME = "Give the person\u2019s name, as much as you know"


class Seen(forms.Form):
    """What a page carries back unseen: the version that was read, and a token that makes a second press harmless."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    token = forms.UUIDField()


def new_token():
    """A token for one form on one page."""
    return str(uuid.uuid4())


class Text(forms.CharField):
    """Words as typed, but for their line ends and the make-up of their accents, so that equal words are equal.

    They are brought to that form before their length is judged: the make-up of some scripts is longer than what was
    typed, and would not fit where it is stored.
    """

    default_error_messages = {
        "null_characters_not_allowed": "Take out the character that cannot be stored, and type these words again"
    }

    def __init__(self, *, limit=SHORT, **options):
        super().__init__(**options)
        self.validators.append(MaxLengthValidator(limit, TOO_LONG))

    def to_python(self, value):
        text = super().to_python(value)
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def words(label, *, hint="", long=False, limit=None, **shown):
    """A text field in which anything may stay blank."""
    widget = forms.Textarea if long else forms.TextInput
    field = Text(label=label, help_text=hint, required=False, widget=widget, limit=limit or (LONG if long else SHORT))
    return look(field, **({"rows": 3} if long else {}) | shown)


def only_shown(sentence):
    """The sentence for a choice that was not on the page."""
    return {"invalid_choice": sentence}


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


class DecisionForm(forms.Form):
    """An approver's reason, in a sentence or more (2.9)."""

    reason = look(
        Text(
            label="Your reason",
            widget=forms.Textarea,
            help_text="The author and the adviser read it; the family may ask for it. Trustees see that there is one.",
            limit=LONG,
        ),
        missing="Give your reason in a sentence or more",
        rows=5,
    )

    def clean_reason(self):
        return sentence(self.cleaned_data["reason"], "Give your reason in a sentence or more")


class ReturnForm(DecisionForm):
    """What has to be mended, so that the author need not guess."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What needs to be mended?"


class RejectForm(DecisionForm):
    """A rejection says how the child's welfare is looked after instead (2.1)."""

    instead = look(
        Text(
            label="How is the child\u2019s welfare looked after instead?",
            widget=forms.Textarea,
            help_text="Policy 2.1: welfare is the prime consideration in every decision, also in this one.",
            limit=LONG,
        ),
        missing="Say how the child is helped instead",
        rows=3,
    )
    would_change = words(
        "What would change your decision? (optional)",
        hint="For example, a court order, or consent from the right person",
        long=True,
    )

    def clean_instead(self):
        return sentence(self.cleaned_data["instead"], "Say how the child is helped instead")


def sentence(text, otherwise):
    """The text where it can be read later as a reason; otherwise the sentence that asks for more."""
    if not reason_is_enough(text):
        raise forms.ValidationError(otherwise)
    return text
