"""Somebody is in danger now: what left is recorded at once, from everywhere, by whoever may read it; and looked at after.

Rules, section 6 (share first, ratify), behaviour 1.4 and 1.8. From every stage it is sent by one
reader in turn, and a stranger opens the pages of one stage; `make thorough` sends it as each reader, and opens them all.
That each reader may, at each stage, is asked of the rule in test_truth_table.py.
"""

import datetime
import re

import pytest
from django.db import connection
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from decisions.enums import Channel, Extent, Ground, PersonKind, RoutingRule, Seat, Stage
from decisions.facts import Content
from decisions.models import Disclosure, SharingRecord
from decisions.workflow import saves
from decisions.workflow.handing import Invite
from decisions.workflow.table import SHARE_FIRST
from tests.decisions.made import appoint
from tests.decisions.said import NEW, SAID, STRANGERS, said, share_url, text, words_of
from tests.stories import CHILD, disclosure_at, do, fill, new_draft, shared_first
from tests.thorough import WHOLE

FORBIDDEN = re.compile(r"\b(wait|approval|pending|must first|permission needed)\b", re.IGNORECASE)
BEFORE = list(SHARE_FIRST.stages)
AFTERWARDS = [stage for stage in Stage if stage not in BEFORE]
READERS = ("author", "contributor", "headteacher", "lead", "adviser", "second_adviser")


def someone(walk, disclosure, part):
    """Somebody of the cast; the contributor is a volunteer who has been asked to help."""
    if part != "contributor":
        return getattr(walk, part)
    do("invite", disclosure, walk.author, Invite(walk.volunteer))
    return walk.volunteer


# A new record


@pytest.mark.parametrize("stage", [None, Stage.DRAFT, Stage.AWAITING, Stage.APPROVED])
def test_a_fault_in_the_judging_stops_nothing(walk, as_user, monkeypatch, caplog, stage):
    disclosure = disclosure_at(stage, walk) if stage else None

    def fails(*_arguments):
        connection.cursor().execute("SELECT what_is_not_there")

    monkeypatch.setattr(Content, "facts", fails)
    page = share_url(disclosure) if disclosure else NEW
    client = as_user(walk.author)
    assert client.get(page).status_code == 200
    response = client.post(page, said() | {"version": disclosure.version if disclosure else 0})
    recorded = SharingRecord.objects.get().disclosure
    assert response.url == reverse("disclosure-recorded", args=[recorded.reference])
    assert client.get(response.url).status_code == 200
    assert (recorded.stage, recorded.seat) == (Stage.SHARED_FIRST, Seat.ADVISER)
    assert recorded.seat_rule == RoutingRule.UNREAD
    assert "failed on what was shared first" in caplog.text
    monkeypatch.undo()
    move_on = do("save", recorded, walk.author, saves.SavePurpose("protect", "So that she is safe tonight."))
    assert (move_on.seat, move_on.seat_rule) == (Seat.HEADTEACHER, RoutingRule.ORDINARY)


@pytest.mark.parametrize("part", ["author", "volunteer", "headteacher", "lead"])
def test_staff_and_volunteers_record_without_anything_written_before(walk, as_user, part):
    user = getattr(walk, part)
    response = as_user(user).post(NEW, said())
    disclosure = Disclosure.objects.get()
    assert response.url == reverse("disclosure-recorded", args=[disclosure.reference])
    assert (disclosure.stage, disclosure.author, disclosure.school) == (Stage.SHARED_FIRST, user, walk.brook)
    record = SharingRecord.objects.get()
    assert (record.ground, record.channel, record.recorded_by) == (Ground.DANGER, Channel.PHONE, user)
    assert (record.about_words, record.to_words, record.what_words) == (SAID["about"], SAID["to"], SAID["what"])
    assert (record.not_told_words, record.phone) == (SAID["not_told"], SAID["phone"])
    assert abs(record.left_at - clock.now()) < datetime.timedelta(minutes=1)
    assert [(person.kind, person.name) for person in disclosure.people.all()] == [(PersonKind.ABOUT, SAID["about"])]
    assert not disclosure.incidents.exists()


def test_three_answers_are_enough(walk, as_user):
    as_user(walk.author).post(NEW, said(not_told="", phone=""))
    assert Disclosure.objects.get().stage == Stage.SHARED_FIRST


def test_an_adviser_says_for_which_school_and_nothing_is_preset(walk, as_user):
    client = as_user(walk.adviser)
    assert 'name="school"' in text(client.get(NEW))
    assert not re.search(r'name="school"[^>]*checked', text(client.get(NEW)))
    refused = client.post(NEW, said())
    assert "Choose the school" in text(refused)
    client.post(NEW, said(school=walk.ashby.pk))
    assert Disclosure.objects.get().school == walk.ashby


