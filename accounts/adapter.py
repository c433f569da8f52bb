"""What the sign-in library may do here: sign people in and out and change passwords, and nothing else."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages

SAID = {
    "account/messages/password_changed.txt": "Your password is changed.",
    "account/messages/password_set.txt": "Your password is set.",
    "account/messages/logged_out.txt": "You are signed out.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed, no mail is sent, and the refusals say what to do."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address and the password do not go together. Check both and try again",
        "enter_current_password": "Give your present password",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again",
    }

    def is_open_for_signup(self, request):
        """No: accounts are made on the page "People"."""
        return False

    def send_mail(self, template_prefix, email, context):
        """Sends nothing: the service sends no mail."""

    def authenticate(self, request, **credentials):
        """Who these credentials are, or None.

        A closed account is answered as a wrong password is: the page tells a stranger nothing about who has one.
        """
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def set_password(self, user, password):
        """Stores the new password's hash and nothing else of the account."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Says the sentences of ours; the library's other messages (they name the person) are left out."""
        sentence = message or SAID.get(message_template)
        if sentence:
            messages.add_message(request, level, sentence, extra_tags=extra_tags)
