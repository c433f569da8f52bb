"""The pages of accounts alone, with a plain page in the place of every other name that they lead to."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import include, path


@login_not_required
def public(request):
    return render(request, "layout.html", {"page_title": "Public"})


def private(request):
    return render(request, "layout.html", {"page_title": "Private"})


urlpatterns = [
    path("", include("accounts.urls")),
    path("", public, name="start"),
    path("policy/", public, name="policy"),
    path("help/", public, name="help"),
    path("disclosures/", private, name="my-disclosures"),
    path("queue/", private, name="queue"),
    path("emergency/", private, name="emergency"),
    path("register/", private, name="register"),
    path("policy-versions/", private, name="policy-versions"),
]
