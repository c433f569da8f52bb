"""Where people begin: the start page, their own disclosures, and the approver's queue."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.appointments import holds_any
from accounts.models import School
from accounts.roles import QUEUE_ROLES, WRITING_ROLES, Role
from audit import clock
from checklist.models import PolicyVersion
from decisions import queries
from decisions.presenters.emergency import to_look_at
from decisions.presenters.handing import draft_rows
from decisions.presenters.lists import PAGE, mine_rows, queue_rows
from decisions.presenters.sharing import incident_lines
from decisions.presenters.words import counted

ON_START = 5


@login_not_required
@require_safe
def start(request):
    """The first page: for a stranger what this is, for staff what they need to do, for others where they work."""
    if not request.user.is_authenticated:
        return _signed_out(request)
    if holds_any(request.user, WRITING_ROLES):
        return _staff_start(request)
    if holds_any(request.user, [Role.TRUSTEE]):
        return redirect("register")
    if holds_any(request.user, [Role.ADMINISTRATOR]):
        return redirect("people")
    return render(request, "decisions/no_appointment.html", {"page_title": "Nothing here is open to you yet"})


def _signed_out(request):
    policy = PolicyVersion.objects.order_by("-issued_on").first()
    context = {
        "page_title": "Share information about a child, lawfully and on record",
        "schools": School.objects.all(),
        "policy": policy,
        "review_is_overdue": policy is not None and policy.review_is_overdue(clock.today()),
    }
    return render(request, "decisions/signed_out.html", context)


def _staff_start(request):
    today = clock.today()
    schools = list(queries.writing_schools(request.user))
    waiting = len(queries.awaiting_decision_by(request.user).values_list("pk", flat=True)[: PAGE + 1])
    context = {
        "page_title": "What do you need to do?",
        "schools": schools,
        "approves": holds_any(request.user, QUEUE_ROLES),
        "waiting": counted(waiting, "disclosure") if waiting <= PAGE else f"More than {PAGE} disclosures",
        "rows": mine_rows(queries.written_by(request.user)[:ON_START], request.user, today),
        "incidents": incident_lines(queries.open_incidents(request.user), today),
        "shared_first": to_look_at(queries.shared_first_to_look_at(request.user), today),
        "hide_quickly": True,
    }
    return render(request, "decisions/start.html", context)


@require_safe
def mine(request):
    """My disclosures, the last changed first, a page at a time."""
    if not holds_any(request.user, WRITING_ROLES):
        raise Http404
    rows = queries.written_by(request.user)
    before = _place(request, rows)
    if before is not None:
        rows = queries.earlier_than(rows, before)
    found = list(rows[: PAGE + 1])
    older = f"{reverse('my-disclosures')}?before={found[PAGE - 1].reference}" if len(found) > PAGE else ""
    context = {
        "page_title": "My disclosures",
        "rows": mine_rows(found[:PAGE], request.user, clock.today()),
        "older_url": older,
        "hide_quickly": True,
    }
    return render(request, "decisions/mine.html", context)


def _place(request, rows):
    """The disclosure before which the page begins, one of the reader's own; 404 for any other reference."""
    reference = request.GET.get("before", "")
    if not reference:
        return None
    found = rows.filter(reference=reference).first() if re.fullmatch(r"[A-Z0-9-]{1,20}", reference) else None
    if found is None:
        raise Http404
    return found


@require_safe
def queue(request):
    """What waits for one's decision, and what is returned or waits for others."""
    if not holds_any(request.user, QUEUE_ROLES):
        raise Http404
    today = clock.today()
    blocks = [
        ("waiting", "Waiting for you", queries.awaiting_decision_by(request.user), "Nothing is waiting for you."),
        (
            "others",
            "Returned or waiting for others",
            queries.open_for_others(request.user),
            "Nothing is returned or waiting for others.",
        ),
        (
            "decided",
            "Decided or withdrawn, the latest first",
            queries.decided(request.user),
            "Nothing has been decided yet.",
        ),
    ]
    context = {
        "page_title": "Queue",
        "blocks": [
            {"id": key, "title": title, "none": none, **queue_rows(rows, request.user, today)}
            for key, title, rows, none in blocks
        ],
        "drafts": _drafts(request.user, today),
        "incidents": incident_lines(queries.open_incidents(request.user), today),
        "shared_first": to_look_at(queries.shared_first_to_look_at(request.user), today),
        "hide_quickly": True,
    }
    return render(request, "decisions/queue.html", context)


def _drafts(user, today):
    """For an adviser, that drafts exist; None for everybody else."""
    return draft_rows(queries.drafts_of_others(user), today) if holds_any(user, [Role.ADVISER]) else None
