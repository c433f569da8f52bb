"""Addresses of the checklist app."""

from django.urls import path

from checklist import views

urlpatterns = [
    path("policy/", views.policy, name="policy"),
    path("policy/read/", views.acknowledge, name="policy-read"),
    path("policy/not-read/", views.not_read, name="policy-not-read"),
    path("flowchart/", views.flowchart, name="flowchart"),
]
