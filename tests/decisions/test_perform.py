"""Each action's effect on the record, and everything that stops one: nothing is written then."""

import uuid

import pytest
from django.apps import apps

from accounts.roles import Role
from audit import clock
from audit.history import Audited
from audit.models import Entry
from audit.testing import clock_at
from checklist import gates
from checklist.facts import HARM_WHY, OPINION_WHY, UNCHECKED_WHY
from decisions.enums import Outcome, Seat, Stage
from decisions.facts import Content
from decisions.models import Contributor, Decision, Disclosure
from decisions.permissions import NotPermitted
from decisions.workflow import perform as performing, saves
from decisions.workflow.actions import Reasons
from decisions.workflow.perform import NotAllowedNow, NotReady, available_actions, perform, start
from decisions.workflow.settling import Settled
from tests.decisions.made import NOT_SURE, RULING, also_wrote, appoint, leave
from tests.stories import BENEFIT, REASON, answer, disclosure_at, do, new_draft, settle

# Nobody was asked for consent, and it is not needed: question 6 has to be answered then.
NOT_ASKED = {"consent_held": "not-asked", "consent_needed": "no"}
COUNTED = [
    *(model for model in apps.get_models() if issubclass(model, Audited)),
    *(model.history.model for model in apps.get_models() if issubclass(model, Audited)),
    Contributor,
    Entry,
]


def counts():
    return {model._meta.label: model.objects.count() for model in COUNTED}


def last_entry(disclosure):
    return Entry.objects.filter(case=disclosure.pk).latest("seq")


@pytest.fixture
def nothing_written():
    """At the end of the test every table has as many rows as when `begin` was called, and the row is as it was."""
    kept = {}

    def begin(disclosure=None):
        kept["counts"], kept["row"] = (
            counts(),
            disclosure and Disclosure.objects.filter(pk=disclosure.pk).values().get(),
        )

    yield begin
    assert counts() == kept["counts"]
    if kept["row"]:
        assert Disclosure.objects.filter(pk=kept["row"]["id"]).values().get() == kept["row"]


# What each action does


def test_start_makes_a_draft_with_its_first_page(walk):
    disclosure = new_draft(walk.author, walk.brook, purpose="protect")
    disclosure.refresh_from_db()
    assert (disclosure.stage, disclosure.version, disclosure.seat) == (Stage.DRAFT, 1, "")
    assert (disclosure.purpose, disclosure.benefit) == ("protect", BENEFIT)
    assert (disclosure.author, disclosure.school) == (walk.author, walk.brook)
    assert disclosure.submitted_at is None
    contributor = disclosure.contributors.get()
    entry = last_entry(disclosure)
    assert (contributor.user, contributor.entry_id) == (walk.author, entry.id)
    assert (entry.event, entry.chain, entry.actor) == ("disclosure.started", "BRK", walk.author.pk)
    assert entry.capacity == "author"
    kept = entry.facts.pop("kept")[f"decisions_contributor:{contributor.pk}"]
    assert (kept["user_id"], kept["disclosure_id"]) == (walk.author.pk, disclosure.pk)
    assert entry.facts == {"stage": "draft", "version": 1}


def test_save_writes_the_page_and_counts_the_version(walk):
    disclosure = new_draft(walk.author, walk.brook)
    do("save", disclosure, walk.author, saves.SavePurpose("protect", "Ade is safe."))
    disclosure.refresh_from_db()
    assert (disclosure.purpose, disclosure.stage, disclosure.version) == ("protect", Stage.DRAFT, 2)
    assert last_entry(disclosure).facts == {"stage": "draft", "version": 2}


def test_save_by_a_second_writer_tells_who_contributed_first_and_only_once(walk):
    disclosure = new_draft(walk.author, walk.brook)
    also_wrote(disclosure, walk.volunteer)
    do("save", disclosure, walk.volunteer, saves.SavePurpose("protect", "Ade is safe."))
    assert last_entry(disclosure).capacity == "contributor"
    assert "kept" not in last_entry(disclosure).facts
    assert disclosure.contributors.count() == 2


