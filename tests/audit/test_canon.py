"""The exact bytes: against the reference implementation of RFC 8785, and against drift."""

import ast
import random
import sys
import uuid
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import rfc8785

from audit import canon
from audit.chain import note_seal

LETTERS = 'ab\x00\x1f\x7f\n\r\t\b\f"\\/é€\u2028\ufffd😀\ue000'


def arbitrary(chance, depth=0):
    kind = chance.randrange(8 if depth < 3 else 6)
    if kind < 2:
        return "".join(chance.choices(LETTERS, k=chance.randrange(6)))
    if kind < 4:
        return chance.choice([chance.randrange(-(2**53) + 1, 2**53), 0, -1, 2**53 - 1])
    if kind < 6:
        return chance.choice([None, True, False])
    if kind == 6:
        return [arbitrary(chance, depth + 1) for _ in range(chance.randrange(4))]
    keys = ("".join(chance.choices('abz_:/"~A0', k=chance.randrange(1, 4))) for _ in range(4))
    return {key: arbitrary(chance, depth + 1) for key in keys}


def test_canonical_json_is_that_of_rfc_8785():
    chance = random.Random(8785)
    for _ in range(2000):
        value = arbitrary(chance)
        assert canon.dumps(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (1.5, TypeError),
        ([{"a": float("nan")}], TypeError),
        (2**53, ValueError),
        (-(2**53), ValueError),
        ({"é": 1}, ValueError),
        ({1: 1}, ValueError),
        ("\ud800", ValueError),
        (date(2026, 1, 1), TypeError),
        (b"x", TypeError),
    ],
)
def test_what_has_no_exact_bytes_is_refused(value, error):
    with pytest.raises(error):
        canon.dumps(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, True),
        (7, 7),
        (2**53, "9007199254740992"),
        (datetime(2026, 6, 1, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=1))), "2026-06-01T08:00:00.000005Z"),
        (datetime(2026, 6, 1, tzinfo=UTC), "2026-06-01T00:00:00.000000Z"),
        (date(2026, 6, 1), "2026-06-01"),
        (time(9, 30), "09:30:00"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Decimal("1.50"), "1.50"),
        ({"a": [date(2026, 6, 1)]}, {"a": ["2026-06-01"]}),
    ],
)
def test_database_values_have_one_form(value, written):
    assert (canon.plain(value), type(canon.plain(value))) == (written, type(written))


@pytest.mark.parametrize("value", [0.5, {"a": 0.5}, object()])
def test_floats_and_unknown_types_have_none(value):
    with pytest.raises(TypeError):
        canon.plain(value)


def test_a_moment_without_a_time_zone_has_none():
    with pytest.raises(ValueError, match="time zone"):
        canon.plain(datetime(2026, 1, 1))  # noqa: DTZ001 - the point


def test_the_format_has_not_drifted():
    """Computed once; entries written under this version must be checkable for ever."""
    key = "0123456789abcdef" * 4
    body = '{"v":"talentum-audit/2"}'
    entry_hash = canon.entry_hash(canon.NO_HASH, body)
    assert entry_hash == "904aed1dd5bd1b3d5871eab9c7e2ee6d54f04f5d89ee4960ec5f90d6d7877ed4"
    assert canon.entry_mac("key", entry_hash) == "14d7a2dfb4f712445d78fcf42f6f83537f4a6fff6435aa785e641bff9d3338f7"
    assert (
        canon.seal(key, {"name": "Ada", "born": date(2012, 2, 29), "notes": None})
        == "957385eb01d1a04e8249d91b279abc210a22a644b237b3a5f7bd40373471de21"
    )
    assert note_seal(key, "Because Terry said so") == "7b150e6c2eae03c47839225e31f115e2dfb2600aebaa9d5daa4195bec45cd29d"


def test_a_seal_moves_with_every_value_field_and_key():
    key, other = "ab" * 32, "ac" * 32
    seals = {
        canon.seal(key, {"name": "Ada", "also": ""}),
        canon.seal(key, {"name": "Adb", "also": ""}),
        canon.seal(key, {"name": "", "also": "Ada"}),
        canon.seal(key, {"name": "Ada"}),
        canon.seal(key, {"name": "Ada", "also": None}),
        canon.seal(other, {"name": "Ada", "also": ""}),
    }
    assert len(seals) == 6


def test_it_needs_the_standard_library_alone():
    tree = ast.parse(Path(canon.__file__).read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
