"""What a story of the demonstration is made of: plain data, so that a page of stories reads like a page of them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from decisions.demo.days import minutes
from decisions.enums import Extent, Ground, ItemCategory, PersonKind, RequestWay

AUTHOR, HEAD, CLOCK = "author", "head", "clock"
# From one saved page of a draft to the next.
PAGE_TAKES = 2

# Answers that open the gates; question 8 is answered "no", which is the answer that supports sharing.
USUAL = {
    "consent-held": "yes",
    "sensitive": "yes",
    "consent-needed": "yes",
    "duty-or-power": "power",
    "risk-of-asking-or-telling": "safe",
    "consent-understood": "yes",
    "more-harm-than-good": "no",
    "how-much": "items",
    "fact-and-opinion": "yes",
    "check-source": "no",
    "right-person": "yes",
    "secure-way": "yes",
    "knows-confidential": "yes",
}
# Where nobody was asked, because a child is to be protected and the law lets the school share.
PROTECTING = {
    "consent-held": "not-asked",
    "consent-needed": "no",
    "duty-or-power": "power",
    "risk-of-asking-or-telling": "tell-only",
    "consent-understood": "",
}
# What is said beside an answer, where the story says nothing else.
BESIDE = {
    "sensitive": {"classes": ["child-protection"], "perhaps": ["not-known"]},
    "consent-needed": {"why": "other-basis"},
    "risk-of-asking-or-telling": {
        "ask_ground": "harm",
        "ask_why": "Somebody at home could put pressure on the child before help is there.",
    },
    "more-harm-than-good": {
        "harm_if_shared": "The family may feel watched for a while.",
        "harm_if_not_shared": "Help would come later, or not at all.",
    },
    "how-much": {"is_accurate": True},
    "right-person": {"how": "rang"},
    "secure-way": {"way": "secure-email"},
    "what-they-will-do": {"chosen": ["service", "other"], "onward": "no"},
}


@dataclass(frozen=True)
class Child:
    """A pupil, by the year group of the academic year in which the demonstration is made."""

    name: str
    month: int
    day: int
    year_group: int

    def born(self, this_year):
        """The day of birth that fits the year group in the academic year that began in `this_year`."""
        return datetime.date(this_year - self.year_group - (5 if self.month >= 9 else 4), self.month, self.day)

    def relation(self, years_ago):
        """Who they were to the school, `years_ago` academic years back."""
        group = self.year_group - years_ago
        return f"Pupil, year {group}" if group else "Pupil, reception"


@dataclass(frozen=True)
class Adult:
    """Somebody who is told or not (a parent or carer), or only mentioned."""

    name: str
    relation: str
    kind: PersonKind = PersonKind.CARER


@dataclass(frozen=True)
class Item:
    """A piece of information that is to be shared."""

    description: str
    category: ItemCategory
    source: str


@dataclass(frozen=True)
class To:
    """A recipient: the agency, a person there, and what they will do with it (question 15)."""

    agency: str
    name: str
    position: str
    will: str


@dataclass(frozen=True)
class Less:
    """An item (by its place) that a recipient (by its place) is given redacted or not at all, and why."""

    item: int
    recipient: int
    extent: Extent
    reason: str


@dataclass(frozen=True)
class Emergency:
    """What was said when it could not wait. `ago` are the minutes between the call and its record."""

    to: str
    what: str
    phone: str
    ago: int
    ground: Ground = Ground.DANGER
    not_told: str = ""


@dataclass(frozen=True)
class Asked:
    """What an authority asked of a school. `agency` is one of the trust's list, `authority` the name of any other.

    `reply_within` are working days (None: they named no day); without a `power` they named none.
    """

    words: str
    why: str
    asked_by: str
    position: str
    contact_given: str
    agency: str = ""
    authority: str = ""
    their_reference: str = ""
    power: str = ""
    reply_within: int | None = None
    received_how: RequestWay = RequestWay.PHONE


@dataclass(frozen=True)
class Step:
    """One action in the life of a disclosure: how many working days after its start, when, what, who, with what."""

    day: int
    at: int
    action: str
    by: str = AUTHOR
    data: Callable | None = None


@dataclass(frozen=True)
class Story:
    """One disclosure: begun `ago` working days ago at a time by an author of a school, and what became of it.

    `whose` says more on question 1, of whoever it is about, and `how_much` on question 9; `beside` is what is said beside
    answers, where it is not the usual. A story with an `emergency` begins with it, and its pages are
    filled afterwards; one that was `asked` for begins with what was asked. `filled` is how many pages of the draft were saved (None: all of them).
    """

    school: str
    ago: int
    at: str
    author: str
    purpose: str
    benefit: str
    about: tuple = ()
    others: tuple = ()
    items: tuple = ()
    to: tuple = ()
    less: tuple = ()
    whose: str = ""
    how_much: str = ""
    answers: dict = field(default_factory=dict)
    beside: dict = field(default_factory=dict)
    life: tuple = ()
    emergency: Emergency | None = None
    asked: Asked | None = None
    filled: int | None = None

    @property
    def starts_at(self):
        """Minutes after midnight at which it was begun."""
        return minutes(self.at)

    @property
    def length(self):
        """How many working days it lasted."""
        return max((step.day for step in self.life), default=0)
