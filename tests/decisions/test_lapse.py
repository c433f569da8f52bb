"""The clock: what is approved and has not been shared within ten school days lapses."""

import datetime
import io
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.people import SERVICE_DOMAIN
from agencies.models import Term
from audit.action import action
from audit.events import declare
from audit.models import Entry
from audit.testing import clock_at
from audit.verify import problems
from decisions.enums import Stage
from decisions.models import Disclosure
from decisions.permissions import NotPermitted
from decisions.presenters.timeline import timeline
from decisions.workflow.handing import WithReason
from decisions.workflow.perform import perform
from tests.decisions.life import its_life
from tests.stories import disclosure_at, do

LONDON = ZoneInfo("Europe/London")
# A Monday of autumn, without a bank holiday near it.
AUTUMN = datetime.date(2026, 11, 9)
TO_DECEMBER = (datetime.date(2026, 11, 30), datetime.date(2026, 12, 18))

declare("test.terms-entered", "entered terms in a test", touches=["agencies.Term"])


def at(day, hour=14):
    return clock_at(datetime.datetime.combine(day, datetime.time(hour), LONDON))


def approved_on(cast, day, hour=14, **more):
    with at(day, hour):
        return disclosure_at(Stage.APPROVED, cast, **more)


def lapse(day, *options, hour=6):
    out = io.StringIO()
    with at(day, hour):
        call_command("lapse", *options, stdout=out)
    return out.getvalue().split()


def stage(disclosure):
    return Disclosure.objects.get(pk=disclosure.pk).stage


def terms(school, *stretches):
    with action("test.terms-entered", actor=None, chain="trust") as act:
        act.insert(
            [Term(school=school, name=f"From {first}", first_day=first, last_day=last) for first, last in stretches]
        )


@pytest.fixture
def in_autumn(walk):
    """The cast, in post since before that autumn, whenever the test runs."""
    with action("appointment.made", actor=None, chain="trust"):
        for person in (walk.author, walk.headteacher, walk.other_author, walk.other_head):
            appointment = person.appointments.get()
            appointment.since = min(appointment.since, datetime.date(2026, 8, 1))
            appointment.save()
    return walk


def test_it_holds_through_its_last_day_and_lapses_on_the_next(in_autumn):
    disclosure = approved_on(in_autumn, AUTUMN)
    last = AUTUMN + datetime.timedelta(days=14)
    before = Entry.objects.count(), User.objects.count()
    assert lapse(last + datetime.timedelta(days=1), "--dry-run") == [disclosure.reference]  # says which, writes nothing
    assert lapse(last, hour=23) == []
    assert (Entry.objects.count(), User.objects.count()) == before
    assert stage(disclosure) == Stage.APPROVED
    assert lapse(last + datetime.timedelta(days=1)) == [disclosure.reference]
    assert stage(disclosure) == Stage.LAPSED
    assert Disclosure.objects.get(pk=disclosure.pk).standing_decision == disclosure.standing_decision


def test_late_in_the_evening_counts_as_that_day_in_london(in_autumn):
    # Half past eleven at night in summer is the same day in London and the day before in UTC's next hours.
    summer = datetime.date(2026, 9, 7)
    disclosure = approved_on(in_autumn, summer, hour=23)
    assert lapse(summer + datetime.timedelta(days=14), hour=23) == []
    assert lapse(summer + datetime.timedelta(days=15), hour=0) == [disclosure.reference]


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        (datetime.date(2026, 10, 16), datetime.date(2026, 11, 6)),  # over half-term: five days more
        (datetime.date(2026, 12, 11), datetime.date(2027, 1, 8)),  # over Christmas: the holidays between the terms
        (datetime.date(2026, 9, 4), datetime.date(2026, 9, 18)),
    ],
)
def test_school_days_over_half_term_and_holidays(in_autumn, decided, last):
    terms(
        in_autumn.brook,
        (datetime.date(2026, 9, 1), datetime.date(2026, 10, 23)),
        (datetime.date(2026, 11, 2), datetime.date(2026, 12, 18)),
        (datetime.date(2027, 1, 4), datetime.date(2027, 2, 12)),
    )
    disclosure = approved_on(in_autumn, decided)
    assert lapse(last) == []
    assert lapse(last + datetime.timedelta(days=1)) == [disclosure.reference]


def test_without_terms_bank_holidays_alone_do_not_count(in_autumn):
    # 25 and 28 December and 1 January are bank holidays.
    disclosure = approved_on(in_autumn, datetime.date(2026, 12, 21))
    assert lapse(datetime.date(2027, 1, 7)) == []
    assert lapse(datetime.date(2027, 1, 8)) == [disclosure.reference]


def test_each_school_has_its_own_days(in_autumn):
    terms(in_autumn.ashby, (datetime.date(2026, 9, 1), datetime.date(2026, 11, 13)), TO_DECEMBER)
    brook = approved_on(in_autumn, AUTUMN)
    in_ashby = {"author": in_autumn.other_author, "school": in_autumn.ashby, "approver": in_autumn.other_head}
    ashby = approved_on(in_autumn, AUTUMN, **in_ashby)
    assert lapse(datetime.date(2026, 11, 24)) == [brook.reference]
    assert lapse(datetime.date(2026, 12, 7)) == []
    assert lapse(datetime.date(2026, 12, 8)) == [ashby.reference]


def test_run_again_it_does_nothing_more(in_autumn):
    first, second = approved_on(in_autumn, AUTUMN), approved_on(in_autumn, AUTUMN)
    later = AUTUMN + datetime.timedelta(days=30)
    assert lapse(later) == [first.reference, second.reference]
    before = Entry.objects.count()
    assert lapse(later) == []
    assert Entry.objects.count() == before
    entries = Entry.objects.filter(event="disclosure.lapsed")
    assert sorted(entry.case for entry in entries) == [first.pk, second.pk]
    clock_account = User.objects.get(email=f"clock@{SERVICE_DOMAIN}")
    assert {(entry.actor, entry.capacity) for entry in entries} == {(clock_account.pk, "service")}
    assert clock_account.is_service
    assert list(problems()) == []


def test_what_has_been_shared_or_is_not_approved_stays(in_autumn):
    stays, life = [], its_life(in_autumn)
    while True:
        with at(AUTUMN):
            one = next(life, None)
        if one is None:
            break
        if one.stage != Stage.APPROVED:
            assert lapse(AUTUMN + datetime.timedelta(days=60)) == []
            stays.append(stage(one))
    assert sorted(stays) == sorted(set(Stage) - {Stage.APPROVED})


def test_nobody_else_lets_it_lapse_the_timeline_says_who_did_and_asked_again_it_is_decided_anew(in_autumn):
    disclosure = approved_on(in_autumn, AUTUMN)
    for person in in_autumn.people().values():
        with pytest.raises(NotPermitted):
            perform("lapse", disclosure, person, WithReason(), seen_version=disclosure.version, token=uuid.uuid4())
    lapse(AUTUMN + datetime.timedelta(days=30))
    newest = timeline(Disclosure.objects.get(pk=disclosure.pk), AUTUMN)[0]
    assert (newest["title"], newest["by"]) == ("Lapsed", "the service, which keeps the days")
    do("submit", disclosure, in_autumn.author)
    disclosure.refresh_from_db()
    assert (disclosure.stage, disclosure.standing_decision) == (Stage.AWAITING, None)