def test_submit_gives_it_a_seat(walk):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    with clock_at(clock.now()):
        disclosure = do("submit", disclosure, walk.author)
        assert disclosure.submitted_at == disclosure.changed_at == clock.now()
    assert (disclosure.stage, disclosure.version) == (Stage.AWAITING, 7)
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.HEADTEACHER, "7")
    assert disclosure.standing_decision is None
    entry = last_entry(disclosure)
    assert (entry.event, entry.capacity) == ("disclosure.submitted", "author")
    assert entry.facts == {
        "route": "F9",
        "rule": "7",
        "seat": "headteacher",
        "stage": "awaiting-decision",
        "version": 7,
    }


DECIDED = {
    "approve": (Stage.APPROVED, Outcome.APPROVED, True),
    "return": (Stage.RETURNED, Outcome.RETURNED, False),
    "reject": (Stage.REJECTED, Outcome.REJECTED, True),
}


@pytest.mark.parametrize("name", DECIDED)
def test_a_decision_is_written_once_with_its_reason_and_capacity(walk, name):
    stage, outcome, stands = DECIDED[name]
    disclosure = disclosure_at(Stage.AWAITING, walk)
    do(name, disclosure, walk.headteacher, Reasons(REASON, "The counsellor sees Ade.", "A court order."))
    disclosure.refresh_from_db()
    decision = disclosure.decisions.get()
    assert (disclosure.stage, disclosure.version) == (stage, 9)
    assert disclosure.standing_decision == (decision if stands else None)
    assert (decision.outcome, decision.by, decision.version) == (outcome, walk.headteacher, 8)
    assert (decision.capacity, decision.at) == (Role.HEADTEACHER, disclosure.changed_at)
    assert (decision.reason, decision.instead) == (REASON, "The counsellor sees Ade.")
    assert decision.would_change == "A court order."
    assert [row.user for row in disclosure.contributors.all()] == [walk.author]
    entry = last_entry(disclosure)
    assert (entry.event, entry.actor, entry.capacity) == (f"disclosure.{stage}", walk.headteacher.pk, "headteacher")
    departs = {"departure": "rejected"} if stage == Stage.REJECTED else {}
    assert entry.facts == {"decided_version": 8, "route": "F12", "stage": str(stage), "version": 9} | departs


