"""The one way to write to a disclosure: lock, who, when, write, record, in one audit action."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

from accounts.models import School
from accounts.prepared import rows
from agencies.trust_settings import kept_settings
from audit import clock
from audit.action import AlreadyDone, action as audit_action
from audit.models import Entry
from checklist.gates import Finding, is_open
from checklist.models import ChecklistResponse, PolicyVersion
from decisions import permissions
from decisions.enums import Stage
from decisions.facts import Content
from decisions.models import Disclosure
from decisions.readiness import count_findings
from decisions.workflow.actions import WRITERS
from decisions.workflow.contributing import contribute
from decisions.workflow.saves import Work
from decisions.workflow.seating import count_at_once, move_seat
from decisions.workflow.settling import let_fall
from decisions.workflow.table import SAVE, SETTLE, SHARE_FIRST, SUBMIT, TABLE

# What these leave of the disclosure's content is known when they end: they write nothing that a gate judges, or say what.
CONTENT_KNOWN = {SUBMIT.name, SETTLE.name}


class NotAllowedNow(Exception):
    """The disclosure has moved on since the page was read: another version, or a stage without this action."""


class NotReady(Exception):
    """A gate is shut. `findings` say what opens it."""

    def __init__(self, findings):
        super().__init__("A gate is shut: " + ", ".join(sorted({one.code for one in findings})))
        self.findings = findings


class _NothingChanged(Exception):
    """The page was saved as it stood: the action is rolled back, and no entry is left."""


def perform(name, disclosure, actor, data=None, *, seen_version, token):
    """Do an action of the table to a disclosure and return it as it now stands.

    Raises NotPermitted (who), NotAllowedNow (stage or version: the 409 page) and NotReady (gate). The same token
    twice by the same person is one action: the second call answers as the first did.
    """
    action = TABLE[name]
    try:
        with audit_action(
            action.event,
            actor=actor,
            case=disclosure,
            token=token,
            reason=getattr(data, "note", ""),
            asks_first=False,  # the lock comes first; a second press finds another version, or is refused at its end
        ) as act:
            current = _locked(disclosure)
            stage, standing, content = current.stage, permissions.standing_of(actor, current), Content(current)
            act.capacity = str(action.who(standing))
            _check_when(action, standing, seen_version, data, content)
            work = Work(act, current, actor, clock.now(), content, standing)
            if action.voids:
                _void(work, action)
                if current.submitted_at is not None:
                    let_fall(work)
            if action.contributes and not standing.has_written:
                contribute(work, actor)
            if not WRITERS[name](work, action, data):
                raise _NothingChanged
            _finish(work, action, stage)
            return current
    except (AlreadyDone, _NothingChanged):
        return _fresh(disclosure.pk)


def start(school, actor, data, *, token):
    """Begin a draft at a school, with the first page already in it. Returns the new disclosure.

    The number is taken under a lock of the school's row, so that none is lost or given twice. Raises NotPermitted.
    """
    return _begin("disclosure.started", school, actor, data, token, Stage.DRAFT)


def share_first(school, actor, data, *, token, linked_to=None):
    """Record what was shared because it could not wait, without anything written before. Returns the new disclosure.

    `linked_to` is a disclosure that is shared or closed already, to which this one belongs. Raises NotPermitted.
    """
    return _begin(SHARE_FIRST.event, school, actor, data, token, Stage.SHARED_FIRST, linked_to)


def record_share_first(disclosure, actor, data, *, seen_version, token):
    """Record that a disclosure left before a decision, whatever has become of it. Returns where that is recorded.

    Where it can be shared first no more (it has been shared or closed meanwhile), a new one is recorded that belongs to
    it, with the same words: what has happened is never refused. Raises NotPermitted.
    """
    try:
        done = perform(SHARE_FIRST.name, disclosure, actor, data, seen_version=seen_version, token=token)
    except NotAllowedNow:
        linked = replace(data, extents={}, what=data.with_pairs_in_words(disclosure))
        return share_first(disclosure.school, actor, linked, token=token, linked_to=disclosure)
    first = Entry.objects.filter(actor=actor.pk, token=token, event=SHARE_FIRST.event).first()
    return done if first is None or first.case == done.pk else _fresh(first.case)


def _begin(event, school, actor, data, token, stage, linked_to=None):
    try:
        with audit_action(event, actor=actor, chain=school.code, token=token, asks_first=False) as act:
            school = School.objects.select_for_update().get(pk=school.pk)
            act.capacity = permissions.check_start(actor, school)
            disclosure = _new_disclosure(school, actor)
            disclosure.linked_to = linked_to
            disclosure.save()
            act.case = disclosure
            work = Work(act, disclosure, actor, disclosure.started_at, Content(disclosure))
            contribute(work, actor)
            data.write(work)
            disclosure.stage = stage
            count_at_once(disclosure, Content(disclosure))
            disclosure.save()
            act.facts |= {"version": disclosure.version, "stage": str(disclosure.stage)}
            return disclosure
    except AlreadyDone:
        return _fresh(Entry.objects.get(actor=actor.pk, token=token).case)


def _fresh(pk):
    return Disclosure.objects.select_related("school", "author").get(pk=pk)


def _locked(disclosure):
    return rows(_to_lock, (disclosure.pk,))[0]


def _to_lock(pk):
    return (
        Disclosure.objects.select_for_update(of=("self",))
        .annotate(kept_settings=kept_settings())
        .select_related("school", "author", "standing_decision", "request__agency")
        .filter(pk=pk)
    )


def _check_when(action, standing, seen_version, data, content):
    disclosure = standing.disclosure
    is_stale = disclosure.version != seen_version and not action.tells_the_past
    if is_stale or disclosure.stage not in action.stages:
        raise NotAllowedNow
    if _is_gated(action, standing):
        findings = action.gate(disclosure, data, content)
        if not is_open(findings):
            raise NotReady(findings)


def _is_gated(action, standing):
    """Whether the action has a gate that is asked of this person."""
    return action.gate is not None and not (action.spares_author and standing.is_author)


def _void(work, action):
    """End a standing decision and the plan's signatures, before anybody becomes a contributor: whoever took a decision
    that stands may not write, and an emergency is never stopped by that. Without a decision there are no signatures.
    """
    disclosure = work.disclosure
    if disclosure.standing_decision is not None:
        disclosure.plan_version += 1
        work.act.facts["voided"] = disclosure.standing_decision_id
        disclosure.standing_decision = None
        disclosure.stage = action.stages[disclosure.stage]
        disclosure.save()


def _finish(work, action, stage):
    disclosure = work.disclosure
    disclosure.version += 1
    disclosure.changed_at = work.at
    disclosure.stage = action.stages[stage]
    if action.name not in CONTENT_KNOWN:
        work = replace(work, content=Content(disclosure))
    if action.name == SAVE.name:
        move_seat(work)  # what is answered after the event may be somebody else's to decide
    count = count_at_once if action.name == SHARE_FIRST.name else count_findings
    count(disclosure, work.content)
    disclosure.save()
    work.act.facts |= {"version": disclosure.version, "stage": str(disclosure.stage)}


def _new_disclosure(school, actor):
    now = clock.now()
    year = academic_year(clock.today())
    last = Disclosure.objects.filter(school=school, academic_year=year).order_by("-number").first()
    number = last.number + 1 if last else 1
    policy = PolicyVersion.objects.current()
    response = ChecklistResponse(school=school, policy_version=policy, asked_of="disclosure")
    response.save()
    return Disclosure(
        school=school,
        reference=f"{school.code}-{year}-{number:04}",
        academic_year=year,
        number=number,
        author=actor,
        stage=Stage.DRAFT,
        version=1,
        policy_version=policy,
        response=response,
        started_at=now,
        changed_at=now,
    )


def academic_year(day):
    """The calendar year in which the academic year of a day began: it turns on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


@dataclass(frozen=True)
class Offer:
    """An action as a page may offer it: open, or shut with the findings that say what opens it.

    `judge` is its gate, asked when a page wants to know, and once.
    """

    name: str
    label: str
    judge: Callable = list

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What its gate finds now."""
        return tuple(self.judge())

    @property
    def is_open(self):
        return is_open(self.findings)


def available_actions(disclosure, actor, content, standing=None):
    """What this person may do to this disclosure at its stage, in the table's order, with what shuts an action.

    `standing` is how they stand to it, where that has been read.
    """
    offers, standing = [], standing or permissions.Standing(actor, disclosure, content=content)
    for action in TABLE.values():
        if disclosure.stage not in action.stages:
            continue
        try:
            action.who(standing)
        except permissions.NotPermitted:
            continue
        judge = partial(action.gate, disclosure, content=content) if _is_gated(action, standing) else list
        offers.append(Offer(action.name, action.label, judge))
    return offers
