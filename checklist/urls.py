"""Addresses of the checklist app."""

from django.urls import path

from checklist import help as help_pages, version_pages, views

urlpatterns = [
    path("policy/", views.policy, name="policy"),
    path("policy/version/<int:number>/", views.policy_version, name="policy-version"),
    path("policy/read/", views.acknowledge, name="policy-read"),
    path("policy/not-read/", views.not_read, name="policy-not-read"),
    path("flowchart/", views.flowchart, name="flowchart"),
    path("policy-versions/", version_pages.listed, name="policy-versions"),
    path("policy-versions/begin/", version_pages.begin, name="policy-begin"),
    path("policy-versions/draft/", version_pages.draft, name="policy-draft"),
    path("policy-versions/draft/preview/", version_pages.preview, name="policy-preview"),
    path("policy-versions/draft/add/", version_pages.add, name="policy-question-add"),
    path("policy-versions/draft/<slug:code>/change/", version_pages.question, name="policy-question"),
    path("policy-versions/draft/<slug:code>/leave-out/", version_pages.leave_out, name="policy-question-leave"),
    path("policy-versions/draft/ask/", version_pages.ask, name="policy-ask"),
    path("policy-versions/draft/confirm/", version_pages.confirm, name="policy-confirm"),
    path("policy-versions/review/", version_pages.review, name="policy-review"),
    path("help/", help_pages.index, name="help"),
    path("help/<slug:code>/", help_pages.of_role, name="help-role"),
]
