"""One clock: nothing but audit/clock.py asks the time (architecture: the dates of the trade come from it)."""

import ast

import pytest

from tests.project import tree

CLOCK = "audit/clock.py"
ASKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate",
    "timezone.localtime", "localdate", "localtime", "time.time", "time.time_ns", "time.localtime", "time.gmtime", "Now",
    "functions.Now", "CurrentTimestamp",
}  # fmt: skip
DATE_FIELDS = {"auto_now", "auto_now_add"}


def asks_the_time(module):
    for name, call in tree.calls(module):
        tail = ".".join(name.split(".")[-2:])
        if tail in ASKS and (call.args == [] or tail.startswith(("datetime", "time."))):
            yield call.lineno, name
        for keyword in call.keywords:
            if keyword.arg in DATE_FIELDS:
                yield call.lineno, keyword.arg
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in {"now", "localdate"})
        elif isinstance(node, ast.Attribute) and tree.dotted(node).endswith("timezone.now"):
            yield node.lineno, "timezone.now"


def test_nothing_else_asks_the_time():
    assert tree.offences(asks_the_time, tree.python_files(), allowed=[CLOCK]) == {}


@pytest.mark.parametrize(
    "source",
    [
        "datetime.datetime.now(tz)",
        "datetime.date.today()",
        "date.today()",
        "timezone.now()",
        "timezone.localdate()",
        "time.time()",
        "models.DateTimeField(auto_now_add=True)",
        "models.DateTimeField(default=timezone.now)",
        "from django.utils.timezone import now",
        "x.update(at=Now())",
    ],
)
def test_asking_is_noticed(source):
    assert list(asks_the_time(ast.parse(source)))


def test_the_clock_itself_and_its_converted_times_are_not_taken_for_asking():
    assert not list(asks_the_time(ast.parse("clock.now()\nclock.today()\ntimezone.localtime(entry.at)\nnow()")))
