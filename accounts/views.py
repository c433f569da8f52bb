"""The people pages: who is in the trust's service, and what they are appointed to.

The adviser sees and does everything here but what concerns their own account; the administrator sees the list, adds
people and hands out first links. For everybody else these pages do not exist.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import people as acts, permissions, presenters
from accounts.context import held_by
from accounts.forms import AppointmentForm, EndForm, PersonForm, PhoneForm
from accounts.links import path_of_link
from accounts.models import Appointment, User
from accounts.permissions import permits
from accounts.roles import Role

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def found_or_404(check, *concerned):
    """Answers "not found" to whoever may not: these pages do not tell a stranger that they exist."""
    if not permits(check, *concerned):
        raise Http404


def person_or_404(pk):
    """The person with this number; accounts of the service are not people."""
    return get_object_or_404(User, pk=pk, is_service=False)


@require_safe
def people(request):
    """The list of everybody with an account, with their appointments."""
    found_or_404(permissions.check_may_add_people, request.user)
    keeps = any(one.role == Role.ADVISER for one in held_by(request))
    context = {"page_title": "People", "page": presenters.PeopleList.load(), "keeps_reference_data": keeps}
    return render(request, "accounts/people.html", context)


@never_cache
@read_or_write
def person_add(request):
    """Adds a person, and shows the one-time link to hand over: here, once, and nowhere else."""
    found_or_404(permissions.check_may_add_people, request.user)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = acts.add_person(request.user, **form.cleaned_data)
        except acts.Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            if not permissions.permits(permissions.check_may_make_link, request.user, added):
                messages.success(
                    request, "Person added. The Data Protection Adviser appoints them and makes their link."
                )
                return redirect("person", pk=added.pk)
            return show_link(request, added, path_of_link(added), "Person added")
    return render(request, "accounts/person_add.html", {"page_title": "Add a person", "form": form})


@require_safe
def person(request, pk):
    """One person: their appointments, and what the reader may do about them."""
    found_or_404(permissions.check_may_add_people, request.user)
    page = presenters.PersonPage.load(person_or_404(pk), request.user)
    return render(request, "accounts/person.html", {"page_title": "Person", "page": page})


@read_or_write
def appointment_add(request, pk):
    """Appoints a person to a role."""
    somebody = person_or_404(pk)
    found_or_404(permissions.check_may_appoint, request.user, somebody)
    form = AppointmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.appoint(request.user, somebody, **form.cleaned_data)
        except acts.Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, "The appointment is made.")
            return redirect("person", pk=pk)
    context = {"page_title": "Make an appointment", "form": form, "somebody": somebody}
    return render(request, "accounts/appointment_add.html", context)


@read_or_write
def appointment_end(request, pk):
    """Ends an appointment on a day."""
    appointment = get_object_or_404(Appointment.objects.select_related("user", "school"), pk=pk)
    found_or_404(permissions.check_may_appoint, request.user, appointment.user)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.end_appointment(request.user, appointment, form.cleaned_data["until"])
        except acts.Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, "The last day is recorded.")
            return redirect("person", pk=appointment.user_id)
    row = presenters.row_of(appointment)
    context = {"page_title": "End an appointment", "form": form, "somebody": appointment.user, "row": row}
    return render(request, "accounts/appointment_end.html", context)


@read_or_write
def appointment_phone(request, pk):
    """Changes the telephone number that stands with an appointment."""
    appointment = get_object_or_404(Appointment.objects.select_related("user", "school"), pk=pk)
    found_or_404(permissions.check_may_appoint, request.user, appointment.user)
    form = PhoneForm(request.POST or None, initial={"phone": appointment.phone})
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_phone(request.user, appointment, form.cleaned_data["phone"])
        except acts.Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, "The telephone number is recorded.")
            return redirect("person", pk=appointment.user_id)
    row = presenters.row_of(appointment)
    context = {"page_title": "Change a telephone number", "form": form, "somebody": appointment.user, "row": row}
    return render(request, "accounts/appointment_phone.html", context)


@never_cache
@require_POST
def person_link(request, pk):
    """Makes a new one-time link and shows it: here, once, and nowhere else."""
    somebody = person_or_404(pk)
    found_or_404(permissions.check_may_make_link, request.user, somebody)
    try:
        path = acts.new_password_link(request.user, somebody)
    except acts.Refused as refused:
        messages.error(request, f"{refused.sentence}.")
        return redirect("person", pk=pk)
    return show_link(request, somebody, path, "New link made")


@require_POST
def person_account(request, pk):
    """Closes an account, or opens it again."""
    somebody = person_or_404(pk)
    found_or_404(permissions.check_may_close, request.user, somebody)
    opens = request.POST.get("do") == "open"
    try:
        (acts.open_account if opens else acts.close_account)(request.user, somebody)
    except acts.Refused as refused:
        messages.error(request, f"{refused.sentence}.")
    else:
        messages.success(request, "The account is open again." if opens else "The account is closed.")
    return redirect("person", pk=pk)


def show_link(request, somebody, path, heading):
    """The page with a one-time link, as the answer to the POST that made it: it is in no address and no session."""
    context = {"page_title": heading, "heading": heading, "somebody": somebody}
    return render(request, "accounts/link.html", {**context, "link": request.build_absolute_uri(path)})
