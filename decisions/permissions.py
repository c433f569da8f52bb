"""Who may do what to a disclosure. Each check raises `NotPermitted` with a sentence, or answers in what capacity.

When something may be done is another matter: that is the stage's and the gates' (`workflow`).
"""

from accounts.appointments import holds, holds_any
from accounts.models import Appointment
from accounts.roles import WRITING_ROLES, Role
from decisions.enums import Seat
from decisions.models import Contributor, Disclosure
from decisions.queries import own, with_approver

AUTHOR, CONTRIBUTOR = "author", "contributor"


class NotPermitted(Exception):
    """This person may not do this. The message is a sentence for them, without any personal detail."""


def check_start(user, school):
    """Staff and volunteers log disclosures of the schools they work for; an adviser those of any school (4.1)."""
    if not holds_any(user, WRITING_ROLES, school):
        raise NotPermitted("Only staff and volunteers of a school can log its disclosures.")
    return AUTHOR


def check_write(user, disclosure):
    """Its author and contributors write, as long as they hold a writing appointment for the school."""
    if not own(user).filter(pk=disclosure.pk).exists():
        raise NotPermitted("Only the people who write this disclosure can change it.")
    return AUTHOR if disclosure.author_id == user.pk else CONTRIBUTOR


def check_submit(user, disclosure):
    """The author, and nobody else, asks for a decision (4.2)."""
    if check_write(user, disclosure) != AUTHOR:
        raise NotPermitted("Only the author can submit this disclosure.")
    return AUTHOR


def check_decide(user, disclosure):
    """The one approver to whom it is routed decides, and never somebody who wrote or edited it (4.2).

    The appointments and contributors are read from the database now, inside the deciding transaction.
    """
    if Contributor.objects.filter(disclosure=disclosure, user=user.pk).exists():
        raise NotPermitted("You wrote or changed this disclosure, so somebody else decides it.")
    if approver_of(disclosure) != user.pk:
        raise NotPermitted("This disclosure is not with you for a decision.")
    return decides_as(user, disclosure, disclosure.seat)


def approver_of(disclosure):
    """The id of the person who may decide now, or None where nobody is eligible."""
    return with_approver(Disclosure.objects.filter(pk=disclosure.pk)).values_list("approver_id", flat=True).get()


def decides_as(user, disclosure, seat):
    """The capacity in which an approver decides: headteacher in the headteacher's seat, otherwise adviser."""
    as_head = seat == Seat.HEADTEACHER and holds(user, Role.HEADTEACHER, disclosure.school)
    return Role.HEADTEACHER if as_head else Role.ADVISER


def position_of(user, role, school):
    """The position that a person holds in a role, in the words on their door; empty where none is kept."""
    current = Appointment.objects.current().filter(user=user.pk, role=role)
    if role == Role.HEADTEACHER:
        current = current.filter(school=school)
    return current.values_list("position", flat=True).first() or ""
