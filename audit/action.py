"""The audit action: the one way in which an audited row may change.

    with action("disclosure.approved", actor=user, case=disclosure, reason=text, token=token) as act:
        disclosure.save()

The action is the transaction. On leaving it seals the history rows written inside as the database holds them, and links
one entry to the chain. An exception inside leaves nothing behind.
"""

import secrets
import threading
import uuid
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Cast
from django.db.models.sql import UpdateQuery

from audit import chain as chains, clock, events, stored
from audit.kept import KEPT, kept_columns, kept_reference
from audit.models import TRUST, Entry
from audit.refusals import (
    AlreadyDone,
    AuditRefusal,
    NestedAction,
    NotInAction,
    Undeclared,
    WrongChain,
    WrongWay,
)

__all__ = [
    "AlreadyDone",
    "AuditRefusal",
    "NestedAction",
    "NotInAction",
    "Undeclared",
    "WrongChain",
    "WrongWay",
    "action",
    "current",
    "is_open",
    "open_chain",
    "record",
]


class Action:
    """An open action. Callers may set `capacity`, `case`, `chain`, `reason`, `event` and `facts` while it is open.

    `actor` (a user, an id or None) may be changed until the first audited row is written.
    """

    def __init__(self, event, actor, case, chain, reason, token, empty_ok):
        self.entry_id = uuid.uuid4()
        self.event = event
        self.case = case
        self.chain = chain
        self.reason = reason
        self.token = token
        self.empty_ok = empty_ok
        self.capacity = ""
        self.facts = {}
        self._actor = _id_of(actor)
        self._thread = threading.get_ident()
        self._written = []  # (history model, its row as stored, the chain it belongs to)
        self._kept = []
        self._queued = []

    @property
    def actor(self):
        """The number of the account that acts, or None."""
        return self._actor

    @actor.setter
    def actor(self, who):
        if self._written and _id_of(who) != self._actor:
            raise WrongWay("The actor must be set before the first row is written.")
        self._actor = _id_of(who)

    def keep(self, obj):
        """Store a row of an insert-only model without a history of its own; this action's entry names it.

        The row must have an `entry_id`; its columns are told among the entry's public facts, so none may be personal.
        """
        obj.entry_id = self.entry_id
        obj.save(force_insert=True)
        self._kept.append(obj._meta.label)
        self.facts.setdefault(KEPT, {})[kept_reference(obj)] = kept_columns(obj)
        return obj

    def insert(self, objs):
        """Store new rows of one audited model in two statements, history included. Returns the rows."""
        return self._bulk(list(objs), "+", None)

    def update(self, objs, fields):
        """Store the named fields of existing rows of one audited model in two statements, history included."""
        return self._bulk(list(objs), "~", list(fields))

    def _bulk(self, objs, kind, fields):
        if not objs:
            return objs
        model = type(objs[0])
        for obj in objs:
            if type(obj) is not model:
                raise WrongWay("One call stores rows of one model.")
            model.check_may_write(obj, creating=kind == "+", update_fields=fields)
        rows = QuerySet(model)
        if kind == "+":
            stored_now = rows.bulk_create(objs)
        else:
            # What the history holds comes from the database: an object may carry other, unsaved changes.
            stored_now = _updated(rows, objs, fields)
            if len(stored_now) != len(objs):
                raise WrongWay("A row to be changed is not there.")
        # The chain is asked of the caller's objects, which have their school at hand, and not of those read again.
        self.tell(model, stored_now, kind, {obj.pk: obj for obj in objs})
        return objs

    def tell(self, model, objs, kind, given):
        """Store the history of rows of one model; `given` are their objects by number, which know their chain.

        A row with personal values has a key of its own. A key that seals nothing could be changed unseen: there is none.
        """
        history = model.history_model
        about = {"history_type": kind, "history_user_id": self._actor, "history_date": clock.now(),
                 "history_change_reason": None, "entry_id": self.entry_id}  # fmt: skip
        lines = [
            {field.attname: getattr(obj, field.attname) for field in history.tracked_fields}
            | about
            | {"key": secrets.token_hex(32) if history.audit_is_sealed else ""}
            for obj in objs
        ]
        pk = model._meta.pk.attname
        self._written += [(history, row, chain_of(given[row[pk]])) for row in stored.write(history, lines)]

    def check_token(self):
        """Raises AlreadyDone when this actor's token has been used."""
        if self.token is None:
            return
        if self._actor is None:
            raise WrongWay("A token needs an actor.")
        first = Entry.objects.filter(actor=self._actor, token=self.token).values_list("id", "case").first()
        if first:
            raise AlreadyDone(*first)

    def queue(self, entry):
        """Write one more entry, without rows, at this action's commit."""
        self._queued.append(entry)

    def _own_entry(self, found):
        """This action's entry with the history rows that were found, [(history model, row)]; or None for none at all.

        None is for an action allowed to be empty that is.
        """
        event = events.declared(self.event)
        rows = {stored.reference(model, row): stored.sealed(model, row) for model, row in found}
        event.check([*(model.instance_type._meta.label for model, _ in found), *self._kept])
        if event.rows and not rows:
            if not self.empty_ok:
                raise Undeclared(f"The event {event.name} changed no audited row.")
            if not (self.facts or self.reason):
                return None
        entry = chains.NewEntry(
            id=self.entry_id,
            chain=_chain(self.chain, self.case),
            event=self.event,
            actor=self._actor,
            capacity=self.capacity,
            case=_case(self.case),
            facts=self.facts,
            reason=self.reason,
            token=self.token,
            rows=rows,
            models=self._models(),
        )
        for model, row, chain in self._written:
            if chain not in (None, entry.chain) and stored.reference(model, row) in rows:
                raise WrongChain("A row belongs to another chain than its action.")
        return entry

    def _models(self):
        """The history models of which rows were written, each once."""
        return tuple(dict.fromkeys(model for model, _, _ in self._written))

    def close(self):
        """Seal and link, just before the commit. Heads are locked in the order of their names."""
        own = self._own_entry([(model, row) for model, row, _ in self._written])
        for entry in sorted([*([own] if own else []), *self._queued], key=lambda one: one.chain):
            place = chains.locked(entry)
            if place.rows == len(entry.rows):
                chains.link(entry, place)
            elif entry := self._own_entry(stored.read_back(self._models(), self.entry_id)):
                # A savepoint took rows with it: the entry tells of those that stand.
                chains.link(entry, place)


