"""The end of a school's chain held by somebody else, for real: no page without its look, and an emergency all the same."""

import contextlib
import time

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from accounts.models import School, User
from audit.models import Entry
from audit.verify import problems
from tests.stories import do, fill, new_draft, shared_first

pytestmark = pytest.mark.usefixtures("cloned_database")
# What production waits for a lock, and how much longer a page may take that waited.
WAITS, MORE = 5, 10


@pytest.fixture(scope="module")
def author(cloned_database):
    return User.objects.get(email="joanna.finch@example.org")


@pytest.fixture(scope="module")
def head(cloned_database):
    """A browser in which the headteacher of Brook High School is signed in."""
    return browser_of(User.objects.get(email="peter.dunne@example.org"))


@pytest.fixture(scope="module")
def awaiting(author):
    return do("submit", filled(author), author)


def browser_of(user):
    client = Client()
    client.force_login(user)
    client.get("/")
    return client


def filled(author):
    return fill(new_draft(author, School.objects.get(code="BRK")), author)


@contextlib.contextmanager
def held(chain):
    """The head of a chain is locked on another connection, as by an action that does not end."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM audit_head WHERE chain = %s FOR UPDATE", [chain])
        yield
    other.close()


def looks(disclosure):
    return Entry.objects.filter(case=disclosure.pk, event="disclosure.read").count()


def asked(client, address):
    """(answer, seconds)."""
    begun = time.monotonic()
    answer = client.get(address)
    return answer, time.monotonic() - begun


def test_what_waits_here_is_what_waits_in_production():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == (f"{WAITS}s", "30s")
    assert f"lock_timeout={WAITS}000" in settings.DATABASES["default"]["OPTIONS"]["options"]


def test_no_page_of_a_disclosure_while_its_look_cannot_be_written(head, awaiting):
    address = f"/disclosures/{awaiting.reference}/"
    with held("BRK"):
        answer, seconds = asked(head, address)
        assert answer.status_code == 503
        assert WAITS <= seconds < WAITS + MORE
        page = answer.content.decode()
        assert "it could not be recorded in time. Try again in a minute." in page
        assert awaiting.reference not in page
        assert answer["Retry-After"] == "30"
        assert looks(awaiting) == 0
        assert asked(head, "/")[0].status_code == 200  # what is no look goes on
    assert head.get(address).status_code == 200
    assert looks(awaiting) == 1


def test_an_emergency_is_shown_all_the_same(head, author, awaiting):
    browser, gone = browser_of(author), do("share-first", filled(author), author, shared_first())
    with held("BRK"):
        answer, seconds = asked(head, "/emergency/")
        assert (answer.status_code, seconds < WAITS) == (200, True)
        for disclosure, then, client in [(awaiting, "share-first/", head), (gone, "recorded/", browser)]:
            answer, seconds = asked(client, f"/disclosures/{disclosure.reference}/{then}")
            assert (answer.status_code, seconds < WAITS + MORE) == (200, True)
            assert disclosure.reference in answer.content.decode()


def test_the_pages_of_another_school_go_on(head, author):
    other = do("submit", filled(author), author)
    with held("ASH"):
        answer, seconds = asked(head, f"/disclosures/{other.reference}/")
    assert (answer.status_code, seconds < WAITS, looks(other)) == (200, True, 1)


def test_after_all_of_this_the_record_holds():
    assert list(problems()) == []
