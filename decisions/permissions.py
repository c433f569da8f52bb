"""Who may do what to a disclosure: first how somebody stands to it, then one check for each right.

A check takes a `Standing` and raises `NotPermitted` with a sentence, or answers in what capacity. When something may be
done is another matter: that is the stage's and the gates' (`workflow`).
"""

from functools import cached_property

from django.db.models import Q

from accounts.appointments import holds_any
from accounts.models import Appointment
from accounts.prepared import rows
from accounts.roles import WRITING_ROLES, Role
from audit import clock
from decisions.colleagues import Closeness
from decisions.enums import Origin, Outcome, Seat, Stage
from decisions.models import Contributor, Decision
from decisions.queries import approvers_now, closeness_in, held_with_part

AUTHOR, CONTRIBUTOR, SERVICE = "author", "contributor", "service"
DECIDING_ROLES = (Role.HEADTEACHER, Role.ADVISER)
READING_ROLES = (Role.HEADTEACHER, Role.SAFEGUARDING_LEAD, Role.ADVISER)


class NotPermitted(Exception):
    """This person may not do this. The message is a sentence for them, without any personal detail."""


class Standing:
    """How somebody stands to a disclosure: each answer is read from the database when it is first asked for, and kept.

    `roles` are those held today at its school or for the whole trust; `has_written` is for ever; `closeness` is how they
    come into it themselves. An answer that is given at the beginning is not read, nor what `content` holds already.
    """

    def __init__(
        self, user, disclosure, roles=None, has_written=None, is_approver=None, content=None, closeness=None
    ):  # fmt: skip
        self.user, self.disclosure, self._content = user, disclosure, content
        given = {"roles": roles, "has_written": has_written, "is_approver": is_approver, "closeness": closeness}
        self.__dict__ |= {name: answer for name, answer in given.items() if answer is not None}

    @cached_property
    def _held(self):
        """What the person holds today at its school or for the whole trust, the longest in post first, and with each row
        whether they wrote it and who decides it: one statement. Who decides is the dear part of it, and it is never the
        author, who is not asked about.
        """
        user, of = self.user, self.disclosure
        seat = of.seat if of.author_id != user.pk else ""
        values = (user.pk, user.name, of.pk, of.school_id, of.standing_decision_id, of.assigned_to_id)
        return rows(held_with_part, values, seat, clock.today())

    @cached_property
    def roles(self):
        """The roles that the person holds today at the disclosure's school or for the whole trust."""
        return frozenset(row["role"] for row in self._held)

    @cached_property
    def has_written(self):
        """Whether the person ever wrote or changed it."""
        if self._held:
            return self._held[0]["wrote"]
        return Contributor.objects.filter(disclosure=self.disclosure, user=self.user.pk).exists()

    @cached_property
    def closeness(self):
        """How the person comes into it themselves; whoever holds no appointment reads nothing in any case."""
        return closeness_in(self._held[0]) if self._held else Closeness()

    @cached_property
    def approver(self):
        """The appointment, with its person, in which somebody may decide it now; None where nobody is eligible."""
        return next(iter(approvers_now(self.disclosure)), None)

    @cached_property
    def is_approver(self):
        """Whether it is this person who may decide now: only somebody in a role that decides is looked for."""
        if self.roles.isdisjoint(DECIDING_ROLES):
            return False
        if "_held" in self.__dict__:
            return self._held[0]["approver"] == self.user.pk
        return self.approver is not None and self.approver.user_id == self.user.pk

    @cached_property
    def sharings(self):
        """Everything that left of it."""
        return self._content.sharings if self._content else list(self.disclosure.sharings.all())

    def position_in(self, role):
        """The position that the person holds in a role, in the words on their door; empty where none is kept."""
        return next((row["position"] for row in self._held if row["role"] == role), "")

    @property
    def is_author(self):
        """Its author, still working for the school."""
        return self.writes and self.disclosure.author_id == self.user.pk

    @property
    def writes(self):
        """Wrote or edited it, and still works for the school; never once it complains about them."""
        works_here = bool(self.roles & set(WRITING_ROLES))
        return self.has_written and works_here and not self.closeness.complained_about

    @property
    def reads(self):
        """May read it in full (architecture, section 4): its writers; and, once submitted, who leads and who advises, but
        for whoever is named in it.
        """
        leads = self.disclosure.submitted_at is not None and bool(self.roles & set(READING_ROLES))
        return self.writes or (leads and not self.closeness.named)

    @property
    def writing_capacity(self):
        """Author or contributor."""
        return AUTHOR if self.is_author else CONTRIBUTOR

    @property
    def deciding_capacity(self):
        """Headteacher in the headteacher's seat, otherwise adviser."""
        return deciding_role(self.disclosure.seat, self.roles)


def standing_of(user, disclosure):
    """How `user` stands to `disclosure` now. Inside an action it is asked after the row is locked."""
    return Standing(user, disclosure)


def deciding_role(seat, roles):
    """The role in which somebody who holds `roles` decides from a seat."""
    return Role.HEADTEACHER if seat == Seat.HEADTEACHER and Role.HEADTEACHER in roles else Role.ADVISER


def roles_at(user, school):
    """The roles that somebody holds today at a school or for the whole trust."""
    held = Appointment.objects.current().filter(Q(school=school) | Q(school__isnull=True), user=user.pk)
    return frozenset(held.values_list("role", flat=True))


def check_start(user, school):
    """Staff and volunteers log disclosures of the schools they work for; an adviser those of any school (4.1)."""
    if not holds_any(user, WRITING_ROLES, school):
        raise NotPermitted("Only staff and volunteers of a school can log its disclosures.")
    return AUTHOR


