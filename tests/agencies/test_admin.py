"""The pages on which the adviser keeps the reference data: for the adviser alone, on record, and nothing removed."""

import datetime
import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from agencies.admin import site
from agencies.models import Agency, LegalGround, SecureWay, Term
from audit import clock
from audit.history import Audited
from audit.models import Entry
from audit.testing import clock_at
from audit.verify import problems
from tests.access.kept import as_shown, boxes
from tests.thorough import by_turn

pytestmark = pytest.mark.django_db

LAW = ["legalground", "lawfulbasis", "condition", "sensitivityclass", "purpose", "secureway"]
KINDS = [*LAW, "agency", "term", "publictext"]
NEW_GROUND = {"name": "Telling the coroner", "hint": "What the coroner asks for.", "kind": "duty", "source": "An Act"}
EVENT = "reference.changed"
ADVISERS = ["adviser", "second_adviser"]


@pytest.fixture
def seeded(cast):
    return cast


def browser_of(user):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.force_login(user)
    return client


@pytest.fixture
def adviser(seeded):
    return browser_of(seeded.adviser)


def entries():
    return Entry.objects.filter(event=EVENT).order_by("at", "seq")


def page_of(line):
    return reverse("reference-line", args=[line._meta.model_name, line.pk])


def pages(kind, pk):
    return [
        reverse("reference"),
        reverse("reference-list", args=[kind]),
        reverse("reference-add", args=[kind]),
        reverse("reference-line", args=[kind, pk]),
        reverse("reference-history", args=[kind, pk]),
    ]


def add_term(cast, name="Autumn 2026", first=datetime.date(2026, 9, 2), last=datetime.date(2026, 10, 23)):
    sent = {"school": cast.brook.pk, "name": name, **boxes("first_day", first), **boxes("last_day", last)}
    return browser_of(cast.adviser).post(reverse("reference-add", args=["term"]), sent)


def one_of(cast, kind):
    add_term(cast)
    return next(iter(model for model in site._registry if model._meta.model_name == kind)).objects.first()


# Who


def test_the_kinds_are_reference_data_and_never_a_case():
    assert list(site.kinds()) == KINDS
    assert {model._meta.app_label for model in site._registry} == {"agencies"}
    others = [model for model in apps.get_models() if issubclass(model, Audited) and model not in site._registry]
    assert "decisions" in {model._meta.app_label for model in others}


@pytest.mark.parametrize("kind", KINDS)
def test_an_adviser_of_today_opens_every_page_and_for_everybody_else_there_is_none(seeded, kind):
    """Of everybody else one by turns; `make thorough` asks each, and the access tables ask everybody about most kinds."""
    line = one_of(seeded, kind)
    others = [part for part in seeded.people() if part not in ADVISERS]
    for part in by_turn(ADVISERS, KINDS.index(kind)) + by_turn(others, KINDS.index(kind)):
        client, expected = browser_of(getattr(seeded, part)), 200 if part in ADVISERS else 404
        assert [client.get(path).status_code for path in pages(kind, line.pk)] == [expected] * 5, part
    for path in pages(kind, line.pk):
        assert Client().get(path)["Location"] == f"/accounts/login/?next={path}"


def test_an_appointment_that_has_ended_or_not_begun_opens_nothing(seeded):
    client, day = browser_of(seeded.second_adviser), datetime.timedelta(days=1)
    with clock_at(clock.now() - 2 * day):
        assert client.get(reverse("reference")).status_code == 404
    assert client.get(reverse("reference")).status_code == 200


@pytest.mark.parametrize("part", ["administrator", "headteacher", "staff_flag", "trustee", "author", "leaver"])
def test_nobody_else_adds_or_changes_anything(seeded, part):
    client, line = browser_of(getattr(seeded, part)), LegalGround.objects.get(code="court-order")
    assert client.post(reverse("reference-add", args=["legalground"]), NEW_GROUND).status_code == 404
    assert client.post(page_of(line), as_shown(line, name="Mine")).status_code == 404
    assert not entries().exists()
    assert not LegalGround.objects.filter(name__in=["Mine", NEW_GROUND["name"]]).exists()


def test_permissions_are_the_appointment_and_never_to_delete(cast):
    for what in ("view", "add", "change"):
        assert cast.adviser.has_perm(f"agencies.{what}_legalground")
        assert not cast.adviser.has_perm(f"decisions.{what}_disclosure")
        assert not cast.administrator.has_perm(f"agencies.{what}_legalground")
    assert not cast.adviser.has_perm("agencies.delete_legalground")
    assert not cast.staff_flag.has_module_perms("agencies")


# What is recorded


