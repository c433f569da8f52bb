"""The adviser's part of the record."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from decisions.facts import Content
from decisions.forms.advising import AdviserForm
from decisions.presenters.advising import stored
from decisions.presenters.links import disclosure_url
from decisions.views.acting import Again, act, load, moved_on, open_here, page_of, section_for, version_read
from decisions.workflow.advising import Advise

SAVED = "The adviser\u2019s part is saved. Nothing is decided by it."


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(AdviserForm))
def advise(request, reference):
    """What the adviser notes beside the policy's questions. It edits no answer, and decides nothing."""
    shown = load(request, reference)
    content = Content(shown)
    form = AdviserForm(request.POST or None, initial=stored(content))
    again = Again(form, action="advise", button="Save the adviser\u2019s part")
    if request.method == "POST" and form.is_valid():
        refused = act(request, "advise", shown, Advise(**form.cleaned_data), again=again)
        if not refused:
            messages.success(request, SAVED)
        return refused or redirect(disclosure_url(shown))
    if not open_here("advise", request.user, shown):
        return moved_on(request, "advise", shown, [], again)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "The adviser\u2019s part",
        "form": form,
        "version": version_read(request, shown),
    }
    return render(request, "decisions/advise.html", context)
