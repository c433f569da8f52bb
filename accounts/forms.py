"""What the adviser types about people. Forms clean; `people` decides and saves."""

import datetime

from django import forms

from accounts.models import School, telephone
from accounts.names import tidy_email, tidy_name
from accounts.roles import SENTENCES, Role
from audit import clock
from design_system.forms import DateField, look

WHOLE_TRUST = "trust"
FIRST_DAY = datetime.date(1900, 1, 1)
# What is said of words that cannot be stored as they are.
WORDS = {
    "max_length": "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d",
    "null_characters_not_allowed": "Take out the character that cannot be stored, and type these words again",
}


def in_twenty_years():
    """The last day that an appointment may name."""
    return clock.today() + datetime.timedelta(days=20 * 366)


def phone_field():
    """Where whoever holds an appointment is rung at work."""
    return look(
        forms.CharField(
            label="Telephone at work (if you want to say it)",
            max_length=30,
            required=False,
            help_text="Staff see it beside whoever decides today, so that they can ring.",
            validators=[telephone],
            error_messages=WORDS,
        ),
        width="20",
    )


class PersonForm(forms.Form):
    """A new person: a name and the address they sign in with."""

    name = look(
        forms.CharField(label="Name", max_length=120, error_messages=WORDS),
        missing="Give the person's name",
        width="20",
        spellcheck=False,
    )
    email = look(
        forms.EmailField(
            label="E-mail address",
            help_text="They sign in with it. No mail is sent to it.",
            error_messages=WORDS | {"invalid": "Give an e-mail address, like name@example.org"},
        ),
        missing="Give an e-mail address, like name@example.org",
        width="20",
    )

    def clean_name(self):
        return tidy_name(self.cleaned_data["name"])

    def clean_email(self):
        return tidy_email(self.cleaned_data["email"])


class AppointmentForm(forms.Form):
    """A new appointment of one person."""

    role = look(
        forms.ChoiceField(
            label="Role",
            choices=Role.choices,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose a role"},
        ),
        missing="Choose a role",
        hints={str(role): sentence for role, sentence in SENTENCES.items()},
    )
    school = look(
        forms.ChoiceField(
            label="School",
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose the school, or the whole trust"},
            help_text="The Data Protection Adviser, a trustee, an administrator and the policy owner are appointed for the whole trust.",
        ),
        missing="Choose the school, or the whole trust",
    )
    position = look(
        forms.CharField(
            label="Position (if you want to say it)",
            max_length=80,
            required=False,
            help_text="The words on the door, like “Form tutor”. They stand in the record beside the name.",
            error_messages=WORDS,
        ),
        width="20",
    )
    phone = phone_field()
    since = DateField(label="First day", help_text="For example, 1 9 2026", earliest=FIRST_DAY, latest=in_twenty_years)
    until = DateField(
        label="Last day (leave empty if it is not known)",
        noun="last day",
        required=False,
        earliest=FIRST_DAY,
        latest=in_twenty_years,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in School.objects.all()}
        names = [(key, school.name) for key, school in self.schools.items()]
        self.fields["school"].choices = [*names, (WHOLE_TRUST, "The whole trust")]
        self.fields["since"].initial = clock.today()

    def clean_school(self):
        """The School, or None for the whole trust."""
        return self.schools.get(self.cleaned_data["school"])


class PhoneForm(forms.Form):
    """The telephone number of an appointment; empty for none."""

    phone = phone_field()


class EndForm(forms.Form):
    """The last day of an appointment."""

    until = DateField(
        label="Last day",
        help_text="The role still counts on this day. Everything done in it stays on record.",
        earliest=FIRST_DAY,
        latest=in_twenty_years,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today()
