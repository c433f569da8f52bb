"""Writing a draft: one topic a page."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import School
from accounts.typed import described_by, fields_of
from decisions import queries
from decisions.facts import BEFORE_SHARING, Content
from decisions.forms.base import new_token
from decisions.forms.draft import ItemForm, ItemsForm, NewForm, PurposeForm, RecipientForm
from decisions.forms.pairs import PairsForm, describe_pairs
from decisions.forms.people import PersonForm, initial_of
from decisions.presenters import record
from decisions.presenters.kin import colleagues_to_choose, kin_of_people, kin_words
from decisions.presenters.links import disclosure_url, page_url, row_url, section_url
from decisions.presenters.subjects import already_shared, to_be_said
from decisions.presenters.typed import said_in
from decisions.queries_of_subjects import can_be_recognised
from decisions.views.acting import CARRIED, Again, act, load_writable, page_of, seen_page, version_read
from decisions.workflow import saves
from decisions.workflow.answering import CONSENT_HELD
from decisions.workflow.perform import start

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
TOPIC, FIELDS = "decisions/topic.html", "decisions/fields.html"


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
        return onward_from(request, disclosure, page_url(disclosure, "people"))
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
    rows = [(person.name, record.person_line(person), person.pk) for person in content.people]
    onward = page_url(disclosure, "items")
    more = {
        "to_be_said": to_be_said(disclosure, request.user, content.people),
        "already": already_shared(disclosure, request.user, content.people),
        "kin": kin_of_people(disclosure, content),
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
    """Who gets what, where there is something to choose: everything goes whole to the only one who receives it."""
    is_to_be_chosen = len(content.recipients) > 1 or any(item.mentions_other for item in content.items)
    if content.pairs and is_to_be_chosen:
        return page_url(disclosure, "pairs")
    return _to_the_questions(disclosure, content)


def _to_the_questions(disclosure, content):
    """The first questions; before them, as long as nothing is known of it, what was answered about consent."""
    is_known = content.consents or any(content.value_of(person, CONSENT_HELD) for person in content.about)
    if content.about and not is_known:
        return page_url(disclosure, "consent", content.about[0].pk)
    return section_url(disclosure, BEFORE_SHARING[0])


ADD_WORDS = {"person": "Add a person", "item": "Add items", "recipient": "Add a recipient"}
MORE_WORDS = {
    "person": "Save and add another person",
    "item": "Save and add more items",
    "recipient": "Save and add another recipient",
}
ABOVE = {
    "person": "Name everybody it is about. Name a parent or carer who is to be told or not, and anybody who is only mentioned.",
    "recipient": "One disclosure may have several recipients, where purpose, information and grounds are the same for all. "
    "Otherwise start another disclosure.",
}


def _rows_page(request, disclosure, content, title, kind, rows, onward, *, to_be_said=None, already=(), kin=()):
    """A list of rows; as long as there is none, the page on which the first is put in."""
    if not rows:
        return redirect(page_url(disclosure, f"{kind}-add"))
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
        "kin": kin,
        "above": ABOVE.get(kind, ""),
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
    form = PersonForm(
        request.POST or None,
        initial=initial_of(row) if row else None,
        school=disclosure.school,
        schools=School.objects.all(),
        colleagues=colleagues_to_choose(disclosure, row and row.colleague),
        writer=request.user.pk,
    )
    title = "Change a person" if row else "Add a person"
    return _topic(
        request,
        disclosure,
        form,
        title,
        saves.SavePerson,
        lambda data: _after_person(disclosure, row, data),
        row=row,
        adds="person",
        more=lambda: {"already_shared": already_shared(disclosure, request.user, [row])} if row else {},
    )


def _after_person(disclosure, row, data):
    """Where to go from a person: to the question whether they are the same as before, where that is to be said.

    Whoever can be recognised and was not joined when they were saved seems to be known already.
    """
    which = disclosure.people.present().filter(**{"pk": row.pk} if row else {})
    saved = data.saved[0] if data.saved else which.last()
    seems_known = saved is not None and saved.subject_id is None and can_be_recognised(saved)
    if seems_known:
        return row_url(disclosure, "same-person", saved.pk)
    return page_url(disclosure, "people" if row else "items")


@read_or_write
@described_by(fields_of(ItemsForm))
def add_items(request, reference):
    """Put in several items at once."""
    disclosure = load_writable(request, reference)
    form = ItemsForm(request.POST or None, colleagues=colleagues_to_choose(disclosure))
    shown = {"template": "decisions/items.html", "fields": "decisions/item_rows.html", "adds": "item"}
    onward = page_url(disclosure, "recipients")
    return _topic(request, disclosure, form, "What is to be shared", _save_items, onward, **shown)


def _save_items(items):
    return saves.SaveItems(tuple(saves.SaveItem(**said) for said in items))


@read_or_write
@described_by(fields_of(ItemForm))
def item(request, reference, pk):
    """Mend an item."""
    disclosure = load_writable(request, reference)
    row = _row(request, disclosure.items, pk)
    fields = ("description", "category", "source", "as_at", "mentions_other")
    initial = {name: getattr(row, name) for name in fields} | {"source_colleague": row.source_colleague_id}
    form = ItemForm(
        request.POST or None, initial=initial, colleagues=colleagues_to_choose(disclosure, row.source_colleague)
    )
    return _topic(request, disclosure, form, "Change an item", saves.SaveItem, page_url(disclosure, "items"), row=row)


@read_or_write
@described_by(fields_of(RecipientForm))
def recipient(request, reference, pk=None):
    """Put a recipient in, or mend one."""
    disclosure = load_writable(request, reference)
    row = _row(request, disclosure.recipients, pk)
    fields = ("agency", "contact_name", "contact_position")
    form = RecipientForm(request.POST or None, initial={name: getattr(row, name) for name in fields} if row else None)
    title = "Change a recipient" if row else "Add a recipient"

    def onward(_data):
        content = Content(disclosure)
        is_first = row is None and len(content.recipients) == 1
        return _after_recipients(disclosure, content) if is_first else page_url(disclosure, "recipients")

    return _topic(request, disclosure, form, title, saves.SaveRecipient, onward, row=row, adds="recipient")


ROW_WORDS = {
    "people": lambda row: row.name,
    "items": lambda row: row.description,
    "recipients": record.recipient_words,
    "consents": lambda row: record.consent_words(row, row.person),
    "relationships": kin_words,
}
# Kinds of row -> the page to which one goes back from them, where it is not their own.
BACK = {"relationships": "people"}


@read_or_write
def take_out(request, reference, pk, rows):
    """Take a person, an item or a recipient out of the draft. It stays on record, hidden."""
    disclosure = load_writable(request, reference)
    back = (
        section_url(disclosure, BEFORE_SHARING[0]) if rows == "consents" else page_url(disclosure, BACK.get(rows, rows))
    )
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
    form = PairsForm(request.POST or None, pairs=seen, min_reason=disclosure.trust.min_reason)
    if request.method == "POST" and form.is_valid():
        again = Again(form, "decisions/pairs_table.html", is_wide=True)
        data = saves.SavePairs(form.cleaned_pairs())
        refused = act(request, "save", disclosure, data, leftovers(request, form, describe_pairs), again)
        return refused or onward_from(request, disclosure, lambda: _to_the_questions(disclosure, Content(disclosure)))
    context = page_of(disclosure, content) | {
        "page_title": "Who gets what",
        "form": form,
        "version": version_read(request, disclosure),
    }
    return render(request, "decisions/pairs.html", context)


def _topic(
    request, disclosure, form, title, save, onward, *, row=None, more=None, adds="", template=TOPIC, fields=FIELDS
):
    """A page with one form: save it and go on, or show it again with what was typed. `more` says what else it shows.

    `onward` is an address, or says it of what has been saved. `adds` is the kind of row that is put in, of which another
    may follow; `fields` draws the form alone.
    """
    if request.method == "POST" and form.is_valid():
        again = None if row and row.removed_at else Again(form, fields)
        typed = [] if again else [(one.label, one.typed) for one in said_in(form)]
        which = {"pk": row.pk} if row else {}
        data = save(**form.cleaned_data, **which)
        refused = act(request, "save", disclosure, data, typed, again)
        if "more" in request.POST and adds:
            onward = page_url(disclosure, f"{adds}-add")
        return refused or onward_from(request, disclosure, partial(onward, data) if callable(onward) else onward)
    context = (
        page_of(disclosure, Content(disclosure))
        | (more() if more else {})
        | {
            "page_title": title,
            "form": form,
            "above": "" if row else ABOVE.get(adds, ""),
            "more_words": "" if row else MORE_WORDS.get(adds, ""),
            "version": version_read(request, disclosure),
        }
    )
    return render(request, template, context)


def leftovers(request, form, describe):
    """What was sent about somebody, or something, that has been taken out since: it has no field any more."""
    gone = [name for name in request.POST if name not in form.fields and name not in CARRIED]
    labels = describe(gone) if gone else {}
    found = [(name, request.POST[name].strip()) for name in gone if name in labels]
    return [(f"{labels[name][0]} (taken out since)", labels[name][1].get(value, value)) for name, value in found]


def onward_from(request, disclosure, onward):
    """Where to go when it is saved: on, or back to the topics for whoever comes back later."""
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
