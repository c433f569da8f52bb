"""A kept statement is word for word the one that Django would write anew, and what it finds is of now."""

import inspect
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import appointments, context, prepared
from audit import clock
from checklist.models import ChecklistResponse
from decisions import facts, queries, routing
from decisions.enums import Seat, Stage
from decisions.facts import Content
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


def same_rows(build, values, *shape):
    anew = asked(lambda: list(build(*values, *shape)))
    assert asked(lambda: prepared.rows(build, values, *shape)) == anew


PARTS = [
    one for one in vars(facts).values() if inspect.isfunction(one) and [*inspect.signature(one).parameters] == ["of"]
]


def test_each_part_of_a_disclosure_is_asked_for_and_answered_as_by_a_new_one(walk):
    shared, sheets = disclosure_at(Stage.SHARED, walk), list(ChecklistResponse.objects.values_list("pk", flat=True))
    drafts = (new_draft(walk.author, walk.brook), new_draft(walk.headteacher, walk.brook))
    assert len(PARTS) == 12
    for build in PARTS:
        for of in (shared, *drafts):
            same_rows(build, (of.pk,))
    for some in (sheets[:1], sheets[1:3], sheets[:2]):
        same_rows(facts._answers_on, some)
    content = Content(shared)
    assert {row.disclosure for row in (*content.people, *content.pairs, *content.sharings)} == {shared}
    assert content.people
    assert content.sharings[0].pairs.all()


def test_so_is_who_decides_and_what_somebody_is_today(walk):
    waiting, today = disclosure_at(Stage.AWAITING, walk), clock.today()
    for standing, assigned in ((None, None), (1, None), (None, walk.adviser.pk)):
        of = (waiting.pk, waiting.school_id, standing, assigned)
        for seat in Seat.values:
            same_rows(queries._first_for, of, seat, today)
    for writing in (None, walk.headteacher.pk):
        same_rows(routing._headteachers, (waiting.pk, waiting.school_id, writing), today)
    for user in (walk.headteacher, walk.adviser, walk.nobody):
        same_rows(prepared._for_reader, (user.pk, user.name), appointments._held, (), today)
        same_rows(prepared._for_reader, (user.pk, user.name), context._held_with_trust, (), today)


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
