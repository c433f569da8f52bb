"""The forms with which the adviser drafts a policy version, two people publish it, and the policy owner reviews it."""

import datetime

from django import forms
from django.core.validators import RegexValidator

from audit import clock
from checklist.fields import Words
from checklist.models import AskedOf, Kind, Question
from checklist.reasons import has_word
from checklist.versions import sections_for
from design_system.forms import DateField, look

LONGEST, SHORT, HELP = 1000, 40, 500
CODE = RegexValidator(r"\A[a-z]+(-[a-z]+)*\Z", "Use small letters, with a hyphen between words, such as safe-at-home")
TAKEN = "This code, or one that is too like it, has been used already. Codes are permanent: choose another"
STALE = "Somebody changed this question while you had it open. Look at the draft, then save again if yours is right"
TEN_YEARS = datetime.timedelta(days=3653)


def in_ten_years():
    """The last day that may be named for the next review."""
    return clock.today() + TEN_YEARS


def _words(label, hint="", limit=LONGEST, **shown):
    return look(Words(label=label, help_text=hint, limit=limit), **{"rows": 3} | shown)


def _review_day(label):
    return DateField(
        label=label,
        noun="day of the next review",
        help_text="For example, 30 11 2027. It is shown by its month.",
        earliest=clock.today,
        latest=in_ten_years,
    )


class QuestionForm(forms.Form):
    """A question of the draft: its words, its place, and the help beside it. `question` is None for one that is new."""

    wording = _words("The question, in the trust’s words")
    label = look(
        Words(label="Short name", help_text="It names the question in lists.", limit=SHORT, widget=forms.TextInput),
        width="20",
    )
    section = look(
        forms.ChoiceField(
            label="Section",
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose one of the sections shown"},
        ),
        missing="Choose a section",
        small=True,
    )
    number = look(
        forms.IntegerField(
            label="Number",
            help_text="The others move up or down. It goes as near to it as its section allows.",
            min_value=1,
            max_value=99,
            error_messages={
                "invalid": "Give a number, such as 12",
                "min_value": "Give a number of 1 or more",
                "max_value": "Give a number of 99 or fewer",
            },
        ),
        missing="Give the number that it is to have",
        width="2",
    )
    hint = _words("Help beside it (if you want to give some)", "At most two short sentences.", HELP)
    example = _words("An example (if you want to give one)", "", HELP)
    when_unsure = _words("What “not sure” does (if you want to say it)", "", HELP)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, draft, question=None, **options):
        super().__init__(*args, **options)
        self.question = question
        self.sections = {row.number: row for row in sections_for(question, draft)}
        self.fields["section"].choices = [(row.number, f"{row.number} {row.title}") for row in self.sections.values()]
        if question is not None:
            said = ("wording", "label", "number", "hint", "example", "when_unsure")
            self.initial = {name: getattr(question, name) for name in said}
            self.initial |= {"section": question.section.number, "version": self._newest()}

    def _newest(self):
        return self.question.history.values_list("history_id", flat=True).first()

    def clean_version(self):
        """Raises ValidationError where somebody else has saved meanwhile; the next press then knows of it."""
        if self.question is not None and self.cleaned_data["version"] != self._newest():
            self.data = self.data.copy()
            self.data["version"] = self._newest()
            raise forms.ValidationError(STALE)

    def clean_wording(self):
        """Raises ValidationError where nothing is asked."""
        return _said(self.cleaned_data["wording"], "Write the question")

    def clean_label(self):
        """Raises ValidationError where it would have no name."""
        return _said(self.cleaned_data["label"], "Give the question a short name")

    def said(self):
        """The fields of the row, without its number."""
        names = ("wording", "label", "hint", "example", "when_unsure")
        return {name: self.cleaned_data[name] for name in names} | {
            "section": self.sections[self.cleaned_data["section"]]
        }


def _said(text, otherwise):
    if not has_word(text):
        raise forms.ValidationError(otherwise)
    return text


