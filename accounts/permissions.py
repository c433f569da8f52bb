"""Who may keep people and appointments (architecture: who may do what).

Each `check_` raises NotPermitted with the sentence that the person reads; `permits` asks one without raising. The
service's own accounts (commands such as `set_up_trust`) pass: they are started by whoever holds the machine.
"""

from accounts.appointments import holds, holds_any
from accounts.roles import Role


class NotPermitted(Exception):
    """This person may not do this; the message is a sentence for them."""


def check_may_add_people(by):
    """The adviser and the administrator add people. Raises NotPermitted for anybody else."""
    if not (by.is_service or holds_any(by, [Role.ADVISER, Role.ADMINISTRATOR])):
        raise NotPermitted("Only the Data Protection Adviser or an administrator adds people.")


def check_may_appoint(by, person):
    """The adviser makes and ends appointments, and never their own. Raises NotPermitted."""
    if by.is_service:
        return
    if not holds(by, Role.ADVISER):
        raise NotPermitted("Only the Data Protection Adviser makes and ends appointments.")
    if by.pk == person.pk:
        raise NotPermitted("You cannot make or end your own appointment. Another adviser does it.")


def check_may_close(by, person):
    """The adviser closes and opens accounts, and never their own. Raises NotPermitted."""
    if by.is_service:
        return
    if not holds(by, Role.ADVISER):
        raise NotPermitted("Only the Data Protection Adviser closes an account.")
    if by.pk == person.pk:
        raise NotPermitted("You cannot close your own account. Another adviser does it.")


def check_may_make_link(by, person):
    """Who may hand out a new link to set a password. Raises NotPermitted.

    Whoever has the link can sign in as that person, now or once they are appointed. So an administrator, who can hold
    no role in a disclosure, makes one only for somebody who is an administrator and nothing else.
    """
    if person.is_service:
        raise NotPermitted("An account of the service has no password.")
    if by.is_service:
        return
    if by.pk == person.pk:
        raise NotPermitted("Change your own password under “Change password”.")
    if holds(by, Role.ADVISER):
        return
    if not holds(by, Role.ADMINISTRATOR):
        raise NotPermitted("Only the Data Protection Adviser or an administrator makes a link.")
    if not holds(person, Role.ADMINISTRATOR):
        raise NotPermitted("The Data Protection Adviser makes this person's link, with their appointment.")


def permits(check, *people):
    """Whether `check` lets these people through; for showing a button or not."""
    try:
        check(*people)
    except NotPermitted:
        return False
    return True
