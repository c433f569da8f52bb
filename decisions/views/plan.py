"""The plan of paragraph 4.2: writing it, signing it, and saying what came of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.typed import described_by, fields_of
from audit import clock
from decisions.enums import Party, PersonKind, Side
from decisions.facts import Content
from decisions.forms.plan import NO_CARER, NOT_NOW, TELL, PlanForm, StepDoneForm, describe_plan
from decisions.judged import person_key, recipient_key
from decisions.permissions import AUTHOR, CONTRIBUTOR, standing_of
from decisions.presenters import record, sharing
from decisions.presenters.links import disclosure_url, page_url, row_url
from decisions.readiness import names_a_carer
from decisions.views.acting import act, load, moved_on, page_of, section_for, typed_in, version_read
from decisions.workflow.perform import available_actions
from decisions.workflow.planning import SavePlan, Sign, Step, StepDone
from decisions.workflow.table import TABLE

ASKED = "risk-of-asking-or-telling"


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(describe_plan)
def plan(request, reference):
    """What the student, the professionals and each parent or carer are told, and the two signatures under it."""
    shown = load(request, reference)
    content = Content(shown)
    steps = {(step.person_id, step.recipient_id): step for step in content.steps}
    told = _told(content, steps)
    open_cards = [(one["key"], one["name"]) for one in told if not one["is_done"]]
    without_carer = not names_a_carer(content.people)
    initial = _initial(told) | {NO_CARER: _no_carer(steps)}
    form = PlanForm(
        request.POST or None,
        told=open_cards,
        without_carer=without_carer,
        initial=initial,
        min_reason=shown.trust.min_reason,
    )
    typed = typed_in(form)
    if request.method == "POST" and form.is_valid():
        data = SavePlan(tuple(_steps(told, form)))
        refused = act(request, "plan", shown, data, typed)
        if not refused:
            messages.success(request, "The plan is saved.")
        return refused or redirect(page_url(shown, "plan"))
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    if "plan" not in offers:
        return moved_on(request, "plan", shown, typed)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "Communication plan",
        "form": form,
        "version": version_read(request, shown),
        "parts": _parts(shown, content, told, form),
        "risk": next((f"Question {one.number}, {one.label}" for one in content.questions if one.code == ASKED), ""),
        "card": _signatures(shown, request.user, offers["sign"]),
        "sharing_url": page_url(shown, "sharing"),
        "back": disclosure_url(shown),
    }
    return render(request, "decisions/plan.html", context)


def _told(content, steps):
    """Everybody of whom the plan speaks: people that are only mentioned apart, and each recipient."""
    today = clock.today()
    found = []
    for person in content.people:
        if person.kind != PersonKind.MENTIONED:
            party = Party.STUDENT if person.kind == PersonKind.ABOUT else Party.CARER
            step = steps.get((person.pk, None))
            found.append(
                _one(person_key(person), person.name, record.person_words(person), party, step, person=person.pk)
            )
    for recipient in content.recipients:
        name, step = sharing.recipient_name(recipient), steps.get((None, recipient.pk))
        hint = f"Recipient: {record.recipient_words(recipient)}"
        found.append(_one(recipient_key(recipient), name, hint, Party.PROFESSIONAL, step, recipient=recipient.pk))
    for one in found:
        one["done"] = sharing.step_words(one["step"], today) if one["is_done"] else ""
    return found


def _one(key, name, hint, party, step, **ids):
    is_done = step is not None and step.done_at is not None
    return {"key": key, "name": name, "hint": hint, "party": party, "step": step, "is_done": is_done, "ids": ids}


def _initial(told):
    """The stored steps under the names of the form's fields."""
    initial = {}
    for one in told:
        key, step = one["key"], one["step"]
        if step is not None:
            text, day = ("said", "by") if step.tell else ("why", "again")
            initial |= {
                f"{key}-tell": TELL if step.tell else NOT_NOW,
                f"{key}-{text}": step.words,
                f"{key}-{day}": step.by_when,
                f"{key}-who": step.who,
            }
    return initial


