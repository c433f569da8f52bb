"""Rows of insert-only models, which have no history of their own: their entry names each of them whole.

Such a row never changes, so one place says all about it: the fact `kept` of the entry that wrote it.
"""

from audit import canon

KEPT = "kept"


def kept_reference(row):
    """The name of a kept row in an entry: table:id."""
    return f"{row._meta.db_table}:{row.pk}"


def kept_columns(row):
    """Its columns as an entry tells them; times as in canonical text, the entry itself left out."""
    told = {}
    for field in row._meta.concrete_fields:
        if field.attname != "entry_id":
            value = getattr(row, field.attname)
            told[field.attname] = canon.moment(value) if hasattr(value, "tzinfo") else value
    return told
