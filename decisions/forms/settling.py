"""The approver's part: what is to be settled beside the author's answers, as a form built from its points."""

from dataclasses import dataclass

from django import forms

from decisions.forms.base import LONG, Reasoned, only_shown, words
from design_system.forms import look

CHOOSE = "Choose one of the answers shown"
WHY = "Write why, in a sentence: it stands beside the author\u2019s answer"


@dataclass(frozen=True)
class Point:
    """One thing that an approver settles: its code, whom it is about, and how it is asked.

    `choices` are pairs (code, label), none where a reason alone is asked for; `reason_label` is empty where a choice
    needs no words. `value` and `reason` are what is settled now, or what the answers suggest.
    """

    code: str
    person: int | None
    label: str
    hint: str = ""
    choices: tuple = ()
    reason_label: str = ""
    value: str = ""
    reason: str = ""
    as_list: bool = False
    needs_reason: bool = False

    @property
    def name(self):
        """The name of its field; that of its reason ends in "-why"."""
        return f"{self.code}-p{self.person}" if self.person else self.code


class SettleForm(Reasoned):
    """Every point that is open, or was settled and can be settled otherwise. Any of them may stay open."""

    def __init__(self, data=None, *, points, **options):
        super().__init__(data, **options)
        self.points = list(points)
        for point in self.points:
            if point.choices:
                self.fields[point.name] = _choice(point)
            if point.reason_label:
                hint = "" if point.choices else point.hint
                self.fields[f"{point.name}-why"] = words(
                    point.reason_label if point.choices else point.label, hint=hint, long=True, limit=LONG
                )
                self.fields[f"{point.name}-why"].initial = point.reason

    def clean(self):
        """Raises no error of its own: each stands at the reason that is missing."""
        for point in self.points:
            is_chosen, why = point.needs_reason and self.cleaned_data.get(point.name), f"{point.name}-why"
            if is_chosen and not self.is_reason(self.cleaned_data.get(why, "")):
                self.add_error(why, self.asking(self.cleaned_data.get(why, ""), WHY))
        return self.cleaned_data

    def settled(self):
        """What was typed: (code, person, value, reason) each."""
        said = self.cleaned_data
        return [
            (point.code, point.person, said.get(point.name, ""), said.get(f"{point.name}-why", ""))
            for point in self.points
        ]


def _choice(point):
    offered = [("", "Choose one"), *point.choices] if point.as_list else list(point.choices)
    made = forms.ChoiceField(
        label=point.label,
        help_text=point.hint,
        required=False,
        choices=offered,
        initial=point.value,
        widget=forms.Select if point.as_list else forms.RadioSelect,
        error_messages=only_shown(CHOOSE),
    )
    return look(made, **({} if point.as_list else {"small": True}))


def describe_points(names):
    """What the fields are called where nothing of the disclosure may be read: by their place on the page."""
    return {name: (f"What you settled, line {place}", {}) for place, name in enumerate(names, start=1)}
