"""We have been asked: what was received, how whoever asked was checked, and what they were told."""

import datetime
import uuid

import pytest

from agencies.models import Agency
from audit import clock
from audit.models import Entry
from checklist.gates import BLOCK
from decisions import readiness
from decisions.enums import Channel, CheckResult, NumberFrom, Origin, ReplyKind, RequestWay, Stage
from decisions.facts import Content
from decisions.judged import asked_facts
from decisions.models import Disclosure, IncomingRequest, Reply
from decisions.permissions import NotPermitted
from decisions.workflow import saves
from decisions.workflow.asked import SaveCheck, SaveRequest, SayToRequester
from decisions.workflow.perform import NotReady, available_actions, start
from decisions.workflow.saves import NoSuchRow
from tests.decisions.made import RULING
from tests.stories import BENEFIT, disclosure_at, do, fill, new_draft, settle

WORDS = "We need the attendance of one of your pupils for the autumn."
ASKED = {
    "words": WORDS,
    "asked_by": "Ray Calder",
    "position": "Case worker",
    "contact_given": "01632 960455",
    "their_reference": "YJ-2210",
    "why": "He is to be assessed next week.",
    "no_date": True,
    "no_power": True,
}
CONFIRMED = SaveCheck(CheckResult.CONFIRMED, NumberFrom.REGISTER, "01632 960190")


def agency(name="County youth justice team"):
    return Agency.objects.get(name=name)


def asked(cast, *, by=None, **other):
    """A draft that was asked for, by default by an agency of the list."""
    said = {"agency": agency()} | ASKED | other
    return start(cast.brook, by or cast.author, SaveRequest(**said), token=uuid.uuid4())


def whole(cast, **other):
    """The same, with everything in it that a decision asks for."""
    disclosure = asked(cast, **other)
    do("save", disclosure, cast.author, saves.SavePurpose("early-intervention", BENEFIT))
    return fill(disclosure, cast.author)


def reply(kind=ReplyKind.ACKNOWLEDGED, words="We have it, and ring back."):
    return SayToRequester(kind, words, Channel.PHONE, clock.now())


def shut(disclosure, kind):
    """The codes that shut a kind of reply now."""
    return [finding.code for finding in readiness.told_too_early(disclosure).get(kind, [])]


def codes(findings):
    return [finding.code for finding in findings]


# What was received


def test_a_request_begins_a_draft_with_its_recipient(walk):
    disclosure = asked(walk)
    disclosure = Disclosure.objects.get(pk=disclosure.pk)
    assert (disclosure.origin, disclosure.stage, disclosure.version) == (Origin.REQUESTED, Stage.DRAFT, 1)
    request = disclosure.request
    assert (request.words, request.received_how, request.received_at) == (
        WORDS,
        RequestWay.PHONE,
        disclosure.started_at,
    )
    [recipient] = disclosure.recipients.all()
    assert (recipient.agency, recipient.contact_name, recipient.contact_position) == (
        agency(),
        "Ray Calder",
        "Case worker",
    )
    assert Entry.objects.filter(case=disclosure.pk).count() == 1


def test_who_stands_on_no_list_makes_no_recipient_and_a_second_save_no_second_one(walk):
    disclosure = asked(walk, agency=None, authority="Calder and Sons")
    assert not disclosure.recipients.exists()
    disclosure = do("save", disclosure, walk.author, SaveRequest(agency=agency(), **ASKED))
    other = SaveRequest(agency=agency("County police"), **ASKED)
    disclosure = do("save", disclosure, walk.author, other)
    assert [row.agency for row in disclosure.recipients.all()] == [agency()]


def test_a_recipient_who_was_taken_out_is_not_put_in_again(walk):
    disclosure = asked(walk)
    do("save", disclosure, walk.author, saves.TakeOut("recipients", disclosure.recipients.get().pk))
    do("save", disclosure, walk.author, SaveRequest(agency=agency(), **ASKED | {"why": "Another why."}))
    assert not disclosure.recipients.present().exists()


