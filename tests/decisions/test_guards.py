"""What the database itself refuses about a disclosure, by plain SQL as at its prompt, whoever asks."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from audit import guards
from audit.testing import guards_off
from decisions.enums import Stage
from decisions.guards import DECIDED_BY_CONTRIBUTOR, WRITTEN_BY_DECIDER
from decisions.models import Contributor, Decision, Disclosure
from tests.decisions.made import also_wrote
from tests.stories import disclosure_at

DECIDE = (
    "INSERT INTO decisions_decision (school_id, disclosure_id, outcome, by_id, at, capacity, position, version, reason, "
    "instead, would_change, valid_days, way, departure) SELECT school_id, id, 'approved', %s, now(), 'headteacher', '', "
    "version + 9, 'r', '', '', 10, '{}', '' FROM decisions_disclosure WHERE id = %s"
)
CONTRIBUTE = (
    "INSERT INTO decisions_contributor (school_id, disclosure_id, user_id, at, entry_id) "
    "SELECT school_id, id, %s, now(), %s FROM decisions_disclosure WHERE id = %s"
)


@pytest.fixture(autouse=True)
def _never_committed(walk):
    """What is written here by plain SQL has no history, and would be refused at the commit."""
    yield
    transaction.set_rollback(True)


def execute(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def refused(says, statement, *params):
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        execute(statement, *params)


def test_nobody_decides_what_they_wrote(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    also_wrote(disclosure, walk.volunteer)
    refused(DECIDED_BY_CONTRIBUTOR, DECIDE, walk.author.pk, disclosure.pk)
    refused(DECIDED_BY_CONTRIBUTOR, DECIDE, walk.volunteer.pk, disclosure.pk)
    assert execute(DECIDE, walk.headteacher.pk, disclosure.pk) == 1


def test_who_wrote_another_disclosure_may_decide_this_one(walk):
    disclosure_at(Stage.DRAFT, walk, author=walk.headteacher)
    assert execute(DECIDE, walk.headteacher.pk, disclosure_at(Stage.AWAITING, walk).pk) == 1


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.REJECTED])
def test_whoever_took_the_standing_decision_does_not_write(walk, stage):
    disclosure = disclosure_at(stage, walk)
    refused(WRITTEN_BY_DECIDER, CONTRIBUTE, walk.headteacher.pk, uuid.uuid4(), disclosure.pk)
    assert execute(CONTRIBUTE, walk.volunteer.pk, uuid.uuid4(), disclosure.pk) == 1


def test_whoever_returned_it_may_write_since_no_decision_stands(walk):
    disclosure = disclosure_at(Stage.RETURNED, walk)
    assert execute(CONTRIBUTE, walk.headteacher.pk, uuid.uuid4(), disclosure.pk) == 1


def test_nobody_is_a_contributor_twice(walk):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    refused("contributor_once", CONTRIBUTE, walk.author.pk, uuid.uuid4(), disclosure.pk)


def test_a_contributor_joins_no_entry_that_is_written(walk):
    disclosure = disclosure_at(Stage.DRAFT, walk)
    written = disclosure.contributors.get().entry_id
    refused("cannot join an entry", CONTRIBUTE, walk.volunteer.pk, written, disclosure.pk)


KEPT = [
    "UPDATE decisions_contributor SET user_id = user_id",
    "UPDATE decisions_contributor SET disclosure_id = disclosure_id",
    "UPDATE decisions_decision SET outcome = 'rejected'",
    "UPDATE decisions_decision SET reason = reason",
    "UPDATE decisions_historicaldisclosure SET stage = stage",
    "UPDATE decisions_historicaldecision SET reason = reason",
    "UPDATE decisions_historicalperson SET name = name",
    "UPDATE decisions_historicalinformationitem SET description = description",
    "UPDATE decisions_historicalrecipient SET contact_name = contact_name",
    "DELETE FROM decisions_contributor",
    "DELETE FROM decisions_decision",
    "DELETE FROM decisions_person",
    "DELETE FROM decisions_informationitem",
    "DELETE FROM decisions_recipient",
    "DELETE FROM decisions_disclosure",
    "DELETE FROM decisions_historicaldisclosure",
    "DELETE FROM decisions_historicalperson",
    "DELETE FROM checklist_answer",
]


def test_what_is_written_is_neither_changed_nor_removed(walk):
    disclosure_at(Stage.APPROVED, walk)
    for statement in KEPT:
        refused(f"{statement.split()[0]} of .* is refused", statement)


def test_a_stage_and_its_decision_go_together(walk):
    waiting, approved = disclosure_at(Stage.AWAITING, walk), disclosure_at(Stage.APPROVED, walk)
    move = "UPDATE decisions_disclosure SET stage = %s WHERE id = %s"
    for stage in (Stage.APPROVED, Stage.REJECTED):
        refused("decided_has_decision", move, stage, waiting.pk)
    for stage in (Stage.DRAFT, Stage.AWAITING, Stage.RETURNED):
        refused("decided_has_decision", move, stage, approved.pk)
    refused("violates check constraint", move, "done", waiting.pk)
    refused("submitted_has_seat", "UPDATE decisions_disclosure SET seat = '' WHERE id = %s", waiting.pk)


def test_taken_out_at_and_by_go_together(walk):
    disclosure_at(Stage.DRAFT, walk)
    for table in ("person", "informationitem", "recipient"):
        refused("removed_at_and_by", f"UPDATE decisions_{table} SET removed_at = now()")


def test_rows_themselves_refuse_to_be_deleted_or_rewritten_in_python(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    decision = disclosure.standing_decision
    for row in (disclosure, decision, disclosure.people.get(), disclosure.items.get(), disclosure.recipients.get()):
        with pytest.raises(Exception, match="never removed"):
            row.delete()
        with pytest.raises(Exception, match="No audit action is open"):
            row.save()
    assert Decision.objects.count() == 1


def test_these_tests_would_pass_anything_without_the_triggers(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    names = {name for _, name in guards.expected()}
    assert {"decision_not_by_contributor", "contributor_not_standing_decider"} <= names
    with guards_off():
        assert execute(DECIDE, walk.author.pk, disclosure.pk) == 1
        assert execute("UPDATE decisions_contributor SET user_id = %s", walk.volunteer.pk) == 1
    assert Contributor.objects.get().user == walk.volunteer
    assert Disclosure.objects.get().decisions.get().by == walk.author
