"""Answers keep the words they were given to, and stay in their school."""

from datetime import date

import pytest
from django.db import IntegrityError

from audit.action import NotInAction, WrongChain, action
from audit.verify import problems
from checklist.models import Answer, ChecklistResponse, PolicyVersion, Question


@pytest.fixture
def response(policy, school):
    made = ChecklistResponse(policy_version=policy, asked_of="disclosure", school=school)
    with action("test.answered", actor=None, chain="BRK"):
        made.save()
    return made


def question(number):
    return Question.objects.get(number=number)


def test_an_answer_copies_code_number_and_wording(response):
    with action("test.answered", actor=None, chain="BRK") as act:
        act.insert([response.answer(question(8), "not-sure", "Her uncle may hear of it")])
    answer = Answer.objects.get()
    assert (answer.question_code, answer.number, answer.value) == ("more-harm-than-good", 8, "not-sure")
    assert answer.wording == question(8).wording
    assert (answer.school_id, answer.text) == (response.school_id, "Her uncle may hear of it")


def test_an_answer_is_blank_until_it_is_given(response):
    answer = response.answer(question(1))
    assert (answer.value, answer.text) == ("", "")


def test_one_answer_a_question_on_one_sheet(response):
    with pytest.raises(IntegrityError), action("test.answered", actor=None, chain="BRK") as act:
        act.insert([response.answer(question(1), "yes"), response.answer(question(1), "no")])


def test_nothing_is_answered_outside_an_action(response):
    with pytest.raises(NotInAction):
        response.answer(question(1), "yes").save()


def test_an_answer_stays_in_the_chain_of_its_school(response, other_school):
    with pytest.raises(WrongChain), action("test.answered", actor=None, chain="HLM") as act:
        act.insert([response.answer(question(1), "yes")])


def test_the_words_beside_an_answer_are_personal_and_its_value_is_not(response):
    with action("test.answered", actor=None, chain="BRK") as act:
        act.insert([response.answer(question(1), "yes", "Her uncle may hear of it")])
        entry_id = act.entry_id
    body = Answer.history.model.objects.get().entry.body
    assert str(entry_id) in body
    assert '"value":"yes"' in body
    assert "uncle" not in body
    assert list(problems()) == []


def test_answering_a_page_costs_the_same_however_many_questions(response, django_assert_max_num_queries):
    questions = list(Question.objects.filter(section__number="3.1"))
    with django_assert_max_num_queries(12), action("test.answered", actor=None, chain="BRK") as act:
        act.insert([response.answer(each, "yes") for each in questions])


def test_a_draft_is_in_force_for_nobody(policy):
    with action("test.answered", actor=None, chain="trust"):
        newer = PolicyVersion(
            code="2026-09", name="September 2026", title="A later policy", approved_by="Trust Board", owner="CEO",
            audience="everybody", issued_on=date(2026, 9, 1), review_due_on=date(2028, 9, 1), closing="The end.",
            number=2, is_draft=True,
        )  # fmt: skip
        newer.save()
    assert PolicyVersion.objects.current() == policy
    assert PolicyVersion.objects.draft() == newer


def test_without_a_policy_there_is_no_current_version(db):
    with pytest.raises(PolicyVersion.DoesNotExist):
        PolicyVersion.objects.current()


@pytest.mark.parametrize(
    ("day", "overdue"),
    [(date(2017, 11, 30), False), (date(2017, 12, 31), False), (date(2018, 1, 1), True), (date(2026, 11, 23), True)],
)
def test_a_review_is_overdue_when_its_month_is_over(day, overdue):
    version = PolicyVersion(review_due_on=date(2017, 12, 1))
    assert version.review_is_overdue(day) is overdue
