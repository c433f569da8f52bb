"""The invented trust of the demonstration: its schools, its people and how they sign in."""

from django.contrib.auth.hashers import make_password

from accounts.founding import SET_UP, SchoolDetails, found_trust
from accounts.models import School, Trust, User
from accounts.people import add_person, appoint, service_account
from accounts.roles import Role
from audit.action import action

TRUST = "The Talentum Learning Trust"
PASSWORD = "talent-demo-2026"  # noqa: S105 - printed on the screen of every demonstration; opens nothing else
BROOK = SchoolDetails("BRK", "Brook High School", "01632 960101", "01632 960100", "Helen Hale", "01632 960110")
ASHBY = SchoolDetails("ASH", "Ashby Primary School", "01632 960121", "01632 960100", "Helen Hale", "01632 960110")
FIRST_ADVISER = ("Helen Hale", "helen.hale@example.org")

# Name, position, role, code of the school (None: the whole trust). The address is made from the name.
PEOPLE = (
    ("Joanna Finch", "Form tutor", Role.STAFF, "BRK"),
    ("Sam Bell", "Reading volunteer", Role.VOLUNTEER, "BRK"),
    ("Amina Yusuf", "Designated safeguarding lead", Role.SAFEGUARDING_LEAD, "BRK"),
    ("Peter Dunne", "Headteacher", Role.HEADTEACHER, "BRK"),
    ("Nadia Rahman", "Class teacher", Role.STAFF, "ASH"),
    ("Grace Oduya", "Headteacher", Role.HEADTEACHER, "ASH"),
    ("Ruth Abbot", "", Role.ADVISER, None),
    ("Margaret Ward", "", Role.TRUSTEE, None),
    ("Ian Cole", "", Role.ADMINISTRATOR, None),
)


class NotTheDemo(Exception):
    """There is a trust here that is not the demonstration's."""


def address(name):
    """The invented address of a demonstration person."""
    return f"{name.lower().replace(' ', '.')}@example.org"


def seed():
    """Brings the demonstration's trust and people into being, as far as they are missing.

    Everything goes the way it goes in a real trust, through the same actions. Raises NotTheDemo on a real one.
    """
    trust = Trust.objects.first()
    if trust is None:
        found_trust(TRUST, [BROOK, ASHBY], *FIRST_ADVISER)
    elif trust.name != TRUST:
        raise NotTheDemo("This database serves another trust. The demonstration is for a fresh database.")
    set_up = service_account(SET_UP)
    schools = {school.code: school for school in School.objects.all()}
    for name, position, role, code in PEOPLE:
        person = User.objects.filter(email=address(name)).first() or add_person(set_up, name, address(name))
        if not person.appointments.exists():
            appoint(set_up, person, role, schools.get(code), position)
    give_passwords(set_up)


def give_passwords(by):
    """Gives the demonstration's one password to those who have none. Hashed once: the hash is slow by intent."""
    everybody = User.objects.filter(email__in=[FIRST_ADVISER[1], *(address(one[0]) for one in PEOPLE)])
    without = [person for person in everybody if not person.has_usable_password()]
    if not without:
        return
    hashed = make_password(PASSWORD)
    with action("demo.passwords-set", actor=by, chain="trust") as act:
        for person in without:
            person.password = hashed
            person.save(update_fields=["password"])
        act.facts["people"] = [person.pk for person in without]


def sign_ins():
    """The table of sign-ins to print: name, what they are, e-mail address, for the adviser first and then the rest."""
    names = {BROOK.code: BROOK.name, ASHBY.code: ASHBY.name, None: "whole trust"}
    everybody = [*PEOPLE, (FIRST_ADVISER[0], "", Role.ADVISER, None)]
    return [
        (name, f"{position or role.label}, {names[code]}", address(name)) for name, position, role, code in everybody
    ]
