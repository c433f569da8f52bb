"""The forms of a request from outside: what was received, how whoever asked was checked, what they were told."""

import unicodedata
from collections import defaultdict
from dataclasses import replace

from django import forms
from django.utils import timezone

from accounts.names import tidy_name
from accounts.typed import CHOSEN, fields_of
from agencies.models import Agency
from audit import clock
from checklist.gates import has_word
from decisions.enums import Channel, CheckResult, NumberFrom, ReplyKind, RequestWay
from decisions.forms.base import LONG, Text, only_shown, words as blank_or
from decisions.forms.moment import EARLIER, FIRST_DAY, MomentFields, TimeText
from decisions.judged import rang_what_they_gave
from design_system.forms import DateField, look, look_of

WHICH_SCHOOL = "Which school is it about?"
SAY_WHO = "Say who asked: a person, an organisation, or both"
SAY_WORDS = "Write what they asked for, in their words"
DAY_OR_NONE = "Give a day, or tick that they named none, not both"
DAY_OF_TIME = "Give the day to which this time belongs"
POWER_OR_NONE = "Write the power, or tick that they named none, not both"
SAY_FROM = "Say where you found the number"
SAY_NUMBER = "Give the number you rang"
THEIR_NUMBER = "This is the number they gave. Ring one that you found yourself"
SAY_TOLD = "Write what you said or wrote"
YEARS_AHEAD = 5
MOMENT = ("when", "day", "time")


def last_reply_day():
    """The last day by which anybody may want a reply: a year mistyped is found."""
    today = clock.today()
    return today.replace(year=today.year + YEARS_AHEAD, day=min(today.day, 28))


def moment_in_boxes(moment):
    """A stored moment as the fields of `MomentFields` show it, to the minute; nothing where there is none."""
    if moment is None:
        return {}
    local = timezone.localtime(moment)
    return {"when": EARLIER, "day": local.date(), "time": f"{local:%H:%M}"}


