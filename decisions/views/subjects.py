"""Who is the same person as in another disclosure: the author is asked, and an adviser joins and parts."""

import uuid
from contextlib import suppress

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from decisions.facts import Content
from decisions.forms.subjects import JOIN, JOIN_ALL, SAME, JoinForm, SameForm
from decisions.models import Person
from decisions.permissions import NotPermitted
from decisions.presenters import subjects as shown_as
from decisions.presenters.links import page_url
from decisions.queries_of_subjects import may_be_same, to_join_at_once
from decisions.views.acting import act, load, load_writable, moved_on, open_here, page_of, seen_page
from decisions.workflow.perform import NotAllowedNow, perform
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.subjects import Join, Part, SameAs

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
DONE = {True: "They are joined.", False: "They are parted."}


@read_or_write
@described_by(fields_of(SameForm))
def same_person(request, reference, pk):
    """Ask the author whether a person is the one whom the school has recorded before. It may stay unanswered."""
    disclosure = load_writable(request, reference)
    person = _person(request, disclosure, pk)
    people = page_url(disclosure, "people")
    if request.method == "POST":
        form = SameForm(request.POST)
        if not form.is_valid():
            raise Http404
        answer = form.cleaned_data["answer"]
        typed = [(SameForm.base_fields["answer"].label, dict(form.fields["answer"].choices)[answer])]
        return act(request, "save", disclosure, SameAs(person.pk, answer == SAME), typed) or redirect(people)
    asked = shown_as.same_person(disclosure, request.user, person)
    if asked is None:
        return redirect(people)
    context = page_of(disclosure, Content(disclosure)) | {
        "page_title": "Is this the same person?",
        "asked": asked,
        "buttons": [{"value": value, "text": words} for value, words in SameForm.base_fields["answer"].choices],
        "people_url": people,
    }
    return render(request, "decisions/subjects_same.html", context)


def _person(request, disclosure, pk):
    """A person of this disclosure; one that was taken out since only for a page that was read before."""
    found = disclosure.people.all() if request.method == "POST" else disclosure.people.present()
    person = found.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


@read_or_write
@described_by(fields_of(JoinForm))
def same_people(request, reference):
    """An adviser sees who is joined with whom, joins people and parts them."""
    disclosure = load(request, reference)
    if request.method == "POST":
        return _join_or_part(request, disclosure)
    if not open_here("same-person", request.user, disclosure):
        return moved_on(request, "same-person", disclosure, ())
    content = Content(disclosure)
    context = page_of(disclosure, content, "queue") | {
        "page_title": "Who is the same person?",
        "people": shown_as.same_people(disclosure, request.user, content.people),
    }
    return render(request, "decisions/subjects_people.html", context)


def _join_or_part(request, disclosure):
    form = JoinForm(request.POST)
    if not form.is_valid():
        raise Http404
    name, pks = form.cleaned_data["do"]
    if name == JOIN_ALL:
        return _join_all(request, disclosure, *pks)
    data = Join(*pks) if name == JOIN else Part(*pks)
    typed = [("You pressed", "Join" if name == JOIN else "Part")]
    refused = act(request, "same-person", disclosure, data, typed)
    if refused:
        return refused
    other = Person.objects.select_related("disclosure").get(pk=pks[1]) if name == JOIN else None
    if other and other.subject_id is None:
        messages.success(request, f"One step more: join them here, in {other.disclosure.reference}, as well.")
        return redirect(reverse("disclosure-subjects", args=[other.disclosure.reference]))
    messages.success(request, DONE[name == JOIN])
    return redirect(reverse("disclosure-subjects", args=[disclosure.reference]))


def _join_all(request, disclosure, pk):
    """One press for all who are the same as a person as far as can be told: each joins from its own disclosure, as an
    action of its own. One that has moved on meanwhile is left as it is, with its own button.
    """
    person = next((one for one in disclosure.people.present() if one.pk == pk), None)
    if person is None:
        raise Http404
    if not open_here("same-person", request.user, disclosure):
        return moved_on(request, "same-person", disclosure, [("You pressed", "Join all")])
    others = to_join_at_once(person, may_be_same([person], request.user)[pk])
    if others and person.subject_id is None:
        refused = act(request, "same-person", disclosure, Join(pk, others[0].pk), [("You pressed", "Join all")])
        if refused:
            return refused
    token = seen_page(request).token
    for other in others:
        there = other.disclosure
        with suppress(NotAllowedNow, NotPermitted, NoSuchRow):
            perform(
                "same-person", there, request.user, Join(other.pk, pk),
                seen_version=there.version, token=uuid.uuid5(token, str(other.pk)),
            )  # fmt: skip
    messages.success(request, DONE[True])
    return redirect(reverse("disclosure-subjects", args=[disclosure.reference]))
