"""Whatever is typed into a form: a sentence where it is wrong, everything still there, and never an error page.

Where several wrong things are sent to several forms, each is sent to some form and each form is sent some of them;
`make thorough` sends every one to each.
"""

import html
import re
import unicodedata
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from audit import clock
from audit.models import Entry
from decisions.enums import Stage
from decisions.models import Disclosure
from tests.access.ground import undone
from tests.access.shown import Form
from tests.cast import cast_in_database
from tests.decisions.typed import FORMS, Walk, date, keys, pages
from tests.stories import REASON, disclosure_at
from tests.thorough import WHOLE

TOO_MUCH = "x" * 100_000
TOMORROW = clock.today() + timedelta(days=1)
SHORTEN = "Shorten this to {} characters or fewer. It has 100000"
NULL = "Take out the character that cannot be stored, and type these words again"


@pytest.fixture(scope="module")
def made_once(database_with_cast, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        cast = cast_in_database()
        author, head = Client(), Client()
        author.force_login(cast.author)
        head.force_login(cast.headteacher)
        yield Walk(disclosure_at(Stage.DRAFT, cast), disclosure_at(Stage.AWAITING, cast), author, head)


@pytest.fixture
def walk(made_once, db):
    return made_once


@pytest.fixture
def send(walk):
    """Sends a form with something in it changed, or left out (None). Answers with what was sent, and the answer."""

    def post(form, /, **changed):
        path, browser, right = pages(walk)[form]
        about = walk.awaiting if browser is walk.head else walk.draft
        version = 0 if form == "new" else Disclosure.objects.get(pk=about.pk).version
        sent = {"version": version, "token": str(uuid.uuid4()), **right, **changed}
        sent = {name: value for name, value in sent.items() if value is not None}
        return sent, browser.post(path, sent)

    return post


def in_turn(forms, wrong):
    """Pairs of a form and something wrong: each of both at least once; whole, every pair."""
    every = [(form, one) for form in forms for one in wrong]
    longer = max(len(forms), len(wrong))
    return every if WHOLE else [(forms[turn % len(forms)], wrong[turn % len(wrong)]) for turn in range(longer)]


def refused(send, form, sentence, **changed):
    """Sends it, and holds what every refusal has to be. Answers with the parsed page."""
    before = written()
    sent, answer = send(form, **changed)
    assert answer.status_code == 200, (form, changed)
    assert written() == before
    shown = Form(answer.content.decode())
    places = [place for place, words in shown.summary.items() if sentence in words]
    assert len(places) == 1, (sentence, shown.summary)
    assert places[0].removeprefix("#") in shown.ids
    assert [sentence in words for words in shown.messages] == [True], shown.messages
    assert "<title>Error: " in answer.content.decode()
    kept = {name: shown.typed.get(name) for name in sent if name not in {"version", "token"}}
    assert kept == {name: sent[name] for name in kept}
    return shown


def written():
    """What would be more if something had been written, sign-ins apart."""
    return Entry.objects.exclude(event__in=["account.signed-in", "disclosure.read", "disclosure.refused"]).count()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_right_is_written(send, form):
    before = written()
    _, answer = send(form)
    assert answer.status_code == 302
    assert written() == before + 1


LIMITS = [
    ("new", "benefit", 1000),
    ("purpose", "benefit", 1000),
    ("person-add", "name", 120),
    ("person", "relation", 120),
    ("item-add", "description", 1000),
    ("item", "source", 200),
    ("recipient", "contact_name", 120),
    ("recipient", "contact_position", 120),
    ("3.1", "{p}-consent-held-text", "4,000"),
    ("3.1", "d-duty-or-power-text", "4,000"),
    ("3.2", "d-how-much-text", "4,000"),
    ("3.3", "{r}-what-they-will-do-text", "4,000"),
    ("3.1", "d-duty-or-power-document", 200),
    ("3.1", "d-more-harm-than-good-harm_if_shared", "4,000"),
    ("consent", "giver", 120),
    ("consent", "in_their_words", 4000),
    ("settle", "basis-why", 4000),
    ("approve", "reason", 4000),
    ("return", "reason", 4000),
    ("reject", "reason", 4000),
    ("reject", "instead", 4000),
    ("reject", "would_change", 4000),
]


def test_a_hundred_thousand_characters_are_too_many(walk, send):
    for form, name, limit in LIMITS:
        refused(send, form, SHORTEN.format(limit), **{name.format(**keys(walk)): TOO_MUCH})


def test_a_null_character_is_refused(walk, send):
    for form, name, _ in LIMITS[::2]:
        refused(send, form, NULL, **{name.format(**keys(walk)): f"{REASON}\x00{REASON}"})


DATES = [
    (date("", 31, 2, 2011), "must be a real date"),
    (date("", 29, 2, 2023), "must be a real date"),
    (date("", 0, 0, 2011), "must be a real date"),
    (date("", "\x00", 3, 2011), "must be a real date"),
    (date("", "٣", 3, 2011), "must be a real date"),
    (date("", "-1", 3, 2011), "must be a real date"),
    (date("", "1" * 5000, 3, 2011), "must be a real date"),
    (date("", "<script>", "'", 2011), "must be a real date"),
    (date("", 14, 3, 11), "must have a year of 4 numbers"),
    (date("", 14, 3, "😀"), "must have a year of 4 numbers"),
    (date("", 14, 3, TOO_MUCH), "must have a year of 4 numbers"),
    (date("", "", 3, 2011), "must include a day"),
    (date("", "", "", 2011), "must include a day and month"),
    (date("", 31, 12, 1899), "must be on or after 1 January 1900"),
    (date("", 1, 1, "0001"), "must be on or after 1 January 1900"),
    (date("", TOMORROW.day, TOMORROW.month, TOMORROW.year), "must be on or before"),
    (date("", 31, 12, 9999), "must be on or before"),
]


def test_a_birthday_that_cannot_be_is_refused(send):
    for typed, sentence in DATES:
        refused(send, "person-add", sentence, **{f"date_of_birth{box}": value for box, value in typed.items()})


def test_a_date_of_an_item_that_cannot_be_is_refused(send):
    for typed, sentence in DATES[::4]:
        refused(send, "item", sentence, **{f"as_at{box}": value for box, value in typed.items()})


NEEDED = [
    ("person-add", "kind", "Say how they come into this"),
    ("person", "name", "Give the person\u2019s name"),
    ("item-add", "description", "Say what is to be shared"),
    ("item", "category", "Choose what kind of information it is"),
    ("recipient", "agency", "Choose the organisation"),
    ("consent", "by", "Say who answered"),
    ("consent", "says", "Say what they answered"),
    ("approve", "reason", "Give your reason in a sentence or more"),
    ("return", "reason", "Give your reason in a sentence or more"),
    ("reject", "instead", "Say how the child is helped instead"),
]


def test_what_is_needed_and_left_empty_is_asked_for(send):
    for form, name, sentence in NEEDED:
        shown = refused(send, form, sentence, **{name: None})
        assert not shown.typed.get(name), (form, name)


def test_three_empty_boxes_are_no_date(send):
    assert send("person-add", **date("date_of_birth", "", "", ""))[1].status_code == 302


def test_a_name_that_nobody_could_see_is_none(send):
    before = written()
    for empty in ("", "   ", "\u00a0", "\u200b", "\u202e\u200f"):
        _, answer = send("person-add", name=empty)
        assert answer.status_code == 200, ascii(empty)
        assert "Give the person\u2019s name" in answer.content.decode(), ascii(empty)
    assert written() == before


NO_SENTENCE = ["ok", "...............", "1234567890123456", "a b c d e f g h i j", "no        no", "😀" * 20]


def test_a_reason_is_a_sentence(send):
    for form, reason in in_turn(("approve", "return", "reject"), NO_SENTENCE):
        refused(send, form, "Give your reason in a sentence or more", reason=reason)


FORGED = [
    ("new", "purpose", "Choose one of the purposes shown"),
    ("purpose", "purpose", "Choose one of the purposes shown"),
    ("person-add", "kind", "Say how they come into this"),
    ("item", "category", "Choose what kind of information it is"),
    ("recipient", "agency", "Choose the organisation that will receive it"),
    ("3.1", "{p}-consent-held", "Choose one of the answers shown"),
    ("3.3", "{r}-right-person", "Choose one of the answers shown"),
    ("3.3", "{r}-what-they-will-do", "Choose one of the answers shown"),
    ("3.3", "{r}-secure-way-way", "Choose one of the answers shown"),
    ("consent", "says", "Say what they answered"),
    ("consent", "covers", "Choose only what is shown"),
    ("settle", "basis", "Choose one of the answers shown"),
    ("settle", "condition", "Choose one of the answers shown"),
]


def test_a_choice_that_was_not_shown_is_refused(walk, send):
    before = written()
    for (form, name, sentence), value in in_turn(FORGED, ("<script>alert(1)</script>", str(10**30))):
        _, answer = send(form, **{name.format(**keys(walk)): value})
        shown = Form(answer.content.decode())
        assert answer.status_code == 200
        told = [sentence in words for words in shown.summary.values() if words.startswith(sentence)]
        assert told == [sentence in words for words in shown.messages] == [True], (form, name)
        assert "<script>alert" not in answer.content.decode()
    assert written() == before


def test_a_null_character_in_a_choice_is_refused(walk, send):
    before = written()
    for form, name, _ in FORGED:
        _, answer = send(form, **{name.format(**keys(walk)): "\x00"})
        assert answer.status_code == 200, (form, name)
        assert len(Form(answer.content.decode()).messages) == 1, (form, name)
    assert written() == before


ODD_NAMES = [
    "N",
    "李",
    "D'Angelo O\u2019Brien",
    "محمد عبد الله",
    "יוֹסֵף",
    "Zoe\u0308 Łukasz-Ångström",
    "😀",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% now 'Y' %}",
    "Robert'); DROP TABLE decisions_person;--",
    "&lt;b&gt; &amp;",
    "x" * 120,
]


