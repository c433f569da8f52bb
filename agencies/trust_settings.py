"""What only the trust can decide (every [S ...] of the rules that is read so far): each setting, its bounds and its default.

The rules and the pages read `TrustSettings`, plain values. What stands in the database is text by the setting's permanent
code; where a line is missing, or says what its bounds do not allow, the default holds: nothing ever fails on a setting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Func, JSONField, Subquery

from agencies.models import AgencyCategory, Setting

HEADTEACHER, ADVISER = "headteacher", "adviser"


@dataclass(frozen=True)
class Number:
    """A setting that is a whole number from `least` to `most`, counted in `unit`."""

    code: str
    label: str
    hint: str
    default: int
    least: int
    most: int
    unit: str

    def read(self, text):
        """The number that stands there; the default where it is none, or outside its bounds."""
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(self.most))
        return int(text) if is_number and self.least <= int(text) <= self.most else self.default

    def text(self, value):
        """As it is stored."""
        return str(value)

    def words(self, value):
        """As it is read on a page."""
        return f"{value} {self.unit}"


@dataclass(frozen=True)
class One:
    """A setting that is one of its choices, pairs (code, label)."""

    code: str
    label: str
    hint: str
    default: str
    choices: tuple

    def read(self, text):
        """The choice that stands there; the default where it is none of them."""
        return text if text in dict(self.choices) else self.default

    def text(self, value):
        """As it is stored."""
        return value

    def words(self, value):
        """As it is read on a page."""
        return dict(self.choices)[value]


@dataclass(frozen=True)
class Several:
    """A setting that is some of its choices, one at least, stored in their order with commas between."""

    code: str
    label: str
    hint: str
    default: frozenset
    choices: tuple

    def read(self, text):
        """The choices that stand there; the default where there is none, or one that is not offered."""
        chosen = frozenset(text.split(","))
        return chosen if chosen <= dict(self.choices).keys() else self.default

    def text(self, value):
        """As it is stored."""
        return ",".join(code for code, _label in self.choices if code in value)

    def words(self, value):
        """As it is read on a page."""
        return ", ".join(str(label) for code, label in self.choices if code in value)


KNOWN = (
    Number(
        "min_reason",
        "How long is a reason, at least?",
        "Wherever somebody has to account for something: shorter words are asked for again.",
        15, 1, 200, "characters",
    ),
    Number(
        "small_group",
        "Below how many people is a group small?",
        "Where nobody is named, people in a smaller group could still be recognised, so the adviser decides.",
        10, 2, 100, "people",
    ),
    Number(
        "ask_child",
        "From what age is a young person asked themselves?",
        "From this age on, a parent\u2019s consent alone brings up the question whether the young person was asked.",
        12, 0, 18, "years",
    ),
    Number(
        "verify_fresh",
        "How long does a check of the right person last?",
        "After so many school days, whoever receives it is checked again before anything leaves.",
        20, 1, 60, "school days",
    ),
    Number(
        "approval_valid",
        "How long may something be shared after it was approved?",
        "After so many school days an approval lapses. What is approved already keeps the days that it was given.",
        10, 1, 60, "school days",
    ),
    Several(
        "adviser_categories",
        "Whose requests does the adviser decide, and not the headteacher?",
        "A request by anybody who is not on the list of organisations is always the adviser\u2019s.",
        frozenset({"court", "police", "solicitor", "immigration", "benefits", "press", "research", "commercial"}),
        tuple(AgencyCategory.choices),
    ),
    One(
        "unsure_goes_to",
        "Who decides where the author is not sure of the law, of consent or of harm?",
        "The headteacher settles it or refers it to the adviser.",
        HEADTEACHER,
        ((HEADTEACHER, "The headteacher"), (ADVISER, "The Data Protection Adviser")),
    ),
    Number(
        "not_told_review",
        "When is it looked at again that somebody is not told?",
        "The day that stands on the form at first; whoever fills it in may choose another.",
        4, 1, 12, "weeks",
    ),
)  # fmt: skip


BY_CODE = {one.code: one for one in KNOWN}
DEFAULT = {one.code: one.default for one in KNOWN}


@dataclass(frozen=True)
class TrustSettings:
    """Every setting as it holds now; without arguments, the defaults."""

    min_reason: int = DEFAULT["min_reason"]
    small_group: int = DEFAULT["small_group"]
    ask_child: int = DEFAULT["ask_child"]
    verify_fresh: int = DEFAULT["verify_fresh"]
    approval_valid: int = DEFAULT["approval_valid"]
    adviser_categories: frozenset = DEFAULT["adviser_categories"]
    unsure_goes_to: str = DEFAULT["unsure_goes_to"]
    not_told_review: int = DEFAULT["not_told_review"]

    def look_again_on(self, today):
        """The day that a form offers for looking again at somebody who is not told."""
        return today + timedelta(weeks=self.not_told_review)


def understood(kept: Mapping | None) -> TrustSettings:
    """The settings from what is kept, {code: text}; nothing kept, or something odd, is the default."""
    kept = kept if isinstance(kept, Mapping) else {}
    return TrustSettings(**{one.code: one.read(str(kept.get(one.code, ""))) for one in KNOWN})


def trust_settings() -> TrustSettings:
    """The settings as they hold now. One statement; a disclosure brings them along (`kept_settings`)."""
    return understood(dict(Setting.objects.values_list("code", "value")))


class _Together(Func):
    """Every code with its value, as one value of JSON; nothing where no line is there."""

    function = "JSONB_OBJECT_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **extra):
        """The same on SQLite."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_OBJECT", **extra)


def kept_settings():
    """What is kept as one column of a statement that is made anyway, for `understood`."""
    return Subquery(Setting.objects.order_by().values(together=_Together("code", "value")), output_field=JSONField())
