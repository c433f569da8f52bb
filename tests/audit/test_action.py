"""One action, one transaction, one entry; and everything that must leave nothing behind."""

import asyncio
import contextvars
import threading
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import SynchronousOnlyOperation
from django.db import IntegrityError, connection, connections, transaction

from accounts.models import School
from audit import canon, clock
from audit.action import (
    AlreadyDone,
    NestedAction,
    NotInAction,
    Undeclared,
    WrongChain,
    WrongWay,
    action,
    current,
    is_open,
    open_chain,
    record,
)
from audit.models import Entry, Head, Note
from audit.testing import clock_at
from tests.audit.forged import tamper
from tests.audit.made import Case, new_school

pytestmark = pytest.mark.django_db


def newest():
    return Entry.objects.order_by("-at", "-seq").first()


@pytest.mark.usefixtures("_holds")
def test_an_action_leaves_one_sealed_entry(school, user, case):
    before = Head.objects.get(chain="BRK")
    token = uuid.uuid4()
    with action("test.changed", actor=user, case=case, reason="Because", token=token) as act:
        act.capacity = "headteacher"
        act.facts["outcome"] = "approved"
        school.duty_name = "Devi Duty"
        school.save()
        entry_id = act.entry_id
    entry = Entry.objects.get(id=entry_id)
    assert (entry.chain, entry.seq, entry.event) == ("BRK", 1, "test.changed")
    assert (entry.actor, entry.case, entry.token) == (user.pk, 41, token)
    assert (entry.facts, entry.capacity) == ({"outcome": "approved"}, "headteacher")
    assert entry.prev == before.hash == canon.NO_HASH
    assert entry.hash == canon.entry_hash(entry.prev, entry.body)
    after = Head.objects.get(chain="BRK")
    assert (after.size, after.hash) == (1, entry.hash)
    row = school.history.first()
    named = entry.rows[f"accounts_historicalschool:{row.history_id}"]
    assert named["op"] == "~"
    assert named["pk"] == school.pk
    assert named["sealed"] == ["duty_name"]
    assert named["open"]["name"] == "Brook High School"
    assert (row.entry_id, row.history_user_id, len(row.key)) == (entry_id, user.pk, 64)


def test_no_personal_value_and_no_reason_is_in_a_body(user):
    text = " ".join(Entry.objects.values_list("body", flat=True))
    assert "Terry" not in text
    assert "person1@" not in text
    assert Note.objects.get().text == "A new colleague, Terry"
    assert Note.objects.get().entry.rows


def test_entries_of_a_chain_follow_each_other(school, case):
    for name in ("One", "Two", "Three"):
        with action("test.changed", actor=None, case=case):
            school.duty_name = name
            school.save()
    first, second, third = Entry.objects.filter(chain="BRK").order_by("seq")
    assert (second.prev, third.prev) == (first.hash, second.hash)
    assert first.at <= second.at <= third.at


def test_the_time_of_an_entry_is_the_databases(school, case):
    with action("test.changed", actor=None, case=case):
        clock.stop_at(clock.now() - timedelta(days=400))
        try:
            school.save()
        finally:
            clock.stop_at(None)
    entry = newest()
    if connection.vendor == "postgresql":
        assert clock.now() - entry.at < timedelta(minutes=1)
        assert abs(school.history.first().history_date - entry.at) < timedelta(minutes=1)


def test_case_capacity_and_chain_may_be_given_inside(school, user):
    with action("test.changed", actor=user) as act:
        act.case = Case("BRK", 7)
        school.save()
    assert (newest().case, newest().chain) == (7, "BRK")


@pytest.mark.parametrize("given", [{"chain": "XYZ"}, {}])
def test_an_action_needs_a_chain_that_has_begun(school, given):
    with pytest.raises(WrongChain), action("test.changed", actor=None, **given):
        school.save()


def test_a_chain_begins_once_and_inside_an_action(school):
    with pytest.raises(NotInAction):
        open_chain("NEW")
    with pytest.raises(WrongChain), action("test.changed", actor=None, chain="trust"):
        open_chain("BRK")


def test_a_row_of_another_schools_chain_is_refused(school, case, monkeypatch):
    monkeypatch.setattr(School, "audit_chain", lambda self: "trust", raising=False)
    with pytest.raises(WrongChain), action("test.changed", actor=None, case=case):
        school.save()


