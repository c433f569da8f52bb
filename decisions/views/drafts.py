"""Writing a draft: one topic a page."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_safe

from accounts.typed import described_by, fields_of
from checklist.forms import Group, SectionForm
from decisions import queries
from decisions.facts import BEFORE_SHARING, Content
from decisions.forms.base import new_token
from decisions.forms.draft import ItemForm, NewForm, PersonForm, PurposeForm, RecipientForm
from decisions.forms.pairs import PairsForm, describe_pairs
from decisions.presenters import record
from decisions.presenters.links import disclosure_url, page_url, row_url, section_url
from decisions.presenters.subjects import already_shared, to_be_said
from decisions.presenters.topics import TITLES
from decisions.presenters.typed import describe_answers, said_in
from decisions.views.acting import Again, act, load_writable, page_of, seen_page, version_read
from decisions.workflow import saves
from decisions.workflow.perform import start

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
DISCLOSURE_KEY = "d"
CARRIED = {"csrfmiddlewaretoken", "version", "token", "later"}


@read_or_write
@described_by(fields_of(NewForm))
def new(request):
    """Start a disclosure: its first page, saved as a draft."""
    schools = list(queries.writing_schools(request.user))
    if not schools:
        raise Http404
    form = NewForm(request.POST or None, schools=queries.writing_schools(request.user), initial={"school": schools[0]})
    if request.method == "POST" and form.is_valid():
        school = form.cleaned_data.get("school") or schools[0]
        data = saves.SavePurpose(form.cleaned_data["purpose"], form.cleaned_data["benefit"])
        disclosure = start(school, request.user, data, token=seen_page(request).token)
        return _onward(request, disclosure, page_url(disclosure, "people"))
    context = {"page_title": "What and why", "form": form, "token": new_token(), "version": 0, "hide_quickly": True}
    return render(request, "decisions/topic.html", context)


@read_or_write
@described_by(fields_of(PurposeForm))
def purpose(request, reference):
    """What sharing is for, and how it helps the child."""
    disclosure = load_writable(request, reference)
    initial = {"purpose": disclosure.purpose, "benefit": disclosure.benefit}
    form = PurposeForm(request.POST or None, initial=initial)
    return _topic(request, disclosure, form, "What and why", saves.SavePurpose, page_url(disclosure, "people"))


@require_safe
def people(request, reference):
    """Everybody who comes into it."""
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    rows = [(person.name, record.PersonKind(person.kind).label, person.pk) for person in content.people]
    onward = page_url(disclosure, "items")
    more = {
        "to_be_said": to_be_said(disclosure, request.user, content.people),
        "already": already_shared(disclosure, request.user, content.people),
    }
    return _rows_page(request, disclosure, content, "Who it is about", "person", rows, onward, **more)


@require_safe
def items(request, reference):
    """Everything that is proposed for sharing."""
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    rows = [(item.description, record.ItemCategory(item.category).label, item.pk) for item in content.items]
    return _rows_page(request, disclosure, content, "The information", "item", rows, page_url(disclosure, "recipients"))


@require_safe
def recipients(request, reference):
    """Everybody who is to receive it."""
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    rows = [
        (row.agency.name, record.contact_words(row) or "Nobody is named there yet", row.pk)
        for row in content.recipients
    ]
    return _rows_page(
        request, disclosure, content, "Who receives it", "recipient", rows, _after_recipients(disclosure, content)
    )


def _after_recipients(disclosure, content):
    return page_url(disclosure, "pairs") if content.pairs else section_url(disclosure, BEFORE_SHARING[0])


ADD_WORDS = {"person": "Add a person", "item": "Add an item", "recipient": "Add a recipient"}
NONE_YET = {
    "person": "Nobody is named yet.",
    "item": "Nothing is listed yet.",
    "recipient": "Nobody is chosen yet.",
}
ABOVE = {
    "person": "Name everybody it is about. Name a parent or carer who is to be told or not, and anybody who is only mentioned.",
    "recipient": "One disclosure may have several recipients, where purpose, information and grounds are the same for all. "
    "Otherwise start another disclosure.",
}


def _rows_page(request, disclosure, content, title, kind, rows, onward, *, to_be_said=None, already=()):
    shown = [
        {
            "name": name,
            "words": words,
            "change": row_url(disclosure, kind, pk),
            "take_out": row_url(disclosure, f"{kind}-take-out", pk),
            "same_url": (to_be_said or {}).get(pk),
        }
        for name, words, pk in rows
    ]
    context = page_of(disclosure, content) | {
        "page_title": title,
        "already_shared": already,
        "rows": shown,
        "above": ABOVE.get(kind, ""),
        "none_yet": NONE_YET[kind],
        "add_words": ADD_WORDS[kind],
        "add_url": page_url(disclosure, f"{kind}-add"),
        "onward": onward,
    }
    return render(request, "decisions/rows.html", context)


@read_or_write
@described_by(fields_of(PersonForm))
def person(request, reference, pk=None):
    """Put a person in, or mend one."""
    disclosure = load_writable(request, reference)
    row = _row(request, disclosure.people, pk)
    fields = ("kind", "name", "relation", "date_of_birth", "pupil_number")
    form = PersonForm(request.POST or None, initial={name: getattr(row, name) for name in fields} if row else None)
    title = "Change a person" if row else "Add a person"
    return _topic(
        request,
        disclosure,
        form,
        title,
        saves.SavePerson,
        lambda: _after_person(request, disclosure, row),
        row=row,
        more=lambda: {"already_shared": already_shared(disclosure, request.user, [row])} if row else {},
    )


def _after_person(request, disclosure, row):
    """Where to go from a person: to the question whether they are the same as before, where that is to be said."""
    saved = disclosure.people.present().filter(**{"pk": row.pk} if row else {}).last()
    asked = to_be_said(disclosure, request.user, [saved] if saved else [])
    return asked.get(saved.pk, page_url(disclosure, "people")) if saved else page_url(disclosure, "people")


@read_or_write
@described_by(fields_of(ItemForm))
def item(request, reference, pk=None):
    """Put an item in, or mend one."""
    disclosure = load_writable(request, reference)
    row = _row(request, disclosure.items, pk)
    fields = ("description", "category", "source", "as_at")
    form = ItemForm(request.POST or None, initial={name: getattr(row, name) for name in fields} if row else None)
    title = "Change an item" if row else "Add an item"
    return _topic(request, disclosure, form, title, saves.SaveItem, page_url(disclosure, "items"), row=row)


@read_or_write
@described_by(fields_of(RecipientForm))
def recipient(request, reference, pk=None):
    """Put a recipient in, or mend one."""
    disclosure = load_writable(request, reference)
    row = _row(request, disclosure.recipients, pk)
    fields = ("agency", "contact_name", "contact_position")
    form = RecipientForm(request.POST or None, initial={name: getattr(row, name) for name in fields} if row else None)
    title = "Change a recipient" if row else "Add a recipient"
    return _topic(request, disclosure, form, title, saves.SaveRecipient, page_url(disclosure, "recipients"), row=row)


ROW_WORDS = {
    "people": lambda row: row.name,
    "items": lambda row: row.description,
    "recipients": record.recipient_words,
}


@read_or_write
def take_out(request, reference, pk, rows):
    """Take a person, an item or a recipient out of the draft. It stays on record, hidden."""
    disclosure = load_writable(request, reference)
    back = page_url(disclosure, rows)
    row = _row(request, getattr(disclosure, rows), pk)
    if request.method == "POST":  # the row is looked for again inside the action: sent twice, the first answer stands
        typed = [("You were taking out", ROW_WORDS[rows](row))]
        return act(request, "save", disclosure, saves.TakeOut(rows, pk), typed) or redirect(back)
    context = page_of(disclosure, Content(disclosure)) | {
        "page_title": "Take this out",
        "row_words": ROW_WORDS[rows](row),
        "back": back,
    }
    return render(request, "decisions/take_out.html", context)


@read_or_write
@described_by(describe_pairs)
def pairs(request, reference):
    """Who gets what: each item for each recipient. There is no such page before there is one of each."""
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    seen = record.pairs_seen(content)
    if not seen and request.method != "POST":
        raise Http404
    form = PairsForm(request.POST or None, pairs=seen)
    if request.method == "POST" and form.is_valid():
        again = Again(form, "decisions/pairs_table.html", is_wide=True)
        data = saves.SavePairs(form.cleaned_pairs())
        refused = act(request, "save", disclosure, data, _leftovers(request, form, describe_pairs), again)
        return refused or _onward(request, disclosure, section_url(disclosure, BEFORE_SHARING[0]))
    context = page_of(disclosure, content) | {
        "page_title": "Who gets what",
        "form": form,
        "version": version_read(request, disclosure),
    }
    return render(request, "decisions/pairs.html", context)


@read_or_write
@described_by(describe_answers)
def checklist(request, reference, number):
    """One section of the policy's questions."""
    if number not in BEFORE_SHARING:
        raise Http404
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    form = SectionForm(request.POST or None, groups=_groups(content, number), total=len(content.all_questions))
    if request.method == "POST" and form.is_valid():
        answers = tuple(
            (None if key == DISCLOSURE_KEY else key, question.code, value, text)
            for key, question, value, text in form.cleaned_answers()
        )
        again, typed = Again(form, "checklist/questions.html"), _leftovers(request, form, describe_answers)
        data = saves.SaveAnswers(answers, content.all_questions)
        refused = act(request, "save", disclosure, data, typed, again)
        return refused or _onward(request, disclosure, _after(disclosure, number))
    context = page_of(disclosure, content) | {
        "page_title": TITLES[number],
        "form": form,
        "version": version_read(request, disclosure),
        "section": next(q.section for q in content.questions if q.section.number == number),
        "nobody_yet": [words for rows, words in _missing(content, number) if not rows],
    }
    return render(request, "decisions/checklist.html", context)


