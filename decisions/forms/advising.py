"""The form of the adviser's part."""

from django import forms

from audit import clock
from decisions.enums import Considered, Controllers
from decisions.forms.base import FIRST_DAY, SHORT, only_shown, words
from design_system.forms import DateField, look

CHOOSE = "Choose one of the answers shown"


def _one_of(label, choices, hint=""):
    made = forms.ChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages=only_shown(CHOOSE),
    )
    return look(made, small=True)


class AdviserForm(forms.Form):
    """What the Information Commissioner's forms ask beside the policy's questions. Any of it may stay blank."""

    controllers = _one_of("How do we and they stand to each other?", Controllers.choices)
    agreement = words("Agreement on sharing, and its reference", hint="Where there is one", limit=SHORT)
    agreed_on = DateField(
        label="Date of the agreement",
        required=False,
        noun="date of the agreement",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    assessment = _one_of(
        "Was an assessment of the impact on data protection considered?",
        Considered.choices,
        "Called a DPIA. It is needed where the risk is likely to be high.",
    )
    assessment_why = words("Why, or why not, and what came of it?", long=True)
    view = words("Your view as adviser", long=True)
    retention = words("How long do they keep it, and how is it destroyed?", long=True)
    rights = words("How are the rights of the people it is about met?", long=True)
    intervals = words(
        "When, or how often, is it shared and looked at again?", hint="For example, once, or every half-term", limit=200
    )
