"""The pages of the checklist: the questions of one section, for the disclosure and for each person and recipient."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by
from audit import clock
from checklist.derived import Q6, Q9, settled
from checklist.facts import NOTHING
from checklist.forms import Group, Listed, SectionForm, Stored
from decisions.facts import BEFORE_SHARING, Content
from decisions.judged import recipient_key
from decisions.presenters import record, words
from decisions.presenters.links import page_url, section_url
from decisions.presenters.topics import TITLES
from decisions.presenters.typed import describe_answers
from decisions.views.acting import (
    Again,
    act,
    load,
    load_writable,
    moved_on,
    open_here,
    page_of,
    section_for,
    version_read,
)
from decisions.views.drafts import leftovers, onward_from
from decisions.workflow.answering import CHECKED_AFTERWARDS, Answering, CheckRecipient, SaveAnswers

DISCLOSURE_KEY = "d"


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(describe_answers)
def checklist(request, reference, number):
    """One section of the policy's questions."""
    if number not in BEFORE_SHARING:
        raise Http404
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    form = SectionForm(request.POST or None, groups=groups(content, number), total=len(content.all_questions))
    if request.method == "POST" and form.is_valid():
        again, typed = Again(form, "checklist/questions.html"), leftovers(request, form, describe_answers)
        data = SaveAnswers(answered(form), content.all_questions)
        refused = act(request, "save", disclosure, data, typed, again)
        has_nothing = form.cleaned_data.get(f"{DISCLOSURE_KEY}-how-much") == NOTHING
        return refused or onward_from(
            request, disclosure, _after(disclosure, BEFORE_SHARING[-1] if has_nothing else number)
        )
    context = page_of(disclosure, content) | {
        "page_title": TITLES[number],
        "form": form,
        "version": version_read(request, disclosure),
        "section": next(q.section for q in content.questions if q.section.number == number),
        "nothing_to_share": content.nothing_to_share,
        "nothing_says": _nothing_says(content),
        "nobody_yet": [said for rows, said in _missing(content, number) if not rows],
        "consents": consent_links(disclosure, content) if number == BEFORE_SHARING[0] else (),
    }
    return render(request, "decisions/checklist.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(describe_answers)
def check_recipient(request, reference, pk):
    """Questions 12 to 14 for one recipient, after the decision and before it leaves."""
    disclosure = load(request, reference)
    content = Content(disclosure)
    key = recipient_key(next((row for row in content.recipients if row.pk == pk), None) or _not_there())
    asked = [group for group in groups(content, "3.3", CHECKED_AFTERWARDS) if group.key == key]
    form = SectionForm(request.POST or None, groups=asked, total=len(content.all_questions))
    again = Again(form, "checklist/questions.html", action="check-recipient", button="Save")
    if request.method == "POST" and form.is_valid():
        data = CheckRecipient(answered(form), content.all_questions)
        refused = act(request, "check-recipient", disclosure, data, again=again)
        return refused or redirect(page_url(disclosure, "sharing"))
    if not open_here("check-recipient", request.user, disclosure):
        return moved_on(request, "check-recipient", disclosure, [], again)
    context = page_of(disclosure, content, section_for(request.user, disclosure)) | {
        "page_title": "Check who receives it",
        "form": form,
        "version": version_read(request, disclosure),
    }
    return render(request, "decisions/check_recipient.html", context)


def _not_there():
    raise Http404


def answered(form):
    """What was given on a page, as it is written."""
    return tuple(
        Answering(
            None if given.key == DISCLOSURE_KEY else given.key,
            given.question.code,
            given.value,
            given.text,
            given.details,
            given.is_confirmed,
        )
        for given in form.cleaned_answers()
    )


def consent_links(disclosure, content):
    """For each person it is about: their name, what is recorded of their consent, and the page of it."""
    found = []
    for person in content.about:
        rows = [row for row in content.consents if row.person_id == person.pk]
        said = "; ".join(record.consent_words(row, person) for row in rows) or "Nobody's answer is recorded yet"
        found.append({"name": person.name, "words": said, "url": page_url(disclosure, "consent", person.pk)})
    return found


def _nothing_says(content):
    """What stands above the questions where nothing should be shared."""
    number = next((one.number for one in content.questions if one.code == Q9), "")
    return f"Question {number} says that nothing should be shared. Say there why; every other question may stay blank."


def _missing(content, number):
    """What a section asks about that is not named yet, so that its questions cannot be shown."""
    numbers = {}
    for question in content.questions:
        if question.section.number == number:
            numbers.setdefault(question.asked_of, []).append(question.number)
    found = []
    if "person" in numbers:
        asked = words.asked_in_all(numbers["person"])
        found.append((content.about, f"{asked} asked for each person. Name somebody it is about first."))
    if "recipient" in numbers:
        asked = words.asked_in_all(numbers["recipient"])
        found.append((content.recipients, f"{asked} asked of the recipient. Choose who receives it first."))
    return found


def groups(content, number, codes=None):
    """The form's groups: the disclosure, then each person or recipient that the section asks about. What they answered
    is read when the page shows it. `codes` are the questions to ask, all of the section without them.
    """
    content.read_choices()
    gathered = {}
    for question in content.questions:
        if question.section.number == number and (codes is None or question.code in codes):
            for key, row in content.rows_asked(question):
                gathered.setdefault(key, (row, []))[1].append(question)
    found = SimpleLazyObject(lambda: settled(content.facts()))
    return [
        Group(
            key or DISCLOSURE_KEY,
            record.asked_about(row if key else None),
            questions,
            SimpleLazyObject(partial(_answers, content, row, questions)),
            settled=SimpleLazyObject(partial(_settled, found, key)),
            listed=_listed(content) if key is None and content.people else {},
            kind=getattr(row, "kind", ""),
        )
        for key, (row, questions) in gathered.items()
    ]


def _settled(found, key):
    """What needs no answer of one group, and why."""
    return {code: why for (code, about), why in found.items() if about == key}


def _listed(content):
    """Question 5 is answered by the people who are named."""
    lines = [(person.name, record.person_line(person)) for person in content.people]
    return {"whose-information": Listed(lines, page_url(content.disclosure, "people"))} if content.about else {}


def _answers(content, row, questions):
    found = [content.answer_of(row, question.code) for question in questions]
    stored = {
        answer.question_code: Stored(answer.value, answer.text, answer.details, answer.stale_because)
        for answer in found
        if answer
    }
    if any(question.code == Q6 for question in questions):  # the day is offered, and stored where somebody is not told
        again = content.disclosure.trust.look_again_on(clock.today()).isoformat()
        risk = stored.get(Q6, Stored())
        stored[Q6] = risk._replace(details={"tell_review": again} | dict(risk.details))
    return stored


def _after(disclosure, number):
    later = BEFORE_SHARING[BEFORE_SHARING.index(number) + 1 :]
    return section_url(disclosure, later[0]) if later else page_url(disclosure, "check")
