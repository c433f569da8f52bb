"""What the approver settles beside the questions: the basis, the condition, a refusal, the harm (2.5, 2.8; X2, X4, X6 to X8)."""

from checklist.derived import Q2, Q4, Q8
from checklist.facts import (
    BASIS,
    CONFLICT_WHY,
    CONSENT,
    HARM_WHY,
    LEGITIMATE,
    NEITHER,
    NOT_SURE,
    OBLIGATION,
    PUBLIC_TASK,
    RECOGNISED,
    VITAL,
    YES,
)
from checklist.stands import Stands

BASES = frozenset({CONSENT, OBLIGATION, VITAL, PUBLIC_TASK, RECOGNISED, LEGITIMATE})
_WITH_WORDS = frozenset({VITAL, LEGITIMATE, RECOGNISED})
_SELDOM = frozenset({LEGITIMATE, RECOGNISED})


def basis(known):
    """X2: a basis is always named, and fits the answers; not where nobody can be identified, which is no personal
    information. A basis that is not in the list is none.
    """
    if known.anonymous:
        return
    if known.basis not in BASES:
        yield Stands("BASIS.BLANK")
    if known.basis == CONSENT and not known.covered:
        yield Stands("BASIS.CONSENT")
    if known.basis == OBLIGATION and not known.duty:
        yield Stands("BASIS.DUTY")
    if known.basis == PUBLIC_TASK and known.effective(Q4) in {NEITHER, NOT_SURE}:
        yield Stands("BASIS.FUNCTION")
    if known.basis in _WITH_WORDS:
        yield Stands("BASIS.TEXT", is_written=known.is_written(BASIS))


def public_authority(known):
    """X6: what a public authority can seldom rest on, and then only by its adviser."""
    if not known.anonymous and known.basis in _SELDOM:
        yield Stands("X6.PUBLIC")
        if not known.facts.approver_is_adviser:
            yield Stands("X6.ADVISER")


def condition(known):
    """Question 2 at approval: sensitive information, or what may be, needs a condition. A ruling does not free from it."""
    if known.given(Q2) in {YES, NOT_SURE} and not known.anonymous and not known.condition:
        yield Stands("Q2.CONDITION")


def refused(known):
    """X4: a refusal without a duty is overruled by the adviser alone, for each person in words, and never against harm.

    With a duty nothing of this. A headteacher's ruling "duty" does not free from it.
    """
    if not known.refused_without_duty:
        return
    if not known.facts.approver_is_adviser:
        yield Stands("X4.ADVISER")
    for person in known.refusers:
        yield Stands("X4.OVERRIDE", person.key, is_written=person.is_overridden)
    if known.effective(Q8) == YES:
        yield Stands("X4.HARM")


def more_harm(known):
    """Question 8 at approval.

    "Not sure" is ruled on, or answered by the words that would let a "yes" pass; after a refusal without a duty by a
    ruling only. "Yes" needs the approver's words, with a duty the adviser's (X7).
    """
    answer = known.effective(Q8)
    if answer == NOT_SURE and (known.refused_without_duty or not known.harm_is_answered):
        yield Stands("Q8.UNSURE")
    if answer == YES and known.duty:
        yield Stands("X7.ADVISER", is_written=known.is_written(CONFLICT_WHY, by_adviser=True))
    if answer == YES and not known.duty and not known.refusal:
        yield Stands("Q8.HARM", is_written=known.is_written(HARM_WHY))


def small_groups(known):
    """X8 at approval: the adviser rules whether a small group can be recognised."""
    if known.doubt and not known.anonymous:
        yield Stands("X8.ADVISER" if known.is_small_group_ruled else "X8.IDENTIFIABLE")


AT_APPROVAL = (condition, basis, public_authority, refused, more_harm, small_groups)
