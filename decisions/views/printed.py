"""One disclosure for paper, and as plain words for the school's own case record (question 17)."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit import clock
from decisions.facts import Content
from decisions.presenters.links import disclosure_url
from decisions.presenters.printed import case_record, printed
from decisions.views.acting import load, page_of, section_for
from decisions.views.looks import COPIED, PRINTED


@require_safe
def record(request, reference):
    """Everything that the record says of one disclosure, decision first, for whoever may read it in full."""
    shown = load(request, reference, PRINTED)
    content = Content(shown)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": f"Record of disclosure {shown.reference}",
        "printed": printed(shown, content, request.user, clock.now()),
        "back": disclosure_url(shown),
    }
    return render(request, "decisions/print.html", context)


@require_safe
def copy(request, reference):
    """What was shared, with whom, when and why, as plain text to paste into the school's own system."""
    shown = load(request, reference, COPIED)
    content = Content(shown)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "Copy for the case record",
        "text": case_record(shown, content),
        "back": disclosure_url(shown),
    }
    return render(request, "decisions/copy.html", context)
