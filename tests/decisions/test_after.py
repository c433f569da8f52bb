"""Questions 16 and 17, and the end of a disclosure."""

import datetime
import html

import pytest
from django.urls import reverse

from audit import clock
from decisions.enums import Stage
from decisions.models import Person
from decisions.permissions import NotPermitted
from decisions.workflow.perform import NotAllowedNow, NotReady
from decisions.workflow.planning import StepDone
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.sharing import Close, SaveAfter, Told
from tests.decisions.made import form
from tests.stories import CHILD, disclosure_at, do, tell_and_record


@pytest.fixture
def shared(walk):
    """A disclosure whose information has been shared, with nothing answered yet."""
    return disclosure_at(Stage.SHARED, walk)


def url(disclosure, page="after"):
    return reverse(f"disclosure-{page}", args=[disclosure.reference])


def text(response):
    return html.unescape(response.content.decode())


def day(field, when):
    return {f"{field}_day": when.day, f"{field}_month": when.month, f"{field}_year": when.year}


def sent(disclosure, value, **fields):
    """What the page posts about the child, and where it is recorded; `fields` of the child by their short names."""
    key = f"p{disclosure.people.get().pk}"
    flat = {}
    for name, given in fields.items():
        flat |= day(f"{key}-{name}", given) if isinstance(given, datetime.date) else {f"{key}-{name}": given}
    recorded = {"recorded": "yes", "case_system": "CPOMS", "case_reference": "BH-1042"}
    return form(disclosure, **{f"{key}-value": value}, **recorded, **flat)


def in_four_weeks():
    return clock.today() + datetime.timedelta(weeks=4)


def answers(walk):
    today = clock.today()
    return {
        "yes": ({"on": today, "how": "In person", "by": "Joanna Finch"}, True),
        "not-yet": ({}, False),
        "not-reached": ({"try": in_four_weeks()}, True),
        "no": ({"ground": "harm", "review": in_four_weeks()}, True),
        "": ({}, False),
    }


@pytest.mark.parametrize("value", ["yes", "not-yet", "not-reached", "no", ""])
def test_each_answer_is_stored_and_opens_closing_where_it_is_one(walk, as_user, shared, value):
    fields, opens = answers(walk)[value]
    data = sent(shared, value, **fields)
    for _ in range(2):  # pressed twice
        assert as_user(walk.author).post(url(shared), data).status_code == 302
    page = text(as_user(walk.author).get(url(shared, "close")))
    assert ("What stops you from closing" in page) is not opens
    assert ("Question 16, for Ade Okafor: Tell them, or say why not." in page) is not opens
    again = text(as_user(walk.author).get(url(shared)))
    assert again.count("checked") >= 1 + bool(value)
    if opens:
        do("close", shared, walk.author, Close())
        shared.refresh_from_db()
        assert shared.stage == Stage.CLOSED
    else:
        with pytest.raises(NotReady):
            do("close", shared, walk.author, Close())


@pytest.mark.parametrize(
    ("value", "lacks", "sentence"),
    [
        ("yes", "on", f"Say when {CHILD} was told"),
        ("yes", "how", f"Say how {CHILD} was told"),
        ("yes", "by", f"Say who told {CHILD}"),
        ("not-reached", "try", f"Say when somebody tries again to reach {CHILD}"),
        ("no", "ground", f"Say why {CHILD} is not told"),
        ("no", "review", f"Say when telling {CHILD} is looked at again"),
    ],
)
def test_an_answer_asks_for_what_it_needs(walk, as_user, shared, value, lacks, sentence):
    fields = {name: given for name, given in answers(walk)[value][0].items() if name != lacks}
    page = text(as_user(walk.author).post(url(shared), sent(shared, value, **fields)))
    assert sentence in page
    assert "BH-1042" in page  # what was typed
    assert not Person.objects.get(disclosure=shared).aware_how


def test_delay_is_no_ground_not_to_tell(walk, as_user, shared):
    page = text(as_user(walk.author).get(url(shared)))
    assert "delay" not in page.lower()
    refused = sent(shared, "no", ground="delay", review=in_four_weeks())
    assert f"Say why {CHILD} is not told" in text(as_user(walk.author).post(url(shared), refused))


def test_question_17_needs_system_and_reference(walk, as_user, shared):
    for field, sentence in (("case_system", "in which system"), ("case_reference", "Give the reference")):
        assert sentence in text(as_user(walk.author).post(url(shared), sent(shared, "not-yet") | {field: ""}))
    as_user(walk.author).post(url(shared), sent(shared, "not-yet") | {"recorded": "no"})
    shared.refresh_from_db()
    assert (shared.case_system, shared.case_reference) == ("", "")
    assert "Question 17: Record it on the case file." in text(as_user(walk.author).get(url(shared, "close")))


def test_what_an_answer_does_not_open_is_not_kept(walk, as_user, shared):
    fields = {
        "on": clock.today(),
        "how": "In person",
        "by": "Joanna Finch",
        "ground": "harm",
        "review": in_four_weeks(),
    }
    as_user(walk.author).post(url(shared), sent(shared, "yes", **fields))
    person = shared.people.get()
    assert (person.aware_how, person.not_told_ground, person.not_told_review_on) == ("In person", "", None)
    as_user(walk.author).post(url(shared), sent(shared, "no", **fields))
    person.refresh_from_db()
    assert (person.aware_how, person.aware_on, person.not_told_ground) == ("", None, "harm")


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AWAITING, Stage.APPROVED, Stage.REJECTED, Stage.LAPSED])
def test_neither_is_asked_before_anything_has_left(walk, as_user, stage):
    disclosure = disclosure_at(stage, walk)
    for page in ("after", "close"):
        assert as_user(walk.author).get(url(disclosure, page)).status_code == 404
    with pytest.raises(NotAllowedNow):
        tell_and_record(disclosure, walk.author)


