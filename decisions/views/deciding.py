"""Checking, submitting, reading and deciding."""

from django.contrib import messages
from django.db import connection
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.typed import described_by, fields_of
from audit import clock
from checklist import gates
from checklist.reading import paragraphs
from decisions.facts import Content
from decisions.forms.deciding import AdviceForm, DecisionForm, LearningForm, RejectForm, ReturnForm
from decisions.presenters import asked, emergency, findings as findings_shown, record, words
from decisions.presenters.advising import adviser_note
from decisions.presenters.decided import CONFIRM, confirm_words, decided, decision_card, waits_for_decision, who_decides
from decisions.presenters.doing import doing
from decisions.presenters.links import disclosure_url
from decisions.presenters.settling import settled_rows
from decisions.presenters.sharing import sharing_cards
from decisions.presenters.subjects import already_shared, to_be_said
from decisions.presenters.timeline import timeline
from decisions.presenters.topics import topics
from decisions.presenters.way import way_shown, would_depart
from decisions.readiness import to_submit
from decisions.routing import route
from decisions.views.acting import (
    Again,
    act,
    load,
    load_writable,
    moved_on,
    page_of,
    section_for,
    standing_here,
    version_read,
)
from decisions.workflow.actions import Reasons
from decisions.workflow.perform import available_actions
from decisions.workflow.table import TABLE

ON_DECIDING = ("2.1", "2.9")  # welfare first; decisions and their reasons are recorded
SECTIONS = {"my-disclosures": "My disclosures", "queue": "Queue"}
FORMS = {
    "approve": DecisionForm,
    "acknowledge": AdviceForm,
    "return": ReturnForm,
    "reject": RejectForm,
    "ratify": DecisionForm,
    "ratify-learning": LearningForm,
    "not-ratify": DecisionForm,
}
HARM = "more-harm-than-good"
# What an approver has to choose in any case: it is nothing for the author to see.
THE_APPROVERS_OWN = {"BASIS.BLANK", "Q2.CONDITION"}
READ_FIRST = (
    "It has changed since you read it. Read it as it is now, in a new tab, then come back to this page: your words stand "
    "here. What you press below decides the version as it is now."
)
TASKS = "Get this ready for a decision"
TASKS_AFTERWARDS = "Answer the missing questions"


@require_safe
def disclosure(request, reference):
    """One disclosure: its task list for whoever writes it now, otherwise the page to read and decide it."""
    shown = load(request, reference)
    content = Content(shown)
    standing = standing_here(request, content)
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content, standing)}
    if "save" in offers:
        return _task_list(request, shown, content, offers)
    return _decision_page(request, content, offers, standing)


def _task_list(request, shown, content, offers):
    given = route(shown, request.user, content)
    shared = emergency.shared_first(shown, clock.today(), offers, content)
    context = page_of(shown, content) | {
        "page_title": TASKS_AFTERWARDS if shared else TASKS,
        "shared_first": shared,
        "afterwards": sharing_cards(shown, content, offers, clock.today()),
        "topics": topics(
            shown, content, gates.g1(content.facts()), to_be_said=to_be_said(shown, request.user, content.people)
        ),
        "saved": words.moment_inside(shown.changed_at, clock.today()),
        "will_decide": who_decides(shown, given),
        "decided": decided(shown, clock.today(), content),
        "doing": doing(shown, offers),
        "asked": asked.shown(shown, offers, clock.today(), content),
        "way": way_shown(content, is_own=True),
        "adviser_note": adviser_note(content, offers),
        "timeline": timeline(shown, clock.today(), content=content),
    }
    return render(request, "decisions/task_list.html", context)


