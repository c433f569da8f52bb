"""What a person has to do: computed from what stands in the disclosures, the most overdue first."""

import datetime
import html
import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.models import Appointment
from audit import clock
from audit.testing import clock_at
from decisions.enums import Channel, ReplyKind, Stage
from decisions.presenters import tasks as todo
from decisions.presenters.lists import Around
from decisions.presenters.tasks import Task, Work, due_in_words, heading, task_rows
from decisions.workflow.asked import SaveRequest, SayToRequester
from decisions.workflow.handing import WithReason
from decisions.workflow.planning import Sign, StepDone
from decisions.workflow.sharing import Close, ReportIncident, SaveAfter, Told
from tests.decisions.made import RULING, close, leave
from tests.stories import REASON, disclosure_at, do, new_draft, plan_of, settle, share, sign_plan, tell_and_record

D = datetime.date
NIGHT = datetime.timedelta(days=1)
TODAY = D(2026, 11, 23)  # a Monday


def task(due=None, since=None, pk=1, **more):
    return Task("Do it", "/", SimpleNamespace(pk=pk), due=due, since=since, **more)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (D(2026, 11, 23), "Today, by 5pm"),
        (D(2026, 11, 27), "Friday 27 November"),
        (D(2027, 1, 4), "Monday 4 January 2027"),
        (D(2026, 11, 20), "▲ 1 working day overdue"),
        (D(2026, 11, 18), "▲ 3 working days overdue"),
    ],
)
def test_due_in_words(due, expected):
    said = due_in_words(task(due), TODAY)
    assert ("▲ " * said["late"]) + said["words"] == expected


def test_what_has_no_day_says_since_when_and_an_hour_is_said():
    assert due_in_words(task(since=D(2026, 11, 20)), TODAY)["words"] == "Waiting since Friday 20 November"
    assert due_in_words(task(since=TODAY), TODAY)["words"] == "Waiting since today"
    assert due_in_words(task(TODAY, at=datetime.time(9, 30)), TODAY)["words"] == "Today, by 9:30am"
    friday = due_in_words(task(D(2026, 11, 20)), D(2026, 11, 21))  # on the Saturday after it
    assert friday == {"words": "Friday 20 November", "late": False}


def test_the_most_overdue_comes_first_then_today_then_what_has_no_day_then_what_is_to_come():
    late, later = task(D(2026, 11, 18), pk=1), task(D(2026, 11, 20), pk=2)
    now, waiting, to_come = task(TODAY, pk=3), task(since=D(2026, 10, 1), pk=4), task(D(2026, 11, 24), pk=5)
    mixed = [to_come, waiting, now, later, late]
    assert sorted(mixed, key=lambda one: one.urgency(TODAY)) == [late, later, now, waiting, to_come]


def test_the_number_is_said_as_far_as_the_page_reads():
    assert heading([1, 2, 3]) == "3 due"
    assert heading(range(50)) == "50 due"
    assert heading(range(51)) == "50 or more due"


def held(user):
    return list(Appointment.objects.current().filter(user=user))


def rows(user, today=None):
    today = today or clock.today()
    work = Work(user, held(user))
    return task_rows(work.tasks(today), Around(work.disclosures), today)


def todo_of(user, today=None):
    """{what: address} of the tasks of somebody, in their order."""
    return {row["what"]: row["url"] for row in rows(user, today)}


def page(name, disclosure, *args):
    return reverse(name, args=[disclosure.reference, *args])


def test_from_awaiting_to_closed_each_task_is_with_whoever_has_to_do_it(walk):
    one = disclosure_at(Stage.AWAITING, walk)
    author, head = walk.author, walk.headteacher
    assert (todo_of(author), todo_of(head)) == ({}, {"Decide": page("disclosure", one)})
    do("return", one, head, RULING)
    assert (todo_of(author), todo_of(head)) == ({"Mend it and submit it again": page("disclosure", one)}, {})
    settle(do("submit", one, author))
    do("approve", one, head, RULING)
    plan = page("disclosure-plan", one)
    assert todo_of(author) == {"Plan who is told, and sign": plan}
    assert todo_of(head) == {"Plan with the author, and sign": plan}
    do("plan", one, author, plan_of(one))
    do("sign", one, author, Sign())
    assert (todo_of(author), todo_of(head)) == ({}, {"Sign the plan": plan})
    do("sign", one, head, Sign())
    assert (todo_of(author), todo_of(head)) == ({"Share what is approved": page("disclosure-sharing", one)}, {})
    share(one, author)
    assert todo_of(author) == {"Answer the questions after sharing, then close": page("disclosure-after", one)}
    step = one.steps.order_by("pk").first()
    late = step.by_when + NIGHT
    with clock_at(clock.now() + 3 * NIGHT):
        assert todo_of(author, late)["Say what came of the plan"] == page("disclosure-step-done", one, step.pk)
    tell_and_record(one, author)
    assert todo_of(author) == {"Close it": page("disclosure-close", one)}
    for user in (walk.volunteer, walk.lead, walk.adviser, walk.other_head):
        assert todo_of(user) == {}


def test_what_is_approved_is_due_on_the_last_day_on_which_it_may_go(walk, monkeypatch):
    monkeypatch.setattr(todo, "last_day_valid", lambda at, school: D(2026, 12, 7))
    sign_plan(disclosure_at(Stage.APPROVED, walk), walk.author, walk.headteacher)
    [row] = rows(walk.author, TODAY)
    assert (row["what"], row["due"]["words"]) == ("Share what is approved", "Monday 7 December")
    assert row["about"].startswith("A.O., ")


