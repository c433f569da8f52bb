"""What anybody reads without signing in beside the policy: made from the register and from the adviser's own words."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, PublicText
from agencies.presenters import paragraphs_of
from audit.action import action
from checklist.seeding import seed_policy
from tests.access.kept import as_shown

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "policy": "/policy/",
    "flowchart": "/flowchart/",
    "share-with": "/about/share-with/",
    "protection": "/about/protection/",
    "complaints": "/about/complaints/",
    "accessibility": "/about/accessibility/",
    "help": "/about/help/",
}


@pytest.fixture
def seeded(cast):
    return cast


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_every_page_is_read_by_anybody_kept_for_a_while_and_carries_nothing_of_its_own(seeded, client):
    assert {text.code for text in PublicText.objects.all()} == set(ADDRESSES)
    index = client.get("/about/").content.decode()
    for text in PublicText.objects.all():
        assert f'href="{ADDRESSES[text.code]}">{text.name}</a>' in index
    for path in (*ADDRESSES.values(), "/about/", "/plain-words/"):
        page = client.get(path)
        assert page.status_code == 200, path
        assert "public" in page["Cache-Control"]
        body = page.content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)|javascript:", body), path
        assert client.get(path, headers={"If-None-Match": page["ETag"]}).status_code == 304
        assert client.post(path).status_code == 405
        signed_in = Client()
        signed_in.force_login(seeded.author)
        assert "no-store" in signed_in.get(path)["Cache-Control"], path
    assert client.get("/about/nothing/").status_code == 404
    assert client.get("/about/policy/")["Location"] == "/policy/"


def test_who_we_share_with_is_made_from_the_register(seeded, client):
    page = text_of(client.get("/about/share-with/"))
    assert "Children&#x27;s social care County children&#x27;s social care" in page
    assert "Court or its officers Cafcass, Family court" in page
    assert "Press or broadcasting" not in page
    with action("reference.changed", actor=seeded.adviser, chain="trust"):
        Agency.objects.create(name="County News", category="press")
        for agency in Agency.objects.filter(category="court"):
            agency.in_use = False
            agency.save()
    page = text_of(client.get("/about/share-with/"))
    assert "Press or broadcasting County News" in page
    assert "Court or its officers" not in page
    assert "County News" not in text_of(client.get("/about/help/"))


def test_the_adviser_words_a_page_as_plain_text_and_a_child_reads_it_too(seeded, client):
    adviser = Client(headers={"Sec-Fetch-Site": "same-origin"})
    adviser.force_login(seeded.adviser)
    text = PublicText.objects.get(code="help")
    path = reverse("reference-line", args=["publictext", text.pk])
    assert "has not confirmed these words yet" in text_of(client.get("/about/help/"))
    words = "Ring the office.\r\n\r\n<b>Or write</b>\r\nto us."
    sent = as_shown(text, words=words, for_children="Ask <i>anybody</i> here.")
    del sent["to_be_confirmed"]
    assert adviser.post(path, sent).status_code == 302
    body = client.get("/about/help/").content.decode()
    assert '<p class="govuk-body">Ring the office.</p>' in body
    assert "&lt;b&gt;Or write&lt;/b&gt;<br>to us." in body
    assert "has not confirmed" not in body
    plain = client.get("/plain-words/").content.decode()
    assert "Ask &lt;i&gt;anybody&lt;/i&gt; here." in plain
    assert 'id="help"' in plain
    assert 'id="accessibility"' not in plain  # nothing is said there for children
    assert not seed_policy()
    text.refresh_from_db()
    assert text.words.startswith("Ring the office.")
    assert PublicText.history.filter(id=text.pk).count() == 2
    new = reverse("reference-add", args=["publictext"])
    assert adviser.post(new, {"name": "Photographs", "words": "We ask first."}).status_code == 302
    assert "We ask first." in text_of(client.get("/about/photographs/"))


def test_paragraphs_are_parted_by_blank_lines():
    assert paragraphs_of("One\r\ntwo\r\n\r\n\r\nthree\n\n \n") == ["One\r\ntwo".replace("\r", ""), "three"]


def test_a_trust_without_texts_says_so(without, client):
    without(PublicText)
    assert "Nothing has been published yet." in text_of(client.get("/about/"))
    assert "Nothing has been published yet." in text_of(client.get("/plain-words/"))
