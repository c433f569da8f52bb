"""The audit: the ground that every other app stands on."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    """Finds each app's `events.py` and `guards.py`, and listens to Django's signals."""

    name = "audit"

    def ready(self):
        from audit import checks, receivers  # noqa: F401, PLC0415 - models are loaded only now

        autodiscover_modules("events", "guards")
