"""Several recipients: each with a sheet of answers of its own, and taken out without a trace being lost."""

import pytest
from django.urls import reverse

from agencies.models import Agency
from checklist import gates
from decisions.enums import PersonKind, Stage
from decisions.facts import Content
from decisions.models import Pair, Recipient
from decisions.presenters import record
from decisions.presenters.lists import mine_rows, queue_rows
from decisions.presenters.topics import topics
from decisions.queries import awaiting_decision_by, written_by
from decisions.workflow import saves
from tests.decisions.made import RULING, form
from tests.stories import answer, disclosure_at, do, fill, new_draft, settle


@pytest.fixture
def draft(walk):
    return fill(new_draft(walk.author, walk.brook), walk.author)


@pytest.fixture
def police(walk):
    return Agency.objects.get(name="County police")


def url(disclosure, page, *more):
    return reverse(f"disclosure-{page}", args=[disclosure.reference, *more])


def hints(draft):
    content = Content(draft)
    groups = topics(draft, content, gates.g1(content.facts()))["groups"]
    return {item["title"]["text"]: item["hint"]["text"] for group in groups for item in group["list"]["items"]}


def test_a_recipient_is_added_changed_and_listed(walk, as_user, draft, police):
    client = as_user(walk.author)
    sent = form(draft, agency=police.pk, contact_name="Vera Lunt", contact_position="Inspector")
    answered = client.post(url(draft, "recipient-add"), sent)
    assert answered.url == url(draft, "recipients")
    page = client.get(answered.url).content.decode()
    for words in ("Brook Vale CAMHS", "County police", "Vera Lunt, Inspector", url(draft, "pairs")):
        assert words in page
    added = draft.recipients.get(agency=police)
    assert added.response.asked_of == "recipient"
    sent = form(draft, agency=police.pk, contact_name="Vera Lunt-Hall")
    assert client.post(url(draft, "recipient", added.pk), sent).url == answered.url
    assert Recipient.objects.get(pk=added.pk).contact_name == "Vera Lunt-Hall"
    assert draft.recipients.count() == 2


def test_a_recipient_is_saved_and_left_for_later(walk, as_user, draft, police):
    sent = form(draft, agency=police.pk, later="1")
    answered = as_user(walk.author).post(url(draft, "recipient-add"), sent)
    assert answered.url == reverse("disclosure", args=[draft.reference])
    assert draft.recipients.count() == 2


def test_questions_12_to_15_are_asked_of_each(walk, draft, police):
    do("save", draft, walk.author, saves.SaveRecipient(police, "Vera Lunt"))
    content = Content(draft)
    found = [finding.code for finding in gates.g1(content.facts()) if finding.question]
    assert found == ["Q1.STALE", "Q12.ANSWER", "Q13.ANSWER", "Q14.ANSWER", "Q15.EMPTY"]
    answer(draft, walk.author)
    assert gates.g1(Content(draft).facts()) == []
    lines = {entry["number"]: entry["lines"] for entry in record.answers_by_question(Content(draft))}
    whose = [line["who"] for line in lines[13]]
    assert whose == ["Brook Vale CAMHS (Dr Priya Nair)", "County police (Vera Lunt)"]


def test_one_that_is_taken_out_is_hidden_with_its_pairs_and_its_answers(walk, as_user, draft, police):
    do("save", draft, walk.author, saves.SaveRecipient(police))
    out = draft.recipients.get(agency=police)
    client = as_user(walk.author)
    page = url(draft, "recipient-take-out", out.pk)
    assert "County police" in client.get(page).content.decode()
    sent = form(draft)
    assert [client.post(page, sent).url for _ in range(2)] == [url(draft, "recipients")] * 2
    content = Content(draft)
    assert [row.agency.name for row in content.recipients] == ["Brook Vale CAMHS"]
    assert len(content.pairs) == 1
    assert Pair.objects.filter(disclosure=draft).count() == 2
    assert [finding.code for finding in gates.g1(content.facts())] == ["Q1.STALE"]  # somebody else was to receive it
    assert "County police" not in str(record.cards(draft, content))
    assert client.get(page).status_code == 404
    assert Recipient.objects.get(pk=out.pk).removed_by == walk.author


def test_what_was_typed_about_one_that_is_gone_is_shown_again(walk, as_user, draft, police):
    do("save", draft, walk.author, saves.SaveRecipient(police))
    out = draft.recipients.get(agency=police)
    sent = form(draft, agency=police.pk, contact_name="Vera Lunt")
    answers = form(draft, **{f"r{out.pk}-what-they-will-do-text": "Find his father.", f"r{out.pk}-right-person": "yes"})
    do("save", draft, walk.author, saves.TakeOut("recipients", out.pk))
    client = as_user(walk.author)
    mended = client.post(url(draft, "recipient", out.pk), sent)
    assert mended.status_code == 409
    assert "Vera Lunt" in mended.content.decode()
    assert "County police" in mended.content.decode()
    assert "Save and continue" not in mended.content.decode()
    answered = client.post(url(draft, "checklist", "3.3"), answers)
    page = answered.content.decode()
    assert answered.status_code == 409
    for words in ("Find his father.", "Question 15, ", "(taken out since)", "Question 12, ", "Yes"):
        assert words in page


