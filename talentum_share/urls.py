"""Every address of the service."""

from django.urls import include, path

urlpatterns = [
    path("", include("decisions.urls")),
    path("", include("oversight.urls")),
    path("", include("checklist.urls")),
    path("", include("agencies.urls")),
    path("", include("accounts.urls")),
]
