"""Adding people, giving and ending appointments, handing out links: each call is one action of the audit.

Every function asks `permissions` who may, then holds the person's row while it looks at what they already hold, so that
two people working at once cannot give one person two roles that exclude each other. What is typed wrongly raises
Refused, with the field and the sentence to show beside it.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from accounts import permissions
from accounts.appointments import holds
from accounts.links import path_of_link
from accounts.models import Appointment, User, telephone
from accounts.names import tidy_email, tidy_name
from accounts.roles import CASE_ROLES, NO_CASE_ROLES, TRUST_ROLES, Role
from audit import clock
from audit.action import action

SERVICE_DOMAIN = "service.invalid"
WHO_HOLDS_NONE = {Role.ADMINISTRATOR: "An administrator", Role.POLICY_OWNER: "The policy owner"}


class Refused(Exception):
    """What was asked cannot be recorded. `field` names the input it is about (None: the whole); the message says why."""

    def __init__(self, field, sentence):
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def keeping(by):
    """In what capacity `by` keeps people: for the entry. The service's own accounts have none."""
    if by.is_service:
        return ""
    return str(Role.ADVISER if holds(by, Role.ADVISER) else Role.ADMINISTRATOR)


def new_user(name, email):
    """An unsaved account with a tidied name and address and no password.

    Raises Refused when either is missing, when the address is not one, or when somebody has it already.
    """
    name, email = tidy_name(name), tidy_email(email)
    if not name:
        raise Refused("name", "Give the person's name")
    if len(name) > 120:
        raise Refused("name", "Give the name in 120 characters or fewer")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("email", "Give an e-mail address, like name@example.org") from None
    if User.objects.filter(email=email).exists():
        raise Refused("email", "Somebody has an account with this e-mail address already")
    user = User(name=name, email=email)
    user.set_unusable_password()
    return user


def add_person(by, name, email, is_staff=False):
    """Creates an account without a password and without an appointment: it opens nothing yet. Returns the User.

    Raises NotPermitted, and Refused for a name or address that cannot be taken.
    """
    permissions.check_may_add_people(by)
    with action("person.added", actor=by, chain="trust") as act:
        act.capacity = keeping(by)
        user = new_user(name, email)
        user.is_staff = is_staff
        user.save()
        act.facts["person"] = user.pk
    return user


def service_account(name):
    """The account of the service called `name` ("set-up"), made when it is missing. Nobody can sign in with it."""
    email = f"{name}@{SERVICE_DOMAIN}"
    found = User.objects.filter(email=email).first()
    if found:
        return found
    with action("person.added", actor=None, chain="trust") as act:
        user = User(name=name, email=email, is_service=True)
        user.set_unusable_password()
        user.save()
        act.facts["person"] = user.pk
    return user


def appoint(by, person, role, school=None, position="", since=None, until=None, phone=""):
    """Appoints `person` to `role` at `school` (None: the whole trust) from `since` (None: today) until `until`.

    Both days count. Returns the Appointment. Raises NotPermitted, and Refused when role and school do not fit, when the
    days are the wrong way round, when the role is already held on one of these days, and when an administrator or
    the policy owner would hold a role in a disclosure (either way round).
    """
    permissions.check_may_appoint(by, person)
    with action("appointment.made", actor=by, chain="trust") as act:
        act.capacity = keeping(by)
        made = new_appointment(locked(person), role, school, position, since, until, phone)
        made.save()
        act.facts.update(facts_of(made))
    return made


def new_appointment(person, role, school=None, position="", since=None, until=None, phone=""):
    """An unsaved appointment that keeps every rule of `appoint`, permission apart. Raises Refused."""
    since = since or clock.today()
    if role not in Role.values:
        raise Refused("role", "Choose a role")
    if role in TRUST_ROLES and school is not None:
        raise Refused("school", f"{Role(role).label} is a role for the whole trust. Choose the whole trust")
    if role not in TRUST_ROLES and school is None:
        raise Refused("school", f"{Role(role).label} is a role at a school. Choose the school")
    if until and until < since:
        raise Refused("until", "Give a last day that is not before the first day")
    if person.is_service or not person.is_active:
        raise Refused(None, "This account is closed and can hold no appointment")
    check_against_held(person, role, school, since, until)
    position = tidy_name(position)
    if len(position) > 80:
        raise Refused("position", "Give the position in 80 characters or fewer")
    return Appointment(
        user=person, role=role, school=school, position=position, phone=tidy_phone(phone), since=since, until=until
    )


def tidy_phone(phone):
    """A telephone number as it is kept, empty for none. Raises Refused for what nobody could ring."""
    phone = " ".join(phone.split())
    if len(phone) > 30:
        raise Refused("phone", "Give the telephone number in 30 characters or fewer")
    try:
        if phone:
            telephone(phone)
    except ValidationError:
        raise Refused("phone", "Give a telephone number, like 01632 960 001") from None
    return phone


