"""The pages of one disclosure: writing, checking, reading and deciding it."""

import html
import re
import uuid

import pytest
from django.urls import reverse

from agencies.models import Agency
from audit.models import Entry
from checklist.facts import HARM_WHY
from checklist.models import Paragraph
from decisions.enums import PersonKind, Stage
from decisions.models import Decision, Disclosure, Person
from decisions.workflow import saves
from decisions.workflow.handing import WithReason
from decisions.workflow.settling import Settled
from tests.access.shown import Form
from tests.decisions.made import NOT_SURE, RULING, close, form, leave
from tests.stories import CHILD, REASON, answer, disclosure_at, do, fill, new_draft, settle
from tests.thorough import WHOLE

TASK_LIST, DECISION_PAGE = "Get this ready for a decision", "What is proposed"
TASKS_AFTERWARDS = "Answer the missing questions"
REFUSED = "has <strong>not</strong> been recorded"


def url(disclosure, page="", *more):
    return reverse(f"disclosure-{page}" if page else "disclosure", args=[disclosure.reference, *more])


def decide_url(disclosure, action):
    return url(disclosure, "decide", action)


def text(response):
    return html.unescape(response.content.decode())


# Which page opens


# Everybody is asked where it is closed to them, or where one of them decides; elsewhere the page is the same for all who read it.
READERS = ("headteacher", "lead", "adviser")
READ_ALIKE = {
    Stage.RETURNED: ("lead",),
    Stage.APPROVED: ("headteacher",),
    Stage.REJECTED: ("adviser",),
    Stage.SHARED: ("lead",),
    Stage.CLOSED: ("adviser",),
    Stage.LAPSED: ("headteacher",),
}


@pytest.mark.parametrize("stage", Stage)
def test_the_writer_finds_the_task_list_and_everybody_else_the_decision_page(walk, as_user, stage):
    """At the stages of READ_ALIKE `make test` asks one reader each, `make thorough` all of them."""
    disclosure = disclosure_at(stage, walk)
    writes = stage in {Stage.DRAFT, Stage.RETURNED, Stage.SHARED_FIRST}
    page = text(as_user(walk.author).get(url(disclosure)))
    task_list = TASKS_AFTERWARDS if stage == Stage.SHARED_FIRST else TASK_LIST
    assert (task_list in page, DECISION_PAGE in page) == (writes, not writes)
    for reader in (getattr(walk, part) for part in (READERS if WHOLE else READ_ALIKE.get(stage, READERS))):
        response = as_user(reader).get(url(disclosure))
        if stage in {Stage.DRAFT, Stage.WITHDRAWN}:
            assert response.status_code == 404
        else:
            assert DECISION_PAGE in text(response)
            decides = stage in {Stage.AWAITING, Stage.SHARED_FIRST} and reader == walk.headteacher
            assert ("Your decision" in text(response)) == decides
            assert ("The policy says" in text(response)) == decides


def test_whoever_decides_reads_who_receives_it_initials_and_the_policys_own_words(walk, as_user):
    page = text(as_user(walk.headteacher).get(url(disclosure_at(Stage.AWAITING, walk))))
    assert re.search(
        r"<h1[^>]*>Brook Vale CAMHS, about <span class=\"ts-nowrap\">[A-Z]\.[A-Z]\., \d+</span></h1>", page
    )
    quoted = re.findall(r"([\d.]+) “(.+?)”</p>", page)
    assert quoted == [(one.number, one.wording) for one in Paragraph.objects.filter(number__in=("2.1", "2.9"))]