def test_after_an_emergency_the_author_answers_what_is_open_and_the_approver_looks_at_it(walk):
    left = clock.now().replace(year=2026, month=11, day=19, hour=12)
    with clock_at(left):  # a Thursday: due on the Friday
        open_one = disclosure_at(Stage.SHARED_FIRST, walk, consent_needed="")
        disclosure_at(Stage.SHARED_FIRST, walk)
    assert list(todo_of(walk.author, TODAY)) == ["Answer the questions that are still open"]
    assert rows(walk.author, TODAY)[0]["reference"] == open_one.reference
    first, second = rows(walk.headteacher, TODAY)
    assert first["what"] == second["what"] == "Look at what was shared first"
    assert first["due"] == {"words": "1 working day overdue", "late": True}
    assert (todo_of(walk.lead), todo_of(walk.adviser)) == ({}, {})  # they see it, and do not decide it
    assert len(Work(walk.lead, held(walk.lead)).shared_first) == 2


def test_somebody_not_told_is_looked_at_again_on_the_day(walk):
    shared = disclosure_at(Stage.SHARED, walk)
    child = shared.people.get()
    day = clock.today() + NIGHT
    told = Told(child.pk, "no", not_told_ground="harm", not_told_review_on=day)
    do("after", shared, walk.author, SaveAfter((told,), "yes", "CPOMS", "BH-1042"))
    again = "Look again at who is not told"
    assert again not in todo_of(walk.author)
    with clock_at(clock.now() + NIGHT):
        assert todo_of(walk.author)[again] == page("disclosure-after", shared)
        for step in shared.steps.filter(tell=True):
            do("step-done", shared, walk.author, StepDone(step.pk, "They know."))
        do("close", shared, walk.author, Close())
        assert todo_of(walk.author) == {again: page("disclosure-after", shared)}


def test_an_adviser_who_sent_none_of_it_ends_an_incident(walk):
    shared = disclosure_at(Stage.SHARED, walk)
    do("report-incident", shared, walk.author, ReportIncident(REASON, clock.now()))
    incident = shared.incidents.get()
    own = disclosure_at(Stage.SHARED, walk, author=walk.adviser, approver=walk.headteacher)
    do("report-incident", own, walk.adviser, ReportIncident(REASON, clock.now()))
    ends = page("disclosure-incident-end", shared, incident.pk)
    assert [row["url"] for row in rows(walk.adviser) if row["what"] == "End the incident"] == [ends]
    assert len([row for row in rows(walk.second_adviser) if row["what"] == "End the incident"]) == 2
    assert "End the incident" not in todo_of(walk.headteacher)


def test_whoever_asked_is_owed_a_reply_by_the_day_that_they_named(walk):
    asked = SaveRequest("Please send the mood log.", authority="A county team", reply_by=D(2026, 11, 20))
    draft = do("save", new_draft(walk.author, walk.brook), walk.author, asked)
    [row] = rows(walk.author, TODAY)
    assert (row["what"], row["url"]) == ("Reply to whoever asked", page("disclosure-reply", draft))
    assert row["due"] == {"words": "1 working day overdue", "late": True}
    at_nine = SaveRequest(
        "Please send the mood log.", authority="A county team", reply_by=TODAY, reply_by_time=datetime.time(9)
    )
    do("save", draft, walk.author, at_nine)
    assert rows(walk.author, TODAY)[0]["due"]["words"] == "Today, by 9am"
    no_day = SaveRequest("Please send the mood log.", authority="A county team", no_date=True)
    do("save", draft, walk.author, no_day)
    assert rows(walk.author)[0]["due"]["words"] == "Waiting since today"
    told = SayToRequester(ReplyKind.REFUSED, "We do not give this.", Channel.PHONE, clock.now())
    do("write-to-requester", do("withdraw", draft, walk.author, WithReason("Refused.")), walk.author, told)
    assert todo_of(walk.author) == {}


def test_whoever_has_left_has_nothing_to_do_and_what_was_withdrawn_is_nothing_to_do(walk):
    returned, approved = disclosure_at(Stage.RETURNED, walk), disclosure_at(Stage.APPROVED, walk)
    assert len(todo_of(walk.author)) == 2
    do("withdraw", returned, walk.author, WithReason("The family moved away."))
    assert len(todo_of(walk.author)) == 1
    leave(walk, walk.author)
    assert todo_of(walk.author) == {}
    close(walk, walk.headteacher)
    assert list(todo_of(walk.adviser)) == ["Plan with the author, and sign"]
    assert approved.stage == Stage.APPROVED


def text(response):
    return html.unescape(response.content.decode())


def test_the_pages_say_what_is_due_five_at_most_on_the_start_page(walk, as_user, monkeypatch):
    client = as_user(walk.author)
    assert todo.ON_START == 5
    for name in ("start", "tasks"):
        assert "No task is due." in text(client.get(reverse(name)))
    returned = [disclosure_at(Stage.RETURNED, walk).reference for _ in range(2)]
    monkeypatch.setattr(todo, "ON_START", 1)
    start, every = text(client.get(reverse("start"))), text(client.get(reverse("tasks")))
    assert "Your tasks: 2 due" in start
    assert "All my tasks (2)" in start
    assert "Due, or since when" in start
    assert "Brook Vale CAMHS" in every
    assert [f'<span class="ts-ref">{one}</span>' in start for one in returned] == [True, False]
    assert [f'<span class="ts-ref">{one}</span>' in every for one in returned] == [True, True]
    assert reverse("tasks") in start
    assert "Okafor" not in start + every
    assert not re.search(r"\b-\d+ working", start + every)
    for part in ("trustee", "administrator", "nobody"):
        assert as_user(getattr(walk, part)).get(reverse("tasks")).status_code == 404
