"""Every look at a disclosure leaves an entry, written before its page is sent; without the entry there is no page.

`acting.load` says which disclosure an answer may show; `LookMiddleware` records it once the answer is known to be a page.
A way on (302) and a page that does not exist (404) show nothing and are no look.
"""

from dataclasses import dataclass

from django.db import OperationalError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from audit.models import TRUST
from audit.reads import record_read, record_refusal
from decisions.models import Disclosure

READ, PRINTED, COPIED = "disclosure.read", "disclosure.printed", "disclosure.copied"
REFUSED = "disclosure.refused"
PAGES = (200, 409)
# Nothing stands in the way of an emergency: these are shown even where a look at them cannot be recorded.
EMERGENCY = {"disclosure-share-first", "disclosure-recorded"}
NOT_PERMITTED, NOT_NOW, NOT_READY = "not-permitted", "not-now", "not-ready"


@dataclass(frozen=True)
class Look:
    """What an answer shows: a disclosure, and in which form. None of it for a page of which nothing is read there."""

    disclosure: Disclosure | None
    event: str = READ

    @property
    def each_counts(self):
        """Whether every opening is an entry: what leaves the screen, on paper or as a copy."""
        return self.event != READ


class UnrecordedLook(Exception):
    """A page of a disclosure was about to be sent of which nobody said what it shows."""


class LookMiddleware:
    """Records the look that an answer is, just before it is sent. Last in MIDDLEWARE, next to the view.

    Where the entry cannot be written the answer is 503 and shows nothing, but in an emergency. A page under a disclosure's address whose view
    says nothing of a look raises UnrecordedLook: no page can be forgotten.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code not in PAGES or match is None or "reference" not in match.kwargs:
            return response
        look = getattr(request, "look", None)
        if look is None:
            raise UnrecordedLook(match.view_name)
        if look.disclosure is None:
            return response
        try:
            record_read(look.disclosure, request.user, look.event, each=look.each_counts)
        except OperationalError:
            return response if match.view_name in EMERGENCY else _not_now(request)
        return response


def _not_now(request):
    """503: the record could not be written, so nothing is shown. Keeps nothing of what was asked."""
    answer = render(request, "503.html", {"page_title": "This cannot be shown just now"}, status=503)
    answer["Retry-After"] = "30"
    add_never_cache_headers(answer)
    return answer


def refused_to_open(request, found):
    """Record that somebody asked for a disclosure that they may not see (`found`), or that is not there (None).

    Both are written alike, so that neither the page nor what it costs tells whether there is one.
    """
    facts = {"do": "open", "why": NOT_PERMITTED}
    if found is None:
        facts["there"] = False
        record_refusal(REFUSED, request.user, facts, chain=TRUST)
    else:
        record_refusal(REFUSED, request.user, facts, case=found)


def refused(request, disclosure, name, why, findings=()):
    """Record that an action of the table was tried and refused, and why: codes only, and nobody's words."""
    facts = {"do": name, "why": why}
    if findings:
        facts["findings"] = sorted({finding.code for finding in findings if finding.severity == "block"})
    record_refusal(REFUSED, request.user, facts, case=disclosure)
