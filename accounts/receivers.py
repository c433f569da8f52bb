"""Django's and the sign-in library's signals: each becomes an entry of the audit, on the chain of the trust.

An entry says which account by its number. What somebody typed into the sign-in page is in no entry: an address that
nobody has may be somebody's password in the wrong box.
"""

from allauth.account.signals import password_changed, password_set
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from accounts.models import User
from accounts.names import tidy_email
from audit.action import record
from audit.models import TRUST


@receiver(user_logged_in)
def record_sign_in(sender, user, **kwargs):
    """Somebody has signed in."""
    record("account.signed-in", actor=user, chain=TRUST)


@receiver(user_logged_out)
def record_sign_out(sender, user, **kwargs):
    """Somebody has signed out; a visitor who was not signed in has not."""
    if user is not None:
        record("account.signed-out", actor=user, chain=TRUST)


@receiver(user_login_failed)
def record_failed_sign_in(sender, credentials, **kwargs):
    """A sign-in was refused: with the number of the account that was tried, when there is one.

    Tries beyond the rate limit are turned away before the password is looked at, and leave no entry: otherwise
    anybody could fill the record from outside.
    """
    typed = tidy_email(credentials.get("email") or credentials.get("username"))
    known = User.objects.filter(email=typed).values_list("pk", flat=True).first()
    record("account.sign-in-failed", chain=TRUST, facts={"person": known} if known else {})


@receiver(password_changed)
@receiver(password_set)
def record_own_password(sender, user, **kwargs):
    """Somebody who is signed in has changed their password."""
    record_password_set(user)


def record_password_set(user):
    """The account's holder has set a password, signed in or by a one-time link."""
    record("password.set", actor=user, chain=TRUST, facts={"person": user.pk})
