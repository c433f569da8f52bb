"""Who may do what at which stage: action x stage x person, the expected cells written by hand.

Every cell is asked of the rule by which pages offer an action. In the database an action is tried, of the form tutor's
own, at every stage with each kind of answer (done, refused to the person, refused at the stage) by one person, who
takes turns; of what others wrote, once by one who may do it. `make thorough` tries every person there.
"""

import uuid

import pytest

from agencies.models import Agency
from audit import clock
from decisions import queries
from decisions.enums import Channel, CheckResult, NumberFrom, ReplyKind, Stage
from decisions.facts import Content
from decisions.models import Disclosure
from decisions.permissions import NotPermitted
from decisions.queries import approver_now
from decisions.workflow import saves
from decisions.workflow.advising import Advise
from decisions.workflow.answering import Answering, CheckRecipient, Withdrawn
from decisions.workflow.asked import SaveCheck, SaveRequest, SayToRequester
from decisions.workflow.assigning import Defer, Reassign, Refer
from decisions.workflow.handing import HandOver, Invite, SecondView, WithReason
from decisions.workflow.perform import NotAllowedNow, NotReady, available_actions, perform, share_first, start
from decisions.workflow.planning import SavePlan, Sign, StepDone
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.settling import Settle, Settled
from decisions.workflow.sharing import Close, EndIncident, RecordAnswer, RecordSharing, ReportIncident, SaveAfter
from decisions.workflow.subjects import Part
from decisions.workflow.table import TABLE
from tests.access.ground import undone
from tests.decisions.life import its_life
from tests.decisions.made import RULING
from tests.stories import disclosure_at, shared_first
from tests.thorough import WHOLE

STAGES = list(Stage)
D, A, R = Stage.DRAFT, Stage.AWAITING, Stage.RETURNED
P, X, W, L = Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN, Stage.LAPSED
F, S, C = Stage.SHARED_FIRST, Stage.SHARED, Stage.CLOSED

# Action -> the stages at which it is open, for each way to stand to a disclosure. The withdrawn one was never
# submitted, so that nobody but its writers may read it.
EITHER = {
    "plan": {P, F, S},
    "sign": {P, F, S},
    "step-done": {P, F, S},
    "check-recipient": {P, S},
    "share": {P, S},
    "record-gone": {P, F, S, C, L},
    "consent-withdrawn": {A, R, P, X, L, F, S, C},
    "record-answer": {F, S, C},
    "after": {F, S, C},
    "close": {S},
}
READER = {"share-first": {A, R, P, X, L}, "report-incident": {F, S, C}}
WRITER = EITHER | {
    "consent-withdrawn": {A, R, P, X, W, L, F, S, C},
    "save": {D, R, F},
    "invite": {D, R, F},
    "submit": {D, R, L},
    "take-back": {A, P},
    "withdraw": {D, A, R, P, L},
    "share-first": {D, A, R, P, X, W, L},
    "second-view": {X},
    "report-incident": {F, S, C},
}
DECIDER = (
    EITHER
    | READER
    | {
        "settle": {A, F},
        "approve": {A},
        "acknowledge": {A},
        "refer": {A, P, F, S},
        "defer": {A},
        "return": {A},
        "reject": {A},
        "ratify": {F},
        "ratify-learning": {F},
        "not-ratify": {F},
        "take-back": {P},
    }
)
HEAD = {"hand-over": {A, R, P, X, L, F, S, C}}
# One who advises may read all that was submitted; one who wrote it, what was withdrawn before that as well.
SAME = {A, R, P, X, L, F, S, C}
ADVISER = READER | {"reassign": SAME, "hand-over": set(Stage), "end-incident": {F, S}, "same-person": SAME}
ADVISER |= {"advise": {A, P, F, S}}

# What only somebody who asked is told: the adviser's disclosure below was asked for, by an agency whose requests the
# headteacher decides.
CHECKED = {"check-requester": {A, P, X, F, S}}
TO_WHOEVER_ASKED = {"write-to-requester": {A, R, P, X, L, F, S, C}} | CHECKED
TO_WHOEVER_ASKED_BY_A_WRITER = {"write-to-requester": set(Stage)} | CHECKED
ASKED_FOR = {"adviser"}

