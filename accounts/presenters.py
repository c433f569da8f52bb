"""People and appointments in the words and the order of their pages."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.formats import date_format

from accounts import permissions
from accounts.appointments import describe, in_order
from accounts.models import Appointment, User
from accounts.permissions import permits
from accounts.roles import Role
from audit import clock


@dataclass(frozen=True)
class AppointmentRow:
    """One appointment: what it is, where, from when to when, and whether it counts today."""

    pk: int
    words: str
    role: str
    school: str
    phone: str
    since: str
    until: str
    when: str
    may_end: bool


@dataclass(frozen=True)
class PersonRow:
    """One line of the list of people."""

    pk: int
    name: str
    holds: list
    held: list
    note: str


def day(date):
    """A date as it is read: 23 November 2026."""
    return date_format(date, "j F Y") if date else ""


def row_of(appointment, may_end=False):
    """An appointment (its school loaded) for a page."""
    today = clock.today()
    ended = bool(appointment.until and appointment.until < today)
    when = "Ended" if ended else "Not yet begun" if appointment.since > today else "Now"
    return AppointmentRow(
        pk=appointment.pk,
        words=describe(appointment),
        role=Role(appointment.role).label,
        school=appointment.school.name if appointment.school_id else "The whole trust",
        phone=appointment.phone,
        since=day(appointment.since),
        until=day(appointment.until),
        when=when,
        may_end=may_end and not ended,
    )


def with_appointments(people):
    """People (a queryset), each with all their appointments and schools, in two statements."""
    return people.prefetch_related(Prefetch("appointments", Appointment.objects.select_related("school")))


@dataclass(frozen=True)
class PeopleList:
    """Everybody with an account, by name; closed accounts last."""

    rows: list

    @classmethod
    def load(cls):
        """Reads the list in two statements."""
        everybody = with_appointments(User.objects.filter(is_service=False).order_by("-is_active", "name", "pk"))
        return cls([cls.row(person) for person in everybody])

    @staticmethod
    def row(person):
        """One line: what counts now, what is to come and what has ended, in words."""
        appointments = [row_of(one) for one in in_order(person.appointments.all())]
        holds = [one.words if one.when == "Now" else f"{one.words}, from {one.since}" for one in appointments]
        current = [words for words, one in zip(holds, appointments, strict=True) if one.when != "Ended"]
        ended = [f"{one.words}, until {one.until}" for one in appointments if one.when == "Ended"]
        note = "" if person.is_active else "Account closed"
        return PersonRow(pk=person.pk, name=person.name, holds=current, held=ended, note=note)


@dataclass(frozen=True)
class PersonPage:
    """One person with their appointments, and which buttons this reader has."""

    person: User
    rows: list
    may_end: bool
    may_appoint: bool
    may_make_link: bool
    may_close: bool
    may_open: bool
    own: bool

    @classmethod
    def load(cls, person, reader):
        """What `reader` sees and may do on the page of `person`."""
        may_appoint = permits(permissions.check_may_appoint, reader, person)
        may_close = permits(permissions.check_may_close, reader, person)
        appointments = in_order(person.appointments.select_related("school"))
        rows = [row_of(one, may_end=may_appoint) for one in appointments]
        return cls(
            person=person,
            rows=rows,
            may_end=any(row.may_end for row in rows),
            may_appoint=may_appoint and person.is_active,
            may_make_link=person.is_active and permits(permissions.check_may_make_link, reader, person),
            may_close=may_close and person.is_active,
            may_open=may_close and not person.is_active,
            own=reader.pk == person.pk,
        )
