"""Disclosures for tests, made the way people make them: through the workflow, one action at a time."""

import datetime
import uuid

from agencies.models import Agency
from audit import clock
from checklist.facts import BASIS, CONDITION, PUBLIC_TASK
from decisions.enums import (
    Channel,
    CheckResult,
    Competence,
    Extent,
    Ground,
    ItemCategory,
    NumberFrom,
    PersonKind,
    ReplyKind,
    Says,
    Stage,
)
from decisions.facts import Content
from decisions.presenters.record import PEOPLE_ASKED
from decisions.queries import approvers_now
from decisions.readiness import names_a_carer
from decisions.workflow import saves
from decisions.workflow.actions import Reasons
from decisions.workflow.answering import Answering, SaveAnswers, SaveConsent
from decisions.workflow.asked import SaveCheck, SayToRequester
from decisions.workflow.emergency import ShareFirst
from decisions.workflow.handing import WithReason
from decisions.workflow.perform import perform, start
from decisions.workflow.planning import SavePlan, Sign, Step
from decisions.workflow.settling import Settle, Settled
from decisions.workflow.sharing import Close, RecordSharing, SaveAfter, Told
from tests.remembered import told_once

REASON = "The assessment is needed soon and nothing less would do."
CHILD = "Ade Okafor"
NO_CARER = "Ade is sixteen, lives alone and tells his family himself."
BENEFIT = "Ade would be seen by a specialist within weeks."
ITEM = "Mood log of eight weeks"
# Answers that open both gates; question 8 is answered "no", which is the answer that supports sharing.
GOOD_ANSWERS = {
    "consent-held": "yes",
    "sensitive": "yes",
    "consent-needed": "yes",
    "duty-or-power": "power",
    "risk-of-asking-or-telling": "safe",
    "consent-understood": "yes",
    "more-harm-than-good": "no",
    "how-much": "items",
    "fact-and-opinion": "yes",
    "check-source": "no",
    "right-person": "yes",
    "secure-way": "yes",
    "knows-confidential": "yes",
}
WORDS = {"how-much": "The mood log, and nothing else: it is what they assess by."}
DETAILS = {
    "sensitive": {"classes": ["health"], "perhaps": ["health"]},
    "consent-needed": {"why": "other-basis"},
    "more-harm-than-good": {
        "harm_if_shared": "He may feel watched for a while.",
        "harm_if_not_shared": "He would go without help for months.",
    },
    "how-much": {"is_accurate": True},
    "what-they-will-do": {"chosen": ["assess", "service"], "onward": "no"},
}
# Through which stage the way leads to another; to those that are not named, from the draft.
BEFORE = dict.fromkeys((Stage.RETURNED, Stage.REJECTED, Stage.APPROVED), Stage.AWAITING)
BEFORE |= {Stage.LAPSED: Stage.APPROVED, Stage.SHARED: Stage.APPROVED, Stage.CLOSED: Stage.SHARED}
# What an approver settles of a disclosure that is answered so.
SETTLED = (Settled(BASIS, value=PUBLIC_TASK), Settled(CONDITION, value="safeguarding"))


def do(name, disclosure, actor, data=None):
    """One action on the version as it stands, with a token of its own."""
    disclosure.refresh_from_db()
    return perform(name, disclosure, actor, data, seen_version=disclosure.version, token=uuid.uuid4())


@told_once
def new_draft(author, school, *, purpose="early-intervention", benefit=BENEFIT):
    """A draft with its first page."""
    return start(school, author, saves.SavePurpose(purpose, benefit), token=uuid.uuid4())


@told_once
def fill(disclosure, writer, **answers):
    """Complete a draft: a child, an item, a recipient and every answer; `answers` by code with _ for -."""
    born = datetime.date(2011, 3, 14)
    do("save", disclosure, writer, saves.SavePerson(PersonKind.ABOUT, CHILD, "Pupil, year 11", born))
    do("save", disclosure, writer, saves.SaveItem(ITEM, ItemCategory.HEALTH, "Form tutor"))
    agency = Agency.objects.get(name="Brook Vale CAMHS")
    do("save", disclosure, writer, saves.SaveRecipient(agency, "Dr Priya Nair", "Triage lead"))
    if answers.get("consent_held", "yes") == "yes":
        do("save", disclosure, writer, consent_of(disclosure.people.get(name=CHILD)))
    return answer(disclosure, writer, **answers)


def consent_of(person, **said):
    """Consent that a young person gave, and that covers everything."""
    covers = {"covers_recipients": True, "covers_purpose": True, "covers_items": True}
    given = {"says": Says.YES, "competence": Competence.YES, "how": "In person", "asked_on": clock.today()}
    return SaveConsent(person=person.pk, **given | covers | said)


def settle(disclosure, approver=None, *settled):
    """What an approver settles before approving: by default the basis and the condition, by whoever decides it now."""
    held = next(iter(approvers_now(disclosure)), None)
    approver = approver or (held.user if held else None)
    return do("settle", disclosure, approver, Settle(settled or SETTLED)) if approver else disclosure


