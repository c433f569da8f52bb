"""Words for the screen: dates, people, stages, findings, topics, lists."""

import datetime

import pytest

from agencies.models import Purpose
from agencies.registers import names_of
from audit import clock
from checklist import gates
from decisions.enums import ItemCategory, PersonKind, Stage
from decisions.facts import Content
from decisions.models import Person
from decisions.permissions import standing_of
from decisions.presenters import record, words
from decisions.presenters.decided import decided, decision_card, who_decides
from decisions.presenters.findings import in_short, shown, shown_together
from decisions.presenters.lists import PAGE, mine_rows, queue_rows
from decisions.presenters.topics import topics
from decisions.queries import awaiting_decision_by, open_for_others, written_by
from decisions.routing import route
from decisions.workflow import saves
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.perform import available_actions
from tests.decisions.made import NOT_SURE, close
from tests.stories import REASON, answer, disclosure_at, do, fill, new_draft

TODAY = datetime.date(2026, 11, 23)


def person(kind, name, born=None):
    return Person(kind=kind, name=name, date_of_birth=born)


def test_whom_it_is_about_by_initials_and_age_alone():
    ade = person(PersonKind.ABOUT, "Ade Okafor", datetime.date(2011, 3, 14))
    zora, carer = person(PersonKind.ABOUT, "Zora Quill"), person(PersonKind.CARER, "Yann Quill")
    assert words.about_words([carer], TODAY) == "nobody yet"
    assert words.about_words([carer, ade], TODAY) == "A.O., 15"
    assert words.about_words([zora], TODAY) == "Z.Q."
    assert words.about_words([ade, zora], TODAY) == "A.O., 15 and 1 more"


def test_counts():
    assert [words.counted(number, "item") for number in (0, 1, 2)] == ["0 items", "1 item", "2 items"]
    assert words.counted(2, "person", "people") == "2 people"


# What is proposed


def test_the_record_names_nothing_by_its_code(walk):
    draft = fill(new_draft(walk.author, walk.brook), walk.author, consent_held=NOT_SURE)
    do("save", draft, walk.author, saves.SavePerson(PersonKind.CARER, "Yann Quill"))
    content = Content(draft)
    told = str([record.proposal_rows(draft, content), record.item_rows(content), record.answers_by_question(content)])
    raw = [*names_of(Purpose), *ItemCategory.values, NOT_SURE]
    assert [code for code in raw if f"'{code}'" in told or f" {code}," in told] == []
    for shown_words in (
        "Early intervention",
        "Health and wellbeing",
        "Parent or carer",
        "born 14 March 2011",
        "Not sure",
    ):
        assert shown_words in told


def test_an_empty_draft_says_what_is_not_given_yet(walk):
    draft = new_draft(walk.author, walk.brook, purpose="", benefit="")
    rows = record.proposal_rows(draft, Content(draft))
    assert {row["value"]["text"] for row in rows} == {record.NOT_GIVEN}
    cards = record.cards(draft, Content(draft))
    assert cards[0]["card"]["title"]["text"] == "What and why"
    assert "Question 3, " in str(cards)
    assert "No answer yet" in str(cards)


def test_reading_the_answers_costs_the_same_however_many(walk, django_assert_num_queries):
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    for name in ("Zora Quill", "Yann Quill"):
        do("save", draft, walk.author, saves.SavePerson(PersonKind.ABOUT, name))
    answer(draft, walk.author)
    content = Content(draft)
    content.facts()  # everything but the words of the register that question 2 is answered from
    with django_assert_num_queries(1):
        entries = record.answers_by_question(content)
    assert [len(entry["lines"]) for entry in entries] == [3, 1, 1, 1, 1, 3, 3, *[1] * 8]
    assert entries[0]["lines"][1] == {"who": "Zora Quill", "words": "Yes", "after_event": False}


# Findings