def change_phone(by, appointment, phone):
    """Changes the telephone number that stands with an appointment; empty for none. Returns it; the same stays unsaid.

    Raises NotPermitted, and Refused for a number that nobody could ring and where the appointment has ended.
    """
    permissions.check_may_appoint(by, appointment.user)
    phone = tidy_phone(phone)
    if phone == appointment.phone:
        return appointment
    with action("appointment.phone-changed", actor=by, chain="trust") as act:
        act.capacity = keeping(by)
        held = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if held.until and held.until < clock.today():
            raise Refused(None, "This appointment has ended already")
        held.phone = phone
        held.save()
        act.facts.update(facts_of(held))
    return held


def check_against_held(person, role, school, since, until):
    """Raises Refused when a role that `person` holds on one of these days excludes the new one, or is the same."""
    held = Appointment.objects.not_ended(since).filter(user=person)
    if until:
        held = held.filter(since__lte=until)
    if held.filter(role=role, school=school).exists():
        raise Refused("role", "This person holds this role there already on one of these days")
    if role in NO_CASE_ROLES and held.filter(role__in=CASE_ROLES).exists():
        raise Refused("role", f"{WHO_HOLDS_NONE[role]} can hold no role in a disclosure, and this person holds one")
    other = held.filter(role__in=NO_CASE_ROLES).first() if role in CASE_ROLES else None
    if other:
        who = WHO_HOLDS_NONE[other.role]
        who = who[0].lower() + who[1:]
        raise Refused("role", f"This person is {who}, and {who} can hold no role in a disclosure")


def end_appointment(by, appointment, until):
    """Ends an appointment: `until` is its last day. An end that is still to come may be changed. Returns it.

    Raises NotPermitted, and Refused when it has ended already or when the day is before its first.
    """
    permissions.check_may_appoint(by, appointment.user)
    with action("appointment.ended", actor=by, chain="trust") as act:
        act.capacity = keeping(by)
        ended = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if ended.until and ended.until < clock.today():
            raise Refused(None, "This appointment has ended already")
        if until < ended.since:
            raise Refused("until", "Give a last day that is not before the first day")
        locked(ended.user)
        check_longer(ended, until)
        ended.until = until
        ended.save()
        act.facts.update(facts_of(ended))
    return ended


def check_longer(appointment, until):
    """Raises Refused when moving the last day out would meet a role that excludes this one."""
    if appointment.until and until > appointment.until:
        later = Q(user=appointment.user, since__lte=until) & ~Q(pk=appointment.pk)
        excluded = CASE_ROLES if appointment.role in NO_CASE_ROLES else NO_CASE_ROLES
        if appointment.role in (*CASE_ROLES, *NO_CASE_ROLES):
            held = Appointment.objects.not_ended(appointment.since).filter(later, role__in=excluded)
            if held.exists():
                raise Refused("until", "On that day this person holds a role that does not go with this one")


def new_password_link(by, person):
    """Makes a new one-time link for `person` and returns its path; it is shown once and kept nowhere.

    The present password and every earlier link stop working at once, and sessions end: so nobody can use a link in
    another's place without that person noticing at their next sign-in. Raises NotPermitted, and Refused for a closed
    account.
    """
    permissions.check_may_make_link(by, person)
    with action("password.link-made", actor=by, chain="trust") as act:
        act.capacity = keeping(by)
        held = locked(person)
        if not held.is_active:
            raise Refused(None, "This account is closed")
        held.set_unusable_password()
        held.save(update_fields=["password"])
        act.facts["person"] = held.pk
    return path_of_link(held)


def close_account(by, person):
    """Closes an account: its sessions end, nobody can sign in with it, its appointments open nothing.

    Nothing is removed; what the person did stays theirs. Raises NotPermitted, and Refused when it is closed already.
    """
    return _set_active(by, person, "person.deactivated", False, "This account is closed already")


def open_account(by, person):
    """Opens a closed account again, with the appointments that have not ended. Raises NotPermitted and Refused."""
    return _set_active(by, person, "person.reactivated", True, "This account is open already")


def _set_active(by, person, event, is_active, already):
    permissions.check_may_close(by, person)
    with action(event, actor=by, chain="trust") as act:
        act.capacity = keeping(by)
        held = locked(person)
        if held.is_service:
            raise Refused(None, "An account of the service is not closed or opened here")
        if held.is_active == is_active:
            raise Refused(None, already)
        held.is_active = is_active
        held.save()
        act.facts["person"] = held.pk
    return held


def locked(person):
    """The person's row, read again and held until the action ends."""
    return User.objects.select_for_update().get(pk=person.pk)


def facts_of(appointment):
    """What an entry says openly of an appointment."""
    return {
        "person": appointment.user_id,
        "role": str(appointment.role),
        "school": appointment.school.code if appointment.school_id else "",
    }
