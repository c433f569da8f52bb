"""The form of one answer on consent (2.8)."""

from django import forms

from audit import clock
from decisions.enums import Competence, Right, Says
from decisions.forms.base import FIRST_DAY, only_shown, words
from design_system.forms import DateField, leave_out, look

SELF, CARER = "self", "carer"
SAY_WHAT = "Say what they answered"
SAY_WHO = "Say who answered"
COVERS = (
    ("covers_recipients", "Every recipient"),
    ("covers_purpose", "This purpose"),
    ("covers_items", "Every item that is listed"),
)


# Somebody who is chosen: a relationship that is recorded, or a carer of whom none is recorded yet.
KIN, OTHER_CARER = "r", "p"
# What stands where something is not asked for.
OF_SOMEBODY_ELSE = {"giver": "", "right": ""}
OF_A_YES = {"covers": [], "exceptions": ""}
OF_A_WITHDRAWAL = {"withdrawn_on": None}
OF_VIEWS = {"objects_to_it": False}


def by_whom(known):
    """Who may have spoken: the person, those who are recorded ({value: words}), or somebody else for them."""
    return [(SELF, "They did themselves"), *known.items(), (CARER, "Somebody else, for them")]


def _by(label, missing):
    """Who spoke: the person, or somebody else for them."""
    made = forms.ChoiceField(
        label=label,
        choices=by_whom({}),
        widget=forms.RadioSelect,
        error_messages=only_shown(missing),
    )
    return look(made, missing=missing, reveals={CARER: tuple(OF_SOMEBODY_ELSE)})


class SpokenForm(forms.Form):
    """What somebody said about consent: the person themselves, or somebody who may consent for them.

    `known` are those who are recorded: {value: words}, the value a letter and the number of their row.
    """

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
    in_their_words = words("What did they say, in their words?", long=True)

    def __init__(self, *args, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = by_whom(known or {})

    def clean(self):
        if self.cleaned_data.get("by") != CARER:
            leave_out(self, **OF_SOMEBODY_ELSE)
        return self.cleaned_data

    def values(self):
        """What is to be written."""
        said = dict(self.cleaned_data)
        by = said.pop("by")
        chosen = {KIN: "relationship", OTHER_CARER: "carer"}.get(by[0]) if by[1:].isdigit() else None
        return said | {"by_self": by == SELF} | ({chosen: int(by[1:])} if chosen else {})


class ConsentForm(SpokenForm):
    """What one human being answered who was asked whether information may be shared.

    Nothing but the answer and who gave it is needed to save.
    """

    field_order = [
        "by", "giver", "right", "says", "covers", "exceptions", "withdrawn_on", "objects_to_it", "asked_on", "how", "in_their_words",
        "competence",
    ]  # fmt: skip

    by = _by("Who answered?", SAY_WHO)
    says = look(
        forms.ChoiceField(
            label="What did they answer?",
            choices=Says.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown(SAY_WHAT),
        ),
        missing=SAY_WHAT,
        reveals={Says.YES: tuple(OF_A_YES), Says.WITHDRAWN: tuple(OF_A_WITHDRAWAL), Says.VIEWS: tuple(OF_VIEWS)},
        hints={Says.VIEWS: "Where somebody else consents for them, or where no consent is needed"},
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
    objects_to_it = look(
        forms.BooleanField(
            label="They object",
            required=False,
            help_text="An objection is no refusal: whoever decides answers it",
        ),
        small=True,
    )
    asked_on = DateField(
        label="When were they asked?",
        required=False,
        help_text="For example, 3 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    how = words("How?", hint="For example, in writing, or on the phone with Ms Finch", limit=200)
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
        said = super().clean()
        if said.get("says") != Says.YES:
            leave_out(self, **OF_A_YES)
        if said.get("says") != Says.WITHDRAWN:
            leave_out(self, **OF_A_WITHDRAWAL)
        if said.get("says") != Says.VIEWS:
            leave_out(self, **OF_VIEWS)
        return said

    def values(self):
        """What is to be written; what it covers as a tick each."""
        said = super().values()
        covers = said.pop("covers")
        return said | {name: name in covers for name, _label in COVERS}


def initial_of(row, person):
    """What the form of a record begins with; that of a new one with the view taken of the person."""
    if row is None:
        return {"competence": person.competence}
    names = (
        "giver",
        "right",
        "says",
        "exceptions",
        "withdrawn_on",
        "asked_on",
        "how",
        "in_their_words",
        "objects_to_it",
    )
    covers = [name for name, _label in COVERS if getattr(row, name)]
    said = {name: getattr(row, name) for name in names}
    return said | {"by": _spoke(row), "covers": covers, "competence": person.competence}


def _spoke(row):
    """Who gave an answer, as the form names them; who is recorded no more is somebody else."""
    if row.by_self:
        return SELF
    return f"{KIN}{row.given_by_id}" if row.given_by and row.given_by.removed_at is None else CARER


class WithdrawnForm(SpokenForm):
    """Consent that was taken back: by whom, of whom, when, and in which words."""

    field_order = ["person", "by", "giver", "right", "withdrawn_on", "in_their_words"]

    person = look(
        forms.TypedChoiceField(
            label="Whose information is it about?",
            coerce=int,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose one of the people shown"),
        ),
        missing="Choose one of the people shown",
    )
    by = _by("Who took it back?", "Say who took it back")
    withdrawn_on = DateField(
        label="When?",
        required=False,
        noun="day",
        help_text="For example, 20 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )

    def __init__(self, *args, people, relationships, known, **kwargs):
        super().__init__(*args, known=known, **kwargs)
        self.fields["person"].choices = [(person.pk, person.name) for person in people]
        self._child_of = {f"{KIN}{row.pk}": row.child_id for row in relationships}

    def clean(self):
        said = super().clean()
        child = self._child_of.get(said.get("by"))
        if child is not None and said.get("person") not in {None, child}:
            self.add_error("by", "They are recorded as somebody who may speak for another person")
        return said
