"""Who is the same person as in another disclosure: proposed, said by the author, mended by an adviser."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from decisions.enums import Stage
from decisions.models import Disclosure, Person, Subject
from decisions.permissions import NotPermitted
from decisions.queries_of_subjects import is_same, known_before, may_be_same
from decisions.workflow.handing import WithReason
from decisions.workflow.saves import NoSuchRow, TakeOut
from decisions.workflow.subjects import Join, Part, SameAs
from tests.decisions.made import BORN, form, put_in
from tests.decisions.said import text, words_of
from tests.stories import disclosure_at, do, new_draft, shared_first

OTHER_DAY = BORN + datetime.timedelta(days=1)


def of(person):
    return Person.objects.get(pk=person.pk).subject_id


@pytest.fixture
def two(walk):
    """Two drafts of one author, and the person of the first one: Zora Quill."""
    first, second = new_draft(walk.author, walk.brook), new_draft(walk.author, walk.brook)
    return put_in(first, walk.author), second


# Who is taken for the same


def test_who_is_the_same_as_far_as_can_be_told():
    zora = Person(name="Zora Quill", date_of_birth=BORN, pupil_number="A1")
    same = [
        Person(name="  zora  QUILL ", date_of_birth=BORN),
        Person(name="Nobody", pupil_number="A1"),
        Person(name="Zora Quill", date_of_birth=BORN, pupil_number="B2"),
    ]
    others = [
        Person(name="Zora Quill"),
        Person(name="Zora Quill", date_of_birth=OTHER_DAY),
        Person(name="Zara Quill", date_of_birth=BORN),
        Person(name="Zora Quill", pupil_number="A2"),
    ]
    assert [is_same(zora, one) for one in same] == [True] * 3
    assert [is_same(zora, one) for one in others] == [False] * 4
    composed, apart = Person(name="Zo\u00eb", date_of_birth=BORN), Person(name="Zoe\u0308", date_of_birth=BORN)
    assert is_same(composed, apart)
    assert not is_same(Person(name="Zora Quill"), Person(name="Zora Quill"))


def test_somebody_new_is_a_subject_and_somebody_unknown_is_none(walk):
    draft = new_draft(walk.author, walk.brook)
    by_birth, by_number = put_in(draft, walk.author), put_in(draft, walk.author, "A", None, "a 12 34")
    unknown = put_in(draft, walk.author, "Yann Quill", None)
    assert by_number.pupil_number == "A1234"
    assert None not in {by_birth.subject_id, by_number.subject_id}
    assert by_birth.subject_id != by_number.subject_id
    assert unknown.subject_id is None
    assert Subject.objects.count() == 2


def test_nobody_is_joined_before_the_author_has_said_so(walk, two):
    zora, draft = two
    again = put_in(draft, walk.author, "ZORA quill")
    assert again.subject_id is None
    do("save", draft, walk.author, SameAs(again.pk, is_same=True))
    assert of(again) == of(zora)
    do("save", draft, walk.author, SameAs(again.pk, is_same=False))  # a draft's author may think again
    assert of(again) not in {None, of(zora)}
    alone = of(again)
    version = Disclosure.objects.get(pk=draft.pk).version
    do("save", draft, walk.author, SameAs(again.pk, is_same=False))
    assert of(again) == alone
    assert Disclosure.objects.get(pk=draft.pk).version == version


def test_it_is_one_school_and_another_disclosure(walk, two):
    zora, _ = two
    twin = put_in(zora.disclosure, walk.author)
    elsewhere = put_in(new_draft(walk.other_author, walk.ashby), walk.other_author)
    assert len({of(zora), twin.subject_id, elsewhere.subject_id, None}) == 4


def test_a_draft_of_somebody_else_is_not_found_out(walk, two):
    zora, _ = two
    own = new_draft(walk.volunteer, walk.brook)
    assert put_in(own, walk.volunteer).subject_id not in {None, of(zora)}
    do("withdraw", zora.disclosure, walk.author, WithReason("Not needed."))
    assert known_before([own.people.get()], walk.volunteer) == {}


def test_what_was_submitted_is_found_by_anybody_who_types_the_same(walk):
    known = disclosure_at(Stage.AWAITING, walk).people.get()
    own = new_draft(walk.volunteer, walk.brook)
    assert put_in(own, walk.volunteer, known.name, known.date_of_birth).subject_id is None
    do("save", own, walk.volunteer, TakeOut("people", own.people.get().pk))
    assert known_before([known], walk.author) == {}  # taken out: nobody is found by it


# What is typed later


def test_a_change_that_fits_keeps_them_joined_and_one_that_does_not_parts_them(walk, two):
    zora, draft = two
    again = put_in(draft, walk.author)
    do("save", draft, walk.author, SameAs(again.pk, is_same=True))
    again = put_in(draft, walk.author, "zora quill", pk=again.pk, number="B2")
    assert again.subject_id == of(zora)
    again = put_in(draft, walk.author, "Yann Moss", pk=again.pk)
    assert again.subject_id not in {None, of(zora)}
    assert Entry.objects.filter(case=draft.pk).latest("seq").facts["parted"] is True
    alone = again.subject_id
    again = put_in(draft, walk.author, "Yann Mosse", pk=again.pk)
    assert again.subject_id == alone  # alone: the same human being, better spelled
    again = put_in(draft, walk.author, pk=again.pk)
    assert again.subject_id is None  # known now: to be said
    assert put_in(draft, walk.author, "Yann", None, pk=again.pk).subject_id is None


def test_who_is_joined_and_then_unknown_is_nobody(walk, two):
    _, draft = two
    again = put_in(draft, walk.author)
    do("save", draft, walk.author, SameAs(again.pk, is_same=True))
    assert put_in(draft, walk.author, "Somebody", None, pk=again.pk).subject_id is None


# The author's page


def url(person, disclosure=None):
    return reverse("disclosure-same-person", args=[(disclosure or person.disclosure).reference, person.pk])


def typed(draft, **other):
    day = {"date_of_birth_day": 14, "date_of_birth_month": 3, "date_of_birth_year": 2011}
    return form(draft, kind="about", name="Zora Quill", relation="Her words", **day, **other)


def test_the_author_is_asked_and_may_leave_it(walk, as_user):
    known = disclosure_at(Stage.AWAITING, walk)
    draft, client = new_draft(walk.volunteer, walk.brook), as_user(walk.volunteer)
    add, born = reverse("disclosure-person-add", args=[draft.reference]), known.people.get().date_of_birth
    sent = typed(draft, pupil_number=" ") | {"name": "ade  OKAFOR"}
    answer = client.post(add, sent)
    person = draft.people.get()
    assert (person.date_of_birth, answer.url) == (born, url(person))
    assert client.post(add, sent).url == answer.url
    page = words_of(client.get(answer.url))
    for words in (
        "Is this the same person?",
        "ade OKAFOR",
        "14 March 2011",
        "Yes, the same person",
        "No, somebody else",
    ):
        assert words in page
    assert "Brook High School already has a disclosure that names somebody with this name and date of birth." in page
    for hidden in (known.reference, "to look", "CAMHS", "Joanna", "Ade Okafor", "Pupil, year 11"):
        assert hidden not in page
    hint = "Say whether this is the same person as before"
    people = reverse("disclosure-people", args=[draft.reference])
    tasks = reverse("disclosure", args=[draft.reference])
    assert hint in words_of(client.get(people))
    assert hint in words_of(client.get(tasks))
    assert client.post(url(person), form(draft, answer="same")).url == people
    assert of(person) == of(known.people.get())
    for address in (people, tasks, people + f"{person.pk}/"):
        page = words_of(client.get(address))
        assert hint not in page
        assert known.reference not in page  # joined, and not a word of what the volunteer may not read
    assert "There is no other disclosure about this person that you can open." in page
    assert "You said before: the same person." in words_of(client.get(url(person)))
    client.post(url(person), form(draft, answer="other"))
    assert of(person) not in {None, of(known.people.get())}


def test_by_number_it_says_so_and_later_it_stays_on_the_page(walk, two, as_user):
    zora, draft = two
    put_in(zora.disclosure, walk.author, pk=zora.pk, number="B2")
    client = as_user(walk.author)
    sent = {"name": "Zo", "pupil_number": "b 2", "later": "1"}
    answer = client.post(reverse("disclosure-person-add", args=[draft.reference]), typed(draft) | sent)
    assert answer.url == reverse("disclosure", args=[draft.reference])
    page = words_of(client.get(url(draft.people.get())))
    assert "with this pupil number." in page
    assert f"You can open {zora.disclosure.reference} to look." in page
    assert "Pupil number B2" in page


def test_where_there_is_nothing_to_ask_there_is_no_page(walk, two, as_user):
    zora, draft = two
    client = as_user(walk.author)
    assert client.get(url(zora)).url == reverse("disclosure-people", args=[zora.disclosure.reference])
    before = Entry.objects.count()
    client.post(url(zora), form(zora.disclosure, answer="same"))
    for wrong in ({}, {"answer": ""}, {"answer": "no-such"}, {"answer": "same\0"}, {"answer": "x" * 100_000}):
        assert client.post(url(zora), form(draft, **wrong)).status_code == 404
    assert client.get(url(zora, draft)).status_code == 404  # a person of another disclosure
    assert client.post(url(zora, draft), form(draft, answer="same")).status_code == 404
    elsewhere = put_in(new_draft(walk.other_author, walk.ashby), walk.other_author)
    assert client.post(url(elsewhere, draft), form(draft, answer="same")).status_code == 404
    assert Entry.objects.count() == before + 2  # the draft of the other school and its page


def test_after_a_return_it_is_said_once(walk, two):
    zora, _ = two
    returned = disclosure_at(Stage.RETURNED, walk)
    person = put_in(returned, walk.author)
    assert person.subject_id is None
    do("save", returned, walk.author, SameAs(person.pk, is_same=True))
    do("save", returned, walk.author, SameAs(person.pk, is_same=False))
    assert of(person) == of(zora)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("9" * 100_000, "Shorten this to 30 characters or fewer. It has 100000"),
        ("\u00df" * 16, "Shorten this to 30 characters or fewer. It has 32"),
        ("A\0B", "Take out the character that cannot be stored"),
    ],
)
def test_a_wrong_number_is_said_and_kept(walk, two, as_user, number, sentence):
    _, draft = two
    address = reverse("disclosure-person-add", args=[draft.reference])
    page = text(as_user(walk.author).post(address, typed(draft, pupil_number=number)))
    assert page.count(sentence) == 2
    assert f'value="{number}"' in page or "\0" in number
    assert "Her words" in page
    assert not draft.people.exists()


@pytest.mark.parametrize(
    ("number", "stored"),
    [("\u202ea1\u200b", "A1"), ("<script>", "<SCRIPT>"), ("O'1", "O'1"), ("\U0001f600", "\U0001f600")],
)
def test_an_odd_number_is_stored_as_it_can_be_found_again(walk, two, as_user, number, stored):
    _, draft = two
    address = reverse("disclosure-person-add", args=[draft.reference])
    assert as_user(walk.author).post(address, typed(draft, pupil_number=number)).status_code == 302
    assert draft.people.get().pupil_number == stored


# The adviser


@pytest.fixture
def waiting(walk):
    """Two disclosures about Ade that wait for a decision: the author has said nothing."""
    return [disclosure_at(Stage.AWAITING, walk) for _ in range(2)]


def press(client, disclosure, do_this):
    address = reverse("disclosure-subjects", args=[disclosure.reference])
    return client.post(address, form(disclosure, do=do_this), follow=True)


def test_an_adviser_joins_and_parts(walk, as_user, waiting):
    first, second = waiting
    ade, again = first.people.get(), second.people.get()
    client = as_user(walk.adviser)
    address = reverse("disclosure-subjects", args=[second.reference])
    assert f'href="{address}"' in text(client.get(reverse("disclosure", args=[second.reference])))
    page = words_of(client.get(address))
    assert "May be the same" in page
    assert first.reference in page
    assert "They are joined." in text(press(client, second, f"join-{again.pk}-{ade.pk}"))
    assert of(again) == of(ade)
    page = text(client.get(reverse("disclosure", args=[second.reference])))
    assert first.reference in page.split("Already shared about this person")[1]
    assert "Part from these" in text(client.get(address))
    assert "They are parted." in text(press(client, second, f"part-{again.pk}"))
    assert of(again) not in {None, of(ade)}
    entry = Entry.objects.filter(case=second.pk).latest("seq")
    assert (entry.event, entry.facts["stage"]) == ("disclosure.same-person", Stage.AWAITING)
    assert not second.contributors.filter(user=walk.adviser).exists()
    with pytest.raises(NotPermitted):
        do("same-person", second, walk.headteacher, Part(again.pk))


def test_one_press_joins_all_who_are_the_same_and_nobody_else(walk, as_user, waiting):
    first, second = waiting
    third = disclosure_at(Stage.AWAITING, walk)
    twin = disclosure_at(Stage.RETURNED, walk)
    other = put_in(twin, walk.author, "Una Okafor", second.people.get().date_of_birth)
    ade, client = second.people.get(), as_user(walk.adviser)
    address = reverse("disclosure-subjects", args=[second.reference])
    count = len(may_be_same([ade], walk.adviser)[ade.pk])
    assert f"Join all {count - 1}" in words_of(client.get(address))  # but for the twin
    for _ in range(2):
        assert "They are joined." in text(press(client, second, f"all-{ade.pk}"))
    assert of(ade) == of(first.people.get()) == of(third.people.get()) is not None
    assert of(other) != of(ade)
    assert "Join all" not in words_of(client.get(address))
    for one in (first, third):
        entry = Entry.objects.filter(case=one.pk).latest("seq")
        assert (entry.event, entry.actor) == ("disclosure.same-person", walk.adviser.pk)
    assert press(client, second, f"all-{other.pk}").status_code == 404


def test_two_who_are_joined_with_nobody_are_joined_from_both_sides(walk, as_user):
    pair = [new_draft(walk.author, walk.brook) for _ in range(2)]
    first, second = [put_in(draft, walk.author, "Yann Quill", None) for draft in pair]
    with_adviser = [Disclosure.objects.get(pk=draft.pk) for draft in pair]
    client = as_user(walk.adviser)
    assert press(client, with_adviser[0], f"join-{first.pk}-{second.pk}").status_code == 404  # drafts of somebody else
    for draft in with_adviser:
        do("share-first", draft, walk.author, shared_first())
    page = text(press(client, with_adviser[0], f"join-{first.pk}-{second.pk}"))
    assert f"One step more: join them here, in {with_adviser[1].reference}, as well." in page
    there = reverse("disclosure-subjects", args=[with_adviser[1].reference])
    assert f'href="{there}"' in text(client.get(reverse("disclosure-subjects", args=[with_adviser[0].reference])))
    press(client, with_adviser[1], f"join-{second.pk}-{first.pk}")
    assert of(first) == of(second) is not None


def test_nobody_is_joined_with_somebody_of_another_name_or_school(walk, as_user, waiting):
    first, second = waiting
    client, ade = as_user(walk.adviser), second.people.get()
    stranger = put_in(disclosure_at(Stage.RETURNED, walk), walk.author, "Una Moss", OTHER_DAY)
    elsewhere = disclosure_at(Stage.AWAITING, walk, author=walk.other_author, school=walk.ashby).people.get()
    before = Entry.objects.count()
    wrong = [f"join-{ade.pk}-{other.pk}" for other in (stranger, elsewhere, ade)]
    wrong += [f"join-{first.people.get().pk}-{ade.pk}", f"part-{stranger.pk}", "join-1", "part-", "drop-1", "\0", ""]
    wrong += [f"part-{'9' * 18}", f"join-{ade.pk}-{'9' * 18}", "9" * 100_000]
    assert {one: press(client, second, one).status_code for one in wrong} == dict.fromkeys(wrong, 404)
    assert Entry.objects.count() == before
    with pytest.raises(NoSuchRow):
        do("same-person", second, walk.adviser, Join(ade.pk, stranger.pk))


def test_a_person_is_one_lookup_however_many_there_are(walk, two):
    zora, _ = two

    def statements():
        with CaptureQueriesContext(connection) as found:
            known_before(Person.objects.filter(disclosure=zora.disclosure_id), walk.author)
        return len(found) - 1

    few = statements()
    for _ in range(3):
        put_in(zora.disclosure, walk.author, f"Zora {uuid.uuid4()}", number="B2")
    assert statements() == few == 1
