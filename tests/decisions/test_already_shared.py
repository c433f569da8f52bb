"""Already shared about this person: the last five that the reader may open, and nothing of any other."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.enums import PersonKind, Stage
from decisions.models import Disclosure, Person
from decisions.presenters.subjects import NONE_TO_OPEN, already_shared
from decisions.workflow.saves import SavePerson, TakeOut
from decisions.workflow.subjects import Join, SameAs
from decisions.workflow.table import TABLE
from tests.decisions.made import BORN, put_in
from tests.decisions.said import words_of
from tests.remembered import told_once
from tests.stories import CHILD, disclosure_at, do, new_draft, shared_first


def about(walk, stage, *, writer=None, purpose_only=False):
    """A disclosure about Ade, joined with those before by its author, or by an adviser where it was left unsaid."""
    writer = writer or walk.author
    disclosure = new_draft(writer, walk.brook) if purpose_only else disclosure_at(stage, walk, author=writer)
    person = put_in(disclosure, writer, CHILD, BORN) if purpose_only else disclosure.people.get()
    if person.subject_id is None and disclosure.stage in TABLE["save"].stages:
        do("save", disclosure, writer, SameAs(person.pk, is_same=True))
    elif person.subject_id is None:
        other = Person.objects.filter(name=CHILD, subject__isnull=False).first()
        do("same-person", disclosure, walk.adviser, Join(person.pk, other.pk))
    if purpose_only and stage == Stage.SHARED_FIRST:
        do("share-first", disclosure, writer, shared_first())
    return Disclosure.objects.get(pk=disclosure.pk)


def shown(disclosure, user):
    (one,) = already_shared(disclosure, user, list(disclosure.people.present()))
    return one


@pytest.fixture
def ade(walk):
    """Six of the form tutor about Ade, the third of them a draft; and one that the headteacher reads."""
    six_about_ade(walk)
    return list(Disclosure.objects.order_by("pk"))


@told_once
def six_about_ade(walk):
    stages = [Stage.SHARED_FIRST, Stage.SHARED_FIRST, Stage.DRAFT, *[Stage.SHARED_FIRST] * 3]
    return [about(walk, stage, purpose_only=True) for stage in stages][-1]


def test_the_last_five_newest_first_and_how_many_more(walk, ade, as_user):
    waiting = about(walk, Stage.RETURNED)
    one = shown(waiting, walk.author)
    assert [row["reference"] for row in one["rows"]] == [row.reference for row in reversed(ade[1:])]
    assert (one["more"], one["none"]) == ("And 1 more that you can open, older than these.", "")
    assert {row["outcome"] for row in one["rows"]} == {"Shared first", "Draft"}
    assert {row["recipients"] for row in one["rows"]} == {"Children\u2019s social care, duty worker", "Nobody yet"}
    for_headteacher = shown(waiting, walk.headteacher)
    assert [row["reference"] for row in for_headteacher["rows"]] == [
        row.reference for row in reversed([*ade[:2], *ade[3:]])
    ]
    assert for_headteacher["more"] == ""  # neither the draft itself nor that it exists
    page = words_of(as_user(walk.headteacher).get(reverse("disclosure", args=[waiting.reference])))
    assert "Already shared about this person" in page
    assert page.index("What is proposed") < page.index("Already shared about") < page.index("Checklist answers")
    assert ade[2].reference not in page
    own = as_user(walk.author)
    for name in ("disclosure-people", "disclosure-person"):
        args = [waiting.reference, *([waiting.people.get().pk] if name == "disclosure-person" else [])]
        assert ade[2].reference in words_of(own.get(reverse(name, args=args)))


def test_outcomes_and_recipients_in_words(walk):
    made = [about(walk, stage) for stage in (Stage.SHARED, Stage.REJECTED)]
    rows = {row["reference"]: row for row in shown(about(walk, Stage.DRAFT), walk.author)["rows"]}
    assert [rows[one.reference]["outcome"] for one in made] == ["Shared (approved)", "Rejected"]
    assert rows[made[0].reference]["recipients"] == "Brook Vale CAMHS"
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", rows[made[0].reference]["date"])


def test_who_may_open_none_reads_one_sentence_whether_there_is_one_or_not(walk, as_user):
    before = disclosure_at(Stage.SHARED, walk)
    joined = about(walk, Stage.AWAITING, writer=walk.volunteer)
    assert joined.people.get().subject_id == before.people.get().subject_id
    alone = disclosure_at(Stage.AWAITING, walk, author=walk.other_author, school=walk.ashby, approver=walk.other_head)
    pages = []
    for disclosure, reader in ((joined, walk.volunteer), (alone, walk.other_author)):
        page = words_of(as_user(reader).get(reverse("disclosure", args=[disclosure.reference])))
        pages.append(page.split("Already shared about this person")[1].split("What the approver settled")[0])
    assert NONE_TO_OPEN in pages[0]
    assert pages[0] == pages[1]


def test_what_the_author_has_not_said_is_shown_to_whoever_may_open_the_other(walk):
    before, unsaid = disclosure_at(Stage.SHARED, walk), disclosure_at(Stage.AWAITING, walk)
    assert unsaid.people.get().subject_id is None
    one = shown(unsaid, walk.headteacher)
    assert ([other["reference"] for other in one["unsaid"]], one["none"]) == ([before.reference], "")
    by_volunteer = put_in(new_draft(walk.volunteer, walk.brook), walk.volunteer, CHILD, BORN)
    one = shown(by_volunteer.disclosure, walk.volunteer)
    assert (one["unsaid"], one["none"]) == ([], NONE_TO_OPEN)


def test_only_who_it_is_about_is_listed_and_nobody_twice(walk, ade):
    waiting = about(walk, Stage.RETURNED)
    put_in(waiting, walk.author, "Mrs Okafor", None, kind=PersonKind.CARER)
    assert [one["name"] for one in already_shared(waiting, walk.author, waiting.people.present())] == [CHILD]
    again = put_in(ade[5], walk.author, CHILD, BORN)
    do("save", ade[5], walk.author, SameAs(again.pk, is_same=True))
    do("save", ade[4], walk.author, TakeOut("people", ade[4].people.get().pk))
    carer = ade[3].people.get()
    do("save", ade[3], walk.author, SavePerson(PersonKind.CARER, CHILD, "", BORN, pk=carer.pk))
    one = shown(waiting, walk.author)
    assert [row["reference"] for row in one["rows"]] == [ade[place].reference for place in (5, 2, 1, 0)]
    assert one["more"] == ""


def test_it_is_three_statements_however_many_people_and_none_for_nobody(walk, ade):
    waiting = about(walk, Stage.RETURNED)

    def statements():
        people = list(waiting.people.present())
        with CaptureQueriesContext(connection) as found:
            already_shared(waiting, walk.adviser, people)
        return len(found)

    assert statements() == 3
    for number in range(3):
        put_in(waiting, walk.author, f"Zora {number}", number=f"B{number}")
        other = about(walk, Stage.SHARED_FIRST, purpose_only=True)
        again = put_in(other, walk.author, f"Zora {number}", number=f"B{number}")
        do("save", other, walk.author, SameAs(again.pk, is_same=True))
    assert statements() == 3
    people = [put_in(new_draft(walk.author, walk.brook), walk.author, "Nobody", None)]
    with CaptureQueriesContext(connection) as found:
        assert already_shared(waiting, walk.adviser, people)[0]["none"] == NONE_TO_OPEN
    assert len(found) == 0
