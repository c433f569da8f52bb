"""Everybody reads the policies before they share information (1.3), and says so once for each policy version.

A submission asks for it; what is shared in an emergency never does.
"""

from django.db.models import Subquery

from accounts.appointments import in_order
from accounts.models import Appointment, User
from audit import clock
from audit.action import action
from checklist.models import Acknowledgement, PolicyVersion


def has_read(user, version):
    """Whether somebody said that they have read a policy version, or a later one; both by their primary key.

    Whoever has read the later one is not asked for the earlier, under which a disclosure may still run.
    """
    number = PolicyVersion.objects.filter(pk=version).values("number")
    return Acknowledgement.objects.filter(user=user, policy_version__number__gte=Subquery(number)).exists()


def acknowledge(user, version):
    """Record that somebody has read it. Said twice, it is recorded once."""
    if has_read(user.pk, version.pk):
        return
    with action("policy.acknowledged", actor=user, chain="trust", empty_ok=True) as act:
        User.objects.select_for_update().get(pk=user.pk)  # two presses at once take turns
        if not has_read(user.pk, version.pk):
            act.insert([Acknowledgement(user=user, policy_version=version, at=clock.now())])


def not_yet(version):
    """The appointments in force of everybody who has not said so, each person once by their weightiest, by name."""
    held = Appointment.objects.current().exclude(user__acknowledgements__policy_version=version)
    first = {}
    for one in in_order(held.select_related("user", "school")):
        first.setdefault(one.user_id, one)
    return sorted(first.values(), key=lambda one: one.user.name.casefold())
