"""Section 3.2 of the policy, questions 9 to 11: how much, fact and opinion, and whoever told us."""

from checklist.derived import Q9, Q10, Q11
from checklist.facts import (
    ITEMS,
    LEFT_OUT,
    MENTIONED,
    NO,
    NOT_SURE,
    OPINION_WHY,
    SOURCE_REPLY,
    TO_CHECK,
    UNCHECKED_WHY,
    WHOLE_FILE,
)
from checklist.stands import Stands


def something(known):
    """2.3: there is something to be shared."""
    if not known.facts.items:
        yield Stands("Q9.EMPTY")


def how_much(known):
    """Question 9 at submission: what was left out and why this much; or why all of it; and that it is right."""
    answer = known.given(Q9)
    if answer == ITEMS and not known.is_reason(known.facts.left_out):
        yield Stands("Q9.LEFTOUT")
    if answer == WHOLE_FILE:
        yield Stands("Q9.WHOLE", is_written=known.is_reason(known.facts.whole_file_why))
    if not known.facts.is_accurate:
        yield Stands("Q9.ACCURATE")


def opinion(known):
    """Question 10 at submission."""
    if known.given(Q10) in {NO, NOT_SURE}:
        yield Stands("Q10.MIXED")


def why_nothing(known):
    """Question 9 where nothing should be shared: why."""
    yield Stands("Q9.WHYNOT", is_written=known.is_reason(known.facts.nothing_why))


def nothing(known):
    """Nothing should be shared: there is nothing to approve."""
    yield Stands("Q9.NOTHING")


def something_is_left(known):
    """What is approved has an item and a recipient. A pair that is missing from the facts is not approved."""
    if not any(
        known.facts.pairs.get((item.key, recipient.key), LEFT_OUT) != LEFT_OUT
        for item in known.facts.items
        for recipient in known.facts.recipients
    ):
        yield Stands("Q9.NONELEFT")


def others_are_left_out(known):
    """2.7: nobody who is only mentioned goes along.

    It stands where an item that goes whole to somebody is ticked as mentioning somebody else, and a person of kind
    mentioned is listed, or fewer than two people are whom it is about: then whoever else is mentioned is nobody of it.
    """
    others = len(known.about) < 2 or any(person.kind == MENTIONED for person in known.facts.persons)
    if others and any(item.mentions_other and known.may_go_whole(item) for item in known.facts.items):
        yield Stands("Q9.THIRD")


def opinion_is_answered(known):
    """Question 10 at approval: why opinion may go as it is."""
    if known.given(Q10) in {NO, NOT_SURE}:
        yield Stands("Q10.REASON", is_written=known.is_written(OPINION_WHY))


def source(known):
    """Question 11 at approval: whoever told us was asked, or the approver wrote why not; their objection is answered.

    The words that let something unchecked pass let a "not sure" pass too, so that the worse answer never opens more.
    """
    if known.anonymous:
        return
    answer, is_written = known.effective(Q11), known.is_written(UNCHECKED_WHY)
    if answer == NOT_SURE and not is_written:
        yield Stands("Q11.UNSURE")
    if answer == TO_CHECK:
        yield Stands("Q11.CHECK", is_written=is_written)
    if known.facts.source_objects:
        yield Stands("Q11.OBJECTION", is_written=known.is_written(SOURCE_REPLY))


AT_SUBMISSION = (how_much, opinion)
AT_APPROVAL = (something_is_left, others_are_left_out, opinion_is_answered, source)