def test_to_whom_it_is_not_open_it_does_not_exist(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    pages = [url(disclosure), url(disclosure, "check"), url(disclosure, "purpose"), decide_url(disclosure, "approve")]
    for user in (walk.volunteer, walk.other_head, walk.trustee, walk.administrator, walk.staff_flag, walk.leaver):
        client = as_user(user)
        there = [client.get(page) for page in pages]
        none = client.get("/disclosures/BRK-2020-0999/")
        assert {response.status_code for response in there} == {none.status_code} == {404}


def test_the_task_list_says_who_will_decide_and_what_was_returned(walk, as_user):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    page = text(as_user(walk.author).get(url(disclosure)))
    for words in ("Peter Dunne", "Headteacher", "Returned with defects", REASON, "8 of 8 topics done"):
        assert words in page


def test_a_name_is_in_no_title_and_no_address(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    for user, page in ((walk.author, url(disclosure)), (walk.headteacher, decide_url(disclosure, "approve"))):
        response = as_user(user).get(page)
        title = text(response).split("<title>")[1].split("</title>")[0]
        assert not [name for name in CHILD.split() if name in title or name in page]


# Writing


def test_a_new_disclosure_begins_with_its_first_page(walk, as_user):
    client = as_user(walk.author)
    assert client.get(reverse("disclosure-new")).status_code == 200
    sent = {"version": 0, "token": str(uuid.uuid4()), "purpose": "protect", "benefit": "Ade is safe."}
    first, again = (client.post(reverse("disclosure-new"), sent) for _ in range(2))
    disclosure = Disclosure.objects.get()
    assert first.url == again.url == url(disclosure, "people")
    assert (disclosure.author, disclosure.school, disclosure.purpose) == (walk.author, walk.brook, "protect")


def test_an_adviser_says_for_which_school_and_a_trustee_starts_none(walk, as_user):
    client = as_user(walk.adviser)
    assert "Which school is this for?" in text(client.get(reverse("disclosure-new")))
    sent = {"version": 0, "token": str(uuid.uuid4()), "school": walk.ashby.pk}
    client.post(reverse("disclosure-new"), sent)
    assert Disclosure.objects.get().school == walk.ashby
    assert as_user(walk.trustee).get(reverse("disclosure-new")).status_code == 404
    assert as_user(walk.author).post(reverse("disclosure-new"), sent | {"school": walk.ashby.pk}).status_code == 302
    assert Disclosure.objects.latest("pk").school == walk.brook


def test_each_page_saves_and_goes_on_to_the_next(walk, as_user):
    disclosure = new_draft(walk.author, walk.brook)
    client = as_user(walk.author)
    person = form(disclosure, kind="about", name="Zora Quill", relation="Pupil")
    assert client.post(url(disclosure, "person-add"), person).url == url(disclosure, "items")
    item = form(disclosure, description="Mood log", category="health")
    assert client.post(url(disclosure, "item-add"), item).url == url(disclosure, "recipients")
    recipient = form(disclosure, agency=Agency.objects.in_use().first().pk)
    assert client.post(url(disclosure, "recipient-add"), recipient).url == url(
        disclosure, "consent", disclosure.people.get().pk
    )
    pairs = form(disclosure, **{f"pair-{disclosure.pairs.get().pk}-extent": "whole"})
    assert client.post(url(disclosure, "pairs"), pairs).url == url(disclosure, "consent", disclosure.people.get().pk)
    zora = disclosure.people.get()
    answers = form(disclosure, **{"d-sensitive": "yes", f"p{zora.pk}-consent-held": NOT_SURE, "d-how-much": ""})
    assert client.post(url(disclosure, "checklist", "3.1"), answers).url == url(disclosure, "checklist", "3.2")
    later = form(disclosure, purpose="protect", benefit="Zora is safe.", later="1")
    assert client.post(url(disclosure, "purpose"), later).url == url(disclosure)
    disclosure.refresh_from_db()
    assert (disclosure.version, disclosure.purpose) == (6, "protect")
    assert disclosure.response.answers.get().value == "yes"
    assert zora.response.answers.get().value == NOT_SURE
    shown = text(client.get(url(disclosure, "checklist", "3.1")))
    assert "Zora Quill" in shown


def test_a_row_is_taken_out_once_and_stays_on_record(walk, as_user):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    person = disclosure.people.get()
    page = url(disclosure, "person-take-out", person.pk)
    client = as_user(walk.author)
    assert CHILD in text(client.get(page))
    sent = form(disclosure)
    assert [client.post(page, sent).url for _ in range(2)] == [url(disclosure, "people")] * 2
    assert client.get(page).status_code == 404
    assert Person.objects.get(pk=person.pk).removed_by == walk.author


def test_a_row_of_another_disclosure_does_not_exist_here(walk, as_user):
    mine, other = new_draft(walk.author, walk.brook), fill(new_draft(walk.author, walk.brook), walk.author)
    for page in ("person", "person-take-out"):
        assert as_user(walk.author).get(url(mine, page, other.people.get().pk)).status_code == 404
    assert as_user(walk.author).get(url(mine, "item", other.items.get().pk)).status_code == 404


def test_a_stale_page_of_a_draft_keeps_what_was_typed(walk, as_user):
    disclosure = new_draft(walk.author, walk.brook)
    sent = form(disclosure, purpose="protect", benefit="Words that took an hour to find.")
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.ABOUT, "Zora Quill"))
    response = as_user(walk.author).post(url(disclosure, "purpose"), sent)
    assert response.status_code == 409
    for words in ("Words that took an hour to find.", "Draft saved", "You read version 1", "now version 2"):
        assert words in text(response)
    disclosure.refresh_from_db()
    assert disclosure.version == 2


