"""The first walk: a disclosure is logged, decided and seen by a trustee, by three people in one browser.

It rests on the consent of a competent fifteen-year-old: his word counts alone, and his mother's no is an objection, which
whoever decides answers.
"""

import re

from playwright.sync_api import expect

from accounts.demo import PASSWORD

REASON = "CAMHS cannot assess without it, Ade agrees, and nothing less would do."
CONDITION = "Safeguarding a child or an adult at risk"
REPLY = "Ade understands what it is for, and decides it himself. We told her so."
WHY_NOT_ASKED = "Nobody else wrote it: the log is the tutor’s own."
CHOICES = {
    "sensitive": "yes",
    "sensitive-classes": "health",
    "consent-needed": "yes",
    "duty-or-power": "power",
    "risk-of-asking-or-telling": "safe",
    "consent-understood": "yes",
    "more-harm-than-good": "no",
    "how-much": "items",
    "how-much-is_accurate": "on",
    "fact-and-opinion": "yes",
    "check-source": "not-sure",
    "right-person": "yes",
    "secure-way": "yes",
    "knows-confidential": "yes",
    "what-they-will-do": "assess",
    "what-they-will-do-onward": "no",
}
TEXTS = {
    "more-harm-than-good-harm_if_shared": "He may feel watched for a while.",
    "more-harm-than-good-harm_if_not_shared": "He would go without help for months.",
    "how-much-text": "The mood log and the attendance pattern, no more.",
    "what-they-will-do-text": "Assess and offer support.",
}


def test_a_disclosure_is_logged_decided_and_seen_by_a_trustee(visitor):
    # Given a teacher who has read the policy as a stranger, and has signed in
    teacher = visitor()
    read_as_a_stranger(teacher)
    sign_in(teacher, "joanna.finch@example.org")
    # When she logs a new disclosure, a topic at a time, and submits it after checking her answers
    reference = log_a_disclosure(teacher)
    submit(teacher, reference)
    # Then the headteacher finds it in his queue, settles what is open, and approves it with a reason
    headteacher = visitor()
    sign_in(headteacher, "peter.dunne@example.org")
    settle(headteacher, reference)
    approve(headteacher)
    # And the author reads the decision
    teacher.goto(f"/disclosures/{reference}/")
    expect(teacher.get_by_text(REASON).first).to_be_visible()
    # And a trustee finds it in the register, without a name
    trustee = visitor()
    sign_in(trustee, "margaret.ward@example.org")
    trustee.goto("/register/")
    expect(trustee.get_by_text(reference)).to_be_visible()
    expect(trustee.get_by_text(re.compile("Peter Dunne, Headteacher, approved it"))).to_be_visible()
    assert "Okafor" not in trustee.content()
    assert REASON not in trustee.content()


def read_as_a_stranger(page):
    page.goto("/")
    expect(page.get_by_text("You do not need permission")).to_be_visible()
    page.goto("/policy/")


def submit(page, reference):
    expect(page.get_by_role("heading", name="Nothing stops you from submitting")).to_be_visible()
    page.get_by_role("button", name="Submit for decision").click()
    expect(page.get_by_text(f"Disclosure {reference} is submitted for a decision.")).to_be_visible()


def settle(page, reference):
    """From the queue to a disclosure that may be approved: what she is not sure of is his to say, and so is the basis."""
    page.goto("/queue/")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    page.get_by_role("button", name="Settle what is open").click()
    question = page.get_by_role("group", name="Question 11, Check the source")
    question.locator('input[value="no"]').check()
    expect(page.get_by_label("The lawful basis")).to_have_value("consent")
    page.get_by_label("The condition for sensitive information").select_option(label=CONDITION)
    page.get_by_label("There is an objection about Ade Okafor. What is your reply?").fill(REPLY)
    page.get_by_role("button", name="Save what you settled").click()
    expect(page.get_by_role("alert")).to_contain_text("Write why, in a sentence")
    page.get_by_label("Your reason").fill(WHY_NOT_ASKED)
    page.get_by_role("button", name="Save what you settled").click()
    expect(page.get_by_text("You have not decided yet.")).to_be_visible()
    for words in (WHY_NOT_ASKED, REPLY):
        expect(page.get_by_text(words)).to_be_visible()