def test_a_page_that_changes_nothing_leaves_no_entry(walk):
    disclosure = asked(walk)
    do("save", disclosure, walk.author, CONFIRMED)
    request = IncomingRequest.objects.get()
    before = Entry.objects.count()
    minute = request.received_at.replace(second=0, microsecond=0)
    do("save", disclosure, walk.author, SaveRequest(agency=agency(), received_at=minute, **ASKED))
    checked = request.checked_at.replace(second=0, microsecond=0)
    do("save", disclosure, walk.author, SaveCheck(CheckResult.CONFIRMED, NumberFrom.REGISTER, "01632 960190", checked))
    assert Entry.objects.count() == before


# The check


def test_a_check_is_recorded_with_who_and_when(walk):
    disclosure = asked(walk)
    do("save", disclosure, walk.author, CONFIRMED)
    request = IncomingRequest.objects.get()
    assert (request.check_result, request.checked_by, request.check_phone) == (
        CheckResult.CONFIRMED,
        walk.author,
        "01632 960190",
    )
    assert request.checked_at == Disclosure.objects.get(pk=disclosure.pk).changed_at
    do("save", disclosure, walk.author, SaveCheck(check_phone="01632 960190"))
    request.refresh_from_db()
    assert (request.check_result, request.checked_at, request.checked_by) == ("", None, None)


@pytest.mark.parametrize("other", [{"asked_by": "Rae Calder"}, {"agency": None, "authority": "Another office"}])
def test_a_check_of_somebody_else_does_not_count(walk, other):
    disclosure = asked(walk)
    disclosure = do("save", disclosure, walk.author, CONFIRMED)
    assert Content(disclosure).facts().asked.is_checked
    do("save", disclosure, walk.author, SaveRequest(**{"agency": agency()} | ASKED | other))
    disclosure = Disclosure.objects.get(pk=disclosure.pk)
    assert disclosure.request.check_result == ""
    assert not Content(disclosure).facts().asked.is_checked


@pytest.mark.parametrize(
    ("phone", "contact", "is_checked"),
    [
        ("01632 960190", "01632 960455", True),
        ("01632 960455", "ray@example.org or 01632 960455", False),
        ("(0)1632-960 455", "01632 960455", False),
        ("+44 1632 960455", "01632960455", False),
        ("01632 960455", "+44 1632 960455", False),
        ("101", "07700 900101", True),
        ("", "", True),
    ],
)
def test_the_number_they_gave_proves_nothing(walk, phone, contact, is_checked):
    disclosure = Disclosure(origin=Origin.REQUESTED)
    request = IncomingRequest(
        disclosure=disclosure, check_result=CheckResult.CONFIRMED, check_phone=phone, contact_given=contact
    )
    assert readiness.is_checked(request) is is_checked


def test_nobody_is_checked_where_nobody_asked(walk):
    with pytest.raises(NoSuchRow):
        do("save", new_draft(walk.author, walk.brook), walk.author, CONFIRMED)


def test_whoever_writes_a_request_or_a_check_can_never_decide_it(walk):
    disclosure = asked(walk)
    for data in (SaveRequest(**ASKED), CONFIRMED):
        with pytest.raises(NotPermitted):
            do("save", disclosure, walk.headteacher, data)
    assert set(disclosure.contributors.values_list("user", flat=True)) == {walk.author.pk}


# What they are told


def test_that_we_have_it_may_always_be_said_and_is_never_changed(walk):
    disclosure = asked(walk)
    version = disclosure.version
    disclosure = do("write-to-requester", disclosure, walk.author, reply())
    told = Reply.objects.get()
    assert (told.kind, told.recorded_by, told.words) == ("acknowledged", walk.author, "We have it, and ring back.")
    assert (disclosure.stage, disclosure.version) == (Stage.DRAFT, version + 1)
    entry = Entry.objects.get(event="disclosure.requester-told")
    assert entry.facts["kind"] == "acknowledged"
    assert "We have it" not in entry.body


def test_where_nobody_asked_nobody_is_told(walk):
    disclosure = new_draft(walk.author, walk.brook)
    assert "write-to-requester" not in offers(disclosure, walk.author)
    with pytest.raises(NotPermitted):
        do("write-to-requester", disclosure, walk.author, reply())


