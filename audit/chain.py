"""Links entries to a chain: lock the head, write, move the head. Called by `audit.action` alone."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.db.models import QuerySet

from audit import canon, clock, stored
from audit.models import Entry, Head, Note
from audit.refusals import AlreadyDone, WrongChain

# The time is read once the head is locked, so that a chain's clock cannot run backwards however long two actions waited
# for each other.
LOCKED = """
    SELECT size, hash, clock_timestamp(), {count}
      FROM (SELECT size, hash FROM audit_head WHERE chain = %s FOR UPDATE) head
"""
FIRST = "SELECT size, hash, NULL, {count} FROM audit_head WHERE chain = %s"
COLUMNS = ("id", "chain", "seq", "at", "event", "actor", "case", "body", "prev", "hash", "mac", "token")
APPENDED = f"""
    WITH moved AS (UPDATE audit_head SET size = %s, hash = %s WHERE chain = %s)
    INSERT INTO audit_entry ({", ".join(f'"{name}"' for name in COLUMNS)}) VALUES ({", ".join(["%s"] * len(COLUMNS))})
"""


@dataclass
class NewEntry:
    """An entry that is about to be written."""

    id: Any
    chain: str
    event: str
    actor: int | None
    capacity: str
    case: int | None
    facts: dict
    reason: str
    token: Any = None
    rows: dict = field(default_factory=dict)
    models: tuple = ()


def begin(code):
    """Create the head of a new chain. Raises WrongChain when there is one."""
    if QuerySet(Head).filter(chain=code).exists():
        raise WrongChain("This chain has begun already.")
    QuerySet(Head).bulk_create([Head(chain=code)])


def note_seal(key, text):
    """The seal of a reason, as the body holds it under "note"."""
    return canon.seal(key, {"text": text})


@dataclass(frozen=True)
class Place:
    """The end of a chain, locked until the commit: where the next entry goes, the time, and how many of its rows stand."""

    size: int
    hash: str
    at: datetime
    rows: int


def locked(entry):
    """The Place of an entry. Raises WrongChain when the chain was never begun."""
    numbers = [Entry._meta.pk.get_db_prep_value(entry.id, connection)] * len(entry.models)
    statement = (LOCKED if connection.vendor == "postgresql" else FIRST).format(count=stored.count(entry.models))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*numbers, entry.chain])
        head = cursor.fetchone()
    if head is None:
        raise WrongChain("This chain was never begun.")
    size, last, at, rows = head
    return Place(size, last, at or clock.now(), rows)


def link(entry, place):
    """Write one entry at its place and move the head there. Raises AlreadyDone when its token lost a race."""
    note = Note(entry_id=entry.id, text=entry.reason, key=secrets.token_hex(32)) if entry.reason else None
    body = canon.dumps(_body(entry, place.size + 1, place.at, note)).decode("utf-8")
    entry_hash = canon.entry_hash(place.hash, body)
    if note:
        QuerySet(Note).bulk_create([note])
    row = Entry(id=entry.id, chain=entry.chain, seq=place.size + 1, at=place.at, event=entry.event, actor=entry.actor,
                case=entry.case, body=body, prev=place.hash, hash=entry_hash,
                mac=canon.entry_mac(settings.AUDIT_KEY, entry_hash), token=entry.token)  # fmt: skip
    try:
        _append(row)
    except IntegrityError as error:
        if "token" in str(error):
            raise AlreadyDone from None
        raise


def _append(row):
    """Write an entry and move its chain's head to it; in one statement on PostgreSQL."""
    if connection.vendor != "postgresql":
        QuerySet(Entry).bulk_create([row])
        QuerySet(Head).filter(chain=row.chain).update(size=row.seq, hash=row.hash)
        return
    values = [getattr(row, name) for name in COLUMNS]
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(APPENDED, [row.seq, row.hash, row.chain, *values])


def _body(entry, seq, at, note):
    return {
        "v": canon.VERSION,
        "id": str(entry.id),
        "chain": entry.chain,
        "seq": seq,
        "at": canon.moment(at),
        "event": entry.event,
        "actor": entry.actor,
        "as": entry.capacity or None,
        "case": entry.case,
        "facts": entry.facts,
        "note": note_seal(note.key, note.text) if note else None,
        "rows": entry.rows,
    }
