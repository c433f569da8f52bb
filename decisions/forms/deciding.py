"""The forms of a decision: an approver's words."""

from django import forms

from decisions.forms.base import LONG, Reasoned, Text, words
from design_system.forms import look


class DecisionForm(Reasoned):
    """An approver's reason, in a sentence or more (2.9)."""

    reason = look(
        Text(
            label="Your reason",
            widget=forms.Textarea,
            help_text="The author and the adviser read it; the family may ask for it. Trustees see that there is one.",
            limit=LONG,
        ),
        missing="Give your reason in a sentence or more",
        rows=5,
    )

    def clean_reason(self):
        return self.sentence(self.cleaned_data["reason"], "Give your reason in a sentence or more")


class ReturnForm(DecisionForm):
    """What has to be mended, so that the author need not guess."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What needs to be mended?"


class AdviceForm(DecisionForm):
    """Advice to somebody who has a duty of their own to share."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Your advice"


class LearningForm(DecisionForm):
    """What there is to learn from a sharing that could not be put off."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What is there to learn, and for whom?"


class RejectForm(DecisionForm):
    """A rejection says how the child's welfare is looked after instead (2.1)."""

    instead = look(
        Text(
            label="How is the child\u2019s welfare looked after instead?",
            widget=forms.Textarea,
            help_text="Policy 2.1: welfare is the prime consideration in every decision, also in this one.",
            limit=LONG,
        ),
        missing="Say how the child is helped instead",
        rows=3,
    )
    would_change = words(
        "What would change your decision? (optional)",
        hint="For example, a court order, or consent from the right person",
        long=True,
    )

    def clean_instead(self):
        return self.sentence(self.cleaned_data["instead"], "Say how the child is helped instead")
