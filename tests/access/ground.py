"""Data that is made once for many tests, and how a page is read."""

import contextlib
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from agencies.models import Agency
from audit.models import Entry
from tests.cast import Cast

CSRF_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[A-Za-z0-9]+"')


@dataclass(frozen=True)
class House:
    """The cast and their disclosures by name: at each stage those of Brook's form tutor, and one of its headteacher.

    Whatever a test changes is undone, so that what was read of the house once stays true: `known` keeps it.
    """

    cast: Cast
    disclosures: dict
    sessions: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)

    def once(self, key, read):
        """What `read` gives, asked for the first time only."""
        if key not in self.known:
            self.known[key] = read()
        return self.known[key]

    @cached_property
    def police(self):
        """The number of an agency to which anybody may write."""
        return Agency.objects.get(name="County police").pk


@contextlib.contextmanager
def undone():
    """A transaction for the time of the block, in which actions may commit, and of which nothing stays.

    Blocks may stand in one another: one for a whole module, and one around each request that changes something.
    """
    block = transaction.atomic()
    block._from_testcase = True  # what Django's own TestCase sets, so that a durable transaction may begin inside
    with block:
        try:
            yield
        finally:
            transaction.set_rollback(True)


def signed_in(house, part, **options):
    """A browser in which somebody of the cast, by their name in it, is signed in; "anonymous" is not.

    What it sends comes from a page of this site, and says so.
    """
    client = Client(headers={"Sec-Fetch-Site": "same-origin"}, **options)
    if part != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[part]
    return client


def session_of(user):
    """The key of a new session of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


# Entries that something was looked at, or tried and refused: no row changes with them.
SEEN = ("disclosure.read", "disclosure.printed", "disclosure.copied")
REFUSED = "disclosure.refused"
COUNT = f"SELECT event, count(*) FROM {Entry._meta.db_table} GROUP BY event"


def changes():
    """How many entries there are of something that was done, looks and refused attempts left out."""
    return in_the_record()[0]


def in_the_record():
    """How many entries there are: of something that was done, of looks, and of refused attempts. One plain statement."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        events = Counter(dict(cursor.fetchall()))
    looks, refused = sum(events[event] for event in SEEN), events[REFUSED]
    return events.total() - looks - refused, looks, refused


def page(answer):
    """The page of an answer, without the token that differs each time."""
    return CSRF_TOKEN.sub("", answer.content.decode())


def title(answer):
    """The title of the page of an answer."""
    return answer.content.decode().split("<title>")[1].split("</title>")[0]
