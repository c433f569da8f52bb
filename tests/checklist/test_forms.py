"""A section of the checklist as a form: built from data, blank allowed, nothing typed is lost."""

import datetime
import html
import re

import pytest
from django.forms import Select
from django.template.loader import render_to_string

from audit import clock
from audit.testing import clock_at
from checklist.forms import Group, Listed, SectionForm, Stored
from checklist.models import Question
from checklist.seeding import seed_policy
from design_system.forms import BOXES, DateBoxes
from tests.access.ground import undone

AWKWARD = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The policy, seeded once for all that follows."""
    with django_db_blocker.unblock(), undone():
        seed_policy()
        yield


@pytest.fixture
def policy(seeded, db):
    """The policy of December 2015; what a test changes is undone."""


@pytest.fixture
def groups(policy):
    """Section 3.1 for a disclosure about two people, one of whom has an answer already."""
    asked = list(Question.objects.filter(section__number="3.1").prefetch_related("choices"))
    of_disclosure = [question for question in asked if question.asked_of == "disclosure"]
    of_person = [question for question in asked if question.asked_of == "person"]
    return [
        Group("d", "", of_disclosure, {"sensitive": Stored("no", "Only her timetable")}),
        Group("p12", "A.O.", of_person, {"consent-held": Stored("not-sure")}, kind="about"),
        Group("p13", "G.O.", of_person, kind="about"),
    ]


def test_each_question_is_asked_of_whom_it_should_be(groups):
    form = SectionForm(groups=groups)
    assert list(form.fields)[:5] == [
        "d-sensitive",
        "d-sensitive-text",
        "d-sensitive-classes",
        "d-sensitive-perhaps",
        "d-consent-needed",
    ]
    assert {name for name in form.fields if "consent-held" in name} == {
        f"{key}-consent-held{part}" for key in ("p12", "p13") for part in ("", "-text", "-objection")
    }


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
    assert {(one.value, one.text, *one.details, one.is_confirmed) for one in answers} == {("", "", False)}


def test_what_was_typed_comes_back_by_group_and_question(groups):
    typed = {
        "d-sensitive-text": " Her own\r\nand her mother's ",
        "p12-consent-held": "refused",
        "p13-consent-held": "not-sure",
        "p13-consent-held-text": "Her mother is away",
    }
    form = SectionForm(typed, groups=groups)
    assert form.is_valid(), form.errors
    found = {
        (one.key, one.question.number): (one.value, one.text) for one in form.cleaned_answers() if one.value or one.text
    }
    assert found == {
        ("d", 2): ("", "Her own\nand her mother's"),
        ("p12", 1): ("refused", ""),
        ("p13", 1): ("not-sure", "Her mother is away"),
    }


def test_accents_are_stored_one_way(groups):
    form = SectionForm({"d-sensitive-text": "Zoe\u0308"}, groups=groups)
    assert form.is_valid()
    assert ("", "Zo\u00eb") in {(one.value, one.text) for one in form.cleaned_answers()}


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
    legends = re.findall(r'<legend class="[^"]*--s"[^>]*>\s*(.*?)\s*</legend>', group, re.DOTALL)
    assert [words for words in legends if not words.startswith(("Why not", "When will"))] == ["A.O.", "G.O."]
    assert "Say more on question 6 for A.O., if it helps" in group
    assert page.count('id="question-6-words"') == 1


def test_every_field_is_on_the_page_once(groups):
    form = SectionForm(groups=groups)
    page = page_of(form)
    for name in form.fields:
        field = form.fields[name]
        many = hasattr(field, "choices") and not isinstance(field.widget, Select)
        boxes = [f"{name}_{box}" for box in BOXES] if isinstance(field.widget, DateBoxes) else [name]
        for box in boxes:
            assert page.count(f'name="{box}"') == (len(field.choices) if many else 1), box


def test_no_choice_is_made_for_the_reader(groups):
    page = page_of(SectionForm(groups=groups))
    chosen = re.findall(r'<input[^>]*name="([^"]+)"[^>]*\schecked', page)
    assert sorted(chosen) == ["d-sensitive", "p12-consent-held"]


def test_names_and_answers_are_never_markup(groups):
    named = [Group("p1", AWKWARD, groups[1].questions, {"consent-held": Stored("yes", AWKWARD)})]
    page = page_of(SectionForm(groups=named))
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") >= 2


# Kinds of sensitive information twice, duties and powers: each list is read for its field.
REFERENCE = 1


def test_it_reads_the_database_once_for_the_total_and_not_at_all_when_told(groups, django_assert_num_queries):
    with django_assert_num_queries(1 + REFERENCE):
        assert SectionForm(groups=groups).blocks()[0].above == "Question 1 of 17"
    with django_assert_num_queries(REFERENCE):
        assert SectionForm(groups=groups, total=20).blocks()[0].above == "Question 1 of 20"


def test_a_section_asked_of_nobody_is_an_empty_page(db):
    form = SectionForm({}, groups=[])
    assert form.is_valid()
    assert form.cleaned_answers() == []
    assert page_of(form).strip() == ""


def test_what_a_question_asks_beside_its_answer_is_kept_and_what_another_answer_opens_is_not(groups):
    typed = {
        "d-sensitive": "yes",
        "d-sensitive-classes": ["health", "child-protection"],
        "d-sensitive-perhaps": ["offence"],
        "p12-risk-of-asking-or-telling": "not-safe",
        "p12-risk-of-asking-or-telling-ask_why": "He asked us not to.",
        "p12-risk-of-asking-or-telling-tell_ground": "harm",
        "p12-risk-of-asking-or-telling-tell_review_day": "21",
        "p12-risk-of-asking-or-telling-tell_review_month": "12",
        "p12-risk-of-asking-or-telling-tell_review_year": str(clock.today().year),
    }
    form = SectionForm(typed, groups=groups)
    with clock_at(datetime.datetime(clock.today().year, 12, 1, 12, tzinfo=datetime.UTC)):
        assert form.is_valid(), form.errors
    found = {(one.key, one.question.code): one.details for one in form.cleaned_answers() if one.details}
    assert found == {
        ("d", "sensitive"): {"classes": ["health", "child-protection"]},
        ("p12", "risk-of-asking-or-telling"): {
            "tell_ground": "harm",
            "tell_review": f"{clock.today().year}-12-21",
        },
    }


def test_an_error_in_what_another_answer_opens_stops_nothing(groups):
    typed = {"d-duty-or-power": "power", "d-duty-or-power-document": "x" * 201}
    assert SectionForm(typed, groups=groups).is_valid()
    assert not SectionForm(typed | {"d-duty-or-power": "duty"}, groups=groups).is_valid()


def test_a_parent_or_carer_is_only_told_or_not(policy):
    question = Question.objects.filter(code="risk-of-asking-or-telling").prefetch_related("choices").get()
    form = SectionForm(groups=[Group("p1", "Her mother", [question], kind="carer")])
    assert form.fields["p1-risk-of-asking-or-telling"].choices == [
        ("tell-only", "Safe to tell"),
        ("not-safe", "Not to be told"),
        ("not-sure", "Not sure"),
    ]
    assert "p1-risk-of-asking-or-telling-ask_ground" not in form.fields
    grounds = dict(form.fields["p1-risk-of-asking-or-telling-tell_ground"].choices)
    assert set(grounds) == {"harm", "police", "young-person", "not-needed"}


def test_several_answers_are_kept_as_a_list(policy):
    question = Question.objects.filter(code="what-they-will-do").prefetch_related("choices").get()
    stored = Stored(details={"chosen": ["assess"], "onward": "no"})
    group = Group("r1", "CAMHS", [question], {"what-they-will-do": stored})
    assert SectionForm(groups=[group])["r1-what-they-will-do"].value() == ["assess"]
    form = SectionForm({"r1-what-they-will-do": ["assess", "other"]}, groups=[group])
    assert form.is_valid()
    [given] = form.cleaned_answers()
    assert (given.value, given.details) == ("", {"chosen": ["assess", "other"]})


def test_a_stale_answer_asks_to_be_confirmed_and_a_settled_question_says_why(groups):
    stale = Group("d", "", groups[0].questions, {"sensitive": Stored("no", stale_because="items")},
                  settled={"consent-needed": "Settled: legal duty"})  # fmt: skip
    form = SectionForm({"d-sensitive": "no", "d-sensitive-confirm": "on"}, groups=[stale])
    text = text_of(page_of(form))
    assert "Please confirm again: what is to be shared has changed since this was answered." in text
    assert "Settled: legal duty. No answer is needed here." in text
    assert form.is_valid()
    assert {one.question.code: one.is_confirmed for one in form.cleaned_answers()}["sensitive"] is True
    assert text.count("Please confirm again") == 1


def test_a_question_that_a_list_answers_shows_the_list_and_has_no_field(groups):
    lines = [("Zoë Nowak", "The information is about them")]
    listed = Group("d", "", groups[0].questions, listed={"whose-information": Listed(lines, "/people/")})
    form = SectionForm(groups=[listed])
    assert not any("whose-information" in name for name in form.fields)
    page = page_of(form)
    assert "Zoë Nowak" in page
    assert 'href="/people/"' in page
    assert "Question 5 of 17" in text_of(page)


def test_a_choice_that_is_offered_no_more_is_not_shown(policy):
    question = Question.objects.filter(code="sensitive").prefetch_related("choices").get()
    question.choices.all()[1].is_offered = False
    form = SectionForm(groups=[Group("d", "", [question])])
    assert form.fields["d-sensitive"].choices == [("yes", "Yes"), ("not-sure", "Not sure")]
