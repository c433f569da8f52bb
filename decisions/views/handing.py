"""A disclosure changes hands: taken back, withdrawn, looked at a second time, written together, handed over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from audit import clock
from audit.models import Entry
from decisions import queries
from decisions.facts import Content
from decisions.forms.base import new_token
from decisions.forms.handing import ColleagueForm, HandOverForm, ReasonForm
from decisions.permissions import NotPermitted
from decisions.presenters import handing as shown_as
from decisions.presenters.links import disclosure_url
from decisions.views.acting import act, confirm_page, load, moved_on, open_here, page_of, seen_page, version_read
from decisions.views.looks import NOT_NOW, NOT_PERMITTED, Look, refused
from decisions.workflow.assigning import Refer
from decisions.workflow.handing import (
    HandOver,
    Invite,
    NobodyLeft,
    SecondView,
    WithReason,
    colleagues_to_ask,
    possible_authors,
    the_last_who_decide,
)
from decisions.workflow.perform import NotAllowedNow, perform
from decisions.workflow.saves import NoSuchRow

CHANGED_MEANWHILE = "The author has changed it since you opened this page. Check who the author is, and press again"
DATA = {"refer": Refer, "take-back": WithReason, "withdraw": WithReason, "second-view": SecondView}
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
@described_by(fields_of(ReasonForm))
def confirm(request, reference, action):
    """The confirm page of referring, taking back, withdrawing and asking for a second view: a reason, what happens then."""
    disclosure = load(request, reference)
    page = shown_as.CONFIRM[action](disclosure, request.user)
    form = ReasonForm(request.POST or None, min_reason=disclosure.trust.min_reason, **page["reason"])
    return confirm_page(request, disclosure, action, form, page, lambda said: DATA[action](said["note"]))


@read_or_write
@described_by(fields_of(ColleagueForm))
def invite(request, reference):
    """Choose a colleague who is to help."""
    disclosure = load(request, reference)
    people = list(colleagues_to_ask(disclosure))
    form = ColleagueForm(request.POST or None, people=shown_as.named(people, disclosure.school))
    if request.method == "POST" and (_is_done(request) or form.is_valid()):
        chosen = _chosen(form, people)
        try:
            refused = act(request, "invite", disclosure, chosen and Invite(chosen), _typed(form, chosen))
        except NobodyLeft as left:
            form.add_error("person", str(left))
        else:
            if not refused and chosen:
                messages.success(request, shown_as.invited(disclosure, chosen))
            return refused or redirect(disclosure_url(disclosure))
    if not open_here("invite", request.user, disclosure):
        return moved_on(request, "invite", disclosure, ())
    context = page_of(disclosure, Content(disclosure)) | shown_as.invite(disclosure, people)
    context |= {"nobody_to_choose": not people}
    return _page(request, context, form, version_read(request, disclosure))


@read_or_write
@described_by(fields_of(HandOverForm))
def hand_over(request, reference):
    """Choose a new author. A draft is handed over unread: its page shows nothing of what stands in it."""
    disclosure = load(request, reference, among=queries.open_to_hand_over(request.user))
    people = list(possible_authors(disclosure, request.user))
    named = shown_as.named(people, disclosure.school)
    form = HandOverForm(request.POST or None, people=named, min_reason=disclosure.trust.min_reason)
    if request.method == "POST" and (_is_done(request) or form.is_valid()):
        chosen = _chosen(form, people)
        data = chosen and HandOver(chosen, form.cleaned_data["note"])
        return _hand_over(request, disclosure, data, form) or _handed_over(request, disclosure)
    if not open_here("hand-over", request.user, disclosure):
        raise Http404
    return _hand_over_page(request, disclosure, form, version_read(request, disclosure), somebody=bool(people))


def _hand_over(request, disclosure, data, form):
    """Hand it over. Returns the page that says why it could not be done, or None.

    Whoever does not read the draft is not shown what its author changed since: only that they did, and the form.
    """
    if _reads(request.user, disclosure):
        return act(request, "hand-over", disclosure, data, _typed(form, data and data.to))
    seen = seen_page(request)
    try:
        perform("hand-over", disclosure, request.user, data, seen_version=seen.version, token=seen.token)
    except NotPermitted:
        refused(request, disclosure, "hand-over", NOT_PERMITTED)
        raise Http404 from None
    except NoSuchRow:
        raise Http404 from None
    except NotAllowedNow:
        refused(request, disclosure, "hand-over", NOT_NOW)
        form.add_error(None, CHANGED_MEANWHILE)
        current = get_object_or_404(queries.open_to_hand_over(request.user), pk=disclosure.pk)
        return _hand_over_page(request, current, form, current.version, status=409)
    return None


def _hand_over_page(request, disclosure, form, version, *, somebody=True, status=200):
    is_readable = _reads(request.user, disclosure)
    if not is_readable:
        request.look = Look(None)
    context = {
        "disclosure": disclosure,
        "token": new_token(),
        "section_url": reverse("queue"),
        "disclosure_url": disclosure_url(disclosure) if is_readable else reverse("queue"),
        "hide_quickly": True,
        "nobody_to_choose": not somebody,
    }
    last = the_last_who_decide(disclosure, possible_authors(disclosure, request.user))
    page = shown_as.hand_over(disclosure, clock.today(), is_readable=is_readable, last_who_decide=last)
    return _page(request, context | page, form, version, status)


def _handed_over(request, disclosure):
    messages.success(request, f"Disclosure {disclosure.reference} is handed over.")
    return redirect(disclosure_url(disclosure) if _reads(request.user, disclosure) else "queue")


def _reads(user, disclosure):
    return queries.visible_to(user).filter(pk=disclosure.pk).exists()


def _chosen(form, people):
    """The colleague whom a right form names; None for one that was sent a second time and is right no more."""
    return next(one for one in people if one.pk == form.cleaned_data["person"]) if form.is_valid() else None


def _is_done(request):
    """Whether this form was sent before: whoever was chosen then can no longer be chosen, and it is answered alike."""
    return Entry.objects.filter(actor=request.user.pk, token=seen_page(request).token).exists()


def _typed(form, chosen=None):
    """What was chosen and typed, for the page that says that somebody was faster."""
    picked = [(form.fields["person"].label, chosen.name)] if chosen else []
    return picked + [(form[name].label, form[name].data or "") for name in form.fields if name != "person"]


def _page(request, context, form, version, status=200):
    return render(request, "decisions/handing.html", context | {"form": form, "version": version}, status=status)
