"""What the adviser types about reference data. A code is never typed: it is made of the first name and stays."""

from django import forms
from django.db.models import Max
from django.utils.text import slugify

from accounts.forms import FIRST_DAY, WORDS, in_twenty_years
from accounts.models import School, telephone
from accounts.names import tidy_name
from agencies.models import (
    Agency,
    AgencyCategory,
    Condition,
    LawfulBasis,
    LegalGround,
    SecureWay,
    SensitivityClass,
    Term,
)
from agencies.terms import LONGEST
from design_system.forms import DateField, look

STALE = "Somebody changed this line while you had it open. Look at its history, then save again if yours is right"
CHOOSE = {"required": "Choose one", "invalid_choice": "Choose one of those shown"}


def words(label, length, missing="", rows=0, **options):
    """Where words are typed, on one line or on several; needed where `missing` says what is asked for."""
    options |= {"max_length": length, "required": bool(missing), "error_messages": WORDS, "label": label}
    if rows:
        return look(forms.CharField(widget=forms.Textarea, **options), missing=missing, rows=rows)
    return look(forms.CharField(**options), missing=missing)


def tick(label, help_text=""):
    """A box to tick."""
    return forms.BooleanField(label=label, help_text=help_text, required=False)


def day(label, noun, required=False, help_text=""):
    """A day in three boxes."""
    limits = {"earliest": FIRST_DAY, "latest": in_twenty_years}
    return DateField(label=label, noun=noun, required=required, help_text=help_text, **limits)


