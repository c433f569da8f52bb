"""Tampering with the record, the guards being off, and what the verifier says of it."""

import json

from django.conf import settings
from django.db import connection

from audit import canon, verify
from audit.models import Entry, Head
from audit.testing import guards_off


def found():
    return {str(problem) for problem in verify.problems()}


def tamper(statement, params=None):
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount > 0


def entry(seq, chain="BRK"):
    return Entry.objects.get(chain=chain, seq=seq)


def forge(row, body=None, **columns):
    """Rewrite an entry with right hash and key: what somebody with both databases and key could do."""
    body = canon.dumps(body or json.loads(row.body)).decode()
    values = {"body": body, "hash": canon.entry_hash(row.prev, body), **columns}
    values["mac"] = canon.entry_mac(settings.AUDIT_KEY, values["hash"])
    names = ", ".join(f"{name} = %s" for name in values)
    tamper(f"UPDATE audit_entry SET {names} WHERE id = %s", [*values.values(), str(row.id)])
    if row.hash == Head.objects.get(chain=row.chain).hash:
        tamper("UPDATE audit_head SET hash = %s WHERE chain = %s", [values["hash"], row.chain])