def test_an_added_line_is_one_entry_of_the_adviser_and_holds_from_its_day(seeded, adviser):
    today = clock.today()
    sent = {**NEW_GROUND, "binds_person": "on", "to_be_confirmed": "on", **boxes("in_force_from", today)}
    answer = adviser.post(reverse("reference-add", args=["legalground"]), sent)
    assert (answer.status_code, answer["Location"]) == (302, reverse("reference-list", args=["legalground"]))
    line = LegalGround.objects.get(code="telling-the-coroner")
    assert (line.kind, line.binds_person, line.harm_exception, line.to_be_confirmed) == ("duty", True, False, True)
    assert line.order > LegalGround.objects.get(code="court-order").order
    assert (line.holds(today - datetime.timedelta(days=1)), line.holds(today)) == (False, True)
    (entry,) = entries()
    assert (entry.chain, entry.actor, entry.capacity) == ("trust", seeded.adviser.pk, "adviser")
    assert len(entry.rows) == 1
    assert list(problems()) == []


def test_a_change_is_one_entry_and_a_press_without_a_change_is_none(adviser):
    line = LegalGround.objects.get(code="court-order")
    assert adviser.post(page_of(line), as_shown(line)).status_code == 302
    assert not entries().exists()
    assert adviser.post(page_of(line), as_shown(line, name="An order of a court")).status_code == 302
    line.refresh_from_db()
    assert (line.name, line.code, line.history.count(), entries().count()) == (
        "An order of a court",
        "court-order",
        2,
        1,
    )
    assert list(problems()) == []


def test_a_line_ends_by_its_last_day_and_stays(adviser):
    line, today = SecureWay.objects.get(code="by-hand"), clock.today()
    adviser.post(page_of(line), as_shown(line, **boxes("in_force_until", today)))
    assert line in SecureWay.objects.in_force(today)
    assert line not in SecureWay.objects.in_force(today + datetime.timedelta(days=1))
    listed = adviser.get(reverse("reference-list", args=["secureway"])).content.decode()
    assert line.name in listed
    assert f"Until {today.day} {today:%B %Y}" in listed


def test_an_agency_gets_its_number_and_goes_out_of_use(adviser):
    agency = Agency.objects.get(name="County police")
    sent = as_shown(agency, phone="01632 960170")
    del sent["in_use"]
    assert adviser.post(page_of(agency), sent).status_code == 302
    agency.refresh_from_db()
    assert (agency.phone, agency.in_use, entries().count()) == ("01632 960170", False, 1)


def test_a_term_stands_in_the_record_of_its_school_and_stays_there(seeded, adviser):
    assert add_term(seeded).status_code == 302
    term = Term.objects.get()
    adviser.post(page_of(term), as_shown(term, name="Autumn", school=seeded.ashby.pk))
    term.refresh_from_db()
    assert (term.name, term.school) == ("Autumn", seeded.brook)
    assert [entry.chain for entry in entries()] == ["BRK", "BRK"]
    assert list(problems()) == []


def test_the_history_says_when_who_and_what_stood_there_before(seeded, adviser):
    line = LegalGround.objects.get(code="fgm-report")
    sent = as_shown(line, name="Reporting it", **boxes("in_force_from", datetime.date(2016, 2, 3)))
    del sent["to_be_confirmed"]
    browser_of(seeded.second_adviser).post(page_of(line), sent)
    shown = adviser.get(reverse("reference-history", args=["legalground", line.pk])).content.decode()
    newest, oldest = shown.split("<main")[1].split("</main")[0].split("<h2")[1:]
    assert seeded.second_adviser.name in newest
    for words in ("Changed: ", "Reporting it", f"Before: {line.name}", "3 February 2016", "Before: 31 October 2015"):
        assert words in newest
    assert re.search(r"To be confirmed</dt>\s*<dd[^>]*>No<br>.*Before: Yes", newest)
    assert "Added: " in oldest
    assert "the set-up of the service" in oldest


# What is refused


