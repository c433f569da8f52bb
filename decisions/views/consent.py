"""Who was asked for consent about a person, and what they answered (2.8)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from decisions.facts import BEFORE_SHARING, Content
from decisions.forms.consent import ConsentForm, WithdrawnForm, initial_of
from decisions.presenters import handing, record
from decisions.presenters.kin import who_may_speak
from decisions.presenters.links import disclosure_url, page_url, row_url, section_url
from decisions.views.acting import Again, act, confirm_page, load, load_writable, page_of, version_read
from decisions.workflow.answering import SaveConsent, Withdrawn


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
    known = who_may_speak(content, about)
    form = ConsentForm(request.POST or None, initial=initial_of(row, about), known=known)
    if request.method == "POST" and form.is_valid():
        data = SaveConsent(person=about.pk, pk=pk, **form.values())
        refused = act(request, "save", disclosure, data, again=Again(form))
        return refused or redirect(_onward(request, disclosure, data))
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
        "onward": section_url(disclosure, BEFORE_SHARING[0]),
        "version": version_read(request, disclosure),
    }
    return render(request, "decisions/consent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(WithdrawnForm))
def withdrawn(request, reference):
    """Record that somebody took their consent back, once it was submitted."""
    disclosure = load(request, reference)
    content, page = Content(disclosure), handing.withdrawn(disclosure)
    who = {"people": content.about, "relationships": content.relationships, "known": who_may_speak(content)}
    form = WithdrawnForm(request.POST or None, **who)
    return confirm_page(request, disclosure, "consent-withdrawn", form, page, lambda _said: Withdrawn(**form.values()))


def _onward(request, disclosure, data):
    """Back to the questions; first to who they are to the child, where a carer answered of whom nobody has said that."""
    if "later" in request.POST:
        return disclosure_url(disclosure)
    if data.carer is not None:
        kin = disclosure.relationships.present().filter(child=data.person, person=data.carer).first()
        return page_url(disclosure, "relationship", data.person, kin.pk)
    return section_url(disclosure, BEFORE_SHARING[0])
