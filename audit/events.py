"""The closed list of events. Each app declares its own in its `events.py`, found when Django starts."""

from dataclasses import dataclass

from audit.refusals import Undeclared

_declared = {}


@dataclass(frozen=True)
class Event:
    """One kind of entry: its permanent name, the words of the timeline, and the models whose rows may change with it.

    `touches` are labels ("decisions.Disclosure"); none for what changes no row, like a look or a sign-in.
    """

    name: str
    words: str
    touches: frozenset = frozenset()

    @property
    def rows(self):
        """Whether rows change with it at all."""
        return bool(self.touches)

    def check(self, labels):
        """Raises Undeclared when rows of a model changed of which this event does not speak."""
        strange = sorted(set(labels) - self.touches)
        if strange:
            raise Undeclared(f"The event {self.name} may not change rows of {', '.join(strange)}.")


def declare(name, words, touches=()):
    """Add an event to the closed list.

    With `touches`, the labels of models, the action must change at least one audited row (unless it is opened with
    `empty_ok`), and rows of these models only. Without, it must change none (a sign-in, a page read, a refusal): a
    change that calls itself a look is refused. The verifier holds old entries against the `touches` of today: they may
    grow, and an event that is to touch less takes another name. Raises ValueError when the name is taken with another meaning.
    """
    event = Event(name, words, frozenset(touches))
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


def names():
    """The names of every declared event."""
    return frozenset(_declared)


declare("account.changed", "changed an account", touches=["accounts.User"])
