"""What the tests of changing hands look at."""

import html

from django.urls import reverse

from accounts.models import User
from decisions.models import Contributor
from decisions.queries import approver_now

WHY = "She moved to another class, and he knows the family."
REFUSED = "has <strong>not</strong> been recorded"


def url(disclosure, page=""):
    return reverse(f"disclosure-{page}" if page else "disclosure", args=[disclosure.reference])


def text(answer):
    return html.unescape(answer.content.decode())


def writers(disclosure):
    return set(Contributor.objects.filter(disclosure=disclosure).values_list("user", flat=True))


def given(disclosure):
    disclosure.refresh_from_db()
    return disclosure.stage, disclosure.standing_decision, disclosure.author


def decider(disclosure):
    disclosure.refresh_from_db()
    return User.objects.filter(pk=approver_now(disclosure)).first()