def summary(answer):
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<title>Error: " in page
    found = re.search(r'govuk-error-summary__list">(.*?)</ul>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", found[1])).strip()


D = datetime.date


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "Give the line a name"),
        ({"name": "\U0001f600"}, "Give a name with letters in it"),
        ({"name": "Court order"}, "There is a line of this name already"),
        ({"name": "x" * 161}, "Shorten this to 160 characters or fewer"),
        ({"hint": "N\x00N"}, "Take out the character"),
        ({"kind": ""}, "Choose one"),
        ({"kind": "right"}, "Choose one of those shown"),
        ({"kind": "power", "binds_person": "on"}, "This can be said of a duty only"),
        ({"kind": "power", "harm_exception": "on"}, "This can be said of a duty only"),
        ({"in_force_from_day": "31", "in_force_from_month": "2", "in_force_from_year": "2026"}, "must be a real date"),
        ({"in_force_until_day": "31"}, "must include a month and year"),
        (
            {**boxes("in_force_from", D(2026, 2, 5)), **boxes("in_force_until", D(2026, 2, 4))},
            "The last day in force must not be before the first",
        ),
    ],
)
def test_bad_input_gets_one_sentence_and_writes_nothing(adviser, changed, sentence):
    answer = adviser.post(reverse("reference-add", args=["legalground"]), {**NEW_GROUND, **changed})
    assert sentence in summary(answer)
    assert not entries().exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Give the organisation"),
        ({"name": "County police"}, "An organisation of this name is there already"),
        ({"category": "hospital"}, "Choose one of those shown"),
        ({"phone": "ring us"}, "Give a telephone number in figures"),
    ],
)
def test_bad_input_about_an_organisation(adviser, changed, sentence):
    sent = {"name": "Clinic", "category": "health", "in_use": "on", **changed}
    assert sentence in summary(adviser.post(reverse("reference-add", args=["agency"]), sent))
    assert not entries().exists()


@pytest.mark.parametrize(
    ("name", "first", "last", "sentence"),
    [
        ("autumn 2026", D(2027, 1, 4), D(2027, 2, 12), "This school has a term of this name already"),
        ("Other", D(2026, 10, 23), D(2026, 12, 18), "“Autumn 2026” of this school has some of these days already"),
        ("Other", D(2026, 12, 18), D(2026, 11, 2), "The last day must not be before the first"),
        ("Other", D(2027, 1, 4), D(2027, 12, 18), "This is longer than any term"),
    ],
)
def test_terms_that_cannot_be(seeded, name, first, last, sentence):
    add_term(seeded)
    assert sentence in summary(add_term(seeded, name, first, last))
    assert Term.objects.count() == 1


def test_of_two_who_change_one_line_the_later_is_told_and_may_then_save(seeded, adviser):
    line = LegalGround.objects.get(code="court-order")
    sent = as_shown(line, hint="Mine.")
    browser_of(seeded.second_adviser).post(page_of(line), as_shown(line, hint="Theirs."))
    refused = adviser.post(page_of(line), sent)
    assert "Somebody changed this line while you had it open" in summary(refused)
    line.refresh_from_db()
    assert line.hint == "Theirs."
    version = re.search(r'name="version" value="(\d+)"', refused.content.decode())[1]
    assert adviser.post(page_of(line), {**sent, "version": version}).status_code == 302
    line.refresh_from_db()
    assert (line.hint, entries().count()) == ("Mine.", 2)


def test_a_kind_or_a_line_that_is_not_there_is_the_page_that_does_not_exist(adviser):
    for path in ("/admin/disclosure/", "/admin/user/", "/admin/legalground/99999999999999999999/", "/admin/x/add/"):
        assert adviser.get(path).status_code == 404, path
    assert adviser.post("/admin/legalground/999999/", NEW_GROUND).status_code == 404


# No delete, nothing in bulk, and the house's own rules of a page


def test_nothing_is_deleted_or_done_in_bulk(adviser):
    line, before = LegalGround.objects.get(code="court-order"), LegalGround.objects.count()
    for tail in ("delete/", "history/restore/"):
        assert adviser.post(f"{page_of(line)}{tail}", {"post": "yes"}).status_code == 404
    bulk = {"action": "delete_selected", "_selected_action": line.pk, "post": "yes"}
    assert adviser.post(reverse("reference-list", args=["legalground"]), bulk).status_code == 405
    assert adviser.delete(page_of(line)).status_code == 405
    assert adviser.post(reverse("reference-history", args=["legalground", line.pk]), {}).status_code == 405
    assert LegalGround.objects.count() == before
    assert not any(admin.has_delete_permission(None) for admin in site.kinds().values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_carry_no_script_or_style_of_their_own(seeded, kind):
    line, client = one_of(seeded, kind), browser_of(seeded.adviser)
    for path in pages(kind, line.pk):
        answer = client.get(path)
        policy, page = answer["Content-Security-Policy"], answer.content.decode()
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "no-store" in answer["Cache-Control"]
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)|javascript:", page)


def test_an_address_fills_in_no_form(adviser):
    path = reverse("reference-add", args=["legalground"])
    answer = adviser.get(path, {"name": "Typed by somebody else", "in_force_from": "2026"})
    assert answer.status_code == 200
    assert "Typed by somebody else" not in answer.content.decode()


def test_the_adviser_finds_it_where_people_are_added_and_the_administrator_does_not(cast):
    words = "Reference data: the law"
    assert words in browser_of(cast.adviser).get(reverse("people")).content.decode()
    assert words not in browser_of(cast.administrator).get(reverse("people")).content.decode()
