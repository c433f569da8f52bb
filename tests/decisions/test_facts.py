"""From the rows of a disclosure to the plain values that the gates judge."""

import pytest

from agencies.models import Agency
from checklist import gates
from checklist.models import Answer
from decisions.enums import ItemCategory, PersonKind, Stage
from decisions.facts import Content, person_key, questions_before_sharing, recipient_key
from decisions.presenters.record import answer_words
from decisions.workflow import saves
from tests.decisions.made import NOT_SURE
from tests.stories import GOOD_ANSWERS, answer, disclosure_at, do, fill, new_draft

PER_PERSON = {"consent-held", "risk-of-asking-or-telling", "consent-understood"}
PER_RECIPIENT = {"right-person", "secure-way", "knows-confidential", "what-they-will-do"}


@pytest.fixture
def draft(walk):
    return new_draft(walk.author, walk.brook)


def given(disclosure, code):
    """The fact, the finding at the first gate and the words on the page, of one question of a disclosure."""
    content = Content(disclosure)
    [fact] = [fact for fact in content.facts().answers if fact.code == code]
    blocks = [found for found in gates.g1(content.facts()) if found.question_code == code]
    later = [found for found in gates.g2(content.facts()) if found.question_code == code and found not in blocks]
    [words] = [answer_words(question, row) for question, _, row in content.asked() if question.code == code]
    return fact, bool(blocks), bool(later), words


def save_person(draft, author, kind, name="Zora Quill", pk=None):
    do("save", draft, author, saves.SavePerson(kind, name, pk=pk))
    return draft.people.order_by("-pk").first()


# How much is read


def test_it_reads_a_constant_number_of_statements(
    walk, draft, django_assert_max_num_queries, django_assert_num_queries
):
    fill(draft, walk.author)
    with django_assert_max_num_queries(6) as one:
        Content(draft).facts()
    for name in ("Zora Quill", "Yann Quill"):
        save_person(draft, walk.author, PersonKind.ABOUT, name)
        do("save", draft, walk.author, saves.SaveItem(f"Notes on {name}", ItemCategory.FAMILY))
    answer(draft, walk.author)
    with django_assert_num_queries(len(one)):
        content = Content(draft)
        assert len(list(content.asked_rows())) == 8 + 3 * 3 + 4
        assert len(content.facts().persons) == 3


def test_asked_before_sharing_are_questions_1_to_15_in_their_order(draft):
    questions = questions_before_sharing(draft.policy_version_id)
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
def test_carers_and_people_mentioned_are_not_asked(walk, draft, kind):
    person = save_person(draft, walk.author, kind)
    content = Content(draft)
    assert content.people == [person]
    assert content.about == []
    assert content.facts().persons == ()
    assert not any(fact.code in PER_PERSON for fact in content.facts().answers)
    assert "Q5.NOBODY" in [found.code for found in gates.g1(content.facts())]


def test_a_row_that_was_taken_out_does_not_count(walk, draft):
    fill(draft, walk.author)
    content = Content(draft)
    assert gates.g1(content.facts()) == []
    do("save", draft, walk.author, saves.TakeOut("people", content.people[0].pk))
    do("save", draft, walk.author, saves.TakeOut("items", content.items[0].pk))
    left = Content(draft)
    assert (left.people, left.items, left.facts().items) == ([], [], 0)
    assert {found.code for found in gates.g1(left.facts())} == {"Q5.NOBODY", "Q9.EMPTY"}


def test_the_whole_of_a_complete_disclosure(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    facts = Content(disclosure).facts()
    assert (facts.purpose, facts.welfare, facts.items) == ("early-intervention", disclosure.benefit, 1)
    assert len(facts.persons) == len(facts.recipients) == 1
    assert {fact.code: fact.value for fact in facts.answers if fact.kind == gates.CHOICE} == GOOD_ANSWERS
    assert all(fact.text for fact in facts.answers if fact.kind == gates.TEXT)
    assert [fact.number for fact in facts.answers] == list(range(1, 16))


def test_answers_of_another_disclosure_do_not_count(walk, draft):
    fill(draft, walk.author)
    other = new_draft(walk.author, walk.brook)
    do("save", other, walk.author, saves.SavePerson(PersonKind.ABOUT, "Ade Okafor"))
    do("save", other, walk.author, saves.SaveRecipient(Agency.objects.first()))
    assert not any(row for _, _, row in Content(other).asked())


# Unanswered, not sure and no


@pytest.mark.parametrize(
    "code", ["consent-needed", "duty-or-power", "risk-of-asking-or-telling", "more-harm-than-good"]
)
def test_unanswered_not_sure_and_no_are_three_things(walk, draft, code):
    fill(draft, walk.author)
    told = {}
    for value in ("", NOT_SURE, "no"):
        answer(draft, walk.author, **{code.replace("-", "_"): value})
        told[value] = given(draft, code)
    unanswered, not_sure, no = told.values()
    assert (unanswered[0].value, unanswered[0].is_answered, unanswered[0].is_not_sure) == ("", False, False)
    assert (not_sure[0].value, not_sure[0].is_answered, not_sure[0].is_not_sure) == (NOT_SURE, True, True)
    assert (no[0].value, no[0].is_answered, no[0].is_not_sure) == ("no", True, False)
    assert [entry[1] for entry in (unanswered, not_sure, no)] == [True, False, False]
    assert [entry[2] for entry in (unanswered, not_sure, no)] == [False, True, False]
    words = [entry[3] for entry in (unanswered, not_sure, no)]
    assert words[:2] == ["No answer yet", "Not sure"]
    assert words[2].startswith(("No", "Neither"))
    assert len(set(words)) == 3


def test_words_without_a_choice_are_no_answer(walk, draft):
    fill(draft, walk.author)
    row = Answer.objects.get(question_code="consent-needed")
    key = None
    do("save", draft, walk.author, saves.SaveAnswers(((key, row.question_code, "", "I asked the office."),)))
    fact, blocks, _, words = given(draft, "consent-needed")
    assert (fact.is_answered, blocks) == (False, True)
    assert words == "No answer yet. I asked the office."


@pytest.mark.parametrize(("text", "is_answered"), [("", False), ("?", False), (" \n ", False), ("To assess.", True)])
def test_an_answer_in_words_needs_a_word(walk, draft, text, is_answered):
    fill(draft, walk.author)
    do("save", draft, walk.author, saves.SaveAnswers(((None, "how-much", "", text),)))
    assert given(draft, "how-much")[0].is_answered is is_answered


def test_yes_at_question_8_is_told_later_and_no_is_not(walk, draft):
    fill(draft, walk.author, more_harm_than_good="yes")
    assert given(draft, "more-harm-than-good")[1:3] == (False, True)
    answer(draft, walk.author, more_harm_than_good="no")
    assert given(draft, "more-harm-than-good")[1:3] == (False, False)
