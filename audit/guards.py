"""What the database itself refuses: triggers made from the models after every migration, so that none is stale.

The same refusals on PostgreSQL and on SQLite; what one of them cannot do is in docs/evidence.md. Each app's
`guards.py` is found when Django starts and may add to them: `insert_only("decisions.Contributor")`, `extra(...)`.
"""

import hashlib
from dataclasses import dataclass

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from audit.canon import ENTRY_PREFIX
from audit.history import Audited
from audit.models import Entry, Head, Note

PREFIX = "ts_"

_insert_only = set()
_extra = []


@dataclass(frozen=True)
class Rule:
    """One refusal: on which table, at what moment, and what is judged, in each database's words.

    `at_commit`: judged when the transaction ends, by PostgreSQL alone.
    """

    table: str
    name: str
    when: str
    postgresql: str
    sqlite: str | None
    at_commit: bool = False


@dataclass(frozen=True)
class Trigger:
    """A trigger as it must stand in the database. `function` and `source` are PostgreSQL's."""

    table: str
    name: str
    create: str
    function: str = ""
    source: str = ""

    @property
    def installed_as(self):
        """What the catalogue says of it when it is there, unchanged and switched on."""
        return (self.function, self.source) if self.function else (self.create,)


def insert_only(label):
    """Rows of this model ("app.Model"), which has no history of its own, are written once and stay."""
    _insert_only.add(label.lower())


def insert_only_labels():
    """The models named to `insert_only`, in lower case."""
    return frozenset(_insert_only)


def extra(*, table, name, postgresql, sqlite):
    """A trigger of an app's own, in whole statements.

    `postgresql`: CREATE OR REPLACE FUNCTION `name` … AS $$…$$, then CREATE TRIGGER `name` on `table`.
    `sqlite`: CREATE TRIGGER `name` on `table`. When such a trigger leaves the code, a migration drops it.
    Raises ValueError when the statements do not look so.
    """
    if postgresql.count("$$") != 2 or any(f"CREATE TRIGGER {name} " not in sql for sql in (postgresql, sqlite)):
        raise ValueError(f"The statements of the trigger {name} are not as audit.guards.extra needs them.")
    _extra.append((table, name, postgresql.strip(), sqlite.strip().rstrip(";")))


def rules():
    """Every rule that follows from the models."""
    for model in apps.get_models():
        label = model._meta.label_lower
        if issubclass(model, Audited):
            yield from _history_rules(model.history_model._meta.db_table)
            yield from _kept_rules(model._meta.db_table, unchanged=model.audit_records.insert_only)
            yield _as_its_history(model)
        elif label in _insert_only:
            yield from _kept_rules(model._meta.db_table, unchanged=True)
            if any(field.column == "entry_id" for field in model._meta.local_fields):
                yield _before_the_entry(model._meta.db_table)
                yield _named_by_its_entry(model._meta.db_table, model._meta.pk.column, opens_with="{")
    entry, head, note = (model._meta.db_table for model in (Entry, Head, Note))
    yield from _entry_rules(entry, head)
    yield from _head_rules(head, entry)
    yield from _kept_rules(note, unchanged=True)
    yield _before_the_entry(note)


def _forbid(table, operation):
    sentence = f"audit: {operation} of {table} is refused"
    return Rule(
        table,
        operation.lower(),
        f"BEFORE {operation}",
        "RAISE EXCEPTION 'audit: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23000';",
        None if operation == "TRUNCATE" else f"SELECT RAISE(ABORT, '{sentence}');",
    )


def _check(table, name, when, condition, sentence):
    """A rule whose condition, in SQL that both databases read, must hold for NEW."""
    return Rule(
        table,
        name,
        when,
        f"IF NOT ({condition}) THEN RAISE EXCEPTION 'audit: {sentence}' USING ERRCODE = '23000'; END IF;",
        f"SELECT RAISE(ABORT, 'audit: {sentence}') WHERE NOT ({condition});",
    )


def _kept_rules(table, *, unchanged):
    """Rows that are never removed and, if `unchanged`, never altered."""
    yield _forbid(table, "DELETE")
    yield _forbid(table, "TRUNCATE")
    if unchanged:
        yield _forbid(table, "UPDATE")


