"""A section of the checklist as a form: built from data, blank allowed, nothing typed is lost."""

import html
import re

import pytest
from django.template.loader import render_to_string

from checklist.forms import Group, SectionForm
from checklist.models import Question

AWKWARD = '"><script>alert(1)</script>'


@pytest.fixture
def groups(policy):
    """Section 3.1 for a disclosure about two people, one of whom has an answer already."""
    asked = list(Question.objects.filter(section__number="3.1").prefetch_related("choices"))
    of_disclosure = [question for question in asked if question.asked_of == "disclosure"]
    of_person = [question for question in asked if question.asked_of == "person"]
    return [
        Group("d", "", of_disclosure, {"sensitive": ("no", "Only her timetable")}),
        Group("p12", "A.O.", of_person, {"consent-held": ("not-sure", "")}),
        Group("p13", "G.O.", of_person),
    ]


def test_each_question_is_asked_of_whom_it_should_be(groups):
    form = SectionForm(groups=groups)
    assert list(form.fields)[:3] == ["d-sensitive", "d-sensitive-text", "d-consent-needed"]
    assert {name for name in form.fields if "consent-held" in name} == {
        "p12-consent-held",
        "p12-consent-held-text",
        "p13-consent-held",
        "p13-consent-held-text",
    }
    assert "d-whose-information" not in form.fields
    assert "d-whose-information-text" in form.fields


def test_a_choice_offers_what_the_data_offers_and_starts_with_what_was_stored(groups):
    form = SectionForm(groups=groups)
    assert form.fields["d-sensitive"].choices == [("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure")]
    assert form["d-sensitive"].value() == "no"
    assert form["d-sensitive-text"].value() == "Only her timetable"
    assert form["p12-consent-held"].value() == "not-sure"
    assert form["p13-consent-held"].value() == ""


def test_a_page_left_blank_is_saved_blank(groups):
    form = SectionForm({}, groups=groups)
    assert form.is_valid(), form.errors
    answers = form.cleaned_answers()
    assert len(answers) == 5 + 3 + 3
    assert {(value, text) for _, _, value, text in answers} == {("", "")}


def test_what_was_typed_comes_back_by_group_and_question(groups):
    typed = {
        "d-whose-information-text": " Her own\r\nand her mother's ",
        "p12-consent-held": "no",
        "p13-consent-held": "not-sure",
        "p13-consent-held-text": "Her mother is away",
    }
    form = SectionForm(typed, groups=groups)
    assert form.is_valid(), form.errors
    found = {
        (key, question.number): (value, text) for key, question, value, text in form.cleaned_answers() if value or text
    }
    assert found == {
        ("d", 5): ("", "Her own\nand her mother's"),
        ("p12", 1): ("no", ""),
        ("p13", 1): ("not-sure", "Her mother is away"),
    }


def test_accents_are_stored_one_way(groups):
    form = SectionForm({"d-whose-information-text": "Zoe\u0308"}, groups=groups)
    assert form.is_valid()
    assert ("", "Zo\u00eb") in {(value, text) for _, _, value, text in form.cleaned_answers()}


BAD = [
    ("d-sensitive", "maybe", "Choose one of the answers shown."),
    ("d-sensitive", "yes\x00", "Choose one of the answers shown."),
    ("d-sensitive-text", "x" * 4001, "Shorten this to 4,000 characters or fewer. It has 4001."),
    ("p12-consent-held-text", "a\x00b", "Take out the character that cannot be stored, and type these words again."),
]


@pytest.mark.parametrize(("name", "value", "sentence"), BAD)
def test_what_cannot_be_stored_is_answered_with_a_sentence_and_kept(groups, name, value, sentence):
    form = SectionForm({name: value}, groups=groups)
    assert form.errors == {name: [sentence]}
    assert form[name].value() == value


def test_a_text_of_the_greatest_length_is_taken(groups):
    assert SectionForm({"d-sensitive-text": "x" * 4000}, groups=groups).is_valid()
    assert SectionForm({"d-sensitive-text": "x\r\n" * 1500}, groups=groups).is_valid()


def page_of(form):
    return render_to_string("checklist/questions.html", {"form": form})


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_each_question_is_shown_word_for_word_with_its_number(groups):
    text = text_of(page_of(SectionForm(groups=groups)))
    for question in Question.objects.filter(section__number="3.1"):
        assert text.count(question.wording) == 1, question.number
        assert f"Question {question.number} of 17 {question.wording}" in text


def test_each_question_is_a_heading_of_the_second_level(groups):
    page = page_of(SectionForm(groups=groups))
    assert "&lt;" not in page
    assert "<h1" not in page
    headings = [
        " ".join(re.sub(r"<[^>]+>", " ", found).split()) for found in re.findall(r"<h2.*?</h2>", page, re.DOTALL)
    ]
    assert headings == [
        f"Question {each.number} of 17 {each.wording}" for each in Question.objects.filter(number__lte=8)
    ]


def test_the_questions_come_in_their_order_whatever_the_groups(groups):
    form = SectionForm(groups=list(reversed(groups)))
    assert [block.question.number for block in form.blocks()] == list(range(1, 9))


def test_a_persons_fields_carry_the_persons_name_and_the_question(groups):
    page = page_of(SectionForm(groups=groups))
    group = re.search(r'<div role="group" aria-labelledby="question-6-words">(.*?)</section>', page, re.DOTALL)[1]
    assert re.findall(r"<legend[^>]*>\s*(.*?)\s*</legend>", group, re.DOTALL) == ["A.O.", "G.O."]
    assert "Say more on question 6 for A.O., if it helps" in group
    assert page.count('id="question-6-words"') == 1


def test_every_field_is_on_the_page_once(groups):
    form = SectionForm(groups=groups)
    page = page_of(form)
    for name in form.fields:
        kinds = len(form.fields[name].choices) if hasattr(form.fields[name], "choices") else 1
        assert page.count(f'name="{name}"') == kinds, name


def test_no_choice_is_made_for_the_reader(groups):
    page = page_of(SectionForm(groups=groups))
    chosen = re.findall(r'<input[^>]*name="([^"]+)"[^>]*\schecked', page)
    assert sorted(chosen) == ["d-sensitive", "p12-consent-held"]


def test_names_and_answers_are_never_markup(groups):
    named = [Group("p1", AWKWARD, groups[1].questions, {"consent-held": ("yes", AWKWARD)})]
    page = page_of(SectionForm(groups=named))
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") >= 2


def test_it_reads_the_database_once_for_the_total_and_not_at_all_when_told(groups, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SectionForm(groups=groups).blocks()[0].above == "Question 1 of 17"
    with django_assert_num_queries(0):
        assert SectionForm(groups=groups, total=20).blocks()[0].above == "Question 1 of 20"


def test_a_section_asked_of_nobody_is_an_empty_page(db):
    form = SectionForm({}, groups=[])
    assert form.is_valid()
    assert form.cleaned_answers() == []
    assert page_of(form).strip() == ""
