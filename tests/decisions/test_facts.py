"""From the rows of a disclosure to the plain values that the gates judge."""

import pytest

from agencies.models import Agency
from checklist import facts as plain, gates
from checklist.models import Question
from decisions.enums import ItemCategory, PersonKind, Stage
from decisions.facts import Content
from decisions.judged import age_of, person_key, recipient_key
from decisions.presenters.record import answer_words
from decisions.workflow import saves
from decisions.workflow.answering import Answering, SaveAnswers
from tests.decisions.made import NOT_SURE
from tests.stories import DETAILS, GOOD_ANSWERS, ITEM, WORDS, answer, disclosure_at, do, fill, new_draft

PER_PERSON = {"consent-held", "risk-of-asking-or-telling", "consent-understood"}
PER_RECIPIENT = {"right-person", "secure-way", "knows-confidential", "what-they-will-do"}


ORDERED = Answering(None, "duty-or-power", "duty", "", {"duty": "court-order", "document": "The order of 3 November"})


@pytest.fixture
def draft(walk):
    return new_draft(walk.author, walk.brook)


def given(disclosure, code):
    """The fact, what shuts the first gate, what shuts the second besides, and the words on the page, of one question of
    a disclosure.
    """
    content = Content(disclosure)
    facts = content.facts()
    [fact] = [value for (asked, _key), value in facts.answers.items() if asked == code]
    blocks, later = shut_by(gates.g1(facts), code), shut_by(gates.g2(facts), code)
    [words] = [answer_words(question, row) for question, _, row in content.asked() if question.code == code]
    return fact, blocks, later - blocks, words


def shut_by(findings, code):
    """The codes of what shuts a gate at one question."""
    return {found.code for found in findings if found.question_code == code and found.severity != gates.WARN}


def save_person(draft, author, kind, name="Zora Quill", pk=None):
    do("save", draft, author, saves.SavePerson(kind, name, pk=pk))
    return draft.people.order_by("-pk").first()


# How much is read


def test_it_reads_a_constant_number_of_statements(walk, draft, django_assert_num_queries):
    """People, items, recipients, pairs, answers, consent, what is settled, and once what the trust has set; the questions
    are kept by the process.
    """
    fill(draft, walk.author)
    with django_assert_num_queries(8):
        Content(draft).facts()
    for name in ("Zora Quill", "Yann Quill"):
        save_person(draft, walk.author, PersonKind.ABOUT, name)
        do("save", draft, walk.author, saves.SaveItem(f"Notes on {name}", ItemCategory.FAMILY))
    answer(draft, walk.author)
    with django_assert_num_queries(7):
        content = Content(draft)
        assert len(list(content.asked_rows())) == 8 + 3 * 3 + 4
        assert len(content.facts().persons) == 3


def test_the_law_and_the_ways_that_are_named_are_one_statement_each(walk, draft, django_assert_num_queries):
    fill(draft, walk.author, duty_or_power="duty")
    do("save", draft, walk.author, SaveAnswers((ORDERED,)))
    police = Agency.objects.get(name="County police")
    do("save", draft, walk.author, saves.SaveRecipient(police, "Duty desk"))
    ways = tuple(
        Answering(recipient_key(row), "secure-way", "yes", "", {"way": way})
        for row, way in zip(draft.recipients.order_by("pk"), ("secure-email", "email"), strict=True)
    )
    do("save", draft, walk.author, SaveAnswers(ways))
    with django_assert_num_queries(10):
        facts = Content(draft).facts()
    assert facts.law == plain.Law(document=ORDERED.details["document"])
    assert [recipient.channel_is_secure for recipient in facts.recipients] == [True, False]


def test_asked_before_sharing_are_questions_1_to_15_in_their_order(draft):
    questions = Content(draft).questions
    assert [question.number for question in questions] == list(range(1, 16))
    assert {question.section.number for question in questions} == {"3.1", "3.2", "3.3"}


# What is asked of whom


def test_an_empty_draft_is_asked_what_concerns_the_whole(draft):
    asked = [(question.code, key) for question, key, row in Content(draft).asked() if row is None]
    assert len(asked) == 8
    assert not {code for code, _ in asked} & (PER_PERSON | PER_RECIPIENT)
    assert {key for _, key in asked} == {None}


