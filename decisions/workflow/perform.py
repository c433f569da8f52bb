"""The one way to write to a disclosure: lock, who, when, write, record, in one audit action."""

from dataclasses import dataclass

from accounts.models import School
from audit import clock
from audit.action import AlreadyDone, action as audit_action
from audit.models import Entry
from checklist.gates import Finding, is_open
from checklist.models import ChecklistResponse, PolicyVersion
from decisions import permissions
from decisions.enums import Stage
from decisions.facts import Content
from decisions.models import Contributor, Disclosure
from decisions.workflow.actions import WRITERS
from decisions.workflow.saves import Work
from decisions.workflow.table import TABLE


class NotAllowedNow(Exception):
    """The disclosure has moved on since the page was read: another version, or a stage without this action."""


class NotReady(Exception):
    """A gate is shut. `findings` say what opens it."""

    def __init__(self, findings):
        super().__init__("A gate is shut.")
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
        with audit_action(action.event, actor=actor, case=disclosure, token=token) as act:
            current = _locked(disclosure)
            act.check_token()
            act.capacity = str(action.who(actor, current))
            _check_when(action, current, seen_version)
            work = Work(act=act, disclosure=current, actor=actor, at=clock.now())
            if action.contributes:
                _contribute(work)
            if not WRITERS[name](work, action, data):
                raise _NothingChanged
            _finish(work, action)
            return current
    except (AlreadyDone, _NothingChanged):
        return Disclosure.objects.select_related("school", "author").get(pk=disclosure.pk)


def start(school, actor, data, *, token):
    """Begin a draft at a school, with the first page already in it. Returns the new disclosure.

    The number is taken under a lock of the school's row, so that none is lost or given twice. Raises NotPermitted.
    """
    try:
        with audit_action("disclosure.started", actor=actor, chain=school.code, token=token) as act:
            school = School.objects.select_for_update().get(pk=school.pk)
            act.capacity = permissions.check_start(actor, school)
            disclosure = _new_disclosure(school, actor)
            act.case = disclosure
            work = Work(act=act, disclosure=disclosure, actor=actor, at=disclosure.started_at)
            data.write(work)
            disclosure.save()
            _contribute(work)
            act.facts |= {"version": disclosure.version, "stage": str(disclosure.stage)}
            return disclosure
    except AlreadyDone:
        entry = Entry.objects.get(actor=actor.pk, token=token)
        return Disclosure.objects.select_related("school", "author").get(pk=entry.case)


def _locked(disclosure):
    return (
        Disclosure.objects.select_for_update(of=("self",))
        .select_related("school", "author", "standing_decision")
        .get(pk=disclosure.pk)
    )


def _check_when(action, disclosure, seen_version):
    if disclosure.version != seen_version or disclosure.stage not in action.from_stages:
        raise NotAllowedNow
    if action.gate is not None:
        findings = action.gate(Content(disclosure).facts())
        if not is_open(findings):
            raise NotReady(findings)


def _contribute(work):
    """Whoever writes becomes a contributor, once and for ever; the entry names them."""
    known = Contributor.objects.filter(disclosure=work.disclosure, user=work.actor)
    if not known.exists():
        row = Contributor(school=work.disclosure.school, disclosure=work.disclosure, user=work.actor, at=work.at)
        work.act.keep(row)


def _finish(work, action):
    disclosure = work.disclosure
    disclosure.version += 1
    disclosure.changed_at = work.at
    if action.to is not None:
        disclosure.stage = action.to
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
    """An action as a page may offer it: open, or shut with the findings that say what opens it."""

    name: str
    label: str
    findings: tuple[Finding, ...] = ()

    @property
    def is_open(self):
        return is_open(self.findings)


def available_actions(disclosure, actor, facts):
    """What this person may do to this disclosure at its stage, in the table's order, with what shuts an action."""
    offers = []
    for action in TABLE.values():
        if disclosure.stage not in action.from_stages:
            continue
        try:
            action.who(actor, disclosure)
        except permissions.NotPermitted:
            continue
        offers.append(Offer(action.name, action.label, tuple(action.gate(facts)) if action.gate else ()))
    return offers
