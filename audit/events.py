"""The closed list of events. Each app declares its own in its `events.py`, found when Django starts."""

from dataclasses import dataclass

from audit.refusals import Undeclared

_declared = {}


@dataclass(frozen=True)
class Event:
    """One kind of entry: its permanent name, the words of the timeline, and whether rows change with it."""

    name: str
    words: str
    rows: bool


def declare(name, words, rows=True):
    """Add an event to the closed list.

    `rows=True`: the action must change at least one audited row (unless it is opened with `empty_ok`);
    `rows=False`: it must change none (a sign-in, a page read, a refusal).
    Raises ValueError when the name is taken with another meaning.
    """
    event = Event(name, words, rows)
    if _declared.setdefault(name, event) != event:
        raise ValueError(f"The event {name} is declared twice.")
    return event


def declared(name):
    """The event of this name. Raises Undeclared."""
    try:
        return _declared[name]
    except KeyError:
        raise Undeclared(f"The event {name} is declared in no events.py.") from None


def find(name):
    """The event of this name, or None; for readers of old entries."""
    return _declared.get(name)


declare("account.changed", "changed an account")
