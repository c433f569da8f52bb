"""The named pages that the layout links to, and nothing behind them."""

from django.http import HttpResponse
from django.urls import path


def page(request):
    return HttpResponse("")


urlpatterns = [
    path("", page, name="start"),
    path("policy/", page, name="policy"),
    path("accounts/login/", page, name="account_login"),
    path("accounts/logout/", page, name="account_logout"),
]