# Who wrote it, who decides it, and how everybody stands to it; whoever is not named may do nothing.
WRITTEN_BY = {
    "author": (
        "headteacher",
        {
            "author": WRITER,
            "headteacher": DECIDER | HEAD,
            "lead": READER,
            "adviser": ADVISER,
            "second_adviser": ADVISER,
            "set_up": {"lapse": {P}},
        },
    ),
    "headteacher": (
        "adviser",
        {
            "headteacher": WRITER,
            "lead": READER,
            "adviser": DECIDER | ADVISER,
            "second_adviser": ADVISER,
            "set_up": {"lapse": {P}},
        },
    ),
    "adviser": (
        "headteacher",
        {
            "headteacher": DECIDER | HEAD | TO_WHOEVER_ASKED,
            "lead": READER,
            "adviser": WRITER | TO_WHOEVER_ASKED_BY_A_WRITER | {"same-person": SAME | {W}},
            "second_adviser": ADVISER,
            "set_up": {"lapse": {P}},
        },
    ),
}
PEOPLE = (
    "author",
    "volunteer",
    "headteacher",
    "other_head",
    "other_author",
    "adviser",
    "second_adviser",
    "lead",
    "trustee",
    "administrator",
    "policy_owner",
    "staff_flag",
    "nobody",
    "leaver",
    "set_up",
)


def data(cast):
    """Something to send with each action."""
    now = clock.now()
    sharing = RecordSharing(extents={}, to="Dr Priya Nair", channel=Channel.PHONE, left_at=now)
    said = {
        "save": saves.SavePurpose("welfare", "Another sentence on how it helps."),
        "invite": Invite(cast.volunteer),
        "share-first": shared_first(),
        "second-view": SecondView("Please look again."),
        "consent-withdrawn": Withdrawn(0),
        "refer": Refer("The law on it is not clear."),
        "advise": Advise(view="It is lawful and no more than is needed."),
        "defer": Defer(clock.today(), "A call from the mother."),
        "reassign": Reassign(cast.volunteer, "A reason."),
        "hand-over": HandOver(cast.volunteer, "The author has left."),
        "plan": SavePlan(()),
        "sign": Sign(),
        "step-done": StepDone(0),
        "settle": Settle((Settled("harm-why", reason="It is right although it may do harm."),)),
        "check-recipient": CheckRecipient((Answering("r0", "right-person", "yes"),)),
        "share": sharing,
        "record-gone": sharing,
        "record-answer": RecordAnswer(0),
        "after": SaveAfter(recorded="yes", case_reference="BH-7"),
        "report-incident": ReportIncident("It went to the wrong address.", now),
        "end-incident": EndIncident(0, "Called back."),
        "close": Close(),
        "same-person": Part(0),
        "check-requester": SaveCheck(CheckResult.CONFIRMED, NumberFrom.REGISTER, "01632 960199"),
        "write-to-requester": SayToRequester(ReplyKind.ACKNOWLEDGED, "We have it.", Channel.PHONE, now),
    }
    decisions = ("approve", "acknowledge", "return", "reject", "ratify", "ratify-learning", "not-ratify")
    reasons = ("take-back", "withdraw", "lapse")
    return said | dict.fromkeys(decisions, RULING) | dict.fromkeys(reasons, WithReason("A reason.")) | {"submit": None}


@pytest.mark.parametrize("writer", list(WRITTEN_BY))
def test_every_action_at_every_stage_by_everybody(walk, writer):
    said, reached, wrong = data(walk), [], []
    assert set(said) == set(TABLE)
    for disclosure in at_every_stage(walk, writer):
        reached.append(disclosure.stage)
        wrong += wrong_at(disclosure, walk, writer, said)
    assert sorted(reached) == sorted(STAGES)
    assert wrong == []


def at_every_stage(walk, writer):
    """A disclosure at every stage in turn: the form tutor's as other tests make it as well, those of others in one life."""
    if writer == "author":
        for stage in STAGES:
            with undone():
                yield disclosure_at(stage, walk)
        return
    request = request_by_health() if writer in ASKED_FOR else None
    decider = getattr(walk, WRITTEN_BY[writer][0])
    yield from its_life(walk, author=getattr(walk, writer), approver=decider, request=request)


