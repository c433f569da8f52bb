"""What trustees read of the disclosures, and what they never read."""

import datetime
import html
import re
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import people
from accounts.roles import Role
from agencies.models import Agency
from audit import clock
from audit.models import Entry
from audit.testing import clock_at
from decisions.enums import ItemCategory, Stage
from decisions.workflow import saves
from decisions.workflow.asked import SaveRequest
from decisions.workflow.handing import SecondView, WithReason
from decisions.workflow.saves import SaveRecipient
from decisions.workflow.subjects import Join
from tests.access.ground import undone
from tests.access.tables import PEOPLE
from tests.oversight.conftest import submitted
from tests.stories import BENEFIT, CHILD, ITEM, REASON, WORDS, disclosure_at, do

LONDON = ZoneInfo("Europe/London")
LONG_AGO = datetime.datetime(2020, 11, 3, 10, 0, tzinfo=UTC)
CODE = re.compile(r"P-[A-Z2-9]{6}")
# The withdrawn one was a draft that nobody ever submitted.
EVER_SUBMITTED = [stage for stage in Stage if stage not in {Stage.DRAFT, Stage.WITHDRAWN}]


def text(answer):
    """What stands on the page, without its markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def shown(answer):
    """The references of a page in their order."""
    return re.findall(r'class="ts-ref">([A-Z]{3}-\d{4}-\d+)<', answer.content.decode())


def sentences(answer, disclosure):
    """The group of sentences about one disclosure."""
    for group in re.findall(r"<li><p class=\"ts-sentences__head\">.*?</li>", answer.content.decode(), re.DOTALL):
        if disclosure.reference in group:
            return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", group)))
    raise AssertionError(f"{disclosure.reference} is not in the register")


def codes(answer):
    """The codes of people on a page, without the example in its first sentence."""
    return CODE.findall(answer.content.decode().split("newest first", 1)[1])


def older(answer):
    """The address of the next page, None on the last one."""
    found = re.search(
        r'<a[^>]*govuk-pagination__link[^>]*href="([^"]+)"|href="([^"]+before=[^"]+)"', answer.content.decode()
    )
    return html.unescape(found[1] or found[2]) if found else None


@pytest.mark.parametrize("part", [part for part in PEOPLE if part not in {"trustee", "anonymous"}])
def test_nobody_but_a_trustee_reads_it(register, client, part):
    client.force_login(getattr(register.cast, part))
    assert client.get("/register/").status_code == 404


def test_it_holds_what_was_ever_submitted_and_no_draft_newest_first(register, read):
    newest_first = sorted(
        (register.at[stage] for stage in EVER_SUBMITTED), key=lambda one: one.submitted_at, reverse=True
    )
    assert shown(read()) == [one.reference for one in newest_first]
    assert register.at[Stage.DRAFT].reference not in read().content.decode()


def test_what_is_submitted_last_stands_first_and_again_when_it_is_submitted_again(register, read):
    returned = register.at[Stage.RETURNED]
    assert shown(read())[0] != returned.reference
    do("submit", returned, register.cast.author)
    assert shown(read())[0] == returned.reference
    assert "Nobody has decided yet." in sentences(read(), returned)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.AWAITING, "Nobody has decided yet."),
        (Stage.RETURNED, "Peter Dunne, Headteacher, returned it to be mended on"),
        (Stage.APPROVED, "Peter Dunne, Headteacher, approved it on"),
        (Stage.REJECTED, "Peter Dunne, Headteacher, rejected it on"),
    ],
)
def test_each_stage_says_who_decided_in_what_capacity(register, read, stage, words):
    disclosure = register.at[stage]
    group = sentences(read(), disclosure)
    today = clock.today()
    assert group.startswith(f"{today.day} {today:%B %Y} {disclosure.reference} {stage.label}")
    assert words in group


def test_every_recipient_is_named(register, read):
    disclosure = register.at[Stage.AWAITING]
    do("take-back", disclosure, register.cast.author, WithReason())
    do("save", disclosure, register.cast.author, SaveRecipient(Agency.objects.get(name="Early Help")))
    group = sentences(read(), disclosure)
    assert "with Brook Vale CAMHS (health service) and Early Help (early help):" in group
    assert "It was taken back to be mended." in group


def test_what_was_shared_first_is_not_called_proposed(register, read):
    group = sentences(read(), register.at[Stage.SHARED_FIRST])
    assert "shared first, before a decision, 1 item" in group
    assert "Nobody has looked at it yet." in group


def test_a_second_view_says_who_rejected_it(register, read):
    disclosure = register.at[Stage.REJECTED]
    do("second-view", disclosure, register.cast.author, SecondView("Please look again."))
    group = sentences(read(), disclosure)
    assert "Peter Dunne, Headteacher, rejected it on" in group
    assert "A second view was asked for." in group


def test_one_group_of_sentences_says_who_what_to_whom_why_and_about_whom(register, read):
    group = sentences(read(), register.at[Stage.APPROVED])
    for words in (
        "Joanna Finch (Form tutor, Brook High School) proposed to share 1 item (health and wellbeing 1)",
        "with Brook Vale CAMHS (health service):",
        "early intervention, so that the child gets the services they need.",
    ):
        assert words in group
    assert re.search(r"About P-[A-Z2-9]{6}, a (pupil|student) in years \d+ to \d+\.", group)


def test_an_adviser_who_decided_is_named_in_that_capacity(register, read):
    cast = register.cast
    disclosure = disclosure_at(Stage.APPROVED, cast, author=cast.headteacher, approver=cast.adviser)
    group = sentences(read(), disclosure)
    assert "Peter Dunne (Headteacher, Brook High School) proposed" in group
    assert "Helen Hale, Data Protection Adviser, approved it on" in group


def test_items_are_counted_by_kind_and_what_was_taken_out_is_not(register, read):
    author, disclosure = register.cast.author, register.at[Stage.RETURNED]
    do("save", disclosure, author, saves.SaveItem("Second", ItemCategory.ATTENDANCE))
    do("save", disclosure, author, saves.SaveItem("Third", ItemCategory.ATTENDANCE))
    assert "share 3 items (attendance 2, health and wellbeing 1) with" in sentences(read(), disclosure)
    do("save", disclosure, author, saves.TakeOut("items", disclosure.items.last().pk))
    do("save", disclosure, author, saves.TakeOut("people", disclosure.people.get().pk))
    group = sentences(read(), disclosure)
    assert "share 2 items (attendance 1, health and wellbeing 1) with" in group
    assert "About nobody yet." in group


def test_it_holds_no_free_text_and_no_name_but_those_of_staff(register, read):
    page = text(read())
    typed = [CHILD, *CHILD.split(), "year 11", BENEFIT, ITEM, "notes", "Priya", "Nair", "Triage", REASON, "counsellor"]
    typed += [*WORDS.values(), "14 March 2011", "2011"]
    assert [words for words in typed if words in page] == []


def test_it_opens_nothing_else(register, read, client):
    page = read().content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r'href="([^"]+)"', main) == []
    assert client.get(f"/disclosures/{register.at[Stage.APPROVED].reference}/").status_code == 404


def test_reading_it_writes_nothing(read):
    read()
    before = Entry.objects.exclude(event="account.signed-in").count()
    read(stage=Stage.APPROVED, school="BRK")
    assert Entry.objects.exclude(event="account.signed-in").count() == before


@pytest.mark.parametrize("stage", EVER_SUBMITTED)
def test_it_is_filtered_by_stage(register, read, stage):
    assert shown(read(stage=stage)) == [register.at[stage].reference]


def test_it_is_filtered_by_school_and_by_both(register, read):
    cast = register.cast
    theirs = [row.reference for row in submitted(cast, cast.ashby, 2, LONG_AGO)]
    assert sorted(shown(read(school="ASH"))) == theirs
    assert len(shown(read(school="BRK"))) == len(EVER_SUBMITTED)
    assert sorted(shown(read(school="ASH", stage=Stage.AWAITING))) == theirs
    assert shown(read(school="ASH", stage=Stage.APPROVED)) == []
    assert "No disclosure matches." in text(read(school="ASH", stage=Stage.APPROVED))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"school": "XXX"}, "Choose a school from the list"),
        ({"school": "brk"}, "Choose a school from the list"),
        ({"school": "B\x00K"}, "Null characters are not allowed"),
        ({"school": "x" * 10_000}, "Choose a school from the list"),
        ({"stage": "gone"}, "Choose a stage from the list"),
        ({"stage": Stage.DRAFT}, "Choose a stage from the list"),
        ({"stage": "\x00"}, "Choose a stage from the list"),
        ({"stage": "<script>"}, "Choose a stage from the list"),
    ],
)
def test_a_filter_that_is_not_known_is_said_and_filters_nothing(read, asked, sentence):
    answer = read(**asked)
    assert answer.status_code == 200
    assert answer.content.decode().count(sentence) == 2  # in the summary, and at the field
    assert len(shown(answer)) == len(EVER_SUBMITTED)
    assert "<script>" not in answer.content.decode()


def test_one_unknown_value_does_not_undo_the_other(register, read):
    assert shown(read(school="XXX", stage=Stage.REJECTED)) == [register.at[Stage.REJECTED].reference]


def walk(client, first):
    """Every page from the first on, by its link to the older ones: the references of each."""
    pages, address = [], first
    while address:
        assert len(pages) < 10
        answer = client.get(address)
        assert answer.status_code == 200
        pages.append(shown(answer))
        address = older(answer)
    return pages


def test_older_pages_reach_every_row_once(register, client):
    cast = register.cast
    made = submitted(cast, cast.ashby, 60, LONG_AGO)
    client.force_login(cast.trustee)
    newest_first = [row.reference for row in sorted(made, key=lambda row: (row.submitted_at, row.pk), reverse=True)]
    pages = walk(client, "/register/?school=ASH&stage=awaiting-decision")
    assert [len(page) for page in pages] == [25, 25, 10]
    assert [reference for page in pages for reference in page] == newest_first
    everything = [reference for page in walk(client, "/register/") for reference in page]
    assert len(everything) == len(set(everything)) == 60 + len(EVER_SUBMITTED)


@pytest.mark.parametrize("number", [25, 26])
def test_a_full_page_leads_on_only_when_there_is_more(register, client, number):
    submitted(register.cast, register.cast.ashby, number, LONG_AGO)
    client.force_login(register.cast.trustee)
    assert [len(page) for page in walk(client, "/register/?school=ASH")] == ([25] if number == 25 else [25, 1])


def test_thirty_rows_cost_as_many_statements_as_one(register, client):
    cast = register.cast
    submitted(cast, cast.ashby, 30, LONG_AGO)
    client.force_login(cast.trustee)
    client.get("/register/")

    def rows_and_statements(**asked):
        with CaptureQueriesContext(connection) as statements:
            rows = shown(client.get("/register/", asked))
        return len(rows), len(statements)

    _, cost = rows_and_statements(school="BRK", stage=Stage.APPROVED)
    assert rows_and_statements(school="BRK", stage=Stage.AWAITING) == (1, cost)
    assert rows_and_statements(school="ASH", stage=Stage.AWAITING) == (25, cost)
    assert rows_and_statements(school="BRK", stage="") == (len(EVER_SUBMITTED), cost)


def test_a_code_is_one_trustees_own(register, read):
    mine, again, theirs = codes(read()), codes(read()), codes(read(register.second_trustee))
    assert mine == again
    assert len(mine) == len(set(mine)) == len(EVER_SUBMITTED)
    assert not set(mine) & set(theirs)


def test_a_child_has_one_code_in_every_disclosure_that_joins_them(register, read):
    with undone():
        cast, waiting = register.cast, register.at[Stage.AWAITING].people.get()
        before = codes(read())
        for stage in (Stage.AWAITING, Stage.REJECTED):
            person = register.at[stage].people.get()
            other = waiting if person != waiting else register.at[Stage.REJECTED].people.get()
            do("same-person", register.at[stage], cast.adviser, Join(person.pk, other.pk))
        after, theirs = codes(read()), codes(read(register.second_trustee))
    shared = {one for one in after if after.count(one) == 2}
    assert len(shared) == 1
    assert not shared & set(before)  # not that of either of the two before
    assert not shared & set(theirs)
    assert len(set(after)) == len(EVER_SUBMITTED) - 1


def at(year, month, day, hour=12):
    return datetime.datetime(year, month, day, hour, tzinfo=LONDON)


def test_codes_change_when_a_term_begins_and_not_before(register, read):
    def on(*moment):
        with clock_at(at(*moment)):
            return codes(read())

    year = clock.today().year + 1
    autumn, spring, summer = on(year - 1, 12, 31, 23), on(year, 1, 1, 0), on(year, 5, 1, 0)
    assert on(year, 4, 30, 23) == spring
    assert on(year, 8, 31, 23) == summer
    next_autumn = on(year, 9, 1, 0)  # which in summer time is still 31 August elsewhere
    everything = [*autumn, *spring, *summer, *next_autumn]
    assert len(everything) == len(set(everything)) == 4 * len(EVER_SUBMITTED)


def test_a_year_band_is_that_of_the_day_in_london(register, read):
    cast = register.cast
    born = datetime.date(2011, 8, 31)  # year 10 began on 1 September 2025
    midnight = datetime.datetime(2025, 8, 31, 23, 30, tzinfo=UTC)  # half past midnight on 1 September in London
    made = submitted(cast, cast.ashby, 1, midnight, born=[born, None, datetime.date(1980, 1, 1)])
    group = sentences(read(school="ASH"), made[0])
    assert group.startswith("1 September 2025 ")
    assert re.search(
        rf"About {CODE.pattern}, a pupil in years 10 to 11; {CODE.pattern}; {CODE.pattern}, an adult\.", group
    )


def test_an_authors_position_is_that_at_the_school(register, read):
    cast = register.cast
    people.appoint(cast.set_up, cast.author, Role.STAFF, cast.ashby, "Music teacher")
    assert "Joanna Finch (Form tutor, Brook High School)" in sentences(read(), register.at[Stage.APPROVED])


def test_an_author_who_has_left_is_still_named_with_the_position(register, read):
    cast = register.cast
    people.end_appointment(cast.set_up, cast.author.appointments.get(), clock.today())
    with clock_at(clock.now() + datetime.timedelta(days=2)):
        assert "Joanna Finch (Form tutor, Brook High School)" in sentences(read(), register.at[Stage.APPROVED])


# Who asked


def test_who_asked_is_told_by_the_name_of_the_list_and_never_in_typed_words(register, read):
    police = Agency.objects.get(name="County police")
    cast, said = register.cast, {"no_date": True, "no_power": True, "asked_by": "Vera Lunt"}
    known = SaveRequest("About Una Moss.", police, why="Una is missing.", **said)
    unlisted = SaveRequest("About Una Moss.", authority="The mother of Una Moss", why="She asks.", **said)
    for request in (known, unlisted):
        disclosure_at(Stage.AWAITING, cast, request=request)
    page = html.unescape(read(stage=Stage.AWAITING).content.decode())
    assert page.count("asked for by") == 2
    assert "asked for by County police." in page
    assert "asked for by somebody who stands on no list of the trust." in page
    assert [words for words in ("Moss", "Lunt", "missing", "She asks") if words in page] == []
