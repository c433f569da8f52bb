"""The forms of what left in fact, and of what came back."""

from dataclasses import replace

from django import forms
from django.utils import timezone

from accounts.typed import fields_of
from audit import clock
from decisions.enums import Channel, Extent
from decisions.forms.base import LONG, Reasoned, Text, only_shown, words
from decisions.forms.moment import FIRST_DAY, MomentFields
from decisions.readiness import FULLNESS, difference
from design_system.forms import DateField, look, look_of

TO_GO, GONE = "0", "1"
HOW_MUCH = [(Extent.WHOLE, "Whole"), (Extent.REDACTED, "Redacted"), (Extent.NOT, "Not now")]
GONE_MUCH = [(Extent.WHOLE, "Whole"), (Extent.REDACTED, "Redacted"), (Extent.NOT, "Not shared")]
NOTHING = "Choose at least one item that is going"
NOTHING_GONE = "Choose what left, or say it in words"
WHY = "say why, in a sentence or more"
YES, NO = "yes", "no"
REACHED = "Did it reach whom it was meant for?"
HAS_LEFT = "It left on an earlier day, so it has already gone. Press \u201cRecord it as already gone\u201d: your words are kept"


class SharingForm(Reasoned, MomentFields):
    """A sharing that is still to go: how much of each pair that was decided, to whom, when, how, with what receipt.

    `rows` are (pair, words) of the pairs that are shown. A pair of the disclosure that was sent and not shown is kept
    in `extents` all the same, so that the gate can judge it.
    """

    to = look(Text(label="Given to", limit=200, help_text="Name and position"), missing="Say who received it")
    channel = look(
        forms.ChoiceField(
            label="How?",
            choices=Channel.choices,
            widget=forms.RadioSelect,
            error_messages=only_shown("Choose how it goes"),
        ),
        missing="Choose how it goes",
        small=True,
    )
    told_confidential = look(
        forms.BooleanField(label="I told them that it is confidential"),
        missing="Tell them that it is confidential, then tick",
        small=True,
    )
    receipt = words(
        "Receipt", hint="A reference, a name, or \u201casked, not yet had\u201d. It may come later.", limit=200
    )
    sent_by = words(
        "Who sent it, if it was not you?",
        hint="A colleague\u2019s name. Leave it empty if you send it yourself.",
        spellcheck=False,
    )
    deviation = words(
        "If something differs from what was approved: why?",
        hint="Leave it empty where nothing differs.",
        long=True,
        rows=2,
    )
    choices = HOW_MUCH
    has_left = False

    def __init__(self, data=None, *, rows, unshown=(), **options):
        super().__init__(data, **options)
        when = self.fields["when"]
        when.look = replace(look_of(when), small=True)  # as the other choices of the page
        self.rows = list(rows)
        for pair, text in self.rows:
            self.fields[self.name_of(pair)] = self.pair_field(pair, text)
        self.unshown = {
            pair.pk: data[self.name_of(pair)]
            for pair in unshown
            if data and data.get(self.name_of(pair)) in {Extent.WHOLE, Extent.REDACTED}
        }

    @staticmethod
    def name_of(pair):
        """What the field of a pair is called."""
        return f"pair-{pair.pk}"

    def pair_field(self, pair, text):
        """How much of one item goes to one recipient: never more than was decided, where it is still to go."""
        return look(
            forms.ChoiceField(
                label=f"How much of {text}",
                choices=[choice for choice in self.choices if self.is_open(choice[0], pair)],
                widget=forms.RadioSelect,
                initial=self.first_choice(pair),
                error_messages=only_shown(f"Choose how much of {text}"),
            ),
            missing=f"Choose how much of {text}",
            size="",
            small=True,
        )

    def is_open(self, extent, pair):
        return FULLNESS[extent] <= FULLNESS[pair.decided]

    def first_choice(self, pair):
        return pair.decided

    def clean(self):
        cleaned = super().clean()
        self.extents = self.unshown | {
            pair.pk: cleaned[self.name_of(pair)] for pair, _text in self.rows if self.name_of(pair) in cleaned
        }
        if not self.errors:
            self.check_whole(cleaned)
        return cleaned

    def check_whole(self, cleaned):
        """What only all fields together show."""
        if timezone.localdate(cleaned["moment"]) < clock.today():
            self.has_left = True
            self.add_error("day", HAS_LEFT)
        if all(extent == Extent.NOT for extent in self.extents.values()):
            self.add_error(None, NOTHING)
        decided = {pair.pk: pair.decided for pair, _text in self.rows}
        if any(extent == Extent.REDACTED != decided.get(pk, extent) for pk, extent in self.extents.items()):
            self.need_reason(["Redacted more than was approved"])

    def need_reason(self, differences):
        """Ask for the reason of a difference, unless it is given. Each is a sentence without its stop."""
        try:
            self.sentence(self.cleaned_data["deviation"], f"{'. '.join(differences)}: {WHY}")
        except forms.ValidationError as refused:
            self.add_error("deviation", refused)

    def differences(self):
        """Name of a pair's field -> what is chosen beside what was decided, in words; empty where it is the same."""
        return {
            name: difference(pair.decided, chosen)
            for pair, _text in self.rows
            for name in [self.name_of(pair)]
            if (chosen := self[name].value()) in FULLNESS
        }

    def cleaned_sharing(self):
        """What `RecordSharing` takes."""
        names = ("to", "channel", "told_confidential", "deviation", "receipt", "sent_by")
        return {name: self.cleaned_data[name] for name in names} | {
            "left_at": self.cleaned_data["moment"],
            "extents": self.extents,
        }


