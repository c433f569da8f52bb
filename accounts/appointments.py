"""Who holds which role, where and when: the questions that the rest of the service asks about people.

Each function asks the database once, and asks it anew: an appointment that ended yesterday opens nothing today.
"""

from django.db.models import Q

from accounts.models import Appointment, School
from accounts.prepared import rows_for
from accounts.roles import CASE_ROLES, TRUST_ROLES, WRITING_ROLES, Role

__all__ = [
    "CASE_ROLES",
    "WRITING_ROLES",
    "capacity_of",
    "current_appointments",
    "describe",
    "holders_of",
    "holds",
    "holds_any",
    "in_order",
    "phones_at",
    "schools_of",
]

ORDER = (
    Role.HEADTEACHER,
    Role.ADVISER,
    Role.SAFEGUARDING_LEAD,
    Role.STAFF,
    Role.VOLUNTEER,
    Role.TRUSTEE,
    Role.POLICY_OWNER,
    Role.ADMINISTRATOR,
)


def holds(user, role, school=None):
    """Whether `user` holds `role` today, at `school` where one is given.

    A role of the whole trust is held at every school; without a school the question is "anywhere".
    """
    return holds_any(user, [role], school)


def holds_any(user, roles, school=None):
    """Whether `user` holds one of `roles` today, at `school` where one is given."""
    found = Appointment.objects.current().filter(user_id=user.pk, role__in=roles)
    if school is not None:
        found = found.filter(Q(school=school) | Q(school__isnull=True))
    return found.exists()


def schools_of(user, roles):
    """The ids of the schools at which `user` holds one of `roles` today, as a queryset to filter with.

    A role of the whole trust names no school and adds none: ask `holds` for the adviser and the trustee.
    """
    found = Appointment.objects.current().filter(user_id=user.pk, role__in=roles, school__isnull=False)
    return School.objects.filter(pk__in=found.values("school_id")).order_by().values_list("pk", flat=True)


def holders_of(role, school=None):
    """Today's appointments to `role` (at `school`, or at any), with their people, the longest in post first."""
    found = Appointment.objects.current().filter(role=role, user__is_service=False).select_related("user", "school")
    if school is not None and role not in TRUST_ROLES:
        found = found.filter(school=school)
    return found.order_by("since", "id")


def phones_at(user, school):
    """{role: telephone number, or empty} of what `user` is today at `school` or for the whole trust."""
    held = Appointment.objects.current().filter(Q(school=school) | Q(school__isnull=True), user_id=user.pk)
    return dict(held.order_by("-since", "-id").values_list("role", "phone"))


def current_appointments(user):
    """Today's appointments of `user`, each with its school, the weightiest role first."""
    return in_order(rows_for(user, _held))


def _held(user):
    return Appointment.objects.current().filter(user_id=user.pk).select_related("school")


def in_order(appointments):
    """The appointments as they are read out: the weightiest role first, then by school."""
    return sorted(appointments, key=lambda one: (ORDER.index(one.role), one.school.name if one.school else "", one.pk))


def describe(appointment):
    """An appointment in words: "Form tutor, Brook High School"; the role's own name where no position is given."""
    words = appointment.position or Role(appointment.role).label
    if appointment.school_id:
        return f"{words}, {appointment.school.name}"
    return f"{words}, whole trust" if appointment.role == Role.ADVISER else words


def capacity_of(user):
    """What `user` is today, for the header and for a record: "Headteacher, Brook High School"; empty when nothing."""
    return "; ".join(describe(one) for one in current_appointments(user))
