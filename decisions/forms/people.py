"""The forms of somebody in a disclosure: who they are, whether they work for us, and who they are to a child."""

import unicodedata

from django import forms

from accounts.names import tidy_name
from audit import clock
from decisions.enums import Belongs, Kin, PersonKind, Right
from decisions.forms.base import FIRST_DAY, NO_NAME, TOO_LONG, Text, only_shown, words
from decisions.models.people import tidy_number
from design_system.forms import DateField, look

PUPIL_NUMBER = 30
SCHOOL_OF_NOBODY = [(one.value, one.label) for one in (Belongs.NONE, Belongs.NOT_KNOWN)]
ABOUT_ONESELF = "You cannot write down a complaint about yourself: whoever it is about never reads it"


def colleague_field(label, hint):
    """A colleague, by their account, of those whom the form is given; nobody by default."""
    made = forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        help_text=hint,
        error_messages=only_shown("Choose one of the colleagues shown"),
    )
    return look(made)


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
            PersonKind.ABOUT: "A pupil, a parent or a colleague. Some questions are asked for each of them.",
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

    belongs = look(
        forms.ChoiceField(
            label="Which school do they belong to?",
            required=False,
            help_text="A parent belongs to their child\u2019s school",
            error_messages=only_shown("Choose one of the schools shown"),
        )
    )
    colleague = colleague_field(
        "Do they work for us?", "Choose their account if they do. They then cannot decide this disclosure"
    )
    is_complained_about = look(
        forms.BooleanField(
            label="This is a complaint about them, or an allegation against them",
            required=False,
            help_text="A colleague who is chosen above then never reads this, and does not learn that it exists",
        ),
        small=True,
    )

    def __init__(self, *args, school, schools, colleagues, writer, **kwargs):
        super().__init__(*args, **kwargs)
        self._writer = writer
        others = [(str(other.pk), other.name) for other in schools if other.pk != school.pk]
        self.fields["belongs"].choices = [("", school.name), *others, *SCHOOL_OF_NOBODY]
        self.fields["colleague"].choices = [("", "No"), *colleagues.items()]

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

    def clean(self):
        said = super().clean()
        if said.get("is_complained_about") and said.get("colleague") == self._writer:
            self.add_error("is_complained_about", ABOUT_ONESELF)
        said["is_complained_about"] = said.get("is_complained_about") or None
        said["attends"] = None
        if said.get("belongs", "").isdigit():
            said["attends"], said["belongs"] = int(said["belongs"]), Belongs.OURS
        return said


def initial_of(row):
    """What the form of somebody who is in it already begins with."""
    names = ("kind", "name", "relation", "date_of_birth", "pupil_number", "is_complained_about")
    said = {name: getattr(row, name) for name in names}
    return said | {"colleague": row.colleague_id, "belongs": str(row.attends_id or row.belongs)}


PERSON, BODY = "p", "a"
CHOOSE_WHO = "Choose who it is"


class RelationshipForm(forms.Form):
    """Who somebody is to a child: one of the people of the disclosure, or a council that has the child in its care.

    `people` and `bodies` map numbers to names; `of` is the relationship that is mended, which stays with whom it is.
    """

    who = look(
        forms.ChoiceField(
            label="Who is it?",
            widget=forms.RadioSelect,
            error_messages=only_shown(CHOOSE_WHO),
        ),
        missing=CHOOSE_WHO,
        small=True,
    )
    kind = look(
        forms.ChoiceField(
            label="Who are they to the child?",
            required=False,
            choices=[("", "Not said"), *[(one.value, one.label) for one in Kin if one != Kin.BODY]],
            help_text="For a council this need not be answered",
            error_messages=only_shown("Choose one of the answers shown"),
        )
    )
    responsibility = look(
        forms.ChoiceField(
            label="How do we know that they have parental responsibility?",
            required=False,
            choices=Right.choices,
            widget=forms.RadioSelect,
            help_text="Leave it open for somebody of whom nobody says so. What a court restricts never counts as consent",
            error_messages=only_shown("Choose one of the answers shown"),
        ),
        small=True,
    )

    def __init__(self, *args, people, bodies, of=None, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(f"{PERSON}{pk}", name) for pk, name in people.items()]
        named += [(f"{BODY}{pk}", f"{name}, which has the child in its care") for pk, name in bodies.items()]
        self.fields["who"].choices = named
        self._of = of
        if of is not None:
            del self.fields["who"]

    def values(self):
        """What is to be written: the number of the person, or of the body, and what is said of them."""
        said = dict(self.cleaned_data)
        who = said.pop("who", None) or value_of(self._of)
        if who.startswith(BODY):
            said["kind"] = Kin.BODY
        return said | {"person" if who.startswith(PERSON) else "body": int(who[1:])}


def value_of(row):
    """Whom a relationship is with, as the form names them."""
    return f"{PERSON}{row.person_id}" if row.person_id else f"{BODY}{row.body_id}"


def initial_of_relationship(row):
    """What the form begins with; that of a new one with nothing."""
    return None if row is None else {"kind": row.kind, "responsibility": row.responsibility}
