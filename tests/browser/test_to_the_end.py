"""From a refusal that the adviser overrules to a closed disclosure: submitted, approved, planned, signed by two, shared,
told, recorded.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.demo import PASSWORD
from accounts.models import School, User
from audit import clock
from decisions.enums import PersonKind
from decisions.judged import person_key
from decisions.workflow import saves
from decisions.workflow.answering import Answering, SaveAnswers
from tests.stories import CHILD, REASON, answer, consent_of, do, fill, new_draft

OVERRIDE = "He is in danger of harming himself, and nothing less than the clinic can help him in time."
MOTHER, RECIPIENT, WHY_NOT, WHY = (
    "Grace Okafor",
    "Dr Priya Nair",
    "Ade, who understands, asked us not to.",
    "The clinic asked for the whole log and could not begin without it.",
)


@pytest.fixture
def refused(site):
    """A draft about a child who has refused, with a carer to be told, in the module's copy of the database."""
    author = User.objects.get(email="joanna.finch@example.org")
    disclosure = new_draft(author, School.objects.get(code="BRK"))
    fill(disclosure, author, consent_held="refused", consent_needed="no")
    do("save", disclosure, author, consent_of(disclosure.people.get(), says="refused"))
    do("save", disclosure, author, saves.SavePerson(PersonKind.CARER, MOTHER, "Mother"))
    answer(disclosure, author, consent_held="refused", consent_needed="no")
    mother = Answering(person_key(disclosure.people.get(name=MOTHER)), "risk-of-asking-or-telling", "tell-only")
    return do("save", disclosure, author, SaveAnswers((mother,)))


def test_a_refusal_is_overruled_planned_signed_shared_and_closed(visitor, refused):
    own = f"/disclosures/{refused.reference}/"
    author, adviser = visitor(), visitor()
    sign_in(author, "joanna.finch@example.org")
    sign_in(adviser, "helen.hale@example.org")
    # Given a child who refused: whoever submits it is told who decides
    author.goto(f"{own}check/")
    expect(author.get_by_text("Consent was refused or withdrawn. The adviser will decide.")).to_be_visible()
    author.get_by_role("button", name="Submit for decision").click()
    # When the adviser says of that child why it is right all the same, and approves it
    overrule(adviser, refused.reference)
    # Then, with nothing planned, the sharing is shut and says what opens it
    author.goto(f"{own}sharing/?gone=0")
    expect(author.get_by_text("Both sign the plan.")).to_be_visible()
    # And the author plans who is told what before it goes, and both sign
    author.get_by_role("link", name="Go to the plan").click()
    write_the_plan(author)
    sign(author)
    adviser.goto(f"{own}plan/")
    sign(adviser)
    # And she records the sharing
    author.goto(f"{own}sharing/")
    author.get_by_role("button", name="Continue").click()
    record_the_sharing(author)
    # And answers questions 16 and 17
    author.get_by_role("link", name="Answer the questions after sharing").click()
    answer_the_last_questions(author)
    # And nothing stops the adviser from closing it
    adviser.goto(own)
    adviser.get_by_role("link", name="Close it").click()
    expect(adviser.get_by_text("You may close with these")).to_be_visible()
    adviser.get_by_role("button", name="Close this disclosure").click()
    expect(adviser.get_by_text(f"Disclosure {refused.reference} is closed.")).to_be_visible()
    # And what comes to light later can still be recorded, with its reason
    record_what_had_also_gone(author, own)


def overrule(page, reference):
    """From the queue to an approval that only the adviser can give; without the words on the refusal it stays shut."""
    page.goto("/queue/")
    page.get_by_role("link", name=reference, exact=True).click()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    page.get_by_role("button", name="Settle what is open").click()
    page.get_by_label(f"Consent about {CHILD} was refused. Why is it right to share all the same?").fill(OVERRIDE)
    page.get_by_label("The condition for sensitive information").select_option("safeguarding")
    page.get_by_role("button", name="Save what you settled").click()
    expect(page.get_by_text(OVERRIDE).first).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    page.get_by_label("Your reason").fill(REASON)
    page.get_by_role("button", name="Approve disclosure").click()
    expect(page.get_by_text(f"Your decision on disclosure {reference} is recorded.")).to_be_visible()


def record_what_had_also_gone(author, own):
    author.goto(f"{own}sharing/")
    author.get_by_label("Just now").check()
    author.get_by_label("By phone").check()
    author.get_by_label("Whole").check()
    author.get_by_role("group", name="Did it reach whom it was meant for?").get_by_label("Yes").check()
    author.get_by_role("button", name="Record the sharing").click()
    expect(author.get_by_role("alert")).to_contain_text("More left than was approved")
    author.get_by_label("If something differs").fill(WHY)
    author.get_by_role("button", name="Record the sharing").click()
    expect(author.get_by_role("heading", name="An incident is open")).to_be_visible()


def write_the_plan(page):
    """Tell the child and the clinic; not the mother, which needs a reason."""
    in_two_days = clock.today() + timedelta(days=2)
    for name in (CHILD, RECIPIENT):
        card = card_of(page, name)
        card.get_by_label("Tell", exact=True).check()
        card.get_by_label("What will be said, and how").fill("In person, before anything is sent.")
        fill_day(card.get_by_role("group", name="By when"), in_two_days)
        card.get_by_label("Who does it").fill("Joanna Finch")
    card = card_of(page, MOTHER)
    card.get_by_label("Do not tell, for now").check()
    fill_day(card.get_by_role("group", name="Look at it again on"), in_two_days)
    card.get_by_label("Who does it").fill("Peter Dunne")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("alert")).to_contain_text(f"Say why {MOTHER} is not told")
    card_of(page, MOTHER).get_by_label("Why not, and what is said").fill(WHY_NOT)
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("The plan is saved.")).to_be_visible()
    # The browser's way back leads past the page with the error, to the plan as it is saved now.
    page.go_back()
    expect(card_of(page, MOTHER).get_by_label("Why not, and what is said")).to_have_value(WHY_NOT)


def card_of(page, name):
    return page.locator(".ts-person").filter(has=page.get_by_role("heading", name=name))


def fill_day(group, day):
    for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(box).fill(str(value))


def sign(page):
    page.get_by_role("button", name="Sign the plan").click()
    expect(page.get_by_text("You have signed the plan.")).to_be_visible()


def record_the_sharing(page):
    expect(page.get_by_text("by Joanna Finch and Helen Hale")).to_be_visible()
    page.get_by_label("Just now").check()
    page.get_by_label("By secure e-mail").check()
    page.get_by_label("I told them that it is confidential").check()
    page.get_by_label("Receipt").fill("Asked, not yet had")
    page.get_by_role("button", name="Record the sharing").click()
    expect(page.get_by_text("The sharing is recorded.")).to_be_visible()


def answer_the_last_questions(page):
    card = page.locator(".ts-person")
    card.get_by_label("Yes", exact=True).check()
    fill_day(card.get_by_role("group", name="When were they told?"), clock.today())
    card.get_by_label("How?").fill("In person, with her tutor")
    card.get_by_label("By whom?").fill("Joanna Finch")
    page.locator("#question-17").get_by_label("Yes", exact=True).check()
    page.get_by_label("In which system?").fill("CPOMS")
    page.get_by_label("Under which reference?").fill("BH-1042")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()


def sign_in(page, email):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