# Check your answers


def test_the_check_page_is_shut_until_nothing_is_missing(walk, as_user):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author, consent_needed="", more_harm_than_good=NOT_SURE)
    client = as_user(walk.author)
    page = text(client.get(url(disclosure, "check")))
    assert "1 thing stops you from submitting" in page
    assert "Go to question 3" in page
    assert "The approver will see this" in page
    assert '<form method="post" novalidate>' not in page.split('id="submit"')[1]
    response = client.post(url(disclosure, "check"), form(disclosure))
    assert response.status_code == 409
    assert "This cannot be done yet" in text(response)
    assert Disclosure.objects.get().stage == Stage.DRAFT


def test_the_check_page_submits_and_a_second_press_is_harmless(walk, as_user):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    client = as_user(walk.author)
    page = text(client.get(url(disclosure, "check")))
    assert "Nothing stops you from submitting" in page
    assert "Peter Dunne" in page
    sent = form(disclosure)
    first, again = (client.post(url(disclosure, "check"), sent) for _ in range(2))
    assert first.url == again.url == url(disclosure)
    assert Entry.objects.filter(case=disclosure.pk, event="disclosure.submitted").count() == 1
    assert client.get(url(disclosure, "check")).status_code == 404


def test_where_nobody_can_decide_it_is_said_with_whom_to_ring(walk, as_user):
    draft = disclosure_at(Stage.DRAFT, walk, author=walk.headteacher)
    waiting = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    close(walk, walk.adviser, walk.second_adviser)
    client = as_user(walk.headteacher)
    for page in (url(draft), url(draft, "check"), url(waiting)):
        shown = text(client.get(page))
        aside = shown.split("<aside")[1].split("</aside>")[0]
        assert "Nobody can decide this at the moment." in aside
        assert "Helen Hale" in aside
        assert "01632 960110" in aside


# Deciding


def test_harm_stands_at_the_top_of_the_decision_page_and_is_a_warning_once_it_is_answered(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk, more_harm_than_good="yes")
    client = as_user(walk.headteacher)
    page = text(client.get(url(disclosure)))
    assert page.index("Sharing seems to do more harm") < page.index(DECISION_PAGE)
    assert "<strong>Warning.</strong>" not in page
    assert "opens when this is settled: question 8." in page
    assert decide_url(disclosure, "approve") not in page
    settle(disclosure, walk.headteacher, Settled(HARM_WHY, reason=REASON))
    page = text(client.get(url(disclosure)))
    assert page.index("Sharing seems to do more harm") < page.index(DECISION_PAGE)
    assert page.count("<strong>Warning.</strong>") == 1
    assert decide_url(disclosure, "approve") in page


# Question, what its author answered (question 6 is asked where nobody was asked for consent), and what opens Approve.
UNSURE = [
    (3, {"consent_needed": NOT_SURE}, "question 3"),
    (4, {"duty_or_power": NOT_SURE}, "question 4 and the lawful basis"),
    (
        6,
        {"risk_of_asking_or_telling": NOT_SURE, "consent_held": "not-asked", "consent_needed": "no"},
        "question 6",
    ),
    (8, {"more_harm_than_good": NOT_SURE}, "question 8"),
    (11, {"check_source": NOT_SURE}, "question 11"),
]


@pytest.mark.parametrize(("number", "answers", "opens"), UNSURE)
def test_not_sure_shuts_approve_and_the_reason_is_kept(walk, as_user, number, answers, opens):
    disclosure = disclosure_at(Stage.AWAITING, walk, **answers)
    client = as_user(walk.headteacher)
    page = text(client.get(url(disclosure)))
    assert decide_url(disclosure, "approve") not in page
    assert f"opens when this is settled: {opens}." in page
    assert decide_url(disclosure, "return") in page
    assert decide_url(disclosure, "reject") in page
    shut = client.get(decide_url(disclosure, "approve"))
    assert (shut.status_code, shut.url) == (302, url(disclosure))
    response = client.post(decide_url(disclosure, "approve"), form(disclosure, reason=REASON))
    assert response.status_code == 409
    for words in ("This cannot be done yet", REFUSED, f"Question {number}, ", REASON):
        assert words in response.content.decode() or words in text(response)
    assert not Decision.objects.exists()