def _decision_page(request, content, offers, standing):
    shown = content.disclosure
    findings = gates.g2(content.facts()) if waits_for_decision(shown) else []
    section = section_for(request.user, shown)
    card = decision_card(shown, offers, standing)
    decides = card is not None and "open" in card
    context = page_of(shown, content, section) | {
        "page_title": f"Disclosure {shown.reference}",
        "back_words": SECTIONS[section],
        "back_url": reverse(section),
        "recipient": record.heading_words(content.recipients) or emergency.first_recipient(content),
        "shared_first": emergency.shared_first(shown, clock.today(), offers, content),
        "findings": findings_shown.shown_after_the_event(findings, shown, content)
        if shown.shared_first_at
        else findings_shown.shown(findings, shown, content, mendable=False),
        "afterwards": sharing_cards(shown, content, offers, clock.today()),
        "nothing_to_share": content.nothing_to_share,
        "proposed": {"rows": record.proposal_rows(shown, content)},
        "items": [record.item_words(item) for item in content.items],
        "items_counted": record.items_counted(content),
        "pairs": {"rows": record.pair_rows(content)} if content.pairs else None,
        "settled": settled_rows(content),
        "already_shared": already_shared(shown, request.user, content.people),
        "answers": record.answers_by_question(content, emergency.answered_after(shown, content)),
        "decided": decided(shown, clock.today(), content),
        "card": card,
        "policy_says": paragraphs(connection.settings_dict["NAME"], shown.policy_version_id, ON_DECIDING)
        if decides
        else [],
        "doing": doing(shown, offers),
        "asked": asked.shown(shown, offers, clock.today(), content),
        "way": way_shown(content, is_own=standing.writes, findings=findings or None),
        "adviser_note": adviser_note(content, offers),
        "timeline": timeline(shown, clock.today(), content=content),
    }
    return render(request, "decisions/disclosure.html", context)


def _on_harm(content):
    """The author's answer on harm, where there is one: what was shared first may be looked at without."""
    answered = {question.code for question, _key, answer in content.asked() if answer is not None}
    shown = record.answers_by_question(content)
    return [entry for entry in shown if entry["code"] == HARM and HARM in answered]


def _asked_and_proposed(shown, content, capacity):
    """The summary of what is decided: first who asked for what, where somebody did."""
    return {"rows": [*asked.who_asked_rows(shown), *record.summary(shown, content, capacity)["rows"]]}


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
    stops = [finding for finding in to_submit(shown, content=content) if finding.severity != gates.WARN]
    if shown.author_id != request.user.pk:  # what the author has to read is no matter of whoever helps
        stops = [finding for finding in stops if finding != gates.NOT_READ]
    later = [] if content.nothing_to_share else gates.g2(content.facts())
    later = findings_shown.of_what_is_listed(later, stops)
    seen_later = [one for one in later if one not in stops and one.code not in THE_APPROVERS_OWN]
    standing = standing_here(request, content)
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content, standing)}
    context = page_of(shown, content) | {
        "page_title": "Check your answers",
        "stops": findings_shown.shown_together(stops, shown, content, mendable=True),
        "seen_later": findings_shown.shown(seen_later, shown, content, mendable=True),
        "cards": [*filter(None, [asked.card(shown, clock.today(), changeable=True)]), *record.cards(shown, content)],
        "submit": offers.get("submit"),
        "nothing_to_share": content.nothing_to_share,
        "opens_words": f"opens when {findings_shown.in_short(stops)} is done.",
        "will_decide": who_decides(shown, route(shown, request.user, content)),
    }
    return render(request, "decisions/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(DecisionForm, RejectForm))
def decide(request, reference, action):
    """The confirm page of a decision: what was asked, in what capacity one decides, and the reason."""
    shown = load(request, reference)
    form = FORMS[action](request.POST or None, min_reason=shown.trust.min_reason)
    again = Again(form, action=action, words=READ_FIRST, button=CONFIRM[action]["button"])
    if request.method == "POST" and form.is_valid():
        refused = act(request, action, shown, Reasons(**form.cleaned_data), again=again)
        if not refused:
            messages.success(request, f"Your decision on disclosure {shown.reference} is recorded.")
        return refused or redirect("queue")
    content = Content(shown)
    standing = standing_here(request, content)
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content, standing)}
    if action not in offers or version_read(request, shown) != shown.version:
        return moved_on(request, action, shown, [], again)
    if not offers[action].is_open and request.method != "POST":
        return redirect(disclosure_url(shown))
    context = (
        page_of(shown, content, "queue")
        | confirm_words(shown, action, nothing_to_share=content.nothing_to_share)
        | {
            "form": form,
            "shared_first": emergency.shared_first(shown, clock.today(), (), content),
            "summary": _asked_and_proposed(shown, content, standing.deciding_capacity.label),
            "harm": _on_harm(content),
            "departs": would_depart(content, TABLE[action].outcome),
            "back": disclosure_url(shown),
        }
    )
    return render(request, "decisions/decide.html", context)
