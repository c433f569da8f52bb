"""The entry point for the web server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentum_share.settings")
application = get_wsgi_application()

if not settings.DEMO:
    from audit.roles import refuse_a_master  # models can be imported only now

    refuse_a_master()
