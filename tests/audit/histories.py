"""Honest histories made at random: on a chain in memory, and by actions through the database."""

import contextlib
import datetime
import secrets
import uuid
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from accounts.models import Appointment, User
from audit import canon, chain as chains, clock, events, stored
from audit.action import action, open_chain, record
from audit.chain import NewEntry
from audit.history import Audited
from audit.models import Entry, Head, Note
from tests.audit.made import Case, new_school, new_user

MODELS = [model for model in apps.get_models() if issubclass(model, Audited)]
events.declare("test.any", "changed anything", touches=[model._meta.label for model in MODELS])
LETTERS = "aZ09 \t\n\"'\\/{}[]:,<>&é’ñ漢字😀\u2028\ufeff\u0301\x01\x7f"
SCHOOLS = ("BRK", "OAK")


def words(chance, longest=12):
    return "".join(chance.choices(LETTERS, k=chance.randrange(longest)))


def moment(chance):
    at = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    return at + datetime.timedelta(seconds=chance.randrange(10**9), microseconds=chance.choice([0, 1, 999_999]))


VALUES = {
    "BooleanField": lambda chance: chance.random() < 0.5,
    "DateField": lambda chance: moment(chance).date(),
    "DateTimeField": moment,
    "TimeField": lambda chance: moment(chance).time(),
    "UUIDField": lambda chance: uuid.UUID(int=chance.getrandbits(128)),
    "CharField": words,
    "TextField": words,
}


def value_of(chance, one):
    """A value that a column may hold."""
    if one.null and chance.random() < 0.3:
        return None
    make = VALUES.get(one.get_internal_type())
    return make(chance) if make else chance.choice([0, 1, chance.randrange(2**31), 2**53 - 1, 2**53, 2**63 - 1])


def facts(chance, depth=0):
    """Public facts: anything that canonical JSON can hold."""
    kinds = [lambda: words(chance), lambda: chance.randrange(-(2**53) + 1, 2**53), lambda: None, lambda: True]
    if depth < 2:
        kinds += [lambda: facts(chance, depth + 1), lambda: [words(chance) for _ in range(chance.randrange(3))]]
    return {f"{letter}-{depth}": chance.choice(kinds)() for letter in "abcd"[: chance.randrange(5)]}


# In memory


@dataclass
class Link:
    """One entry as it would stand, with its history rows [(history model, values)] and its note."""

    entry: Entry
    rows: list = field(default_factory=list)
    note: Note | None = None


def history_row(chance, number, entry_id, actor, at):
    """A history row of some model, as (model, values)."""
    history = chance.choice(MODELS).history.model
    values = {one.attname: value_of(chance, one) for one in history.tracked_fields}
    own = {
        "history_id": number,
        "history_type": chance.choice("+~"),
        "history_user_id": actor,
        "history_date": at - datetime.timedelta(seconds=chance.randrange(500)),
        "history_change_reason": None,
        "entry_id": entry_id,
        "key": secrets.token_hex(32) if history.audit_is_sealed else "",
    }
    return history, values | own


def link(chance, seq, previous, at):
    """The next entry of a chain, made of the audit's own parts."""
    event = chance.choice(["test.any", "test.read"])
    actor = chance.choice([None, 1, chance.randrange(1, 2**53)])
    entry_id = uuid.UUID(int=chance.getrandbits(128))
    count = chance.randrange(1, 4) if event == "test.any" else 0
    rows = [history_row(chance, seq * 10 + number, entry_id, actor, at) for number in range(count)]
    new = NewEntry(
        entry_id, "BRK", event, actor, words(chance), chance.choice([None, 41]), facts(chance), words(chance)
    )
    new.rows = {stored.reference(*row): stored.sealed(*row) for row in rows}
    note = Note(entry_id=entry_id, text=new.reason, key=secrets.token_hex(32)) if new.reason else None
    body = canon.dumps(chains._body(new, seq, at, note)).decode()
    entry_hash = canon.entry_hash(previous, body)
    mac = canon.entry_mac(settings.AUDIT_KEY, entry_hash)
    entry = Entry(id=entry_id, chain="BRK", seq=seq, at=at, event=event, actor=actor, case=new.case, body=body)
    entry.prev, entry.hash, entry.mac = previous, entry_hash, mac
    return Link(entry, rows, note)


