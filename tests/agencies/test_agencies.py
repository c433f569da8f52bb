"""The register of agencies."""

import pytest
from django.db import IntegrityError

from agencies.models import Agency, AgencyCategory
from agencies.seed import AGENCIES, missing_agencies
from audit.action import NotInAction, action
from audit.events import declare

pytestmark = pytest.mark.django_db

declare("test.agencies", "changed an agency in a test", touches=["agencies.Agency"])


def add(*agencies):
    with action("test.agencies", actor=None, chain="trust") as act:
        act.insert(list(agencies))


def test_the_first_register_has_an_agency_for_each_usual_need():
    assert {category for _, category, *_ in AGENCIES} == {
        AgencyCategory.SOCIAL_CARE,
        AgencyCategory.POLICE,
        AgencyCategory.HEALTH,
        AgencyCategory.SCHOOL_NURSE,
        AgencyCategory.YOUTH_JUSTICE,
        AgencyCategory.EDUCATION,
        AgencyCategory.EARLY_HELP,
        AgencyCategory.LADO,
        AgencyCategory.SCHOOL,
        AgencyCategory.COURT,
        AgencyCategory.BENEFITS,
        AgencyCategory.IMMIGRATION,
        AgencyCategory.SOLICITOR,
    }


@pytest.fixture
def _unseeded(without):
    without(Agency)


@pytest.mark.usefixtures("_unseeded")
def test_what_is_missing_is_asked_by_name():
    missing = missing_agencies()
    assert [(one.name, one.category, one.verification, one.clock) for one in missing] == AGENCIES
    add(*missing)
    assert missing_agencies() == []


@pytest.mark.usefixtures("_unseeded")
def test_each_says_how_to_make_sure_of_whom_one_speaks_to_and_none_has_an_invented_number():
    assert all(verification for _, _, verification, _ in AGENCIES)
    assert {agency.phone for agency in missing_agencies()} == {""}


@pytest.mark.usefixtures("_unseeded")
def test_an_agency_out_of_use_is_not_offered_and_stays():
    add(
        Agency(name="Old clinic", category=AgencyCategory.HEALTH, in_use=False),
        Agency(name="New clinic", category=AgencyCategory.HEALTH),
    )
    assert [agency.name for agency in Agency.objects.in_use()] == ["New clinic"]
    assert Agency.objects.count() == 2


@pytest.mark.usefixtures("_unseeded")
def test_agencies_come_by_name():
    add(*missing_agencies())
    names = [agency.name for agency in Agency.objects.all()]
    assert names == sorted(names, key=str.casefold)


def test_an_agency_changes_inside_an_action_only():
    with pytest.raises(NotInAction):
        Agency(name="Clinic", category=AgencyCategory.HEALTH).save()


@pytest.mark.parametrize("category", ["", "hospital"])
def test_a_category_outside_the_list_is_refused_by_the_database(category):
    with pytest.raises(IntegrityError):
        add(Agency(name="Clinic", category=category))


def test_two_agencies_never_share_a_name():
    with pytest.raises(IntegrityError):
        add(*(Agency(name="Clinic", category=AgencyCategory.HEALTH) for _ in range(2)))


def test_category_codes_are_permanent():
    assert AgencyCategory.values == [
        "social-care",
        "police",
        "health",
        "school-nurse",
        "education",
        "school",
        "early-help",
        "youth-justice",
        "court",
        "lado",
        "solicitor",
        "immigration",
        "benefits",
        "press",
        "research",
        "commercial",
        "other",
    ]