def test_they_may_be_answered_after_an_emergency(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    assert as_user(walk.author).get(url(disclosure)).status_code == 200
    assert as_user(walk.author).get(url(disclosure, "close")).status_code == 404


@pytest.mark.parametrize("name", ["volunteer", "lead", "adviser", "other_head", "trustee"])
def test_nobody_else_answers_or_closes(walk, as_user, shared, name):
    user = getattr(walk, name)
    for page in ("after", "close"):
        assert as_user(user).get(url(shared, page)).status_code == 404
        assert as_user(user).post(url(shared, page), sent(shared, "not-yet")).status_code == 404
    with pytest.raises(NotPermitted):
        tell_and_record(shared, user)


def test_somebody_of_another_disclosure_is_nobody_here(walk, shared):
    other = disclosure_at(Stage.SHARED, walk)
    with pytest.raises(NoSuchRow):
        do("after", shared, walk.author, SaveAfter((Told(other.people.get().pk, "yes"),)))


def test_closing_says_what_stops_it_with_links_and_warns_of_the_rest(walk, as_user, shared):
    page = text(as_user(walk.author).get(url(shared, "close")))
    assert "What stops you from closing" in page
    assert f"{url(shared)}#question-16" in page
    assert f"{url(shared)}#question-17" in page
    assert "Block." in page
    refused = as_user(walk.author).post(url(shared, "close"), form(shared))
    assert refused.status_code == 409
    tell_and_record(shared, walk.author)
    page = text(as_user(walk.author).get(url(shared, "close")))
    assert "You may close with these" in page
    assert "The plan: Dr Priya Nair is not yet told." in page
    assert f"The plan: {CHILD} is not yet told." in page
    for step in shared.steps.filter(tell=True):
        do("step-done", shared, walk.author, StepDone(step.pk, "They were glad to hear of it."))
    assert "Nothing stops you from closing" in text(as_user(walk.headteacher).get(url(shared, "close")))
    data = form(shared)
    for _ in range(2):
        assert as_user(walk.headteacher).post(url(shared, "close"), data).status_code == 302
    shared.refresh_from_db()
    assert shared.stage == Stage.CLOSED


# After closing


def not_told(shared, user, review):
    """A closed disclosure whose child was not told, with a day on which that is looked at again."""
    child = shared.people.get()
    do(
        "after",
        shared,
        user,
        SaveAfter(
            (Told(child.pk, "no", not_told_ground="harm", not_told_review_on=review),), "yes", "CPOMS", "BH-1042"
        ),
    )
    return do("close", shared, user, Close()), child


def test_after_closing_only_who_was_not_told_is_looked_at_again(walk, as_user, shared):
    closed, child = not_told(shared, walk.author, in_four_weeks())
    client = as_user(walk.author)
    assert "Look again at who is not told" in text(client.get(reverse("disclosure", args=[closed.reference])))
    page = text(client.get(url(closed)))
    assert "The disclosure is closed, and stays closed." in page
    assert CHILD in page
    assert "Question 17" not in page
    key = f"p{child.pk}"
    refused = client.post(url(closed), form(closed, **{f"{key}-value": "not-yet"}))
    assert refused.status_code == 409
    assert "Tell them, or say why not." in text(refused)
    later = in_four_weeks() + datetime.timedelta(weeks=4)
    again = form(
        closed, **{f"{key}-value": "no", f"{key}-ground": "harm"}, **day(f"{key}-review", later), recorded="no"
    )
    for _ in range(2):  # pressed twice
        assert client.post(url(closed), again).status_code == 302
    child.refresh_from_db()
    closed.refresh_from_db()
    assert (child.not_told_review_on, closed.stage, closed.case_reference) == (later, Stage.CLOSED, "BH-1042")
    told = {f"{key}-value": "yes", f"{key}-how": "In person", f"{key}-by": "Joanna Finch"}
    client.post(url(closed), form(closed, **told, **day(f"{key}-on", clock.today())))
    child.refresh_from_db()
    assert (child.aware_how, child.not_told_review_on) == ("In person", None)
    assert client.get(url(closed)).status_code == 404  # nobody is left
    assert "Look again" not in text(client.get(reverse("disclosure", args=[closed.reference])))


def test_nothing_else_changes_after_closing(walk, as_user, shared):
    stale = sent(shared, "not-yet")
    closed, child = not_told(shared, walk.author, in_four_weeks())
    told = Told(child.pk, "yes", clock.today(), "In person", "Joanna Finch")
    for data in (SaveAfter((told,), "yes", "CPOMS", "BH-7"), SaveAfter((Told(0, "yes"),), recorded=None)):
        with pytest.raises(NotReady):
            do("after", closed, walk.author, data)
    page = as_user(walk.author).post(url(closed), stale)  # filled in before it was closed
    assert page.status_code == 409
    assert "BH-1042" in text(page)
    do("after", closed, walk.author, SaveAfter((told,), recorded=None))
    with pytest.raises(NotReady):
        do("after", closed, walk.author, SaveAfter((), recorded=None))
