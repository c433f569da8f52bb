"""The one-time link with which a person sets a password; there is no reset by mail.

The link holds the account's number and a code, nothing personal. The code is made from what the account is now (hash of
the password, last sign-in), so it dies when it is used, when a newer link is made and when the account signs in.
"""

from datetime import timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from audit import clock

LINK_LIVES = timedelta(hours=24)


class LinkCodes(PasswordResetTokenGenerator):
    """Codes of one-time links: good for 24 hours by the service's clock, and only for an account that is open."""

    key_salt = "accounts.links.LinkCodes"

    def _now(self):
        return clock.now().replace(tzinfo=None)

    def check_token(self, user, token):
        """Whether `token` opens the page for `user` now."""
        if not (user and user.is_active and not user.is_service and super().check_token(user, token)):
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.split("-")[0])
        return 0 <= age <= LINK_LIVES.total_seconds()


link_codes = LinkCodes()


def path_of_link(user):
    """The path of a new one-time link for `user`. Show it once, to the person who hands it over; never log it."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("set-password", kwargs={"uidb64": number, "token": link_codes.make_token(user)})
