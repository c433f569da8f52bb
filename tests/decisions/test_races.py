"""Two people at once, on PostgreSQL and in threads: exactly one decision wins, and the other is told so."""

import threading
import uuid

import pytest
from django.db import connections
from django.test import Client

from accounts.models import School, User
from decisions.enums import Stage
from decisions.models import Decision, Disclosure
from tests.stories import REASON, do, fill, new_draft, settle

ROUNDS = 50


@pytest.fixture(scope="module")
def people(cloned_database):
    """The demonstration's author and headteacher at Brook High School."""
    return {
        "author": User.objects.get(email="joanna.finch@example.org"),
        "headteacher": User.objects.get(email="peter.dunne@example.org"),
        "school": School.objects.get(code="BRK"),
    }


def awaiting(people):
    disclosure = fill(new_draft(people["author"], people["school"]), people["author"])
    return settle(do("submit", disclosure, people["author"]))


def at_once(*calls):
    """Run every call in a thread of its own, let go at the same moment; their answers in order."""
    gate = threading.Barrier(len(calls))
    answers = [None] * len(calls)

    def run(place, call):
        try:
            gate.wait()
            answers[place] = call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def post(person, disclosure, action, token, **words):
    """Sends a decision's form as a signed-in person; returns the response."""
    client = Client()
    client.force_login(person)
    data = {"version": disclosure.version, "token": token, "reason": REASON, **words}

    def send():
        return client.post(f"/disclosures/{disclosure.reference}/{action}/", data)

    return send


def test_approve_and_reject_at_once_leave_one_decision(people):
    for _ in range(ROUNDS):
        disclosure = awaiting(people)
        approve = post(people["headteacher"], disclosure, "approve", uuid.uuid4())
        reject = post(
            people["headteacher"], disclosure, "reject", uuid.uuid4(), instead="The counsellor sees Ade weekly."
        )
        answers = at_once(approve, reject)
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        loser = next(answer for answer in answers if answer.status_code == 409)
        assert "Somebody else has changed this disclosure" in loser.content.decode()
        assert REASON in loser.content.decode()
        assert Decision.objects.filter(disclosure=disclosure).count() == 1
        disclosure.refresh_from_db()
        assert disclosure.stage == (Stage.APPROVED if answers[0].status_code == 302 else Stage.REJECTED)


def test_the_same_post_twice_at_once_is_one_decision(people):
    for _ in range(10):
        disclosure = awaiting(people)
        token = uuid.uuid4()
        calls = [post(people["headteacher"], disclosure, "approve", token) for _ in range(2)]
        answers = at_once(*calls)
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Decision.objects.filter(disclosure=disclosure).count() == 1


def test_drafts_started_at_once_get_different_numbers(people):
    def begin():
        return new_draft(people["author"], people["school"]).number

    numbers = at_once(*[begin] * 4)
    assert len(set(numbers)) == 4
    highest = Disclosure.objects.filter(school=people["school"]).count()
    assert max(numbers) == highest
