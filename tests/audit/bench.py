"""What an audited action costs beside the same rows written with plain simple-history; run by `make bench-audit`.

Paired: blocks of the one and of the other take turns (A B A B), so that the machine's other work meets both. Each block
is a number of whole transactions, committed on PostgreSQL; the answer is the middle of the ratios of neighbouring
blocks, and beside it the ratio of the CPU that both burnt, in Python and in PostgreSQL: on a busy machine trust that one.
"""

import contextlib
import json
import os
import statistics
import time
import uuid
from pathlib import Path

import pytest
from django.db import connection, models, transaction
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext
from simple_history.models import HistoricalRecords

from accounts.models import User
from audit import receivers
from audit.action import action
from audit.reads import record_read
from tests.audit.made import Case

BLOCK, PAIRS = int(os.environ.get("BLOCK", "20")), int(os.environ.get("PAIRS", "30"))
TOLD = {}


class Plain(models.Model):
    """The same columns as an account, with a history of simple-history as it comes."""

    password = models.CharField(max_length=128)
    last_login = models.DateTimeField(null=True)
    email = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_service = models.BooleanField(default=False)
    history = HistoricalRecords(history_user_id_field=models.BigIntegerField(null=True))

    class Meta:
        app_label = "accounts"


@pytest.fixture(scope="module", autouse=True)
def _tables(cloned_database):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    with connection.schema_editor() as editor:
        editor.create_model(Plain)
        editor.create_model(Plain.history.model)
    yield
    if place := os.environ.get("BENCH"):
        Path(place).write_text(json.dumps(TOLD), "utf-8")


def new(model):
    return model(email=f"{uuid.uuid4()}@example.org", name="Ann Ash")


@contextlib.contextmanager
def without_the_audit():
    """Plain means without the audit's receiver too."""
    assert pre_save.disconnect(receivers.refuse_outside_an_action)
    yield
    pre_save.connect(receivers.refuse_outside_an_action)


def plain(rows):
    with transaction.atomic():
        for _ in range(rows):
            new(Plain).save()


def audited(rows):
    with action("test.changed", actor=7, case=Case("BRK")):
        for _ in range(rows):
            new(User).save()


def in_bulk(rows):
    with action("test.changed", actor=7, case=Case("BRK")) as act:
        act.insert([new(User) for _ in range(rows)])


def cpu():
    """Seconds of CPU so far, of this process and of its own PostgreSQL process, which must run on this machine."""
    ticks = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return time.process_time() + (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def block(call, rows):
    """(seconds, seconds of CPU) of one block."""
    with without_the_audit() if call is plain else contextlib.nullcontext():
        begun, burnt = time.perf_counter(), cpu()
        for _ in range(BLOCK):
            call(rows)
        return time.perf_counter() - begun, cpu() - burnt


def ratios(call, rows):
    """How much dearer than plain: the middle of the ratios of neighbouring blocks, and the ratio of all CPU."""
    block(plain, rows), block(call, rows)
    pairs = [(block(plain, rows), block(call, rows)) for _ in range(PAIRS)]
    middle = statistics.median(audited / before for (before, _), (audited, _) in pairs)
    burnt = sum(audited for _, (_, audited) in pairs) / sum(before for (_, before), _ in pairs)
    return {"time": f"{middle:.2f}", "CPU": f"{burnt:.2f}"}


@pytest.mark.parametrize("rows", [1, 5, 9])
def test_an_action_beside_plain_history(rows):
    TOLD[f"{rows} rows, save()"] = ratios(audited, rows)
    if rows > 1:
        TOLD[f"{rows} rows, act.insert()"] = ratios(in_bulk, rows)


def test_a_look():
    user = User.objects.get(email="joanna.finch@example.org")

    def look():
        record_read(Case("BRK", 1), user, "test.read")

    with CaptureQueriesContext(connection) as first:
        look()
    with CaptureQueriesContext(connection) as repeat:
        look()
    TOLD["a look"] = {"statements at first": len(first), "on a repeat": len(repeat)}
