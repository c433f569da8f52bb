"""One changed byte: for any column of any table, another value that differs from the one stored by as little as can be."""

import json
import random
from datetime import date, datetime, time

from django.db import IntegrityError, connection, transaction

LETTERS = "abcdefghijklmnopqrstuvwxyz"
HEXADECIMAL = "0123456789abcdef"
# What stands in an empty column, or in the place of NULL, by PostgreSQL's type.
FROM_NOTHING = {
    "boolean": "false",
    "date": "2026-03-04",
    "time without time zone": "10:30:00",
    "timestamp with time zone": "2026-03-04 10:30:00+00",
    "uuid": "0123456789abcdef0123456789abcdef",
    "jsonb": '{"a": 1}',
}
# Moments that the verifier allows to stand a little apart: their change is made in the date or the hour.
TO_THE_HOUR = {"history_date"}


def query(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def columns(table):
    """[(column, its type in PostgreSQL)] in the table's order."""
    return query(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        f'"{table}"',
    )


def another(chance, kind, column, value):
    """The text `value` (None: NULL) of a column with one byte changed."""
    if not value or value == "{}":
        return FROM_NOTHING.get(kind, "1" if kind in {"bigint", "integer", "smallint"} else chance.choice(LETTERS))
    if kind == "boolean":
        return "false" if value == "true" else "true"
    letters = (
        HEXADECIMAL if kind == "uuid" else LETTERS if kind.startswith(("character", "text", "json")) else "0123456789"
    )
    for _ in range(1000):
        end = 13 if column in TO_THE_HOUR else len(value)
        place = chance.randrange(end)
        letter = chance.choice(letters)
        changed = f"{value[:place]}{letter}{value[place + 1 :]}"
        is_another = changed != value and (letters is LETTERS or value[place] in letters)
        if is_another and _can_be(kind, changed) and not (changed.startswith("0") and kind.endswith("int")):
            return changed
    raise AssertionError(f"no other value of {column} was found for {value!r}")


def _can_be(kind, text):
    reader = {
        "date": date.fromisoformat,
        "time without time zone": time.fromisoformat,
        "timestamp with time zone": datetime.fromisoformat,
        "jsonb": json.loads,
    }.get(kind)
    try:
        return not reader or bool(reader(text))
    except ValueError:
        return False


def change_a_byte(table, column, kind, row, seed):
    """Change one byte of one column of one row, found by its place in the table (`ctid`)."""
    chance = random.Random(f"{seed} {table} {column}")
    ((value,),) = query(f'SELECT "{column}"::text FROM "{table}" WHERE ctid = %s::tid', row)
    for turn in range(50):
        # Where every other value of one byte is taken (numbers of rows), there is one byte more.
        new = another(chance, kind, column, value) if turn < 25 else f"{chance.randrange(1, 10)}{value}"
        try:
            with transaction.atomic():
                query(f'UPDATE "{table}" SET "{column}" = %s::text::{kind} WHERE ctid = %s::tid RETURNING 1', new, row)
            return value, new
        except IntegrityError:  # another row has this very value, and only one may
            continue
    raise AssertionError(f"{table}.{column} could not be changed")


def without_checks(table):
    """Take a table's CHECK constraints away, as an administrator can; they would refuse a byte before anybody looks."""
    for (name,) in query("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", table):
        query(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"; SELECT 1')