def test_the_same_token_twice_is_done_once(school, case, user):
    token = uuid.uuid4()
    with action("test.changed", actor=user, case=case, token=token) as act:
        school.save()
        first = act.entry_id
    with pytest.raises(AlreadyDone) as refused, action("test.changed", actor=user, case=case, token=token):
        pytest.fail("not reached")
    assert (refused.value.entry_id, refused.value.case) == (first, 41)
    with action("test.changed", actor=new_id(user), case=case, token=token):
        school.save()
    assert Entry.objects.filter(token=token).count() == 2


def new_id(user):
    return user.pk + 1000


def test_a_token_that_loses_a_race_is_refused_by_the_database(school, case, user, monkeypatch):
    token = uuid.uuid4()
    with action("test.changed", actor=user, case=case, token=token):
        school.save()
    monkeypatch.setattr("audit.action.Action.check_token", lambda self: None)
    with pytest.raises(AlreadyDone), action("test.changed", actor=user, case=case, token=token):
        school.duty_name = "Lost"
        school.save()
    school.refresh_from_db()
    assert school.duty_name == "Dana Duty"


def test_a_token_needs_an_actor(school, case):
    with pytest.raises(WrongWay), action("test.changed", actor=None, case=case, token=uuid.uuid4()):
        school.save()


@pytest.mark.usefixtures("_holds")
def test_a_failed_action_leaves_nothing_and_its_token_may_be_used_again(school, case, user):
    token, before = uuid.uuid4(), Entry.objects.count()
    with pytest.raises(ZeroDivisionError), action("test.changed", actor=user, case=case, token=token, reason="Why"):
        school.duty_name = "Gone"
        school.save()
        record("test.read", actor=user, case=case)
        raise ZeroDivisionError
    assert (Entry.objects.count(), Note.objects.count()) == (before, 1)
    assert not is_open()
    school.refresh_from_db()
    assert school.duty_name == "Dana Duty"
    with action("test.changed", actor=user, case=case, token=token):
        school.save()


@pytest.mark.usefixtures("_holds")
def test_what_a_savepoint_took_back_is_not_in_the_entry(school, case):
    with action("test.changed", actor=None, case=case):
        school.duty_name = "Kept"
        school.save()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            new_school("OAK", "Oak").save()
            raise ZeroDivisionError
    assert len(newest().rows) == 1


