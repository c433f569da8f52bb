"""Whether a disclosure is ready for an action: its facts, judged by the gate of that action.

Each function takes the disclosure and what was sent, and answers with findings, of which none may block.
"""

from dataclasses import replace

from django.utils import timezone

from accounts.roles import Role
from agencies.calendar import last_day_valid
from audit import clock
from checklist import gates, request_gates, sharing_gates
from checklist.derived import Derived
from checklist.induction import has_read
from decisions.enums import Extent, Origin, Outcome, PersonKind, ReplyKind, Side, Stage
from decisions.facts import Content
from decisions.judged import FAILED_CHECKS, is_checked, person_key
from decisions.queries import WAITING_STAGES, next_adviser, request_of

DECIDED = (Stage.APPROVED, Stage.SHARED)
HAS_GONE = (Stage.SHARED_FIRST, Stage.SHARED, Stage.CLOSED)
NOTHING_GOES = (Stage.REJECTED, Stage.WITHDRAWN, Stage.LAPSED, Stage.SHARED, Stage.CLOSED)
# What shuts a sharing even where it was only acknowledged: a duty of the author's own is stopped by nothing else.
NEVER_LET = {
    "X13.RECIPIENT",
    "Q9.NOTHING",
    "Q9.NONELEFT",
    "DECISION.NONE",
    "GONE.EARLIER",
    "ITEMS.NONE",
    "ITEMS.DIFFER",
}
ASTRAY = "It went to somebody else"


def to_submit(disclosure, _data=None, content=None):
    """G1: everything is said that must be said before asking for a decision, by an author who has read the policies."""
    found = gates.g1((content or Content(disclosure)).facts())
    return found if has_read(disclosure.author_id, disclosure.policy_version_id) else [gates.NOT_READ, *found]


def to_approve(disclosure, _data=None, content=None):
    """G2: nothing is left that an approver has to settle."""
    return gates.g2((content or Content(disclosure)).facts())


def is_personal(content):
    """Whether the author names a duty to share that is their own: then nobody may stop them (rules, section 6)."""
    known = Derived(content.facts())
    return known.duty and known.facts.law is not None and known.facts.law.binds_person


def to_acknowledge(disclosure, _data=None, content=None):
    """A duty of the author's own is acknowledged, with advice; anything else is decided."""
    return [] if is_personal(content or Content(disclosure)) else [gates.NO_PERSONAL_DUTY]


def to_send_away(disclosure, _data=None, content=None):
    """Nothing that the author has a duty of their own to share is returned, rejected, or lapses."""
    return [gates.PERSONAL_DUTY] if is_personal(content or Content(disclosure)) else []


def to_take_back(disclosure, _data=None, content=None):
    """No approver takes back from the author what it is the author's own duty to share (rules, section 6)."""
    return to_send_away(disclosure, None, content)


def to_refer(disclosure, _data=None, content=None):
    """An adviser is free to decide it, who is not whoever decides it now."""
    return [] if next_adviser(disclosure) else [gates.NO_ADVISER]


def count_findings(disclosure, content):
    """Set how much is missing and how much an approver has to settle, for the lists; where nobody decides, nothing is."""
    disclosure.missing = disclosure.to_settle = 0
    if disclosure.stage in WAITING_STAGES:
        known = Derived(content.facts())
        missing = {finding for finding in gates.g1(known) if finding.severity != gates.WARN}
        to_settle = {finding for finding in gates.g2(known) if finding.severity != gates.WARN} - missing
        to_settle = {finding for finding in to_settle if finding.code != "Q9.NOTHING"}  # nobody can settle that
        disclosure.missing, disclosure.to_settle = len(missing), len(to_settle)


def names_a_carer(people):
    """Whether a parent or carer is named, so that the plan says something of each; otherwise it says why there is none."""
    return any(person.kind == PersonKind.CARER for person in people)


def to_sign(disclosure, _data=None, content=None):
    """The plan says something about each person and each recipient, and why where no parent or carer is named, or
    nobody can sign it (4.2).
    """
    content = content or Content(disclosure)
    steps = {(step.person_id, step.recipient_id) for step in content.steps}
    wanted = {(person.pk, None) for person in content.people if person.kind != PersonKind.MENTIONED}
    wanted |= {(None, recipient.pk) for recipient in content.recipients}
    found = [] if wanted <= steps else [sharing_gates.PLAN_INCOMPLETE]
    if not names_a_carer(content.people) and (None, None) not in steps:
        found.append(sharing_gates.PLAN_NO_CARER)
    return found


