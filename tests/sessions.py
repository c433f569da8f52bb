"""Sessions that stand in a database before its tests begin: to sign somebody in is then to send a cookie."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts.models import User

KEYS = {}


def begin():
    """A session of everybody who is in the database, as it is after signing in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for user in User.objects.filter(is_service=False):
        session = store()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        KEYS[user.pk] = session.session_key


def forget():
    """The database is gone."""
    KEYS.clear()


def sign_in(client, user):
    """The browser is signed in as somebody: with their session, or with a new one where they came later."""
    if user.pk in KEYS:
        client.cookies[settings.SESSION_COOKIE_NAME] = KEYS[user.pk]
    else:
        client.force_login(user)
    return client
