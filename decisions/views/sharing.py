"""Recording what left, what came back, and what went wrong."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from audit import clock
from checklist.sharing_gates import SHARING_PAGE
from decisions.enums import Extent
from decisions.facts import Content
from decisions.forms.sharing import (
    GONE,
    TO_GO,
    AnswerForm,
    EndIncidentForm,
    GoneForm,
    IncidentForm,
    SharingForm,
    describe_sharing,
)
from decisions.models import Pair
from decisions.presenters import sharing as shown_sharing
from decisions.presenters.findings import shown as findings_shown
from decisions.presenters.links import disclosure_url
from decisions.readiness import differences, pairs_to_go, to_share
from decisions.views.acting import act, already_sent, load, moved_on, page_of, section_for, typed_in, version_read
from decisions.workflow.perform import available_actions
from decisions.workflow.sharing import EndIncident, RecordAnswer, RecordSharing, ReportIncident

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
RECORDED = "The sharing is recorded."
WITH_INCIDENT = "It differs from what was approved, so an incident is open and the adviser sees it."
EXTENTS = {Extent.WHOLE: "Whole", Extent.REDACTED: "Redacted", Extent.NOT: "Left out", "": "Not decided"}


@read_or_write
@described_by(describe_sharing)
def record(request, reference):
    """Is it still to go, or has it gone? Then the page for the one or the other."""
    shown = load(request, reference)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = sent.get("gone", "")
    if request.method == "POST":
        return _record_gone(request, shown) if chosen == GONE else _record_to_go(request, shown)
    content = Content(shown)
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    open_pages = [page for page, name in ((TO_GO, "share"), (GONE, "record-gone")) if name in offers]
    if not open_pages:
        raise Http404
    if len(open_pages) == 1:
        chosen = open_pages[0]
    if chosen == GONE:
        return _record_gone(request, shown)
    if chosen == TO_GO:
        return _record_to_go(request, shown)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "Record the sharing",
        "back": disclosure_url(shown),
    }
    return render(request, "decisions/sharing_which.html", context)


def _record_to_go(request, shown):
    """A sharing that is still to happen: shut with its findings, or the form with what opened it."""
    content = Content(shown)
    pairs = _pairs(shown)
    to_go = set(pairs_to_go(shown))
    rows, unshown = [pair for pair in pairs if pair.pk in to_go], [pair for pair in pairs if pair.pk not in to_go]
    form = SharingForm(
        request.POST or None,
        rows=_named(rows, content),
        unshown=unshown,
        initial={"to": _given_to(content)},
        min_reason=shown.trust.min_reason,
    )
    if request.method == "POST" and form.is_valid():
        refused = act(request, "share", shown, RecordSharing(**form.cleaned_sharing()), typed_in(form))
        if not refused:
            messages.success(request, RECORDED)
        return refused or redirect(disclosure_url(shown))
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    if "share" not in offers:
        return moved_on(request, "share", shown, typed_in(form))
    findings = to_share(shown)
    context = _page(request, shown, content, form, rows) | {"gone": TO_GO, "is_open": offers["share"].is_open}
    if offers["share"].is_open:
        context |= {"proof": shown_sharing.proof(shown, clock.today())}
    else:
        context |= {"findings": _findings(findings, shown, content), "typed": [one for one in typed_in(form) if one[1]]}
    return render(request, "decisions/sharing.html", context)


def _record_gone(request, shown):
    """What has already left: the form is always there."""
    if request.method == "POST" and already_sent(request):
        return redirect(disclosure_url(shown))
    content = Content(shown)
    rows = _pairs(shown)
    gone = content.gone
    judge = partial(differences, shown)
    form = GoneForm(
        request.POST or None,
        rows=_named(rows, content),
        judge=judge,
        gone=gone,
        initial={"to": _given_to(content)},
        min_reason=shown.trust.min_reason,
    )
    if request.method == "POST" and form.is_valid():
        data = RecordSharing(**form.cleaned_sharing())
        differs = data.differs_from(shown)
        refused = act(request, "record-gone", shown, data, typed_in(form))
        if not refused:
            messages.success(request, f"{RECORDED} {WITH_INCIDENT}" if differs else RECORDED)
        return refused or redirect(disclosure_url(shown))
    offers = {offer.name for offer in available_actions(shown, request.user, content)}
    if "record-gone" not in offers:
        return moved_on(request, "record-gone", shown, typed_in(form))
    context = _page(request, shown, content, form, rows) | {
        "gone": GONE,
        "is_open": True,
        "may_choose": "share" in offers,
    }
    return render(request, "decisions/sharing.html", context)


def _page(request, shown, content, form, rows):
    gone = content.gone
    differs = form.differences()
    return page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "Record the sharing",
        "form": form,
        "version": version_read(request, shown),
        "rows": [
            {
                "words": text,
                "proposed": EXTENTS[pair.proposed],
                "decided": EXTENTS[pair.decided],
                "difference": differs.get(form.name_of(pair), ""),
                "field": form[form.name_of(pair)],
                "has_gone": pair.pk in gone,
            }
            for pair, text in _named(rows, content)
        ],
        "back": disclosure_url(shown),
        "may_choose": True,
    }


def _pairs(shown):
    """The pairs of a disclosure, but for those of what has been taken out since."""
    pairs = Pair.objects.filter(disclosure=shown, item__removed_at__isnull=True, recipient__removed_at__isnull=True)
    return list(pairs.select_related("item", "recipient__agency"))


def _named(pairs, content):
    several = len(content.recipients) > 1
    return [(pair, shown_sharing.pair_words(pair, several)) for pair in pairs]


def _given_to(content):
    """Whom the proposal names, where there is one recipient."""
    if len(content.recipients) != 1:
        return ""
    one = content.recipients[0]
    return ", ".join(part for part in (one.contact_name, one.contact_position) if part)


def _findings(findings, shown, content):
    """What shuts the sharing, with links; a finding that is mended on this page has none."""
    entries = findings_shown(findings, shown, content, mendable=True)
    for finding, entry in zip(findings, entries, strict=True):
        if finding.mend == SHARING_PAGE:
            del entry["url"]
    return entries


def _form_page(request, shown, name, title, form, data_of, then, **more):
    """A page with one form that does one thing to a disclosure."""
    typed = typed_in(form)
    if request.method == "POST" and form.is_valid():
        refused = act(request, name, shown, data_of(form), typed)
        if not refused:
            messages.success(request, then)
        return refused or redirect(disclosure_url(shown))
    content = Content(shown)
    if name not in {offer.name for offer in available_actions(shown, request.user, content)}:
        return moved_on(request, name, shown, typed)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": title,
        "form": form,
        "version": version_read(request, shown),
        **more,
    }
    back = {"back": disclosure_url(shown), "back_words": "Back to the disclosure"}
    return render(request, "decisions/afterwards.html", context | back)


@read_or_write
@described_by(fields_of(AnswerForm))
def answer(request, reference, pk):
    """A receipt, or the recipient's answer, that came later."""
    shown = load(request, reference)
    row = _row(shown.sharings, pk)
    names = ("receipt", "receipt_on", "answer", "answer_on")
    form = AnswerForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    return _form_page(
        request,
        shown,
        "record-answer",
        "What came back",
        form,
        lambda filled: RecordAnswer(pk, **filled.cleaned_data),
        "What came back is recorded.",
        about_words=f"Given to {row.to_words}",
        button="Save",
    )


@read_or_write
@described_by(fields_of(IncidentForm))
def incident(request, reference):
    """Report that something went wrong."""
    shown = load(request, reference)
    form = IncidentForm(request.POST or None, min_reason=shown.trust.min_reason)
    return _form_page(
        request,
        shown,
        "report-incident",
        "Report that something went wrong",
        form,
        lambda filled: ReportIncident(filled.cleaned_data["what"], filled.cleaned_data["moment"]),
        "Your report is recorded, and the adviser sees it.",
        about_words="Nobody is blamed for reporting. The adviser sees it at once and ends it with what was done.",
        button="Report it",
    )


@read_or_write
@described_by(fields_of(EndIncidentForm))
def incident_end(request, reference, pk):
    """An adviser who sent none of it says what was done."""
    shown = load(request, reference)
    row = _row(shown.incidents, pk)
    if request.method != "POST" and row.ended_at is not None:
        raise Http404
    form = EndIncidentForm(request.POST or None, min_reason=shown.trust.min_reason)
    return _form_page(
        request,
        shown,
        "end-incident",
        "End the incident",
        form,
        lambda filled: EndIncident(pk, filled.ending()),
        "The incident is ended.",
        about_words=row.what,
        button="End the incident",
    )


def _row(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
