"""Reading the record of one disclosure: its whole history, and each entry."""

import re

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit import clock
from audit.models import Entry
from decisions.facts import Content
from decisions.permissions import NotPermitted, check_see_looks, standing_of
from decisions.presenters import history as shown_as
from decisions.presenters.links import disclosure_url, history_url
from decisions.views.acting import load, page_of, section_for


@require_safe
def history(request, reference):
    """Every entry, newest first, a page at a time; who has looked, for an adviser and the school's headteacher."""
    shown = load(request, reference)
    looks = _sees_looks(request.user, shown)
    show = request.GET.get("show", shown_as.EVERYTHING)
    if show not in shown_as.FILTERS or (show == shown_as.LOOKED and not looks):
        raise Http404
    found = shown_as.entries_of(shown, show, looks=looks, before=_before(request))
    entries = found[: shown_as.PAGE]
    more = len(found) > shown_as.PAGE
    context = page_of(shown, Content(shown), section_for(request.user, shown)) | {
        "page_title": "Who has looked at this" if show == shown_as.LOOKED else "The whole history",
        "is_looks": show == shown_as.LOOKED,
        "events": shown_as.listed(shown, entries, clock.today()),
        "filters": shown_as.filters(shown, show, looks=looks),
        "older_url": f"{history_url(shown)}?show={show}&before={entries[-1].seq}" if more else "",
    }
    return render(request, "decisions/history.html", context)


def _before(request):
    """The number of the entry before which the page begins; None where it begins with the newest."""
    given = request.GET.get("before", "")
    if given and not re.fullmatch(r"[0-9]{1,15}", given, re.ASCII):
        raise Http404
    return int(given) if given else None


@require_safe
def entry(request, reference, number):
    """One entry: its facts, its rows before and after, and its place in the chain."""
    shown = load(request, reference)
    seen = shown_as.events_of(shown_as.EVERYTHING, looks=_sees_looks(request.user, shown))
    entries = Entry.objects.select_related("note")
    found = get_object_or_404(entries, case=shown.pk, chain=shown.school.code, seq=number, event__in=seen)
    context = page_of(shown, Content(shown), section_for(request.user, shown)) | {
        "page_title": f"Entry {number} of the record",
        "entry": shown_as.entry_shown(shown, found, clock.today()),
        "history_url": history_url(shown),
        "back": disclosure_url(shown),
    }
    return render(request, "decisions/history_entry.html", context)


def _sees_looks(user, disclosure):
    try:
        check_see_looks(standing_of(user, disclosure))
    except NotPermitted:
        return False
    return True