def odd_pages(walk):
    """The pages on which a name, an item or a recipient is shown after it was stored."""
    own = f"/disclosures/{walk.draft.reference}/"
    return [walk.author.get(each).content.decode() for each in (f"{own}people/", f"{own}check/", "/disclosures/")]


def test_odd_names_are_stored_as_they_are_and_shown_escaped(walk, send):
    for name in ODD_NAMES:
        _, answer = send("person-add", name=name, relation=name)
        assert answer.status_code == 302, name
        row = walk.draft.people.latest("pk")
        assert row.name == row.relation == unicodedata.normalize("NFC", name)
        again = walk.author.get(f"/disclosures/{walk.draft.reference}/people/{row.pk}/")
        assert Form(again.content.decode()).typed["name"] == row.name
    shown = odd_pages(walk)
    for row in walk.draft.people.all():
        assert all(in_words(page, row.name) for page in shown[:2]), row.name
    assert not [page for page in shown if "<script>alert" in page or "<img src=x" in page]


def in_words(page, words):
    """Whether words stand on a page as they are read: after its markup is taken out, and its escapes undone."""
    return words in html.unescape(re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize("text", ODD_NAMES[2:10:2])
def test_odd_words_are_stored_and_shown_escaped_everywhere_else(walk, send, text):
    for form, names in [("item-add", ("description", "source")), ("recipient", ("contact_name", "contact_position"))]:
        assert send(form, **dict.fromkeys(names, text))[1].status_code == 302
    stored = unicodedata.normalize("NFC", text)
    assert walk.draft.items.latest("pk").description == stored
    assert walk.draft.recipients.get().contact_name == stored
    page = walk.author.get(f"/disclosures/{walk.draft.reference}/check/").content.decode()
    assert page.count("<script>alert") == page.count("<img src=x") == 0
    assert in_words(page, stored)


def test_an_odd_reason_is_shown_escaped_in_the_decision_and_the_timeline(walk, send):
    reason = f"<script>alert(1)</script> {{{{ 7*7 }}}} D'Angelo 😀 {REASON}"
    assert send("reject", reason=reason)[1].status_code == 302
    page = walk.head.get(f"/disclosures/{walk.awaiting.reference}/").content.decode()
    assert in_words(page, reason)
    assert "<script>alert" not in page


@pytest.mark.parametrize(("form", "name", "limit"), [row for row in LIMITS if row[2] in {120, 200}])
def test_letters_that_grow_when_they_are_tidied_are_measured_afterwards(send, form, name, limit):
    grows = "\ufb2c"  # one letter when typed, three when its accents are brought to their one form
    assert len(unicodedata.normalize("NFC", grows)) == 3
    _, answer = send(form, **{name: grows * limit})
    assert answer.status_code == 200
    assert f"It has {3 * limit}" in answer.content.decode()
    assert send(form, **{name: grows * (limit // 3)})[1].status_code == 302


def test_a_line_end_counts_as_one_character(walk, send):
    assert send("purpose", benefit="\r\n".join(["x"] * 500))[1].status_code == 302
    assert Disclosure.objects.get(pk=walk.draft.pk).benefit == "\n".join(["x"] * 500)


FORGERIES = [
    {"version": None},
    {"token": None},
    {"version": ""},
    {"token": ""},
    {"version": "x"},
    {"token": "x"},
    {"version": "-1"},
    {"version": "1.5"},
    {"version": str(10**30)},
    {"version": "\x00"},
    {"token": "\x00"},
    {"token": TOO_MUCH},
    {"version": None, "token": None},
]


def is_calm(answer):
    """The page about a form that could not be read: in the site's own frame, and with a sentence."""
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "<h1" in page
    assert "This page could not be read" in page
    assert "Nothing was saved." in page
    assert "govuk-template" in page
    assert 'href="/"' in page


def test_a_form_without_its_version_or_token_is_answered_calmly(send):
    before = written()
    for form, forged in [*in_turn(FORMS[1:], FORGERIES[:2]), *in_turn(("purpose",), FORGERIES), ("new", FORGERIES[1])]:
        # Nothing was read before a new one: its version says nothing, and is checked with its token.
        is_calm(send(form, **forged)[1])
        assert written() == before, (form, forged)


@pytest.mark.parametrize("path", ["check/", "people/{person}/take-out/"])
def test_so_is_a_button_without_them(walk, path):
    before = written()
    for sent in ({}, {"version": walk.draft.version}, {"token": uuid.uuid4()}, {"version": "x", "token": "x"}):
        address = f"/disclosures/{walk.draft.reference}/{path.format(person=walk.draft.people.first().pk)}"
        is_calm(walk.author.post(address, sent))
    assert written() == before


def test_a_body_that_is_no_form_is_answered_calmly(walk):
    client, path, before = walk.author, f"/disclosures/{walk.draft.reference}/purpose/", written()
    many = "&".join(f"a{number}=1" for number in range(3000))
    assert client.post(path, many, content_type="application/x-www-form-urlencoded").status_code == 400
    assert client.post(path, "\xff\x00", content_type="multipart/form-data; boundary=x").status_code in {200, 400}
    assert client.post(path, "{}", content_type="application/json").status_code in {200, 400}
    assert written() == before
