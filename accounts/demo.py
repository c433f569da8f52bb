"""The invented trust of the demonstration: its schools, its people and how they sign in."""

import datetime

from django.contrib.auth.hashers import make_password

from accounts.founding import SET_UP, SchoolDetails, found_school, found_trust
from accounts.models import School, Trust, User
from accounts.people import add_person, appoint, change_phone, end_appointment, service_account
from accounts.roles import Role
from audit.action import action

TRUST = "The Talentum Learning Trust"
PASSWORD = "talent-demo-2026"  # noqa: S105 - printed on the screen of every demonstration; opens nothing else
SCHOOLS = (
    SchoolDetails("BRK", "Brook High School", "01632 960101", "01632 960100", "Helen Hale", "01632 960110"),
    SchoolDetails("ASH", "Ashby Primary School", "01632 960121", "01632 960100", "Helen Hale", "01632 960110"),
    SchoolDetails("LAR", "Larkfield School", "01632 960141", "01632 960100", "Helen Hale", "01632 960110"),
)
FIRST_ADVISER = ("Helen Hale", "helen.hale@example.org")

# Name, position, role, code of the school (None: the whole trust). The address is made from the name.
PEOPLE = (
    ("Joanna Finch", "Form tutor", Role.STAFF, "BRK"),
    ("Sam Bell", "Reading volunteer", Role.VOLUNTEER, "BRK"),
    ("Amina Yusuf", "Designated safeguarding lead", Role.SAFEGUARDING_LEAD, "BRK"),
    ("Peter Dunne", "Headteacher", Role.HEADTEACHER, "BRK"),
    ("Daniel Osei", "Head of year", Role.STAFF, "BRK"),
    ("Bethan Lloyd", "SEN co-ordinator", Role.STAFF, "BRK"),
    ("Tom Ridley", "Attendance officer", Role.STAFF, "BRK"),
    ("Priti Shah", "Teacher of physical education", Role.STAFF, "BRK"),
    ("Nadia Rahman", "Class teacher", Role.STAFF, "ASH"),
    ("Grace Oduya", "Headteacher", Role.HEADTEACHER, "ASH"),
    ("Karen Whitlock", "Deputy head and safeguarding lead", Role.SAFEGUARDING_LEAD, "ASH"),
    ("Mei Tan", "SEN co-ordinator", Role.STAFF, "ASH"),
    ("Luke Farrell", "Teaching assistant", Role.STAFF, "ASH"),
    ("Owen Pryce", "Class teacher", Role.STAFF, "ASH"),
    ("Doris Webb", "Library volunteer", Role.VOLUNTEER, "ASH"),
    ("Susan Beck", "Headteacher", Role.HEADTEACHER, "LAR"),
    ("Imran Malik", "Deputy head and safeguarding lead", Role.SAFEGUARDING_LEAD, "LAR"),
    ("Chloe Marsh", "Class teacher", Role.STAFF, "LAR"),
    ("Jack Norris", "Family support worker", Role.STAFF, "LAR"),
    ("Pauline Hart", "Swimming volunteer", Role.VOLUNTEER, "LAR"),
    ("Ruth Abbot", "", Role.ADVISER, None),
    ("Margaret Ward", "", Role.TRUSTEE, None),
    ("Colin Mather", "", Role.TRUSTEE, None),
    ("Ian Cole", "", Role.ADMINISTRATOR, None),
    ("Edith Crane", "Chief executive", Role.POLICY_OWNER, None),
)
# Whoever decides can be rung: their number at work.
PHONES = {
    "Peter Dunne": "01632 960102",
    "Grace Oduya": "01632 960122",
    "Susan Beck": "01632 960142",
    "Helen Hale": "01632 960110",
    "Ruth Abbot": "01632 960111",
}
HEADS = {code: name for name, _, role, code in PEOPLE if role == Role.HEADTEACHER}
LEAVER = "Owen Pryce"

# As whom to sign in to see what. Everybody else has the same password and an address of the same kind.
TOUR = (
    ("Joanna Finch", "writes at Brook High School: one approved, one returned, one half written"),
    ("Sam Bell", "volunteer there: waits for an answer"),
    ("Amina Yusuf", "leads safeguarding there: what was shared first, what is shared"),
    ("Peter Dunne", "Headteacher there: the queue, what cannot wait at its top"),
    ("Nadia Rahman", "teaches at Ashby Primary School: took on a leaver's draft"),
    ("Helen Hale", "Data Protection Adviser: every school, requests, an open incident, people"),
    ("Margaret Ward", "trustee: the register, people under a code"),
    ("Ian Cole", "administrator: accounts and appointments, no disclosure"),
    ("Edith Crane", "policy owner: confirms a policy version, records a review"),
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
        found_trust(TRUST, SCHOOLS, *FIRST_ADVISER)
    elif trust.name != TRUST:
        raise NotTheDemo("This database serves another trust. The demonstration is for a fresh database.")
    set_up = service_account(SET_UP)
    schools = _schools(set_up)
    for name, position, role, code in PEOPLE:
        person = User.objects.filter(email=address(name)).first() or add_person(set_up, name, address(name))
        if not person.appointments.exists():
            appoint(set_up, person, role, schools.get(code), position, phone=PHONES.get(name, ""))
    _give_phones(set_up)
    give_passwords(set_up)


def _give_phones(set_up):
    """A number for each who has none: the first adviser, and everybody whose post was made before there were numbers."""
    for name, phone in PHONES.items():
        for appointment in User.objects.get(email=address(name)).appointments.filter(phone="", until__isnull=True):
            change_phone(set_up, appointment, phone)


def _schools(set_up):
    """The schools by their codes; one that came to the demonstration after this database was made is founded now."""
    missing = [details for details in SCHOOLS if not School.objects.filter(code=details.code).exists()]
    if missing:
        with action("school.added", actor=set_up, chain="trust") as act:
            for details in missing:
                found_school(details)
            act.facts["schools"] = [details.code for details in missing]
    return {school.code: school for school in School.objects.all()}


def in_post_since(first_day):
    """Everybody was in post on `first_day` already: whoever was appointed later gets the time before it as well."""
    set_up = service_account(SET_UP)
    for person in User.objects.filter(is_service=False):
        first = person.appointments.select_related("school").first()
        if first and first.since > first_day:
            until = first.since - datetime.timedelta(days=1)
            appoint(set_up, person, first.role, first.school, first.position, first_day, until, first.phone)


def leave(last_day):
    """Whoever has left: the appointment ends with `last_day`, unless it has ended."""
    for appointment in User.objects.get(email=address(LEAVER)).appointments.filter(until__isnull=True):
        end_appointment(service_account(SET_UP), appointment, max(last_day, appointment.since))


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
    names = {details.code: details.name for details in SCHOOLS} | {None: "whole trust"}
    everybody = [*PEOPLE, (FIRST_ADVISER[0], "", Role.ADVISER, None)]
    return [
        (name, f"{position or role.label}, {names[code]}", address(name)) for name, position, role, code in everybody
    ]


def tour():
    """As whom to sign in to see what: e-mail address and words."""
    return [(address(name), what) for name, what in TOUR]
