"""Reads the whole record again and says where it does not hold. It changes nothing and names no personal value.

Every chain is walked in order; every history row is held against its entry, every live row against its newest
history row. Memory stays flat: entries come in batches, each with its rows.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Exists, Max, OuterRef, QuerySet

from audit import canon, events, guards
from audit.chain import note_seal
from audit.history import Audited
from audit.kept import KEPT, kept_columns, kept_reference
from audit.models import TRUST, Entry, Head, Note
from audit.stored import columns, reference

BATCH = 200
TOLERANCE = timedelta(minutes=10)
BODY = {"actor", "as", "at", "case", "chain", "event", "facts", "id", "note", "rows", "seq", "v"}
ROW = {"op", "open", "pk", "seal", "sealed"}
UNREADABLE = (ValueError, TypeError, KeyError, RecursionError)


@dataclass(frozen=True)
class Problem:
    """One place where the record does not hold, and what is wrong there."""

    place: str
    what: str

    def __str__(self):
        return f"{self.place}: {self.what}"


def problems(seen=None, chain=None):
    """Yields a Problem for each place that does not hold; nothing when the audit holds.

    `seen`, a Counter, is told how many entries, history rows and live rows were read. With `chain` (a school's code,
    or "trust") only that chain is read, and the rows of that school, or of none.
    """
    seen = Counter() if seen is None else seen
    for place in guards.missing():
        yield Problem(place, "this trigger is not installed as it should be")
    yield from _chains(seen, chain)
    for model in _audited():
        if _belongs(model, chain):
            yield from _without_entry(_of(model.history_model, chain))
            yield from _live_rows(model, seen, chain)
    if chain is None:
        yield from _without_entry(QuerySet(Note))
    for label in sorted(guards.insert_only_labels()):
        model = apps.get_model(label)
        if _belongs(model, chain):
            yield from _without_entry(_of(model, chain))
            yield from _kept_rows(model, chain)


def _has_school(model):
    return any(field.attname == "school_id" for field in model._meta.fields)


def _belongs(model, chain):
    """Whether rows of a model may stand in a chain: those with a school in the school's, the others in the trust's."""
    return chain is None or _has_school(model) or chain == TRUST


def _of(model, chain):
    """The rows of a model that belong to a chain, all of them for None; the trust's are those without a school."""
    if chain is None or not _has_school(model):
        return QuerySet(model)
    if chain == TRUST:
        return QuerySet(model).filter(school_id__isnull=True)
    schools = QuerySet(model._meta.get_field("school").related_model)
    return QuerySet(model).filter(school_id__in=schools.filter(code=chain).values("pk"))


def _audited():
    return [model for model in apps.get_models() if issubclass(model, Audited)]


def _batches(rows):
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


# Chains


def _in(rows, chain):
    return rows if chain is None else rows.filter(chain=chain)


def _chains(seen, chain):
    heads = {head.chain: head for head in _in(QuerySet(Head), chain)}
    without_entry = heads.keys() | _begun(chain)
    chains_of_rows = {}
    last = None
    entries = _in(QuerySet(Entry), chain).order_by("chain", "seq")
    for batch in _batches(entries.iterator(chunk_size=BATCH)):
        seen["entries"] += len(batch)
        bodies = {}
        for entry in batch:
            if last is not None and last.chain != entry.chain:
                yield from _end_of_chain(last.chain, last, heads.get(last.chain))
                last = None
            without_entry.discard(entry.chain)
            yield from _link(entry, last)
            bodies[entry.id], found = _read(entry)
            yield from found
            last = entry
        yield from _rows(batch, bodies, chains_of_rows, seen)
        yield from _notes(batch, bodies)
    if last is not None:
        yield from _end_of_chain(last.chain, last, heads.get(last.chain))
    for name in sorted(without_entry):
        yield from _end_of_chain(name, None, heads.get(name))


def _begun(chain):
    """The names of the chains that must be there: the trust's and each school's, or the one that is asked for."""
    if chain is not None:
        return {chain}
    schools = {model._meta.get_field("school").related_model for model in _audited() if _has_school(model)}
    return {TRUST, *(code for school in schools for code in QuerySet(school).values_list("code", flat=True))}


def _place(entry):
    return f"entry {entry.chain}/{entry.seq}"


def _link(entry, last):
    """Number, previous hash, hash, key and clock of one entry, against the one before it."""
    if entry.seq != (last.seq if last else 0) + 1:
        yield Problem(_place(entry), "an entry before it is missing, or its number is wrong")
    if entry.prev != (last.hash if last else canon.NO_HASH):
        yield Problem(_place(entry), "it does not follow the entry before it")
    try:
        right_hash = canon.entry_hash(entry.prev, entry.body)
        right_mac = canon.entry_mac(settings.AUDIT_KEY, entry.hash)
    except UNREADABLE:
        yield Problem(_place(entry), "its hash cannot be read")
        return
    if entry.hash != right_hash:
        yield Problem(_place(entry), "its body is not what was hashed")
    if entry.mac != right_mac:
        yield Problem(_place(entry), "it was not written with the trust's audit key")
    if last and entry.at < last.at:
        yield Problem(_place(entry), "it is older than the entry before it")


