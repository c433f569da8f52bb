"""A kept statement is word for word the one that Django would write anew, and what it finds is of now."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import clock
from decisions import prepared, queries
from decisions.enums import Seat, Stage
from decisions.workflow.handing import WithReason
from tests.stories import disclosure_at, do, new_draft


def asked(find):
    """What is found, and the statements that found it."""
    with CaptureQueriesContext(connection) as statements:
        found = find()
    return found, [one["sql"] for one in statements]


def same_page(user, of):
    """Words and answer are those of a query set that is made now."""
    anew, words = asked(lambda: list(queries.with_all_of_its_page(user).filter(reference=of.reference)))
    kept, said = asked(lambda: [queries.on_its_page(user, of.reference)])
    answers = [{name: value for name, value in vars(one).items() if name != "_state"} for one in (*anew, *kept)]
    assert (said, answers[0]) == (words, answers[1])


def same_part(user, of):
    values = (user.pk, user.name, of.pk, of.school_id, of.standing_decision_id, of.assigned_to_id)
    for seat in ("", *Seat.values):
        shape = (seat, clock.today())
        anew = asked(lambda shape=shape: list(queries.held_with_part(*values, *shape)))
        assert asked(lambda shape=shape: prepared.rows(queries.held_with_part, values, *shape)) == anew


def test_a_kept_statement_asks_and_answers_as_a_new_one(walk):
    waiting, draft = disclosure_at(Stage.AWAITING, walk), new_draft(walk.headteacher, walk.brook)
    rejected = disclosure_at(Stage.REJECTED, walk)
    prepared._put_together.cache_clear()
    for user in (walk.author, walk.headteacher, walk.adviser, walk.other_head, walk.nobody):
        for of in (waiting, draft, rejected):
            same_page(user, of)
            same_part(user, of)
    assert prepared._put_together.cache_info().hits > prepared._put_together.cache_info().misses


def test_what_it_finds_is_of_now_and_other_kinds_of_values_are_refused(walk):
    waiting = disclosure_at(Stage.AWAITING, walk)
    assert queries.on_its_page(walk.author, waiting.reference).stage == Stage.AWAITING
    do("take-back", waiting, walk.author, WithReason())
    assert queries.on_its_page(walk.author, waiting.reference).stage == Stage.RETURNED
    assert queries.on_its_page(walk.author, "BRK-2000-9999") is None
    with pytest.raises(KeyError):
        prepared.rows(queries._of_reference, (walk.author.pk, walk.author.name, Decimal(1)))