def approve(page):
    """From the page on which all is settled to a recorded decision, with one error on the way."""
    reference = re.search(r"[A-Z]{3}-\d{4}-\d{4}", page.url).group()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Approve disclosure").click()
    expect(page.get_by_role("alert")).to_contain_text("Give your reason in a sentence or more")
    page.get_by_label("Your reason").fill(REASON)
    page.get_by_role("button", name="Approve disclosure").click()
    expect(page.get_by_text(f"Your decision on disclosure {reference} is recorded.")).to_be_visible()


def sign_in(page, email):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def log_a_disclosure(page):
    """From the start page to the page on which one's answers are checked. Returns the reference."""
    page.get_by_role("button", name="Start a disclosure").click()
    page.get_by_label("Early intervention").check()
    page.get_by_label("How does it help the child?").fill("Ade would be seen by a specialist within weeks.")
    save(page)
    reference = re.search(r"[A-Z]{3}-\d{4}-\d{4}", page.url).group()
    add_a_person(page)
    add_items(page)
    add_a_recipient(page)
    record_consent(page)
    for _ in ("3.1", "3.2", "3.3"):
        answer_section(page)
        save(page)
    page.goto(f"/disclosures/{reference}/")
    expect(page.get_by_text("8 of 8 topics done")).to_be_visible()
    page.get_by_role("link", name="Check your answers and submit").click()
    return reference


def add_a_person(page):
    page.get_by_label("The information is about them").check()
    page.get_by_label("Name", exact=True).fill("Ade Okafor")
    page.get_by_label("Who are they?").fill("Pupil, year 11")
    for box, value in (("Day", "14"), ("Month", "3"), ("Year", "2011")):
        page.get_by_label(box).fill(value)
    save(page)


def add_items(page):
    """Two of the four rows; one error on the way."""
    for number, words in ((1, "Mood log, eight weeks"), (3, "Attendance since September")):
        page.get_by_role("group", name=f"Item {number}").get_by_label("What is it?").fill(words)
    first, third = (page.get_by_role("group", name=f"Item {number}") for number in (1, 3))
    first.get_by_label("What kind of information is it?").select_option(label="Health and wellbeing")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Choose what kind of information item 3 is")
    expect(third.get_by_label("What is it?")).to_have_value("Attendance since September")
    third.get_by_label("What kind of information is it?").select_option(label="Attendance")
    save(page)


def add_a_recipient(page):
    page.get_by_label("Which organisation?").select_option(label="Brook Vale CAMHS")
    page.get_by_label("Who is it for there?").fill("Dr Priya Nair")
    save(page)


def record_consent(page):
    """What Ade answered, with one error on the way, which answers question 1; then what his mother answered."""
    page.get_by_label("They did themselves").check()
    page.get_by_label("How?").fill("In person, with his tutor")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Say what they answered")
    expect(page.get_by_label("How?")).to_have_value("In person, with his tutor")
    page.get_by_role("group", name="What did they answer?").get_by_label("Yes", exact=True).check()
    for covered in ("Every recipient", "This purpose", "Every item that is listed"):
        page.get_by_label(covered).check()
    page.get_by_label("Yes, they understand enough to decide").check()
    save(page)
    expect(page.locator('input[name$="-consent-held"][value="yes"]')).to_be_checked()
    page.get_by_role("link", name="Record an answer for Ade Okafor").click()
    page.get_by_label("Somebody else, for them").check()
    page.get_by_label("Who?", exact=True).fill("Grace Okafor, his mother")
    page.get_by_label("Refused").check()
    save(page)
    expect(page.get_by_text("Grace Okafor, his mother")).to_be_visible()


def answer_section(page):
    """Answer every question that the page asks, and what opens beside an answer."""
    for code, value in CHOICES.items():
        for box in page.locator(f'input[name$="-{code}"][value="{value}"]').all():
            box.check()
        for box in page.locator(f'select[name$="-{code}"]').all():
            box.select_option(value)
    for code, text in TEXTS.items():
        for box in page.locator(f'textarea[name$="-{code}"]').all():
            box.fill(text)


def save(page):
    page.get_by_role("button", name="Save and continue").click()