def test_what_was_taken_out_since_an_approval_is_not_decided_by_the_next(walk, police):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    do("save", disclosure, walk.author, saves.SaveRecipient(police))
    answer(disclosure, walk.author)
    do("submit", disclosure, walk.author)
    do("return", disclosure, walk.headteacher, RULING)
    Pair.objects.get(recipient__agency=police)
    do("save", disclosure, walk.author, saves.TakeOut("recipients", disclosure.recipients.get(agency=police).pk))
    answer(disclosure, walk.author)
    settle(do("submit", disclosure, walk.author))
    do("approve", disclosure, walk.headteacher, RULING)
    assert dict(Pair.objects.values_list("recipient__agency__name", "decided")) == {
        "Brook Vale CAMHS": "whole",
        "County police": "",
    }


def test_lists_name_the_first_and_count_the_others(walk, police):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    do("save", disclosure, walk.author, saves.SaveRecipient(police))
    answer(disclosure, walk.author)
    today = disclosure.changed_at.date()
    [mine] = mine_rows(written_by(walk.author), walk.author, today)
    assert mine["recipient"] == "Brook Vale CAMHS and 1 more"
    do("submit", disclosure, walk.author)
    [row] = queue_rows(awaiting_decision_by(walk.headteacher), walk.headteacher, today)["rows"]
    assert row["from_to"] == "Joanna Finch to Brook Vale CAMHS and 1 more"


# The task list


def test_the_hints_say_what_is_there(walk, draft, police):
    told = hints(draft)
    assert told["Who it is about"] == "1 person"
    assert told["Who receives it"] == "Brook Vale CAMHS, named contact"
    do("save", draft, walk.author, saves.SavePerson(PersonKind.CARER, "Yann Quill"))
    do("save", draft, walk.author, saves.SavePerson(PersonKind.MENTIONED, "Xenia Quill"))
    do("save", draft, walk.author, saves.SaveRecipient(police))
    told = hints(draft)
    assert told["Who it is about"] == "3 people: 1 whom it is about, 1 to be told or not, 1 only mentioned"
    assert told["Who receives it"] == "2 recipients: Brook Vale CAMHS; County police"
    assert told["Check your answers and submit"] == "You can look now. To submit, finish 3 topics above"


def test_what_is_missing_is_said_in_words(walk, draft):
    answer(draft, walk.author, consent_needed="", duty_or_power="")
    assert hints(draft)["3.1 Your right to share"] == "Questions 1 to 8. Questions 3 and 4 have no answer"
    answer(draft, walk.author, duty_or_power="")
    assert hints(draft)["3.1 Your right to share"] == "Questions 1 to 8. Question 4 has no answer"
    empty = new_draft(walk.author, walk.brook, benefit="")
    assert hints(empty)["What and why"].endswith("Say what this is for and how it helps the child.")
    do("save", empty, walk.author, saves.SavePerson(PersonKind.CARER, "Yann Quill"))
    assert hints(empty)["Who it is about"] == "1 person: 1 to be told or not. Add each person this is about."


PAGES = [
    "purpose",
    "person-add",
    "item-add",
    "recipient-add",
    "pairs",
    "checklist:3.1",
    "checklist:3.2",
    "checklist:3.3",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_topic_can_be_saved_and_left(walk, as_user, draft, page):
    name, _, number = page.partition(":")
    shown = as_user(walk.author).get(url(draft, name, *([number] if number else []))).content.decode()
    assert "Save and continue" in shown
    assert "Save and come back later" in shown


@pytest.mark.parametrize("page", ["people", "items", "recipients"])
def test_every_list_says_that_it_is_saved_and_can_be_left(walk, as_user, draft, page):
    shown = as_user(walk.author).get(url(draft, page)).content.decode()
    assert "All of this is saved." in shown
    assert "Come back later" in shown


def test_carers_and_mentioned_people_are_listed_with_how_they_come_into_it(walk, as_user, draft):
    do("save", draft, walk.author, saves.SavePerson(PersonKind.CARER, "Yann Quill"))
    do("save", draft, walk.author, saves.SavePerson(PersonKind.MENTIONED, "Xenia Quill"))
    shown = as_user(walk.author).get(url(draft, "people")).content.decode()
    for words in ("Yann Quill", "Parent or carer", "Xenia Quill", "Only mentioned"):
        assert words in shown
