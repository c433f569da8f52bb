"""The policy arrives once, whole, and on record."""

import io

import pytest
from django.core.management import call_command
from django.db.models import Count

from accounts.models import User
from agencies.models import Agency
from agencies.public_texts import TEXTS
from agencies.seed import AGENCIES, missing_law
from agencies.trust_settings import KNOWN
from audit.action import action
from audit.models import Entry
from audit.verify import problems
from checklist import policy_2015_12 as data
from checklist.models import Paragraph, PolicyVersion, Question, QuestionValue, Section
from checklist.seeding import seed_policy

pytestmark = pytest.mark.django_db


def run():
    out = io.StringIO()
    call_command("seed_policy", stdout=out)
    return out.getvalue().strip()


def test_the_command_brings_in_the_whole_policy_word_for_word():
    assert run() == "The policy, the agencies and the law are in place."
    version = PolicyVersion.objects.current()
    assert (version.code, version.name, version.approved_by) == ("2015-12", "December 2015", "Trust Board")
    assert (f"{version.issued_on:%B %Y}", f"{version.review_due_on:%B %Y}") == ("December 2015", "December 2017")
    assert list(Section.objects.values_list("number", "title", "intro")) == data.SECTIONS
    assert list(Paragraph.objects.values_list("number", "wording")) == data.PARAGRAPHS
    assert list(Question.objects.values_list("number", "wording")) == [
        (row["number"], row["wording"]) for row in data.QUESTIONS
    ]


def test_questions_stand_in_their_sections_with_their_choices():
    seed_policy()
    counts = Section.objects.filter(questions__isnull=False).annotate(count=Count("questions")).order_by("order")
    assert list(counts.values_list("number", "count")) == [("3.1", 8), ("3.2", 3), ("3.3", 4), ("3.4", 2)]
    for question, row in zip(Question.objects.order_by("number"), data.QUESTIONS, strict=True):
        assert list(question.choices.values_list("code", "label")) == row["choices"]
    after = QuestionValue.objects.filter(question__number__gt=15).order_by("question__number", "order")
    assert list(after.values_list("question__number", "code")) == [
        (16, "yes"),
        (16, "not-yet"),
        (16, "not-reached"),
        (16, "no"),
        (17, "yes"),
        (17, "no"),
    ]
    assert Question.objects.get(code="more-harm-than-good").good == "no"


def test_paragraphs_stand_in_the_section_of_their_number():
    seed_policy()
    for paragraph in Paragraph.objects.select_related("section"):
        assert paragraph.number.split(".")[0] == paragraph.section.number


def test_it_is_one_entry_by_the_service_account():
    lines = sum(map(len, missing_law().values()))
    seed_policy()
    (entry,) = Entry.objects.filter(event="policy.seeded")
    service = User.objects.get(is_service=True)
    assert (entry.chain, entry.actor, service.email) == ("trust", service.pk, "set-up@service.invalid")
    settings = {"settings": len(KNOWN), "texts": len(TEXTS)}
    assert entry.facts == {"agencies": len(AGENCIES), "law": lines, "version": "2015-12"} | settings


def test_a_second_run_writes_nothing():
    seed_policy()
    before = list(Entry.objects.values_list("chain", "seq"))
    assert run() == "Nothing was missing."
    assert list(Entry.objects.values_list("chain", "seq")) == before


def test_the_record_verifies():
    seed_policy()
    assert list(problems()) == []


def test_an_agency_that_is_missing_comes_back_and_the_policy_is_left_alone():
    seed_policy()
    with action("policy.seeded", actor=None, chain="trust"):
        renamed = Agency.objects.get(name="Early Help")
        renamed.name = "Early Help, north"
        renamed.save()
    assert seed_policy() is True
    assert Agency.objects.filter(name="Early Help").exists()
    assert PolicyVersion.objects.count() == 1
    assert Question.objects.count() == 17


def test_an_agency_taken_out_of_use_stays_out():
    seed_policy()
    with action("policy.seeded", actor=None, chain="trust"):
        agency = Agency.objects.get(name="Early Help")
        agency.in_use = False
        agency.save()
    assert seed_policy() is False
    assert not Agency.objects.in_use().filter(name="Early Help").exists()