def to_share(disclosure, data=None, content=None):
    """G3: two signatures, a decision that stands and has not lapsed, nothing beyond it about to go, and everything that
    approving asked for still holds of what is about to go: the right person, a secure way, and that they know (3.3).
    """
    content = content or Content(disclosure)
    signed = {signature.side for signature in content.signatures}
    decision = disclosure.standing_decision if disclosure.stage in DECIDED else None
    chosen = data.extents if data is not None else dict.fromkeys(pairs_to_go(disclosure, content), Extent.NOT)
    found = sharing_gates.g3(
        sharing_gates.Going(
            decision_stands=decision is not None and not (data and _left_before(decision, data.left_at)),
            author_signed=Side.AUTHOR in signed,
            approver_signed=Side.APPROVER in signed,
            on=data.left_on if data is not None else clock.today(),
            valid_until=last_day_valid(decision, disclosure.school) if decision else None,
            chosen=len(chosen) if data is None else sum(extent != Extent.NOT for extent in chosen.values()),
            unapproved=beyond_decision(disclosure, chosen, content),
            has_left=data is not None and data.left_on < clock.today(),
        )
    )
    found += _still_right(content, decision, None if data is None else chosen) if decision else []
    if decision and decision.outcome == Outcome.ACKNOWLEDGED:
        return [one if one.code in NEVER_LET else replace(one, severity=gates.WARN) for one in found]
    return found


def _still_right(content, decision, chosen):
    """What stands before the pairs about to go: all that were decided and have not left, before any is chosen."""
    if chosen is None:
        chosen = {pair.pk: pair.decided for pair in content.all_pairs if pair.pk not in content.gone}
    going = {(f"i{pair.item_id}", f"r{pair.recipient_id}"): chosen.get(pair.pk) or Extent.NOT for pair in content.pairs}
    if all(extent == Extent.NOT for extent in going.values()):
        return []
    by_adviser = decision.capacity == Role.ADVISER
    facts = replace(content.facts(leaving=True), pairs=going, approver_is_adviser=by_adviser)
    return [replace(one, gate=3) for one in gates.before_it_leaves(facts) if one.severity != gates.WARN]


def to_record_gone(_disclosure, data=None, content=None):
    """What has left is always recordable, whatever it was; but something has left, in pairs or in words."""
    if data is None or data.what.strip() or any(extent != Extent.NOT for extent in data.extents.values()):
        return []
    return [sharing_gates.NOTHING_GONE]


def _left_before(decision, left_at):
    """Whether something left before it was decided. People write times to the minute."""
    return left_at < decision.at.replace(second=0, microsecond=0)


def pairs_to_go(disclosure, content=None):
    """The ids of the pairs that were decided and have not left, in their order."""
    content = content or Content(disclosure)
    decided = [pair.pk for pair in content.all_pairs if pair.decided in {Extent.WHOLE, Extent.REDACTED}]
    gone = content.gone if decided else ()
    return [pk for pk in decided if pk not in gone]


def differences(disclosure, extents, left_at, what="", astray=False):
    """In which ways something that has left is more than, or other than, what was decided: sentences, often none.

    `extents` are {pair id: extent}, `what` the words for something that is not on the list, `astray` that it reached
    somebody else. Each of them asks for a reason and opens an incident (rules, section 6).
    """
    decision = disclosure.standing_decision
    found = []
    if decision is None or _left_before(decision, left_at):
        found.append("It left before anybody had approved it")
    elif timezone.localdate(left_at) > last_day_valid(decision, disclosure.school):
        found.append("It left after the last day on which the decision was valid")
    if decision is not None and beyond_decision(disclosure, extents):
        found.append("More left than was approved")
    if what:
        found.append("Something left that is not on the list")
    if astray:
        found.append(ASTRAY)
    return found


def difference(decided, left):
    """What went of one item to one recipient beside what was decided, in words; empty where it is the same, or where
    nothing has been decided yet.
    """
    if not decided or FULLNESS[left] == FULLNESS[decided]:
        return ""
    if FULLNESS[left] > FULLNESS[decided]:
        return "More than approved"
    return "Redacted more" if left == Extent.REDACTED else "Less than approved"


