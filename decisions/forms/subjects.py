"""Who is the same person as in another disclosure: nothing to type, one of the buttons of the page."""

from django import forms

SAME, OTHER = "same", "other"
JOIN, JOIN_ALL, PART = "join", "all", "part"


class SameForm(forms.Form):
    """The author's answer: one of two buttons."""

    answer = forms.ChoiceField(
        label="Is this the same person?", choices=[(SAME, "Yes, the same person"), (OTHER, "No, somebody else")]
    )


class JoinForm(forms.Form):
    """The adviser's button: "part-12", "join-12-34" (a person of this disclosure and one of another), or "all-12"."""

    do = forms.RegexField(r"^((part|all)-[0-9]{1,18}|join-[0-9]{1,18}-[0-9]{1,18})\Z", label="Join or part")

    def clean_do(self):
        """What to do, and the numbers of the rows."""
        name, *pks = self.cleaned_data["do"].split("-")
        return name, [int(pk) for pk in pks]
