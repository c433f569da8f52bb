"""The forms of a draft."""

import copy

from django import forms

from agencies.models import Agency, Purpose
from agencies.registers import offered
from audit import clock
from decisions.enums import ItemCategory
from decisions.forms.base import FIRST_DAY, Text, only_shown, words
from decisions.forms.people import colleague_field
from design_system.forms import DateField, look


class PurposeForm(forms.Form):
    """What and why: the aim of sharing, and one sentence on how it helps the child (1.1, 2.1).

    What it is for already, by its initial value, may stay even where that is not in force any more.
    """

    purpose = look(
        forms.ChoiceField(
            label="What is this for?",
            required=False,
            choices=lambda: [(one.code, one.words) for one in offered(Purpose, clock.today())],
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["purpose"]
        found = offered(Purpose, clock.today(), self.initial.get("purpose", ""))
        field.choices = [(one.code, one.words) for one in found]
        look(field, hints={one.code: one.hint for one in found if one.hint})


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
    source_colleague = colleague_field(
        "Does it come from a colleague?", "Optional. They then cannot decide what is done with it"
    )
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

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source_colleague"].choices = [("", "Nobody chosen"), *colleagues.items()]


class ItemsForm(ItemForm):
    """Several pieces of information on one page. The first has the plain names; a further one that is left blank is none.

    What is cleaned is one value, `items`: what was typed of each.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in FURTHER_ROWS:
            self.fields[row_name("source_colleague", number)].choices = self.fields["source_colleague"].choices

    def clean(self):
        for number in FURTHER_ROWS:
            self._ask_for_the_rest_of(number)
        if self.errors:
            return None
        return {"items": [said for number in ROWS if (said := self._said_of(number))["description"]]}

    def rows(self):
        """The fields of each item, for the page: pairs (number, bound fields)."""
        return [(number, [self[row_name(name, number)] for name in ItemForm.base_fields]) for number in ROWS]

    def _said_of(self, number):
        return {name: self.cleaned_data.get(row_name(name, number)) for name in ItemForm.base_fields}

    def _ask_for_the_rest_of(self, number):
        """What makes an item; a day is filled in beforehand, and makes none."""
        if not any(value for name, value in self._said_of(number).items() if name != "as_at"):
            return
        for name, sentence in (
            ("description", f"Say what is to be shared as item {number}"),
            ("category", f"Choose what kind of information item {number} is"),
        ):
            field = row_name(name, number)
            if field not in self.errors and not self.cleaned_data[field]:
                self.add_error(field, sentence)


ROWS = range(1, 5)
FURTHER_ROWS = ROWS[1:]


def row_name(name, number):
    """What a field of an item is called in its row."""
    return name if number == ROWS[0] else f"{name}-{number}"


def _rows_of_fields():
    """The fields of all rows. The day on which it was right is today until somebody says otherwise."""
    found = {}
    for number in ROWS:
        for name, field in copy.deepcopy(ItemForm.base_fields).items():
            field.required = field.required and number == ROWS[0]
            field.initial = clock.today if name == "as_at" else None
            field.help_text = field.help_text if number == ROWS[0] else ""
            found[row_name(name, number)] = field
    return found


ItemsForm.base_fields = _rows_of_fields()


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
