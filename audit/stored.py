"""History rows as the database holds them: written by one statement that answers with what it stored, and sealed.

What is sealed comes from that answer, never from memory. A history row does not change, so afterwards it can only
vanish with a savepoint, or be joined by one that plain SQL wrote: `count` lets the end of an action notice either.
"""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet

from audit import canon
from audit.refusals import WrongWay

# Rows of one statement: SQLite takes 32,766 values in one.
AT_ONCE = 200


@cache
def columns(model):
    """The columns of a history model, all of them: those of which the body speaks, and those needed to seal them."""
    return ("history_id", "history_type", "history_user_id", "history_date", "history_change_reason", "entry_id", "key",
            *(one.attname for one in model.tracked_fields))  # fmt: skip


def write(model, lines):
    """Store history rows of one model, each given as {column: value} without its number.

    Returns them as the database now holds them. Raises WrongWay for a value that only the database could tell.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    fields, sql, line, returning = _insert(model, connection.vendor)
    stored = []
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        for first in range(0, len(lines), AT_ONCE):
            some = lines[first : first + AT_ONCE]
            values = [_given(field, one[field.attname], connection) for one in some for field in fields]
            cursor.execute(f"{sql} {', '.join([line] * len(some))} {returning}", values)
            stored += [_as_python(model, row, connection) for row in cursor.fetchall()]
    return stored


def _given(field, value, connection):
    if hasattr(value, "resolve_expression"):
        raise WrongWay(f"{field.name} is an expression: name it in save(update_fields=...), so that it is read again.")
    return field.get_db_prep_save(value, connection)


@cache
def _insert(model, _vendor):
    """(fields, the beginning, the place of one row, the end) of the statement that stores rows of a history model."""
    names = columns(model)
    fields = [model._meta.get_field(name) for name in names[1:]]
    listed = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    answer = ", ".join(f'"{model._meta.get_field(name).column}"' for name in names)
    return fields, f'INSERT INTO "{model._meta.db_table}" ({listed}) VALUES', f"({places})", f"RETURNING {answer}"


@cache
def _converters(model, vendor):
    """[(place, column, what makes Python's value of the database's)] of those columns that need it."""
    connection = connections[DEFAULT_DB_ALIAS]
    cols = [model._meta.get_field(name).get_col(model._meta.db_table) for name in columns(model)]
    every = [connection.ops.get_db_converters(col) + col.get_db_converters(connection) for col in cols]
    return [(place, col, every[place]) for place, col in enumerate(cols) if every[place]]


def _as_python(model, row, connection):
    row = list(row)
    for place, col, converters in _converters(model, connection.vendor):
        for convert in converters:
            row[place] = convert(row[place], col, connection)
    return dict(zip(columns(model), row, strict=True))


def read_back(history_models, entry_id):
    """[(history model, its row)] of an action as they stand now, without those that went with a savepoint."""
    return [
        (model, values)
        for model in sorted(history_models, key=lambda one: one._meta.db_table)
        for values in QuerySet(model).filter(entry_id=entry_id).values(*columns(model))
    ]


def count(history_models):
    """SQL of how many rows an action has in these tables; it takes the entry's number once for each."""
    tables = (model._meta.db_table for model in history_models)
    return " + ".join(["0", *(f'(SELECT count(*) FROM "{table}" WHERE entry_id = %s)' for table in tables)])


def reference(model, values):
    """The name of a history row in a body: table:history id."""
    return f"{model._meta.db_table}:{values['history_id']}"


def sealed(model, values):
    """A history row as the body holds it: public values in the open, the personal ones under one seal."""
    public, personal = _names(model)
    return {
        "op": values["history_type"],
        "open": {name: canon.plain(values[name]) for name in public},
        "pk": canon.plain(values[model.instance_type._meta.pk.attname]),
        "seal": canon.seal(values["key"], {name: values[name] for name in personal}),
        "sealed": personal,
    }


@cache
def _names(model):
    names = [one.attname for one in model.tracked_fields]
    public = [name for name in names if name in model.audit_public]
    return public, sorted(name for name in names if name not in model.audit_public)
