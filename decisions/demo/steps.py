"""The steps of a story, as a page of stories writes them. Times are like "09:40", days count from the story's start."""

import datetime
from dataclasses import dataclass, replace

from agencies.calendar import next_working_day
from audit import clock
from decisions.demo.days import minutes
from decisions.demo.story import AUTHOR, BESIDE, CLOCK, HEAD, Step
from decisions.enums import Channel, Extent, NumberFrom, PersonKind
from decisions.facts import Content
from decisions.workflow.actions import Reasons
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.asked import SaveCheck, SayToRequester
from decisions.workflow.emergency import ShareFirst
from decisions.workflow.handing import HandOver, Invite, SecondView, WithReason
from decisions.workflow.planning import SavePlan, Sign, Step as PlannedStep, StepDone
from decisions.workflow.saves import SaveItem
from decisions.workflow.sharing import Close, EndIncident, RecordAnswer, RecordSharing, ReportIncident, SaveAfter, Told

NO_CARER = "no parent or carer"


@dataclass(frozen=True)
class Tell:
    """What the plan says of somebody: told by whom, or not for now, and in how many working days."""

    words: str
    who: str = ""
    within: int = 2
    tell: bool = True


def not_now(words, review_in=20):
    """Not told for now: why, and when that is looked at again."""
    return Tell(words, within=review_in, tell=False)


def working_days_from_now(number):
    """The date that many working days after today."""
    day = clock.today()
    for _ in range(number):
        day = next_working_day(day)
    return day


def _step(day, at, action, by=AUTHOR, data=None):
    return Step(day, minutes(at), action, by, data)


def _said(value):
    return lambda _told: value


def submit(day, at):
    """The author asks for a decision."""
    return _step(day, at, "submit")


def approve(day, at, reason, by=HEAD):
    """The approver's reason."""
    return _step(day, at, "approve", by, _said(Reasons(reason)))


def send_back(day, at, reason, by=HEAD):
    """Returned, with what is to be mended."""
    return _step(day, at, "return", by, _said(Reasons(reason)))


def reject(day, at, reason, instead, would_change="", by=HEAD):
    """Rejected: why, what is done for the child instead, and what would change it."""
    return _step(day, at, "reject", by, _said(Reasons(reason, instead, would_change)))


def ratify(day, at, reason, by=HEAD):
    """What was shared first is found right."""
    return _step(day, at, "ratify", by, _said(Reasons(reason)))


def ratify_with_learning(day, at, reason, by=HEAD):
    """What was shared first is found right, with something to learn."""
    return _step(day, at, "ratify-learning", by, _said(Reasons(reason)))


def do_not_ratify(day, at, reason, by=HEAD):
    """What was shared first is not found right; an incident opens."""
    return _step(day, at, "not-ratify", by, _said(Reasons(reason)))


def take_back(day, at, note):
    """The author takes it back, and says why."""
    return _step(day, at, "take-back", data=_said(WithReason(note)))


def withdraw(day, at, note):
    """The author gives it up, and says why."""
    return _step(day, at, "withdraw", data=_said(WithReason(note)))


def second_view(day, at, note):
    """The author asks the adviser to look at a rejection."""
    return _step(day, at, "second-view", data=_said(SecondView(note)))


def lapse(day, at="06:30"):
    """The clock lets an approval lapse, early in the morning."""
    return _step(day, at, "lapse", CLOCK, _said(WithReason()))


def invite(day, at, name):
    """A colleague is asked to help."""
    return _step(day, at, "invite", data=lambda told: Invite(told.staff[name]))


def hand_over(day, at, name, note, by):
    """Another author takes it on."""
    return _step(day, at, "hand-over", by, lambda told: HandOver(told.staff[name], note))


def mend_item(day, at, place, description):
    """Write the item at a place (from 0) anew."""

    def data(told):
        item = Content(told.disclosure).items[place]
        return SaveItem(description, item.category, item.source, item.as_at, pk=item.pk)

    return _step(day, at, "save", data=data)


def _is_carer(row):
    return getattr(row, "kind", "") == PersonKind.CARER


def add_item(day, at, item):
    """One item more."""
    return _step(day, at, "save", data=_said(SaveItem(item.description, item.category, item.source)))


def mend_answer(day, at, code, value="", text="", beside=None):
    """Answer a question anew, for everybody it is about."""

    def data(told):
        said = (value, text, beside or BESIDE.get(code, {}))
        asked = Content(told.disclosure).asked_rows()
        rows = [key for question, key, _, row in asked if question.code == code and not _is_carer(row)]
        return SaveAnswers(tuple(Answering(key, code, *said, is_confirmed=True) for key in rows))

    return _step(day, at, "save", data=data)


def share_first(day, at, emergency, by=AUTHOR):
    """Share first from a disclosure that had been begun before."""
    return _step(day, at, "share-first", by, lambda told: told_at_once(emergency, told.story))


def told_at_once(emergency, story):
    """What the sharer records; on a whole minute, as people write times."""
    left_at = clock.now().replace(second=0, microsecond=0) - datetime.timedelta(minutes=emergency.ago)
    return ShareFirst(
        ground=emergency.ground,
        about=", ".join(child.name for child in story.about),
        to=emergency.to,
        what=emergency.what,
        channel=Channel.PHONE,
        left_at=left_at,
        not_told=emergency.not_told,
        phone=emergency.phone,
    )


