"""The form of one answer on consent (2.8)."""

from django import forms

from audit import clock
from decisions.enums import Competence, Right, Says
from decisions.forms.base import FIRST_DAY, only_shown, words
from design_system.forms import DateField, look

SELF, CARER = "self", "carer"
SAY_WHAT = "Say what they answered"
SAY_WHO = "Say who answered"
SAY_WHO_TOOK = "Say who took it back"
COVERS = (
    ("covers_recipients", "Every recipient"),
    ("covers_purpose", "This purpose"),
    ("covers_items", "Every item that is listed"),
)


# What stands where something is not asked for.
UNSAID = {"giver": "", "right": "", "covers": [], "exceptions": "", "withdrawn_on": None}


class ConsentForm(forms.Form):
    """What one human being answered who was asked whether information may be shared.

    Nothing but the answer and who gave it is needed to save.
    """

    by = look(
        forms.ChoiceField(
            label="Who answered?",
            choices=[(SELF, "They did themselves"), (CARER, "Somebody else, for them")],
            widget=forms.RadioSelect,
            error_messages=only_shown(SAY_WHO),
        ),
        missing=SAY_WHO,
        reveals={CARER: ("giver", "right")},
    )
    giver = words("Who?", hint="Their name, and who they are to the child", spellcheck=False)
    right = look(
        forms.ChoiceField(
            label="How do we know that they may consent for the child?",
            required=False,
            choices=Right.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose one of the answers shown"),
        ),
        small=True,
    )
    says = look(
        forms.ChoiceField(
            label="What did they answer?",
            choices=Says.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown(SAY_WHAT),
        ),
        missing=SAY_WHAT,
        reveals={Says.YES: ("covers", "exceptions"), Says.WITHDRAWN: ("withdrawn_on",)},
    )
    covers = look(
        forms.MultipleChoiceField(
            label="What does it cover?",
            required=False,
            choices=COVERS,
            widget=forms.CheckboxSelectMultiple,
            help_text="Consent counts only for what they were told about",
            error_messages=only_shown("Choose only what is shown") | {"invalid_list": "Choose only what is shown"},
        ),
        small=True,
    )
    exceptions = words("Is anything excepted?", hint="For example, not the report of her father", limit=200)
    withdrawn_on = DateField(
        label="When did they take it back?",
        required=False,
        help_text="For example, 20 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    asked_on = DateField(
        label="When were they asked?",
        required=False,
        help_text="For example, 3 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    how = words("How?", hint="For example, in writing, or on the phone with Ms Finch", limit=200)
    in_their_words = words("What did they say, in their words?", long=True)
    competence = look(
        forms.ChoiceField(
            label="Does the young person understand enough to decide for themselves?",
            required=False,
            choices=Competence.choices,
            widget=forms.RadioSelect,
            help_text="For a grown-up this need not be answered. From about 12 years on most do",
            error_messages=only_shown("Choose one of the answers shown"),
        ),
        small=True,
    )

    def clean(self):
        """What another answer opens is not asked for: an error in it, out of sight, stops nothing."""
        said = self.cleaned_data
        opened = {CARER: ("giver", "right")}.get(said.get("by"), ())
        opened += {Says.YES: ("covers", "exceptions"), Says.WITHDRAWN: ("withdrawn_on",)}.get(said.get("says"), ())
        for name, nothing in UNSAID.items():
            if name not in opened:
                self._errors.pop(name, None)
                said[name] = nothing
        return said

    def values(self):
        """What is to be written."""
        said = dict(self.cleaned_data)
        covers, by_self = said.pop("covers"), said.pop("by") == SELF
        return said | {"by_self": by_self} | {name: name in covers for name, _label in COVERS}


def initial_of(row, person):
    """What the form of a record begins with; that of a new one with the view taken of the person."""
    if row is None:
        return {"competence": person.competence}
    names = ("giver", "right", "says", "exceptions", "withdrawn_on", "asked_on", "how", "in_their_words")
    covers = [name for name, _label in COVERS if getattr(row, name)]
    said = {name: getattr(row, name) for name in names}
    return said | {"by": SELF if row.by_self else CARER, "covers": covers, "competence": person.competence}


class WithdrawnForm(forms.Form):
    """Consent that was taken back: by whom, of whom, when, and in which words."""

    person = look(
        forms.TypedChoiceField(
            label="Whose information is it about?",
            coerce=int,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose one of the people shown"),
        ),
        missing="Choose one of the people shown",
    )
    by = look(
        forms.ChoiceField(
            label="Who took it back?",
            choices=[(SELF, "They did themselves"), (CARER, "Somebody else, for them")],
            widget=forms.RadioSelect,
            error_messages=only_shown(SAY_WHO_TOOK),
        ),
        missing=SAY_WHO_TOOK,
        reveals={CARER: ("giver", "right")},
    )
    giver = words("Who?", hint="Their name, and who they are to the child", spellcheck=False)
    right = look(
        forms.ChoiceField(
            label="How do we know that they may consent for the child?",
            required=False,
            choices=Right.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose one of the answers shown"),
        ),
        small=True,
    )
    withdrawn_on = DateField(
        label="When?",
        required=False,
        noun="day",
        help_text="For example, 20 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    in_their_words = words("What did they say, in their words?", long=True)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(person.pk, person.name) for person in people]

    def clean(self):
        """What another answer opens is not asked for: an error in it, out of sight, stops nothing."""
        if self.cleaned_data.get("by") != CARER:
            for name in ("giver", "right"):
                self._errors.pop(name, None)
                self.cleaned_data[name] = ""
        return self.cleaned_data

    def values(self):
        """What is to be written."""
        said = dict(self.cleaned_data)
        by_self = said.pop("by") == SELF
        return said | {"by_self": by_self}