def _missing(content, number):
    """What a section asks about that is not named yet, so that its questions cannot be shown."""
    asked = {question.asked_of for question in content.questions if question.section.number == number}
    found = []
    if "person" in asked:
        found.append(
            (content.about, "Questions 1, 6 and 7 are asked for each person. Name somebody it is about first.")
        )
    if "recipient" in asked:
        found.append(
            (content.recipients, "Questions 12 to 15 are asked of the recipient. Choose who receives it first.")
        )
    return found


def _groups(content, number):
    """The form's groups: the disclosure, then each person or recipient that the section asks about. What they answered
    is read when the page shows it.
    """
    content.read_choices()
    gathered = {}
    for question in content.questions:
        if question.section.number == number:
            for key, row in content.rows_asked(question.asked_of):
                gathered.setdefault(key, (row, []))[1].append(question)
    return [
        Group(
            key or DISCLOSURE_KEY,
            record.asked_about(row if key else None),
            questions,
            SimpleLazyObject(partial(_answers, content, row, questions)),
        )
        for key, (row, questions) in gathered.items()
    ]


def _answers(content, row, questions):
    found = [content.answer_of(row, question.code) for question in questions]
    return {answer.question_code: (answer.value, answer.text) for answer in found if answer}


def _after(disclosure, number):
    later = BEFORE_SHARING[BEFORE_SHARING.index(number) + 1 :]
    return section_url(disclosure, later[0]) if later else page_url(disclosure, "check")