@contextmanager
def action(event, *, actor, case=None, chain=None, reason="", token=None, empty_ok=False, asks_first=True):
    """Open the one action in which audited rows may change; it is the transaction, and its end is the commit.

    `actor`: a user, an id, or None for nobody. `case`: what it is about (offers `audit_case()` and
    `audit_chain()`); without a case, or for rows of the trust, `chain`. `reason`: personal words, sealed in a note.
    `token`: a UUID of the form that was sent; used twice by one actor raises AlreadyDone and stores nothing.
    `empty_ok`: an action that changes nothing leaves no entry instead of being refused.
    `asks_first`: whether the token is looked up before anything is done. Without that it is looked up only where the
    action fails, which then says AlreadyDone instead: one that goes through is refused by the database at its end.

    Raises Undeclared (event unknown, or rows not as declared), NestedAction, AlreadyDone, WrongChain.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if _open_on(connection) is not None:
        raise NestedAction("An action is open already on this connection.")
    events.declared(event)
    act = Action(event, actor, case, chain, reason, token, empty_ok)
    try:
        with transaction.atomic(durable=True):
            connection.audit_action = act
            try:
                if asks_first:
                    act.check_token()
                yield act
                act.close()
            finally:
                connection.audit_action = None
    except AlreadyDone:
        raise
    except Exception:
        if not asks_first:
            act.check_token()
        raise


def _updated(rows, objs, fields):
    """Store the named fields of rows of one model; the rows as the database now holds them, by their numbers."""
    model = rows.model
    values = {name: _value_of_each(objs, model._meta.get_field(name)) for name in fields}
    update = rows.filter(pk__in=[obj.pk for obj in objs]).query.chain(UpdateQuery)
    update.add_update_values(values)
    sql, params = update.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
        return sorted(rows.raw(f"{sql} RETURNING {columns}", params), key=lambda row: row.pk)


def _value_of_each(objs, field):
    values = [When(pk=obj.pk, then=Value(getattr(obj, field.attname), output_field=field)) for obj in objs]
    return Cast(Case(*values, output_field=field), output_field=field)


def _open_on(connection):
    return getattr(connection, "audit_action", None)


def _mine(connection):
    act = _open_on(connection)
    return act if act is not None and act._thread == threading.get_ident() else None  # noqa: SLF001 - same module's class


def is_open(using=DEFAULT_DB_ALIAS):
    """Whether an action is open on this thread's connection."""
    return _mine(connections[using]) is not None


def current(using=DEFAULT_DB_ALIAS):
    """The open action of this thread's connection. Raises NotInAction."""
    act = _mine(connections[using])
    if act is None:
        raise NotInAction("No audit action is open here: write inside `with action(...)`.")
    return act


def record(event, *, actor=None, case=None, chain=None, facts=None, reason="", capacity=""):
    """One entry without rows: a page read, a sign-in, a refusal.

    Outside an action it is written at once, in an action of its own. Inside an open action it becomes a second
    entry, written at that action's commit (and lost with it when it fails). Raises Undeclared for an event
    declared with rows.
    """
    if events.declared(event).rows:
        raise Undeclared(f"The event {event} is declared with rows: open an action.")
    if is_open():
        entry = chains.NewEntry(
            id=uuid.uuid4(),
            chain=_chain(chain, case),
            event=event,
            actor=_id_of(actor),
            capacity=capacity,
            case=_case(case),
            facts=dict(facts or {}),
            reason=reason,
        )
        current().queue(entry)
        return
    with action(event, actor=actor, case=case, chain=chain, reason=reason) as act:
        act.capacity = capacity
        act.facts.update(facts or {})


def open_chain(code):
    """Begin a school's chain, inside the action that creates the school. Raises NotInAction, WrongChain."""
    current()
    chains.begin(code)


def chain_of(instance):
    """The chain a row belongs to, or None when it may stand in any."""
    ask = getattr(instance, "audit_chain", None)
    return ask() if ask else None


def _id_of(who):
    return getattr(who, "pk", who)


def _chain(chain, case):
    if chain is None and case is None:
        raise WrongChain(f'An action needs its case or its chain ("{TRUST}").')
    return chain if case is None else case.audit_chain()


def _case(case):
    return None if case is None else case.audit_case()
