"""Links entries to a chain: read back, seal, lock the head, write. Called by `audit.action` alone."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from audit import canon, clock
from audit.models import Entry, Head, Note
from audit.refusals import AlreadyDone, WrongChain

HEAD = """
    WITH head AS MATERIALIZED (SELECT size, hash FROM audit_head WHERE chain = %s FOR UPDATE)
    SELECT size, hash, clock_timestamp() FROM head
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


def begin(code):
    """Create the head of a new chain. Raises WrongChain when there is one."""
    if QuerySet(Head).filter(chain=code).exists():
        raise WrongChain("This chain has begun already.")
    QuerySet(Head).bulk_create([Head(chain=code)])


def read_back(history_models, entry_id):
    """What the database now holds of an action's rows.

    Returns ({"table:id": the row as the body names it}, {(history model, history id)}). Rows of a savepoint that was
    rolled back are not among them.
    """
    rows, refs = {}, set()
    for model in sorted(history_models, key=lambda one: one._meta.db_table):
        found = QuerySet(model).filter(entry_id=entry_id).order_by("history_id")
        for values in found.values(*columns(model)):
            rows[reference(model, values)] = sealed(model, values)
            refs.add((model, values["history_id"]))
    return rows, refs


def columns(model):
    """The columns of a history model that the body speaks of, and those needed to seal them."""
    return ["history_id", "history_type", "history_user_id", "history_date", "history_change_reason",
            "entry_id", "key", *(one.attname for one in model.tracked_fields)]  # fmt: skip


def reference(model, values):
    """The name of a history row in a body: table:history id."""
    return f"{model._meta.db_table}:{values['history_id']}"


def sealed(model, values):
    """A history row as the body holds it: public values in the open, the personal ones under one seal."""
    names = [one.attname for one in model.tracked_fields]
    personal = sorted(name for name in names if name not in model.audit_public)
    return {
        "op": values["history_type"],
        "open": {name: canon.plain(values[name]) for name in names if name in model.audit_public},
        "pk": canon.plain(values[model.instance_type._meta.pk.attname]),
        "seal": canon.seal(values["key"], {name: values[name] for name in personal}),
        "sealed": personal,
    }


def note_seal(key, text):
    """The seal of a reason, as the body holds it under "note"."""
    return canon.seal(key, {"text": text})


def link(entry):
    """Write one entry at the end of its chain and move the head; the head stays locked until the commit.

    Raises WrongChain when the chain was never begun, AlreadyDone when the token lost a race.
    """
    note = Note(entry_id=entry.id, text=entry.reason, key=secrets.token_hex(32)) if entry.reason else None
    size, previous, at = _locked_head(entry.chain)
    body = canon.dumps(_body(entry, size + 1, at, note)).decode("utf-8")
    entry_hash = canon.entry_hash(previous, body)
    if note:
        QuerySet(Note).bulk_create([note])
    try:
        QuerySet(Entry).bulk_create([
            Entry(id=entry.id, chain=entry.chain, seq=size + 1, at=at, event=entry.event, actor=entry.actor,
                  case=entry.case, body=body, prev=previous, hash=entry_hash,
                  mac=canon.entry_mac(settings.AUDIT_KEY, entry_hash), token=entry.token)
        ])  # fmt: skip
    except IntegrityError as error:
        if "token" in str(error):
            raise AlreadyDone from None
        raise
    QuerySet(Head).filter(chain=entry.chain).update(size=size + 1, hash=entry_hash)


def _locked_head(chain):
    """(size, hash, the time now) with the head locked: the time is read once the lock is held, so that a chain's
    clock cannot run backwards however long two actions waited for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(HEAD, [chain])
            head = cursor.fetchone()
    else:
        head = QuerySet(Head).filter(chain=chain).values_list("size", "hash").first()
        head = head and (*head, clock.now())
    if head is None:
        raise WrongChain("This chain was never begun.")
    return head


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
