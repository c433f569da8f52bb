"""The gates after a decision: what must hold before information leaves (G3) and before a disclosure is closed (G4).

Pure functions over plain values, like `checklist.gates`. G3 looks forward only: what has already left is always
recordable, whatever these say (rules, sections 1 and 6).
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from checklist.findings import BESIDE, BLOCK, SHARING_PAGE, WARN, Finding

PLAN_PAGE, AFTER_PAGE = "plan", "after"
DISCLOSURE_PAGE, INCIDENTS, REPLY_PAGE = "disclosure", "incidents", "reply"
TOLD, NOT_YET, NOT_REACHED, NOT_TOLD = "yes", "not-yet", "not-reached", "no"
# The questions after sharing, as the policy of December 2015 numbers them.
NUMBERS_AFTER = MappingProxyType({"person-aware": 16, "recorded": 17})


PLAN_INCOMPLETE = Finding(
    "PLAN.INCOMPLETE", 3, BLOCK, "Say for each person whether they are told, and by whom.", PLAN_PAGE
)

NOTHING_GONE = Finding("ITEMS.NONE", 3, BLOCK, "Choose what left, or say it in words.", SHARING_PAGE)

NOBODY_TO_LOOK_AT = Finding(
    "Q16.CLOSED", 4, BLOCK, "It is closed, and nobody is left to be looked at again.", DISCLOSURE_PAGE
)
ONLY_REVIEWS = Finding("Q16.CLOSED", 4, BLOCK, "It is closed: only answer again for whoever was not told.", AFTER_PAGE)

PLAN_NO_CARER = Finding("PLAN.NOCARER", 3, BLOCK, "Say why no parent or carer is told.", PLAN_PAGE)


@dataclass(frozen=True)
class Going:
    """What is about to go, beside what was decided.

    `valid_until` is the last day on which the decision lets something go. `unapproved` counts the pairs about to go
    that were not decided, or that are to go more fully than was decided, or that have gone already. `chosen` counts all
    that are about to go; before anything is chosen, all that could. `has_left` says that it left on an earlier day.
    """

    decision_stands: bool
    author_signed: bool
    approver_signed: bool
    on: datetime.date
    valid_until: datetime.date | None
    chosen: int = 1
    unapproved: int = 0
    has_left: bool = False


@dataclass(frozen=True)
class Aware:
    """Question 16 for one person: the answer, the ground where they are not told, and whether a review day is set."""

    about: str
    value: str = ""
    ground: str = ""
    reviewed_on: datetime.date | None = None


@dataclass(frozen=True)
class After:
    """What closing needs to know: question 16 for each person, question 17, incidents, steps and pairs left undone, and
    whether whoever asked is still owed a reply. `undone_steps` are the names of those whom the plan says to tell.
    `numbers` are those of the disclosure's own policy version: {code: number} of the questions that it asks after sharing.
    """

    people: tuple[Aware, ...]
    is_recorded: bool
    reference: str
    open_incidents: int = 0
    undone_steps: tuple[str, ...] = ()
    unsent_pairs: int = 0
    reply_owed: bool = False
    numbers: Mapping[str, int] = field(default_factory=lambda: dict(NUMBERS_AFTER))


def g3(going):
    """What stands between a decision and a sharing that is still to happen: a list of Finding, blocks all of them."""
    found = []
    if not going.decision_stands:
        found.append(_block("DECISION.NONE", 3, "Nothing is approved. Ask for a decision.", DISCLOSURE_PAGE))
    if not (going.author_signed and going.approver_signed):
        found.append(_block("PLAN.UNSIGNED", 3, "Both sign the plan.", PLAN_PAGE))
    if going.valid_until is not None and going.on > going.valid_until:
        found.append(_block("DECISION.LAPSED", 3, "The decision has lapsed. Ask again.", DISCLOSURE_PAGE))
    if going.has_left:
        found.append(_block("GONE.EARLIER", 3, "It left on an earlier day: record it as already gone.", SHARING_PAGE))
    if not going.chosen:
        found.append(
            _block("ITEMS.NONE", 3, "Everything that was approved has gone, or nothing was chosen.", SHARING_PAGE)
        )
    if going.unapproved:
        found.append(_block("ITEMS.DIFFER", 3, "Submit the change, or share only what was approved.", SHARING_PAGE))
    return found


def g4(after):
    """What stands between a sharing and its end: blocks first, then what was left undone, as warnings."""
    found = [finding for person in after.people for finding in g16(person, after.numbers)]
    if "recorded" in after.numbers and not (after.is_recorded and after.reference.strip()):
        found.append(_asked_after("Q17.RECORD", after.numbers))
    if after.open_incidents:
        found.append(_block("INCIDENT", 4, "Finish this first: an incident is open.", INCIDENTS))
    if after.reply_owed:
        found.append(_block("REPLY", 4, "Reply to whoever asked first.", REPLY_PAGE))
    found += [Finding("STEPS", 4, WARN, f"The plan: {name} is not yet told.", PLAN_PAGE) for name in after.undone_steps]
    if after.unsent_pairs:
        found.append(Finding("STEPS", 4, WARN, "Something that was approved has not been sent.", SHARING_PAGE))
    return found


def g16(person, numbers=NUMBERS_AFTER):
    """What question 16 lacks for one person; nothing where the policy version does without it."""
    if "person-aware" not in numbers:
        return []
    ask = partial(_asked_after, numbers=numbers, about=person.about)
    if person.value in {"", NOT_YET}:
        return [ask("Q16.OPEN")]
    found = []
    if person.value == NOT_TOLD and not person.ground:
        found.append(ask("Q16.GROUND"))
    if person.value in {NOT_TOLD, NOT_REACHED} and person.reviewed_on is None:
        found.append(ask("Q16.REVIEW"))
    return found


def _asked_after(code, numbers, about=None):
    question, sentence = BESIDE[code]
    return _block(code, 4, sentence, AFTER_PAGE, numbers[question], question, about)


def _block(code, gate, sentence, mend, *question):
    return Finding(code, gate, BLOCK, sentence, mend, *question)
