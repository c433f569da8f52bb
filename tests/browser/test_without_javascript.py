"""Without JavaScript everything works by full page loads: a draft is finished and submitted, decided, and danger
recorded. A young person refused, and then a court ordered it: a duty that is named bars nothing any more.
"""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from accounts.demo import address
from accounts.models import School, User
from decisions.enums import Stage
from tests.stories import REASON, consent_of, disclosure_at, do

PARTS = {"author": "Joanna Finch", "volunteer": "Sam Bell", "headteacher": "Peter Dunne"}
LEFT_OPEN = ("right-person", "secure-way", "knows-confidential")


@pytest.fixture
def people(site):
    """The people of the demonstration in the served copy, by their part."""
    found = {part: User.objects.get(email=address(name)) for part, name in PARTS.items()}
    return SimpleNamespace(**found, brook=School.objects.get(code="BRK"))


def test_a_draft_is_finished_submitted_and_decided_and_danger_recorded(people, visitor):
    # Given a draft about a young person who refused, that lacks the answers of the last section
    open_answers = dict.fromkeys((code.replace("-", "_") for code in LEFT_OPEN), "")
    draft = disclosure_at(Stage.DRAFT, people, consent_held="refused", consent_needed="no", **open_answers)
    do("save", draft, people.author, consent_of(draft.people.get(), says="refused"))
    reference = draft.reference
    # When a court orders it, and its author names the order, answers the rest and submits it
    author = visitor(people.author, java_script_enabled=False)
    name_the_order(author, reference)
    finish_and_submit(author, reference)
    # Then the headteacher finds it in his queue, settles what is open, and approves it
    approve(visitor(people.headteacher, java_script_enabled=False), reference)
    author.goto(f"/disclosures/{reference}/")
    expect(author.get_by_text(REASON).first).to_be_visible()
    # And a volunteer records what could not be put off
    record_danger(visitor(people.volunteer, java_script_enabled=False))


def name_the_order(page, reference):
    page.goto(f"/disclosures/{reference}/checklist/3.1/")
    page.locator('input[name="d-duty-or-power"][value="duty"]').check()
    page.get_by_label("Which duty?").select_option("court-order")
    page.get_by_label("Where does it stand?").fill("The order of 3 November, case 26/114")
    page.get_by_role("button", name="Save and continue").click()


def finish_and_submit(page, reference):
    page.goto(f"/disclosures/{reference}/")
    hide = page.get_by_role("link", name="Hide this page quickly")
    expect(hide).to_have_attribute("href", re.compile("^https://"))
    page.get_by_role("link", name="3.3 ").click()
    for code in LEFT_OPEN:
        page.locator(f'input[type=radio][name$="-{code}"][value="yes"]').check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Nothing stops you from submitting")).to_be_visible()
    page.get_by_role("button", name="Submit for decision").click()
    expect(page.get_by_text(f"Disclosure {reference} is submitted for a decision.")).to_be_visible()


def approve(page, reference):
    page.goto("/queue/")
    page.get_by_role("link", name=reference, exact=True).click()
    page.get_by_role("button", name="Settle what is open").click()
    expect(page.get_by_label("The lawful basis")).to_have_value("legal-obligation")
    expect(page.get_by_text("Why is it right to share all the same?")).to_have_count(0)
    page.get_by_label("The condition for sensitive information").select_option("safeguarding")
    page.get_by_role("button", name="Save what you settled").click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_label("Your reason").fill(REASON)
    page.get_by_role("button", name="Approve disclosure").click()
    expect(page.get_by_text(f"Your decision on disclosure {reference} is recorded.")).to_be_visible()


def record_danger(page):
    """What opens only after a choice stands open from the start, and is not asked for where it does not apply."""
    page.goto("/")
    page.get_by_role("button", name="Record an emergency").click()
    expect(page.get_by_label("At about what time?")).to_be_visible()
    page.get_by_label("Who is it about?").fill("Una Moss, in 8A")
    page.get_by_label("Who did you tell?").fill("Police")
    page.get_by_label("What did you tell them, and why now?").fill("She has not come home, and nobody reaches her.")
    page.get_by_role("button", name="Record and alert").click()
    expect(page.get_by_role("heading", name="It is recorded")).to_be_visible()