class GoneForm(SharingForm):
    """A sharing that has happened already: every pair of the disclosure, and words for what is not on the list.

    `judge` tells the differences from what was decided: judge(extents, left_at, what, astray=) -> sentences.
    """

    field_order = ["what"]
    choices = GONE_MUCH
    reached = look(
        forms.ChoiceField(
            label=REACHED,
            choices=[(YES, "Yes"), (NO, "No, it reached another person or place")],
            widget=forms.RadioSelect,
            error_messages=only_shown("Say whether it reached whom it was meant for"),
        ),
        missing="Say whether it reached whom it was meant for",
        small=True,
        reveals={NO: ("instead",)},
    )
    instead = words("Whom, or what place, did it reach?", hint="As much as you know", limit=200, spellcheck=False)
    what = words(
        "Did something leave that is not on the list?", hint="Describe it. Leave empty if not.", long=True, rows=2
    )

    def __init__(self, *args, judge, gone=(), **options):
        self.judge, self.gone = judge, set(gone)
        super().__init__(*args, **options)
        self.fields["to"].label, self.fields["to"].help_text = "Meant for", "Name and position, as much as you know"
        self.fields["to"].error_messages["required"] = "Say for whom it was meant"
        self.fields["sent_by"].help_text = "A colleague\u2019s name. Leave it empty if you sent it yourself."
        self.fields["channel"].error_messages["required"] = "Choose how it went"
        self.fields["told_confidential"].required = False
        self.fields["when"].initial = None

    def is_open(self, extent, pair):
        return True

    def first_choice(self, pair):
        return Extent.NOT if pair.pk in self.gone else (pair.decided or Extent.NOT)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reached") != NO:  # what stands under the answer that was not chosen
            self._forget("instead")
            cleaned["instead"] = ""
        elif "instead" not in self.errors and not cleaned["instead"].strip():
            self.add_error("instead", "Say whom or what place it reached, as much as you know")
        return cleaned

    def check_whole(self, cleaned):
        left = {pk: extent for pk, extent in self.extents.items() if extent != Extent.NOT}
        if not left and not cleaned["what"].strip():
            self.add_error("what", NOTHING_GONE)
            return
        found = self.judge(self.extents, cleaned["moment"], cleaned["what"].strip(), astray=cleaned["reached"] == NO)
        decided = {pair.pk: pair.decided for pair, _text in self.rows}
        if any(extent == Extent.REDACTED and decided[pk] == Extent.WHOLE for pk, extent in left.items()):
            found = [*found, "Redacted more than was approved"]
        if found:
            self.need_reason(found)

    def cleaned_sharing(self):
        said = super().cleaned_sharing() | {"what": self.cleaned_data["what"].strip(), "gone": True}
        instead = self.cleaned_data["instead"].strip()
        return said | {"to": instead, "meant_for": said["to"]} if instead else said


