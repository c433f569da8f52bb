"""Nothing should be shared: written with few questions, decided as such, answered to whoever asked, and on record."""

import uuid

import pytest

from checklist import gates
from decisions.enums import Extent, ItemCategory, Origin, Outcome, Stage
from decisions.facts import Content
from decisions.models import Disclosure, Reply
from decisions.workflow import saves
from decisions.workflow.handing import SecondView
from tests.decisions.made import form
from tests.decisions.said import words_of
from tests.decisions.test_asked import CONFIRMED, agency, reply
from tests.decisions.test_asked_pages import sent as request_sent
from tests.stories import REASON, do, fill, new_draft, shared_first

WHY = "His uncle has no right to know where he lives."
INSTEAD = "The school counsellor sees him every week."
NAMED = {"kind": "about", "name": "Una Moss", "relation": "Pupil, year 9"}
NEEDED = ("Who it is about", "Who would receive it", "Why nothing should be shared")


def begun(walk, as_user, origin):
    client = as_user(walk.author)
    if origin == Origin.REQUESTED:
        client.post("/requests/new/", request_sent())
        return do("save", Disclosure.objects.get(origin=Origin.REQUESTED), walk.author, CONFIRMED)
    client.post("/disclosures/new/", {"version": 0, "token": uuid.uuid4(), "purpose": "", "benefit": ""})
    return Disclosure.objects.get()


def path_of(disclosure, then=""):
    return f"/disclosures/{disclosure.reference}/{then}"


def say_nothing(client, disclosure, why=WHY):
    said = {"d-how-much": "nothing", "d-how-much-nothing_why": why}
    return client.post(path_of(disclosure, "checklist/3.2/"), form(disclosure, **said))


def codes(disclosure, gate=gates.g1):
    return {
        one.code for one in gate(Content(Disclosure.objects.get(pk=disclosure.pk)).facts()) if one.severity != "warn"
    }


@pytest.mark.parametrize("origin", [Origin.OURS, Origin.REQUESTED])
def test_it_is_written_decided_answered_and_recorded(walk, as_user, origin):
    disclosure, client = begun(walk, as_user, origin), as_user(walk.author)
    asked = origin == Origin.REQUESTED
    listed = words_of(client.get(path_of(disclosure)))
    assert "Should nothing be shared? Say so at question 9" in listed
    assert say_nothing(client, disclosure)["Location"] == path_of(disclosure, "check/")
    listed = words_of(client.get(path_of(disclosure)))
    assert ("3 of 4 topics done" if asked else "1 of 3 topics done") in listed
    for title in NEEDED:
        assert title in listed
    for title in ("What and why", "The information", "3.1 Your right to share", "3.3 Who you are sharing with"):
        assert title not in listed.partition("Your route so far")[0]
    assert "What the stop comes to: Do not share." in listed
    check = words_of(client.get(path_of(disclosure, "check/")))
    wanting = {"Q5.NOBODY"} if asked and disclosure.recipients.present().exists() else {"Q5.NOBODY", "RECIPIENT"}
    assert codes(disclosure) == wanting
    assert ("1 thing stops" if len(wanting) == 1 else "2 things stop") in check
    client.post(path_of(disclosure, "people/add/"), form(disclosure, **NAMED))
    if "RECIPIENT" in wanting:
        client.post(path_of(disclosure, "recipients/add/"), form(disclosure, agency=agency().pk))
    listed = words_of(client.get(path_of(disclosure)))
    assert "Nothing stops you from submitting" in listed
    check = words_of(client.get(path_of(disclosure, "check/")))
    assert "You propose that nothing is shared" in check
    assert "There is nothing to approve" not in check
    assert "No answer yet" not in check
    assert client.post(path_of(disclosure, "check/"), form(disclosure)).status_code == 302
    decided(walk, as_user, disclosure)
    on_record(walk, as_user, disclosure, asked=asked)


def on_record(walk, as_user, disclosure, *, asked):
    disclosure.refresh_from_db()
    assert (disclosure.stage, disclosure.standing_decision.outcome) == (Stage.REJECTED, Outcome.REJECTED)
    page = words_of(as_user(walk.author).get(path_of(disclosure)))
    for words in (WHY, REASON, INSTEAD):
        assert words in page
    if asked:
        assert "Whoever asked is owed a reply" in page
        do("write-to-requester", disclosure, walk.author, reply("refused"))
        assert "owed a reply" not in words_of(as_user(walk.author).get(path_of(disclosure)))
        assert Reply.objects.get().kind == "refused"
    register = words_of(as_user(walk.trustee).get("/register/"))
    assert "proposed to share nothing with" in register
    assert "rejected it on" in register
    assert "no purpose yet" not in register
    assert f"Why: {WHY}" in words_of(as_user(walk.author).get(path_of(disclosure, "copy/")))
    assert "Nothing should be shared" in words_of(as_user(walk.author).get(path_of(disclosure, "print/")))


