"""Links entries to a chain: read back, seal, lock the head, write. Called by `audit.action` alone."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.sql import InsertQuery

from audit import canon, clock
from audit.models import Entry, Head, Note
from audit.refusals import AlreadyDone, WrongChain

HEAD = """
    WITH head AS MATERIALIZED (SELECT size, hash FROM audit_head WHERE chain = %s FOR UPDATE)
    SELECT size, hash, clock_timestamp() FROM head
"""
MOVE = "WITH moved AS (UPDATE audit_head SET size = %s, hash = %s WHERE chain = %s)"


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
    for model, values in _rows_of(sorted(history_models, key=lambda one: one._meta.db_table), entry_id):
        rows[reference(model, values)] = sealed(model, values)
        refs.add((model, values["history_id"]))
    return rows, refs


def _rows_of(models, entry_id):
    """Each (history model, its row's values by column) of an entry: one statement, however many models.

    A line of the answer has the columns of every model, side by side, and holds a row of one of them.
    """
    if not models:
        return
    cols = [[model._meta.get_field(name).get_col(f"h{place}") for name in columns(model)]
            for place, model in enumerate(models)]  # fmt: skip
    every = [col for one in cols for col in one]
    chosen = ", ".join(f'{col.alias}."{col.target.column}"' for col in every)
    places = " UNION ALL ".join(f"SELECT {place} AS place" for place in range(len(models)))
    joined = " ".join(
        f'LEFT JOIN "{model._meta.db_table}" h{place} ON k.place = {place} AND h{place}.entry_id = %s'
        for place, model in enumerate(models)
    )
    wanted = Entry._meta.pk.get_db_prep_value(entry_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT k.place, {chosen} FROM ({places}) k {joined}", [wanted] * len(models))
        lines = cursor.fetchall()
    for place, *line in lines:
        first = sum(len(one) for one in cols[:place])
        values = line[first : first + len(cols[place])]
        if values[0] is not None:
            yield models[place], {col.target.attname: _as_python(value, col)
                                  for value, col in zip(values, cols[place], strict=True)}  # fmt: skip


def _as_python(value, col):
    for convert in connection.ops.get_db_converters(col) + col.get_db_converters(connection):
        value = convert(value, col, connection)
    return value


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
    row = Entry(id=entry.id, chain=entry.chain, seq=size + 1, at=at, event=entry.event, actor=entry.actor,
                case=entry.case, body=body, prev=previous, hash=entry_hash,
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
    insert = InsertQuery(Entry)
    insert.insert_values(Entry._meta.concrete_fields, [row])
    ((sql, params),) = insert.get_compiler(connection=connection).as_sql()
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(f"{MOVE} {sql}", [row.seq, row.hash, row.chain, *params])


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