class KeptForm(forms.ModelForm):
    """A line as it is kept, with the number of the history row that was read: two advisers overwrite nothing unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self._newest()

    def _newest(self):
        history = type(self.instance).history.filter(id=self.instance.pk)
        return history.values_list("history_id", flat=True).first() or 0

    def clean_version(self):
        """Raises ValidationError where somebody else has saved meanwhile; the next press then knows of it."""
        newest = self._newest()
        if self.instance.pk and self.cleaned_data["version"] != newest:
            self.data = self.data.copy()
            self.data["version"] = newest
            raise forms.ValidationError(STALE)
        return newest

    @property
    def changed_data(self):
        """The fields of the row that differ from what is stored."""
        return [name for name in super().changed_data if name != "version"]

    def clean_name(self):
        """The name without odd spaces."""
        return tidy_name(self.cleaned_data["name"])


class LineForm(KeptForm):
    """A line of the law or of the ways of sending."""

    name = words("Name", 160, "Give the line a name", rows=2)
    hint = words(
        "What it means, for a teacher", 300, rows=3, help_text="In plain words and without numbers of articles."
    )
    source = words("Where it stands", 160, help_text="Act and section, or article. Nobody else has to type one.")
    in_force_from = day("In force from (leave empty if always)", "first day in force")
    in_force_until = day("In force until (leave empty if it has no end)", "last day in force")
    to_be_confirmed = tick("To be confirmed", "Its source could not be verified. The pages say so beside it.")

    def clean(self):
        """Raises ValidationError, at its field, for days the wrong way round and a name that is there already."""
        cleaned = super().clean()
        first, last = cleaned.get("in_force_from"), cleaned.get("in_force_until")
        if first and last and last < first:
            self.add_error("in_force_until", "The last day in force must not be before the first")
        if self.instance.pk is None and cleaned.get("name"):
            self._give_code(cleaned["name"])
        return cleaned

    def _give_code(self, name):
        """The permanent code of a new line, and its place at the end of its list."""
        lines = type(self.instance).objects
        code = slugify(name)[:40].strip("-")
        if not code:
            self.add_error("name", "Give a name with letters in it")
        elif lines.filter(code=code).exists():
            self.add_error("name", "There is a line of this name already. Change that one, or name this differently")
        self.instance.code = code
        self.instance.order = (lines.aggregate(last=Max("order"))["last"] or 0) + 10


LINE = ["name", "hint", "source", "in_force_from", "in_force_until", "to_be_confirmed"]


class GroundForm(LineForm):
    """A legal duty or power."""

    kind = look(
        forms.ChoiceField(
            label="Duty or power?",
            choices=LegalGround.Kind.choices,
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )
    )
    binds_person = tick("It is a person's own duty", "Nobody in the trust may stop that person.")
    harm_exception = tick("Not a duty where sharing would do the child more harm")
    in_force_from = day(
        "In force from (leave empty if always)",
        "first day in force",
        help_text="A duty that is still to be confirmed counts on no day until its first day stands here.",
    )
    field_order = ["name", "hint", "kind", "binds_person", "harm_exception", "source", "in_force_from"]

    class Meta:
        model = LegalGround
        fields = [*LINE, "kind", "binds_person", "harm_exception"]

    def clean(self):
        """Raises ValidationError where a power is said to bind or to have an exception: only duties do."""
        cleaned = super().clean()
        if cleaned.get("kind") == LegalGround.Kind.POWER:
            for name in ("binds_person", "harm_exception"):
                if cleaned.get(name):
                    self.add_error(name, "This can be said of a duty only. Take out the tick, or choose a duty")
        return cleaned


class BasisForm(LineForm):
    """A lawful basis."""

    class Meta:
        model = LawfulBasis
        fields = LINE


class ConditionForm(LineForm):
    """A condition for sensitive information."""

    class Meta:
        model = Condition
        fields = LINE


class ClassForm(LineForm):
    """A kind of sensitive information."""

    kind = look(
        forms.ChoiceField(
            label="Who calls it sensitive?",
            choices=SensitivityClass.Kind.choices,
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )
    )
    field_order = ["name", "hint", "kind", "source"]

    class Meta:
        model = SensitivityClass
        fields = [*LINE, "kind"]


class WayForm(LineForm):
    """A way of sending."""

    is_secure = tick("It is secure", "Through a way without this tick nothing is sent but in an emergency.")
    field_order = ["name", "hint", "is_secure", "source"]

    class Meta:
        model = SecureWay
        fields = [*LINE, "is_secure"]


class AgencyForm(KeptForm):
    """An organisation that may receive information, or ask for it."""

    name = words("Name", 120, "Give the organisation's name")
    category = forms.ChoiceField(label="What kind of organisation is it?", error_messages=CHOOSE)
    phone = look(
        forms.CharField(
            label="Telephone",
            max_length=30,
            required=False,
            help_text="From the trust's own list, and never from somebody who asks. Staff ring it to check who that is.",
            validators=[telephone],
            error_messages=WORDS,
        ),
        width="20",
    )
    verification = words("How to make sure of whom you speak to", 300, rows=3)
    clock = words("How fast they usually want an answer", 160)
    in_use = tick("In use", "Take out the tick and nobody can choose it any more. Records that name it stay.")

    class Meta:
        model = Agency
        fields = ["name", "category", "phone", "verification", "clock", "in_use"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "Choose one"), *AgencyCategory.choices]

    def clean_name(self):
        """The name. Raises ValidationError where another organisation has it."""
        name = super().clean_name()
        if Agency.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("An organisation of this name is there already")
        return name


class TermForm(KeptForm):
    """A stretch of days on which a school is open. Its school stays."""

    school = look(
        forms.ModelChoiceField(
            label="School",
            queryset=School.objects.all(),
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages=CHOOSE,
        )
    )
    name = words("Name", 60, "Give the term a name, like “Autumn 2026, first half”")
    first_day = day("First day", "first day", required=True)
    last_day = day("Last day", "last day", required=True)

    class Meta:
        model = Term
        fields = ["school", "name", "first_day", "last_day"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].disabled = self.instance.pk is not None

    def clean(self):
        """Raises ValidationError, at its field, for a term that cannot stand beside the others of its school."""
        cleaned = super().clean()
        school, name = cleaned.get("school"), cleaned.get("name")
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        others = Term.objects.filter(school=school).exclude(pk=self.instance.pk)
        if school and name and others.filter(name__iexact=name).exists():
            self.add_error("name", "This school has a term of this name already")
        if first and last and last < first:
            self.add_error("last_day", "The last day must not be before the first")
        elif first and last and last - first > LONGEST:
            self.add_error("last_day", "This is longer than any term: enter each half of a term by itself")
        elif first and last and school:
            shared = others.filter(first_day__lte=last, last_day__gte=first).first()
            if shared:
                self.add_error("first_day", f"“{shared.name}” of this school has some of these days already")
        return cleaned
