"""Reading the record of one disclosure: its filters, who has looked, and each entry with its place in the chain."""

import pytest

from audit.models import Entry
from decisions.enums import Stage
from decisions.presenters import history
from decisions.presenters.links import history_url
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.table import TABLE
from tests.decisions.made import form
from tests.decisions.said import words_of
from tests.stories import BENEFIT, CHILD, REASON, disclosure_at, do


@pytest.fixture
def approved(walk):
    return disclosure_at(Stage.APPROVED, walk)


def page(client, url):
    answer = client.get(url)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def entry_of(disclosure, event):
    return Entry.objects.filter(case=disclosure.pk, event=event).latest("seq")


def test_who_has_looked_is_for_adviser_and_headteacher(walk, approved, as_user):
    as_user(walk.lead).get(f"/disclosures/{approved.reference}/")
    as_user(walk.lead).get(f"/disclosures/{approved.reference}/print/")
    as_user(walk.other_head).get(f"/disclosures/{approved.reference}/")
    looks = f"{history_url(approved)}?show=looks"
    for reader in (walk.adviser, walk.headteacher):
        told = page(as_user(reader), looks)
        assert told.count(f"by {walk.lead.name}") == 2
        assert "Opened to print" in told
        assert "Tried to open it, and was refused" in told
        assert f"by {walk.other_head.name}" in told
        assert "Looked at" in page(as_user(reader), history_url(approved))
    for reader in (walk.author, walk.lead):
        everything = page(as_user(reader), history_url(approved))
        assert "Approved, on version" in everything
        assert "Looked at" not in everything
        assert "show=looks" not in everything
        assert page(as_user(reader), looks) == 404
        look = entry_of(approved, "disclosure.read")
        assert page(as_user(reader), history_url(approved, look.seq)) == 404


def test_decisions_alone_and_nonsense(walk, approved, as_user):
    client = as_user(walk.author)
    told = page(client, f"{history_url(approved)}?show=decisions")
    assert "Approved, on version" in told
    assert "Draft saved" not in told
    for asked in ("show=nothing", "before=x", "before=-1", "before=9999999999999999", "show=looks&before=1"):
        assert page(client, f"{history_url(approved)}?{asked}") == 404


def test_fifty_entries_a_page(walk, approved, as_user, monkeypatch, contexts):
    monkeypatch.setattr(history, "PAGE", 3)
    client, every = as_user(walk.author), list(Entry.objects.filter(case=approved.pk, event__in=history.TITLES))
    seen, before = [], ""
    while before is not None:
        told = client.get(history_url(approved) + before)
        seen += [event["number"] for event in told.context["events"]]
        older = told.context["older_url"]
        before = older.removeprefix(history_url(approved)) if older else None
    assert seen == [entry.seq for entry in sorted(every, key=lambda one: -one.seq)]


def test_an_entry_says_what_changed_before_and_after_and_where_it_stands(walk, approved, as_user):
    client = as_user(walk.headteacher)
    started = entry_of(approved, "disclosure.started")
    told = page(client, history_url(approved, started.seq))
    for words in (BENEFIT, "Disclosure ", ", added", "How this helps the child", started.hash, "Brook High School"):
        assert words in told, words
    approval = entry_of(approved, "disclosure.approved")
    told = page(client, history_url(approved, approval.seq))
    for words in (REASON, "Awaiting decision → Approved", "Version that was decided", "Pair ", approval.hash):
        assert words in told, words
    person = Entry.objects.filter(case=approved.pk, body__contains="decisions_historicalperson:").earliest("seq")
    assert CHILD in page(client, history_url(approved, person.seq))


def test_every_entry_of_a_whole_life_can_be_read(walk, as_user):
    closed = disclosure_at(Stage.CLOSED, walk)
    blocked = disclosure_at(Stage.AWAITING, walk, duty_or_power="not-sure")
    client = as_user(walk.headteacher)
    assert client.post(f"/disclosures/{blocked.reference}/approve/", form(blocked, reason=REASON)).status_code == 409
    assert client.get(f"/disclosures/{closed.reference}/copy/").status_code == 200
    for disclosure in (closed, blocked):
        for entry in Entry.objects.filter(case=disclosure.pk):
            told = page(client, history_url(disclosure, entry.seq))
            assert entry.hash in told, entry.event
            assert not [raw for raw in ("disclosure.", "None", "{", "&lt;") if raw in told.split("<main")[1]], (
                entry.event
            )
    refused = entry_of(blocked, "disclosure.refused")
    told = page(client, history_url(blocked, refused.seq))
    assert "Tried “Approve”, and was refused" in told
    assert "Q4.UNSURE" in told


def test_every_action_has_its_title():
    assert {action.event for action in TABLE.values()} < set(history.TITLES)


def test_what_was_said_beside_an_answer_stands_there_as_it_was_asked(walk, as_user):
    draft = disclosure_at(Stage.DRAFT, walk)
    other = {"interests_differ": True, "classes": ["no-such-kind"], "of_old": ["one", "two"]}
    changed = Answering(None, "more-harm-than-good", "yes", "", other, is_confirmed=True)
    do("save", draft, walk.author, SaveAnswers((changed,)))
    saves = Entry.objects.filter(case=draft.pk, event="disclosure.saved").order_by("-seq")
    told = [words_of(as_user(walk.author).get(history_url(draft, entry.seq))) for entry in saves[:2]]
    before = "What harm could come from sharing: He may feel watched for a while."
    after = "The child’s and a parent’s interests differ; Classes: no-such-kind; Of_old: one, two"
    assert f"harm could come from not sharing: He would go without help for months. → {after}" in told[0]
    assert before in told[0]
    for words in (
        before,
        "Which kinds: Health",
        "It is accurate and up to date",
        "May they pass it on: No",
        "Chosen: assess",
    ):
        assert words in told[1], words


def test_an_entry_of_another_disclosure_is_not_there(walk, approved, as_user):
    other = disclosure_at(Stage.AWAITING, walk)
    client, foreign = as_user(walk.headteacher), entry_of(other, "disclosure.submitted")
    for number in (foreign.seq, 0, 10**30):
        assert (
            page(client, history_url(approved, number) if number < 10**29 else f"{history_url(approved)}{number}/")
            == 404
        )


def test_it_is_linked_from_the_timeline(walk, approved, as_user):
    assert history_url(approved) in page(as_user(walk.headteacher), f"/disclosures/{approved.reference}/")
