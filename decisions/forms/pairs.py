"""Who gets what: how much of each item goes to each recipient, and why where it is not the whole (2.3)."""

from dataclasses import dataclass

from django import forms
from django.utils.text import Truncator

from decisions.enums import Extent
from decisions.forms.base import Reasoned, only_shown, words
from design_system.forms import look

IN_SHORT = 60
WHY_NOT_WHOLE = {Extent.REDACTED: "redacted", Extent.NOT: "left out"}


@dataclass(frozen=True)
class PairSeen:
    """One item for one recipient, in words, with what is stored."""

    pk: int
    item: str
    recipient: str
    extent: str
    reason: str

    @property
    def in_short(self):
        """The item, short enough for a sentence."""
        return Truncator(self.item).chars(IN_SHORT)


@dataclass(frozen=True)
class PairRow:
    """A line of the table: the pair and its two fields."""

    pair: PairSeen
    extent: forms.BoundField
    reason: forms.BoundField


def extent_name(pk):
    """The name of the field that says how much of a pair goes."""
    return f"pair-{pk}-extent"


def reason_name(pk):
    """The name of the field that says why a pair is not whole."""
    return f"pair-{pk}-reason"


class PairsForm(Reasoned):
    """Whole, redacted or left out, for each pair; a reason for each that is not whole."""

    def __init__(self, data=None, *, pairs, **options):
        super().__init__(data, **options)
        self.pairs = list(pairs)
        for pair in self.pairs:
            self.fields[extent_name(pair.pk)] = self._extent(pair)
            why = words(
                f"Why “{pair.in_short}” is redacted or left out for {pair.recipient}", size="hidden", limit=1000
            )
            why.initial = pair.reason
            self.fields[reason_name(pair.pk)] = why

    def clean(self):
        """Raises no error of its own: each stands at the reason that is missing."""
        for pair in self.pairs:
            extent = self.cleaned_data.get(extent_name(pair.pk))
            reason = self.cleaned_data.get(reason_name(pair.pk))
            if extent in WHY_NOT_WHOLE and reason is not None and not self.is_reason(reason):
                how = WHY_NOT_WHOLE[extent]
                said = f"Say why “{pair.in_short}” is {how} for {pair.recipient}, in a sentence"
                self.add_error(reason_name(pair.pk), self.asking(reason, said))
        return self.cleaned_data

    def cleaned_pairs(self):
        """What was chosen: (pair id, extent, reason) each."""
        names = [(pair.pk, extent_name(pair.pk), reason_name(pair.pk)) for pair in self.pairs]
        return tuple((pk, self.cleaned_data[extent], self.cleaned_data[reason]) for pk, extent, reason in names)

    def rows(self):
        """The lines of the table, item by item."""
        return [PairRow(pair, self[extent_name(pair.pk)], self[reason_name(pair.pk)]) for pair in self.pairs]

    @staticmethod
    def _extent(pair):
        choose = f"Choose how much of “{pair.in_short}” goes to {pair.recipient}"
        field = forms.ChoiceField(
            label=f"How much of “{pair.in_short}” goes to {pair.recipient}",
            choices=Extent.choices,
            initial=pair.extent,
            widget=forms.RadioSelect,
            error_messages=only_shown(choose),
        )
        return look(field, missing=choose, size="hidden", small=True)


def describe_pairs(names):
    """What the fields are called where the items may not be read: by their place on the page."""
    places = list(dict.fromkeys(name.rpartition("-")[0] for name in names))
    codes = {str(code): str(label) for code, label in Extent.choices}
    found = {}
    for name in names:
        pair, _, asked = name.rpartition("-")
        place = f"Line {places.index(pair) + 1}"
        found[name] = (f"{place}, how much", codes) if asked == "extent" else (f"{place}, why", {})
    return found