class NewQuestionForm(QuestionForm):
    """The same for one that is new: with its permanent code, how it is answered and of what it is asked."""

    code = look(
        forms.CharField(
            label="Code",
            help_text="It stays for ever, in every later version, and is never used for anything else. Such as safe-at-home.",
            max_length=SHORT,
            validators=[CODE],
            error_messages={"max_length": "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d"},
        ),
        missing="Give the question a code",
        width="20",
        spellcheck=False,
    )
    kind = look(
        forms.ChoiceField(
            label="How is it answered?",
            choices=[(Kind.CHOICE, "Yes, no or not sure, with words beside it"), (Kind.TEXT, "In words")],
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose one of the answers shown"},
        ),
        missing="Choose how it is answered",
        small=True,
    )
    asked_of = look(
        forms.ChoiceField(
            label="Of what is it asked?",
            choices=[
                (AskedOf.DISCLOSURE, "The disclosure as a whole"),
                (AskedOf.PERSON, "Each person it is about"),
                (AskedOf.RECIPIENT, "Each recipient"),
            ],
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choose one of the answers shown"},
        ),
        missing="Choose of what it is asked",
        small=True,
    )
    field_order = ["code", "wording", "label", "section", "number", "asked_of", "kind"]

    def clean_code(self):
        """Raises ValidationError for a code that was used, or whose fields could be taken for another question's."""
        code = self.cleaned_data["code"]
        used = set(Question.objects.values_list("code", flat=True))
        if any(code == one or code.startswith(f"{one}-") or one.startswith(f"{code}-") for one in used):
            raise forms.ValidationError(TAKEN)
        return code

    def said(self):
        """The fields of the row, without its code and its number."""
        return super().said() | {name: self.cleaned_data[name] for name in ("kind", "asked_of")}


class AcceptForm(forms.Form):
    """Each rule that falls is accepted by a tick; `gone` is what falls: {question's name: {rule's code: sentence}}."""

    accepted = look(
        forms.MultipleChoiceField(
            label="These rules fall, because their question is left out. Accept each",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Accept only what is shown"},
        ),
        missing="Accept each rule that falls, or put its question back",
        small=True,
    )

    def __init__(self, *args, gone, **options):
        super().__init__(*args, **options)
        rules = {code: sentence for of_one in gone.values() for code, sentence in of_one.items()}
        if rules:
            self.fields["accepted"].choices = [(code, f"{code}: {sentence}") for code, sentence in rules.items()]
        else:
            del self.fields["accepted"]

    def clean_accepted(self):
        """Raises ValidationError where one is not ticked."""
        field = self.fields["accepted"]
        if set(self.cleaned_data["accepted"]) != {code for code, _ in field.choices}:
            raise forms.ValidationError(field.error_messages["required"])
        return self.cleaned_data["accepted"]


class AskForm(AcceptForm):
    """The adviser asks for the draft to be published, and says by when the version is to be reviewed."""

    review_due_on = _review_day("When is it to be reviewed?")


class ConfirmForm(AcceptForm):
    """The second person has read what changes. `version` is when it was asked for, and so says what they read."""

    read = look(
        forms.BooleanField(label="I have read what changes, and it is to be followed from now on"),
        missing="Say that you have read what changes",
    )
    version = forms.DateTimeField(
        widget=forms.HiddenInput, error_messages={"invalid": "Open the page again", "required": "Open the page again"}
    )


class ReviewForm(forms.Form):
    """The policy owner looked at the policy: with what result, and when again."""

    words = _words("What came of it?", "A sentence, such as “Read with the adviser; it stays as it is.”", HELP)
    next_on = _review_day("When is it to be reviewed next?")
    token = forms.UUIDField(widget=forms.HiddenInput)

    def clean_words(self):
        """Raises ValidationError where nothing is said."""
        return _said(self.cleaned_data["words"], "Say in a sentence what came of it")
