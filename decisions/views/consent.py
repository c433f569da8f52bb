"""Who was asked for consent about a person, and what they answered (2.8)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from decisions.facts import BEFORE_SHARING, Content
from decisions.forms.consent import ConsentForm, WithdrawnForm, initial_of
from decisions.presenters import record
from decisions.presenters.links import disclosure_url, page_url, row_url, section_url
from decisions.presenters.typed import said_in
from decisions.views.acting import (
    Again,
    act,
    load,
    load_writable,
    moved_on,
    open_here,
    page_of,
    section_for,
    version_read,
)
from decisions.workflow.answering import SaveConsent, Withdrawn

THEN = [
    "Where it waits for a decision, the Data Protection Adviser decides it, unless the law says that it must be shared.",
    "Where it is approved, nothing more goes until it is decided again. What has gone cannot be called back: tell whoever has it.",
    "To record it is no edit: you may still decide.",
]


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(ConsentForm))
def consent(request, reference, person, pk=None):
    """What is recorded of a person's consent, and one answer to be written or mended."""
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    about = next((one for one in content.about if one.pk == person), None)
    rows = [row for row in content.consents if row.person_id == person]
    row = next((one for one in rows if one.pk == pk), None)
    if about is None or (pk is not None and row is None):
        raise Http404
    form = ConsentForm(request.POST or None, initial=initial_of(row, about))
    if request.method == "POST" and form.is_valid():
        data = SaveConsent(person=about.pk, pk=pk, **form.values())
        typed = [(one.label, one.typed) for one in said_in(form)]
        refused = act(request, "save", disclosure, data, typed, Again(form))
        return refused or redirect(_onward(request, disclosure))
    context = page_of(disclosure, content) | {
        "page_title": "Consent",
        "person": about,
        "form": form,
        "rows": [
            {
                "words": record.consent_words(one, about),
                "change": page_url(disclosure, "consent-record", about.pk, one.pk),
                "take_out": row_url(disclosure, "consent-take-out", one.pk),
            }
            for one in rows
            if one is not row
        ],
        "version": version_read(request, disclosure),
    }
    return render(request, "decisions/consent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(WithdrawnForm))
def withdrawn(request, reference):
    """Record that somebody took their consent back, once it was submitted."""
    disclosure = load(request, reference)
    content = Content(disclosure)
    form = WithdrawnForm(request.POST or None, people=content.about)
    typed = [(one.label, one.typed) for one in said_in(form)]
    if request.method == "POST" and form.is_valid():
        refused = act(request, "consent-withdrawn", disclosure, Withdrawn(**form.values()), typed)
        if not refused:
            messages.success(request, "It is recorded that consent was withdrawn.")
        return refused or redirect(disclosure_url(disclosure))
    if not open_here("consent-withdrawn", request.user, disclosure):
        return moved_on(request, "consent-withdrawn", disclosure, typed)
    context = page_of(disclosure, content, section_for(request.user, disclosure)) | {
        "page_title": "Consent was withdrawn",
        "form": form,
        "then_title": "When you record it",
        "then": THEN,
        "button": "Record it",
        "keep": "Go back without recording",
        "version": version_read(request, disclosure),
    }
    return render(request, "decisions/handing.html", context)


def _onward(request, disclosure):
    if "later" in request.POST:
        return disclosure_url(disclosure)
    return section_url(disclosure, BEFORE_SHARING[0])