def _before_the_entry(table):
    return _check(
        table,
        "before_the_entry",
        "BEFORE INSERT",
        f"NOT EXISTS (SELECT 1 FROM {Entry._meta.db_table} e WHERE e.id = NEW.entry_id)",
        "a row cannot join an entry that is written",
    )


def _at_commit(table, name, when, condition, sentence):
    """A rule that must hold for NEW when the transaction ends."""
    refuse = f"IF NOT ({condition}) THEN RAISE EXCEPTION 'audit: {sentence}' USING ERRCODE = '23000'; END IF;"
    return Rule(table, name, when, refuse, None, at_commit=True)


def _named_by_its_entry(table, pk, *, opens_with):
    """The body of its entry speaks of the row; the quotation marks cannot be imitated from inside a text of the body."""
    return _at_commit(
        table,
        "named_by_its_entry",
        "AFTER INSERT",
        f"EXISTS (SELECT 1 FROM {Entry._meta.db_table} e WHERE e.id = NEW.entry_id"
        f""" AND strpos(e.body, '"{table}:' || NEW.{pk} || '":{opens_with}') > 0)""",
        f"a row of {table} is not named by its entry",
    )


def _as_its_history(model):
    """Whatever wrote a live row, and however often: in the end it is what its newest history row says."""
    live, history, pk = model._meta.db_table, model.history_model, model._meta.pk.column
    untracked = [model._meta.get_field(name).column for name in sorted(model.audit_records.untracked)]
    own = {field.column for field in history.tracked_fields}
    extra_columns = [field.column for field in history._meta.local_fields if field.column not in own]
    return _at_commit(
        live,
        "as_its_history",
        "AFTER INSERT OR UPDATE",
        f"(SELECT to_jsonb(l) - '{{{','.join(untracked)}}}'::text[] FROM \"{live}\" l WHERE l.{pk} = NEW.{pk})"
        f" IS NOT DISTINCT FROM (SELECT to_jsonb(h) - '{{{','.join(extra_columns)}}}'::text[]"
        f' FROM "{history._meta.db_table}" h WHERE h.{pk} = NEW.{pk} ORDER BY h.history_id DESC LIMIT 1)',
        f"a row of {live} is not as its newest history row says",
    )


def _history_rules(table):
    yield from _kept_rules(table, unchanged=True)
    yield _named_by_its_entry(table, "history_id", opens_with='{"op":')
    yield _before_the_entry(table)
    yield Rule(table, "date", "BEFORE INSERT", "NEW.history_date := clock_timestamp();", None)


def _entry_rules(entry, head):
    """An entry extends its chain by one, carries the hash of its body, and never changes."""
    yield from _kept_rules(entry, unchanged=True)
    yield _check(
        entry,
        "next_in_chain",
        "BEFORE INSERT",
        f"EXISTS (SELECT 1 FROM {head} h WHERE h.chain = NEW.chain AND h.size = NEW.seq - 1 AND h.hash = NEW.prev)",
        "an entry must follow the last of its chain",
    )
    prefix = ENTRY_PREFIX.decode().replace("\n", "\\012")
    yield Rule(
        entry,
        "hash",
        "BEFORE INSERT",
        f"IF NEW.hash <> encode(sha256('{prefix}'::bytea || decode(NEW.prev, 'hex') || convert_to(NEW.body, 'UTF8')),"
        " 'hex') THEN RAISE EXCEPTION 'audit: an entry must carry the hash of its body' USING ERRCODE = '23000';"
        " END IF;",
        None,
    )
    yield _at_commit(
        entry,
        "head_has_followed",
        "AFTER INSERT",
        f"EXISTS (SELECT 1 FROM {head} h WHERE h.chain = NEW.chain AND h.size >= NEW.seq)",
        "the head of a chain has not followed its entry",
    )