def _end_of_chain(chain, last, head):
    size, last_hash = (last.seq, last.hash) if last else (0, canon.NO_HASH)
    if head is None:
        yield Problem(f"head {chain}", "it is missing")
    elif (head.size, head.hash) != (size, last_hash):
        yield Problem(f"head {chain}", "it is not at the chain's last entry")


def _read(entry):
    """(the body or None, [Problem])."""
    try:
        body = json.loads(entry.body)
        canonical = canon.dumps(body) == entry.body.encode("utf-8")
        _check_shape(body)
    except UNREADABLE:
        return None, [Problem(_place(entry), "its body cannot be read")]
    found = [] if canonical else [Problem(_place(entry), "its body is not canonical")]
    told = {
        "v": canon.VERSION,
        "id": str(entry.id),
        "chain": entry.chain,
        "seq": entry.seq,
        "at": canon.moment(entry.at),
        "event": entry.event,
        "actor": entry.actor,
        "case": entry.case,
    }
    wrong = [name for name, value in told.items() if body[name] != value]
    found.extend(Problem(_place(entry), f"its column {name} is not as in its body") for name in wrong)
    found.extend(Problem(_place(entry), what) for what in _strange(events.find(entry.event), body))
    return body, found


def _strange(event, body):
    """What an entry names that its event may not touch. An event of an older time, declared no longer, says nothing."""
    kept = body["facts"].get(KEPT, {})
    if event and not event.rows and (body["rows"] or kept):
        yield "it names rows, which its event never has"
    elif event:
        labels = {_labels().get(ref.partition(":")[0]) for ref in [*body["rows"], *kept]}
        for label in sorted(labels - event.touches - {None}):
            yield f"it names rows of {label}, of which its event does not speak"


@cache
def _labels():
    """{table: model} of every table whose rows an entry can name."""
    kept = [apps.get_model(label) for label in guards.insert_only_labels()]
    tables = {model._meta.db_table: model._meta.label for model in kept}
    return tables | {model.history_model._meta.db_table: model._meta.label for model in _audited()}


def _check_shape(body):
    """Raises ValueError, TypeError or KeyError for a body that is not made as ours are."""
    if not isinstance(body, dict) or set(body) != BODY:
        raise ValueError("not a body")
    if not isinstance(body["facts"], dict) or not isinstance(body["rows"], dict):
        raise TypeError("not a body")
    if not isinstance(body["facts"].get(KEPT, {}), dict):
        raise TypeError("not kept rows")
    for row in body["rows"].values():
        if not isinstance(row, dict) or set(row) != ROW or not isinstance(row["open"], dict):
            raise TypeError("not a row")
        if not isinstance(row["sealed"], list) or not all(isinstance(name, str) for name in row["sealed"]):
            raise TypeError("not a row")


# History rows and notes, each with its entry


def _rows(batch, bodies, chains_of_rows, seen):
    """The history rows of a batch of entries, held against the bodies; what is left over is missing."""
    entries = {entry.id: entry for entry in batch}
    wanted = {(entry.id, ref) for entry in batch if bodies[entry.id] is not None for ref in bodies[entry.id]["rows"]}
    for model in _audited():
        history = model.history_model
        rows = QuerySet(history).filter(entry_id__in=list(entries)).order_by("history_id")
        for values in rows.values(*columns(history)):
            seen["history rows"] += 1
            entry, ref = entries[values["entry_id"]], reference(history, values)
            if bodies[entry.id] is None:
                continue
            if (entry.id, ref) not in wanted:
                yield Problem(ref, f"{_place(entry)} does not name it")
                continue
            wanted.remove((entry.id, ref))
            yield from _row(history, values, entry, bodies[entry.id]["rows"][ref])
            yield from _row_chain(model, values, entry, ref, chains_of_rows)
    for entry_id, ref in sorted(wanted, key=str):
        yield Problem(ref, f"it is missing; {_place(entries[entry_id])} names it")


def _row(history, values, entry, row):
    """One history row against what its entry says of it."""
    place = reference(history, values)
    try:
        same = {name: canon.plain(values[name]) for name in row["open"]} == row["open"]
        sealed = canon.seal(values["key"], {name: values[name] for name in row["sealed"]}) == row["seal"]
        sealed = sealed and bool(values["key"]) == bool(row["sealed"])
        pk = canon.plain(values[history.instance_type._meta.pk.attname]) == row["pk"]
    except UNREADABLE:
        yield Problem(place, "it cannot be held against its entry")
        return
    if not same or not pk:
        yield Problem(place, "a public value is not what its entry says")
    if not sealed:
        yield Problem(place, "a personal value, or its key, is not what was sealed")
    if values["history_type"] != row["op"]:
        yield Problem(place, "it says something else was done than its entry")
    if values["history_user_id"] != entry.actor or values["history_change_reason"]:
        yield Problem(place, "it says another actor, or another reason, than its entry")
    if connection.vendor == "postgresql" and abs(values["history_date"] - entry.at) > TOLERANCE:
        yield Problem(place, "its date is not its entry's")
    known = set(row["open"]) | set(row["sealed"])
    added = [field for field in history.tracked_fields if field.attname not in known]
    if any(values[field.attname] not in (None, field.get_default()) for field in added):
        yield Problem(place, "it holds a value in a column that its entry does not know")


