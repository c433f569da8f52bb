"""The forms of the plan of paragraph 4.2: who is told what, and what came of it."""

import datetime

from django import forms

from audit import clock
from decisions.forms.base import LONG, Reasoned, Text, only_shown, words
from design_system.forms import DateField, leave_out, look

TELL, NOT_NOW = "tell", "not-now"
NO_CARER = "no_carer"
WHY_NO_CARER = "Why is no parent or carer told?"
NO_CARER_HINT = "Nobody is named as parent or carer. The plan can be signed when this says why."
SAY_NO_CARER = "Say why no parent or carer is told, in a sentence or more"
FIRST_DAY = datetime.date(2000, 1, 1)
A_YEAR = datetime.timedelta(days=366)


def in_a_year():
    """The last day for which anybody plans here."""
    return clock.today() + A_YEAR


class PlanForm(Reasoned):
    """One card for each person and recipient: tell, or do not tell for now; who does it, by when, what is said.

    `told` are pairs (key, name); `initial` has the stored step of each key under the field names. A card that is left
    blank is not saved, and a plan that lacks one cannot be signed. `without_carer` asks why no parent or carer is told.
    """

    def __init__(self, data=None, *, told, without_carer=False, **options):
        super().__init__(data, **options)
        self.told = list(told)
        for key, name in self.told:
            self._add_card(key, name)
        if without_carer:
            self.fields[NO_CARER] = words(WHY_NO_CARER, hint=NO_CARER_HINT, long=True, rows=3)

    def _add_card(self, key, name):
        self.fields[f"{key}-tell"] = look(
            forms.ChoiceField(
                label=f"What is planned for {name}?",
                required=False,
                choices=[(TELL, "Tell"), (NOT_NOW, "Do not tell, for now")],
                widget=forms.RadioSelect,
                error_messages=only_shown(f"Say whether {name} is told"),
            ),
            small=True,
            reveals={TELL: (f"{key}-said", f"{key}-by"), NOT_NOW: (f"{key}-why", f"{key}-again")},
        )
        self.fields[f"{key}-said"] = words("What will be said, and how", long=True, rows=2)
        self.fields[f"{key}-by"] = self._day("By when", f"day for {name}")
        self.fields[f"{key}-why"] = words("Why not, and what is said if they ask", long=True, rows=2)
        self.fields[f"{key}-again"] = self._day("Look at it again on", f"day to look at {name} again")
        self.fields[f"{key}-who"] = words("Who does it", spellcheck=False)

    @staticmethod
    def _day(label, noun):
        return DateField(
            label=label,
            noun=noun,
            required=False,
            help_text="For example, 30 11 2026",
            earliest=FIRST_DAY,
            latest=in_a_year,
        )

    def clean(self):
        cleaned = super().clean()
        for key, name in self.told:
            chosen = cleaned.get(f"{key}-tell")
            if chosen == TELL:
                leave_out(self, **{f"{key}-why": "", f"{key}-again": None})
            elif chosen == NOT_NOW:
                leave_out(self, **{f"{key}-said": "", f"{key}-by": None})
            if chosen:
                self._check(key, name, chosen)
            elif f"{key}-tell" not in self.errors and any(
                cleaned.get(f"{key}-{field}") for field in ("said", "by", "why", "again", "who")
            ):
                self.add_error(f"{key}-tell", f"Say whether {name} is told")
        return cleaned

    def clean_no_carer(self):
        """Why no parent or carer is told: blank for now, or words that can be read later as a reason."""
        text = self.cleaned_data[NO_CARER]
        return self.sentence(text, SAY_NO_CARER) if text.strip() else ""

    def _check(self, key, name, chosen):
        day, text = ("by", "said") if chosen == TELL else ("again", "why")
        if f"{key}-{text}" not in self.errors and chosen == NOT_NOW:
            try:
                self.sentence(self.cleaned_data[f"{key}-why"], f"Say why {name} is not told")
            except forms.ValidationError as refused:
                self.add_error(f"{key}-why", refused)
        if f"{key}-{day}" not in self.errors and self.cleaned_data[f"{key}-{day}"] is None:
            when = f"by when {name} is told" if chosen == TELL else f"when {name} is looked at again"
            self.add_error(f"{key}-{day}", f"Say {when}")
        if f"{key}-who" not in self.errors and not self.cleaned_data[f"{key}-who"]:
            who = f"tells {name}" if chosen == TELL else f"answers if {name} asks"
            self.add_error(f"{key}-who", f"Say who {who}")

    def cleaned_steps(self):
        """What was planned: (key, whether they are told, words, who, day) for each card that is not blank."""
        steps = []
        for key, _name in self.told:
            chosen = self.cleaned_data[f"{key}-tell"]
            if chosen:
                text, day = ("said", "by") if chosen == TELL else ("why", "again")
                value = self.cleaned_data
                steps.append((key, chosen == TELL, value[f"{key}-{text}"], value[f"{key}-who"], value[f"{key}-{day}"]))
        return steps

    def cards(self):
        """Key -> the fields of its card that stand outside the radios."""
        return {key: {"tell": self[f"{key}-tell"], "who": self[f"{key}-who"]} for key, _name in self.told}


class StepDoneForm(Reasoned):
    """What came of a step of the plan."""

    outcome = look(
        Text(label="What came of it?", widget=forms.Textarea, limit=LONG),
        missing="Say what came of it, in a sentence or more",
        rows=3,
    )

    def clean_outcome(self):
        return self.sentence(self.cleaned_data["outcome"], "Say what came of it, in a sentence or more")


CARD = {
    "tell": ("What is planned", {TELL: "Tell", NOT_NOW: "Do not tell, for now"}),
    "said": ("What will be said, and how", {}),
    "by": ("By when", {}),
    "why": ("Why not, and what is said if they ask", {}),
    "again": ("Look at it again on", {}),
    "who": ("Who does it", {}),
}


def describe_plan(names):
    """What the fields of a plan are called where nobody's name may be read: by their place on the page."""
    whole = {NO_CARER: (WHY_NO_CARER, {})} if NO_CARER in names else {}
    return described_by_place(names, CARD) | whole


def described_by_place(names, card):
    """Name -> (label, codes) for fields called key-field: "Card 2: By when (day)"."""
    places, found = {}, {}
    for name in names:
        key, _, field = name.partition("-")
        field, _, box = field.partition("_")
        if field in card:
            place = places.setdefault(key, len(places) + 1)
            label, codes = card[field]
            found[name] = (f"Card {place}: {label}" + (f" ({box})" if box else ""), codes)
    return found
