"""What is not yours answers as what does not exist: the same page, for the same number of statements."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from audit.action import action
from audit.models import Entry
from decisions.enums import ItemCategory, PersonKind
from decisions.models import Disclosure
from decisions.workflow import saves
from tests.access.conftest import in_care
from tests.access.ground import REFUSED, changes, page, undone
from tests.access.tables import PEOPLE
from tests.stories import do, fill, new_draft

NOWHERE = "BRK-2000-9999"
NO_ROW = 2_000_000_000
BEYOND_ALL_NUMBERS = 10**30
PAGES = [
    "", "purpose/", "people/", "people/add/", "people/{person}/", "people/{person}/take-out/", "items/", "items/add/",
    "items/{item}/", "items/{item}/take-out/", "recipients/", "recipients/add/",
    "recipients/{recipient}/", "recipients/{recipient}/take-out/", "pairs/", "checklist/3.1/", "check/", "approve/", "return/", "reject/",
    "plan/", "sharing/", "after/", "close/", "incident/", "people/{person}/consent/", "people/{person}/consent/{consent}/",
    "consent/{consent}/take-out/", "people/{person}/relationship/", "people/{person}/relationship/{consent}/",
    "relationship/{consent}/take-out/", "settle/", "adviser/", "recipients/{recipient}/check/", "consent-withdrawn/",
]  # fmt: skip


@pytest.fixture
def asked():
    """Asks for a page and says everything that a curious reader could tell apart: status, page, number of statements."""

    def ask(client, path, form=None):
        with CaptureQueriesContext(connection) as statements:
            answer = client.get(path) if form is None else client.post(path, form)
        return answer.status_code, page(answer), len(statements)

    return ask


def form_of(disclosure, **fields):
    return {"version": disclosure.version, "token": uuid.uuid4(), **fields}


# Which of the disclosures exist for nobody but their writers, or not for those of another school.
STRANGERS = [part for part in PEOPLE if part not in {"author", "anonymous"}]


@pytest.mark.parametrize("part", STRANGERS)
def test_a_draft_of_somebody_else_is_the_page_that_does_not_exist(house, as_user, asked, part):
    client, draft = as_user(part), house.disclosures["draft"]
    client.get("/")
    missing = asked(client, f"/disclosures/{NOWHERE}/purpose/")
    refused = asked(client, f"/disclosures/{draft.reference}/purpose/")
    assert missing[0] == 404
    assert refused == missing


def test_so_is_every_page_of_it_to_read_and_to_send(house, as_user, asked):
    client, of = as_user("other_head"), house.disclosures["awaiting"]
    keys = {"person": of.people.get().pk, "item": of.items.get().pk, "recipient": of.recipients.get().pk}
    keys["consent"] = of.consents.get().pk
    before = changes()
    for words in PAGES:
        path = words.format(**keys)
        for form in (None, form_of(of, reason="x")):
            missing = asked(client, f"/disclosures/{NOWHERE}/{path}", form)
            assert asked(client, f"/disclosures/{of.reference}/{path}", form) == missing, path
    assert changes() == before
    refused = Entry.objects.filter(event=REFUSED, actor=house.cast.other_head.pk).order_by("case")
    opened = {"do": "open", "why": "not-permitted"}
    assert [(entry.chain, entry.case, entry.facts) for entry in refused] == [
        ("BRK", of.pk, opened),
        ("trust", None, opened | {"there": False}),
    ]


@pytest.mark.parametrize("part", ["author", "headteacher", "trustee", "nobody"])
def test_so_are_the_pages_of_people(house, as_user, asked, part):
    client = as_user(part)
    client.get("/")
    there = house.cast.lead.pk
    for path, method_form in [("/people/{}/appoint/", None), ("/people/{}/appoint/", {}), ("/people/{}/link/", {})]:
        missing = asked(client, path.format(NO_ROW), method_form)[:2]
        assert asked(client, path.format(there), method_form)[:2] == missing
        assert missing[0] == 404


@pytest.fixture
def two_drafts(house):
    """Two more disclosures of the author, and one of the other school: (mine, my other one, theirs)."""
    cast = house.cast
    return [
        fill(new_draft(writer, school), writer)
        for writer, school in [(cast.author, cast.brook), (cast.author, cast.brook), (cast.other_author, cast.ashby)]
    ]


def test_a_row_of_another_disclosure_is_not_reached_through_ones_own(as_user, asked, two_drafts):
    mine, other, theirs = two_drafts
    client = as_user("author")
    person = {"kind": "about", "name": "Una Moss"}
    item = {"description": "Attendance", "category": "attendance"}
    to = {"agency": Agency.objects.get(name="County police").pk}
    for foreign in (other, theirs):
        in_care(foreign, foreign.author)
    kin, own_kin = {"who": "a1", "kind": "mother"}, f"people/{mine.people.get().pk}/relationship"
    before = changes()
    consent, own_records = {"by": "self", "says": "refused"}, f"people/{mine.people.get().pk}/consent"
    for foreign in (other, theirs):
        rows = {
            f"people/{foreign.people.get().pk}/": ("people", "", person),
            f"people/{foreign.people.get().pk}/take-out/": ("people", "take-out/", {}),
            f"items/{foreign.items.get().pk}/": ("items", "", item),
            f"items/{foreign.items.get().pk}/take-out/": ("items", "take-out/", {}),
            f"recipients/{foreign.recipients.get().pk}/": ("recipients", "", to),
            f"recipients/{foreign.recipients.get().pk}/take-out/": ("recipients", "take-out/", {}),
            f"recipients/{foreign.recipients.get().pk}/check/": ("recipients", "check/", {}),
            f"people/{foreign.people.get().pk}/consent/": ("people", "consent/", consent),
            f"{own_records}/{foreign.consents.get().pk}/": (own_records, "", consent),
            f"consent/{foreign.consents.get().pk}/take-out/": ("consent", "take-out/", {}),
            f"people/{foreign.people.get().pk}/relationship/": ("people", "relationship/", kin),
            f"{own_kin}/{foreign.relationships.get().pk}/": (own_kin, "", kin),
            f"relationship/{foreign.relationships.get().pk}/take-out/": ("relationship", "take-out/", {}),
        }
        for path, (kind, then, fields) in rows.items():
            for form in (None, form_of(mine, **fields)):
                missing = asked(client, f"/disclosures/{mine.reference}/{kind}/{NO_ROW}/{then}", form)
                assert asked(client, f"/disclosures/{mine.reference}/{path}", form) == missing, path
                assert missing[0] == 404
    assert changes() == before


def test_an_item_is_not_reached_as_a_person_nor_one_that_is_taken_out(house, as_user, two_drafts):
    mine, *_ = two_drafts
    author, client = house.cast.author, as_user("author")
    do("save", mine, author, saves.SaveItem("Second item", ItemCategory.OTHER))
    do("save", mine, author, saves.SavePerson(PersonKind.CARER, "Una Moss"))
    gone = mine.people.last().pk
    do("save", mine, author, saves.TakeOut("people", gone))
    there = {row.pk for row in mine.people.present()}
    for pk in [*(row.pk for row in mine.items.all() if row.pk not in there), gone, 0, BEYOND_ALL_NUMBERS]:
        for path in (f"people/{pk}/", f"people/{pk}/take-out/"):
            assert client.get(f"/disclosures/{mine.reference}/{path}").status_code == 404, path
            form = form_of(Disclosure.objects.get(pk=mine.pk), kind="about", name="Una Moss")
            assert client.post(f"/disclosures/{mine.reference}/{path}", form).status_code == 404, path


def test_an_answer_about_somebody_in_another_disclosure_is_not_written(as_user, two_drafts):
    mine, other, _ = two_drafts
    person = other.people.get()
    form = form_of(mine, **{f"p{person.pk}-consent-held": "no", "d-duty-or-power": "not-sure"})
    assert as_user("author").post(f"/disclosures/{mine.reference}/checklist/3.1/", form).status_code == 302
    assert mine.response.answers.get(question_code="duty-or-power").value == "not-sure"
    assert person.response.answers.get(question_code="consent-held").value == "yes"


def test_somebody_who_is_only_told_has_no_record_of_consent(house, as_user, two_drafts):
    mine, *_ = two_drafts
    do("save", mine, house.cast.author, saves.SavePerson(PersonKind.CARER, "Una Moss"))
    carer, form = mine.people.get(name="Una Moss").pk, form_of(mine, by="self", says="yes")
    client, path = as_user("author"), f"/disclosures/{mine.reference}/people/{carer}/consent/"
    before = changes()
    assert [client.get(path).status_code, client.post(path, form).status_code] == [404, 404]
    assert changes() == before


def test_what_is_settled_about_somebody_in_another_disclosure_is_not_written(house, as_user, two_drafts):
    awaiting, elsewhere = house.disclosures["awaiting"], two_drafts[1].people.get()
    forged = {f"override-p{elsewhere.pk}-why": "Nothing else would do for him.", "basis": "legal-obligation"}
    answer = as_user("headteacher").post(f"/disclosures/{awaiting.reference}/settle/", form_of(awaiting, **forged))
    assert answer.status_code == 302
    assert awaiting.rulings.get(code="basis").value == "legal-obligation"
    assert not awaiting.rulings.filter(code="override").exists()


@pytest.mark.parametrize("reference", ["ASH", "BRK-2026-9999", "x" * 300, "BRK-2026-0001\x00", "' OR 1=1 --", "%F0"])
def test_a_list_begins_before_nothing_that_is_not_there(as_user, reference):
    for part, path in [("author", "/disclosures/"), ("trustee", "/register/")]:
        assert as_user(part).get(path, {"before": reference}).status_code == 404


def test_a_list_begins_before_none_but_ones_own(house, as_user, asked, two_drafts):
    mine, _, theirs = two_drafts
    client = as_user("author")
    assert client.get("/disclosures/", {"before": mine.reference}).status_code == 200
    missing = asked(client, f"/disclosures/?before={NOWHERE}")
    for other in (theirs, house.disclosures["of-headteacher"]):
        assert asked(client, f"/disclosures/?before={other.reference}") == missing
    assert missing[0] == 404


def test_the_register_does_not_tell_that_a_draft_exists(house, as_user, asked):
    client = as_user("trustee")
    client.get("/register/")
    assert client.get("/register/", {"before": house.disclosures["rejected"].reference}).status_code == 200
    missing = asked(client, f"/register/?before={NOWHERE}")
    assert missing[0] == 404
    assert asked(client, f"/register/?before={house.disclosures['draft'].reference}") == missing


def test_an_agency_that_is_out_of_use_cannot_be_chosen(house, as_user):
    draft, client = house.disclosures["draft"], as_user("author")
    police = Agency.objects.get(name="County police")
    with undone():
        with action("policy.seeded", actor=house.cast.set_up, chain="trust"):
            police.in_use = False
            police.save()
        before = changes()
        for forged in (police.pk, NO_ROW, BEYOND_ALL_NUMBERS, "-1", "x"):
            answer = client.post(
                f"/disclosures/{draft.reference}/recipients/{draft.recipients.get().pk}/", form_of(draft, agency=forged)
            )
            assert answer.status_code == 200
            assert "error-summary" in page(answer)
        assert changes() == before
        assert draft.recipients.get().agency.name == "Brook Vale CAMHS"


def test_a_disclosure_is_begun_only_for_a_school_that_one_works_for(house, as_user):
    cast = house.cast
    form = {"version": 0, "token": uuid.uuid4(), "purpose": "protect", "school": cast.ashby.pk}
    assert as_user("author").post("/disclosures/new/", form).status_code == 302
    begun = Disclosure.objects.latest("pk")
    assert begun.school == cast.brook
    with action("appointment.made", actor=cast.set_up, chain="trust"):
        cast.author.appointments.model(
            user=cast.author, role="staff", school=cast.ashby, since=cast.author.appointments.get().since
        ).save()
    for forged in ("", NO_ROW, BEYOND_ALL_NUMBERS, "x"):
        answer = as_user("author").post("/disclosures/new/", {**form, "token": uuid.uuid4(), "school": forged})
        assert answer.status_code == 200
        assert "Choose the school" in page(answer)
    assert Entry.objects.filter(event="disclosure.started", actor=cast.author.pk).latest("at").case == begun.pk
