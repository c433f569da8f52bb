"""Signing in and out, and passwords: the library's views with our words. Nothing else of the library is mounted."""

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from allauth.account.views import LoginView, LogoutView, PasswordChangeView, PasswordSetView
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm as FirstPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.forms import EmailInput
from django.urls import reverse_lazy

from accounts.links import link_codes
from accounts.receivers import record_password_set
from design_system.forms import look

ADVICE = "At least 12 characters. Three or four words that do not belong together are easy to remember."


def reword(form, **words):
    """Gives fields of the library our words: `name=(label, help, sentence when it is left empty)`."""
    for name, (label, help_text, missing) in words.items():
        field = look(form.fields[name], missing=missing, width="20")
        field.label, field.help_text = label, help_text


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(
            self,
            login=("E-mail address", "", "Give your e-mail address"),
            password=("Password", "", "Give your password"),
        )
        self.fields["login"].widget = EmailInput(attrs={"autocomplete": "username"})
        self.fields["login"].error_messages["invalid"] = "Give an e-mail address, like name@example.org"


class NewPasswordForm(SetPasswordForm):
    """The first password of somebody who is signed in without one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(
            self,
            password1=("New password", ADVICE, "Give a new password"),
            password2=("The same password again", "", "Give the new password again"),
        )


class OtherPasswordForm(ChangePasswordForm):
    """Another password, by somebody who knows their present one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(
            self,
            oldpassword=("Present password", "", "Give your present password"),
            password1=("New password", ADVICE, "Give a new password"),
            password2=("The same password again", "", "Give the new password again"),
        )


class LinkPasswordForm(FirstPasswordForm):
    """The password of somebody who came by a one-time link."""

    error_messages = {"password_mismatch": "Type the same password twice"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reword(
            self,
            new_password1=("New password", ADVICE, "Give a new password"),
            new_password2=("The same password again", "", "Give the new password again"),
        )

    def save(self, commit=True):
        """Stores the hash, and so ends the link; nothing else of the account is written."""
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.save(update_fields=["password"])
        return self.user


class LinkView(PasswordResetConfirmView):
    """The page behind a one-time link; public. Its code moves into the session, so that no Referer can carry it."""

    form_class = LinkPasswordForm
    template_name = "accounts/set_password.html"
    token_generator = link_codes
    success_url = reverse_lazy("account_login")

    def form_valid(self, form):
        """Sets the password, records it, and leads to the sign-in page."""
        response = super().form_valid(form)
        record_password_set(self.user)
        messages.success(self.request, "Your password is set. Sign in with it now.")
        return response


sign_in = LoginView.as_view(
    form_class=SignInForm, template_name="accounts/sign_in.html", extra_context={"page_title": "Sign in"}
)
sign_out = LogoutView.as_view(template_name="accounts/sign_out.html", extra_context={"page_title": "Sign out"})
change_password = PasswordChangeView.as_view(
    form_class=OtherPasswordForm,
    template_name="accounts/change_password.html",
    extra_context={"page_title": "Change password"},
)
set_password = PasswordSetView.as_view(
    form_class=NewPasswordForm,
    template_name="accounts/change_password.html",
    extra_context={"page_title": "Set a password"},
)
follow_link = LinkView.as_view(extra_context={"page_title": "Set your password"})
