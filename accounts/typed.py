"""What somebody typed is never lost: where it could not be taken, they are shown it again, ready to be sent again.

Two things come between a form and its page: the session has ended, or the page's own token is no longer good (it was
open for too long, or its reader has signed in anew in another tab). Both are answered with what was typed, a fresh
token, and one button. Nothing of it is stored: it stands in the answer alone.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.forms import ChoiceField, ModelChoiceField
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from design_system.forms import BOXES

MOST_FIELDS, MOST_LETTERS = 200, 200_000
# Sent again as they came and never shown: what the page itself carries, and which of its buttons was pressed.
UNSEEN = ("version", "token", "later", "more")
# The pages on which people sign in and choose passwords answer as they always did.
SIGN_IN_PAGES = "/accounts/"
CHOSEN = "Chosen, and kept"


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads whoever is not signed in to the sign-in page; a form that they send keeps what was typed."""

    def handle_no_permission(self, request, view_func):
        if request.method != "POST" or request.path_info.startswith(SIGN_IN_PAGES):
            return super().handle_no_permission(request, view_func)
        if not comes_from_here(request):
            return _without_words(request)
        return typed_page(request, view_func, status=401)


def csrf_failure(request, reason=""):
    """The answer to a form without a good token (Django's CSRF_FAILURE_VIEW): 403, with what was typed.

    A form that another site sent is not shown again with a fresh token: one press would make it the reader's own.
    """
    if request.path_info.startswith(SIGN_IN_PAGES) or not comes_from_here(request):
        return _without_words(request)
    return typed_page(request, request.resolver_match.func, status=403)


def comes_from_here(request):
    """Whether a form was sent by a page of this site, as far as the browser says from where.

    Three headers may say so: Origin, Sec-Fetch-Site and Referer. Any of them that names another place is believed, and
    the words are not shown again. A browser that sends none of them is an old one, or one whose owner keeps such things
    back: it is believed if it brings a cookie of ours that it would not bring from elsewhere (they are all SameSite=Lax,
    and no browser that knows that rule sends them with another site's form). Without such a cookie nothing is shown: a
    form that nobody here opened has no words to lose.
    """
    origin, referer = request.headers.get("Origin"), request.headers.get("Referer")
    site = request.headers.get("Sec-Fetch-Site")
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    said = [one for one in (origin, referer, site) if one is not None]
    if not said:
        return bool({settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & set(request.COOKIES))
    return (
        (origin is None or origin in ours)
        and (referer is None or _origin_of(referer) in ours)
        and (site is None or site in {"same-origin", "none"})
    )


def _origin_of(address):
    """Scheme and host of an address, as an Origin header has them; empty for one that cannot be read."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def described_by(describe):
    """Marks a view with what its fields are called: `describe(names)` gives {name: (label, codes)}.

    `codes` are the words of the codes that may stand in the field, {} for words as typed. It may read nothing about a
    person: the page is shown to whoever sent the form, signed in or not.
    """

    def mark(view):
        view.describe_typed = describe
        return view

    return mark


def fields_of(*forms):
    """A `describe` for views whose fields stand in form classes."""
    known = {}
    for form in reversed(forms):
        known |= form.base_fields
    return partial(_described, known)


def _described(known, names):
    found = {}
    for name in names:
        stem, _, box = name.rpartition("_")
        if name in known:
            found[name] = (str(known[name].label), _codes(known[name]))
        elif stem in known and box in BOXES:
            found[name] = (f"{known[stem].label} ({box})", {})
    return found


def _codes(field):
    """The words of a field's codes; a choice among rows of the database, or that only its page knows, is not looked up."""
    if isinstance(field, ModelChoiceField) or (isinstance(field, ChoiceField) and not field.choices):
        return defaultdict(lambda: CHOSEN)
    return {str(code): str(words) for code, words in getattr(field, "choices", ())}


@dataclass(frozen=True)
class Typed:
    """What came with a form: `resent` are pairs (name, value) as they came, `shown` pairs (label, words).

    `is_whole` says that nothing had to be left out, so that it may be sent again.
    """

    resent: list
    shown: list
    is_whole: bool


def typed_in(request, view):
    """What came with a form that was refused, passwords and the page's own token left out."""
    came = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name.lower()
    ]
    kept, letters = [], 0
    for name, value in came[:MOST_FIELDS]:
        letters += len(name) + len(value)
        if letters <= MOST_LETTERS:
            kept.append((name, value))
    seen = [(name, value) for name, value in kept if name not in UNSEEN and value.strip()]
    labels = getattr(view, "describe_typed", dict.fromkeys)([name for name, _ in seen])
    shown = [_in_words(labels.get(name), name, value) for name, value in seen]
    return Typed(kept, shown, is_whole=len(kept) == len(came))


def _in_words(described, name, value):
    """A field's label and what stands in it, in words; a field that nobody described is called by its name."""
    if described is None:
        words = name.replace("_", " ").replace("-", " ").strip()
        return words[:1].upper() + words[1:], value
    label, codes = described
    return label, codes[value] if value in codes or isinstance(codes, defaultdict) else value


def typed_page(request, view, *, status):
    """The page that shows what was typed, with a fresh token and the button that sends it again."""
    signed_in = request.user.is_authenticated
    context = {
        "page_title": "Save this again" if signed_in else "Sign in to save this",
        "typed": typed_in(request, view),
        "action": request.get_full_path(),
        "hide_quickly": True,
    }
    answer = render(request, "accounts/typed.html", context, status=status)
    if status == 401:
        answer["WWW-Authenticate"] = "Form"  # a 401 names its scheme (RFC 9110); browsers show the page for this one
    add_never_cache_headers(answer)
    return answer


def _without_words(request):
    answer = render(request, "403_csrf.html", status=403)
    add_never_cache_headers(answer)
    return answer
