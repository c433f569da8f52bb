"""The public pages of the policy, its words and its flowchart; and who has read it (1.3)."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.appointments import describe
from accounts.context import held_by
from accounts.public import for_anybody
from accounts.roles import Role
from accounts.typed import described_by, fields_of
from audit.clock import today
from checklist import induction
from checklist.drawing import picture
from checklist.forms import AcknowledgeForm
from checklist.models import PolicyVersion
from checklist.outline import outline
from checklist.reading import whole_policy

NO_POLICY = "No such policy has been put in place."


@for_anybody
def policy(request):
    """The whole policy in force, for anybody: its audience includes pupils, parents and the general public."""
    found = list(PolicyVersion.objects.with_review().published())
    if not found:
        raise Http404(NO_POLICY)
    return _whole(request, found[0], found)


@for_anybody
def policy_version(request, number):
    """One published version, in force or earlier, at an address that stays."""
    found = list(PolicyVersion.objects.with_review().published())
    version = next((one for one in found if one.number == number), None)
    if version is None:
        raise Http404(NO_POLICY)
    return _whole(request, version, found)


def _whole(request, version, found):
    in_force = found[0]
    context = {
        "page_title": "Information Sharing Policy",
        "version": version,
        "sections": whole_policy(version),
        "review_is_overdue": version == in_force and version.review_is_overdue(today()),
        "in_force": in_force,
        "others": [one for one in found if one != version],
    }
    return render(request, "checklist/policy.html", context)


@for_anybody
def flowchart(request):
    """The flowchart of paragraph 4.3 as picture and words, for anybody, without the route of any disclosure."""
    version = PolicyVersion.objects.published().first()
    numbers = {} if version is None else dict(version.questions.asked().values_list("code", "number"))
    context = {
        "page_title": "The information sharing flowchart",
        "picture": picture(),
        "outline": outline(numbers=numbers),
    }
    return render(request, "checklist/flowchart.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(AcknowledgeForm))
def acknowledge(request):
    """Somebody who works for the trust says that they have read both policies; `then` is the disclosure they came from."""
    if not held_by(request):
        raise Http404
    version = _in_force()
    form = AcknowledgeForm(request.POST if request.method == "POST" else None)
    then = _then(request.GET.get("then", ""))
    if request.method == "POST" and form.is_valid():
        induction.acknowledge(request.user, version)
        messages.success(request, "It is recorded that you have read both policies.")
        return redirect(then)
    context = {
        "page_title": "Read the policies",
        "version": version,
        "has_read": induction.has_read(request.user.pk, version.pk),
        "form": form,
        "back": then,
    }
    return render(request, "checklist/read.html", context)


def _then(reference):
    """Where somebody came from: the page on which they submit a disclosure, or the start page."""
    if re.fullmatch(r"[A-Z0-9]{1,10}-[0-9]{4}-[0-9]{4,8}", reference):
        return reverse("disclosure-check", args=[reference])
    return reverse("start")


@require_safe
def not_read(request):
    """Who has not said yet that they have read the policies, for the Data Protection Adviser."""
    if not any(one.role == Role.ADVISER for one in held_by(request)):
        raise Http404
    version = _in_force()
    rows = [{"name": one.user.name, "pk": one.user_id, "words": describe(one)} for one in induction.not_yet(version)]
    context = {"page_title": "Who has not read the policies", "version": version, "rows": rows}
    return render(request, "checklist/not_read.html", context)


def _in_force():
    try:
        return PolicyVersion.objects.current()
    except PolicyVersion.DoesNotExist:
        raise Http404(NO_POLICY) from None