def test_findings_say_what_where_and_for_whom(walk):
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    do("save", draft, walk.author, saves.SavePerson(PersonKind.ABOUT, "Zora Quill"))
    answers = {"consent_held": "not-asked", "consent_needed": "", "risk_of_asking_or_telling": NOT_SURE}
    answer(draft, walk.author, **answers, more_harm_than_good="yes", sensitive="no", right_person="no")
    content = Content(draft)
    entries = shown(gates.g2(content.facts()), draft, content, mendable=True)
    texts = [entry["text"] for entry in entries]
    assert [entry["kind"] for entry in entries] == [*["block"] * 4, "reason", "warning"]
    assert texts[0].startswith("Question 3, ")
    assert texts[1].startswith("Question 6, ")
    assert "for Ade Okafor: the answer is \u201cnot sure\u201d." in texts[1]
    assert "for Zora Quill: the answer" in texts[2]
    assert texts[3] == "Name the lawful basis."
    assert texts[4].endswith("Reject, or write why it is still right.")
    assert texts[5].startswith("Question 12, ")
    assert "for Brook Vale CAMHS (Dr Priya Nair): Check the person" in texts[5]
    assert entries[0]["url"] == f"/disclosures/{draft.reference}/checklist/3.1/#question-3"
    assert entries[0]["link"] == "Go to question 3"
    assert ["url" in entry for entry in entries] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]  # the approver\u2019s own part
    assert all("url" not in entry for entry in shown(gates.g2(content.facts()), draft, content, mendable=False))


def test_findings_of_an_empty_draft_lead_to_their_pages(walk):
    draft = new_draft(walk.author, walk.brook, purpose="", benefit="")
    content = Content(draft)
    entries = shown(gates.g1(content.facts()), draft, content, mendable=True)
    pages = [entry["url"].rsplit("/", 2)[1] for entry in entries[:4]]
    assert pages == ["purpose", "people", "items", "recipients"]
    assert len(entries) == 4 + 8


def test_a_page_that_refuses_tells_many_unanswered_questions_as_one(walk):
    draft = new_draft(walk.author, walk.brook, purpose="", benefit="")
    content = Content(draft)
    entries = shown_together(gates.g1(content.facts()), draft, content, mendable=True)
    assert len(entries) == 6
    assert entries[-2]["text"].endswith("Confirm it is right and up to date.")
    assert entries[-1]["text"].startswith("Answer questions 2 to 4 and 8 to 11. ")
    assert entries[-1]["link"] == "Go to question 2"
    few = [one for one in gates.g1(content.facts()) if one.question in {2, 3, 4}]
    assert shown_together(few, draft, content, mendable=True) == shown(few, draft, content, mendable=True)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([2], "2"), ([2, 3], "2 and 3"), ([2, 3, 4], "2 to 4"), ([2, 3, 5, 8, 9, 10], "2, 3, 5 and 8 to 10")],
)
def test_numbers_that_follow_each_other_are_one(numbers, said):
    assert words.in_runs(numbers) == said


def finding(question=None, severity=gates.BLOCK, mend=gates.CHECKLIST_TOPIC):
    return gates.Finding("X", 1, severity, "Do.", mend, question, question and "code", None)


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ([], ""),
        ([finding(3)], "question 3"),
        ([finding(3), finding(6), finding(6)], "question 3 and question 6"),
        ([finding(8, gates.WARN), finding(3)], "question 3"),
        ([finding(mend=gates.PURPOSE_TOPIC), finding(3), finding(4)], "what and why, question 3 and question 4"),
        ([finding(number) for number in range(1, 6)], "question 1, question 2, question 3 and 2 more"),
    ],
)
def test_what_shuts_an_action_in_short(findings, line):
    assert in_short(findings) == line


# The task list


