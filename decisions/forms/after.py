"""The form of questions 16 and 17: who knows, and where it is recorded (3.4)."""

from django import forms

from audit import clock
from checklist.sharing_gates import NOT_REACHED, NOT_TOLD, TOLD
from decisions.enums import NotToldGround
from decisions.forms.base import only_shown, words
from decisions.forms.moment import FIRST_DAY
from decisions.forms.plan import described_by_place, in_a_year
from design_system.forms import DateField, leave_out, look

# The fields that each answer to question 16 opens; the others are not read.
OPENS = {TOLD: ("on", "how", "by"), NOT_REACHED: ("try",), NOT_TOLD: ("ground", "review")}
MISSING = {
    "on": "Say when {name} was told",
    "how": "Say how {name} was told",
    "by": "Say who told {name}",
    "try": "Say when somebody tries again to reach {name}",
    "ground": "Say why {name} is not told",
    "review": "Say when telling {name} is looked at again",
}


class AfterForm(forms.Form):
    """Question 16 for each person, with what its answer needs, and question 17. Anything may stay blank for now.

    `people` are pairs (key, name); `aware` and `recorded` the questions, of `total` in all; `recorded` is None where
    question 17 is not asked again. Delay is no ground not to tell.
    """

    def __init__(self, data=None, *, people, aware, recorded, total, initial=None):
        super().__init__(data, initial=initial)
        self.people, self.total = list(people), total
        for key, name in self.people:
            self._add_person(key, name, aware)
        if recorded is not None:
            self._add_recorded(recorded)

    def _add_recorded(self, recorded):
        self.fields["recorded"] = look(
            forms.ChoiceField(
                label=recorded.wording,
                help_text=recorded.hint,
                required=False,
                choices=[(choice.code, choice.label) for choice in recorded.choices.all()],
                widget=forms.RadioSelect,
                error_messages=only_shown("Choose one of the answers shown"),
            ),
            above=f"Question {recorded.number} of {self.total}",
            size="m",
            heading=2,
            small=True,
            reveals={TOLD: ("case_system", "case_reference")},
        )
        self.fields["case_system"] = words("In which system?", hint="For example, CPOMS or MyConcern", limit=80)
        self.fields["case_reference"] = words("Under which reference?", limit=80, spellcheck=False, width="20")

    def _add_person(self, key, name, aware):
        self.fields[f"{key}-value"] = look(
            forms.ChoiceField(
                label=name,
                required=False,
                choices=[(choice.code, choice.label) for choice in aware.choices.all()],
                widget=forms.RadioSelect,
                error_messages=only_shown("Choose one of the answers shown"),
            ),
            small=True,
            reveals={value: tuple(f"{key}-{field}" for field in fields) for value, fields in OPENS.items()},
        )
        self.fields[f"{key}-on"] = _day("When were they told?", f"day on which {name} was told", clock.today)
        self.fields[f"{key}-how"] = words("How?", hint="For example, in person, with her mother", limit=200)
        self.fields[f"{key}-by"] = words("By whom?", hint="It may be somebody of another agency", spellcheck=False)
        self.fields[f"{key}-try"] = _day("When does somebody try again?", f"day to try {name} again", in_a_year)
        self.fields[f"{key}-ground"] = look(
            forms.ChoiceField(
                label="Why are they not told?",
                required=False,
                choices=NotToldGround.choices,
                widget=forms.RadioSelect,
                error_messages=only_shown(f"Say why {name} is not told"),
            ),
            small=True,
        )
        self.fields[f"{key}-review"] = _day("When is this looked at again?", f"day to look at {name} again", in_a_year)

    def clean(self):
        cleaned = super().clean()
        for key, name in self.people:
            opened = OPENS.get(cleaned.get(f"{key}-value"), ())
            for field, missing in MISSING.items():
                full = f"{key}-{field}"
                if field not in opened:
                    leave_out(self, **{full: None})
                elif full not in self.errors and not cleaned.get(full):
                    self.add_error(full, missing.format(name=name))
        if "recorded" in self.fields:
            self._clean_recorded(cleaned)
        return cleaned

    def _clean_recorded(self, cleaned):
        if cleaned.get("recorded") != TOLD:
            leave_out(self, case_system="", case_reference="")
            return
        for field, missing in (
            ("case_system", "Say in which system it is recorded"),
            ("case_reference", "Give the reference under which it is recorded"),
        ):
            if field not in self.errors and not cleaned[field]:
                self.add_error(field, missing)

    def cleaned_people(self):
        """For each person (key, what `Told` takes besides the id)."""
        value = self.cleaned_data
        return [
            (
                key,
                {
                    "value": value[f"{key}-value"],
                    "aware_on": value[f"{key}-on"],
                    "aware_how": value[f"{key}-how"] or "",
                    "aware_by": value[f"{key}-by"] or "",
                    "not_told_ground": value[f"{key}-ground"] or "",
                    "not_told_review_on": value[f"{key}-try"] or value[f"{key}-review"],
                },
            )
            for key, _name in self.people
        ]


def _day(label, noun, latest):
    return DateField(
        label=label,
        noun=noun,
        required=False,
        help_text="For example, 30 11 2026",
        earliest=FIRST_DAY,
        latest=latest,
    )


CARD = {
    "value": (
        "Do they know?",
        {TOLD: "Yes", "not-yet": "Not yet", NOT_REACHED: "Could not be reached", NOT_TOLD: "No"},
    ),
    "on": ("When were they told?", {}),
    "how": ("How?", {}),
    "by": ("By whom?", {}),
    "try": ("When does somebody try again?", {}),
    "ground": ("Why are they not told?", dict(NotToldGround.choices)),
    "review": ("When is this looked at again?", {}),
}
WHOLE = {
    "recorded": ("Is it recorded?", {TOLD: "Yes", "no": "No"}),
    "case_system": ("In which system?", {}),
    "case_reference": ("Under which reference?", {}),
}


def describe_after(names):
    """What the fields of questions 16 and 17 are called where nobody's name may be read."""
    return described_by_place(names, CARD) | {name: said for name, said in WHOLE.items() if name in names}
