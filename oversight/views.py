"""What trustees read."""

import re

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.appointments import holds
from accounts.models import School
from accounts.roles import Role
from audit import clock
from oversight import queries
from oversight.forms import FilterForm
from oversight.presenters import entries

PAGE = 25


@require_safe
def register(request):
    """Who proposed to share what, with whom and why, and who decided: newest first, people under a code."""
    if not holds(request.user, Role.TRUSTEE):
        raise Http404
    form = FilterForm(request.GET, schools=School.objects.all())
    chosen = form.chosen()
    rows = queries.register(request.user).filter(**{name: value for name, value in chosen.items() if value})
    rows = _from_place(request, rows)
    found = list(rows[: PAGE + 1])
    context = {
        "page_title": "Register",
        "form": form,
        "entries": entries(found[:PAGE], request.user.pk, clock.today()),
        "older_url": _older(form, found[PAGE - 1]) if len(found) > PAGE else "",
        "is_filtered": any(chosen.values()),
    }
    return render(request, "oversight/register.html", context)


def _from_place(request, rows):
    reference = request.GET.get("before", "")
    if not reference:
        return rows
    known = re.fullmatch(r"[A-Z0-9-]{1,20}", reference)
    last = queries.register(request.user).filter(reference=reference).first() if known else None
    if last is None:
        raise Http404
    return queries.older_than(rows, last)


def _older(form, last):
    asked = {name: value for name, value in form.data.items() if name in form.fields and value}
    return f"{reverse('register')}?{urlencode(asked | {'before': last.reference})}"
