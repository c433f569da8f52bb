"""Honest histories, made at random, raise no alarm; and one change in each of some of them does.

`make histories` makes 10,000 in memory and 300 through the database; here are a few of each.
"""

import os
import random

import pytest
from django.db import connection, transaction

from audit import verify
from audit.models import Entry
from tests.audit.histories import Story, chain_in_memory

IN_MEMORY, IN_DATABASE = int(os.environ.get("IN_MEMORY", "100")), int(os.environ.get("IN_DATABASE", "4"))
SEED = os.environ.get("SEED", "1")


def alarms(links, head):
    """What the verifier says of a chain in memory: all that it says without looking into the database."""
    last, found = None, []
    for one in links:
        body, problems = verify._read(one.entry)
        found += [*verify._link(one.entry, last), *problems]
        last = one.entry
        if body is None:
            continue
        found += [] if one.note is None else [one.note] * (not verify._is_sealed(one.note, body["note"]))
        found += [] if one.note is not None or body["note"] is None else [one]
        for history, values in one.rows:
            row = body["rows"].get(verify.reference(history, values))
            found += [values] if row is None else verify._row(history, values, one.entry, row)
    return [*found, *verify._end_of_chain("BRK", last, head)]


def test_honest_histories_in_memory_raise_no_alarm():
    for number in range(IN_MEMORY):
        links, head = chain_in_memory(random.Random(f"{SEED} memory {number}"))
        assert alarms(links, head) == [], number


def change_body(chance, links, head):
    entry = chance.choice(links).entry
    place = chance.randrange(len(entry.body))
    entry.body = entry.body[:place] + ("x" if entry.body[place] != "x" else "y") + entry.body[place + 1 :]


def cut_out(chance, links, head):
    """Any entry; with the last one the head is left behind."""
    del links[chance.randrange(len(links))]


def change_row(chance, links, head):
    rows = [row for one in links for row in one.rows]
    if not rows:
        change_body(chance, links, head)
        return
    history, values = chance.choice(rows)
    name = chance.choice([one.attname for one in history.tracked_fields])
    values[name] = "changed" if values[name] != "changed" else "again"


@pytest.mark.parametrize("tamper", [change_body, cut_out, change_row])
def test_one_change_in_any_of_them_is_found(tamper):
    for number in range(max(20, IN_MEMORY // 50)):
        chance = random.Random(f"{SEED} memory {number}")
        links, head = chain_in_memory(chance)
        tamper(chance, links, head)
        assert alarms(links, head), number


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="its commit checks are part of it")
def test_honest_histories_in_the_database_raise_no_alarm():
    for number in range(IN_DATABASE):
        undo = transaction.savepoint()
        Story(random.Random(f"{SEED} database {number}")).tell(8)
        assert [str(problem) for problem in verify.problems()] == [], number
        assert Entry.objects.count() >= 2
        transaction.savepoint_rollback(undo)
