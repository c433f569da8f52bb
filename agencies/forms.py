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
    PublicText,
    Purpose,
    SecureWay,
    SensitivityClass,
    Setting,
    Term,
)
from agencies.terms import LONGEST
from agencies.trust_settings import BY_CODE, KNOWN, Number, One, understood
from design_system.forms import DateField, look

STALE = "Somebody changed this line while you had it open. Look at its history, then save again if yours is right"
STALE_SETTINGS = (
    "Somebody changed the settings while you had them open. Look at them below, then save again if yours are right"
)
FEWEST_WORDS = 3
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


class CodedForm(KeptForm):
    """A line with a permanent code, which is made of its first name."""

    def clean(self):
        """Raises ValidationError, at its field, for a name that is there already."""
        cleaned = super().clean()
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


class LineForm(CodedForm):
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
        return cleaned


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


class PurposeLineForm(LineForm):
    """A purpose."""

    class Meta:
        model = Purpose
        fields = LINE


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


class PublicTextForm(CodedForm):
    """The words of a public page."""

    field_order = ["name", "words", "for_children", "to_be_confirmed"]

    name = words("Title of the page", 120, "Give the page a title")
    for_children = words(
        "The same, in words that a child reads (optional)",
        4000,
        rows=6,
        help_text="It stands on the page in plain words. Short sentences, and “you”.",
    )
    words = words(
        "What it says",
        8000,
        "Say what the page says",
        rows=12,
        help_text="Plain text, for anybody. A blank line begins a new paragraph. Name no child, parent or colleague.",
    )
    to_be_confirmed = tick("To be confirmed", "The page says that the trust has not confirmed these words yet.")

    class Meta:
        model = PublicText
        fields = ["name", "words", "for_children", "to_be_confirmed"]


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


def _setting(code):
    """The field of one setting: a number within its bounds, one of its choices, or some of them."""
    one = BY_CODE[code]
    said = {"label": one.label, "help_text": f"{one.hint} Default: {one.words(one.default)}."}
    if isinstance(one, Number):
        wrong = f"Give a whole number from {one.least} to {one.most} for \u201c{one.label}\u201d"
        errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
        made = forms.IntegerField(min_value=one.least, max_value=one.most, error_messages=errors, **said)
        return look(made, width="3", suffix=one.unit)
    of = {"required": f"Choose one at least for \u201c{one.label}\u201d", "invalid_choice": CHOOSE["invalid_choice"]}
    if isinstance(one, One):
        made = forms.ChoiceField(choices=one.choices, widget=forms.RadioSelect, error_messages=of, **said)
        return look(made, small=True)
    made = forms.MultipleChoiceField(
        choices=one.choices, widget=forms.CheckboxSelectMultiple, error_messages=of, **said
    )
    return look(made, small=True)


class SettingsForm(forms.Form):
    """Every setting of the trust, and why it is changed, which is needed where anything is.

    `lines` are those that are stored; `version` is the newest row of their history that was read.
    """

    min_reason, small_group = _setting("min_reason"), _setting("small_group")
    ask_child, verify_fresh = _setting("ask_child"), _setting("verify_fresh")
    approval_valid, adviser_categories = _setting("approval_valid"), _setting("adviser_categories")
    unsure_goes_to, not_told_review = _setting("unsure_goes_to"), _setting("not_told_review")
    why = words(
        "Why do you change it?", 300, rows=2, help_text="In a sentence. It stands in the record beside the change."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, lines, **options):
        super().__init__(*args, **options)
        self.kept = {line.code: line for line in lines}
        self.holds = understood({code: line.value for code, line in self.kept.items()})
        held = {one.code: getattr(self.holds, one.code) for one in KNOWN}
        self.initial = held | {"adviser_categories": list(self.holds.adviser_categories), "version": self._newest()}

    @staticmethod
    def _newest():
        return Setting.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0

    def clean(self):
        """Raises ValidationError where a reason is missing, and where somebody else has saved meanwhile."""
        cleaned, newest = super().clean(), self._newest()
        if self.errors or not self.changed_lines():
            return cleaned
        if cleaned["version"] != newest:
            self.data = self.data.copy()
            self.data["version"] = newest
            raise forms.ValidationError(STALE_SETTINGS)
        if len(cleaned["why"].split()) < FEWEST_WORDS:
            self.add_error("why", "Say why you change it, in a sentence")
        return cleaned

    def changed_lines(self):
        """The lines whose value differs from what holds, with their new value and why."""
        found = []
        for one in KNOWN:
            new = self.cleaned_data[one.code]
            if one.text(new) != one.text(getattr(self.holds, one.code)):
                line = self.kept.get(one.code) or Setting(code=one.code)
                line.value, line.why = one.text(new), self.cleaned_data["why"]
                found.append(line)
        return found
