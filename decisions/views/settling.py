"""The approver's part of a disclosure: settling what the author was not sure of, the basis and the condition."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by
from decisions.enums import Seat
from decisions.facts import Content
from decisions.forms.settling import SettleForm, describe_points
from decisions.presenters import findings as findings_shown
from decisions.presenters.links import disclosure_url
from decisions.presenters.settling import points
from decisions.views.acting import Again, act, load, moved_on, page_of, standing_here, version_read
from decisions.workflow.perform import available_actions
from decisions.workflow.settling import Settle, Settled

SETTLED = "What you settled is kept beside the author\u2019s answers. You have not decided yet."


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(describe_points)
def settle(request, reference):
    """What is open at approval, and what the approver says of it. It edits no answer, and decides nothing."""
    shown = load(request, reference)
    content = Content(shown)
    standing = standing_here(request, content)
    by_adviser = shown.seat == Seat.ADVISER
    form = SettleForm(request.POST or None, points=points(content, by_adviser), min_reason=shown.trust.min_reason)
    again = Again(form, action="settle", button="Save what you settled")
    if request.method == "POST" and form.is_valid():
        data = Settle(tuple(Settled(*one) for one in form.settled()))
        refused = act(request, "settle", shown, data, again=again)
        if not refused:
            messages.success(request, SETTLED)
        return refused or redirect(disclosure_url(shown))
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content, standing)}
    if "settle" not in offers:
        return moved_on(request, "settle", shown, [], again)
    approving = next((offers[name] for name in ("approve", "ratify") if name in offers), None)
    context = page_of(shown, content, "queue") | {
        "page_title": "Settle what is open",
        "form": form,
        "findings": findings_shown.shown(approving.findings if approving else [], shown, content, mendable=False),
        "version": version_read(request, shown),
    }
    return render(request, "decisions/settle.html", context)
