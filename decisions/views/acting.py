"""What every page that writes has in common: loading what one may see, and answering a refusal with a page."""

import json
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.context import held_by
from audit import clock
from audit.models import Entry
from decisions import queries
from decisions.facts import Content
from decisions.forms.base import Seen, new_token
from decisions.models import Disclosure
from decisions.permissions import NotPermitted, Standing, standing_of
from decisions.presenters.asked import asked_words
from decisions.presenters.changes import changes_since, differences
from decisions.presenters.findings import shown_together
from decisions.presenters.links import disclosure_url, page_url
from decisions.presenters.typed import said_in
from decisions.presenters.words import about_words, stage_tag
from decisions.views.looks import NOT_NOW, NOT_PERMITTED, NOT_READY, READ, Look, refused, refused_to_open
from decisions.workflow.perform import NotAllowedNow, NotReady, perform
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.table import TABLE


@dataclass(frozen=True)
class SeenPage:
    """The version that the reader saw and the token of the form they pressed."""

    version: int
    token: uuid.UUID


@dataclass(frozen=True)
class Again:
    """A form that may be opened again with what was typed: the bound form, and the template that draws it.

    `action` is what it does: it is opened again only where that may still be done. `button` is its only button, without
    which it is a page of a draft; `words` stand above it where it decides the version as it is now.
    """

    form: BaseForm
    template: str = "decisions/fields.html"
    is_wide: bool = False
    action: str = "save"
    words: str = ""
    button: str = ""


def load(request, reference, event=READ, *, among=None):
    """The disclosure of that reference, if this person may see it; otherwise the same page as for none (404).

    The page that follows is a look at it, which is recorded before it is sent, and so is an attempt at what one may not
    see. `event` names another look than reading; `among` are other disclosures than those that this person may see.
    """
    found = queries.on_its_page(request.user, reference) if among is None else among.filter(reference=reference).first()
    if among is not None and found is None:
        refused_to_open(request, Disclosure.objects.filter(reference=reference).select_related("school").first())
        raise Http404
    if among is None and not _reads(request, found):
        refused_to_open(request, found)
        raise Http404
    request.look, request.school_in_view = Look(found, event), found.school
    return found


def _reads(request, found):
    """Whether this person may read a disclosure, which then knows in `writes` whether they write it still.

    It is asked of the appointments that every page reads once, and not in the statement itself: that would be several
    times as dear, on every page of the service.
    """
    if found is None:
        return False
    standing = _standing_on_page(request, found)
    found.writes = standing.writes
    return standing.reads


def load_writable(request, reference):
    """The same, for a page of a draft: anybody who does not write it is shown the page that does not exist.

    So is a writer who opens the page when nothing can be written. What they send then comes from a page that was read
    before: it is let through to `act`, which answers that the disclosure has moved on and shows what was typed, or as
    it did the first time if it is sent twice.
    """
    disclosure = load(request, reference)
    can_be_written = disclosure.stage in TABLE["save"].stages or request.method == "POST"
    if not disclosure.writes:
        _refused_to_send(request, disclosure, "save")
        raise Http404
    if not can_be_written:
        raise Http404
    return disclosure


# What a form carries besides what somebody said; it differs between two presses of one form.
CARRIED = {"csrfmiddlewaretoken", "version", "token", "later", "more"}


def seen_page(request):
    """Version and token from a form. Raises BadRequest when they are missing or forged.

    The token that counts is made of the form's own, the address and every word that was sent: the same form pressed
    twice is one action, and other words, or another page, never pass for what was done before.
    """
    form = Seen(request.POST)
    if not form.is_valid():
        raise BadRequest("The form came without its version or token.")
    sent = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in CARRIED)
    words = json.dumps([request.path, sent])
    return SeenPage(form.cleaned_data["version"], uuid.uuid5(form.cleaned_data["token"], words))


def act(request, name, disclosure, data=None, typed=(), again=None):
    """Perform an action. Returns None when it is done, or the page that says why it is not.

    `typed` are pairs (label, words), shown again on the page that says that somebody was faster. `again` is the Again
    of a page of a draft, which is opened on that page with what was typed.
    """
    seen = seen_page(request)
    try:
        perform(name, disclosure, request.user, data, seen_version=seen.version, token=seen.token)
    except NotAllowedNow:
        refused(request, disclosure, name, NOT_NOW)
        return changed_page(request, disclosure, seen.version, TABLE[name].label, typed, again)
    except NotReady as refusal:
        refused(request, disclosure, name, NOT_READY, refusal.findings)
        words = typed_in(again.form) if again and not typed else typed
        return not_ready_page(request, disclosure, refusal.findings, TABLE[name].label, words)
    except NotPermitted:
        refused(request, disclosure, name, NOT_PERMITTED)
        raise Http404 from None
    except NoSuchRow:
        raise Http404 from None
    return None


def open_here(name, user, disclosure):
    """Whether this person may do an action of the table at the stage as it is; what shuts it is asked elsewhere."""
    return disclosure.stage in TABLE[name].stages and _may(TABLE[name], user, disclosure)


def moved_on(request, name, disclosure, typed, again=None):
    """A page for an action that is not open to this person here.

    Somebody who might do it at another stage is told that somebody else was faster, and keeps what was typed; for
    everybody else the page does not exist.
    """
    if request.method != "POST" or not _may(TABLE[name], request.user, disclosure):
        _refused_to_send(request, disclosure, name)
        raise Http404
    refused(request, disclosure, name, NOT_NOW)
    return changed_page(request, disclosure, seen_page(request).version, TABLE[name].label, typed, again)