def test_who_works_for_one_school_is_not_asked_and_cannot_choose_another(walk, as_user):
    client = as_user(walk.author)
    assert 'name="school"' not in text(client.get(NEW))
    client.post(NEW, said(school=walk.ashby.pk))
    assert Disclosure.objects.get().school == walk.brook


def test_who_works_for_two_schools_cannot_choose_a_third(walk, as_user):
    appoint(walk, walk.author, Role.STAFF, walk.ashby)
    client = as_user(walk.author)
    assert "Choose the school" in text(client.post(NEW, said(school=999_999)))
    client.post(NEW, said(school=walk.ashby.pk))
    assert Disclosure.objects.get().school == walk.ashby


def test_for_everybody_else_the_page_does_not_exist(walk, as_user):
    for part in ("trustee", "administrator", "staff_flag", "nobody", "leaver"):
        client = as_user(getattr(walk, part))
        assert client.get(NEW).status_code == client.post(NEW, said()).status_code == 404, part
    assert not Disclosure.objects.exists()


def test_a_stranger_is_led_to_the_sign_in_page_and_keeps_what_was_typed(walk, client):
    assert client.get(NEW).url.startswith("/accounts/login/")
    refused = client.post(NEW, said(school=walk.ashby.pk, went=[17]), headers={"Sec-Fetch-Site": "same-origin"})
    assert refused.status_code == 401
    page = words_of(refused)
    for words in (SAID["what"], "4. What did you tell them, and why now?", "What of this went? Chosen, and kept"):
        assert words in page
    assert not FORBIDDEN.search(page)
    assert not Disclosure.objects.exists()


# Whole words that hold back


def test_no_page_says_a_word_that_holds_back_or_shows_a_stage(walk, as_user):
    draft = disclosure_at(Stage.AWAITING, walk)
    client = as_user(walk.author)
    pages = [client.get(NEW), client.post(NEW, said(about="")), client.get(share_url(draft))]
    pages.append(client.post(share_url(draft), said(draft, what="")))
    pages.append(client.post(share_url(draft), said(draft, ground="gone"), follow=True))
    pages.append(client.get(share_url(draft)))  # now a linked one
    for page in pages:
        assert page.status_code == 200
        assert not FORBIDDEN.search(words_of(page)), FORBIDDEN.search(words_of(page))
        assert "govuk-tag" not in text(page)
        assert "acknowledge" not in text(page).lower()


def test_the_words_are_found_where_they_stand():
    assert FORBIDDEN.search("Please wait.")
    assert not FORBIDDEN.search("awaiting, approver, You do not need permission")


# From every stage, by everybody who may read it


def readers_in_turn():
    """At every stage one of those who may read it there, each of whom has a turn; what only its writers read, by these.

    A colleague is asked to help while it is written.
    """
    yield from [(Stage.DRAFT, "author"), (Stage.DRAFT, "contributor"), (Stage.WITHDRAWN, "author")]
    readers = [part for part in READERS if part != "contributor"]
    for turn, stage in enumerate(BEFORE):
        if stage != Stage.DRAFT:
            yield stage, readers[turn % len(readers)]


EVERYBODY = [(stage, part) for stage in BEFORE for part in READERS if part != "contributor" or stage == Stage.DRAFT]


def test_each_reader_has_a_turn():
    assert {part for _, part in readers_in_turn()} == set(READERS)
    assert {stage for stage, _ in readers_in_turn()} == set(BEFORE)
    assert set(readers_in_turn()) < set(EVERYBODY)


@pytest.mark.parametrize(("stage", "part"), EVERYBODY if WHOLE else list(readers_in_turn()))
def test_from_every_stage_before_it_has_left(walk, as_user, stage, part):
    disclosure = disclosure_at(stage, walk)
    if stage in {Stage.DRAFT, Stage.WITHDRAWN} and part not in {"author", "contributor"}:
        assert as_user(someone(walk, disclosure, part)).get(share_url(disclosure)).status_code == 404
        return
    user = someone(walk, disclosure, part)
    client = as_user(user)
    assert client.get(share_url(disclosure)).status_code == 200
    response = client.post(share_url(disclosure), said(disclosure))
    disclosure.refresh_from_db()
    assert response.url == reverse("disclosure-recorded", args=[disclosure.reference])
    assert client.get(response.url).status_code == 200
    assert disclosure.stage == Stage.SHARED_FIRST
    assert disclosure.standing_decision is None
    assert disclosure.sharings.get().recorded_by == user
    assert disclosure.contributors.filter(user=user).exists()


LINKED_BY = ["author", "headteacher", "adviser"]
LINKED = [(stage, part) for stage in AFTERWARDS for part in LINKED_BY]


