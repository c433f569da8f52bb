"""Statements that are put together once: to write the SQL of a long one takes Django several times as long as the database
takes to answer it, and what stands in a disclosure, and who may open a page or do something, is asked at every turn.

What is kept is words, never an answer: each time the database is asked anew, with the values of that time.
"""

import copy
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections

from accounts.models import User
from audit import clock

KEPT = 512  # statements; those that were not asked for longest are forgotten
# Stand for the values while a statement is put together: numbers and words that no row has.
MARKS = {
    int: lambda place: 7_000_000_000_000_000_000 + place,
    str: lambda place: f"\ue000{place}\ue000",
    type(None): lambda _place: None,
}


def rows(build, values, *shape):
    """What the query set that `build(*values, *shape)` describes finds now.

    The statement is kept for a `build`, a `shape` and the kinds of the `values`: nothing but the values themselves, each a
    number, a text or None, may change from one time to the next. `build` passes them on to the database as they are, and
    decides nothing by them; what it decides by, today's date included, belongs to the shape.
    """
    vendor = connections[DEFAULT_DB_ALIAS].vendor
    marks, kept, compiler, statement, params = _put_together(build, tuple(map(type, values)), shape, vendor)
    given = dict(zip(marks, values, strict=True))
    now = copy.copy(compiler)
    now.connection = connections[DEFAULT_DB_ALIAS]  # that of this thread
    now.as_sql = lambda: (statement, tuple(given.get(param, param) for param in params))
    asked = kept.all()
    asked.query.get_compiler = lambda *_args, **_named: now
    return list(asked)


def rows_for(user, build, *shape):
    """What the query set that `build(user, *shape)` describes finds today, where it reads nothing of the user but number and
    name, and nothing of the day but which it is.
    """
    return rows(_for_reader, (user.pk, user.name), build, shape, clock.today())


def _for_reader(user, name, build, shape, _today):
    return build(User(pk=user, name=name), *shape)


@lru_cache(KEPT)
def _put_together(build, kinds, shape, _vendor):
    marks = tuple(MARKS[kind](place) for place, kind in enumerate(kinds))
    kept = build(*marks, *shape)
    compiler = kept.query.get_compiler(DEFAULT_DB_ALIAS)
    return marks, kept, compiler, *compiler.as_sql()