def confirm_page(request, disclosure, action, form, page, data):
    """A page on which an action is confirmed: a form, what happens then, and one button.

    `page` are the words of `presenters.handing`; `data` makes of the form's cleaned values what the action writes.
    """
    typed = typed_in(form)
    if request.method == "POST" and form.is_valid():
        refused_page = act(request, action, disclosure, data(form.cleaned_data), typed)
        if not refused_page:
            messages.success(request, page["done"])
        return refused_page or redirect(disclosure_url(disclosure))
    if not open_here(action, request.user, disclosure):
        return moved_on(request, action, disclosure, typed)
    context = page_of(disclosure, Content(disclosure), section_for(request.user, disclosure)) | page
    context |= {"form": form, "version": version_read(request, disclosure)}
    return render(request, "decisions/handing.html", context)


def _refused_to_send(request, disclosure, name):
    """Record what somebody sent who may not; to have asked for the page is no attempt."""
    if request.method == "POST":
        refused(request, disclosure, name, NOT_PERMITTED)


def changed_page(request, disclosure, seen_version, label, typed, again=None) -> HttpResponse:
    """409: somebody else was faster. Says who and what, and shows what was typed.

    Where the page can still be written, its form stands open with the words in it, on the version as it is now.
    """
    current = load(request, disclosure.reference)
    reopened = again is not None and _may_be_done_again(again.action, request.user, current)
    said = said_in(again.form) if again is not None else []
    content = Content(current)
    context = page_of(current, content) | {
        "page_title": "Somebody else has changed this disclosure",
        "read_words": f"Read version {current.version}",
        "label": label,
        "seen_version": seen_version,
        "changes": changes_since(current, seen_version, clock.today()),
        "now_otherwise": differences(content, seen_version),
        "typed": [pair for pair in ([] if reopened else [(one.label, one.typed) for one in said]) if pair[1]]
        + [pair for pair in typed if pair[1]],
    }
    if reopened:
        different = [one for one in said if one.typed.split() != one.stored.split() and not again.words]
        context |= {"again": again, "form": again.form, "version": current.version, "different": different}
    return render(request, "decisions/changed.html", context, status=409)


def _may_be_done_again(action, user, disclosure):
    """Whether a form may be sent again on the version as it is now. A draft's page was opened by whoever writes it."""
    return disclosure.stage in TABLE[action].stages and (action == "save" or _may(TABLE[action], user, disclosure))


def section_for(user, disclosure):
    """Under which entry of the menu somebody finds a disclosure: their own under My disclosures, others in the queue."""
    is_own = disclosure.writes if hasattr(disclosure, "writes") else queries.own(user).filter(pk=disclosure.pk).exists()
    return "my-disclosures" if is_own else "queue"


def standing_here(request, content):
    """How the reader of a page stands to the disclosure that was loaded for it, from what has been read already."""
    return _standing_on_page(request, content.disclosure, content)


def _standing_on_page(request, disclosure, content=None):
    roles = frozenset(one.role for one in held_by(request) if one.school_id in {None, disclosure.school_id})
    close = queries.closeness_in(vars(disclosure))
    return Standing(request.user, disclosure, roles, disclosure.has_written, content=content, closeness=close)


def typed_in(form):
    """What stands in a form, in words: pairs (label, words) for `act` and `moved_on`."""
    return [(one.label, one.typed) for one in said_in(form)]


def already_sent(request):
    """Whether this form has done its work already: pressed twice, it is answered as it was the first time."""
    return Entry.objects.filter(actor=request.user.pk, token=seen_page(request).token).exists()


def version_read(request, disclosure):
    """For a page that is shown again with errors: the version that its reader saw, not one that came since."""
    form = Seen(request.POST)
    return form.cleaned_data["version"] if request.method == "POST" and form.is_valid() else disclosure.version


def not_ready_page(request, disclosure, findings, label, typed) -> HttpResponse:
    """409: a gate is shut. Says what opens it, and shows what was typed."""
    content = Content(disclosure)
    mendable = _may(TABLE["save"], request.user, disclosure) or _may(TABLE["share"], request.user, disclosure)
    context = page_of(disclosure, content) | {
        "page_title": "This cannot be done yet",
        "label": label,
        "findings": shown_together(findings, disclosure, content, mendable=mendable),
        "typed": [pair for pair in typed if pair[1]],
    }
    return render(request, "decisions/not_ready.html", context, status=409)


def page_of(disclosure, content, section="my-disclosures"):
    """What every page of one disclosure shows: reference, whom it is about, stage, version, token.

    `section` names the menu's entry under which the page stands.
    """
    return {
        "disclosure": disclosure,
        "about": about_words(content.people, clock.today()),
        "asked_words": asked_words(disclosure),
        "stage": stage_tag(disclosure.stage),
        "disclosure_url": disclosure_url(disclosure),
        "emergency_url": page_url(disclosure, "share-first"),
        "section_url": reverse(section),
        "token": new_token(),
        "hide_quickly": True,
    }


def _may(action, user, disclosure):
    try:
        action.who(standing_of(user, disclosure))
    except NotPermitted:
        return False
    return True