def _row_chain(model, values, entry, ref, chains_of_rows):
    """Whether a row stands in the chain it belongs to. Rows of one school are asked once."""
    if not hasattr(model, "audit_chain"):
        return
    known_as = (model, values["school_id"]) if "school_id" in values else None
    chain = chains_of_rows.get(known_as)
    if chain is None:
        try:
            chain = model(**{f.attname: values[f.attname] for f in model.history_model.tracked_fields}).audit_chain()
        except (*UNREADABLE, AttributeError, ObjectDoesNotExist):
            yield Problem(ref, "its chain cannot be told")
            return
        if known_as:
            chains_of_rows[known_as] = chain
    if chain not in (None, entry.chain):
        yield Problem(ref, f"it belongs to the chain {chain} and stands in {entry.chain}")


def _notes(batch, bodies):
    notes = QuerySet(Note).in_bulk([entry.id for entry in batch])
    for entry in batch:
        body, note = bodies[entry.id], notes.get(entry.id)
        if body is None or (body["note"] is None and note is None):
            continue
        place = f"note of {_place(entry)}"
        if note is None:
            yield Problem(place, "it is missing")
        elif body["note"] is None:
            yield Problem(place, "its entry has none")
        elif not _is_sealed(note, body["note"]):
            yield Problem(place, "it is not what was sealed")


def _is_sealed(note, seal):
    try:
        return note_seal(note.key, note.text) == seal
    except UNREADABLE:
        return False


# What stands alone


def _without_entry(rows):
    alone = rows.filter(~Exists(QuerySet(Entry).filter(id=OuterRef("entry_id")))).order_by("pk")
    for pk in alone.values_list("pk", flat=True).iterator(chunk_size=BATCH):
        yield Problem(f"{rows.model._meta.db_table}:{pk}", "it has no entry")


def _kept_rows(model, chain):
    """Each row of an insert-only model is as its entry says, and every one that an entry names is there."""
    table, named = model._meta.db_table, Exists(QuerySet(model).filter(entry_id=OuterRef("id")))
    entries = _in(QuerySet(Entry), chain).order_by("chain", "seq")
    for batch in _batches(entries.filter(named).iterator(chunk_size=BATCH)):
        told = {entry.id: _kept_of(entry, table) for entry in batch}
        for row in QuerySet(model).filter(entry_id__in=list(told)).order_by("pk"):
            if told[row.entry_id].pop(kept_reference(row), None) != kept_columns(row):
                yield Problem(kept_reference(row), "it is not as its entry says")
        yield from (Problem(ref, "it is missing; an entry names it") for left in told.values() for ref in left)
    silent = entries.filter(~named, body__contains=f'"{table}:')
    for entry in silent.iterator(chunk_size=BATCH):
        yield from (Problem(ref, f"it is missing; {_place(entry)} names it") for ref in _kept_of(entry, table))


def _kept_of(entry, table):
    """The rows of one table that an entry names as kept; nothing where its body cannot be read."""
    try:
        kept = dict(json.loads(entry.body)["facts"].get(KEPT, {}))
    except UNREADABLE:
        return {}
    return {ref: told for ref, told in kept.items() if ref.startswith(f"{table}:")}


def _live_rows(model, seen, chain):
    """Each live row equals its newest history row; a row that has a history is still there."""
    history, pk = model.history_model, model._meta.pk.attname
    names = [field.attname for field in history.tracked_fields]
    for batch in _batches(_of(model, chain).order_by("pk").values(*names).iterator(chunk_size=BATCH)):
        seen["live rows"] += len(batch)
        of_these = QuerySet(history).filter(**{f"{pk}__in": [row[pk] for row in batch]}).order_by()
        newest = of_these.values(pk).annotate(newest=Max("history_id")).values("newest")
        told = {row[pk]: row for row in QuerySet(history).filter(history_id__in=newest).values(*names)}
        for row in batch:
            if row[pk] not in told:
                yield Problem(f"{model._meta.db_table}:{row[pk]}", "it has no history")
            elif row != told[row[pk]]:
                yield Problem(f"{model._meta.db_table}:{row[pk]}", "it is not as its newest history row says")
    gone = _of(history, chain).filter(~Exists(QuerySet(model).filter(pk=OuterRef(pk)))).order_by(pk)
    for key in gone.values_list(pk, flat=True).distinct():
        yield Problem(f"{model._meta.db_table}:{key}", "it has a history and is gone")
