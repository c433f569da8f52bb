"""The pages of a request from outside: what may be said, what was received, the check, the reply, who is alerted."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checklist.gates import g1
from decisions import queries
from decisions.enums import CheckResult, Origin, ReplyKind, Stage
from decisions.facts import Content
from decisions.models import Disclosure, IncomingRequest, Reply
from decisions.presenters import asked as shown_asked
from decisions.workflow.asked import SaveCheck
from decisions.workflow.handing import WithReason
from tests.decisions.made import RULING, form
from tests.decisions.said import text, words_of
from tests.decisions.test_asked import ASKED, CONFIRMED, WORDS, agency, asked, reply, whole, whole_request
from tests.stories import CHILD, disclosure_at, do, new_draft

NEW = "/requests/new/"


def url(disclosure, page="request"):
    return reverse(f"disclosure-{page}", args=[disclosure.reference])


def sent(**other):
    """What the page of a new request sends."""
    said = {
        "asked_by": "Ray Calder",
        "agency": agency().pk,
        "words": WORDS,
        "no_date": "on",
        "no_power": "on",
        "received_how": "phone",
        "when": "now",
    }
    return {"version": 0, "token": str(uuid.uuid4())} | said | other


# What may be said: pure


def request_with(**other):
    said = ASKED | {"agency": None, "authority": "County office"} | other
    return IncomingRequest(**said)


TODAY = datetime.date(2026, 11, 23)


def say(stage=Stage.DRAFT, **other):
    return shown_asked.say_now(Disclosure(stage=stage, origin=Origin.REQUESTED), request_with(**other), TODAY)["say"]


def test_a_contact_that_they_gave_is_shown_as_typed_with_what_not_to_do_in_bold():
    shown = {row["key"]["text"]: row["value"] for row in shown_asked.received_rows(request_now("<b>"), TODAY)}
    assert shown["Contact they gave"] == {"html": "&lt;b&gt;. <strong>Do not use it to check</strong>"}
    nothing = {row["key"]["text"]: row["value"] for row in shown_asked.received_rows(request_now(""), TODAY)}
    assert nothing["Contact they gave"] == {"html": "Not known yet"}


def request_now(contact):
    received = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
    return request_with(contact_given=contact, received_at=received, received_how="phone", no_date=True, no_power=True)


def test_before_the_check_it_is_true_and_gives_nothing_away():
    assert say() == (
        "Thank you. I cannot say whether any child is at this school. I have your name, organisation and reference. "
        "Somebody will ring you back through your switchboard."
    )


@pytest.mark.parametrize(
    ("other", "part"),
    [
        ({"their_reference": ""}, "I have your name and organisation. Somebody"),
        ({"their_reference": "", "authority": ""}, "I have your name. Somebody will ring you back on a number that we"),
        ({"asked_by": "", "their_reference": ""}, "I have your organisation."),
        ({"reply_by": TODAY}, "switchboard, by Monday 23 November."),
        ({"reply_by": TODAY, "reply_by_time": datetime.time(17)}, "switchboard, by 5:00pm on Monday 23 November."),
        ({"reply_by": TODAY - datetime.timedelta(days=1)}, "switchboard."),
        ({"check_result": CheckResult.NOT_REACHED}, "Somebody will ring you back"),
    ],
)
def test_only_what_we_have_and_what_is_still_to_come_is_said(other, part):
    assert part in say(**other)


@pytest.mark.parametrize("result", [CheckResult.NOT_KNOWN, CheckResult.NOT_THIS_MATTER])
def test_a_failed_check_is_refused_and_confirms_nothing(result):
    assert say(check_result=result).startswith("I am sorry, we cannot help with this.")


@pytest.mark.parametrize("stage", list(Stage))
def test_after_the_check_nobody_says_it_is_looked_at_when_it_is_not(stage):
    said = say(stage, check_result=CheckResult.CONFIRMED, check_phone="01632 960190")
    is_open = stage in {Stage.DRAFT, Stage.AWAITING, Stage.RETURNED, Stage.SHARED_FIRST}
    assert ("somebody is looking at it" in said) is is_open
    assert "child" not in said
    their_own = say(stage, check_result=CheckResult.CONFIRMED, check_phone="01632 960455")
    assert "Somebody will ring you back" in their_own


# Recording


def test_a_request_is_recorded_on_one_page_and_its_own_page_says_what_may_be_said(walk, as_user):
    client = as_user(walk.author)
    assert "Record a request" in text(client.get("/"))
    done = client.post(NEW, sent(reply_by_day="23", no_date="", reply_by_month="11", reply_by_year="2027"))
    disclosure = Disclosure.objects.get(origin=Origin.REQUESTED)
    assert done["Location"] == url(disclosure)
    page = words_of(client.get(done["Location"]))
    for part in (
        "What you may say now",
        "asked of us",
        "Tuesday 23 November",
        "Not yet",
        WORDS,
        "None under this name",
    ):
        assert part in page
    assert page.index("What you may say now") < page.index("Not yet") < page.index("What was received")
    tasks = words_of(client.get(url(disclosure, "request").replace("request/", "")))
    assert "Who asked, and for what" in tasks
    assert "Ask them why. Ring them back" in tasks


WRONG = [
    ({"asked_by": "", "agency": ""}, "Say who asked: a person, an organisation, or both"),
    ({"asked_by": "\u200b", "agency": ""}, "Say who asked: a person, an organisation, or both"),
    ({"words": ""}, "Write what they asked for, in their words"),
    ({"words": "?"}, "Write what they asked for, in their words"),
    ({"words": "x" * 100_000}, "Shorten this to 4000 characters or fewer"),
    ({"asked_by": "a\x00b"}, "Take out the character that cannot be stored"),
    ({"agency": "999999"}, "Choose an organisation of the list, or none"),
    ({"received_how": "pigeon"}, "Choose how it reached you"),
    ({"reply_by_day": "23", "reply_by_month": "11", "reply_by_year": "2026"}, "not both"),
    ({"reply_by_day": "1", "reply_by_month": "1", "reply_by_year": "1899", "no_date": ""}, "must be on or after"),
    ({"reply_by_day": "1", "reply_by_month": "1", "reply_by_year": "2999", "no_date": ""}, "must be on or before"),
    ({"reply_by_time": "5pm", "no_date": ""}, "Give the day to which this time belongs"),
    ({"reply_by_time": "soon", "no_date": ""}, "Give the time, as near as you know it"),
    ({"power": "Section 47"}, "Write the power, or tick that they named none, not both"),
    ({"when": "earlier", "day_day": "1", "day_month": "1", "day_year": "2999", "time": "9:30am"}, "on or before"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_said_and_the_rest_kept(walk, as_user, wrong, sentence):
    before = Disclosure.objects.count()
    page = as_user(walk.author).post(NEW, sent(why="<script>alert(1)</script> \u202e O\u2019Neill \U0001f600", **wrong))
    assert page.status_code == 200
    shown = page.content.decode()
    assert sentence in text(page)
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert Disclosure.objects.count() == before


def test_another_schools_request_and_our_own_have_no_such_page(walk, as_user):
    request = asked(walk)
    own = new_draft(walk.author, walk.brook)
    for page in ("request", "request-change", "reply"):
        assert as_user(walk.author).get(url(own, page)).status_code == 404
        assert as_user(walk.author).post(url(own, page), form(own)).status_code == 404
        assert as_user(walk.other_author).get(url(request, page)).status_code == 404
        assert as_user(walk.other_author).post(url(request, page), form(request)).status_code == 404
        assert as_user(walk.headteacher).get(url(request, page)).status_code == 404
    forged = as_user(walk.author).post(NEW, sent(school=walk.ashby.pk))
    assert forged.status_code == 302  # who works for one school is not asked for which it is
    assert Disclosure.objects.latest("pk").school == walk.brook
    assert "Choose the school" in text(as_user(walk.adviser).post(NEW, sent(school="999")))


def test_what_was_received_is_changed_and_voids_the_check_of_another(walk, as_user):
    disclosure = asked(walk)
    do("save", disclosure, walk.author, CONFIRMED)
    client = as_user(walk.author)
    page = client.get(url(disclosure, "request-change"))
    assert "ring back again" in text(page)
    assert "01632 960455" in text(page)
    done = client.post(
        url(disclosure, "request-change"), form(disclosure, **sent(asked_by="Rae Calder")) | {"version": 2}
    )
    assert done["Location"] == url(disclosure)
    assert "Not checked yet" not in words_of(client.get(url(disclosure)))
    assert IncomingRequest.objects.get().check_result == ""


# The check


def check(**other):
    said = {"check_number_from": "register", "check_phone": "01632 960190", "check_result": "confirmed", "when": "now"}
    return said | other


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"check_number_from": ""}, "Say where you found the number"),
        ({"check_phone": ""}, "Give the number you rang"),
        ({"check_phone": "01632-960 455"}, "This is the number they gave. Ring one that you found yourself"),
        ({"check_result": "forged"}, "Choose what they said"),
        ({"check_phone": "x" * 100_000}, "Shorten this to 60 characters or fewer"),
        ({"when": "earlier", "day_day": "1"}, "must include a month and year"),
    ],
)
def test_a_check_on_their_own_number_is_none(walk, as_user, other, sentence):
    disclosure = asked(walk)
    page = as_user(walk.author).post(url(disclosure), form(disclosure, **check(**other)))
    assert page.status_code == 200
    assert sentence in text(page)
    assert IncomingRequest.objects.get().check_result == ""


def test_the_check_is_preset_with_nothing_and_leads_on(walk, as_user):
    disclosure = asked(walk)
    client = as_user(walk.author)
    assert 'name="check_phone" value' not in text(client.get(url(disclosure)))
    done = client.post(url(disclosure), form(disclosure, **check()))
    assert done["Location"] == reverse("disclosure", args=[disclosure.reference])
    assert IncomingRequest.objects.get().checked_by == walk.author
    page = words_of(client.get(url(disclosure)))
    assert "somebody is looking at it" in page
    assert "Joanna Finch" in page
    later = client.post(url(disclosure), form(disclosure, later="1", **check(check_result="")))
    assert later.status_code == 302
    assert IncomingRequest.objects.get().checked_at is None


def test_who_asked_is_checked_again_after_it_was_submitted_without_a_new_decision(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk, request=whole_request())
    before, client = disclosure.standing_decision_id, as_user(walk.headteacher)
    page = text(client.get(url(disclosure)))
    assert "Number you rang" in page
    assert "Change<" not in page  # what was received stays as it was submitted
    sent_check = form(disclosure, **check(check_phone="01632 960555"))
    for _ in range(2):
        assert client.post(url(disclosure), sent_check).status_code == 302
    disclosure.refresh_from_db()
    request = IncomingRequest.objects.get()
    assert (request.check_phone, request.checked_by) == ("01632 960555", walk.headteacher)
    assert (disclosure.stage, disclosure.standing_decision_id) == (Stage.APPROVED, before)
    assert not disclosure.contributors.filter(user=walk.headteacher).exists()
    assert "Whoever asked was checked" in words_of(client.get(reverse("disclosure", args=[disclosure.reference])))
    withdrawn = do("withdraw", disclosure, walk.author, WithReason("It is no longer needed."))
    assert "Number you rang" not in text(as_user(walk.author).get(url(withdrawn)))
    refused = as_user(walk.author).post(url(withdrawn), form(withdrawn, **check(check_phone="01632 960777")))
    assert refused.status_code == 409
    assert "01632 960777" in text(refused)


def test_a_failed_check_is_seen_by_every_adviser_until_it_is_refused(walk, as_user):
    disclosure = whole(walk, agency=None, authority="Calder, for the mother of Ade")
    client = as_user(walk.author)
    done = client.post(url(disclosure), form(disclosure, **check(check_result="not-known")))
    assert done["Location"] == url(disclosure)
    page = words_of(client.get(done["Location"]))
    assert "Every Data Protection Adviser sees this" in page
    assert "3 steps, from the words to the reply" in page
    for part in ("author", "headteacher", "lead"):
        assert "was not known there" not in text(as_user(getattr(walk, part)).get("/"))
    for part in ("adviser", "second_adviser"):
        for place in ("/", "/queue/"):
            page = text(as_user(getattr(walk, part)).get(place))
            alert = page[page.index("was not known there") :].split("</section>")[0]
            assert disclosure.reference in alert
            assert "Brook High School" in alert
            assert "Joanna Finch" in alert
            assert "href" not in alert  # a draft is read by its writers only
            assert "Ade" not in alert
    do("submit", disclosure, walk.author)
    alert = text(as_user(walk.adviser).get("/")).split("was not known there")[1].split("</section>")[0]
    assert f'href="{reverse("disclosure", args=[disclosure.reference])}"' in alert
    assert CHILD not in alert
    do("write-to-requester", disclosure, walk.author, reply(ReplyKind.REFUSED))
    assert "was not known there" not in text(as_user(walk.adviser).get("/"))


def test_a_check_that_found_nobody_alerts_nobody(walk):
    disclosure = asked(walk)
    for result in (CheckResult.NOT_REACHED, CheckResult.NOT_THIS_MATTER, CheckResult.CONFIRMED):
        do("save", disclosure, walk.author, SaveCheck(result))
        assert not queries.suspicious_requests(walk.adviser).exists()
    do("save", disclosure, walk.author, SaveCheck(CheckResult.NOT_KNOWN))
    assert queries.suspicious_requests(walk.adviser).get().may_read is False
    assert not queries.suspicious_requests(walk.author).exists()


def test_earlier_requests_of_the_name_are_counted_across_the_trust(walk):
    first = asked(walk)
    do("save", first, walk.author, SaveCheck(CheckResult.NOT_KNOWN))
    second = asked(walk, asked_by="RAY calder")
    row = shown_asked.earlier_row(second.request)
    assert row["value"]["text"] == "1 under this name, 1 of them not known there"
    nameless = asked(walk, asked_by="")
    assert shown_asked.earlier_row(nameless.request)["value"]["text"] == "No name was given"


# The reply, and where it stands


def test_the_reply_is_recorded_and_what_cannot_be_said_yet_says_what_opens_it(walk, as_user):
    disclosure = asked(walk)
    client = as_user(walk.author)
    said = {"kind": "refused", "words": "We cannot help.", "channel": "phone", "when": "now"}
    refused = client.post(url(disclosure, "reply"), form(disclosure, **said))
    assert refused.status_code == 200
    assert "Ask for a decision first: a refusal is decided like a sharing." in text(refused)
    assert "We cannot help." in text(refused)
    assert not Reply.objects.exists()
    done = client.post(url(disclosure, "reply"), form(disclosure, **said | {"kind": "acknowledged"}))
    assert done["Location"] == reverse("disclosure", args=[disclosure.reference])
    page = words_of(client.get(done["Location"]))
    assert "Replies" in page
    assert "We cannot help." in page
    assert client.post(url(disclosure, "reply"), form(disclosure, **said | {"words": "!"})).status_code == 200
    assert Reply.objects.count() == 1


def test_a_rejection_owes_a_reply_and_the_decision_page_shows_what_they_asked(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk, request=whole_request())
    page = words_of(as_user(walk.headteacher).get(reverse("disclosure", args=[disclosure.reference])))
    for part in ("What they asked", WORDS, "Ray Calder", "They named no day", "They named none", "asked of us"):
        assert part in page
    assert "Confirmed: this person, this matter. Rang 01632 960190" in page
    assert "is owed a reply" not in page
    confirm = reverse("disclosure-decide", args=[disclosure.reference, "reject"])
    page = words_of(as_user(walk.headteacher).get(confirm))
    assert "Whoever asked is owed a reply." in page
    assert "The author may ask once for somebody else to look at it." in page
    assert "Asked by Ray Calder" in page
    assert f"They want \u201c{WORDS}\u201d" in page
    do("reject", disclosure, walk.headteacher, RULING)
    page = words_of(as_user(walk.author).get(reverse("disclosure", args=[disclosure.reference])))
    assert "Whoever asked is owed a reply: tell them that it is refused" in page
    assert "Reply to whoever asked" in page


def test_the_answers_are_checked_with_what_they_asked(walk, as_user):
    disclosure = whole(walk)
    page = words_of(as_user(walk.author).get(url(disclosure, "check")))
    assert "What they asked" in page
    assert "Check the person who asked on a number you found yourself." in page
    assert "Nothing stops you from submitting" in page
    assert g1(Content(disclosure).facts()) == []


# What it costs


def test_the_request_page_costs_no_more_than_22_statements(walk, as_user):
    disclosure = whole(walk)
    client = as_user(walk.author)
    client.get(url(disclosure))
    asks = (
        lambda _sent: client.get(url(disclosure)),
        lambda sent_check: client.post(url(disclosure), sent_check),
        lambda _sent: client.get(url(disclosure, "reply")),
    )
    for ask in asks:
        sent_check = form(disclosure, **check())
        with CaptureQueriesContext(connection) as found:
            assert ask(sent_check).status_code in {200, 302}
        assert len(found) <= 22, "\n".join(one["sql"][:150] for one in found)