class AnswerForm(forms.Form):
    """A receipt, or the recipient's answer, that came after a sharing (2.2)."""

    receipt = words("Receipt", hint="A reference or a name", limit=200)
    receipt_on = DateField(
        label="When did the receipt come?",
        noun="day of the receipt",
        required=False,
        help_text="For example, 24 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    answer = words("What did they answer?", hint="What they will do, or why not", long=True)
    answer_on = DateField(
        label="When did the answer come?",
        noun="day of the answer",
        required=False,
        help_text="For example, 27 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )

    def clean(self):
        cleaned = super().clean()
        for words_of, day_of, missing in (
            ("receipt", "receipt_on", "Say what the receipt is"),
            ("answer", "answer_on", "Say what they answered"),
        ):
            if cleaned.get(day_of) and words_of in cleaned and not cleaned[words_of]:
                self.add_error(words_of, missing)
        if not self.errors and not (cleaned["receipt"] or cleaned["answer"]):
            self.add_error("receipt", "Give the receipt or the answer that came")
        return cleaned


class IncidentForm(Reasoned, MomentFields):
    """Something went otherwise than decided: what, and when it happened."""

    field_order = ["what"]
    what = look(
        Text(
            label="What went wrong?", widget=forms.Textarea, limit=LONG, help_text="Who got what, as much as you know"
        ),
        missing="Say what went wrong, in a sentence or more",
        rows=4,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["when"].label = "When did it happen?"

    def clean_what(self):
        return self.sentence(self.cleaned_data["what"], "Say what went wrong, in a sentence or more")


def _told(label, missing, hint=""):
    return look(Text(label=label, widget=forms.Textarea, limit=1000, help_text=hint), missing=missing, rows=3)


class EndIncidentForm(Reasoned):
    """How an incident ended: what was done, and whether the person and the regulator were told, or why not."""

    done = _told("What was done about it?", "Say what was done about it, in a sentence or more")
    person = _told("Was the person told, or why not?", "Say whether the person was told, or why not")
    reported = _told(
        "Was it reported to the regulator, or why not?",
        "Say whether it was reported, or why not",
        "The Information Commissioner, within 72 hours, unless a risk is unlikely",
    )

    def _sentence(self, name):
        return self.sentence(self.cleaned_data[name], self.fields[name].error_messages["required"])

    def clean_done(self):
        return self._sentence("done")

    def clean_person(self):
        return self._sentence("person")

    def clean_reported(self):
        return self._sentence("reported")

    def ending(self):
        """All three in one text, as it is kept."""
        return "\n".join(
            f"{self.fields[name].label} {self.cleaned_data[name]}" for name in ("done", "person", "reported")
        )


def describe_sharing(names):
    """What the fields of a sharing are called where nothing of the disclosure may be read: the pairs by their place."""
    pairs = [name for name in names if name.startswith("pair-")]
    rows = {name: (f"How much of item {number}", dict(GONE_MUCH)) for number, name in enumerate(pairs, 1)}
    page = {"gone": ("Is it still to go, or has it gone?", {TO_GO: "Still to go", GONE: "Gone"})}
    return fields_of(GoneForm)(names) | rows | {name: said for name, said in page.items() if name in names}
