"""What the lists cost: statements to the database, and bytes, the same at 10 and at 500 disclosures.

Each list is opened by somebody, and the queue by both who decide; `make thorough` opens every list as each.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import clock
from audit.testing import guards_off
from decisions.enums import Stage
from decisions.models import Contributor, Disclosure, Person, Recipient
from decisions.workflow.sharing import ReportIncident
from tests.stories import REASON, disclosure_at, do
from tests.thorough import WHOLE

MOST = 12
LISTS = ("start", "my-disclosures", "queue", "ended", "tasks")
MOST_BYTES = 60_000


def copies(disclosure, number, first):
    """More disclosures like one, with its people, recipients and writers: rows straight into the tables."""
    reference = f"'{disclosure.reference[:9]}' || ({first} + n)"
    with connection.cursor() as cursor:
        _copy(cursor, Disclosure, f"generate_series(1, {number}) n", f"was.id = {disclosure.pk}", {
            "number": f"{first} + n", "reference": reference,
        })  # fmt: skip
        for model in (Person, Recipient, Contributor):
            made = f"was.disclosure_id = {disclosure.pk} AND one.number > {first} AND one.school_id = was.school_id"
            made += f" AND one.number <= {first + number}"
            _copy(cursor, model, "decisions_disclosure one", made, {"disclosure_id": "one.id"})


def _copy(cursor, model, beside, where, other):
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join(other.get(column, f"was.{column}") for column in columns)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} was, {beside} WHERE {where}"
    )


@pytest.fixture
def one_of_each(walk):
    """At every stage one of Brook's form tutor and one that waits for an adviser, with an open incident."""
    made = {stage: disclosure_at(stage, walk) for stage in Stage}
    do("report-incident", made[Stage.SHARED], walk.author, ReportIncident(REASON, clock.now()))
    made["adviser"] = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    return made


def cost(client, name, **query):
    with CaptureQueriesContext(connection) as found:
        response = client.get(reverse(name), query)
    assert response.status_code == 200
    return len(found), response.content


def test_lists_cost_few_statements_the_same_at_10_and_at_500(walk, client, one_of_each):
    parts = {"author": {"start", "my-disclosures", "tasks"}, "headteacher": set(LISTS), "adviser": set(LISTS)}
    if not WHOLE:
        parts = {
            "author": {"my-disclosures", "tasks"},
            "headteacher": {"queue", "ended", "start"},
            "adviser": {"queue", "tasks"},
        }
    counted = {}
    for size in (10, 500):
        with guards_off():
            for number, one in enumerate(one_of_each.values(), 1):
                copies(one, 1 if size == 10 else size // len(one_of_each), 10_000 * number + size)
        for part, names in parts.items():
            client.force_login(getattr(walk, part))
            for name in sorted(names):
                counted.setdefault((part, name), []).append(cost(client, name)[0])
    assert {key: found for key, found in counted.items() if found[0] != found[1] or found[1] > MOST} == {}


def test_the_queue_with_500_waiting_is_a_small_page_without_a_count_or_an_offset(walk, client):
    waiting = disclosure_at(Stage.AWAITING, walk, consent_needed="not-sure")
    with guards_off():
        copies(waiting, 499, 10_000)
    client.force_login(walk.headteacher)
    with CaptureQueriesContext(connection) as found:
        page = client.get(reverse("queue")).content
    assert b"Waiting for you: 50 or more" in page
    assert page.count(waiting.reference[:9].encode()) >= 50
    assert len(page) < MOST_BYTES
    said = [one["sql"] for one in found]
    assert not [sql for sql in said if " OFFSET " in sql or re.match(r"SELECT COUNT\(", sql)]
    tasks = client.get(reverse("tasks")).content
    assert b"Your tasks: 50 or more due" in tasks
    assert len(tasks) < MOST_BYTES