def test_the_adviser_decides_in_the_capacity_of_adviser_with_the_position_of_the_day(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    decided = do("reject", disclosure, walk.adviser, RULING)
    assert (decided.standing_decision.capacity, decided.standing_decision.position) == (Role.ADVISER, "")
    leave(walk, walk.headteacher)
    appoint(walk, walk.lead, Role.HEADTEACHER, walk.brook, "Acting head")
    decided = do("approve", disclosure_at(Stage.AWAITING, walk), walk.lead, RULING)
    assert (decided.standing_decision.capacity, decided.standing_decision.position) == (Role.HEADTEACHER, "Acting head")


def test_nothing_personal_stands_in_an_entry(walk):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    bodies = " ".join(Entry.objects.filter(case=disclosure.pk).values_list("body", flat=True))
    personal = ["Ade", "Okafor", "2011-03-14", REASON, BENEFIT, "counsellor", "Mood log", "Nair", "Triage", "consents"]
    assert [words for words in personal if words in bodies] == []
    assert walk.author.name not in bodies


# Round again


def test_a_returned_disclosure_is_mended_submitted_again_and_approved(walk):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    assert disclosure.standing_decision is None
    answer(disclosure, walk.author, consent_needed="no")
    settle(do("submit", disclosure, walk.author))
    disclosure = do("approve", disclosure, walk.headteacher, RULING)
    first, second = disclosure.decisions.order_by("pk")
    assert (first.outcome, second.outcome) == (Outcome.RETURNED, Outcome.APPROVED)
    assert disclosure.standing_decision == second
    assert first.version < second.version < disclosure.version
    assert Contributor.objects.filter(disclosure=disclosure).count() == 1


def test_submit_computes_the_seat_anew(walk):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    assert disclosure.seat == Seat.HEADTEACHER
    leave(walk, walk.headteacher)
    appoint(walk, walk.author, Role.HEADTEACHER, walk.brook)
    disclosure = do("submit", disclosure, walk.author)
    assert (disclosure.seat, disclosure.seat_rule) == (Seat.ADVISER, "2")


# What stops an action


@pytest.mark.parametrize("behind", [1, -1])
def test_another_version_than_was_read_is_refused(walk, nothing_written, behind):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    nothing_written(disclosure)
    with pytest.raises(NotAllowedNow):
        perform(
            "approve",
            disclosure,
            walk.headteacher,
            RULING,
            seen_version=disclosure.version - behind,
            token=uuid.uuid4(),
        )


WRONG_STAGES = {
    Stage.AWAITING: {"author": ["save", "submit"]},
    Stage.RETURNED: {"headteacher": ["approve", "return", "reject"]},
    Stage.APPROVED: {"author": ["save", "submit"], "headteacher": ["approve", "return", "reject"]},
    Stage.REJECTED: {"author": ["save", "submit"]},
}


@pytest.mark.parametrize("stage", WRONG_STAGES)
def test_another_stage_than_the_table_names_is_refused(walk, nothing_written, stage):
    disclosure = disclosure_at(stage, walk)
    nothing_written(disclosure)
    for part, names in WRONG_STAGES[stage].items():
        for name in names:
            data = saves.SavePurpose("protect", "x") if name == "save" else RULING
            with pytest.raises(NotAllowedNow):
                do(name, disclosure, getattr(walk, part), data)


def test_a_draft_is_decided_by_nobody(walk, nothing_written):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    nothing_written(disclosure)
    with pytest.raises(NotPermitted):
        do("approve", disclosure, walk.headteacher, RULING)


def test_whoever_may_not_is_refused_before_anything_else(walk, nothing_written):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    nothing_written(disclosure)
    for user in (walk.other_head, walk.adviser, walk.author, walk.trustee, walk.nobody):
        with pytest.raises(NotPermitted):
            perform("approve", disclosure, user, RULING, seen_version=0, token=uuid.uuid4())


def test_an_approver_who_left_since_the_page_was_read_is_refused(walk, nothing_written):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.headteacher)
    nothing_written(disclosure)
    with pytest.raises(NotPermitted):
        do("approve", disclosure, walk.headteacher, RULING)


def test_an_empty_draft_cannot_be_submitted_and_is_told_why(walk, nothing_written):
    disclosure = new_draft(walk.author, walk.brook, purpose="", benefit="")
    nothing_written(disclosure)
    with pytest.raises(NotReady) as refused:
        do("submit", disclosure, walk.author)
    codes = {found.code for found in refused.value.findings}
    assert {"PURPOSE", "Q5.NOBODY", "Q9.EMPTY", "RECIPIENT", "Q3.ANSWER"} <= codes


@pytest.mark.parametrize(
    ("answers", "shut"),
    [
        ({"consent_needed": NOT_SURE}, ["Q3.UNSURE"]),
        ({"duty_or_power": NOT_SURE}, ["Q4.UNSURE", "BASIS.FUNCTION"]),
        (NOT_ASKED | {"risk_of_asking_or_telling": NOT_SURE}, ["Q6.UNSURE"]),
        ({"more_harm_than_good": NOT_SURE}, ["Q8.UNSURE"]),
        ({"check_source": NOT_SURE}, ["Q11.UNSURE"]),
    ],
)
def test_not_sure_may_be_submitted_returned_or_rejected_and_not_approved(walk, nothing_written, answers, shut):
    disclosure = disclosure_at(Stage.AWAITING, walk, **answers)
    offers = available_actions(disclosure, walk.headteacher, Content(disclosure))
    decisions = {offer.name: offer.is_open for offer in offers if offer.name in {"approve", "return", "reject"}}
    assert decisions == {"approve": False, "return": True, "reject": True}
    nothing_written(disclosure)
    with pytest.raises(NotReady) as refused:
        do("approve", disclosure, walk.headteacher, RULING)
    assert [found.code for found in refused.value.findings if found.severity != gates.WARN] == shut


def test_not_sure_elsewhere_does_not_stop_an_approval(walk):
    answers = dict.fromkeys(("sensitive", "consent_held", "right_person", "secure_way", "knows_confidential"), NOT_SURE)
    disclosure = disclosure_at(Stage.APPROVED, walk, consent_needed="no", **answers)
    assert disclosure.stage == Stage.APPROVED