def offers(disclosure, person):
    return {offer.name for offer in available_actions(disclosure, person, Content(disclosure))}


def test_a_refusal_is_decided_first(walk):
    disclosure = whole(walk)
    assert shut(disclosure, ReplyKind.ACKNOWLEDGED) == []
    assert shut(disclosure, ReplyKind.REFUSED) == ["REPLY.UNDECIDED"]
    with pytest.raises(NotReady) as refused:
        do("write-to-requester", disclosure, walk.author, reply(ReplyKind.REFUSED))
    assert [finding.severity for finding in refused.value.findings] == [BLOCK]
    disclosure = do("submit", disclosure, walk.author)
    assert shut(disclosure, ReplyKind.REFUSED) == ["REPLY.UNDECIDED"]
    disclosure = do("reject", disclosure, walk.headteacher, RULING)
    assert readiness.reply_owed(disclosure)
    disclosure = do("write-to-requester", disclosure, walk.headteacher, reply(ReplyKind.REFUSED))
    assert not readiness.reply_owed(disclosure)


@pytest.mark.parametrize("result", [CheckResult.NOT_KNOWN, CheckResult.NOT_THIS_MATTER])
def test_a_failed_check_is_refused_without_a_decision(walk, result):
    disclosure = asked(walk)
    disclosure = do("save", disclosure, walk.author, SaveCheck(result))
    do("write-to-requester", disclosure, walk.author, reply(ReplyKind.REFUSED))
    assert Reply.objects.get().kind == ReplyKind.REFUSED


def test_an_answer_needs_a_check_and_a_sharing(walk):
    """One story to the end: G2 until it is clear and checked, and G4 until whoever asked is answered."""
    disclosure = whole(walk, why="")
    to_settle = ["Q2.CONDITION", "BASIS.BLANK"]
    assert codes(readiness.to_approve(disclosure)) == [*to_settle, "REQ.UNCLEAR", "Q12.UNVERIFIED"]
    assert codes(readiness.to_submit(disclosure)) == []
    assert shut(disclosure, ReplyKind.ANSWERED) == ["REPLY.UNCHECKED", "REPLY.NOT_SHARED"]
    disclosure = do("save", disclosure, walk.author, SaveRequest(agency=agency(), **ASKED))
    disclosure = do("save", disclosure, walk.author, CONFIRMED)
    assert codes(readiness.to_approve(Disclosure.objects.get(pk=disclosure.pk))) == to_settle
    assert shut(disclosure, ReplyKind.ANSWERED) == ["REPLY.NOT_SHARED"]
    disclosure = settle(do("submit", disclosure, walk.author))
    assert codes(readiness.to_approve(disclosure)) == []


def test_closing_needs_the_reply(walk):
    disclosure = disclosure_at(Stage.SHARED, walk, request=whole_request())
    assert "REPLY" in codes(readiness.to_close(disclosure))
    do("write-to-requester", disclosure, walk.author, reply())
    assert "REPLY" in codes(readiness.to_close(disclosure))
    assert shut(disclosure, ReplyKind.REFUSED) == []
    do("write-to-requester", disclosure, walk.headteacher, reply(ReplyKind.ANSWERED))
    assert "REPLY" not in codes(readiness.to_close(disclosure))
    assert "REPLY" not in codes(readiness.to_close(disclosure_at(Stage.SHARED, walk)))


def whole_request():
    return SaveRequest(agency=agency(), **ASKED)


DAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("change", "is_clear"),
    [
        ({}, True),
        ({"words": "?"}, False),
        ({"why": " "}, False),
        ({"no_date": False}, False),
        ({"no_date": False, "reply_by": DAY}, True),
        ({"no_power": False}, False),
        ({"no_power": False, "power": "Section 47, Children Act 1989"}, True),
        ({"no_power": False, "power": "--"}, False),
    ],
)
def test_a_request_is_clear_when_all_four_are_known_or_they_named_none(change, is_clear):
    assert asked_facts(IncomingRequest(**ASKED | change)).is_clear is is_clear
    assert asked_facts(None) is None
