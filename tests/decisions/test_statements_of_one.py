"""What one disclosure costs: its page at every stage and its forms, small or large, in statements to the database.

At each stage one reader opens its page, in turn; `make thorough` opens it as every reader, and the pages of its checklist
on a small one too.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, LegalGround
from checklist.gates import is_open
from decisions.enums import ItemCategory, PersonKind, Stage
from decisions.facts import Content
from decisions.workflow import saves
from decisions.workflow.answering import Answering, SaveAnswers
from tests.checklist.bench import FULL, ITEMS, PURE
from tests.decisions.made import RULING, form
from tests.decisions.test_asked import asked
from tests.remembered import told_once
from tests.stories import REASON, answer, disclosure_at, do, fill, new_draft, settle
from tests.thorough import WHOLE

# Session, reader, BEGIN and COMMIT included. None may grow with the number of people, items or recipients. Whoever opens a
# page for the first time in a while leaves an entry that says so.
FIRST_READ, READ_AGAIN = 26, 22
SECTION, SUBMIT, DECIDE = 22, 26, 26
# A person is said to be one of our colleagues and to belong to one of our schools: a list of each.
PERSON = 24
# What an approver settles is asked for before the lock and judged anew behind it.
SETTLE = 36
READERS = ["author", "headteacher", "adviser"]
WRITTEN_BY_ITS_AUTHOR = {Stage.DRAFT, Stage.WITHDRAWN}
ANSWERS = {
    "3.1": {"d-duty-or-power": "not-sure"},
    "3.2": {"d-how-much": "items", "d-fact-and-opinion": "no", "d-check-source": "to-check"},
    "3.3": {},
}
LARGE = 10
WAY = "portal"


@pytest.fixture
def statements():
    """statements(person, path, form=None): how many an answer takes, which must be a page or a way on."""
    browsers = {}

    def counted(person, path, sent=None):
        if person.pk not in browsers:
            browsers[person.pk] = Client()
            browsers[person.pk].force_login(person)
        client = browsers[person.pk]
        with CaptureQueriesContext(connection) as found:
            reply = client.get(path) if sent is None else client.post(path, sent)
        assert reply.status_code == (200 if sent is None else 302), path
        return len(found)

    return counted


def small(walk):
    """A draft of one child, one item and one recipient."""
    return disclosure_at(Stage.DRAFT, walk)


@told_once
def large(walk):
    """Ten people, ten items, five recipients, and every question answered."""
    disclosure, author = fill(new_draft(walk.author, walk.brook), walk.author), walk.author
    for number in range(2, LARGE + 1):
        do("save", disclosure, author, saves.SavePerson(PersonKind.ABOUT, f"Person {number}", "Pupil, year 11"))
        do("save", disclosure, author, saves.SaveItem(f"Item {number}", ItemCategory.HEALTH, "Form tutor"))
    for agency in Agency.objects.exclude(name="Brook Vale CAMHS").order_by("pk")[:4]:
        do("save", disclosure, author, saves.SaveRecipient(agency, "Dr Lee Marsh", "Triage lead"))
    return answer(disclosure, author, consent_needed="no")


def address(disclosure, then=""):
    return f"/disclosures/{disclosure.reference}/{then}"


def pages_of_a_draft(disclosure):
    """(path, what is sent) of every page of a draft, each changing what is stored."""
    person, item = disclosure.people.first(), disclosure.items.first()
    recipients = list(disclosure.recipients.all())
    agency = Agency.objects.last().pk
    there = {"agency": agency, "contact_name": "Al Beam", "contact_position": "Clerk"}
    why = "The panel needs the dates and nothing else of it."
    less = {f"pair-{pair.pk}-extent": "redacted" for pair in disclosure.pairs.all()}
    less |= {f"pair-{pair.pk}-reason": why for pair in disclosure.pairs.all()}
    about = {f"p{one.pk}-consent-held": "not-asked" for one in disclosure.people.filter(kind=PersonKind.ABOUT)}
    ways = {f"r{one.pk}-secure-way": "not-sure" for one in recipients}
    ways |= {f"r{one.pk}-secure-way-way": WAY for one in recipients}
    yield "purpose/", {"purpose": "protect", "benefit": "She would be safe."}
    yield "pairs/", less
    yield f"people/{person.pk}/consent/", {"by": "self", "says": "yes", "covers": ["covers_items"], "competence": "yes"}
    yield "checklist/3.1/", ANSWERS["3.1"] | about
    yield "checklist/3.2/", ANSWERS["3.2"]
    yield "checklist/3.3/", ANSWERS["3.3"] | ways
    yield "people/add/", {"kind": "about", "name": "Una Moss", "pupil_number": "A4471"}
    yield f"people/{person.pk}/", {"kind": "about", "name": "Ade Okaforo", "pupil_number": "A4472"}
    yield "items/add/", {"description": "Attendance", "category": "attendance"}
    yield f"items/{item.pk}/", {"description": "Mood log", "category": "health"}
    yield "recipients/add/", there
    yield f"recipients/{recipients[0].pk}/", there
    yield f"items/{item.pk}/take-out/", {}


@pytest.mark.parametrize("stage", list(Stage))
def test_its_page_costs_few_statements_at_every_stage(walk, statements, stage):
    path = address(disclosure_at(stage, walk))
    readers = READERS if WHOLE else [READERS[list(Stage).index(stage) % len(READERS)]]
    if stage in WRITTEN_BY_ITS_AUTHOR:
        readers = READERS[:1]
    found = {part: [statements(getattr(walk, part), path) for _ in range(2)] for part in readers}
    assert {part: one for part, one in found.items() if one[0] > FIRST_READ or one[1] > READ_AGAIN} == {}


@pytest.mark.parametrize("make", [small, large])
def test_its_forms_and_its_way_to_an_approval_cost_the_same_small_or_large(walk, statements, make):
    disclosure, author = make(walk), walk.author
    found = {
        path: statements(author, address(disclosure, path), form(disclosure, **sent))
        for path, sent in list(pages_of_a_draft(disclosure))
    }
    assert {path: count for path, count in found.items() if count > (PERSON if "people" in path else SECTION)} == {}
    answer(disclosure, author, consent_needed="no")
    submitting = statements(author, address(disclosure, "check/"), form(disclosure))
    reading = statements(walk.headteacher, address(disclosure))
    settled = form(disclosure, basis="public-task", condition="safeguarding")
    settling = statements(walk.headteacher, address(disclosure, "settle/"), settled)
    deciding = statements(walk.headteacher, address(disclosure, "approve/"), form(disclosure, reason=REASON))
    disclosure.refresh_from_db()
    assert disclosure.stage == Stage.APPROVED
    counted = {"submit": (submitting, SUBMIT), "read": (reading, FIRST_READ), "settle": (settling, SETTLE)}
    counted["decide"] = (deciding, DECIDE)
    assert {name: each for name, each in counted.items() if each[0] > each[1]} == {}


@pytest.mark.parametrize("make", [small, large] if WHOLE else [large])
def test_the_pages_of_its_checklist_of_consent_and_of_what_is_settled_cost_the_same_small_or_large(
    walk, statements, make
):
    disclosure, author = make(walk), walk.author
    do("save", disclosure, author, answered_from_every_register(disclosure))
    person, recipient = disclosure.people.first(), disclosure.recipients.first()
    pages = ["", "check/", "checklist/3.1/", "checklist/3.2/", "checklist/3.3/", f"people/{person.pk}/consent/"]
    found = {page: [statements(author, address(disclosure, page)) for _ in range(2)] for page in pages}
    settle(do("submit", disclosure, author))
    for page in ("", "settle/", "approve/"):
        found[f"headteacher {page}"] = [statements(walk.headteacher, address(disclosure, page)) for _ in range(2)]
    do("approve", disclosure, walk.headteacher, RULING)
    page = f"recipients/{recipient.pk}/check/"
    found[page] = [statements(author, address(disclosure, page)) for _ in range(2)]
    sent = form(disclosure, **{f"r{recipient.pk}-right-person": "no"})
    assert statements(author, address(disclosure, page), sent) <= SECTION
    assert {page: one for page, one in found.items() if one[0] > FIRST_READ or one[1] > READ_AGAIN} == {}


def answered_from_every_register(disclosure):
    """Answers with a line of each register beside them, for each recipient where it is asked of recipients."""
    power = LegalGround.objects.filter(kind="power").first().code
    return SaveAnswers(
        (
            Answering(None, "sensitive", "yes", details={"classes": ["health"]}),
            Answering(None, "duty-or-power", "power", details={"power": power}),
            *(
                Answering(f"r{one.pk}", "secure-way", "yes", details={"way": WAY})
                for one in disclosure.recipients.present()
            ),
        )
    )


def test_what_was_asked_of_us_costs_the_same_few(walk, statements):
    disclosure, author = asked(walk), walk.author
    words = {"words": "Where is he now?", "asked_by": "Ray Calder", "no_date": "on", "no_power": "on"}
    sent = words | {"agency": Agency.objects.first().pk, "received_how": "phone", "when": "now"}
    assert statements(author, address(disclosure, "request/change/"), form(disclosure, **sent)) <= SECTION
    path = address(disclosure)
    assert (statements(author, path) <= FIRST_READ, statements(author, path) <= READ_AGAIN) == (True, True)


def test_the_gates_ask_the_database_nothing(walk, django_assert_num_queries):
    disclosure, author = disclosure_at(Stage.DRAFT, walk), walk.author
    do("save", disclosure, author, saves.SavePerson(PersonKind.ABOUT, "Zora Quill"))
    do("save", disclosure, author, saves.SaveItems(tuple(saves.SaveItem(words, "other") for words in ITEMS[1:])))
    facts = Content(disclosure).facts()
    for measured in (facts, FULL):
        assert (len(measured.items), len(measured.persons), len(measured.recipients)) == (4, 2, 1)
    with django_assert_num_queries(0):
        for pure in PURE.values():
            pure(facts)
    assert [is_open(PURE[gate](FULL)) for gate in ("g1", "g2", "before_it_leaves")] == [True] * 3
