"""Who decides, moved by people: put off by the approver, or given to somebody by an adviser."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import User
from decisions.facts import Content
from decisions.forms.handing import DeferForm, ReassignForm
from decisions.presenters import handing as shown_as
from decisions.presenters.links import disclosure_url
from decisions.presenters.typed import said_in
from decisions.views.acting import act, load, moved_on, open_here, page_of, version_read
from decisions.workflow.assigning import Defer, Reassign, possible_approvers

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
def defer(request, reference):
    """Put the decision off: what is awaited, and until which day."""
    form = DeferForm(request.POST or None)
    return _page(request, reference, "defer", form, lambda said: Defer(**said), shown_as.defer)


@read_or_write
def reassign(request, reference):
    """Say who decides it: somebody who may."""
    disclosure = load(request, reference)
    heads, advisers = possible_approvers(disclosure)
    people = {one.pk: one for one in User.objects.filter(pk__in=heads | advisers)}
    named = shown_as.named(list(people.values()), disclosure.school)
    form = ReassignForm(request.POST or None, people=named)

    def data(said):
        return Reassign(people[said["person"]], said["note"])

    return _page(request, reference, "reassign", form, data, shown_as.reassign)


def _page(request, reference, action, form, data, words):
    disclosure = load(request, reference)
    page, typed = words(disclosure), [(one.label, one.typed) for one in said_in(form)]
    if request.method == "POST" and form.is_valid():
        refused = act(request, action, disclosure, data(form.cleaned_data), typed)
        if not refused:
            messages.success(request, page["done"])
        return refused or redirect(disclosure_url(disclosure))
    if not open_here(action, request.user, disclosure):
        return moved_on(request, action, disclosure, typed)
    context = page_of(disclosure, Content(disclosure)) | page
    context |= {"form": form, "version": version_read(request, disclosure)}
    return render(request, "decisions/handing.html", context)