def test_a_reason_that_is_too_short_is_kept_where_approve_is_shut_too(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk, consent_needed=NOT_SURE)
    response = as_user(walk.headteacher).post(decide_url(disclosure, "approve"), form(disclosure, reason="Too short"))
    assert response.status_code == 200
    assert "Too short" in text(response)
    assert "Give your reason in a sentence or more" in text(response)


@pytest.mark.parametrize(
    ("action", "stage"), [("approve", Stage.APPROVED), ("return", Stage.RETURNED), ("reject", Stage.REJECTED)]
)
def test_a_decision_is_confirmed_on_a_page_of_its_own_and_pressed_twice_is_one(walk, as_user, action, stage):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    client = as_user(walk.headteacher)
    page = text(client.get(decide_url(disclosure, action)))
    assert "You decide as" in page
    assert "8, the one you read" in page
    sent = form(disclosure, reason=REASON, instead="The counsellor sees Ade.", would_change="")
    first, again = (client.post(decide_url(disclosure, action), sent) for _ in range(2))
    assert (first.status_code, first.url) == (again.status_code, again.url) == (302, reverse("queue"))
    assert Decision.objects.get().reason == REASON
    assert Disclosure.objects.get().stage == stage


def test_a_rejection_needs_what_happens_instead(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    response = as_user(walk.headteacher).post(decide_url(disclosure, "reject"), form(disclosure, reason=REASON))
    assert response.status_code == 200
    assert "Say how the child is helped instead" in text(response)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("reason", [REASON, "Short"])
def test_a_stale_decision_stands_open_on_the_version_as_it_is_now(walk, as_user, reason):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    sent = form(disclosure, reason=reason, instead="The counsellor sees Ade.", would_change="A court order")
    do("take-back", disclosure, walk.author, WithReason())
    do("submit", disclosure, walk.author)
    client = as_user(walk.headteacher)
    response = client.post(decide_url(disclosure, "reject"), sent)
    assert response.status_code == 409
    assert "Read version 10 and decide" in text(response)
    assert "Taken back" in text(response)  # what has happened since
    shown = Form(response.content.decode().split("<main")[1]).typed
    kept = {name: shown[name] for name in ("version", "reason", "instead", "would_change")}
    assert kept == {**{name: sent[name] for name in kept}, "version": "10"}
    assert not Decision.objects.exists()
    assert client.post(decide_url(disclosure, "reject"), {**shown, "reason": REASON}).status_code == 302
    assert Decision.objects.get().version == 10


@pytest.mark.parametrize("reason", [REASON, "Short"])
def test_a_stale_decision_says_what_happened_since_and_keeps_the_words(walk, as_user, reason):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    sent = form(disclosure, reason=reason, instead="The counsellor sees Ade.", would_change="A court order")
    do("approve", disclosure, walk.headteacher, RULING)
    response = as_user(walk.headteacher).post(decide_url(disclosure, "reject"), sent)
    assert response.status_code == 409
    page = text(response)
    for words in ("Somebody else has changed", "Approved, on version 8", "You read version 8", "A court order", reason):
        assert words in page
    assert "Your reason" in page
    assert "would_change" not in page
    assert Decision.objects.count() == 1


def test_a_version_that_was_mended_meanwhile_is_not_decided(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    sent = form(disclosure, reason=REASON)
    do("return", disclosure, walk.headteacher, RULING)
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.ABOUT, "Zora Quill"))
    do("save", disclosure, walk.author, saves.TakeOut("people", disclosure.people.latest("pk").pk))
    answer(disclosure, walk.author)
    do("submit", disclosure, walk.author)
    response = as_user(walk.headteacher).post(decide_url(disclosure, "approve"), sent)
    assert response.status_code == 409
    assert "Submitted for decision, version 13" in text(response)
    assert Disclosure.objects.get().stage == Stage.AWAITING


def test_who_may_not_decide_is_shown_no_such_page(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.other_author)
    for user in (walk.author, walk.lead, walk.adviser, walk.other_head, walk.trustee):
        client = as_user(user)
        for action in ("approve", "return", "reject"):
            page = decide_url(disclosure, action)
            sent = form(disclosure, reason=REASON, instead="The counsellor sees Ade.")
            assert client.get(page).status_code == client.post(page, sent).status_code == 404
    assert not Decision.objects.exists()


def test_another_method_is_refused(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    assert as_user(walk.headteacher).put(decide_url(disclosure, "approve")).status_code == 405
    assert as_user(walk.headteacher).post(url(disclosure)).status_code == 405
