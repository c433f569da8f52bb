"""One changed byte in any column of any table of the record, the guards being off, is found.

One story is told once, in which every audited model has a row. Then, column by column: a byte is changed in a row of
each table, the verifier reads the record, and the change is taken back. `SEED=7 pytest …` takes other rows and other bytes.
"""

import os
import random
import uuid
from collections import Counter
from datetime import timedelta
from itertools import zip_longest

import pytest
from django.apps import apps
from django.db import connection, transaction

from accounts.founding import SET_UP
from accounts.people import service_account
from agencies.models import Agency
from agencies.terms import Stretch, set_terms
from audit import clock, guards, verify
from audit.action import action
from audit.history import Audited
from audit.testing import guards_off
from checklist.versions import record_review
from decisions.enums import Kin, Stage
from decisions.workflow.advising import Advise
from decisions.workflow.asked import SaveRequest
from decisions.workflow.saves import SaveRelationship, councils
from decisions.workflow.sharing import ReportIncident
from tests.audit.bytes import change_a_byte, columns, query, without_checks
from tests.cast import cast_in_database
from tests.databases import copy_with_cast
from tests.stories import disclosure_at, do

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="tampers with PostgreSQL's words"),
]
SEED = os.environ.get("SEED", "1")
AUDITED = [model for model in apps.get_models() if issubclass(model, Audited)]
HISTORY = [model.history.model._meta.db_table for model in AUDITED]
KEPT = sorted(apps.get_model(label)._meta.db_table for label in guards.insert_only_labels())
RECORD = ["audit_entry", "audit_note"]
# Columns in which no change can be seen, and why.
UNSEEN = {
    ("audit_entry", "token"): "not in the body: it only keeps one form from being done twice",
    ("accounts_user", "password"): "no history is kept of it, so that no hash is kept for ever",
    ("accounts_user", "last_login"): "no history is kept of it; signing in is an entry of its own",
}


@pytest.fixture(scope="module", autouse=True)
def _story(migrated_database, django_db_blocker):
    """A disclosure that was asked for, shared and closed, with an incident; the terms of the school; and a reason."""
    with django_db_blocker.unblock(), copy_with_cast():
        cast = cast_in_database()
        agency = Agency.objects.get(name="County youth justice team")
        asked = SaveRequest(
            "Please send the mood log.", agency, asked_by="Ray Calder", why="To assess", no_date=True, no_power=True
        )
        disclosure = disclosure_at(Stage.CLOSED, cast, request=asked)
        child = disclosure_at(Stage.DRAFT, cast)
        in_care = SaveRelationship(child.people.get().pk, body=councils().first().pk, kind=Kin.BODY)
        do("save", child, cast.author, in_care)
        do("advise", disclosure_at(Stage.AWAITING, cast), cast.adviser, Advise(view="It is lawful."))
        do("report-incident", disclosure, cast.author, ReportIncident("One page was missing.", clock.now()))
        record_review(cast.policy_owner, "It stands as it is.", clock.today() + timedelta(days=365), uuid.uuid4())
        set_terms([Stretch.from_line("BRK|Autumn|2026-09-02|2026-10-23")], actor=service_account(SET_UP))
        with action("test.changed", actor=cast.adviser, case=disclosure, reason="Because Terry said so"):
            cast.brook.save()
        yield


@pytest.fixture(autouse=True)
def _triggers_are_not_read(monkeypatch):
    """That a missing trigger is told is tested in test_guards.py; here it would only take time, at every byte."""
    monkeypatch.setattr(verify.guards, "missing", list)


def some_row(table):
    """The place in a table of one of its rows: any, but the same for the same seed, wherever the database put it."""
    ((key, kind), *_rest) = columns(table)
    order = "ctid" if kind == "uuid" else key  # a number that was drawn orders nothing; such tables are only added to
    rows = query(f'SELECT ctid::text FROM "{table}" ORDER BY "{order}"')
    assert rows, f"the story has no row of {table}: tell one"
    return random.Random(f"{SEED} {table}").choice(rows)[0]


def chain_of(table, row):
    """The chain in which a row stands."""
    if table in {"audit_entry", "audit_head"}:
        return query(f'SELECT chain FROM "{table}" WHERE ctid = %s::tid', row)[0][0]
    return query(f'SELECT chain FROM audit_entry e JOIN "{table}" r ON r.entry_id = e.id WHERE r.ctid = %s::tid', row)[
        0
    ][0]


def not_found(table, row, problems):
    """The columns of a row in which a changed byte is not found, of those in which it ought to be."""
    silent = []
    without_checks(table)
    for column, kind in columns(table):
        before = transaction.savepoint()
        value, new = change_a_byte(table, column, kind, row, SEED)
        found = next(problems(), None)
        transaction.savepoint_rollback(before)
        if (found is None) != ((table, column) in UNSEEN):
            silent.append(f"{column}: {value!r} -> {new!r}: {found}")
    return silent


@pytest.mark.parametrize("table", RECORD)
def test_a_changed_byte_of_an_entry_or_a_note_is_found(table):
    with guards_off():
        row = some_row(table)
        chain = chain_of(table, row)
        assert next(verify.problems(chain=chain), None) is None
        assert not_found(table, row, lambda: verify.problems(chain=chain)) == []


def test_a_changed_byte_of_a_row_that_an_entry_names_is_found_there(monkeypatch):
    """The first column of every table at once, then the second, and so on: the verifier has to name each table.

    No entry is changed here, and live rows are not held against the history, so that a table is named for its own byte.
    """
    monkeypatch.setattr(verify, "_live_rows", lambda *_: ())
    with guards_off():
        rows = {table: some_row(table) for table in [*KEPT, *HISTORY]}
        every = {table: columns(table) for table in rows}
        for table in rows:
            without_checks(table)
        assert list(verify.problems()) == []
        silent = []
        for turn in zip_longest(*([(table, *column) for column in of_it] for table, of_it in every.items())):
            before, changed = transaction.savepoint(), list(filter(None, turn))
            bytes_of = {one[:2]: change_a_byte(*one, rows[one[0]], SEED) for one in changed}
            named = {problem.place.partition(":")[0] for problem in verify.problems()}
            transaction.savepoint_rollback(before)
            silent += [(place, values) for place, values in bytes_of.items() if place[0] not in named]
            assert named <= {table for table, *_ in changed}
        assert silent == []


def test_a_changed_byte_of_any_head_is_found():
    """Those of chains without an entry too, of which no entry tells the name."""
    with guards_off():
        heads = query("SELECT chain, ctid::text FROM audit_head ORDER BY chain")
        assert {"trust", "BRK", "ASH"} <= {chain for chain, _row in heads}
        for chain, row in heads:
            assert not_found("audit_head", row, lambda chain=chain: verify.problems(chain=chain)) == []


@pytest.mark.parametrize("model", AUDITED, ids=lambda model: model._meta.db_table)
def test_a_changed_byte_of_a_live_row_is_found(model):
    """Held against the newest history row, which is what the whole verifier does with each live row."""
    table = model._meta.db_table
    with guards_off():
        row = some_row(table)
        assert not_found(table, row, lambda: verify._live_rows(model, Counter(), None)) == []


def test_the_columns_that_cannot_be_seen_are_there():
    for table, column in UNSEEN:
        assert column in dict(columns(table)), f"{table} has no {column}"
