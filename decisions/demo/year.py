"""The year of the demonstration, played through the workflow: each action by whoever would do it, in order of time.

On SQLite the clock of the audit stands at each action's moment. On PostgreSQL the same actions are played at the moment
at which they are made: an entry's time is the database's there.
"""

import datetime
import uuid
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from accounts import demo
from accounts.models import School, User
from accounts.people import service_account
from agencies.models import Agency
from audit import clock
from audit.models import TRUST, Entry
from checklist.derived import suggestions
from checklist.facts import ASKED_OF_CARERS, BASIS, CONDITION, OPINION_WHY, TELL_ONLY
from checklist.induction import acknowledge
from checklist.models import PolicyVersion
from checklist.seeding import seed_policy
from decisions.demo import ashby, asked, brook_earlier, brook_now, larkfield
from decisions.demo.days import Days
from decisions.demo.pages import SHARE_FIRST, START, pages
from decisions.demo.steps import told_at_once
from decisions.demo.story import AUTHOR, BESIDE, CLOCK, HEAD, Step, Story
from decisions.facts import Content
from decisions.models import Disclosure
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.perform import academic_year, perform, share_first, start
from decisions.workflow.settling import Settle, Settled
from decisions.workflow.table import APPROVE, HAND_OVER, RATIFY, SAVE, SETTLE, SUBMIT

STORIES = (
    *brook_earlier.STORIES,
    *brook_now.STORIES,
    *ashby.STORIES,
    *larkfield.STORIES,
    *asked.STORIES,
)
APPROVING = {APPROVE.name, RATIFY.name}
BEFORE_THE_FIRST = datetime.timedelta(days=7)  # between the founding of the trust and its first disclosure


@dataclass(frozen=True)
class Event:
    """One step of one story at its moment."""

    moment: datetime.datetime
    story: Story
    step: Step


@dataclass
class Told:
    """What a step may need to know when its turn comes: the story so far, and who acts."""

    story: Story
    staff: dict
    agencies: dict
    this_year: int
    disclosure: Disclosure | None = None
    actor: User | None = None

    def years_ago(self):
        """How many academic years lie between the story's action and the making of the demonstration."""
        return self.this_year - academic_year(clock.today())


def events_of(stories, days):
    """Every step of the stories in order of time; those of one moment in the order in which they are written."""
    found = []
    for story in stories:
        begun = days.begin(story.ago, story.length)
        found += [Event(days.moment(begun - step.day, step.at), story, step) for step in (*pages(story), *story.life)]
    return sorted(found, key=lambda event: event.moment)


def make(stories=STORIES):
    """Bring the policy, the trust, its people and its year into being. Returns how many disclosures were made.

    What is there is left as it is: where there is any disclosure, none is made. Raises demo.NotTheDemo.
    """
    days = Days(clock.now())
    events = events_of(stories, days)
    founded = events[0].moment - BEFORE_THE_FIRST
    with _clock_at(founded, may_move=_none_later(founded, chain=TRUST)):
        seed_policy()
        demo.seed()
        service_account(CLOCK)
        _let_read({story.author for story in stories})
    if Disclosure.objects.exists():
        return 0
    may_move = not Entry.objects.exclude(chain=TRUST).exists() and connection.vendor == "sqlite"
    if may_move:
        demo.in_post_since(founded.date())
    _play(events, academic_year(days.made_at.date()), may_move)
    _let_leave(stories, days)
    return len(stories)


def _let_read(authors):
    """Whoever writes has read the policies before; the others are asked when they first do."""
    version = PolicyVersion.objects.current()
    for author in User.objects.filter(name__in=authors).order_by("pk"):
        acknowledge(author, version)


def _none_later(moment, **chain):
    """Whether the clock may go back to a moment: on SQLite, where no entry of the chain is later."""
    return connection.vendor == "sqlite" and not Entry.objects.filter(at__gt=moment, **chain).exists()


@contextmanager
def _clock_at(moment, *, may_move):
    if not may_move:
        yield
        return
    clock.set_to(moment)
    try:
        yield
    finally:
        clock.set_to(None)


def _let_leave(stories, days):
    """Whoever has left worked here last on the day before the draft was handed over."""
    for story in stories:
        if story.author == demo.LEAVER:
            handed_over = next(step.day for step in story.life if step.action == HAND_OVER.name)
            demo.leave(days.day(days.begin(story.ago, story.length) - handed_over + 1))


def _play(events, this_year, may_move):
    staff = {user.name: user for user in User.objects.all()}
    schools = {school.code: school for school in School.objects.all()}
    agencies = {agency.name: agency for agency in Agency.objects.all()}
    told = {id(event.story): Told(event.story, staff, agencies, this_year) for event in events}
    for event in events:
        with _clock_at(event.moment, may_move=may_move):
            try:
                _act(event.step, told[id(event.story)], schools)
            except Exception as error:
                story = event.story
                error.add_note(f"Story of {story.school}, {story.ago} days ago at {story.at}: {event.step}")
                raise


def _act(step, told, schools):
    told.actor = _who(step.by, told)
    token = uuid.uuid4()
    school = schools[told.story.school]
    if step.action == START:
        told.disclosure = start(school, told.actor, step.data(told), token=token)
    elif step.action == SHARE_FIRST:
        told.disclosure = share_first(school, told.actor, told_at_once(told.story.emergency, told.story), token=token)
    else:
        data = step.data(told) if step.data else None
        if step.data and data is None:  # a page that asks nothing here
            return
        if step.action == SUBMIT.name:
            _look_again(told)
        if step.action in APPROVING:
            _settle(told)
        seen = told.disclosure.version
        told.disclosure = perform(step.action, told.disclosure, told.actor, data, seen_version=seen, token=token)


def _look_again(told):
    """The author confirms what something has changed beneath since it was answered, and answers for who came later."""
    answers = []
    for question, key, answer in Content(told.disclosure).asked():
        if answer and answer.stale_because:
            said = (answer.value, answer.text, answer.details)
            answers.append(Answering(key, question.code, *said, is_confirmed=True))
        elif answer is None and question.code in ASKED_OF_CARERS:
            answers.append(Answering(key, question.code, TELL_ONLY, details=BESIDE[question.code]))
    if answers:
        _do(told, SAVE, SaveAnswers(tuple(answers)))


def _do(told, action, data):
    token, seen = uuid.uuid4(), told.disclosure.version
    told.disclosure = perform(action.name, told.disclosure, told.actor, data, seen_version=seen, token=token)


def _settle(told):
    """What an approver settles first: the basis and the condition that the answers suggest, and a reason for the rest."""
    suggested = suggestions(Content(told.disclosure).facts())
    settled = [Settled(BASIS, value=suggested.basis), Settled(CONDITION, value=suggested.condition or "safeguarding")]
    settled += [Settled(OPINION_WHY, reason="What is opinion is marked as such, and they know the author.")]
    _do(told, SETTLE, Settle(tuple(settled)))


def _who(by, told):
    """The person behind a step: the author as it then is, the school's headteacher, or a name."""
    if by == AUTHOR:
        return told.disclosure.author if told.disclosure else told.staff[told.story.author]
    return told.staff[demo.HEADS[told.story.school] if by == HEAD else by]