def test_some_questions_are_asked_of_each_person_and_of_the_recipient(walk, draft):
    fill(draft, walk.author)
    person = save_person(draft, walk.author, PersonKind.ABOUT)
    content = Content(draft)
    keys = {}
    for question, key, _ in content.asked():
        keys.setdefault(question.code, []).append(key)
    ade, recipient = content.people[0], content.recipients[0]
    assert all(keys[code] == [person_key(ade), person_key(person)] for code in PER_PERSON)
    assert all(keys[code] == [recipient_key(recipient)] for code in PER_RECIPIENT)
    assert content.named() == {person_key(ade): ade, person_key(person): person, recipient_key(recipient): recipient}


@pytest.mark.parametrize("kind", [PersonKind.CARER, PersonKind.MENTIONED])
def test_a_carer_is_asked_about_only_whether_they_are_told_and_one_who_is_mentioned_nothing(walk, draft, kind):
    person = save_person(draft, walk.author, kind)
    content = Content(draft)
    facts = content.facts()
    assert content.people == [person]
    assert content.about == []
    assert facts.persons == (plain.Person(person_key(person), str(kind)),)
    asked = {question.code for question, key, _ in content.asked() if key == person_key(person)}
    assert asked == ({"risk-of-asking-or-telling"} if kind == PersonKind.CARER else set())
    assert "Q5.NOBODY" in [found.code for found in gates.g1(facts)]


def test_a_row_that_was_taken_out_does_not_count(walk, draft):
    fill(draft, walk.author)
    content = Content(draft)
    assert gates.g1(content.facts()) == []
    do("save", draft, walk.author, saves.TakeOut("people", content.people[0].pk))
    do("save", draft, walk.author, saves.TakeOut("items", content.items[0].pk))
    left = Content(draft)
    facts = left.facts()
    assert (left.people, left.items, facts.persons, facts.items, facts.pairs) == ([], [], (), (), {})
    assert {found.code for found in gates.g1(facts)} == {"Q5.NOBODY", "Q9.EMPTY", "Q8.STALE", "Q9.STALE"}
    assert facts.stale == {("more-harm-than-good", None), ("how-much", None)}