def _steps(told, form):
    ids = {one["key"]: one["ids"] for one in told}
    for key, tell, text, who, day in form.cleaned_steps():
        yield Step(tell=tell, words=text, who=who, by_when=day, **ids[key])
    if form.cleaned_data.get(NO_CARER):
        yield Step(tell=False, words=form.cleaned_data[NO_CARER])


def _no_carer(steps):
    """Why no parent or carer is told, as it is stored."""
    return steps[None, None].words if (None, None) in steps else ""


def _parts(shown, content, told, form):
    """The three parts in the policy's order, with a card for each person."""
    asked = _asked(content)
    cards = form.cards()
    return [
        {
            "title": title,
            "cards": [_card(shown, one, cards, asked) for one in told if one["party"] == party],
            "no_carer": form[NO_CARER] if party == Party.CARER and NO_CARER in form.fields else None,
        }
        for party, title in sharing.PARTS.items()
    ]


def _card(shown, one, cards, asked):
    can_be_done = one["step"] is not None and not one["is_done"]
    return {
        **one,
        **cards.get(one["key"], {}),
        "asked": asked.get(one["key"], ""),
        "done_url": row_url(shown, "step-done", one["step"].pk) if can_be_done else "",
    }


def _asked(content):
    """Key -> the answer to question 6 about that person, in words."""
    record.answers_by_question(content)  # reads the choices of every question, once
    return {
        key: record.answer_words(question, answer)
        for question, key, answer in content.asked()
        if question.code == ASKED
    }


def _signatures(shown, user, sign):
    """The card of the two signatures, with the button for the side whose turn it is."""
    capacity = TABLE["sign"].who(standing_of(user, shown))
    mine = Side.AUTHOR if capacity in {AUTHOR, CONTRIBUTOR} else Side.APPROVER
    waits_for = sharing.who_signs(shown)
    rows = [
        row
        | {
            "waits_for": waits_for[row["side"]],
            "is_turn": row["side"] == mine and not row["is_signed"] and sign.is_open,
        }
        for row in sharing.signature_rows(shown, clock.today())
    ]
    return {
        "version": shown.plan_version,
        "sides": rows,
        "incomplete": " ".join(finding.sentence for finding in sign.findings),
        "both": all(row["is_signed"] for row in rows),
    }


@require_POST
def sign(request, reference):
    """Sign the plan for one's side, as it was read."""
    shown = load(request, reference)
    refused = act(request, "sign", shown, Sign())
    if not refused:
        messages.success(request, "You have signed the plan.")
    return refused or redirect(page_url(shown, "plan"))


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(StepDoneForm))
def step_done(request, reference, pk):
    """Say what came of a step of the plan."""
    shown = load(request, reference)
    form = StepDoneForm(request.POST or None, min_reason=shown.trust.min_reason)
    typed = typed_in(form)
    if request.method == "POST" and form.is_valid():
        refused = act(request, "step-done", shown, StepDone(pk, **form.cleaned_data), typed)
        return refused or redirect(page_url(shown, "plan"))
    content = Content(shown)
    if "step-done" not in {offer.name for offer in available_actions(shown, request.user, content)}:
        return moved_on(request, "step-done", shown, typed)
    open_ones = [step for step in content.steps if step.done_at is None and (step.person or step.recipient)]
    step = next((one for one in open_ones if one.pk == pk), None)
    if step is None:
        raise Http404
    name = step.person.name if step.person else sharing.recipient_name(step.recipient)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "What came of it",
        "form": form,
        "version": version_read(request, shown),
        "about_words": f"{name}. {sharing.step_words(step, clock.today())}",
        "button": "Save",
        "back": page_url(shown, "plan"),
        "back_words": "Back to the plan",
    }
    return render(request, "decisions/afterwards.html", context)
