"""After the sharing: questions 16 and 17, and the end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by
from audit import clock
from checklist.models import Answer
from decisions.enums import Stage
from decisions.facts import Content
from decisions.forms.after import AfterForm, describe_after
from decisions.judged import person_key
from decisions.presenters.findings import shown as findings_shown
from decisions.presenters.links import disclosure_url, page_url
from decisions.presenters.sharing import after_questions
from decisions.readiness import looked_at_again
from decisions.views.acting import act, load, moved_on, page_of, section_for, typed_in, version_read
from decisions.workflow.perform import available_actions
from decisions.workflow.sharing import Close, SaveAfter, Told

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
@described_by(describe_after)
def after(request, reference):
    """Question 16 for each person it is about, and question 17."""
    shown = load(request, reference)
    content = Content(shown)
    questions = after_questions(content)
    is_stale = version_read(request, shown) != shown.version
    is_closed = shown.stage == Stage.CLOSED and not is_stale
    people = looked_at_again(content.about) if is_closed else content.about
    aware = questions.get("person-aware")
    people = people if aware else []
    form = AfterForm(
        request.POST or None,
        people=[(person_key(person), person.name) for person in people],
        aware=aware,
        recorded=None if is_closed else questions.get("recorded"),
        total=len(content.all_questions),
        initial=_initial(shown, content),
    )
    typed = typed_in(form)
    if request.method == "POST" and form.is_valid():
        refused = act(request, "after", shown, _data(form, people), typed)
        if not refused:
            messages.success(request, "Your answers are saved.")
        return refused or redirect(disclosure_url(shown))
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    if "after" not in offers or not offers["after"].is_open or (shown.stage == Stage.CLOSED and is_stale):
        return moved_on(request, "after", shown, typed)
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "Look again at who is not told" if is_closed else "After the sharing",
        "is_closed": is_closed,
        "form": form,
        "version": version_read(request, shown),
        "aware": aware,
        "above": f"Question {aware.number} of {form.total}" if aware else "",
        "recorded": questions.get("recorded"),
        "people": [form[f"{person_key(person)}-value"] for person in people],
        "back": disclosure_url(shown),
    }
    return render(request, "decisions/after.html", context)


def _data(form, people):
    pks = {person_key(person): person.pk for person in people}
    told = tuple(Told(pks[key], **values) for key, values in form.cleaned_people())
    if "recorded" not in form.fields:
        return SaveAfter(told, recorded=None)
    names = ("recorded", "case_system", "case_reference")
    return SaveAfter(told, **{name: form.cleaned_data[name] for name in names})


def _initial(shown, content):
    """What is stored, under the names of the form's fields."""
    sheets = [person.response_id for person in content.about] + [shown.response_id]
    found = Answer.objects.filter(response__in=sheets, question_code__in=["person-aware", "recorded"])
    answers = dict(found.values_list("response_id", "value"))
    initial = {
        "recorded": answers.get(shown.response_id, ""),
        "case_system": shown.case_system,
        "case_reference": shown.case_reference,
    }
    for person in content.about:
        key = person_key(person)
        initial |= {
            f"{key}-value": answers.get(person.response_id, ""),
            f"{key}-on": person.aware_on,
            f"{key}-how": person.aware_how,
            f"{key}-by": person.aware_by,
            f"{key}-try": person.not_told_review_on,
            f"{key}-ground": person.not_told_ground,
            f"{key}-review": person.not_told_review_on or shown.trust.look_again_on(clock.today()),
        }
    return initial


@read_or_write
def close(request, reference):
    """What still stands between a sharing and its end, or the button that closes it."""
    shown = load(request, reference)
    if request.method == "POST":
        refused = act(request, "close", shown, Close())
        if not refused:
            messages.success(request, f"Disclosure {shown.reference} is closed.")
        return refused or redirect(disclosure_url(shown))
    content = Content(shown)
    offers = {offer.name: offer for offer in available_actions(shown, request.user, content)}
    if "close" not in offers:
        return moved_on(request, "close", shown, [])
    context = page_of(shown, content, section_for(request.user, shown)) | {
        "page_title": "Close this disclosure",
        "is_open": offers["close"].is_open,
        "findings": findings_shown(offers["close"].findings, shown, content, mendable=True),
        "sharing_url": page_url(shown, "sharing"),
        "back": disclosure_url(shown),
    }
    return render(request, "decisions/close.html", context)
