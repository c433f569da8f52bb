"""We have been asked: recording a request, what may be said now, checking who asks, and the reply."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from audit import clock
from checklist import gates
from decisions import queries
from decisions.enums import Origin
from decisions.facts import Content
from decisions.forms.asked import (
    CheckForm,
    ReplyForm,
    RequestForm,
    check_of,
    describe_request,
    first_of,
)
from decisions.forms.base import new_token
from decisions.judged import FAILED_CHECKS
from decisions.models import Signature
from decisions.presenters import asked
from decisions.presenters.links import disclosure_url, page_url
from decisions.readiness import told_too_early
from decisions.views.acting import (
    Again,
    act,
    load,
    load_writable,
    moved_on,
    open_here,
    page_of,
    section_for,
    seen_page,
    typed_in,
    version_read,
)
from decisions.workflow.asked import SaveCheck, SaveRequest, SayToRequester
from decisions.workflow.perform import start

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
@described_by(describe_request)
def new(request):
    """Record a request: what was received, on one page, saved as a draft."""
    schools = queries.writing_schools(request.user)
    if not schools:
        raise Http404
    form = RequestForm(request.POST or None, schools=schools)
    if request.method == "POST" and form.is_valid():
        school = form.cleaned_data.get("school") or schools[0]
        disclosure = start(school, request.user, SaveRequest(**form.said()), token=seen_page(request).token)
        return redirect(_onward(request, disclosure, page_url(disclosure, "request")))
    context = {
        "page_title": "Record a request",
        "form": form,
        "token": new_token(),
        "version": 0,
        "hide_quickly": True,
    }
    return render(request, "decisions/asked_new.html", context)


@read_or_write
@described_by(fields_of(RequestForm))
def change(request, reference):
    """What was received, to be mended while it can be written."""
    disclosure = _only_asked(load_writable(request, reference))
    was = queries.request_of(disclosure)
    form = RequestForm(request.POST or None, initial=first_of(was))
    if request.method == "POST" and form.is_valid():
        refused = act(request, "save", disclosure, SaveRequest(**form.said()), again=Again(form))
        return refused or redirect(_onward(request, disclosure, page_url(disclosure, "request")))
    context = page_of(disclosure, Content(disclosure)) | {
        "page_title": "What was received",
        "form": form,
        "version": version_read(request, disclosure),
        "back": page_url(disclosure, "request"),
        "is_checked": bool(was.check_result),
    }
    return render(request, "decisions/asked_new.html", context)


@read_or_write
@described_by(fields_of(CheckForm))
def request_page(request, reference):
    """What may be said now, what was received, and the check of whoever asks."""
    shown = _load(request, reference)
    what = queries.request_of(shown)
    form = CheckForm(request.POST or None, contact_given=what.contact_given, initial=check_of(what))
    if request.method == "POST":
        if form.is_valid():
            data = SaveCheck(**form.said())
            name = _check_action(request, shown)
            refused = act(request, name, shown, data, again=Again(form, action=name))
            return refused or _checked(request, shown, data)
        if not _may_check(request, shown):
            return moved_on(request, _check_action(request, shown), shown, typed_in(form))
    return _page(request, shown, what, form)


def _check_action(request, shown):
    """What a check is: part of what is written while that can be changed, afterwards an action of its own, which needs
    no new decision (rules, section 6).
    """
    return "save" if open_here("save", request.user, shown) else "check-requester"


def _may_check(request, shown):
    return open_here(_check_action(request, shown), request.user, shown)


def _page(request, shown, what, form):
    content, today = Content(shown), clock.today()
    writes = open_here("save", request.user, shown)
    checks = writes or _may_check(request, shown)
    found = gates.g1(content.facts())
    answered = gates.is_open(found) if content.nothing_to_share else all(one.question is None for one in found)
    signed = Signature.objects.filter(disclosure=shown, plan_version=shown.plan_version).count()
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "Check who is asking",
        "form": form if checks else None,
        "version": version_read(request, shown),
        "say": asked.say_now(shown, what, today),
        "received": asked.received_card(shown, what, today, changeable=writes),
        "checked": "" if checks and not what.check_result else asked.check_words(what, today),
        "alerted": asked.alerted(what),
        "reply_url": page_url(shown, "reply") if open_here("write-to-requester", request.user, shown) else "",
        "has_failed": what.check_result in FAILED_CHECKS,
        "steps": asked.steps(shown, what, content, may_submit=answered, is_signed=signed > 1, today=today),
    }
    return render(request, "decisions/asked.html", context)


def _checked(request, shown, data):
    """Where a check leads: one that failed back to what may be said now, any other to the topics."""
    is_over = data.check_result in FAILED_CHECKS
    return redirect(_onward(request, shown, page_url(shown, "request")) if is_over else disclosure_url(shown))


@read_or_write
@described_by(fields_of(ReplyForm))
def reply(request, reference):
    """What whoever asked was told or written: recorded once, and never changed."""
    shown = _load(request, reference)
    form = ReplyForm(request.POST or None, shut=told_too_early(shown))
    if request.method == "POST" and form.is_valid():
        data = SayToRequester(**form.said())
        refused = act(request, "write-to-requester", shown, data, typed_in(form))
        if not refused:
            messages.success(request, "What you told them is recorded.")
        return refused or redirect(disclosure_url(shown))
    if not open_here("write-to-requester", request.user, shown):
        return moved_on(request, "write-to-requester", shown, typed_in(form))
    today = clock.today()
    context = page_of(shown, Content(shown), section_for(request.user, shown)) | {
        "page_title": "Reply to whoever asked",
        "form": form,
        "version": version_read(request, shown),
        "back": disclosure_url(shown),
        "say": asked.say_now(shown, queries.request_of(shown), today),
        "replies": asked.replies(shown, today),
    }
    return render(request, "decisions/asked_reply.html", context)


def _load(request, reference):
    """A disclosure that was asked for, with its request, if this person may see it; otherwise there is no such page."""
    visible = queries.visible_to(request.user).select_related("request__agency")
    disclosure = load(request, reference, among=visible)
    if disclosure.origin != Origin.REQUESTED:
        raise Http404
    return disclosure


def _only_asked(disclosure):
    """The same disclosure; where nobody asked there is no such page (404)."""
    if queries.request_of(disclosure) is None:
        raise Http404
    return disclosure


def _onward(request, disclosure, onward):
    return disclosure_url(disclosure) if "later" in request.POST else onward
