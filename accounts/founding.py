"""How a trust begins: its name, its schools and its first Data Protection Adviser, in one action of the audit."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from accounts.models import School, Trust
from accounts.names import tidy_name
from accounts.people import Refused, new_appointment, new_user, service_account
from accounts.roles import Role
from audit.action import action, open_chain

SET_UP = "set-up"


class AlreadyFounded(Exception):
    """This installation serves a trust already; it serves one."""


@dataclass(frozen=True)
class SchoolDetails:
    """A school as it is typed in: its code, its name and the numbers that its staff ring in a hurry."""

    code: str
    name: str
    lead_phone: str
    social_care_phone: str
    duty_name: str
    duty_phone: str

    @classmethod
    def from_line(cls, line):
        """A school from "CODE|Name|lead phone|social care phone|duty name|duty phone". Raises Refused."""
        parts = [tidy_name(part) for part in line.split("|")]
        if len(parts) != 6:
            raise Refused("school", 'Give a school as "CODE|Name|lead phone|social care phone|duty name|duty phone"')
        return cls(*parts)


def found_trust(name, schools, adviser_name, adviser_email):
    """Begins the trust `name` with its `schools` (SchoolDetails) and its first adviser; returns the adviser (a User).

    One action, by the service account "set-up"; the chains of the schools begin in it. Raises AlreadyFounded when there
    is a trust, and Refused when something is missing or wrong.
    """
    set_up = service_account(SET_UP)
    with action("trust.set-up", actor=set_up, chain="trust") as act:
        if Trust.objects.exists():
            raise AlreadyFounded("This installation serves a trust already.")
        if not tidy_name(name):
            raise Refused("trust", "Give the name of the trust")
        if not schools:
            raise Refused("school", "Give at least one school")
        Trust(id=1, name=tidy_name(name)).save()
        for details in schools:
            found_school(details)
        adviser = new_user(adviser_name, adviser_email)
        adviser.save()
        new_appointment(adviser, Role.ADVISER).save()
        act.facts.update(adviser=adviser.pk, schools=[details.code for details in schools])
    return adviser


def found_school(details):
    """Writes one school and begins its chain; inside an action. Raises Refused, naming the school."""
    school = School(**vars(details))
    try:
        school.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused("school", f"School {details.code!r}, {field}: {sentences[0]}") from None
    school.save()
    open_chain(school.code)
    return school