def check_write(standing):
    """Its author and contributors write, as long as they hold a writing appointment for the school."""
    if not standing.writes:
        raise NotPermitted("Only the people who write this disclosure can change it.")
    return standing.writing_capacity


def check_author(standing):
    """The author, and nobody else, asks for a decision and withdraws (4.2)."""
    if not standing.is_author:
        raise NotPermitted("Only the author of this disclosure can do this.")
    return AUTHOR


def check_decide(standing):
    """The one approver to whom it is routed decides, and never somebody who wrote or edited it (4.2)."""
    if standing.has_written:
        raise NotPermitted("You wrote or changed this disclosure, so somebody else decides it.")
    if not standing.is_approver:
        raise NotPermitted("This disclosure is not with you for a decision.")
    return standing.deciding_capacity


def check_read(standing):
    """Whoever may read it in full: no trustee, no administrator (architecture, section 4).

    An emergency asks for no more than that: nothing here stands in the way, at any stage.
    """
    if not standing.reads:
        raise NotPermitted("Only the people who may read this disclosure can do this.")
    if standing.writes:
        return standing.writing_capacity
    return next(role for role in READING_ROLES if role in standing.roles)


def check_either(standing):
    """Its writers and its assigned approver carry it on together (4.2)."""
    if standing.writes:
        return standing.writing_capacity
    if standing.is_approver:
        return standing.deciding_capacity
    raise NotPermitted("Only the people who write this disclosure, or its approver, can do this.")


def check_take_back(standing):
    """The author takes it back; an approved one also the assigned approver (rules, section 6)."""
    if standing.is_author:
        return AUTHOR
    if standing.disclosure.stage == Stage.APPROVED and standing.is_approver:
        return standing.deciding_capacity
    raise NotPermitted("Only the author can take this disclosure back, or its approver once it is approved.")


def check_second_view(standing):
    """The author of a rejected disclosure asks once for somebody else to look (rules, section 6)."""
    if not standing.is_author or standing.disclosure.second_view_at is not None:
        raise NotPermitted("Only the author can ask for a second view, and only once.")
    return AUTHOR


def check_hand_over(standing):
    """An adviser, or the school's headteacher once it is submitted, neither of them having written it."""
    if standing.has_written:
        raise NotPermitted("You wrote or changed this disclosure, so somebody else hands it over.")
    _check_not_in_it(standing)
    if standing.disclosure.second_view_at and _rejected(standing):
        raise NotPermitted("You rejected this disclosure, so somebody else hands it over.")
    if Role.ADVISER in standing.roles:
        return Role.ADVISER
    if standing.reads and Role.HEADTEACHER in standing.roles:
        return Role.HEADTEACHER
    raise NotPermitted("Only an adviser or the headteacher can hand this disclosure over.")


def _check_not_in_it(standing):
    """Nobody moves, or ends, what they come into themselves (rules, section 6)."""
    if standing.closeness.barred:
        raise NotPermitted("You come into this disclosure yourself, so somebody else does this.")


def _rejected(standing):
    rejections = Decision.objects.filter(disclosure=standing.disclosure, outcome=Outcome.REJECTED)
    return rejections.filter(by=standing.user.pk).exists()


def check_end_incident(standing):
    """An adviser who sent none of it."""
    if Role.ADVISER not in standing.roles:
        raise NotPermitted("Only an adviser can end an incident.")
    if standing.has_written:
        raise NotPermitted("You wrote or changed this disclosure, so another adviser ends the incident.")
    if any(sharing.recorded_by_id == standing.user.pk for sharing in standing.sharings):
        raise NotPermitted("You recorded a sharing here, so another adviser ends the incident.")
    if standing.closeness.sender:
        raise NotPermitted("You are named as having sent it, so another adviser ends the incident.")
    _check_not_in_it(standing)
    return Role.ADVISER


def check_write_to_requester(standing):
    """Where somebody asked, its writers and its assigned approver tell them what may be told."""
    if standing.disclosure.origin != Origin.REQUESTED:
        raise NotPermitted("Nobody asked for this disclosure.")
    return check_either(standing)


def check_join(standing):
    """An adviser who may read it says who is the same person as in another disclosure, and who is not."""
    if Role.ADVISER not in standing.roles or not standing.reads:
        raise NotPermitted("Only an adviser can join people, or part them.")
    return Role.ADVISER


def check_reassign(standing):
    """An adviser who may read it, and who could decide it, says who decides it (rules, section 6)."""
    if Role.ADVISER not in standing.roles or not standing.reads:
        raise NotPermitted("Only an adviser can give this disclosure to somebody else to decide.")
    if standing.has_written:
        raise NotPermitted("You wrote or changed this disclosure, so another adviser says who decides it.")
    _check_not_in_it(standing)
    return Role.ADVISER


def check_advise(standing):
    """An adviser who may read it and did not write it fills in the adviser's part; they may still decide it."""
    if Role.ADVISER not in standing.roles or not standing.reads:
        raise NotPermitted("Only an adviser can fill in the adviser\u2019s part.")
    if standing.has_written:
        raise NotPermitted("You wrote or changed this disclosure, so another adviser fills in the adviser\u2019s part.")
    return Role.ADVISER


def check_see_looks(standing):
    """Who has looked is for an adviser and for the school's headteacher, who may read it in full."""
    role = next((role for role in (Role.ADVISER, Role.HEADTEACHER) if role in standing.roles), None)
    if role is None or not standing.reads:
        raise NotPermitted("Only an adviser or the headteacher can see who has looked.")
    return role


def check_clock(standing):
    """Only the service itself does what time does."""
    if not standing.user.is_service:
        raise NotPermitted("Only the clock does this.")
    return SERVICE
