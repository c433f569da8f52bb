"""Whether a disclosure is ready for an action: its facts, judged by the gate of that action.

Each function takes the disclosure and what was sent, and answers with findings, of which none may block.
"""

from django.utils import timezone

from agencies.calendar import last_day_valid
from audit import clock
from checklist import gates, sharing_gates
from checklist.models import Answer
from decisions.enums import Extent, PersonKind, Side, Stage
from decisions.facts import Content, person_key
from decisions.models import Pair, SharedPair

DECIDED = (Stage.APPROVED, Stage.SHARED)


def to_submit(disclosure, _data=None, content=None):
    """G1: everything is said that must be said before asking for a decision."""
    return gates.g1((content or Content(disclosure)).facts())


def to_approve(disclosure, _data=None, content=None):
    """G2: nothing is left that an approver has to settle."""
    return gates.g2((content or Content(disclosure)).facts())


def steps_of(disclosure):
    """The steps of the plan, but for those about somebody who has been taken out since."""
    return disclosure.steps.present().filter(person__removed_at__isnull=True, recipient__removed_at__isnull=True)


def to_sign(disclosure, _data=None, content=None):
    """The plan says something about each person and each recipient, or nobody can sign it."""
    content = content or Content(disclosure)
    steps = set(disclosure.steps.present().values_list("person_id", "recipient_id"))
    wanted = {(person.pk, None) for person in content.people if person.kind != PersonKind.MENTIONED}
    wanted |= {(None, recipient.pk) for recipient in content.recipients}
    return [] if wanted <= steps else [sharing_gates.PLAN_INCOMPLETE]


def to_share(disclosure, data=None, content=None):
    """G3: two signatures, a decision that stands and has not lapsed, and nothing beyond it about to go."""
    signed = set(disclosure.signatures.filter(plan_version=disclosure.plan_version).values_list("side", flat=True))
    decision = disclosure.standing_decision if disclosure.stage in DECIDED else None
    chosen = data.extents if data is not None else dict.fromkeys(pairs_to_go(disclosure), Extent.NOT)
    return sharing_gates.g3(
        sharing_gates.Going(
            decision_stands=decision is not None and not (data and _left_before(decision, data.left_at)),
            author_signed=Side.AUTHOR in signed,
            approver_signed=Side.APPROVER in signed,
            on=data.left_on if data is not None else clock.today(),
            valid_until=last_day_valid(decision.at, disclosure.school) if decision else None,
            chosen=len(chosen) if data is None else sum(extent != Extent.NOT for extent in chosen.values()),
            unapproved=beyond_decision(disclosure, chosen),
        )
    )


def _left_before(decision, left_at):
    """Whether something left before it was decided. People write times to the minute."""
    return left_at < decision.at.replace(second=0, microsecond=0)


def pairs_to_go(disclosure):
    """The ids of the pairs that were decided and have not left, in their order."""
    gone = already_shared(disclosure)
    decided = Pair.objects.filter(disclosure=disclosure, decided__in=[Extent.WHOLE, Extent.REDACTED])
    return [pk for pk in decided.values_list("pk", flat=True) if pk not in gone]


def differences(disclosure, extents, left_at, what=""):
    """In which ways something that has left is more than, or other than, what was decided: sentences, often none.

    `extents` are {pair id: extent}, `what` the words for something that is not on the list. Each of them asks for a
    reason and opens an incident (rules, section 6).
    """
    decision = disclosure.standing_decision
    found = []
    if decision is None or _left_before(decision, left_at):
        found.append("It left before anybody had approved it")
    elif timezone.localdate(left_at) > last_day_valid(decision.at, disclosure.school):
        found.append("It left after the last day on which the decision was valid")
    if decision is not None and beyond_decision(disclosure, extents):
        found.append("More left than was approved")
    if what:
        found.append("Something left that is not on the list")
    return found


FULLNESS = {Extent.NOT: 0, "": 0, Extent.REDACTED: 1, Extent.WHOLE: 2}


def beyond_decision(disclosure, chosen):
    """How many of the chosen pairs ({pair id: extent}) are more than was decided, have gone, or are not of it."""
    pairs = {pair.pk: pair for pair in Pair.objects.filter(disclosure=disclosure)}
    gone = already_shared(disclosure)
    return sum(
        pk not in pairs or pk in gone or FULLNESS[extent] > FULLNESS[pairs[pk].decided]
        for pk, extent in chosen.items()
        if extent != Extent.NOT
    )


def already_shared(disclosure):
    """The ids of the pairs that have left in some sharing of this disclosure."""
    return set(SharedPair.objects.filter(sharing__disclosure=disclosure).values_list("pair_id", flat=True))


def to_close(disclosure, _data=None, content=None):
    """G4: everybody is told or there is a ground not to, it is on the case record, and no incident is open."""
    people = (content or Content(disclosure)).about
    told = dict(
        Answer.objects.filter(
            response__in=[person.response_id for person in people], question_code="person-aware"
        ).values_list("response_id", "value")
    )
    recorded = Answer.objects.filter(response=disclosure.response_id, question_code="recorded", value=gates.YES)
    decided = Pair.objects.filter(disclosure=disclosure, decided__in=[Extent.WHOLE, Extent.REDACTED])
    return sharing_gates.g4(
        sharing_gates.After(
            people=tuple(
                sharing_gates.Aware(
                    person_key(person),
                    told.get(person.response_id, ""),
                    person.not_told_ground,
                    person.not_told_review_on,
                )
                for person in people
            ),
            is_recorded=recorded.exists(),
            reference=disclosure.case_reference,
            open_incidents=disclosure.incidents.filter(ended_at__isnull=True).count(),
            undone_steps=steps_of(disclosure).filter(tell=True, done_at__isnull=True).count(),
            unsent_pairs=decided.exclude(pk__in=already_shared(disclosure)).count(),
        )
    )
