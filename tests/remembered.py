"""Stories that are told once: what the workflow wrote for a disclosure is put back as it was when it is asked for again.

Only in a database that was prepared for it (`databases.copy_with_cast`), and only from a state that is known: the one
in which it was prepared, or one at which a story ended. A state is known by the heads of the chains, which every
audited write moves; so what a test has done itself is never mistaken for it. What is put back are the very rows that
the workflow wrote the first time in this run, entries and history included, with the moments of that time. Where a
test has stopped the clock, the story is told anew.

A story goes by other stories as far as it can: what waits for a decision is the beginning of what was approved, and is
put back where it was told before. Such beginnings are kept from the prepared state alone: others are seldom wanted again.
"""

import io
from dataclasses import dataclass
from functools import wraps

from django.apps import apps
from django.db import connection
from django.db.models import Model

from audit import clock
from audit.models import Head
from audit.testing import guards_off
from decisions.models import Disclosure


@dataclass(frozen=True)
class Told:
    """What a story changed, as (table, keys of the rows that went, lines of those that came), and its disclosure."""

    disclosure: int
    changes: tuple


class Memory:
    """What is remembered of one database."""

    def __init__(self):
        self.forget()

    def forget(self):
        self.database, self.stories, self.known, self.is_off = None, {}, set(), False
        self._prepared, self._is_first = None, False
        self._seen = None  # while a story is told: the state that was last looked at, and its lines
        self._lines_prepared = {}

    def begin(self, database):
        """From here on, stories are remembered in `database`, in whose present state they begin."""
        self.forget()
        self.database, self._prepared = database, _heads()
        self.known = {self._prepared}
        self._lines_prepared = {table: _lines_in(table, key) for table, key in _tables().items()}

    def recall(self, key, tell):
        """The disclosure of a story: put back where it was told from here before, told otherwise."""
        if self.is_off or self.database != connection.settings_dict["NAME"] or clock._stopped_at is not None:
            return tell()
        begun = _heads()
        if begun not in self.known or not _is_hashable(key):
            return tell()
        if (begun, key) not in self.stories:
            return self._keep(begun, key, tell) if self._is_wanted_again(begun) else tell()
        story = self.stories[begun, key]
        _put_back(story.changes)
        return Disclosure.objects.select_related("school", "author", "standing_decision").get(pk=story.disclosure)

    def _is_wanted_again(self, begun):
        """Whether a story that begins here is kept: every one by itself, a part of one if that began in the beginning."""
        if self._seen is None:
            self._is_first = begun == self._prepared
            return True
        return self._is_first

    def tell_anew(self, tell):
        """A story in which nothing is put back, and of which nothing is remembered."""
        before, self.is_off = self.is_off, True
        try:
            return tell()
        finally:
            self.is_off = before

    def _keep(self, begun, key, tell):
        is_outermost = self._seen is None
        before = self._lines_of(begun)
        try:
            disclosure = tell()
            ended = _heads()
            after = self._lines_of(ended)
        finally:
            self._seen = None if is_outermost else self._seen
        changes = [_change(table, before[table], lines) for table, lines in after.items()]
        self.stories[begun, key] = Told(disclosure.pk, tuple(each for each in changes if each[1] or each[2]))
        self.known.add(ended)
        return disclosure

    def _lines_of(self, heads):
        """The lines of the present state. Where a story begins another or ends with it, they are read once for both."""
        if self._seen is None or self._seen[0] != heads:
            self._seen = (heads, self._lines())
        return self._seen[1]

    def _lines(self):
        """Table -> key -> its row as PostgreSQL writes it. Of what this test wrote nothing in, that is known."""
        written = _written_in()
        return self._lines_prepared | {
            table: _lines_in(table, key) for table, key in _tables().items() if table in written
        }


memory = Memory()


def told_once(story):
    """A function that makes a disclosure through the workflow, remembered by what it is given.

    With `fresh=True` the workflow is asked in any case, by a test that changed the workflow itself.
    """

    @wraps(story)
    def recalled(*args, fresh=False, **named):
        if fresh:
            return memory.tell_anew(lambda: story(*args, **named))
        key = (story.__name__, _key(args), _key(sorted(named.items())))
        disclosure = memory.recall(key, lambda: story(*args, **named))
        for given in args:
            if given == disclosure:
                given.refresh_from_db()
        return disclosure

    return recalled


def _key(value):
    if isinstance(value, (list, tuple)):
        return tuple(_key(each) for each in value)
    return (value._meta.label, value.pk) if isinstance(value, Model) else value


def _is_hashable(key):
    try:
        hash(key)
    except TypeError:
        return False
    return True


def _heads():
    return frozenset(Head.objects.values_list("chain", "hash"))


def _tables():
    """Table -> the column of its key, of every model."""
    return {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}


def _written_in():
    """The tables in which this transaction, which is that of the test, wrote or removed anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0")
        return {table for (table,) in cursor.fetchall()}


def _lines_in(table, key):
    """Key -> its row as PostgreSQL writes it, of all rows of a table."""
    out = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY (SELECT "{key}", * FROM "{table}") TO STDOUT', out)
    return dict(line.split("\t", 1) for line in out.getvalue().split("\n") if line)


def _change(table, before, after):
    gone = [key for key, line in before.items() if after.get(key) != line]
    came = "".join(f"{line}\n" for key, line in after.items() if before.get(key) != line)
    return table, gone, came


def _put_back(changes):
    keys = _tables()
    with guards_off(), connection.cursor() as cursor:
        for table, gone, came in changes:
            if gone:
                cursor.execute(f'DELETE FROM "{table}" WHERE "{keys[table]}"::text = ANY(%s)', [gone])
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(came))