def wrong_at(disclosure, walk, writer, said):
    """Where the table does not hold: for each person what they are offered, and what is tried in the database."""
    stage, content, wrong = disclosure.stage, Content(disclosure), []
    listed = queries.with_approver(Disclosure.objects.filter(pk=disclosure.pk)).get().approver_id
    assert approver_now(disclosure) == listed  # as the lists find it, which ask for many at once
    for person in PEOPLE:
        stages = WRITTEN_BY[writer][1].get(person, {})
        offered = {offer.name for offer in available_actions(disclosure, getattr(walk, person), content)}
        right = {action for action in stages if stage in stages[action]}
        wrong += [f"{person} is offered {action} at {stage}: {action in offered}" for action in offered ^ right]
    for action, person, allowed in cells(writer, stage):
        if allowed != _is_let(action, disclosure, getattr(walk, person), said[action]):
            wrong.append(f"{person} {action} at {stage}: expected {allowed}")
    return wrong


def cells(writer, stage):
    """What is tried in the database, as (action, person, whether it is let)."""
    rights = WRITTEN_BY[writer][1]
    for turn, action in enumerate(TABLE):
        open_to = {person: stages for person, stages in rights.items() if action in stages}
        let = [person for person in open_to if stage in open_to[person][action]]
        if writer != "author":
            done = _in_turn(turn, [(at, person) for person, stages in open_to.items() for at in stages[action]])
            yield from ((action, one, True) for one in let if WHOLE or (stage, one) == done)
            continue
        if stage in TABLE[action].stages:
            shut = [person for person in PEOPLE if person not in let]
        else:
            shut = [person for person in PEOPLE if person in open_to]
        for people, allowed in ((let, True), (shut, False)):
            chosen = _in_turn(turn + STAGES.index(stage), people)
            yield from ((action, one, allowed) for one in people if WHOLE or one == chosen)


def _in_turn(turn, several):
    return sorted(several)[turn % len(several)] if several else None


def test_everybody_and_every_action_at_every_stage_at_which_it_is_open_is_tried_in_the_database():
    tried = {writer: [(*cell, stage) for stage in STAGES for cell in cells(writer, stage)] for writer in WRITTEN_BY}
    own = tried["author"]
    assert {action for action, *_ in own} == set(TABLE)
    open_at = {
        (action, stage) for rights in WRITTEN_BY["author"][1].values() for action in rights for stage in rights[action]
    }
    assert {(action, stage) for action, _, allowed, stage in own if allowed} == open_at
    assert {person for _, person, allowed, _ in own if not allowed} == set(PEOPLE)
    for writer, (_, rights) in WRITTEN_BY.items():
        assert {action for action, _, allowed, _ in tried[writer] if allowed} == {
            one for can in rights.values() for one in can
        }
        assert {person for _, person, allowed, _ in tried[writer] if allowed} == set(rights)


def request_by_health():
    """What an agency asks whose requests are no matter for the adviser alone."""
    agency = Agency.objects.get(name="Brook Vale CAMHS")
    return SaveRequest("Please send it.", agency, why="An assessment.", no_date=True, no_power=True)


def test_the_table_has_every_person_of_the_cast(walk):
    assert set(PEOPLE) == {*walk.people(), "set_up"}


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_start_a_disclosure_or_record_one_that_could_not_wait(walk, person):
    may = {
        "author": {"BRK"},
        "volunteer": {"BRK"},
        "headteacher": {"BRK"},
        "lead": {"BRK"},
        "other_head": {"ASH"},
        "other_author": {"ASH"},
        "adviser": {"BRK", "ASH"},
        "second_adviser": {"BRK", "ASH"},
    }
    purpose = saves.SavePurpose("welfare", "It helps.")
    for begin, first_page in ((start, purpose), (share_first, shared_first())):
        let = {
            school.code
            for school in (walk.brook, walk.ashby)
            if _begins(begin, getattr(walk, person), school, first_page)
        }
        assert let == may.get(person, set())


def _is_let(action, disclosure, actor, said):
    """Try an action and undo it; `disclosure` itself stays as it was read, since the workflow locks a row of its own.

    A shut gate or a missing row comes after the two refusals that matter here.
    """
    with undone():
        try:
            perform(action, disclosure, actor, said, seen_version=disclosure.version, token=uuid.uuid4())
        except (NotPermitted, NotAllowedNow):
            return False
        except (NotReady, NoSuchRow):
            return True
        return True


def _begins(begin, actor, school, first_page):
    try:
        begin(school, actor, first_page, token=uuid.uuid4())
    except NotPermitted:
        return False
    return True