def decided(walk, as_user, disclosure):
    disclosure.refresh_from_db()
    approver = walk.headteacher if disclosure.seat == "headteacher" else walk.adviser
    client = as_user(approver)
    assert (disclosure.missing, disclosure.to_settle) == (0, 0)
    assert codes(disclosure, gates.g2) == {"Q9.NOTHING"}
    assert "Nothing should be shared: say so by rejecting it, or return it" in words_of(client.get("/queue/"))
    page = words_of(client.get(path_of(disclosure)))
    leads, rest = page.split("Checklist answers")[0], page.split("Checklist answers")[1]
    assert leads.index("Nothing should be shared") < leads.index(WHY)
    assert "Not given yet" not in leads
    assert "No answer yet" not in rest
    assert "there is nothing to approve. Reject it, or return it." in page
    assert "what you settled" not in page
    assert client.get(path_of(disclosure, "approve/")).status_code == 302
    confirm = words_of(client.get(path_of(disclosure, "reject/")))
    assert "Decide that nothing is shared" in confirm
    said = form(disclosure, reason=REASON, instead=INSTEAD, would_change="")
    assert client.post(path_of(disclosure, "reject/"), said).status_code == 302


def test_where_nobody_knows_who_it_is_an_answer_to_question_5_is_enough(walk, as_user):
    disclosure, client = begun(walk, as_user, Origin.OURS), as_user(walk.author)
    say_nothing(client, disclosure)
    do("save", disclosure, walk.author, saves.SaveRecipient(agency()))
    assert "Question 5, where nobody can be named" in words_of(client.get(path_of(disclosure)))
    client.post(path_of(disclosure, "checklist/3.1/"), form(disclosure, **{"d-whose-information": "not-sure"}))
    assert codes(disclosure) == set()
    assert client.post(path_of(disclosure, "check/"), form(disclosure)).status_code == 302
    register = words_of(as_user(walk.trustee).get("/register/"))
    assert "About nobody who is named." in register


def test_without_a_reason_it_is_not_submitted_and_what_was_written_before_stays(walk, as_user):
    disclosure, client = fill(new_draft(walk.author, walk.brook), walk.author), as_user(walk.author)
    do("save", disclosure, walk.author, saves.SaveItem("A second item", ItemCategory.HEALTH, "Form tutor"))
    say_nothing(client, disclosure, why="No")
    assert codes(disclosure) == {"Q9.WHYNOT"}
    page = words_of(client.get(path_of(disclosure, "checklist/3.1/")))
    assert "every other question may stay blank" in page
    say_nothing(client, disclosure)
    assert codes(disclosure) == set()
    check = words_of(client.get(path_of(disclosure, "check/")))
    assert "A second item" in check
    client.post(path_of(disclosure, "checklist/3.2/"), form(disclosure, **{"d-how-much": "items"}))
    assert "What and why" in words_of(client.get(path_of(disclosure)))
    assert "Q9.LEFTOUT" in codes(disclosure)


def test_it_stops_no_emergency_and_is_then_looked_at_like_any_other(walk, as_user):
    disclosure = begun(walk, as_user, Origin.OURS)
    say_nothing(as_user(walk.author), disclosure)
    shared = do("share-first", disclosure, walk.author, shared_first())
    assert shared.stage == Stage.SHARED_FIRST
    assert "What you shared" in words_of(as_user(walk.author).get(path_of(shared)))
    assert "There is nothing to approve" in words_of(as_user(walk.headteacher).get(path_of(shared)))


def test_a_second_view_may_find_that_something_should_be_shared_after_all(walk, as_user):
    disclosure, client = begun(walk, as_user, Origin.OURS), as_user(walk.author)
    say_nothing(client, disclosure)
    do("save", disclosure, walk.author, saves.SaveRecipient(agency()))
    client.post(path_of(disclosure, "people/add/"), form(disclosure, **NAMED))
    do("submit", disclosure, walk.author)
    decided(walk, as_user, disclosure)
    again = do("second-view", disclosure, walk.author, SecondView(REASON))
    page = words_of(as_user(walk.adviser).get(path_of(again)))
    assert "there is nothing to approve" in page
    assert as_user(walk.adviser).post(path_of(again, "return/"), form(again, reason=REASON)).status_code == 302


def test_nothing_is_said_to_be_left_out_until_an_item_and_a_recipient_stand(walk, as_user):
    client, said = as_user(walk.author), "Everything is left out: reject instead."
    draft = new_draft(walk.author, walk.brook)
    assert said not in words_of(client.get(path_of(draft, "check/")))
    do("save", draft, walk.author, saves.SaveItem("Mood log", "health"))
    assert said not in words_of(client.get(path_of(draft, "check/")))
    do("save", draft, walk.author, saves.SaveRecipient(agency("Early Help")))
    assert said not in words_of(client.get(path_of(draft, "check/")))
    left_out = saves.SavePairs(((draft.pairs.get().pk, Extent.NOT, "They need no more than a call."),))
    do("save", draft, walk.author, left_out)
    assert said in words_of(client.get(path_of(draft, "check/")))
