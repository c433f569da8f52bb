"""Keeps names out of the browser's store and out of the logs."""

import logging
import traceback

from django.utils.cache import add_never_cache_headers


class NoStoreMiddleware:
    """What somebody signed in was shown is not kept: after signing out, "back" asks the server again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response


class QuietFormatter(logging.Formatter):
    """Log lines without an exception's own words: a database tells a whole row in them, and a row may name a child.

    What is left says which exception it was and where: file, line, function.
    """

    def formatException(self, ei):  # noqa: N802 - the name that logging calls
        """The kinds of exception, and the places in the code, innermost last."""
        kind, error, _ = ei
        lines = []
        while error is not None:
            places = traceback.extract_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines.extend(f"  {place.filename}:{place.lineno} {place.name}" for place in places)
            error = error.__cause__ or error.__context__
        return "\n".join(lines) or kind.__name__
