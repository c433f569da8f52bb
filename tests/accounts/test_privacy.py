import logging
import sys

from django.conf import settings

from accounts.privacy import QuietFormatter


def logged(raiser):
    try:
        raiser()
    except Exception:  # noqa: BLE001 - any exception may come with words of its own
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error", (), sys.exc_info())
    return QuietFormatter("%(message)s").format(record)


def test_a_logged_exception_says_where_and_not_what():
    def inner():
        raise ValueError("Failing row contains (7, Ade Okafor)")

    def outer():
        try:
            inner()
        except ValueError as error:
            raise RuntimeError("Ade Okafor could not be saved") from error

    words = logged(outer)
    assert "Okafor" not in words
    assert "builtins.RuntimeError" in words
    assert "builtins.ValueError" in words
    assert "test_privacy.py" in words
    assert " inner" in words


def test_the_logs_of_the_service_are_written_that_way():
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "quiet"
    assert settings.LOGGING["formatters"]["quiet"]["()"] == "accounts.privacy.QuietFormatter"
    assert settings.LOGGING["root"]["handlers"] == ["console"]
