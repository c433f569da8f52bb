"""Addresses of the checklist app."""

from django.urls import path

from checklist import views

urlpatterns = [
    path("policy/", views.policy, name="policy"),
]
