"""Recording what left in fact, and what came back."""

import datetime
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.calendar import last_day_valid
from audit import clock
from decisions.enums import Extent, Stage
from decisions.forms.sharing import HAS_LEFT
from decisions.models import Incident, SharedPair, SharingRecord
from decisions.permissions import NotPermitted
from decisions.workflow import saves
from decisions.workflow.perform import NotReady
from decisions.workflow.planning import Sign
from decisions.workflow.sharing import RecordAnswer
from tests.decisions.made import RULING, form
from tests.remembered import told_once
from tests.stories import answer, disclosure_at, do, fill, new_draft, plan_of, settle, share, shared_first, sign_plan

WHY = "The clinic needed the rest before it could begin."
NIGHT = datetime.timedelta(days=1)


def url(disclosure, page="sharing", *more):
    return reverse(f"disclosure-{page}", args=[disclosure.reference, *more])


def text(response):
    return html.unescape(response.content.decode())


def two_items(walk, second=Extent.WHOLE):
    """An approved disclosure with a signed plan and two items for one recipient; returns it with its two pairs."""
    disclosure = signed_with_two_items(walk, second)
    return disclosure, *disclosure.pairs.order_by("item_id")


@told_once
def signed_with_two_items(walk, second):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    do("save", disclosure, walk.author, saves.SaveItem("Attendance pattern", "attendance"))
    pairs = list(disclosure.pairs.order_by("item_id"))
    do("save", disclosure, walk.author, saves.SavePairs(((pairs[1].pk, second, "As much as is needed."),)))
    answer(disclosure, walk.author)
    settle(do("submit", disclosure, walk.author))
    do("approve", disclosure, walk.headteacher, RULING)
    return sign_plan(disclosure, walk.author, walk.headteacher)


def sent(disclosure, gone="0", **fields):
    """What the page posts: everything that was decided, whole, just now."""
    pairs = {f"pair-{pair.pk}": pair.decided or "not" for pair in disclosure.pairs.all()}
    words = {"to": "Dr Priya Nair", "when": "now", "channel": "secure", "told_confidential": "on", "gone": gone}
    if gone == "1":
        words["reached"] = "yes"
    return form(disclosure, **pairs | words | fields)


def earlier(when):
    return {"when": "earlier", "day_day": when.day, "day_month": when.month, "day_year": when.year, "time": "2:55pm"}


def after_the_last_day(disclosure):
    """A moment on the day after the decision has lapsed."""
    day = last_day_valid(disclosure.standing_decision, disclosure.school) + NIGHT
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


# Which page


def test_first_it_asks_whether_it_is_still_to_go(walk, as_user):
    disclosure, *_ = two_items(walk)
    page = text(as_user(walk.author).get(url(disclosure)))
    assert "Is it still to go, or has it gone?" in page
    assert "Given to" not in page


@pytest.mark.parametrize("stage", [Stage.SHARED_FIRST, Stage.CLOSED, Stage.LAPSED])
def test_where_nothing_is_to_go_it_asks_what_has_gone(walk, as_user, stage):
    page = text(as_user(walk.author).get(url(disclosure_at(stage, walk))))
    assert "It has already gone." in page
    assert "Is it still to go" not in page


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AWAITING, Stage.RETURNED, Stage.REJECTED, Stage.WITHDRAWN])
def test_before_a_decision_there_is_no_such_page(walk, as_user, stage):
    disclosure = disclosure_at(stage, walk)
    for query in ("", "?gone=0", "?gone=1"):
        assert as_user(walk.author).get(url(disclosure) + query).status_code == 404


def test_nobody_else_records(walk, as_user):
    disclosure, *_ = two_items(walk)
    for name in ("volunteer", "lead", "adviser", "other_head", "trustee"):
        client = as_user(getattr(walk, name))
        assert client.get(url(disclosure) + "?gone=1").status_code == 404, name
        assert client.post(url(disclosure), sent(disclosure)).status_code == 404, name
        with pytest.raises(NotPermitted):
            share(disclosure, getattr(walk, name))


# Still to go