@pytest.mark.parametrize(("stage", "part"), LINKED if WHOLE else list(zip(AFTERWARDS, LINKED_BY, strict=True)))
def test_afterwards_the_same_address_records_a_new_one_that_belongs_to_it(walk, as_user, stage, part):
    disclosure = disclosure_at(stage, walk)
    user, sent = getattr(walk, part), said(disclosure)
    client = as_user(user)
    assert "gets a record of its own that belongs to it" in text(client.get(share_url(disclosure)))
    response = client.post(share_url(disclosure), sent)
    linked = Disclosure.objects.get(linked_to=disclosure)
    assert response.url == reverse("disclosure-recorded", args=[linked.reference])
    assert (linked.stage, linked.author, linked.school) == (Stage.SHARED_FIRST, user, walk.brook)
    disclosure.refresh_from_db()
    assert disclosure.stage == stage
    assert client.post(share_url(disclosure), sent).url == response.url
    assert Disclosure.objects.filter(linked_to=disclosure).count() == 1
    assert disclosure.reference in text(client.get(reverse("disclosure", args=[linked.reference])))


def test_to_whom_it_is_not_open_it_does_not_exist(walk, as_user):
    every = [disclosure_at(stage, walk) for stage in (Stage.DRAFT, Stage.AWAITING, Stage.SHARED)]
    for turn, part in enumerate(STRANGERS):
        client = as_user(getattr(walk, part))
        for disclosure in every:
            assert client.post(share_url(disclosure), said(disclosure)).status_code == 404, part
        for disclosure in every if WHOLE else [every[turn % len(every)]]:
            assert client.get(share_url(disclosure)).status_code == 404, part
            assert client.get(reverse("disclosure-recorded", args=[disclosure.reference])).status_code == 404, part
    assert SharingRecord.objects.exclude(ground="").count() == 0


def test_an_old_version_and_an_old_stage_refuse_nothing(walk, as_user):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    old = said(disclosure)
    do("submit", disclosure, walk.author)
    as_user(walk.author).post(share_url(disclosure), old)
    disclosure.refresh_from_db()
    assert disclosure.stage == Stage.SHARED_FIRST


def test_if_it_has_been_shared_meanwhile_what_was_ticked_is_kept_in_words(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    pair = disclosure.pairs.get()
    old = said(disclosure, went=[pair.pk])
    do("share-first", disclosure, walk.headteacher, shared_first())
    as_user(walk.author).post(share_url(disclosure), old)
    record = SharingRecord.objects.get(disclosure__linked_to=disclosure)
    assert not record.pairs.exists()
    assert pair.item.description in record.what_words
    assert record.what_words.startswith(SAID["what"])


# What stands in a disclosure already


def test_what_is_known_is_filled_in_and_its_pairs_are_offered(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    client = as_user(walk.author)
    page = text(client.get(share_url(disclosure)))
    assert f'value="{CHILD}"' in page
    assert 'value="Brook Vale CAMHS: Dr Priya Nair, Triage lead"' in page
    assert "What of this went?" in page
    pair = disclosure.pairs.get()
    client.post(share_url(disclosure), said(disclosure, went=[pair.pk]))
    shared = disclosure.sharings.get().pairs.get()
    assert (shared.pair, shared.extent) == (pair, Extent.WHOLE)


def test_a_forged_pair_gets_a_sentence_and_one_taken_out_meanwhile_still_went(walk, as_user):
    other = disclosure_at(Stage.AWAITING, walk)
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    pair = disclosure.pairs.get()
    client = as_user(walk.author)
    refused = client.post(share_url(disclosure), said(disclosure, went=[other.pairs.get().pk]))
    assert "Tick only what is shown" in text(refused)
    sent = said(disclosure, went=[pair.pk])
    do("save", disclosure, walk.author, saves.TakeOut("items", pair.item_id))
    assert client.post(share_url(disclosure), sent).status_code == 302
    assert disclosure.sharings.get().pairs.get().pair == pair


def test_the_line_on_a_disclosures_page_leads_to_its_own_and_elsewhere_to_a_new_one(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    for user in (walk.author, walk.headteacher):
        client = as_user(user)
        page = text(client.get(reverse("disclosure", args=[disclosure.reference])))
        assert f'ts-now__danger" href="{share_url(disclosure)}"' in page
        start = text(client.get("/"))
        assert f'ts-now__danger" href="{NEW}"' in start
        assert re.search(rf'<a href="{NEW}"[^>]*>\s*Record an emergency', start)


def test_a_stranger_has_the_numbers_and_no_button(client, walk):
    page = text(client.get("/"))
    assert "tel:999" in page
    assert "Record an emergency" not in page
