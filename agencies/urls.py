"""Public pages; and where the adviser keeps the settings of the trust and the reference data: one list for each kind."""

from django.urls import include, path

from agencies import public
from agencies.admin import site
from agencies.views import settings_of_the_trust

urlpatterns = [
    path("about/", public.about, name="about"),
    path("about/<slug:code>/", public.page, name="public-page"),
    path("plain-words/", public.plain_words, name="plain-words"),
    path("admin/settings/", settings_of_the_trust, name="trust-settings"),
    path("admin/", include(site.get_urls())),
]