class RequestForm(MomentFields):
    """What was received: who asked and their words are needed, everything else may stay blank.

    `schools` are asked about where there are several.
    """

    field_order = (
        "school", "asked_by", "position", "agency", "authority", "contact_given", "their_reference", "words", "why",
        "reply_by", "reply_by_time", "no_date", "power", "no_power", "received_how", *MOMENT,
    )  # fmt: skip

    asked_by = blank_or("Who asked?", hint="The name they gave", spellcheck=False)
    position = blank_or("Their position", hint="For example, constable, or case worker")
    agency = look(
        forms.ModelChoiceField(
            label="Which organisation?",
            help_text="Those that the trust keeps on its list",
            queryset=Agency.objects.none(),
            required=False,
            empty_label="Not on this list, or not known",
            error_messages=only_shown("Choose an organisation of the list, or none"),
        ),
    )
    authority = blank_or(
        "If it is not on the list: who are they?",
        hint="An organisation, or what they are to the child. For example, Calder and Sons, solicitors",
        spellcheck=False,
    )
    contact_given = blank_or(
        "Contact they gave",
        hint="A number or an address. Do not use it to check who they are",
        limit=200,
        spellcheck=False,
    )
    their_reference = blank_or("Their reference", limit=80, spellcheck=False)
    words = look(
        Text(
            label="What did they ask for?",
            help_text="In their own words, as near as you can",
            widget=forms.Textarea,
            limit=LONG,
        ),
        missing=SAY_WORDS,
        rows=4,
    )
    why = blank_or("Why do they need it?", hint="What they said. You may ask them later", long=True, rows=2)
    reply_by = DateField(
        label="By which day do they want a reply?",
        noun="day of the reply",
        required=False,
        help_text="For example, 23 11 2026",
        earliest=FIRST_DAY,
        latest=last_reply_day,
    )
    reply_by_time = look(
        TimeText(label="By what time?", required=False, limit=20, help_text="For example, 5pm or 17:00"),
        width="10",
        spellcheck=False,
    )
    no_date = look(forms.BooleanField(label="They named no day", required=False), small=True)
    power = blank_or(
        "Which legal power did they name?",
        hint="For example, section 47 of the Children Act 1989",
        long=True,
        rows=2,
    )
    no_power = look(forms.BooleanField(label="They named no power", required=False), small=True)
    received_how = look(
        forms.ChoiceField(
            label="How did it reach you?",
            choices=RequestWay.choices,
            initial=RequestWay.PHONE,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose how it reached you"),
        ),
        missing="Choose how it reached you",
        small=True,
    )

    def __init__(self, *args, schools=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use()
        _ask_when(self, "When did it reach you?")
        if len(schools) > 1:
            self.fields["school"] = look(
                forms.ModelChoiceField(
                    label=WHICH_SCHOOL,
                    queryset=schools,
                    widget=forms.RadioSelect,
                    empty_label=None,
                    error_messages=only_shown("Choose the school"),
                ),
                missing="Choose the school",
            )
        self.order_fields(self.field_order)

    def clean_asked_by(self):
        return _seen(self.cleaned_data["asked_by"])

    def clean_authority(self):
        return _seen(self.cleaned_data["authority"])

    def clean_words(self):
        """Raises ValidationError for words of which none can be read."""
        if not has_word(self.cleaned_data["words"]):
            raise forms.ValidationError(SAY_WORDS)
        return self.cleaned_data["words"]

    def clean(self):
        cleaned = super().clean()
        who = ("asked_by", "agency", "authority")
        if all(name in cleaned for name in who) and not any(cleaned[name] for name in who):
            self.add_error("asked_by", SAY_WHO)
        if cleaned.get("no_date") and (cleaned.get("reply_by") or cleaned.get("reply_by_time")):
            self.add_error("no_date", DAY_OR_NONE)
        elif cleaned.get("reply_by_time") and "reply_by" in cleaned and not cleaned["reply_by"]:
            self.add_error("reply_by", DAY_OF_TIME)
        if cleaned.get("no_power") and cleaned.get("power"):
            self.add_error("no_power", POWER_OR_NONE)
        return cleaned

    def said(self):
        """What is recorded, from a form that is valid: the values of a `SaveRequest` by name."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"school", "moment", *MOMENT}}
        return said | {"received_at": self.cleaned_data["moment"]}


def describe_request(names):
    """What the fields of a new request are called where nothing of it may be read."""
    school = {"school": (WHICH_SCHOOL, defaultdict(lambda: CHOSEN))} if "school" in names else {}
    return fields_of(RequestForm)(names) | school


def first_of(request):
    """With what the form begins that changes a request."""
    names = [name for name in RequestForm.base_fields if name not in {*MOMENT, "reply_by_time"}]
    time = f"{request.reply_by_time:%H:%M}" if request.reply_by_time else ""
    initial = {name: getattr(request, name) for name in names}
    return initial | {"reply_by_time": time} | moment_in_boxes(request.received_at)


class CheckForm(MomentFields):
    """How they were rung back. `contact_given` is what they gave, and never what they are checked on."""

    field_order = ("check_number_from", "check_phone", "check_result", *MOMENT)

    check_number_from = look(
        forms.ChoiceField(
            label="Where did you find the number?",
            choices=NumberFrom.choices,
            widget=forms.RadioSelect,
            required=False,
            error_messages=only_shown("Choose where you found the number"),
        ),
        small=True,
    )
    check_phone = blank_or(
        "Number you rang", hint="Never the contact they gave", limit=60, width="20", spellcheck=False
    )
    check_result = look(
        forms.ChoiceField(
            label="What did they say?",
            choices=CheckResult.choices,
            widget=forms.RadioSelect,
            required=False,
            error_messages=only_shown("Choose what they said"),
        ),
        small=True,
        hints={
            CheckResult.NOT_KNOWN: "We refuse, and confirm nothing. Every adviser sees it at the top of their pages.",
            CheckResult.NOT_THIS_MATTER: "We refuse, and confirm nothing.",
        },
    )

    def __init__(self, *args, contact_given="", **kwargs):
        super().__init__(*args, **kwargs)
        self.contact_given = contact_given
        _ask_when(self, "When did you ring?")
        self.order_fields(self.field_order)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("check_result") == CheckResult.CONFIRMED:
            self._check_the_number(cleaned)
        elif not cleaned.get("check_result") and "check_result" in cleaned:
            self._forget("day", "time")
            cleaned["moment"] = None
        return cleaned

    def _check_the_number(self, cleaned):
        if cleaned.get("check_number_from") == "":
            self.add_error("check_number_from", SAY_FROM)
        if cleaned.get("check_phone") == "":
            self.add_error("check_phone", SAY_NUMBER)
        elif rang_what_they_gave(cleaned.get("check_phone", ""), self.contact_given):
            self.add_error("check_phone", THEIR_NUMBER)

    def said(self):
        """The values of a `SaveCheck` by name, from a form that is valid."""
        names = ("check_result", "check_number_from", "check_phone")
        return {name: self.cleaned_data[name] for name in names} | {"checked_at": self.cleaned_data["moment"]}


def check_of(request):
    """With what the form of the check begins: what was found before, and never the contact they gave."""
    names = ("check_number_from", "check_phone", "check_result")
    return {name: getattr(request, name) for name in names} | moment_in_boxes(request.checked_at)


class ReplyForm(MomentFields):
    """What whoever asked was told or written. `shut` says for each kind that cannot be said yet what opens it."""

    field_order = ("kind", "words", "channel", *MOMENT)

    kind = look(
        forms.ChoiceField(
            label="What did you tell them?",
            choices=ReplyKind.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose what you told them"),
        ),
        missing="Choose what you told them",
    )
    words = look(
        Text(
            label="What did you say or write?",
            help_text="The words you used. Whoever may read this disclosure reads them",
            widget=forms.Textarea,
            limit=LONG,
        ),
        missing=SAY_TOLD,
        rows=4,
    )
    channel = look(
        forms.ChoiceField(
            label="How?",
            choices=Channel.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose how you told them"),
        ),
        missing="Choose how you told them",
        small=True,
    )

    def __init__(self, *args, shut=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.shut = {kind: " ".join(finding.sentence for finding in found) for kind, found in (shut or {}).items()}
        _ask_when(self, "When?")
        kind = self.fields["kind"]
        kind.look = replace(look_of(kind), hints={name: f"Not yet. {words}" for name, words in self.shut.items()})
        self.order_fields(self.field_order)

    def clean_kind(self):
        """Raises ValidationError with what opens a kind that cannot be said yet."""
        kind = self.cleaned_data["kind"]
        if kind in self.shut:
            raise forms.ValidationError(self.shut[kind])
        return kind

    def clean_words(self):
        if not has_word(self.cleaned_data["words"]):
            raise forms.ValidationError(SAY_TOLD)
        return self.cleaned_data["words"]

    def said(self):
        """The values of a `SayToRequester` by name, from a form that is valid."""
        names = ("kind", "words", "channel")
        return {name: self.cleaned_data[name] for name in names} | {"at": self.cleaned_data["moment"]}


def _ask_when(form, label):
    """The moment, asked in these words, its choices as small as those beside it."""
    when = form.fields["when"]
    when.label, when.look = label, replace(look_of(when), small=True)


def _seen(text):
    """The words on one line; nothing where none of them can be seen."""
    line = tidy_name(text)
    return "" if all(unicodedata.category(letter)[0] in "CMZ" for letter in line) else line
