"""Returned and mended, taken back after submitting, mended with a colleague, handed over, rejected and looked at again."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from accounts.demo import PASSWORD, address
from accounts.founding import SET_UP
from accounts.models import School, User
from accounts.people import service_account
from decisions.enums import Stage
from tests.stories import disclosure_at

WHY = "The address of the clinic has changed since, and the reason with it."
MENDED = "Ade would be seen by a specialist at the new clinic within weeks."
PARTS = {
    "author": "Joanna Finch",
    "volunteer": "Sam Bell",
    "headteacher": "Peter Dunne",
    "adviser": "Helen Hale",
    "lead": "Amina Yusuf",
}


@pytest.fixture
def people(site):
    """The people of the demonstration in the served copy, by their part."""
    found = {part: User.objects.get(email=address(name)) for part, name in PARTS.items()}
    return SimpleNamespace(**found, brook=School.objects.get(code="BRK"), set_up=service_account(SET_UP))


@pytest.fixture
def signed_in(visitor):
    """Opens a browser in which somebody of the demonstration is signed in."""

    def sign_in(part):
        page = visitor()
        page.goto("/accounts/login/")
        page.get_by_label("E-mail address").fill(address(PARTS[part]))
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        return page

    return sign_in


def submit(page):
    page.get_by_role("link", name="Check your answers and submit").click()
    page.get_by_role("button", name="Submit for decision").click()
    expect(page.get_by_role("heading", name="Who decides")).to_be_visible()


def test_returned_mended_taken_back_and_submitted_again(people, signed_in):
    # Given a disclosure that the headteacher has returned with what to mend
    reference = disclosure_at(Stage.RETURNED, people).reference
    author = signed_in("author")
    author.goto(f"/disclosures/{reference}/")
    expect(author.get_by_role("heading", name="Returned with defects").first).to_be_visible()
    # When its author mends it and submits it
    author.get_by_role("link", name="What and why").click()
    author.get_by_label("How does it help the child?").fill(MENDED)
    author.get_by_role("button", name="Save and come back later").click()
    submit(author)
    # And takes it back, for there is more to mend
    author.get_by_role("link", name="Take it back").click()
    author.get_by_label("Why do you take it back?").fill(WHY)
    author.get_by_role("button", name="Take it back").click()
    expect(author.get_by_text("is taken back. It can be changed now")).to_be_visible()
    # And asks a colleague to help
    author.get_by_role("link", name="Ask a colleague to help").click()
    author.get_by_label("Which colleague?").select_option(label="Amina Yusuf, Designated safeguarding lead")
    author.get_by_role("button", name="Ask this colleague").click()
    expect(author.get_by_text(f"Amina Yusuf can now edit disclosure {reference}")).to_be_visible()
    submit(author)
    # Then the headteacher finds it in his queue again, and reads why it was taken back
    headteacher = signed_in("headteacher")
    headteacher.goto("/queue/")
    headteacher.get_by_role("link", name=reference, exact=True).click()
    expect(headteacher.get_by_text(WHY)).to_be_visible()
    expect(headteacher.get_by_role("heading", name="Your decision")).to_be_visible()
    rejected_and_looked_at_by_the_adviser(people, signed_in)
    draft_handed_over_unread(people, signed_in)


def rejected_and_looked_at_by_the_adviser(people, signed_in):
    # Given a rejection
    reference = disclosure_at(Stage.REJECTED, people).reference
    # When the author asks for a second view
    author = signed_in("author")
    author.goto(f"/disclosures/{reference}/")
    author.get_by_role("link", name="Ask for a second view").click()
    author.get_by_role("button", name="Ask for a second view").click()
    expect(author.get_by_role("alert")).to_contain_text("Say why somebody else should look at it")
    author.get_by_label("Why should somebody else look at it?").fill(WHY)
    author.get_by_role("button", name="Ask for a second view").click()
    # Then the adviser finds it with the rejection and the reason
    adviser = signed_in("adviser")
    adviser.goto("/queue/")
    adviser.get_by_role("link", name=reference, exact=True).click()
    expect(adviser.get_by_role("heading", name="Second view: Peter Dunne rejected it")).to_be_visible()
    expect(adviser.get_by_text(WHY)).to_be_visible()


def draft_handed_over_unread(people, signed_in):
    # Given a draft, of which the adviser sees that it exists
    reference = disclosure_at(Stage.DRAFT, people).reference
    adviser = signed_in("adviser")
    adviser.goto("/queue/")
    adviser.get_by_role("link", name=f"Hand over {reference}").click()
    # When they hand it over
    adviser.get_by_label("Who is the new author?").select_option(label="Sam Bell, Reading volunteer")
    adviser.get_by_label("Why is it handed over?").fill(WHY)
    adviser.get_by_role("button", name="Hand it over").click()
    expect(adviser.get_by_text(f"Disclosure {reference} is handed over.")).to_be_visible()
    # Then the new author finds it among their own
    volunteer = signed_in("volunteer")
    volunteer.goto("/disclosures/")
    volunteer.get_by_role("link", name=reference).click()
    expect(volunteer.get_by_text(WHY)).to_be_visible()
