import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from accounts import people
from accounts.context import site
from accounts.roles import Role

QUEUE, MINE, START, REGISTER = "Queue", "My disclosures", "Start", "Register"
PEOPLE, POLICY, HELP = "People", "Policy", "Help"
VERSIONS = "Policy versions"
MENUS = {
    "author": [START, MINE, POLICY, HELP],
    "volunteer": [START, MINE, POLICY, HELP],
    "lead": [START, MINE, POLICY, HELP],
    "other_author": [START, MINE, POLICY, HELP],
    "headteacher": [QUEUE, MINE, START, POLICY, HELP],
    "other_head": [QUEUE, MINE, START, POLICY, HELP],
    "adviser": [QUEUE, MINE, START, PEOPLE, POLICY, HELP],
    "second_adviser": [QUEUE, MINE, START, PEOPLE, POLICY, HELP],
    "trustee": [REGISTER, POLICY, HELP],
    "administrator": [PEOPLE, POLICY, HELP],
    "policy_owner": [VERSIONS, POLICY, HELP],
    "staff_flag": [POLICY, HELP],
    "nobody": [POLICY, HELP],
    "leaver": [POLICY, HELP],
}
IN_CASES = {"author", "volunteer", "lead", "other_author", "headteacher", "other_head", "adviser", "second_adviser"}


# The first of this module: afterwards the cast is in the database.
def test_a_page_before_the_trust_is_set_up_and_before_anybody_is_known(db, rf):
    seen = site(rf.get("/"))
    assert (seen["trust"], seen["duty_contacts"]) == ("", [])


def seen_by(rf, user, path="/"):
    request = rf.get(path)
    request.user = user
    return site(request)


def test_the_menu_of_each_of_the_cast(cast, rf):
    menus = {
        part: [entry["label"] for entry in seen_by(rf, user)["navigation"]] for part, user in cast.people().items()
    }
    assert menus == MENUS


def test_the_emergency_line_is_for_those_with_a_role_in_a_disclosure(cast, rf):
    assert {part for part, user in cast.people().items() if seen_by(rf, user)["emergency_line"]} == IN_CASES


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", [START]), ("/people/", [PEOPLE]), ("/people/add/", [PEOPLE]), ("/queue/", [QUEUE]), ("/elsewhere/", [])],
)
def test_the_current_page_is_marked(cast, rf, path, current):
    navigation = seen_by(rf, cast.adviser, path)["navigation"]
    assert [entry["label"] for entry in navigation if entry["current"]] == current


def test_trust_and_capacity(cast, rf):
    seen = seen_by(rf, cast.author)
    assert seen["trust"] == "The Talentum Learning Trust"
    assert seen["capacity"] == "Form tutor, Brook High School"


def schools(seen):
    return [contact.school for contact in seen["duty_contacts"]]


def test_whom_to_ring(cast, rf):
    both = ["Ashby Primary School", "Brook High School"]
    assert schools(seen_by(rf, cast.author)) == ["Brook High School"]
    assert schools(seen_by(rf, cast.adviser)) == both
    assert schools(seen_by(rf, cast.trustee)) == both
    assert schools(seen_by(rf, AnonymousUser())) == both
    (contact,) = seen_by(rf, cast.author)["duty_contacts"]
    assert (contact.lead_phone, contact.social_care_phone) == ("01632 960101", "01632 960100")
    assert (contact.duty_name, contact.duty_phone) == ("Helen Hale", "01632 960110")


def test_an_adviser_with_a_school_of_their_own_sees_every_school(cast, rf):
    people.appoint(cast.second_adviser, cast.adviser, Role.STAFF, cast.brook)
    assert len(schools(seen_by(rf, cast.adviser))) == 2


def test_a_stranger_sees_numbers_and_no_names(cast, rf):
    seen = seen_by(rf, AnonymousUser())
    assert [contact.duty_name for contact in seen["duty_contacts"]] == ["", ""]
    assert all(contact.duty_phone for contact in seen["duty_contacts"])
    assert (seen["navigation"], seen["capacity"], seen["emergency_line"]) == ([], "", False)


@pytest.mark.parametrize("part", ["author", "adviser", "nobody", None])
def test_at_most_three_statements_a_page(cast, rf, part, django_assert_max_num_queries):
    request = rf.get("/")
    request.user = getattr(cast, part) if part else AnonymousUser()
    with django_assert_max_num_queries(3):
        for _ in range(3):
            site(request)


def test_the_values_are_those_of_whoever_reads_now(cast, rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    assert not site(request)["navigation"]
    request.user = cast.author
    assert site(request)["navigation"]


def test_the_layout_shows_them(cast, rf):
    request = rf.get("/people/")
    request.user = cast.adviser
    page = render_to_string("layout.html", {"page_title": "People", "user": cast.adviser}, request)
    assert "The Talentum Learning Trust" in page
    assert "Data Protection Adviser, whole trust" in page
    assert 'href="/people/" aria-current' in page
    assert "Somebody is in danger now" in page