def _head_rules(head, entry):
    """A head begins empty and moves with its next entry only."""
    yield from _kept_rules(head, unchanged=False)
    yield _check(
        head, "begins_empty", "BEFORE INSERT", f"NEW.size = 0 AND NEW.hash = '{'0' * 64}'", "a chain begins empty"
    )
    yield _check(
        head,
        "follows_entry",
        "BEFORE UPDATE",
        "NEW.chain = OLD.chain AND NEW.size = OLD.size + 1 AND EXISTS (SELECT 1 FROM "
        f"{entry} e WHERE e.chain = NEW.chain AND e.seq = NEW.size AND e.hash = NEW.hash)",
        "a head moves with its next entry only",
    )


def _digest(*parts):
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _postgresql(rule):
    """The name carries a digest of the whole rule, so that a changed rule is another trigger."""
    by_statement = rule.when.endswith("TRUNCATE")
    result = "NULL" if by_statement else "OLD" if rule.when.endswith("DELETE") else "NEW"
    source = f"BEGIN {rule.postgresql} RETURN {result}; END"
    function = PREFIX + _digest(source)
    name = f"{PREFIX}{rule.name}_{_digest(rule.table, rule.when, source)}"
    kind, late = ("CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED ") if rule.at_commit else ("TRIGGER", "")
    create = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $body${source}$body$; "
        f'CREATE {kind} "{name}" {rule.when} ON "{rule.table}" '
        f"{late}FOR EACH {'STATEMENT' if by_statement else 'ROW'} EXECUTE FUNCTION {function}()"
    )
    return Trigger(rule.table, name, create, function, source)


def _sqlite(rule):
    name = f"{PREFIX}{rule.table}_{rule.name}"
    return Trigger(
        rule.table,
        name,
        f'CREATE TRIGGER "{name}" {rule.when} ON "{rule.table}" FOR EACH ROW BEGIN {rule.sqlite} END',
    )


def _every_trigger(vendor):
    for rule in rules():
        if vendor == "postgresql":
            yield _postgresql(rule)
        elif rule.sqlite:
            yield _sqlite(rule)
    for table, name, postgresql, sqlite in _extra:
        if vendor == "postgresql":
            yield Trigger(table, name, postgresql, name, postgresql.split("$$")[1])
        else:
            yield Trigger(table, name, sqlite)


def expected(using=DEFAULT_DB_ALIAS):
    """{(table, trigger name): Trigger} that this database must hold, for the tables it has."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    return {(one.table, one.name): one for one in _every_trigger(connection.vendor) if one.table in tables}


INSTALLED = {
    "postgresql": """
        SELECT c.relname, t.tgname, p.proname, CASE WHEN t.tgenabled IN ('O', 'A') THEN p.prosrc ELSE '' END
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
         WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace""",
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'",
}


def installed(using=DEFAULT_DB_ALIAS):
    """{(table, trigger name): what the catalogue says of it}, of every trigger in this database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        return {(table, name): tuple(rest) for table, name, *rest in cursor.fetchall()}


def missing(using=DEFAULT_DB_ALIAS):
    """["trigger on table"] that should stand in the database and do not, or are altered or switched off."""
    there = installed(using)
    return sorted(
        f"{name} on {table}"
        for (table, name), trigger in expected(using).items()
        if there.get((table, name)) != trigger.installed_as
    )


def install(using=DEFAULT_DB_ALIAS):
    """Bring the triggers to what the code asks for; does nothing when they stand already."""
    wanted, there = expected(using), installed(using)
    right = {key for key, trigger in wanted.items() if there.get(key) == trigger.installed_as}
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        _drop(cursor, _ours(wanted, there) - right)
        for key, trigger in wanted.items():
            if key not in right:
                cursor.execute(trigger.create)


def remove(using=DEFAULT_DB_ALIAS):
    """Take the triggers away: before SQLite rebuilds its tables in a migration, and in tests that tamper."""
    wanted, there = expected(using), installed(using)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        _drop(cursor, _ours(wanted, there))


def _ours(wanted, there):
    """Of the triggers that are there, those of the code of today or of an earlier day."""
    return {key for key in there if key in wanted or key[1].startswith(PREFIX)}


def _drop(cursor, keys):
    on_table = ' ON "{}"' if cursor.db.vendor == "postgresql" else ""
    for table, name in keys:
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"' + on_table.format(table))
