"""Actions that really commit, on a copy of the database and with the rights of the web process: each whole, or nothing of it.

What the tests share is one record, which must hold after all of them: the last test reads it.
"""

import asyncio
import contextlib
import threading
import time
import uuid

import pytest
from asgiref.sync import sync_to_async
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InterfaceError, OperationalError, connection, connections, transaction
from django.test import Client

from accounts.models import School, User
from audit.action import AlreadyDone, NestedAction, action, is_open, record
from audit.models import Entry, Head
from audit.verify import problems
from tests.audit.made import Case
from tests.cast import PASSWORD, give_password

pytestmark = pytest.mark.usefixtures("cloned_database")
CASE = Case("BRK")


def change(name="Devi Duty", **more):
    """One action on Brook High School."""
    with action("test.changed", actor=None, case=CASE, **more):
        school = School.objects.get(code="BRK")
        school.duty_name = name
        school.save()


@pytest.fixture
def nothing_written():
    """What the record and the school are now is what they must be after the test's failure."""
    before = state()

    def check():
        assert not is_open()
        assert state() == before
        change("Works again")
        assert Entry.objects.filter(chain="BRK").count() == before[0] + 1

    return check


def state():
    head, school = Head.objects.get(chain="BRK"), School.objects.get(code="BRK")
    return head.size, head.hash, school.duty_name, school.history.count()


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextlib.contextmanager
def another_connection():
    """A cursor of somebody else, whose transaction lasts as long as the block."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        yield cursor
    other.close()


def at_once(*calls):
    """Each call in a thread of its own, let go together."""
    gate = threading.Barrier(len(calls))

    def go(call):
        gate.wait()
        try:
            call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def numbers(chain="BRK"):
    return list(Entry.objects.filter(chain=chain).order_by("seq").values_list("seq", flat=True))


def test_an_exception_leaves_nothing(nothing_written):
    with pytest.raises(ZeroDivisionError), action("test.changed", actor=None, case=CASE, reason="Why"):
        School.objects.get(code="BRK").save()
        record("test.read", case=CASE)
        raise ZeroDivisionError
    nothing_written()


def test_what_a_savepoint_took_back_is_in_neither_the_entry_nor_the_tables():
    before = School.history.filter(code="BRK").count()
    with action("test.changed", actor=None, case=CASE) as act:
        school = School.objects.get(code="BRK")
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            school.duty_name = "Taken back"
            school.save()
            raise ZeroDivisionError
        school.duty_name = "Kept"
        school.save()
    assert len(Entry.objects.get(id=act.entry_id).rows) == 1
    assert School.history.filter(code="BRK").count() == before + 1


def test_plain_sql_beside_it_is_refused_at_the_commit(nothing_written):
    token = uuid.uuid4()
    with pytest.raises(IntegrityError, match="newest history row"):
        with action("test.changed", actor=7, case=CASE, token=token):
            School.objects.get(code="ASH").save()
            run("UPDATE accounts_school SET duty_name = 'Nobody said so' WHERE code = 'BRK'")
    nothing_written()
    with action("test.changed", actor=7, case=CASE, token=token):
        School.objects.get(code="ASH").save()


def terminate(pid):
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert cursor.fetchone() == (True,)


def pid():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("is_written", [False, True])
def test_a_killed_backend_leaves_nothing_and_the_next_action_works(nothing_written, is_written):
    with pytest.raises((OperationalError, InterfaceError)):
        with action("test.changed", actor=None, case=CASE):
            school = School.objects.get(code="BRK")
            if is_written:
                school.save()
            terminate(pid())
            school.duty_name = "Lost"
            school.save()
    connection.close()
    nothing_written()


def test_a_head_locked_elsewhere_is_waited_for_only_so_long(nothing_written):
    with another_connection() as cursor:
        cursor.execute("SELECT 1 FROM audit_head WHERE chain = 'BRK' FOR UPDATE")
        run("SET lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            change("Lost")
        with pytest.raises(OperationalError, match="lock timeout"):
            record("test.read", case=CASE)
        connection.close()
        with action("test.changed", actor=None, chain="ASH"):  # another chain goes on
            School.objects.get(code="ASH").save()
    nothing_written()


def test_the_time_of_an_entry_is_read_once_its_chain_is_free():
    """A head that is held for half a second: whoever waited for it does not say an earlier time than whoever held it."""
    with another_connection() as cursor:
        cursor.execute("SELECT 1 FROM audit_head WHERE chain = 'BRK' FOR UPDATE")
        waiting = threading.Thread(target=at_once, args=[change])
        waiting.start()
        time.sleep(0.5)
        cursor.execute("SELECT clock_timestamp()")
        (free,) = cursor.fetchone()
        cursor.execute("COMMIT")
    waiting.join()
    assert Entry.objects.filter(chain="BRK").latest("seq").at > free


def test_threads_on_one_chain_lose_no_number_and_double_none():
    before, each = Head.objects.get(chain="BRK").size, 12

    def write():
        for number in range(each):
            if number % 4 == 3:
                record("test.read", case=CASE)
            else:
                change(f"Duty {number}")

    at_once(write, write, write)
    assert numbers() == list(range(1, before + 3 * each + 1))


def test_threads_that_write_to_two_chains_each_do_not_wait_for_each_other_for_ever():
    before = [Head.objects.get(chain=chain).size for chain in ("BRK", "trust")]

    def both(first, second):
        def write():
            for _ in range(6):
                with action("test.changed", actor=None, chain=first) as act:
                    record("test.read", chain=second)
                    act.insert([User(email=f"{uuid.uuid4()}@example.org", name="X")])

        return write

    at_once(both("BRK", "trust"), both("trust", "BRK"))
    assert [Head.objects.get(chain=chain).size for chain in ("BRK", "trust")] == [size + 12 for size in before]


def test_one_form_sent_at_once_by_many_is_done_once():
    token, answers = uuid.uuid4(), []

    def send():
        try:
            with action("test.changed", actor=7, case=CASE, token=token):
                School.objects.select_for_update().get(code="BRK").save()
            answers.append("done")
        except AlreadyDone:
            answers.append("done already")

    at_once(*[send] * 4)
    assert sorted(answers) == ["done", *["done already"] * 3]


def test_gathered_coroutines_that_hand_their_actions_to_threads_are_fine(monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    before = Head.objects.get(chain="BRK").size

    def change_and_close(name):
        try:
            change(name)
        finally:
            connections.close_all()

    async def gather():
        at_once = [sync_to_async(change_and_close, thread_sensitive=number % 2 == 0) for number in range(5)]
        await asyncio.gather(*[call(f"Gathered {number}") for number, call in enumerate(at_once)])

    asyncio.run(gather())
    assert numbers()[before:] == list(range(before + 1, before + 6))


def test_a_command_is_one_action_and_a_failed_one_none():
    before = Head.objects.get(chain="ASH").size
    term = "ASH|Spring 2031|2031-01-06|2031-02-14"
    call_command("set_terms", term=[term])
    entry = Entry.objects.get(chain="ASH", seq=before + 1)
    assert entry.event == "terms.set"
    assert User.objects.get(pk=entry.actor).is_service
    with pytest.raises(CommandError):
        call_command("set_terms", term=["ASH|Spring 2032|2032-01-06|2032-02-14", "ASH|Other|2032-02-01|2032-03-01"])
    with pytest.raises(NestedAction), action("test.changed", actor=None, case=CASE):
        call_command("set_terms", term=["ASH|Summer 2031|2031-04-20|2031-05-20"])
    assert Head.objects.get(chain="ASH").size == before + 1


def test_people_who_sign_in_at_once_are_an_entry_each():
    emails = ["joanna.finch@example.org", "peter.dunne@example.org"]
    people = [User.objects.get(email=email) for email in emails]
    for person in people:
        give_password(person)
    before, answers = Head.objects.get(chain="trust").size, []

    def sign_in(email):
        return lambda: answers.append(
            Client().post("/accounts/login/", {"login": email, "password": PASSWORD}).status_code
        )

    at_once(*[sign_in(email) for email in emails])
    new = Entry.objects.filter(chain="trust", seq__gt=before).order_by("seq")
    assert answers == [302, 302]
    assert sorted((one.seq, one.event) for one in new) == [
        (before + 1, "account.signed-in"),
        (before + 2, "account.signed-in"),
    ]
    assert {one.actor for one in new} == {person.pk for person in people}


def test_after_all_of_this_the_record_holds():
    assert [str(problem) for problem in problems()] == []
