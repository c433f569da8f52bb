"""Anybody may read the policy."""

import html
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from accounts.models import User
from audit.action import action
from audit.testing import clock_at
from checklist import policy_2015_12 as data


def text_of(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_stranger_reads_every_word(client, policy):
    response = client.get(reverse("policy"))
    assert response.status_code == 200
    text = text_of(response)
    wordings = [row["wording"] for row in data.QUESTIONS] + [wording for _, wording in data.PARAGRAPHS]
    titles = [title for _, title, _ in data.SECTIONS] + [data.VERSION["title"], data.VERSION["closing"]]
    for words in wordings + titles:
        assert words in text


def test_somebody_signed_in_reads_the_same_words(client, policy):
    before = text_of(client.get(reverse("policy")))
    with action("person.added", actor=None, chain="trust"):
        reader = User.objects.create(name="Ines Marlow", email="ines.marlow@example.org")
    client.force_login(reader)
    after = text_of(client.get(reverse("policy")))
    assert "Ines Marlow" in after
    for row in data.QUESTIONS:
        assert row["wording"] in before
        assert row["wording"] in after


def test_the_address_is_short(policy):
    assert reverse("policy") == "/policy/"


def test_the_questions_keep_their_numbers_across_sections(client, policy):
    page = client.get(reverse("policy")).content.decode()
    assert re.findall(r'<ol[^>]* start="(\d+)"', page) == ["1", "9", "12", "16"]
    assert len(re.findall(r'<li id="question-\d+"', page)) == 17


def test_the_contents_lead_to_each_section(client, policy):
    page = client.get(reverse("policy")).content.decode()
    for number, _, _ in data.SECTIONS:
        assert f'href="#section-{number}"' in page
        assert page.count(f'id="section-{number}"') == 1


@pytest.mark.parametrize(
    ("moment", "said"),
    [(datetime(2017, 12, 31, 12, tzinfo=UTC), False), (datetime(2018, 1, 1, 12, tzinfo=UTC), True)],
)
def test_it_says_in_bold_that_the_review_date_has_passed(client, policy, moment, said):
    with clock_at(moment):
        page = client.get(reverse("policy")).content.decode()
    assert ("<strong>Its review date, December 2017, has passed.</strong>" in page) is said


def test_it_is_only_read(client, policy):
    assert client.post(reverse("policy")).status_code == 405
    assert client.head(reverse("policy")).status_code == 200


def test_without_a_policy_there_is_nothing_here(client, db):
    assert client.get(reverse("policy")).status_code == 404


def test_it_costs_the_same_few_statements(client, policy, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(reverse("policy"))