@pytest.mark.parametrize(
    ("answers", "finding", "words"),
    [
        ({"more_harm_than_good": "yes"}, "Q8.HARM", HARM_WHY),
        ({"fact_and_opinion": NOT_SURE}, "Q10.REASON", OPINION_WHY),
        ({"fact_and_opinion": "no"}, "Q10.REASON", OPINION_WHY),
        ({"check_source": "to-check"}, "Q11.CHECK", UNCHECKED_WHY),
        ({"check_source": NOT_SURE}, "Q11.UNSURE", UNCHECKED_WHY),
    ],
)
def test_harm_opinion_and_what_is_not_checked_are_approved_with_words_of_the_approver_only(
    walk, answers, finding, words
):
    disclosure = disclosure_at(Stage.AWAITING, walk, **answers)
    with pytest.raises(NotReady) as refused:
        do("approve", disclosure, walk.headteacher, RULING)
    assert [found.code for found in refused.value.findings if found.severity != gates.WARN] == [finding]
    settle(disclosure, walk.headteacher, Settled(words, reason=REASON))
    assert do("approve", disclosure, walk.headteacher, RULING).stage == Stage.APPROVED


@pytest.mark.parametrize(("missing", "finding"), [("basis", "BASIS.BLANK"), ("condition", "Q2.CONDITION")])
def test_no_approval_without_a_basis_and_of_sensitive_information_without_a_condition(walk, missing, finding):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    settle(disclosure, walk.headteacher, Settled(missing))
    with pytest.raises(NotReady) as refused:
        do("approve", disclosure, walk.headteacher, RULING)
    assert [found.code for found in refused.value.findings] == [finding]


# The same again


def test_the_same_token_twice_is_one_decision(walk):
    disclosure, token = disclosure_at(Stage.AWAITING, walk), uuid.uuid4()
    seen = disclosure.version
    first = perform("approve", disclosure, walk.headteacher, RULING, seen_version=seen, token=token)
    before = counts()
    again = perform("approve", disclosure, walk.headteacher, RULING, seen_version=seen, token=token)
    assert (again.pk, again.stage, again.version) == (first.pk, Stage.APPROVED, first.version)
    assert counts() == before
    with pytest.raises(NotAllowedNow):
        perform("approve", disclosure, walk.headteacher, RULING, seen_version=seen, token=uuid.uuid4())


def test_the_same_token_twice_starts_one_disclosure(walk):
    token, page = uuid.uuid4(), saves.SavePurpose("protect", BENEFIT)
    first = start(walk.brook, walk.author, page, token=token)
    assert start(walk.brook, walk.author, page, token=token) == first
    assert Disclosure.objects.count() == 1
    assert start(walk.brook, walk.volunteer, page, token=token) != first


def test_the_token_of_a_failed_action_may_be_used_again(walk):
    disclosure, token = disclosure_at(Stage.AWAITING, walk), uuid.uuid4()
    with pytest.raises(NotAllowedNow):
        perform("approve", disclosure, walk.headteacher, RULING, seen_version=1, token=token)
    seen = disclosure.version
    assert perform("approve", disclosure, walk.headteacher, RULING, seen_version=seen, token=token).stage == "approved"


def test_a_page_saved_as_it_stood_leaves_no_entry(walk, nothing_written):
    disclosure = new_draft(walk.author, walk.brook)
    nothing_written(disclosure)
    again = do("save", disclosure, walk.author, saves.SavePurpose(disclosure.purpose, disclosure.benefit))
    assert again.version == disclosure.version


def test_a_failure_inside_leaves_nothing(walk, nothing_written, monkeypatch):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    nothing_written(disclosure)

    def fail(_work, _action, _stage):
        assert Decision.objects.count() == 1
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(performing, "_finish", fail)
    with pytest.raises(RuntimeError):
        do("approve", disclosure, walk.headteacher, RULING)


def test_a_failure_at_the_start_leaves_nothing(walk, nothing_written, monkeypatch):
    nothing_written()

    def fail(_work, _person):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(performing, "contribute", fail)
    with pytest.raises(RuntimeError):
        new_draft(walk.author, walk.brook, fresh=True)
