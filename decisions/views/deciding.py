"""Checking, submitting, reading and deciding."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.typed import described_by, fields_of
from audit import clock
from checklist import gates
from decisions import queries
from decisions.facts import Content
from decisions.forms.deciding import DecisionForm, LearningForm, RejectForm, ReturnForm
from decisions.permissions import approver_of, deciding_role, roles_at
from decisions.presenters import emergency, findings as findings_shown, record, words
from decisions.presenters.decided import CONFIRM, decided, decision_card, waits_for_decision, who_decides
from decisions.presenters.doing import doing
from decisions.presenters.links import disclosure_url
from decisions.presenters.sharing import sharing_cards
from decisions.presenters.timeline import timeline
from decisions.presenters.topics import topics
from decisions.routing import route
from decisions.views.acting import act, load, load_writable, moved_on, page_of, version_read
from decisions.workflow.actions import Ruling
from decisions.workflow.perform import available_actions
from decisions.workflow.table import TABLE

SECTIONS = {"my-disclosures": "My disclosures", "queue": "Queue"}
FORMS = {
    "approve": DecisionForm,
    "return": ReturnForm,
    "reject": RejectForm,
    "ratify": DecisionForm,
    "ratify-learning": LearningForm,
    "not-ratify": DecisionForm,
}
HARM = "more-harm-than-good"
TASKS = "Get this ready for a decision"
TASKS_AFTERWARDS = "Answer the missing questions"


@require_safe
def disclosure(request, reference):
    """One disclosure: its task list for whoever writes it now, otherwise the page to read and decide it."""
    shown = load(request, reference)
    content = Content(shown)
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    if "save" in offers:
        return _task_list(request, shown, content, offers)
    return _decision_page(request, shown, content, offers)


def _task_list(request, shown, content, offers):
    given = route(shown, writing=request.user)
    shared = emergency.shared_first(shown, clock.today())
    context = page_of(shown, content) | {
        "page_title": TASKS_AFTERWARDS if shared else TASKS,
        "shared_first": shared,
        "afterwards": sharing_cards(shown, content, offers, clock.today()),
        "topics": topics(shown, content, gates.g1(content.facts())),
        "saved": words.moment(shown.changed_at, clock.today()),
        "will_decide": who_decides(shown, given),
        "decided": decided(shown, clock.today()),
        "doing": doing(shown, offers),
        "timeline": timeline(shown, clock.today()),
    }
    return render(request, "decisions/task_list.html", context)


def _decision_page(request, shown, content, offers):
    findings = gates.g2(content.facts()) if waits_for_decision(shown) else []
    approver = User.objects.filter(pk=approver_of(shown)).first()
    section = "my-disclosures" if _wrote(request.user, shown) else "queue"
    context = page_of(shown, content, section) | {
        "page_title": f"Disclosure {shown.reference}",
        "back_words": SECTIONS[section],
        "back_url": reverse(section),
        "recipient": record.heading_words(content.recipients) or emergency.first_recipient(shown),
        "shared_first": emergency.shared_first(shown, clock.today()),
        "findings": findings_shown.shown_after_the_event(findings, shown, content)
        if shown.shared_first_at
        else findings_shown.shown(findings, shown, content, mendable=False),
        "afterwards": sharing_cards(shown, content, offers, clock.today()),
        "proposed": {"rows": record.proposal_rows(shown, content)},
        "items": [record.item_words(item) for item in content.items],
        "items_counted": record.items_counted(content),
        "pairs": {"rows": record.pair_rows(content)} if content.pairs else None,
        "answers": record.answers_by_question(content, emergency.answered_after(shown, content)),
        "decided": decided(shown, clock.today()),
        "card": decision_card(shown, request.user, offers, approver),
        "doing": doing(shown, offers),
        "timeline": timeline(shown, clock.today()),
    }
    return render(request, "decisions/disclosure.html", context)


def _wrote(user, shown):
    return queries.own(user).filter(pk=shown.pk).exists()


def _on_harm(content):
    """The author's answer on harm, where there is one: what was shared first may be looked at without."""
    answered = {question.code for question, _key, answer in content.asked() if answer is not None}
    shown = record.answers_by_question(content)
    return [entry for entry in shown if entry["code"] == HARM and HARM in answered]


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, reference):
    """Check your answers and submit."""
    shown = load_writable(request, reference)
    if request.method == "POST":
        refused = act(request, "submit", shown)
        if not refused:
            messages.success(request, f"Disclosure {shown.reference} is submitted for a decision.")
        return refused or redirect(disclosure_url(shown))
    if shown.stage not in TABLE["submit"].stages:  # what has left already asks for no decision
        return redirect(disclosure_url(shown))
    content = Content(shown)
    facts = content.facts()
    stops = gates.g1(facts)
    seen_later = [finding for finding in gates.g2(facts) if finding not in stops]
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    context = page_of(shown, content) | {
        "page_title": "Check your answers",
        "stops": findings_shown.shown(stops, shown, content, mendable=True),
        "seen_later": findings_shown.shown(seen_later, shown, content, mendable=True),
        "cards": record.cards(shown, content),
        "submit": offers.get("submit"),
        "opens_words": f"opens when {findings_shown.in_short(stops)} is done.",
        "will_decide": who_decides(shown, route(shown, writing=request.user)),
    }
    return render(request, "decisions/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(DecisionForm, RejectForm))
def decide(request, reference, action):
    """The confirm page of a decision: what was asked, in what capacity one decides, and the reason."""
    shown = load(request, reference)
    content = Content(shown)
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    form = FORMS[action](request.POST or None)
    typed = [(field.label, field.data or "") for field in form]
    if request.method == "POST" and form.is_valid():
        refused = act(request, action, shown, Ruling(**form.cleaned_data), typed)
        if not refused:
            messages.success(request, f"Your decision on disclosure {shown.reference} is recorded.")
        return refused or redirect("queue")
    if action not in offers or version_read(request, shown) != shown.version:
        return moved_on(request, action, shown, typed)
    if not offers[action].is_open and request.method != "POST":
        return redirect(disclosure_url(shown))
    context = (
        page_of(shown, content, "queue")
        | CONFIRM[action]
        | {
            "form": form,
            "shared_first": emergency.shared_first(shown, clock.today()),
            "summary": record.summary(
                shown, content, deciding_role(shown.seat, roles_at(request.user, shown.school)).label
            ),
            "harm": _on_harm(content),
            "back": disclosure_url(shown),
        }
    )
    return render(request, "decisions/decide.html", context)