def test_the_whole_of_a_complete_disclosure(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    content = Content(disclosure)
    (ade,), (item,), (nair,), facts = content.people, content.items, content.recipients, content.facts()
    about, to = person_key(ade), recipient_key(nair)
    assert (facts.purpose, facts.welfare, facts.sensitive_words) == ("early-intervention", disclosure.benefit, ())
    assert facts.items == (plain.Item(f"i{item.pk}", ITEM),)
    consent = plain.Consent("yes", covers_recipients=True, covers_purpose=True, covers_items=True)
    assert facts.persons == (plain.Person(about, is_competent=True, age=age_of(ade), consents=(consent,)),)
    uses = frozenset({"assess", "service"})
    assert facts.recipients == (plain.Recipient(to, nair.agency.category, uses=uses, onward="no"),)
    assert facts.pairs == {(f"i{item.pk}", to): "whole"}
    key_of = dict.fromkeys(PER_PERSON, about) | dict.fromkeys(PER_RECIPIENT, to)
    given = {(code, key_of.get(code)): value for code, value in GOOD_ANSWERS.items()}
    assert facts.answers == given | {("what-they-will-do", to): ""}
    assert (facts.stale, facts.classes, facts.law, facts.asked) == (frozenset(), {"health"}, None, None)
    assert (facts.harm_if_shared, facts.harm_if_not_shared) == tuple(DETAILS["more-harm-than-good"].values())
    assert (facts.left_out, facts.is_accurate, facts.source_objects) == (WORDS["how-much"], True, False)
    assert facts.rulings == (
        plain.Ruling(plain.BASIS, plain.PUBLIC_TASK),
        plain.Ruling(plain.CONDITION, "safeguarding"),
    )
    assert sorted(facts.numbers.values()) == list(range(1, 16))
    assert facts.approver_is_adviser is False


def test_answers_of_another_disclosure_do_not_count(walk, draft):
    fill(draft, walk.author)
    other = new_draft(walk.author, walk.brook)
    do("save", other, walk.author, saves.SavePerson(PersonKind.ABOUT, "Ade Okafor"))
    do("save", other, walk.author, saves.SaveRecipient(Agency.objects.first()))
    assert not any(row for _, _, row in Content(other).asked())


# Unanswered, not sure and no


# Question -> the answer that is no, the words of it, and what "not sure" leaves to whoever approves.
THREE = {
    "consent-needed": ("no", "No", "Q3.UNSURE"),
    "duty-or-power": ("neither", "Neither", "Q4.UNSURE"),
    "risk-of-asking-or-telling": ("not-safe", "Not safe", "Q6.UNSURE"),
    "more-harm-than-good": ("no", "No", "Q8.UNSURE"),
    "check-source": ("no", "No", "Q11.UNSURE"),
}


@pytest.mark.parametrize("code", THREE)
def test_unanswered_not_sure_and_no_are_three_things(walk, draft, code):
    value_of_no, words_of_no, to_settle = THREE[code]
    fill(draft, walk.author, consent_held="not-asked")  # or consent would settle questions 6 and 8
    told = []
    for value in ("", NOT_SURE, value_of_no):
        said = {code.replace("-", "_"): value}
        answer(draft, walk.author, **{"consent_held": "not-asked"} | said)
        told.append(given(draft, code))
    number = Question.objects.get(code=code).number
    assert [fact for fact, *_ in told] == ["", NOT_SURE, value_of_no]
    assert [f"Q{number}.ANSWER" in blocks for _, blocks, *_ in told] == [True, False, False]
    assert [to_settle in later for _, _, later, _ in told] == [False, True, False]
    words = [words.split("\n")[0] for *_, words in told]
    assert words[:2] == ["No answer yet", "Not sure"]
    assert words[2].startswith(words_of_no)


def test_words_without_a_choice_are_no_answer(walk, draft):
    fill(draft, walk.author)
    do("save", draft, walk.author, SaveAnswers((Answering(None, "consent-needed", "", "I asked the office."),)))
    fact, blocks, _, words = given(draft, "consent-needed")
    assert (fact, blocks) == ("", {"Q3.ANSWER"})
    assert words == "No answer yet. I asked the office."


# A reason is a sentence; words are two letters in a row.
NEEDED = [
    ("", {"Q9.LEFTOUT"}),
    ("?", {"Q9.LEFTOUT"}),
    (" \n ", {"Q9.LEFTOUT"}),
    ("To assess.", {"Q9.LEFTOUT"}),
    ("To assess, no more.", set()),
]


@pytest.mark.parametrize(("text", "blocks"), NEEDED)
def test_an_answer_that_needs_words_needs_a_sentence(walk, draft, text, blocks):
    fill(draft, walk.author)
    accurate = DETAILS["how-much"]
    do("save", draft, walk.author, SaveAnswers((Answering(None, "how-much", "items", text, accurate),)))
    assert given(draft, "how-much")[:2] == ("items", blocks)


@pytest.mark.parametrize(("text", "blocks"), [("", {"Q15.EMPTY"}), ("?", {"Q15.EMPTY"}), ("To assess.", set())])
def test_something_else_that_they_will_do_needs_a_word(walk, draft, text, blocks):
    fill(draft, walk.author)
    other = {"chosen": ["other"], "onward": "no"}
    key = recipient_key(draft.recipients.get())
    do("save", draft, walk.author, SaveAnswers((Answering(key, "what-they-will-do", "", text, other),)))
    assert given(draft, "what-they-will-do")[1] == blocks


def test_yes_at_question_8_is_told_later_and_no_is_not(walk, draft):
    fill(draft, walk.author, more_harm_than_good="yes")
    assert given(draft, "more-harm-than-good")[1:3] == (set(), {"Q8.HARM"})
    answer(draft, walk.author, more_harm_than_good="no")
    assert given(draft, "more-harm-than-good")[1:3] == (set(), set())