def check(day, at, result, phone="", number_from=NumberFrom.REGISTER):
    """Whoever asked was rung back on a number that we found ourselves."""
    return _step(day, at, "save", data=_said(SaveCheck(result, number_from, phone)))


def tell_them(day, at, kind, words, channel=Channel.SECURE, by=AUTHOR):
    """What whoever asked was told."""
    return _step(day, at, "write-to-requester", by, lambda _told: SayToRequester(kind, words, channel, clock.now()))


def plan(day, at, said, by=AUTHOR):
    """The plan of 4.2: {name of a person or an agency: Tell}, for everybody of whom it has to speak.

    Where the disclosure names no parent or carer, `NO_CARER` says why none is told.
    """

    def data(told):
        content = Content(told.disclosure)
        steps = [_planned(said[one.name], person=one.pk) for one in content.people if one.kind != PersonKind.MENTIONED]
        steps += [_planned(said[one.agency.name], recipient=one.pk) for one in content.recipients]
        steps += [PlannedStep(tell=False, words=said[NO_CARER])] if NO_CARER in said else []
        return SavePlan(tuple(steps))

    return _step(day, at, "plan", by, data)


def _planned(said, **of):
    return PlannedStep(tell=said.tell, words=said.words, who=said.who, by_when=working_days_from_now(said.within), **of)


def sign(day, at, by=AUTHOR):
    """A signature under the plan."""
    return _step(day, at, "sign", by, _said(Sign()))


def agree(day, at, said, and_at, by=HEAD):
    """The plan, signed by the author when it is written and by the approver later that day."""
    written = plan(day, at, said)
    return (written, replace(sign(day, at), at=written.at + 2), sign(day, and_at, by))


def send(day, at, channel, to, receipt="", agency=None, by=AUTHOR):
    """Everything that was decided leaves, to one agency where it is named."""

    def data(told):
        pairs = told.disclosure.pairs.exclude(decided__in=["", Extent.NOT])
        if agency:
            pairs = pairs.filter(recipient__agency__name=agency)
        extents = dict(pairs.values_list("pk", "decided"))
        return RecordSharing(extents, to, channel, clock.now(), told_confidential=True, receipt=receipt)

    return _step(day, at, "share", by, data)


def gone_whole(day, at, channel, to, deviation):
    """What had already left when it was recorded: all of it whole, whatever was decided."""

    def data(told):
        extents = dict.fromkeys(told.disclosure.pairs.values_list("pk", flat=True), Extent.WHOLE)
        return RecordSharing(extents, to, channel, clock.now(), True, deviation, gone=True)

    return _step(day, at, "record-gone", data=data)


def done(day, at, name, outcome="", by=AUTHOR):
    """The step of the plan about a person or an agency is done."""

    def data(told):
        steps = told.disclosure.steps.present().select_related("person", "recipient__agency")
        found = next(one for one in steps if name in {one.person and one.person.name, _agency(one)})
        return StepDone(found.pk, outcome)

    return _step(day, at, "step-done", by, data)


def _agency(step):
    return step.recipient and step.recipient.agency.name


def answered(day, at, answer, receipt="", by=AUTHOR):
    """The recipient's answer to the last sharing, with a receipt where one came."""

    def data(told):
        last = told.disclosure.sharings.last()
        return RecordAnswer(
            last.pk,
            receipt or last.receipt,
            clock.today() if receipt else last.receipt_on,
            answer,
            clock.today(),
        )

    return _step(day, at, "record-answer", by, data)


@dataclass(frozen=True)
class Aware:
    """Question 16 for one person: told, by default; or why not and in how many working days it is looked at again."""

    value: str = "yes"
    how: str = "In person"
    ground: str = ""
    review_in: int = 20


def after(day, at, reference, system="CPOMS", aware=None, recorded="yes"):
    """Questions 16 and 17; `aware` is {name: Aware} for those who are not simply told."""

    def data(told):
        rows = Content(told.disclosure).about
        people = tuple(_aware(one.pk, (aware or {}).get(one.name, Aware()), told.actor.name) for one in rows)
        return SaveAfter(people, recorded, system, reference)

    return _step(day, at, "after", data=data)


def _aware(pk, said, by):
    if said.value == "yes":
        return Told(pk, said.value, aware_on=clock.today(), aware_how=said.how, aware_by=by)
    review_on = working_days_from_now(said.review_in)
    return Told(pk, said.value, not_told_ground=said.ground, not_told_review_on=review_on)


def report(day, at, what, by=AUTHOR):
    """Something went wrong, an hour ago."""
    return _step(
        day, at, "report-incident", by, lambda _told: ReportIncident(what, clock.now() - datetime.timedelta(hours=1))
    )


def end_incidents(day, at, by, ending, number=1):
    """End open incidents one after the other, the oldest first."""

    def data(told):
        return EndIncident(told.disclosure.incidents.filter(ended_at__isnull=True).first().pk, ending)

    return tuple(Step(day, minutes(at) + 2 * later, "end-incident", by, data) for later in range(number))


def close(day, at):
    """Nothing more is to be done."""
    return _step(day, at, "close", data=_said(Close()))