def test_an_action_of_which_nothing_is_left_is_refused(case):
    with (
        pytest.raises(Undeclared),
        action("test.changed", actor=None, case=case),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        new_school("OAK", "Oak").save()
        raise ZeroDivisionError


def test_a_swallowed_database_error_is_refused(school, case):
    with pytest.raises(transaction.TransactionManagementError), action("test.changed", actor=None, case=case):
        school.save()
        with pytest.raises(IntegrityError):
            new_school("BRK", "The same code").save()


def test_actions_do_not_nest(school, case):
    with action("test.changed", actor=None, case=case):
        school.save()
        with pytest.raises(NestedAction), action("test.changed", actor=None, case=case):
            pytest.fail("not reached")


def test_another_thread_has_no_part_in_an_action(school, case):
    told = []

    def elsewhere():
        try:
            new_school("OAK", "Oak").save()
        except NotInAction as error:
            told.append(error)
        finally:
            connection.close()

    with action("test.changed", actor=None, case=case):
        school.save()
        thread = threading.Thread(target=contextvars.copy_context().run, args=[elsewhere])
        thread.start()
        thread.join()
    assert len(told) == 1


def test_a_thread_that_shares_the_connection_has_no_part_in_it_either(school, case):
    shared, told = connections["default"], []

    def elsewhere():
        connections["default"] = shared
        told.append(is_open())

    with action("test.changed", actor=None, case=case):
        school.save()
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert is_open()
    assert told == [False]


def test_a_coroutine_cannot_open_one(monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)

    async def write():
        with action("test.changed", actor=None, chain="trust"):
            pytest.fail("not reached")

    with pytest.raises(SynchronousOnlyOperation):
        asyncio.run(write())


def test_events_are_a_closed_list(school, case):
    with pytest.raises(Undeclared), action("test.unheard-of", actor=None, case=case):
        pytest.fail("not reached")
    with pytest.raises(Undeclared), action("test.changed", actor=None, case=case) as act:
        school.save()
        act.event = "test.unheard-of"
    with pytest.raises(Undeclared):
        record("test.unheard-of", case=case)


def test_an_event_without_rows_can_have_none(school, case):
    with pytest.raises(Undeclared), action("test.read", actor=None, case=case):
        school.save()
    with pytest.raises(Undeclared):
        record("test.changed", case=case)


def test_an_event_with_rows_must_have_some_unless_it_may_be_empty(case):
    before = Entry.objects.count()
    with pytest.raises(Undeclared), action("test.changed", actor=None, case=case):
        pass
    with action("test.changed", actor=None, case=case, empty_ok=True):
        pass
    assert Entry.objects.count() == before


@pytest.mark.usefixtures("_holds")
def test_record_alone_is_an_entry_without_rows(user, case):
    record("test.read", actor=user, case=case, facts={"page": "summary"}, capacity="adviser", reason="Looked for Ada")
    entry = newest()
    assert (entry.event, entry.actor, entry.case, entry.rows) == ("test.read", user.pk, 41, {})
    assert (entry.facts, entry.capacity, entry.note.text) == ({"page": "summary"}, "adviser", "Looked for Ada")


@pytest.mark.usefixtures("_holds")
def test_record_inside_an_action_is_a_second_entry_at_the_same_commit(school, user, case):
    with action("test.changed", actor=None, case=case):
        record("test.read", actor=user, chain="trust")
        assert not Entry.objects.filter(event="test.read").exists()
        school.save()
    read = Entry.objects.get(event="test.read")
    assert (read.chain, read.actor, read.rows) == ("trust", user.pk, {})


def test_heads_are_locked_in_the_order_of_their_names(user, case):
    """Two actions that each write to both chains would wait for each other otherwise."""
    with action("test.changed", actor=None, chain="trust"):
        record("test.read", actor=user, case=case)
        user.save()
    assert newest().chain == "trust"


def test_record_inside_an_action_that_may_be_empty_is_the_only_entry(user):
    before = Entry.objects.count()
    with action("test.changed", actor=None, chain="trust", empty_ok=True):
        record("test.read", actor=user, chain="trust")
    assert Entry.objects.count() == before + 1


@pytest.mark.usefixtures("_holds")
def test_the_actor_is_known_before_the_first_row(school, user, case):
    with action("test.changed", actor=None, case=case):
        current().actor = user
        school.save()
        with pytest.raises(WrongWay):
            current().actor = None
    assert newest().actor == school.history.first().history_user_id == user.pk


def test_floats_cannot_be_facts(school, case):
    with pytest.raises(TypeError), action("test.changed", actor=None, case=case) as act:
        act.facts["share"] = 0.5
        school.save()


def test_a_history_row_needs_its_entry_at_the_commit(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_historicaltrust (id, name, history_date, history_type, entry_id, key) "
                "VALUES (1, 'x', %s, '+', %s, '')",
                [clock.now(), uuid.uuid4().hex],
            )
        connection.check_constraints()


def test_an_action_cannot_be_part_of_another_transaction(case):
    with (
        pytest.raises(RuntimeError, match="durable"),
        transaction.atomic(),
        action("test.changed", actor=None, case=case),
    ):
        pytest.fail("not reached")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere it is the clock's")
def test_the_moment_of_an_entry_is_the_databases_wherever_the_clock_stands(school):
    with clock_at(clock.now() - timedelta(days=400)), action("test.changed", actor=None, chain="trust"):
        school.save()
    written = Entry.objects.filter(chain="trust").latest("seq")
    assert abs(written.at - clock.now()) < timedelta(minutes=5)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="tampers with PostgreSQL's words")
def test_a_number_that_is_taken_is_no_second_press(school):
    """Only the token says that the same was done already; anything else that the database refuses is told as it is."""
    tamper("UPDATE audit_head SET size = size - 1 WHERE chain = 'trust'")
    with pytest.raises(IntegrityError, match="seq"), action("test.changed", actor=None, chain="trust"):
        school.save()
