"""The fixed cast of all tests: invented people of two schools, made the way a real trust makes them.

`cast.author`, `cast.headteacher` … are Users; `cast.brook` and `cast.ashby` Schools. Nobody has a password until a test
gives one: `client.force_login(cast.author)`, or `give_password(cast.author)` and the sign-in page.
"""

from dataclasses import dataclass, fields
from datetime import timedelta

import pytest

from accounts import people
from accounts.founding import SET_UP, SchoolDetails, found_trust
from accounts.models import School, User
from accounts.roles import Role
from audit import clock
from audit.action import action
from checklist.induction import not_yet
from checklist.models import Acknowledgement, PolicyVersion

TRUST = "The Talentum Learning Trust"
BROOK = SchoolDetails("BRK", "Brook High School", "01632 960101", "01632 960100", "Helen Hale", "01632 960110")
ASHBY = SchoolDetails("ASH", "Ashby Primary School", "01632 960121", "01632 960120", "Ruth Abbot", "01632 960111")
FIRST_ADVISER = "Helen Hale"
PASSWORD = "a-long-invented-password"


@dataclass(frozen=True)
class Cast:
    """Everybody whom a test may need; `people()` gives them by name, for sweeps."""

    brook: School
    ashby: School
    author: User
    volunteer: User
    headteacher: User
    other_head: User
    other_author: User
    adviser: User
    second_adviser: User
    lead: User
    trustee: User
    administrator: User
    policy_owner: User
    staff_flag: User
    nobody: User
    leaver: User
    set_up: User

    def people(self):
        """Everybody of the cast by their name in it, service accounts apart."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in {"brook", "ashby", "set_up"}
        }


# Name in the cast: name, role (None: no appointment), position, code of the school (None: the whole trust).
ROLES = {
    "author": ("Joanna Finch", Role.STAFF, "Form tutor", "BRK"),
    "volunteer": ("Sam Bell", Role.VOLUNTEER, "", "BRK"),
    "headteacher": ("Peter Dunne", Role.HEADTEACHER, "", "BRK"),
    "other_head": ("Grace Oduya", Role.HEADTEACHER, "", "ASH"),
    "other_author": ("Nadia Rahman", Role.STAFF, "Class teacher", "ASH"),
    "second_adviser": ("Ruth Abbot", Role.ADVISER, "", None),
    "lead": ("Amina Yusuf", Role.SAFEGUARDING_LEAD, "", "BRK"),
    "trustee": ("Margaret Ward", Role.TRUSTEE, "", None),
    "administrator": ("Ian Cole", Role.ADMINISTRATOR, "", None),
    "policy_owner": ("Edith Crane", Role.POLICY_OWNER, "", None),
    "staff_flag": ("Tess Marlow", None, "", None),
    "nobody": ("Noel Barr", None, "", None),
    "leaver": ("Lena Frost", Role.HEADTEACHER, "", "BRK"),
}
# Long enough ago for a test that moves the clock back a little.
IN_POST = timedelta(days=800)


def build_cast():
    """Founds the trust and brings everybody into post.

    Everything keeps the rules of `accounts.people`, in three actions instead of one for each step: most tests begin
    here, so it must be quick.
    """
    adviser = found_trust(TRUST, [BROOK, ASHBY], FIRST_ADVISER, address(FIRST_ADVISER))
    set_up = people.service_account(SET_UP)
    schools = {school.code: school for school in School.objects.all()}
    today = clock.today()
    since, yesterday = today - IN_POST, today - timedelta(days=1)
    with action("trust.set-up", actor=set_up, chain="trust") as act:
        everybody = {}
        for part, (name, *_) in ROLES.items():
            everybody[part] = people.new_user(name, address(name))
            everybody[part].is_staff = part == "staff_flag"
        act.insert(everybody.values())
        act.insert(
            people.new_appointment(
                everybody[part],
                role,
                schools.get(code),
                position,
                # The first adviser is in post from the founding, today; the second comes after her.
                today if part == "second_adviser" else since,
                yesterday if part == "leaver" else None,
            )
            for part, (_, role, position, code) in ROLES.items()
            if role
        )
    return Cast(adviser=adviser, set_up=set_up, brook=schools["BRK"], ashby=schools["ASH"], **everybody)


def everybody_has_read(but=""):
    """Whoever is in post has said that they read the policies in force, as they do on their first day; `but` one name."""
    version = PolicyVersion.objects.current()
    readers = [one.user for one in not_yet(version) if one.user.name != but]
    with action("policy.acknowledged", actor=people.service_account(SET_UP), chain="trust") as act:
        act.insert(Acknowledgement(user=user, policy_version=version, at=clock.now()) for user in readers)


def cast_in_database():
    """The cast that an earlier `build_cast` brought into this database, as fresh objects. Two statements."""
    schools = {school.code: school for school in School.objects.all()}
    by_email = {user.email: user for user in User.objects.all()}
    everybody = {part: by_email[address(name)] for part, (name, *_) in ROLES.items()}
    set_up = next(user for user in by_email.values() if user.is_service)
    adviser = by_email[address(FIRST_ADVISER)]
    return Cast(adviser=adviser, set_up=set_up, brook=schools["BRK"], ashby=schools["ASH"], **everybody)


def address(name):
    """The invented e-mail address of an invented person."""
    return f"{name.lower().replace(' ', '.')}@example.org"


def give_password(user, password=PASSWORD):
    """Gives somebody a password to sign in with; the hash is outside the history, so no action is needed."""
    user.set_password(password)
    user.save(update_fields=["password"])
    return password


@pytest.fixture
def cast(db):
    """The fixed cast, fresh in this test's transaction."""
    return build_cast()