def test_an_unmet_gate_is_a_finding_with_its_link_and_no_form(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    page = text(as_user(walk.author).get(url(disclosure) + "?gone=0"))
    assert "Both sign the plan." in page
    assert url(disclosure, "plan") in page
    assert "Given to" not in page
    response = as_user(walk.author).post(url(disclosure), sent(disclosure))
    assert response.status_code == 409
    assert "Dr Priya Nair" in text(response)
    assert not SharingRecord.objects.exists()


def test_the_proof_names_who_signed_and_until_when_the_decision_is_valid(walk, as_user):
    disclosure, *_ = two_items(walk)
    page = text(as_user(walk.headteacher).get(url(disclosure) + "?gone=0"))
    valid = last_day_valid(disclosure.standing_decision, walk.brook)
    for words in ("Joanna Finch and Peter Dunne", f"Valid until {valid.day} {valid:%B %Y}", "Mood log of eight weeks"):
        assert words in page


def test_a_sharing_is_recorded_and_what_is_not_going_now_can_go_later(walk, as_user):
    disclosure, first, second = two_items(walk)
    data = sent(disclosure, **{f"pair-{second.pk}": "not"})
    for _ in range(2):  # pressed twice
        assert as_user(walk.author).post(url(disclosure), data).status_code == 302
    assert list(SharedPair.objects.values_list("pair", "extent")) == [(first.pk, "whole")]
    disclosure.refresh_from_db()
    assert disclosure.stage == Stage.SHARED
    page = text(as_user(walk.author).get(url(disclosure) + "?gone=0"))
    assert "Attendance pattern" in page
    assert "Mood log" not in page
    assert not Incident.objects.exists()


def test_everything_gone_leaves_nothing_to_go(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED, walk)
    page = text(as_user(walk.author).get(url(disclosure) + "?gone=0"))
    assert "Everything that was approved has gone" in page
    with pytest.raises(NotReady):
        share(disclosure, walk.author)


def test_nothing_chosen_is_no_sharing(walk, as_user):
    disclosure, first, second = two_items(walk)
    data = sent(disclosure, **{f"pair-{first.pk}": "not", f"pair-{second.pk}": "not"})
    assert "Choose at least one item that is going" in text(as_user(walk.author).post(url(disclosure), data))
    with pytest.raises(NotReady) as refused:
        share(disclosure, walk.author, [])
    assert [finding.code for finding in refused.value.findings] == ["ITEMS.NONE"]


def test_less_than_approved_needs_a_reason_and_opens_no_incident(walk, as_user):
    disclosure, first, _second = two_items(walk)
    less = {f"pair-{first.pk}": "redacted"}
    page = text(as_user(walk.author).post(url(disclosure), sent(disclosure, **less)))
    assert "Redacted more than was approved: say why, in a sentence or more" in page
    assert 'data-label="Difference"><strong>Redacted more</strong>' in page
    as_user(walk.author).post(url(disclosure), sent(disclosure, **less, deviation=WHY))
    assert SharingRecord.objects.get().deviation == WHY
    assert not Incident.objects.exists()


def test_more_than_was_decided_is_not_offered_and_a_forged_one_is_refused(walk, as_user):
    disclosure, first, second = two_items(walk, Extent.NOT)
    page = text(as_user(walk.author).get(url(disclosure) + "?gone=0"))
    assert "Attendance pattern" not in page
    response = as_user(walk.author).post(url(disclosure), sent(disclosure, **{f"pair-{second.pk}": "whole"}))
    assert response.status_code == 409
    assert "share only what was approved" in text(response)
    redacted, one, two = two_items(walk, Extent.REDACTED)
    forged = as_user(walk.author).post(url(redacted), sent(redacted, **{f"pair-{two.pk}": "whole"}))
    assert "Choose how much of Attendance pattern" in text(forged)
    assert not SharedPair.objects.filter(pair__in=[first, second, one, two]).exists()


LACKS = [
    ({"to": ""}, "Say who received it"),
    ({"channel": "pigeon"}, "Choose how it goes"),
    ({"told_confidential": ""}, "Tell them that it is confidential, then tick"),
    ({"when": "earlier"}, "Give the day on which it was"),
    ({"receipt": "x" * 201}, "Shorten this to 200 characters"),
]


def test_the_page_asks_for_what_it_lacks(walk, as_user):
    disclosure, *_ = two_items(walk)
    client = as_user(walk.author)
    for changes, sentence in LACKS:
        page = text(client.post(url(disclosure), sent(disclosure, receipt="Kept words") | changes))
        assert [words for _, words in LACKS if words in page] == [sentence]
        assert "receipt" in changes or "Kept words" in page
    assert not SharingRecord.objects.exists()


def test_what_left_before_the_decision_is_not_still_to_go(walk, as_user):
    disclosure, *_ = two_items(walk)
    yesterday = clock.today() - NIGHT
    page = text(
        as_user(walk.author).post(url(disclosure), sent(disclosure, **earlier(yesterday), receipt="Kept words"))
    )
    assert HAS_LEFT in page
    assert 'value="Kept words"' in page
    assert re.search(r"name=\"gone\"[^>]*value=\"1\"|value=\"1\"[^>]*name=\"gone\"", page)
    with pytest.raises(NotReady) as refused:  # nor does anything but the page let it go
        share(disclosure, walk.author, left_at=clock.now() - NIGHT)
    assert "GONE.EARLIER" in [finding.code for finding in refused.value.findings]
    assert not SharingRecord.objects.exists()
    gone = sent(disclosure, "1", **earlier(yesterday), deviation=WHY)  # what that button sends
    assert as_user(walk.author).post(url(disclosure), gone).status_code == 302


def test_the_day_of_the_sharing_is_judged(walk):
    disclosure, first, _second = two_items(walk)
    with pytest.raises(NotReady) as refused:
        share(disclosure, walk.author, [first], left_at=after_the_last_day(disclosure))
    assert [finding.code for finding in refused.value.findings] == ["DECISION.LAPSED"]
    share(disclosure, walk.author, [first], left_at=after_the_last_day(disclosure) - NIGHT)


def test_one_signature_keeps_it_shut(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    do("plan", disclosure, walk.author, plan_of(disclosure))
    do("sign", disclosure, walk.author, Sign())
    with pytest.raises(NotReady):
        share(disclosure, walk.author)


# Already gone


def test_what_was_decided_and_has_gone_needs_no_reason(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)  # nothing is signed: what has gone has gone
    data = sent(disclosure, "1", told_confidential="")
    for _ in range(2):  # pressed twice
        assert as_user(walk.author).post(url(disclosure), data).status_code == 302
    assert SharingRecord.objects.count() == 1
    assert not Incident.objects.exists()
    disclosure.refresh_from_db()
    assert disclosure.stage == Stage.SHARED


DIFFERENCES = {
    "again": "More left than was approved",
    "left-out": "More left than was approved",
    "words": "Something left that is not on the list",
    "early": "It left before anybody had approved it",
    "astray": "It went to somebody else",
}
ASTRAY = {"reached": "no", "instead": "The other Dr Nair"}


def words_of(changes):
    """Whom it reached instead of whom, as the incident says it."""
    return "\nIt reached The other Dr Nair. It was meant for Dr Priya Nair." if changes == ASTRAY else ""


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_a_difference_needs_a_reason_and_opens_an_incident(walk, as_user, difference):
    disclosure, first, second = two_items(walk, Extent.NOT)
    if difference == "again":
        share(disclosure, walk.author, [first])
    changes = {
        "again": {},
        "left-out": {f"pair-{second.pk}": "whole"},
        "words": {"what": "A photograph of the log."},
        "early": earlier(clock.today() - NIGHT),
        "astray": ASTRAY,
    }[difference]
    client = as_user(walk.author)
    page = text(client.post(url(disclosure), sent(disclosure, "1", **changes)))
    assert f"{DIFFERENCES[difference]}: say why, in a sentence or more" in page
    assert not Incident.objects.exists()
    followed = client.post(url(disclosure), sent(disclosure, "1", **changes, deviation=WHY), follow=True)
    incident = Incident.objects.get()
    assert (incident.what, incident.sharing) == (
        f"{DIFFERENCES[difference]}.{words_of(changes)}\n{WHY}",
        SharingRecord.objects.latest("id"),
    )
    assert "the adviser sees it" in text(followed)
    assert disclosure.reference in text(as_user(walk.adviser).get(reverse("start")))


def test_nothing_at_all_has_not_gone(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    data = sent(disclosure, "1", **{f"pair-{disclosure.pairs.get().pk}": "not"})
    assert "Choose what left, or say it in words" in text(as_user(walk.author).post(url(disclosure), data))
    with pytest.raises(NotReady):  # the form is not all that holds it
        share(disclosure, walk.author, [], gone=True, what="  ")
    disclosure.refresh_from_db()
    assert (disclosure.stage, disclosure.sharings.count()) == (Stage.APPROVED, 0)


def test_what_has_gone_is_recorded_whichever_version_was_read(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    data = sent(disclosure, "1")
    do("plan", disclosure, walk.headteacher, plan_of(disclosure))
    assert as_user(walk.author).post(url(disclosure), data).status_code == 302
    assert SharingRecord.objects.count() == 1


def test_a_pair_of_another_disclosure_is_nobodys(walk, as_user):
    disclosure, *_ = two_items(walk)
    other = disclosure_at(Stage.APPROVED, walk, author=walk.other_author, school=walk.ashby, approver=walk.other_head)
    theirs = other.pairs.get()
    with pytest.raises(saves.NoSuchRow):
        share(disclosure, walk.author, [theirs], gone=True, deviation=WHY)
    as_user(walk.author).post(url(disclosure), sent(disclosure, "1", **{f"pair-{theirs.pk}": "whole"}))
    assert not SharedPair.objects.filter(pair=theirs).exists()


# What came back


def test_a_receipt_and_an_answer_are_added_later(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED, walk)
    page = url(disclosure, "answer", disclosure.sharings.get().pk)
    assert page in text(as_user(walk.author).get(reverse("disclosure", args=[disclosure.reference])))
    empty = text(as_user(walk.author).post(page, form(disclosure)))
    assert "Give the receipt or the answer that came" in empty
    day = {"answer_on_day": "1", "answer_on_month": "1", "answer_on_year": "2026"}
    assert "Say what they answered" in text(as_user(walk.author).post(page, form(disclosure, **day)))
    data = form(disclosure, receipt="Portal 4471", answer="They see Ade on Monday.", **day)
    for _ in range(2):
        assert as_user(walk.author).post(page, data).status_code == 302
    shown = text(as_user(walk.headteacher).get(reverse("disclosure", args=[disclosure.reference])))
    for words in ("Portal 4471", "They see Ade on Monday. (1 January 2026)"):
        assert words in shown


def test_the_answer_to_a_sharing_of_another_disclosure_does_not_exist(walk, as_user):
    disclosure, other = disclosure_at(Stage.SHARED, walk), disclosure_at(Stage.SHARED, walk)
    theirs = other.sharings.get().pk
    assert as_user(walk.author).get(url(disclosure, "answer", theirs)).status_code == 404
    assert (
        as_user(walk.author).post(url(disclosure, "answer", theirs), form(disclosure, receipt="x")).status_code == 404
    )
    with pytest.raises(saves.NoSuchRow):
        do("record-answer", disclosure, walk.author, RecordAnswer(theirs, receipt="x"))


# The page of the disclosure


def test_the_page_shows_plan_sharing_and_after_to_every_reader(walk, as_user):
    disclosure = disclosure_at(Stage.CLOSED, walk)
    for reader in (walk.author, walk.headteacher, walk.lead, walk.adviser):
        page = text(as_user(reader).get(reverse("disclosure", args=[disclosure.reference])))
        for words in (
            "Communication plan",
            "Author signed:",
            "What was shared",
            "whole, to Brook Vale CAMHS",
            "BH-1042",
        ):
            assert words in page


@pytest.mark.parametrize("stage", [Stage.AWAITING, Stage.REJECTED])
def test_the_page_says_nothing_of_it_before_a_decision(walk, as_user, stage):
    page = text(as_user(walk.headteacher).get(reverse("disclosure", args=[disclosure_at(stage, walk).reference])))
    assert "Communication plan" not in page


def test_its_cards_cost_the_same_for_one_sharing_and_for_ten(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED, walk)
    page = reverse("disclosure", args=[disclosure.reference])
    client = as_user(walk.headteacher)
    client.get(page)
    before = statements(client, page)
    for _ in range(9):
        share(disclosure, walk.author, gone=True, deviation=WHY)
    assert statements(client, page) <= before + 1  # the first incident's reporter may be read


def statements(client, page):
    with CaptureQueriesContext(connection) as found:
        client.get(page)
    return len(found)


def test_after_an_emergency_what_went_elsewhere_is_recorded_too(walk, as_user):
    disclosure = new_draft(walk.author, walk.brook)
    do("share-first", disclosure, walk.author, shared_first())
    data = sent(disclosure, "1", what="That Ade is safe with her aunt.", deviation=WHY)
    assert as_user(walk.author).post(url(disclosure), data).status_code == 302
    disclosure.refresh_from_db()
    assert disclosure.stage == Stage.SHARED_FIRST
    assert disclosure.sharings.count() == 2
