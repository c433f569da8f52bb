"""The plan of paragraph 4.2 and its two signatures."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from decisions.enums import Party, PersonKind, Side
from decisions.models import PlanStep, Signature
from decisions.permissions import AUTHOR, CONTRIBUTOR
from decisions.readiness import names_a_carer
from decisions.workflow.saves import NoSuchRow, changed


@dataclass(frozen=True)
class Step:
    """What is planned for one person (`person`) or one recipient (`recipient`), by their ids.

    With neither, `words` say why no parent or carer is told, where none is named.
    """

    tell: bool
    words: str = ""
    who: str = ""
    by_when: datetime.date | None = None
    person: int | None = None
    recipient: int | None = None


@dataclass(frozen=True)
class SavePlan:
    """What the student, the professionals and each parent or carer are told. An edit voids both signatures."""

    steps: tuple

    def write(self, work):
        disclosure = work.disclosure
        known = {(step.person_id, step.recipient_id): step for step in disclosure.steps.present()}
        is_first = not known
        people = {person.pk: person for person in disclosure.people.present().exclude(kind=PersonKind.MENTIONED)}
        recipients = {recipient.pk: recipient for recipient in disclosure.recipients.present()}
        any_changed = False
        for step in self.steps:
            if not (step.person in people or step.recipient in recipients or self._is_for_nobody(step, people)):
                raise NoSuchRow
            row = known.get((step.person, step.recipient)) or PlanStep(
                school=disclosure.school,
                disclosure=disclosure,
                person=people.get(step.person),
                recipient=recipients.get(step.recipient),
                party=_party(step, people.get(step.person)),
            )
            values = {name: getattr(step, name) for name in ("tell", "words", "who", "by_when")}
            if changed(row, values):
                row.save()
                any_changed = True
        disclosure.plan_version += any_changed and not is_first
        return any_changed

    @staticmethod
    def _is_for_nobody(step, people):
        """Whether a step stands for the parent or carer whom nobody names."""
        return step.person is None and step.recipient is None and not step.tell and not names_a_carer(people.values())


def _party(step, person):
    if person is None:
        return Party.CARER if step.recipient is None else Party.PROFESSIONAL
    return Party.STUDENT if person.kind == PersonKind.ABOUT else Party.CARER


@dataclass(frozen=True)
class Sign:
    """One side's signature under the plan as it stands. A second press of the same side changes nothing."""

    def write(self, work):
        disclosure = work.disclosure
        side = Side.AUTHOR if work.act.capacity in {AUTHOR, CONTRIBUTOR} else Side.APPROVER
        signed = disclosure.signatures.filter(plan_version=disclosure.plan_version)
        if signed.filter(Q(side=side) | Q(by=work.actor)).exists():
            return False
        Signature(
            school=disclosure.school,
            disclosure=disclosure,
            plan_version=disclosure.plan_version,
            side=side,
            by=work.actor,
            at=work.at,
        ).save()
        work.act.facts |= {"side": str(side), "plan_version": disclosure.plan_version}
        return True


@dataclass(frozen=True)
class StepDone:
    """A step of the plan is done: what came of it. No edit of the plan, so the signatures stand.

    Why no parent or carer is told is no step that anybody takes.
    """

    pk: int
    outcome: str = ""

    def write(self, work):
        steps = work.disclosure.steps.present().exclude(person=None, recipient=None)
        step = steps.filter(pk=self.pk, done_at__isnull=True).first()
        if step is None:
            raise NoSuchRow
        step.done_at, step.done_by, step.outcome = work.at, work.actor, self.outcome
        step.save()
        return True
