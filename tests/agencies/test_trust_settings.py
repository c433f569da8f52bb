"""The settings of the trust: their bounds and defaults, the page on which the adviser changes them, and the record."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from agencies.forms import SettingsForm
from agencies.models import Setting
from agencies.trust_settings import KNOWN, TrustSettings, trust_settings, understood
from audit.models import Entry
from audit.verify import problems
from checklist.facts import Limits
from checklist.seeding import seed_policy
from tests.access.kept import settings_sent
from tests.project.tree import ROOT
from tests.trust import set_to

EVENT = "settings.changed"
PAGE = "/admin/settings/"
DEFAULTS = TrustSettings()


def test_what_is_missing_or_cannot_be_read_is_the_default():
    assert understood(None) == understood({}) == understood("odd") == DEFAULTS
    for odd in ("", "0", "-1", "1e3", "7.5", " 7", "\u0667", "9" * 5000, "None", "house", "court,house", ","):
        kept = dict.fromkeys((one.code for one in KNOWN if one.code != "ask_child"), odd)
        assert understood(kept) == DEFAULTS, odd
    assert understood({"ask_child": "19", "nobody_knows_it": "3"}) == DEFAULTS
    assert understood({"ask_child": "0", "small_group": "100", "adviser_categories": "press"}) == TrustSettings(
        ask_child=0, small_group=100, adviser_categories=frozenset({"press"})
    )


def test_every_setting_has_a_field_a_place_in_the_rules_and_a_line_in_the_docs():
    codes = [one.code for one in KNOWN]
    assert codes == list(TrustSettings.__dataclass_fields__)
    assert codes == [name for name in SettingsForm.base_fields if name not in {"why", "version"}]
    assert Limits() == Limits(DEFAULTS.min_reason, DEFAULTS.small_group, DEFAULTS.ask_child)
    text = (ROOT / "docs" / "settings-of-the-trust.md").read_text()
    said = {row[0]: row[1:] for row in re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", text, re.MULTILINE)}
    assert list(said) == codes
    for one in KNOWN:
        bounds = (
            f"{one.least} to {one.most}"
            if hasattr(one, "most")
            else "one of them"
            if one.code == "unsure_goes_to"
            else "one at least"
        )
        assert said[one.code] == (one.words(one.default), bounds)


@pytest.fixture
def adviser(cast):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.force_login(cast.adviser)
    return client


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", answer.content.decode().split("<main")[1]))


def test_a_seeding_keeps_what_the_trust_changed_and_brings_what_is_missing(adviser):
    assert trust_settings() == DEFAULTS
    set_to("small_group", "12")
    assert seed_policy() is False
    assert trust_settings() == TrustSettings(small_group=12)
    assert Setting.objects.count() == len(KNOWN)


def test_a_change_is_one_entry_and_the_page_says_what_who_when_and_why(cast, adviser):
    before, shown = "10 school days", words_of(adviser.get(PAGE))
    assert "Settings of the trust" in words_of(adviser.get(reverse("reference")))
    assert "What was changed" not in shown
    assert shown.count("Default: ") == len(KNOWN)
    sent = settings_sent(approval_valid=15, adviser_categories=["court", "press"])
    answer = adviser.post(PAGE, sent)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert trust_settings() == TrustSettings(approval_valid=15, adviser_categories=frozenset({"court", "press"}))
    (entry,) = Entry.objects.filter(event="settings.changed")
    assert (entry.chain, entry.actor, entry.capacity, len(entry.rows)) == ("trust", cast.adviser.pk, "adviser", 2)
    assert list(problems()) == []
    page = words_of(adviser.get(PAGE))
    assert page.count(f"by {cast.adviser.name}") == 2
    for words in ("15 school days", f"Before: {before}", "The schools asked for it.", "Before: Police, Court"):
        assert words in page, words
    adviser.post(PAGE, sent)
    assert Entry.objects.filter(event=EVENT).count() == 1


def test_what_cannot_be_is_refused_with_a_sentence_and_everything_typed_is_kept(adviser):
    for changed, sentence in (
        ({"min_reason": "0"}, "Give a whole number from 1 to 200"),
        ({"small_group": "101"}, "Give a whole number from 2 to 100"),
        ({"ask_child": ""}, "Give a whole number from 0 to 18"),
        ({"verify_fresh": "soon"}, "Give a whole number from 1 to 60"),
        ({"not_told_review": "13"}, "Give a whole number from 1 to 12"),
        ({"adviser_categories": []}, "Choose one at least"),
        ({"unsure_goes_to": "trustee"}, "Choose one of those shown"),
        ({"approval_valid": "9", "why": "Because."}, "Say why you change it, in a sentence"),
    ):
        answer = adviser.post(PAGE, settings_sent(**changed))
        assert answer.status_code == 200
        assert sentence in words_of(answer).split("There is a problem")[1].split("Settings of the trust")[0], changed
        for name, typed in changed.items():
            assert name in {"adviser_categories", "unsure_goes_to"} or str(typed) in answer.content.decode()
    assert trust_settings() == DEFAULTS
    assert not Entry.objects.filter(event=EVENT).exists()


def test_of_two_who_change_the_settings_the_later_is_told_and_may_then_save(cast, adviser):
    sent, other = settings_sent(ask_child=13), Client()
    other.force_login(cast.second_adviser)
    other.post(PAGE, settings_sent(small_group=20))
    refused = adviser.post(PAGE, sent)
    assert "Somebody changed the settings while you had them open" in words_of(refused)
    assert trust_settings() == TrustSettings(small_group=20)
    version = re.search(r'name="version" value="(\d+)"', refused.content.decode())[1]
    assert adviser.post(PAGE, {**sent, "version": version}).status_code == 302
    assert trust_settings() == TrustSettings(ask_child=13)


def test_without_any_line_the_page_shows_the_defaults_and_takes_a_change(cast, without):
    without(Setting)
    client = Client()
    client.force_login(cast.adviser)
    assert not Setting.objects.exists()
    assert client.post(PAGE, settings_sent(ask_child=13)).status_code == 302
    assert [(line.code, line.value) for line in Setting.objects.all()] == [("ask_child", "13")]
    assert "Before: 12 years" in words_of(client.get(PAGE))
