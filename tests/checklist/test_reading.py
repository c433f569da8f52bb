"""Reading takes the same number of statements whatever the length of the list."""

import pytest

from audit.action import action
from checklist.models import ChecklistResponse
from checklist.reading import answers_of, sections, whole_policy


def add_response(policy, school, values):
    response = ChecklistResponse(policy_version=policy, asked_of="disclosure", school=school)
    questions = {question.number: question for question in policy.questions.filter(number__in=values)}
    with action("test.answered", actor=None, chain="BRK") as act:
        response.save()
        act.insert([response.answer(questions[number], value) for number, value in values.items()])
    return response


@pytest.mark.parametrize("count", [1, 3])
def test_answers_of_many_sheets_are_one_statement(policy, school, count, django_assert_num_queries):
    made = [add_response(policy, school, {1: "yes", 8: "not-sure"}) for _ in range(count)]
    with django_assert_num_queries(1):
        found = answers_of([response.pk for response in made])
    assert set(found) == {response.pk for response in made}
    for answers in found.values():
        assert {code: answer.value for code, answer in answers.items()} == {
            "consent-held": "yes",
            "more-harm-than-good": "not-sure",
        }


def test_a_sheet_without_answers_is_there_and_empty(policy, school):
    empty = ChecklistResponse(policy_version=policy, asked_of="person", school=school)
    with action("test.answered", actor=None, chain="BRK"):
        empty.save()
    assert answers_of([empty.pk]) == {empty.pk: {}}
    assert answers_of([]) == {}


def test_sections_come_with_questions_and_choices(policy, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = sections(policy)
        words = {
            question.number: [choice.label for choice in question.choices.all()]
            for section in found
            for question in section.questions.all()
        }
    assert [section.number for section in found] == ["1", "2", "3", "3.1", "3.2", "3.3", "3.4", "4"]
    assert list(words) == list(range(1, 18))
    assert words[1] == ["Yes", "Not asked", "Asked, and refused", "Given, then withdrawn", "Not sure"]


def test_the_whole_policy_comes_with_its_paragraphs(policy, django_assert_num_queries):
    with django_assert_num_queries(3):
        numbers = [paragraph.number for section in whole_policy(policy) for paragraph in section.paragraphs.all()]
    assert numbers[:4] == ["1.1", "1.2", "1.3", "2.1"]
    assert numbers[12:] == ["2.10", "4.1", "4.2", "4.3"]
