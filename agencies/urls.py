"""Where the adviser keeps the reference data: one list for each kind of line."""

from django.urls import include, path

from agencies.admin import site

urlpatterns = [path("admin/", include(site.get_urls()))]