def marks(draft):
    content = Content(draft)
    groups = topics(draft, content, gates.g1(content.facts()))
    told = {}
    for group in groups["groups"]:
        for item in group["list"]["items"]:
            mark = item["status"]
            told[item["title"]["text"]] = mark["tag"]["text"] if "tag" in mark else mark["text"]
    return told, (groups["done"], groups["all"])


def test_the_marks_of_the_topics(walk):
    draft = new_draft(walk.author, walk.brook, purpose="", benefit="")
    told, done = marks(draft)
    assert list(told.values()) == ["Not started"] * 7 + ["Later", "Not ready"]
    assert done == (0, 7)
    do("save", draft, walk.author, saves.SavePurpose("protect", ""))
    do("save", draft, walk.author, saves.SavePerson(PersonKind.CARER, "Yann Quill"))
    do("save", draft, walk.author, saves.SaveItem("Mood log", ItemCategory.HEALTH))
    do("save", draft, walk.author, SaveAnswers((Answering(None, "sensitive", NOT_SURE),)))
    draft.refresh_from_db()
    told, done = marks(draft)
    in_progress = ["What and why", "Who it is about", "3.1 Your right to share"]
    assert [title for title, mark in told.items() if mark == "In progress"] == in_progress
    assert (told["The information"], done) == ("Done", (1, 7))


def test_a_complete_draft_is_ready(walk):
    told, done = marks(disclosure_at(Stage.DRAFT, walk))
    assert done == (8, 8)
    assert told["Who gets what"] == "Done"
    assert told["Check your answers and submit"] == ""  # no mark: nothing stops it


# Who decides, and what was decided


def test_who_will_decide_and_why(walk):
    draft = new_draft(walk.author, walk.brook)
    told = who_decides(draft, route(draft))
    assert (told["name"], told["capacity"]) == ("Peter Dunne", "Headteacher")
    draft = new_draft(walk.headteacher, walk.brook)
    told = who_decides(draft, route(draft))
    assert (told["name"], told["capacity"]) == ("Helen Hale", "Data Protection Adviser")
    assert "nobody decides what they wrote" in told["because"]
    close(walk, walk.adviser, walk.second_adviser)
    told = who_decides(draft, route(draft))
    assert told == {"nobody": "Nobody can decide this at the moment.", "ring": "Helen Hale", "phone": "01632 960110"}


def card_for(disclosure, user):
    content, standing = Content(disclosure), standing_of(user, disclosure)
    offers = {offer.name: offer for offer in available_actions(disclosure, user, content, standing)}
    return decision_card(disclosure, offers, standing)


def test_the_card_of_the_approver_and_of_everybody_else(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, consent_needed=NOT_SURE)
    card = card_for(disclosure, walk.headteacher)
    assert card["capacity"] == "Headteacher"
    assert card["shut"] == [{"label": "Approve", "words": "opens when this is settled: question 3."}]
    assert [choice["button"]["text"] for choice in card["open"]] == ["Return with defects", "Reject"]
    assert card_for(disclosure, walk.author)["waits_for"]["name"] == "Peter Dunne"
    assert card_for(disclosure_at(Stage.APPROVED, walk), walk.headteacher) is None
    close(walk, walk.headteacher, walk.adviser, walk.second_adviser)
    assert "Nobody" in card_for(disclosure, walk.author)["waits_for"]["nobody"]


def test_only_approve_is_green(walk):
    card = card_for(disclosure_at(Stage.AWAITING, walk), walk.headteacher)
    assert [choice["button"].get("classes", "") for choice in card["open"]] == ["", *["govuk-button--secondary"] * 2]


def test_the_latest_decision_in_words(walk):
    assert decided(disclosure_at(Stage.AWAITING, walk), clock.today()) is None
    told = decided(disclosure_at(Stage.REJECTED, walk), clock.today())
    rows = {row["key"]["text"]: row["value"]["text"] for row in told["rows"]["rows"]}
    assert (told["title"], told["reason"]) == ("Rejected", REASON)
    assert rows["Decided by"] == "Peter Dunne, Headteacher"
    assert rows["When"].startswith("Today, ")
    assert rows["When"].endswith("on version 8")
    assert rows["How the child is helped instead"] == "The school counsellor sees Ade every week."
    assert "What would change it" not in rows
    returned = decided(disclosure_at(Stage.RETURNED, walk), clock.today())
    assert "What to mend" in str(returned["rows"])