def _topic(request, disclosure, form, title, save, onward, *, row=None, more=None):
    """A page with one form: save it and go on, or show it again with what was typed. `more` says what else it shows.

    `onward` is an address, or says it when all is saved.
    """
    if request.method == "POST" and form.is_valid():
        again = None if row and row.removed_at else Again(form)
        typed = [] if again else [(one.label, one.typed) for one in said_in(form)]
        which = {"pk": row.pk} if row else {}
        refused = act(request, "save", disclosure, save(**form.cleaned_data, **which), typed, again)
        return refused or _onward(request, disclosure, onward)
    context = (
        page_of(disclosure, Content(disclosure))
        | (more() if more else {})
        | {
            "page_title": title,
            "form": form,
            "version": version_read(request, disclosure),
        }
    )
    return render(request, "decisions/topic.html", context)


def _leftovers(request, form, describe):
    """What was sent about somebody, or something, that has been taken out since: it has no field any more."""
    gone = [name for name in request.POST if name not in form.fields and name not in CARRIED]
    labels = describe(gone) if gone else {}
    found = [(name, request.POST[name].strip()) for name in gone if name in labels]
    return [(f"{labels[name][0]} (taken out since)", labels[name][1].get(value, value)) for name, value in found]


def _onward(request, disclosure, onward):
    if "later" in request.POST:
        return redirect(disclosure_url(disclosure))
    return redirect(onward() if callable(onward) else onward)


def _row(request, rows, pk):
    """A row of this disclosure, None for a new one; the page that does not exist for any other.

    One that has been taken out has no page; what is sent to it comes from a page that was read before, and is answered
    as such.
    """
    if pk is None:
        return None
    found = rows.all() if request.method == "POST" else rows.present()
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
