"""Attacks by somebody who holds the database: who notices each, and who would have refused it before."""

import os
from pathlib import Path

import pytest
from django.db import Error, connection, transaction

from audit import roles
from audit.models import Head
from audit.testing import guards_off
from audit.verify import problems
from tests.audit.attacks import ATTACKS, CHECKPOINT, VERIFIER, ground, who_notices

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated_database", "_few_models"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles; its triggers: test_sqlite.py"),
]
TOLD = {}
REFUSED = {
    "permission denied": "its rights",
    "audit: ": "a trigger",
    "violates foreign key": "a foreign key",
}


@pytest.fixture
def told():
    story = ground()
    connection.check_constraints()
    return story


@pytest.fixture(scope="module", autouse=True)
def _table():
    """Writes the table of attacks with who notices where ATTACKS names a file."""
    yield
    if place := os.environ.get("ATTACKS"):
        lines = [f"| {name} | {' | '.join(outcome)} |" for name, outcome in TOLD.items()]
        head = ["| attack | as the application | as the owner | triggers off |", "|---|---|---|---|"]
        Path(place).write_text("\n".join([*head, *lines, ""]), "utf-8")


def refused_by(attack, story, role):
    """What stops the attack for a role, the triggers standing."""
    undo = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")
        attack(story)
        connection.check_constraints()
    except Error as error:
        return next(who for words, who in REFUSED.items() if words in str(error))
    finally:
        transaction.savepoint_rollback(undo)
    return "NOBODY"


def noticed(attack, story):
    """What the verifier says of it first, the triggers being off; None: nothing."""
    undo = transaction.savepoint()
    with guards_off():
        attack(story)
    found = next(problems(), None)
    transaction.savepoint_rollback(undo)
    return found


def test_each_attack_is_refused_and_with_the_triggers_off_noticed(told):
    assert list(problems()) == []
    for name, attack in ATTACKS.items():
        by_rights, by_trigger = (refused_by(attack, told, role) for role in (roles.APP, roles.OWNER))
        assert "NOBODY" not in {by_rights, by_trigger}, name
        found = noticed(attack, told)
        assert (found is not None) == (who_notices(name) == VERIFIER), f"{name}: {found}"
        TOLD[name] = (f"refused by {by_rights}", f"refused by {by_trigger}", who_notices(name))
    assert list(problems()) == []


def test_an_attack_that_only_a_checkpoint_shows_moves_a_head(told):
    """So whoever holds the sizes and hashes of an earlier day sees it: what checkpoints will be made of."""
    for name, attack in ATTACKS.items():
        if who_notices(name) == CHECKPOINT:
            heads = set(Head.objects.values_list("chain", "size", "hash"))
            undo = transaction.savepoint()
            with guards_off():
                attack(told)
            assert not heads <= set(Head.objects.values_list("chain", "size", "hash")), name
            transaction.savepoint_rollback(undo)


def test_there_are_enough_of_them():
    assert len(ATTACKS) >= 35
