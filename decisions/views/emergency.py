"""Somebody is in danger now: one page that records what was shared, and one that says that it is recorded."""

from collections import defaultdict

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from accounts.typed import CHOSEN, described_by, fields_of
from decisions import queries
from decisions.enums import Ground
from decisions.facts import Content
from decisions.forms.base import new_token
from decisions.forms.emergency import WHAT_WENT, WHICH_SCHOOL, EmergencyForm
from decisions.models import Disclosure
from decisions.permissions import NotPermitted
from decisions.presenters import emergency
from decisions.presenters.links import disclosure_url
from decisions.views.acting import load, seen_page
from decisions.views.looks import NOT_PERMITTED, refused
from decisions.workflow.emergency import ShareFirst
from decisions.workflow.perform import record_share_first, share_first
from decisions.workflow.table import SHARE_FIRST

ROWS_CHOSEN = {"school": WHICH_SCHOOL, "went": WHAT_WENT}
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def _described(names):
    """What the fields are called where nothing of the disclosure may be read: after a session has ended."""
    rows = {name: (label, defaultdict(lambda: CHOSEN)) for name, label in ROWS_CHOSEN.items() if name in names}
    return fields_of(EmergencyForm)(names) | rows


@read_or_write
@described_by(_described)
def new(request):
    """Record what was shared at once, where nothing was written before."""
    schools = queries.writing_schools(request.user)
    if not schools:
        raise Http404
    own_school = queries.first_school(request.user)
    form = EmergencyForm(request.POST or None, schools=schools, school=own_school)
    if request.method == "POST" and form.is_valid():
        school = form.cleaned_data.get("school") or schools[0]
        return _recorded(share_first, school, request, form, token=seen_page(request).token)
    asks_school = "school" in form.fields and own_school is None
    return _page(request, form, {"version": 0, "asks_school": asks_school})


@read_or_write
@described_by(_described)
def existing(request, reference):
    """Record that a disclosure has left, whatever has become of it since the page was read."""
    disclosure = load(request, reference)
    opens = disclosure.stage in SHARE_FIRST.stages
    offered, extents = emergency.proposed_pairs(disclosure)
    form = EmergencyForm(
        request.POST or None,
        initial=emergency.known(Content(disclosure)),
        # What was ticked while the disclosure could still be shared first is read even if it has moved on since.
        offered=offered if opens or request.method == "POST" else (),
        extents=extents,
    )
    if request.method == "POST" and form.is_valid():
        seen = seen_page(request)
        return _recorded(record_share_first, disclosure, request, form, seen_version=seen.version, token=seen.token)
    return _page(request, form, {"disclosure": disclosure, "is_linked": not opens})


def _recorded(record, on, request, form, **seen):
    try:
        done = record(on, request.user, ShareFirst(**form.told()), **seen)
    except NotPermitted:
        if isinstance(on, Disclosure):
            refused(request, on, SHARE_FIRST.name, NOT_PERMITTED)
        raise Http404 from None
    return redirect("disclosure-recorded", done.reference)


def _page(request, form, more):
    """The form: without the menu, and without the line that leads here."""
    context = (
        _bare()
        | more
        | {
            "page_title": "Somebody is in danger now",
            "form": form,
            "token": new_token(),
            "back": disclosure_url(more["disclosure"]) if "disclosure" in more else reverse("start"),
        }
    )
    return render(request, "decisions/emergency.html", context)


@require_safe
def recorded(request, reference):
    """It is recorded: who sees it, and what is left to do."""
    disclosure = load(request, reference)
    if disclosure.shared_first_at is None:
        raise Http404
    context = _bare() | {
        "page_title": f"Recorded: {disclosure.reference}",
        "disclosure": disclosure,
        "disclosure_url": disclosure_url(disclosure),
        "panel": {
            "titleText": "It is recorded",
            "html": format_html('Disclosure <span class="ts-ref">{}</span>', disclosure.reference),
        },
        "who_sees": emergency.who_sees(disclosure, request.user),
        "writes": queries.own(request.user).filter(pk=disclosure.pk).exists(),
        "had_gone": disclosure.sharings.filter(ground=Ground.GONE).exists(),
    }
    return render(request, "decisions/emergency_recorded.html", context)


def _bare():
    return {"navigation": [], "emergency_line": False, "hide_quickly": True}
