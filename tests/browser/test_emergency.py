"""Somebody is in danger now: a volunteer records it on a telephone, and the headteacher finds it on top of his pages."""

import re

import pytest
from playwright.sync_api import expect

from accounts.demo import PASSWORD

LEARNING = "The duty number should hang beside every telephone in the building."
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def telephone(visitor):
    """A page on a telephone, whose owner has signed in."""

    def signed_in(email):
        page = visitor()
        page.set_viewport_size(PHONE)
        page.goto("/accounts/login/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    return signed_in


def test_what_could_not_be_put_off_is_recorded_seen_on_top_and_ratified_with_learning(telephone):
    # Given a volunteer of the school, with nothing but a telephone
    volunteer = telephone("sam.bell@example.org")
    # When she presses the red button, forgets whom she told, and presses again with the words kept
    volunteer.get_by_role("button", name="Record an emergency").click()
    reference = record(volunteer)
    # Then the headteacher has it on top of his start page and of his queue
    headteacher = telephone("peter.dunne@example.org")
    for address in ("/", "/queue/"):
        headteacher.goto(address)
        alert = headteacher.get_by_role("region", name="Shared first, not looked at yet")
        expect(alert.get_by_role("link", name=reference)).to_be_visible()
    alert.get_by_role("link", name=reference).click()
    # And he ratifies it, with something to learn
    ratify_with_learning(headteacher)
    # And the volunteer reads that
    volunteer.goto(f"/disclosures/{reference}/")
    expect(volunteer.get_by_text(LEARNING).first).to_be_visible()


def record(page):
    """One error on the way. Returns the reference."""
    expect(page.get_by_text("You do not need permission.")).to_be_visible()
    page.get_by_label("Who is it about?").fill("Ade, the boy in 9B")
    page.get_by_label("What did you tell them, and why now?").fill("He is afraid to go home, and was not collected.")
    page.get_by_label("Earlier").check()
    page.get_by_label("At about what time?").fill("soon after three")
    page.get_by_role("button", name="Record and alert").click()
    expect(page.get_by_role("alert")).to_contain_text("Say who you told, as much as you know")
    expect(page.get_by_label("Who is it about?")).to_have_value("Ade, the boy in 9B")
    page.get_by_label("Who did you tell?").fill("Children’s social care, duty worker")
    page.get_by_role("button", name="Record and alert").click()
    expect(page.get_by_role("heading", name="It is recorded")).to_be_visible()
    expect(page.get_by_text("Peter Dunne, Headteacher")).to_be_visible()
    reference = re.search(r"[A-Z]{3}-\d{4}-\d{4}", page.url).group()
    page.get_by_role("link", name=f"Go to disclosure {reference}").click()
    expect(page.get_by_role("heading", name="Answer the missing questions")).to_be_visible()
    return reference


def ratify_with_learning(page):
    page.get_by_role("button", name="Ratify, with something to learn").click()
    page.get_by_role("button", name="Ratify, with something to learn").click()
    expect(page.get_by_role("alert")).to_contain_text("Give your reason in a sentence or more")
    page.get_by_label("What is there to learn, and for whom?").fill(LEARNING)
    page.get_by_role("button", name="Ratify, with something to learn").click()
    expect(page.get_by_text(re.compile("Your decision on disclosure .* is recorded"))).to_be_visible()
    expect(page.get_by_role("region", name="Shared first, not looked at yet")).to_have_count(0)
