"""Tests that commit: the flush after them passes the guards, which stand again afterwards."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection

from accounts.models import School, User
from audit import guards
from audit.action import AlreadyDone, action, open_chain
from audit.models import Entry, Head
from audit.testing import guards_off
from audit.verify import problems
from tests.audit.made import new_school, new_user

TWO_CONNECTIONS = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two connections that write")


def write(school):
    with action("test.changed", actor=None, chain="trust"):
        school.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_finds_an_empty_record(turn):
    assert list(Head.objects.values_list("chain", "size")) == [("trust", 0)]
    assert not School.history.exists()
    assert guards.missing() == []
    write(new_school())


def at_once(*tokens):
    """What each of these forms is answered when all are sent at the same moment."""
    with action("test.changed", actor=None, chain="trust"):
        new_school().save()
        open_chain("BRK")
    answers, together = [], threading.Barrier(len(tokens))

    def send(number, token):
        together.wait()
        try:
            with action("test.changed", actor=7, chain="BRK", token=token):
                new_user(number).save()
            answers.append("done")
        except AlreadyDone:
            answers.append("done already")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=each) for each in enumerate(tokens)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
@TWO_CONNECTIONS
def test_a_form_sent_four_times_at_once_is_done_once():
    assert at_once(*[uuid.uuid4()] * 4) == ["done", "done already", "done already", "done already"]
    assert (User.objects.count(), Entry.objects.filter(chain="BRK").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@TWO_CONNECTIONS
def test_actions_on_one_chain_wait_for_each_other():
    assert at_once(*[uuid.uuid4() for _ in range(6)]) == ["done"] * 6
    assert list(Entry.objects.filter(chain="BRK").order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert list(problems()) == []


@pytest.mark.django_db
def test_the_guards_are_off_within_and_on_after():
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_head")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_head VALUES ('NEW', 9, '')")
