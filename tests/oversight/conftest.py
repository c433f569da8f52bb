"""A register to read: the cast, a disclosure of Brook at every stage, and many plain ones, made once for a module."""

import datetime
from dataclasses import dataclass

import pytest
from django.db import connection

from accounts import people
from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency
from audit.action import action
from audit.events import declare
from checklist.models import ChecklistResponse, PolicyVersion
from checklist.seeding import seed_policy
from decisions.enums import ItemCategory, PersonKind, RoutingRule, Seat, Stage
from decisions.models import Disclosure, InformationItem, Person, Recipient
from tests.access.ground import undone
from tests.cast import Cast, build_cast, everybody_has_read
from tests.stories import disclosure_at

# Many disclosures whole, in one action: faster than the way in which people make them.
SUBMITTED = ["checklist.ChecklistResponse", "decisions.Disclosure", "decisions.Person", "decisions.InformationItem"]
declare("test.submitted", "submitted many in a test", touches=[*SUBMITTED, "decisions.Recipient"])


@dataclass(frozen=True)
class Register:
    """The cast, a second trustee, and Brook's disclosures by stage."""

    cast: Cast
    second_trustee: User
    at: dict


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """What the tests of a module only look at, or undo."""
    with django_db_blocker.unblock(), undone():
        cast = build_cast()
        seed_policy()
        everybody_has_read()
        second = people.add_person(cast.set_up, "Olive Grant", "olive.grant@example.org")
        people.appoint(cast.set_up, second, Role.TRUSTEE)
        register = Register(cast, second, {stage: disclosure_at(stage, cast) for stage in Stage})
        connection.check_constraints()  # now, or every test would check all these rows again at its end
        yield register


@pytest.fixture
def register(made_once, db):
    """The register, for the time of one test."""
    return made_once


@pytest.fixture
def read(register, client):
    """The register's page, as a trustee reads it: read(stage="approved")."""

    def page(trustee=None, /, **asked):
        client.force_login(trustee or register.cast.trustee)
        return client.get("/register/", asked)

    return page


def submitted(cast, school, number, at, *, items=(), born=(None,)):
    """Submits `number` plain disclosures of a school in one action, the first at `at` and each a minute later.

    Every second one shares its minute with the one before, so that only the number of the row tells them apart.
    """
    policy = PolicyVersion.objects.current()
    agency = Agency.objects.get(name="Early Help")
    author = cast.author if school == cast.brook else cast.other_author
    with action("test.submitted", actor=author, chain=school.code) as act:
        responses = act.insert(
            ChecklistResponse(school=school, policy_version=policy, asked_of="disclosure") for _ in range(number)
        )
        made = act.insert(
            Disclosure(
                school=school, reference=f"{school.code}-2020-{place:04}", academic_year=2020, number=place,
                author=author, purpose="education", stage=Stage.AWAITING, version=2, policy_version=policy,
                response=response, started_at=moment, changed_at=moment, submitted_at=moment,
                seat=Seat.HEADTEACHER, seat_rule=RoutingRule.ORDINARY,
            )
            for place, response in enumerate(responses, 1)
            for moment in [at + datetime.timedelta(minutes=place // 2)]
        )  # fmt: skip
        fill(act, made, agency, items or [ItemCategory.ATTENDANCE], born)
    return made


def fill(act, disclosures, agency, categories, births):
    """People, items and a recipient for each of the disclosures."""

    def rows(model, each, **fields):
        act.insert(model(school=row.school, disclosure=row, **fields, **extra) for row in disclosures for extra in each)

    rows(Person, [{"date_of_birth": born} for born in births], kind=PersonKind.ABOUT, name="Una Moss")
    rows(InformationItem, [{"category": each} for each in categories], description="Attendance of Una Moss")
    response = [{"response": row.response} for row in disclosures[:1]]
    rows(Recipient, response, agency=agency, contact_name="Dr Vera Lunt")