def chain_in_memory(chance):
    """(links, head) of a chain of some entries."""
    links, previous, at = [], canon.NO_HASH, moment(chance)
    for seq in range(1, chance.randrange(2, 7)):
        links.append(link(chance, seq, previous, at))
        previous = links[-1].entry.hash
        at += datetime.timedelta(microseconds=chance.choice([0, 1, 10**7]))
    return links, Head(chain="BRK", size=len(links), hash=previous)


# Through the database


class Story:
    """Actions on schools, people and appointments, one after the other; some of them fail, whole or in part."""

    def __init__(self, chance):
        self.chance, self.number = chance, 0
        self.people, self.schools = [], [new_school(code, words(chance) or code) for code in SCHOOLS]
        with action("test.changed", actor=None, chain="trust") as act:
            act.insert(self.schools)
            for code in SCHOOLS:
                open_chain(code)

    def tell(self, length):
        for _ in range(length):
            self._act()
            connection.check_constraints()

    def _act(self):
        chance = self.chance
        about = {"chain": "trust"} if chance.random() < 0.3 else {"case": Case(chance.choice(SCHOOLS), 41)}
        actor = chance.choice([None, *(one.pk for one in self.people)])
        token = uuid.UUID(int=chance.getrandbits(128)) if actor and chance.random() < 0.5 else None
        before = list(self.people)
        undo = transaction.savepoint()
        try:
            with action("test.changed", actor=actor, reason=words(chance), token=token, empty_ok=True, **about) as act:
                act.capacity, new_facts = chance.choice(["", "headteacher"]), facts(chance)
                act.facts.update(new_facts)
                for _ in range(chance.randrange(1, 4)):
                    chance.choice(self._steps())(act)
                if chance.random() < 0.2:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            transaction.savepoint_rollback(undo)
            self._forget(before)

    def _forget(self, people):
        """Nothing of what failed is in memory either."""
        self.people = people
        for one in [*people, *self.schools]:
            one.refresh_from_db()

    def _steps(self):
        steps = [self._add, self._rename_school, self._look, self._fail_within]
        return [*steps, self._rename_all, self._some_fields, self._appoint] if self.people else steps

    def _new(self):
        self.number += 1
        return new_user(self.number, words(self.chance))

    def _add(self, act):
        new = [self._new() for _ in range(self.chance.randrange(1, 4))]
        if self.chance.random() < 0.5:
            act.insert(new)
        else:
            for one in new:
                one.save()
        self.people = [*self.people, *new]

    def _rename_school(self, act):
        school = self.chance.choice(self.schools)
        school.duty_name = words(self.chance)
        school.save()

    def _rename_all(self, act):
        for one in self.people:
            one.name = words(self.chance)
        act.update(self.people, ["name"])

    def _some_fields(self, act):
        """The object carries another change, which is not stored and must not be in the history."""
        one = self.chance.choice(self.people)
        one.name, one.is_staff = words(self.chance), True
        one.save(update_fields=["name"])
        one.is_staff = User.objects.get(pk=one.pk).is_staff

    def _appoint(self, act):
        user, school = self.chance.choice(self.people), self.chance.choice(self.schools)
        Appointment(user=user, role="staff", school=school, position=words(self.chance), since=clock.today()).save()

    def _look(self, act):
        record("test.read", actor=None, case=Case(self.chance.choice(SCHOOLS), 7), facts=facts(self.chance))

    def _fail_within(self, act):
        """Written within a savepoint, which is undone: the entry must not name it."""
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            self._new().save()
            with contextlib.suppress(ZeroDivisionError), transaction.atomic():
                self._new().save()
                raise ZeroDivisionError
            raise ZeroDivisionError