# Lists


def test_ones_own_with_what_happens_next(walk):
    for stage in Stage:
        disclosure_at(stage, walk)
    new_draft(walk.author, walk.brook)
    rows = mine_rows(written_by(walk.author), walk.author, clock.today())
    told = [(row["stage"]["words"], row["next"]) for row in reversed(rows)]
    assert told == [
        ("Draft", "You: finish it, then submit"),
        ("Awaiting decision", "Peter Dunne decides it"),
        ("Returned", "You: mend it, then submit again"),
        ("Approved", "You: plan who is told and sign, then share"),
        ("Rejected", "Read the reason"),
        ("Shared first", "Peter Dunne looks at it"),
        ("Shared", "You: the questions after sharing, then close"),
        ("Closed", "Nothing more"),
        ("Withdrawn", "Nothing more"),
        ("Lapsed", "You: submit it again if it is still needed"),
        ("Draft", "You: finish it, then submit"),
    ]
    assert (rows[0]["about"], rows[0]["recipient"]) == ("Nobody yet", "Not chosen yet")
    assert rows[1]["recipient"] == "Brook Vale CAMHS"
    assert rows[1]["about"].startswith("A.O., ")
    assert "Okafor" not in str(rows)


def test_a_list_says_whom_to_ring_where_nobody_can_decide(walk):
    disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    close(walk, walk.adviser, walk.second_adviser)
    [row] = mine_rows(written_by(walk.headteacher), walk.headteacher, clock.today())
    assert row["next"] == "Nobody can decide this. Ring Helen Hale on 01632 960110"


def test_the_queue_with_what_to_know(walk):
    disclosure_at(Stage.AWAITING, walk)
    answers = {"consent_held": NOT_SURE, "risk_of_asking_or_telling": NOT_SURE, "check_source": NOT_SURE}
    disclosure_at(Stage.AWAITING, walk, consent_needed=NOT_SURE, sensitive=NOT_SURE, **answers)
    disclosure_at(Stage.RETURNED, walk)
    disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    block = queue_rows(awaiting_decision_by(walk.headteacher), walk.headteacher, clock.today())
    assert block["count"] == "2"
    assert [row["know"] for row in block["rows"]] == [
        "",
        "3 points to settle before it can be approved",
    ]
    assert block["rows"][0]["from_to"] == "Joanna Finch to Brook Vale CAMHS"
    others = queue_rows(open_for_others(walk.headteacher), walk.headteacher, clock.today())
    assert [row["know"] for row in others["rows"]] == ["Joanna Finch is mending it", "Helen Hale decides it"]
    assert "Okafor" not in str([block, others])


def test_a_long_block_says_that_there_is_more(walk, monkeypatch):
    monkeypatch.setattr("decisions.presenters.lists.PAGE", 1)
    for expected in ("1", "1 or more"):
        disclosure_at(Stage.AWAITING, walk)
        block = queue_rows(awaiting_decision_by(walk.headteacher), walk.headteacher, clock.today())
        assert (block["count"], len(block["rows"])) == (expected, 1)
    assert PAGE == 50


def test_lists_cost_the_same_however_long(walk, django_assert_num_queries):
    for size in (1, 3):
        for _ in range(size):
            disclosure_at(Stage.AWAITING, walk)
        with django_assert_num_queries(3):
            mine_rows(written_by(walk.author), walk.author, clock.today())
        with django_assert_num_queries(3):
            queue_rows(awaiting_decision_by(walk.headteacher), walk.headteacher, clock.today())
