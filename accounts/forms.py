"""What the adviser types about people. Forms clean; `people` decides and saves."""

from django import forms

from accounts.models import School
from accounts.names import tidy_email, tidy_name
from accounts.roles import SENTENCES, Role
from audit import clock
from design_system.forms import DateField, look

WHOLE_TRUST = "trust"


class PersonForm(forms.Form):
    """A new person: a name and the address they sign in with."""

    name = look(
        forms.CharField(label="Name", max_length=120), missing="Give the person's name", width="20", spellcheck=False
    )
    email = look(
        forms.EmailField(
            label="E-mail address",
            help_text="They sign in with it. No mail is sent to it.",
            error_messages={"invalid": "Give an e-mail address, like name@example.org"},
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
            help_text="The Data Protection Adviser, a trustee and an administrator are appointed for the whole trust.",
        ),
        missing="Choose the school, or the whole trust",
    )
    position = look(
        forms.CharField(
            label="Position (if you want to say it)",
            max_length=80,
            required=False,
            help_text="The words on the door, like “Form tutor”. They stand in the record beside the name.",
        ),
        width="20",
    )
    since = DateField(label="First day", help_text="For example, 1 9 2026")
    until = DateField(label="Last day (leave empty if it is not known)", noun="last day", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in School.objects.all()}
        names = [(key, school.name) for key, school in self.schools.items()]
        self.fields["school"].choices = [*names, (WHOLE_TRUST, "The whole trust")]
        self.fields["since"].initial = clock.today()

    def clean_school(self):
        """The School, or None for the whole trust."""
        return self.schools.get(self.cleaned_data["school"])


class EndForm(forms.Form):
    """The last day of an appointment."""

    until = DateField(
        label="Last day", help_text="The role still counts on this day. Everything done in it stays on record."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today()
