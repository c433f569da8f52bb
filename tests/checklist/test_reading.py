"""Reading takes the same number of statements whatever the length of the list."""

from checklist.reading import sections, whole_policy


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
