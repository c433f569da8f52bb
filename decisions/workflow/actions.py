"""What each action writes, inside the open audit action and on the locked row."""

from dataclasses import dataclass

from decisions.enums import Extent, Seat
from decisions.models import Decision, SharedPair
from decisions.workflow import table
from decisions.workflow.seating import give_seat, move_seat
from decisions.workflow.settling import let_fall
from decisions.workflow.sharing import open_incident
from decisions.workflow.walking import keep_at_submission, keep_with


@dataclass(frozen=True)
class Reasons:
    """An approver's words: the reason (2.9); on a reject also how the child is looked after instead (2.1)."""

    reason: str
    instead: str = ""
    would_change: str = ""


def save(work, _action, data):
    """Write what was sent: each kind of data writes its own rows and says whether anything changed."""
    return data.write(work)


def submit(work, _action, _data):
    """Ask for a decision: the seat is computed and stored with its reason, and the way through the flowchart is kept."""
    give_seat(work)
    keep_at_submission(work)
    return True


def settle(work, _action, data):
    """Write what an approver settled; where it goes for its decision is looked at again.

    What an adviser settles never takes it from them: they have just looked at what made it theirs.
    """
    if not data.write(work):
        return False
    work.content.forget("rulings")
    if work.disclosure.seat != Seat.ADVISER:
        move_seat(work)
    return True


def decide(work, action, words):
    """Write the decision, in the capacity of the moment; an approval or a rejection stands from now on. What the flowchart
    indicated is kept beside it.
    """
    disclosure = work.disclosure
    decision = Decision(
        school=disclosure.school,
        disclosure=disclosure,
        outcome=action.outcome,
        by=work.actor,
        at=work.at,
        capacity=work.act.capacity,
        position=work.standing.position_in(work.act.capacity),
        version=disclosure.version,
        valid_days=disclosure.trust.approval_valid,
        reason=words.reason,
        instead=words.instead,
        would_change=words.would_change,
    )
    keep_with(work, decision)
    decision.save()
    disclosure.deferred_until = None
    if action in (table.APPROVE, table.ACKNOWLEDGE):
        _keep_what_was_decided(work)
    if action in table.REVIEWS:
        _keep_what_left(work)
    if action is table.NOT_RATIFY:
        open_incident(work, words.reason, work.at)
    disclosure.standing_decision = None if action is table.RETURN else decision
    if action is table.RETURN:
        let_fall(work)
    work.act.facts["decided_version"] = disclosure.version
    return True


def _keep_what_was_decided(work):
    """An approval decides every pair as it was proposed; one that was taken out since an earlier approval not at all."""
    proposed = {pair.pk for pair in work.content.pairs}
    _decide(work, {pair.pk: pair.proposed if pair.pk in proposed else "" for pair in work.content.all_pairs})


def _decide(work, extents):
    """Store how much of each pair is decided."""
    for pair in work.content.all_pairs:
        pair.school, pair.decided = work.disclosure.school, extents[pair.pk]
    work.act.update(work.content.all_pairs, fields=["decided"])


def _keep_what_left(work):
    """A review after the event decides exactly what left, and nothing more."""
    left = {}
    for shared in SharedPair.objects.filter(sharing__disclosure=work.disclosure):
        left[shared.pair_id] = (
            Extent.WHOLE if Extent.WHOLE in {shared.extent, left.get(shared.pair_id)} else shared.extent
        )
    _decide(work, {pair.pk: left.get(pair.pk, Extent.NOT) for pair in work.content.all_pairs})


SPECIAL = {
    table.SUBMIT.name: submit,
    table.SETTLE.name: settle,
    **{action.name: decide for action in (*table.DECISIONS, *table.REVIEWS)},
}
WRITERS = {name: SPECIAL.get(name, save) for name in table.TABLE}
