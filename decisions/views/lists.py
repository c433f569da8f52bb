"""Where people begin: the start page, their tasks, their own disclosures, the approver's queue, and what has ended."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.context import held_by, schools_of_reader
from accounts.prepared import rows_for
from accounts.roles import QUEUE_ROLES, WRITING_ROLES, Role
from audit import clock
from checklist.models import PolicyVersion
from checklist.reading import review_is_due
from decisions import queries
from decisions.presenters import tasks as todo
from decisions.presenters.asked import alerts
from decisions.presenters.deciders import decides_today
from decisions.presenters.emergency import to_look_at
from decisions.presenters.handing import draft_rows
from decisions.presenters.lists import (
    PAGE,
    Around,
    kept_block,
    latest_of_mine,
    mine as read_mine,
    mine_rows,
    queue_rows,
    read_block,
    to_look_at_in,
)
from decisions.presenters.sharing import incident_lines

ON_START = 5


@login_not_required
@require_safe
def start(request):
    """The first page: for a stranger what this is, for staff what they need to do, for others where they work."""
    if not request.user.is_authenticated:
        return _signed_out(request)
    if _holds(request, WRITING_ROLES):
        return _staff_start(request)
    if _holds(request, [Role.TRUSTEE]):
        return redirect("register")
    if _holds(request, [Role.POLICY_OWNER]):
        return redirect("policy-versions")
    if _holds(request, [Role.ADMINISTRATOR]):
        return redirect("people")
    return render(request, "decisions/no_appointment.html", {"page_title": "Nothing here is open to you yet"})


def _holds(request, roles):
    """Whether the reader holds one of these roles today; asks the database once a request, however often."""
    return any(one.role in roles for one in held_by(request))


def _only(request, roles):
    """These pages do not exist for anybody else."""
    if not _holds(request, roles):
        raise Http404


def _signed_out(request):
    policy = PolicyVersion.objects.with_review().published().first()
    context = {
        "page_title": "Share information about a child, lawfully and on record",
        "policy": policy,
        "review_is_overdue": policy is not None and policy.review_is_overdue(clock.today()),
    }
    return render(request, "decisions/signed_out.html", context)


def _staff_start(request):
    today = clock.today()
    work = todo.Work(request.user, held_by(request))
    own = latest_of_mine(request.user, ON_START)
    around = Around([*work.disclosures, *own])
    tasks = work.tasks(today)
    context = {
        "page_title": "What do you need to do?",
        "approves": _holds(request, QUEUE_ROLES),
        "tasks": todo.task_rows(tasks[: todo.ON_START], around, today),
        "tasks_heading": todo.heading(tasks),
        "tasks_number": todo.number(tasks),
        "rows": mine_rows(own, request.user, today, around),
        "incidents": incident_lines(work.incidents, today),
        "suspicious": alerts(rows_for(request.user, queries.suspicious_requests), today),
        "shared_first": to_look_at(work.shared_first, today),
        "decides_today": decides_today(request.user, schools_of_reader(request), around.deciders),
        "review_is_due": review_is_due({one.role for one in held_by(request)}, today),
        "hide_quickly": True,
    }
    return render(request, "decisions/start.html", context)


@require_safe
def tasks(request):
    """Everything that one has to do, the most overdue first, as far as one page goes."""
    _only(request, WRITING_ROLES)
    today = clock.today()
    work = todo.Work(request.user, held_by(request))
    found = work.tasks(today)
    context = {
        "page_title": "Your tasks",
        "tasks": todo.task_rows(found[: todo.PAGE], Around(work.disclosures), today),
        "tasks_heading": todo.heading(found),
        "has_more": len(found) > todo.PAGE,
        "section_url": reverse("start"),
        "hide_quickly": True,
    }
    return render(request, "decisions/tasks.html", context)


@require_safe
def mine(request):
    """My disclosures, the last changed first, a page at a time."""
    _only(request, WRITING_ROLES)
    found, older = _page(request, queries.written_by(request.user), read_mine, "my-disclosures")
    context = {
        "page_title": "My disclosures",
        "rows": mine_rows(found, request.user, clock.today()),
        "older_url": older,
        "hide_quickly": True,
    }
    return render(request, "decisions/mine.html", context)


def _page(request, rows, read, address):
    """One page of a list that is ordered by latest change, and the address of the next; empty where there is none."""
    before = _place(request, rows)
    wanted = rows if before is None else queries.earlier_than(rows, before)
    found = read(wanted[: PAGE + 1])
    older = f"{reverse(address)}?before={found[PAGE - 1].reference}" if len(found) > PAGE else ""
    return found[:PAGE], older


def _place(request, rows):
    """The disclosure before which the page begins, one of this list; 404 for any other reference."""
    reference = request.GET.get("before", "")
    if not reference:
        return None
    found = rows.filter(reference=reference).first() if re.fullmatch(r"[A-Z0-9-]{1,20}", reference) else None
    if found is None:
        raise Http404
    return found


# The blocks of the queue: what they are called, what they hold, and what is said where one is empty.
BLOCKS = (
    ("waiting", "Waiting for you", queries.awaiting_decision_by, "Nothing is waiting for you."),
    (
        "others",
        "Returned or waiting for others",
        queries.open_for_others,
        "Nothing is returned or waiting for others.",
    ),
    ("unfinished", "Approved and unfinished", queries.unfinished, "Nothing is approved and unfinished."),
)


@require_safe
def queue(request):
    """What waits for one's decision, what is returned or waits for others, and what is approved and unfinished."""
    _only(request, QUEUE_ROLES)
    user, today = request.user, clock.today()
    found = {key: kept_block(read, user) for key, _title, read, _none in BLOCKS}
    everything = [row for rows in found.values() for row in rows]
    around = Around(everything)
    is_adviser = _holds(request, [Role.ADVISER])
    incidents = rows_for(user, queries.open_incidents) if is_adviser else []
    context = {
        "page_title": "Queue",
        "blocks": [
            {"id": key, "title": title, "none": none, **queue_rows(found[key], user, today, around)}
            for key, title, _read, none in BLOCKS
        ],
        "drafts": draft_rows(queries.drafts_of_others(user), today) if is_adviser else None,
        "incidents": incident_lines(incidents, today),
        "suspicious": alerts(rows_for(request.user, queries.suspicious_requests), today),
        "shared_first": to_look_at(to_look_at_in(everything, user, held_by(request)), today),
        "hide_quickly": True,
    }
    return render(request, "decisions/queue.html", context)


@require_safe
def ended(request):
    """What one may read on which nothing more is done, the latest change first, a page at a time."""
    _only(request, QUEUE_ROLES)
    found, older = _page(request, queries.ended(request.user), lambda rows: read_block(rows, request.user), "ended")
    block = queue_rows(found, request.user, clock.today())
    context = {
        "page_title": "Decided and ended",
        "rows": block["rows"],
        "older_url": older,
        "section_url": reverse("queue"),
        "hide_quickly": True,
    }
    return render(request, "decisions/ended.html", context)