def answer(disclosure, writer, **answers):
    """Answer every question before sharing: the good answers, but for those named."""
    values = GOOD_ANSWERS | {code.replace("_", "-"): value for code, value in answers.items()}
    given = tuple(
        Answering(
            key,
            question.code,
            values.get(question.code, ""),
            WORDS.get(question.code, ""),
            DETAILS.get(question.code, {}),
            is_confirmed=True,
        )
        for question, key, _ in Content(disclosure).asked()
        if question.code != PEOPLE_ASKED
    )
    return do("save", disclosure, writer, SaveAnswers(given))


def disclosure_at(stage, cast, *, author=None, school=None, approver=None, request=None, fresh=False, **answers):
    """A whole disclosure at a stage: by default of Brook High School, written by its form tutor. Where it waits for a
    decision, its approver has settled the basis and the condition already.

    `request` is a SaveRequest that somebody outside made; whoever asked is then rung back, and confirmed.
    """
    author, school, approver = author or cast.author, school or cast.brook, approver or cast.headteacher
    return _at(stage, cast, author, school, approver, request, fresh=fresh, **answers)


@told_once
def _at(stage, cast, author, school, approver, request, **answers):
    """Each stage by the one before it, so that what several have in common is told once."""
    if stage == Stage.DRAFT:
        return _drafted(author, school, request, **answers)
    disclosure = _at(BEFORE.get(stage, Stage.DRAFT), cast, author, school, approver, request, **answers)
    if stage == Stage.SHARED_FIRST:
        return settle(do("share-first", disclosure, author, shared_first()))
    if stage == Stage.WITHDRAWN:
        return do("withdraw", disclosure, author, WithReason("The family moved away."))
    if stage == Stage.AWAITING:
        return settle(do("submit", disclosure, author))
    if stage == Stage.LAPSED:
        return do("lapse", disclosure, cast.set_up, WithReason())
    if stage == Stage.SHARED:
        return share(sign_plan(disclosure, author, approver), author)
    if stage == Stage.CLOSED:
        return _closed(disclosure, author, request)
    ruling = Reasons(REASON, instead="The school counsellor sees Ade every week.")
    moves = {Stage.RETURNED: "return", Stage.REJECTED: "reject"}
    return do(moves.get(stage, "approve"), disclosure, approver, ruling)


def _drafted(author, school, request, **answers):
    disclosure = new_draft(author, school)
    if request is not None:
        do("save", disclosure, author, request)
        do("save", disclosure, author, SaveCheck(CheckResult.CONFIRMED, NumberFrom.REGISTER, "01632 960190"))
    return fill(disclosure, author, **answers)


def _closed(disclosure, author, request):
    if request is not None:
        said = SayToRequester(ReplyKind.ANSWERED, "You have it by the portal.", Channel.PHONE, clock.now())
        disclosure = do("write-to-requester", disclosure, author, said)
    return close(disclosure, author)


def shared_first(**words):
    """What somebody records who shared at once."""
    said = {
        "ground": Ground.DANGER,
        "about": CHILD,
        "to": "Children’s social care, duty worker",
        "what": "Ade was not collected and fears going home.",
        "channel": Channel.PHONE,
        "left_at": clock.now(),
        "phone": "01632 960142",
    }
    return ShareFirst(**said | words)


def plan_of(disclosure):
    """A plan that tells everybody whom it has to speak of."""
    by_when = clock.today() + datetime.timedelta(days=2)
    content = Content(disclosure)
    said = {"tell": True, "words": "In person, before anything is sent.", "who": "Joanna Finch", "by_when": by_when}
    people = [person for person in content.people if person.kind != PersonKind.MENTIONED]
    return SavePlan(
        tuple(
            [Step(person=person.pk, **said) for person in people]
            + [Step(recipient=recipient.pk, **said) for recipient in content.recipients]
            + [Step(tell=False, words=NO_CARER) for _ in [0] if not names_a_carer(people)]
        )
    )


@told_once
def sign_plan(disclosure, author, approver):
    """A whole plan, signed by both sides."""
    disclosure = do("plan", disclosure, author, plan_of(disclosure))
    disclosure = do("sign", disclosure, author, Sign())
    return do("sign", disclosure, approver, Sign())


def share(disclosure, person, pairs=None, *, gone=False, left_at=None, **words):
    """Record a sharing of some pairs (default: all of them, whole), to come or already gone."""
    chosen = pairs if pairs is not None else list(disclosure.pairs.all())
    data = RecordSharing(
        extents={pair.pk: Extent.WHOLE for pair in chosen},
        to="Dr Priya Nair",
        channel=Channel.SECURE,
        left_at=left_at or clock.now(),
        told_confidential=True,
        gone=gone,
        **words,
    )
    return do("record-gone" if gone else "share", disclosure, person, data)


def tell_and_record(disclosure, person):
    """Questions 16 and 17, answered so that nothing stops closing."""
    told = tuple(
        Told(one.pk, "yes", aware_on=clock.today(), aware_how="In person", aware_by="Joanna Finch")
        for one in Content(disclosure).about
    )
    return do("after", disclosure, person, SaveAfter(told, "yes", "CPOMS", "BH-1042"))


def close(disclosure, person):
    """Answer questions 16 and 17, and close."""
    return do("close", tell_and_record(disclosure, person), person, Close())
