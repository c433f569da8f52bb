"""Who carries a disclosure on: asking a colleague to help, taking back, withdrawing, handing over, a second view."""

from dataclasses import dataclass

from accounts.roles import Role
from decisions.colleagues import close_to
from decisions.enums import RoutingRule, Seat, Stage
from decisions.queries import approver_now, next_approver, who_may_decide, writers_for
from decisions.routing import route
from decisions.workflow.contributing import contribute
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.seating import move_seat


def may_write_for(person, school):
    """Whether somebody may be asked to write for a school: an active account with a writing appointment there."""
    return writers_for(school).filter(pk=person.pk).exists()


def colleagues_to_ask(disclosure):
    """Who may be asked to help: whoever may write for its school, does not write it yet and is not in it.

    Not whoever is looking at what was shared first: no author takes a review away from its approver.
    """
    writing = disclosure.contributors.values("user")
    found = writers_for(disclosure.school).exclude(pk__in=writing).exclude(pk__in=close_to(disclosure.pk))
    if disclosure.stage == Stage.SHARED_FIRST:
        found = found.exclude(pk=approver_now(disclosure))
    return found


def possible_authors(disclosure, actor):
    """To whom somebody may hand it over: never to themselves, nor to whoever took the decision that stands or is in it."""
    decision = disclosure.standing_decision
    barred = {disclosure.author_id, actor.pk} | ({decision.by_id} if decision else set())
    return writers_for(disclosure.school).exclude(pk__in=barred).exclude(pk__in=close_to(disclosure.pk))


def the_last_who_decide(disclosure, people):
    """Those of `people` without whom nobody is left who may decide it: whoever carries it on can never decide it.

    Empty where nothing is left to decide, and where nobody could decide it before.
    """
    if disclosure.stage in {Stage.CLOSED, Stage.WITHDRAWN}:
        return []
    heads, advisers = (who_may_decide(disclosure, role) for role in (Role.HEADTEACHER, Role.ADVISER))
    if (disclosure.seat or route(disclosure).seat) != Seat.HEADTEACHER:
        heads = set()
    return [
        person
        for person in people
        if person.pk in heads | advisers and not (advisers - {person.pk}) and not (heads - {person.pk})
    ]


class NobodyLeft(Exception):
    """Whoever is asked to help is the last person who could decide it. The message is a sentence for the author."""


@dataclass(frozen=True)
class Invite:
    """A colleague who is to help. From now on they can edit, and so can never decide; signatures are void.

    Raises NobodyLeft where that would take the last person who may decide: judged on the locked row, so that of two
    who ask at once the second is refused.
    """

    colleague: object

    def write(self, work):
        disclosure = work.disclosure
        if not may_write_for(self.colleague, disclosure.school):
            raise NoSuchRow
        if disclosure.contributors.filter(user=self.colleague).exists():
            return False
        if close_to(disclosure.pk).filter(colleague=self.colleague).exists():
            raise NoSuchRow
        somebody_before = self._somebody_decides(disclosure)
        contribute(work, self.colleague)
        if somebody_before and not self._somebody_decides(disclosure):
            raise NobodyLeft("Then nobody is left who may decide it. Ask somebody else")
        disclosure.plan_version += 1
        move_seat(work)
        work.act.facts["invited"] = self.colleague.pk
        return True

    @staticmethod
    def _somebody_decides(disclosure):
        return next_approver(disclosure, route(disclosure).seat) is not None


@dataclass(frozen=True)
class WithReason:
    """Taking back, withdrawing, letting lapse: a reason, kept sealed with the entry, and nothing else to write."""

    note: str = ""

    def write(self, _work):
        return True


@dataclass(frozen=True)
class SecondView:
    """The author asks, once, for somebody else to look at a rejection: the adviser's seat, without the rejecter."""

    note: str = ""

    def write(self, work):
        disclosure = work.disclosure
        disclosure.second_view_at = disclosure.submitted_at = work.at
        disclosure.seat, disclosure.seat_rule = Seat.ADVISER, RoutingRule.SECOND_VIEW
        work.act.facts["seat"], work.act.facts["rule"] = str(disclosure.seat), str(disclosure.seat_rule)
        return True


@dataclass(frozen=True)
class HandOver:
    """A new author, who took no decision that stands here; both signatures under the plan are void."""

    to: object
    note: str = ""

    def write(self, work):
        disclosure = work.disclosure
        if not possible_authors(disclosure, work.actor).filter(pk=self.to.pk).exists():
            raise NoSuchRow
        contribute(work, self.to)
        disclosure.author = self.to
        disclosure.plan_version += 1
        move_seat(work)
        work.act.facts["author"] = self.to.pk
        return True
