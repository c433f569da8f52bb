"""The exact bytes of the audit: canonical JSON, hashes, seals. Standard library only.

Somebody who holds an export and this file can check every entry without Talentum Share. The JSON is a subset of
RFC 8785: keys sorted and ASCII, no blanks, UTF-8, no floating point, whole numbers below 2**53.
"""

import hashlib
import hmac
import json
import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal

VERSION = "talentum-audit/2"
NO_HASH = "0" * 64
ENTRY_PREFIX = b"talentum-audit/2/e\n"
SAFE_INTEGER = 2**53
# Kinds of values, said once: every value of every row is asked for its kind.
_LEAVES, _LISTS, _DAYS, _NAMED = (str, bool), (list, tuple), (date, time), (uuid.UUID, Decimal)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def dumps(value):
    """Canonical JSON of a plain value, as bytes.

    Raises TypeError for a float or an object that is not JSON, ValueError for a number of 2**53 or more, a key
    that is not ASCII text, or text that is not Unicode (a lone surrogate).
    """
    _check(value)
    return _ENCODER.encode(value).encode("utf-8")


def _check(value):
    if value is None or isinstance(value, _LEAVES):
        return
    if isinstance(value, int):
        if abs(value) >= SAFE_INTEGER:
            raise ValueError("A number of 2**53 or more cannot be written.")
    elif isinstance(value, _LISTS):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError("A key must be ASCII text.")
            _check(item)
    else:
        raise TypeError(f"A value of the type {type(value).__name__} cannot be written.")


def plain(value):
    """A database value as JSON can hold it: dates and identifiers as text, large numbers as text.

    Raises TypeError for a value that has no exact form, floats among them.
    """
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value) if abs(value) < SAFE_INTEGER else str(int(value))
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, _DAYS):
        return value.isoformat()
    if isinstance(value, _NAMED):
        return str(value)
    if isinstance(value, _LISTS):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    raise TypeError(f"A value of the type {type(value).__name__} cannot be written.")


def moment(value):
    """An aware datetime as `YYYY-MM-DDTHH:MM:SS.ffffffZ`. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_hash(previous, body):
    """SHA-256 over the prefix, the previous entry's hash (32 bytes) and the body, as hex."""
    return hashlib.sha256(ENTRY_PREFIX + bytes.fromhex(previous) + body.encode("utf-8")).hexdigest()


def entry_mac(key, entry_hash_hex):
    """HMAC-SHA256 of an entry's hash under the trust's audit key (text), as hex."""
    return hmac.digest(key.encode("utf-8"), bytes.fromhex(entry_hash_hex), "sha256").hex()


def commitment(key, field, value):
    """Binds one personal value without telling it: HMAC under a salt of this row and this field alone.

    The salt of one field may later be destroyed without the others', so one person's values can go while the
    remaining ones stay provable. Raises ValueError for a key that is not 64 hexadecimal digits in lower case: HMAC
    would take a longer one with zeros behind it for the same.
    """
    if len(key) != 64 or bytes.fromhex(key).hex() != key:
        raise ValueError("not a key")
    salt = hmac.digest(bytes.fromhex(key), field.encode("ascii"), "sha256")
    return hmac.digest(salt, dumps([VERSION, field, plain(value)]), "sha256").hex()


def seal(key, values):
    """One 32-byte seal, as hex, over a commitment to each field of `values` ({field: value})."""
    commitments = {field: commitment(key, field, value) for field, value in values.items()}
    return hashlib.sha256(dumps(commitments)).hexdigest()
