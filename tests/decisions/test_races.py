"""Two people at once, on PostgreSQL and in threads: exactly one decision wins, and the other is told so.

The rounds are of one disclosure, which is put back as it waited; what the record says of it stays. Two threads keep
their connections, and two browsers their sessions, from one round to the next.
"""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client

from accounts.models import School, User
from audit.testing import guards_off
from decisions.enums import Stage
from decisions.models import Decision, Disclosure
from tests.stories import REASON, do, fill, new_draft, settle

ROUNDS = 50
MOST = 4  # at once


@pytest.fixture(scope="module")
def people(cloned_database):
    """The demonstration's author and headteacher at Brook High School."""
    return {
        "author": User.objects.get(email="joanna.finch@example.org"),
        "headteacher": User.objects.get(email="peter.dunne@example.org"),
        "school": School.objects.get(code="BRK"),
    }


@pytest.fixture(scope="module")
def at_once(people):
    """at_once(*calls): each in a thread of its own, let go at the same moment; their answers in order."""
    with ThreadPoolExecutor(MOST) as threads:

        def answers(*calls):
            gate = threading.Barrier(len(calls))

            def run(call):
                gate.wait()
                return call()

            return [future.result() for future in [threads.submit(run, call) for call in calls]]

        yield answers
        answers(*[connections.close_all] * MOST)


@pytest.fixture(scope="module")
def waiting(people):
    """A disclosure that awaits its decision, as it first was."""
    disclosure = fill(new_draft(people["author"], people["school"]), people["author"])
    return settle(do("submit", disclosure, people["author"]))


@pytest.fixture
def again(waiting):
    """again(): the disclosure awaits its decision, and nobody has taken one."""

    def put_back():
        columns = [field for field in Disclosure._meta.concrete_fields if not field.primary_key]
        values = [field.get_db_prep_save(getattr(waiting, field.attname), connection) for field in columns]
        changed = ", ".join(f"{field.column} = %s" for field in columns)
        with guards_off(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE decisions_disclosure SET {changed} WHERE id = %s", [*values, waiting.pk])
            cursor.execute("DELETE FROM decisions_decision WHERE disclosure_id = %s", [waiting.pk])
        return Disclosure.objects.get(pk=waiting.pk)

    return put_back


@pytest.fixture
def browsers(people):
    """Two in which the headteacher is signed in."""
    pair = Client(), Client()
    for browser in pair:
        browser.force_login(people["headteacher"])
    return pair


def post(browser, disclosure, action, token, **words):
    """Sends a decision's form."""
    data = {"version": disclosure.version, "token": token, "reason": REASON, **words}
    return lambda: browser.post(f"/disclosures/{disclosure.reference}/{action}/", data)


def test_approve_and_reject_at_once_leave_one_decision(at_once, again, browsers):
    for _ in range(ROUNDS):
        disclosure = again()
        approve = post(browsers[0], disclosure, "approve", uuid.uuid4())
        reject = post(browsers[1], disclosure, "reject", uuid.uuid4(), instead="The counsellor sees Ade weekly.")
        answers = at_once(approve, reject)
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        loser = next(answer for answer in answers if answer.status_code == 409)
        assert "Somebody else has changed this disclosure" in loser.content.decode()
        assert REASON in loser.content.decode()
        assert Decision.objects.filter(disclosure=disclosure).count() == 1
        disclosure.refresh_from_db()
        assert disclosure.stage == (Stage.APPROVED if answers[0].status_code == 302 else Stage.REJECTED)


def test_the_same_post_twice_at_once_is_one_decision(at_once, again, browsers):
    for _ in range(10):
        disclosure, token = again(), uuid.uuid4()
        calls = [post(browser, disclosure, "approve", token) for browser in browsers]
        answers = at_once(*calls)
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Decision.objects.filter(disclosure=disclosure).count() == 1


def test_drafts_started_at_once_get_different_numbers(people, at_once):
    def begin():
        return new_draft(people["author"], people["school"]).number

    numbers = at_once(*[begin] * MOST)
    assert len(set(numbers)) == MOST
    highest = Disclosure.objects.filter(school=people["school"]).count()
    assert max(numbers) == highest