FULLNESS = {Extent.NOT: 0, "": 0, Extent.REDACTED: 1, Extent.WHOLE: 2}


def beyond_decision(disclosure, chosen, content=None):
    """How many of the chosen pairs ({pair id: extent}) are more than was decided, have gone, or are not of it."""
    chosen = {pk: extent for pk, extent in chosen.items() if extent != Extent.NOT}
    if not chosen:
        return 0
    content = content or Content(disclosure)
    pairs, gone = {pair.pk: pair for pair in content.all_pairs}, content.gone
    return sum(
        pk not in pairs or pk in gone or FULLNESS[extent] > FULLNESS[pairs[pk].decided] for pk, extent in chosen.items()
    )


def to_close(disclosure, _data=None, content=None):
    """G4: everybody is told or there is a ground not to, it is on the case record, and no incident is open."""
    content = content or Content(disclosure)
    recorded = content.answer_of(disclosure, "recorded")
    told = {person.pk: content.answer_of(person, "person-aware") for person in content.about}
    return sharing_gates.g4(
        sharing_gates.After(
            people=tuple(
                sharing_gates.Aware(
                    person_key(person),
                    told[person.pk].value if told[person.pk] else "",
                    person.not_told_ground,
                    person.not_told_review_on,
                )
                for person in content.about
            ),
            is_recorded=recorded is not None and recorded.value == gates.YES,
            reference=disclosure.case_reference,
            open_incidents=sum(incident.ended_at is None for incident in content.incidents),
            undone_steps=tuple(_undone_steps(content)),
            unsent_pairs=len(pairs_to_go(disclosure, content)),
            reply_owed=reply_owed(disclosure, content),
            numbers=content.numbers_after,
        )
    )


def looked_at_again(people):
    """Those of these people who were not told, with a day on which that is looked at again (question 16)."""
    return [person for person in people if person.not_told_review_on is not None]


def to_answer_after(disclosure, data=None, content=None):
    """Questions 16 and 17 once something has left. After closing only what was said of people who were not told is
    looked at again: they know by now, or there is a ground and a new day (rules, section 6).
    """
    if disclosure.stage != Stage.CLOSED:
        return []
    open_ones = {person.pk for person in looked_at_again((content or Content(disclosure)).about)}
    if not open_ones:
        return [sharing_gates.NOBODY_TO_LOOK_AT]
    if data is None:
        return []
    is_review = data.recorded is None and all(told.pk in open_ones for told in data.told)
    if not is_review:
        return [sharing_gates.ONLY_REVIEWS]
    return [
        finding
        for told in data.told
        for finding in sharing_gates.g16(
            sharing_gates.Aware("", told.value, told.not_told_ground, told.not_told_review_on)
        )
    ]


def _undone_steps(content):
    """The names of those whom the plan says to tell, and of whom nobody has said yet that they were told."""
    for step in content.steps:
        if step.tell and step.done_at is None:
            yield step.person.name if step.person else step.recipient.contact_name or step.recipient.agency.name


def to_write_to_requester(disclosure, data=None, content=None):
    """What whoever asked may be told by now: that we have it, always; the rest once it has happened (rules, section 6)."""
    return [] if data is None else told_too_early(disclosure).get(data.kind, [])


def told_too_early(disclosure):
    """Kind of reply -> what shuts it now, for each kind that is shut."""
    request = request_of(disclosure)
    return request_gates.told_too_early(
        request_gates.Replying(
            is_checked=is_checked(request),
            check_failed=request.check_result in FAILED_CHECKS,
            has_gone=disclosure.stage in HAS_GONE,
            nothing_goes=disclosure.stage in NOTHING_GOES,
            is_approved=disclosure.stage == Stage.APPROVED,
        )
    )


def reply_owed(disclosure, content=None):
    """Whether somebody asked and has been told neither what was given nor that it is refused."""
    if disclosure.origin != Origin.REQUESTED:
        return False
    return not any(
        one.kind in {ReplyKind.ANSWERED, ReplyKind.REFUSED} for one in (content or Content(disclosure)).replies
    )
