"""The whole history of a disclosure: every entry, the looks among them, and each entry with its rows before and after."""

import datetime

from django.db.models import BooleanField, ForeignKey, JSONField

from accounts.models import School, User
from agencies.models import Agency, Purpose
from agencies.registers import names_of
from audit.history import Audited
from audit.kept import KEPT
from audit.models import Entry
from checklist.flowchart import NODE
from decisions.enums import CheckResult, Departure, Ground, ReplyKind, Seat, Side, Stage
from decisions.models import Contributor
from decisions.presenters import words
from decisions.presenters.links import history_url
from decisions.presenters.record import said_beside
from decisions.presenters.timeline import TITLES, by_words, decisions_of, names_in, seat_rule_words, told
from decisions.presenters.way import in_steps
from decisions.workflow.table import DECISIONS, REVIEWS, TABLE

PAGE = 50
REFUSED = "disclosure.refused"
LOOKS = {
    "disclosure.read": "Looked at",
    "disclosure.printed": "Opened to print",
    "disclosure.copied": "Opened as a copy for the case record",
    REFUSED: "Tried, and refused",
}
EVERYTHING, DECIDED, LOOKED = "everything", "decisions", "looks"
FILTERS = {EVERYTHING: "Everything", DECIDED: "Decisions", LOOKED: "Looks"}
WHY = {
    "not-permitted": "They may not do this.",
    "not-now": "It had changed since they read it, or was not open at this stage.",
    "not-ready": "It was not ready.",
}
# What says only where a row belongs: it never changes, or is a number that says nothing to a reader.
STRUCTURE = {"id", "school", "disclosure", "response", "policy_version", "opaque_key", "question", "question_code"}
KINDS = {"+": "added", "~": "changed"}
NOTHING = "Nothing"
EMPTY = (None, "", {})


def events_of(show, *, looks):
    """The events that a filter shows; looks are among everything only for whoever may see them."""
    if show == LOOKED:
        return set(LOOKS)
    if show == DECIDED:
        return {action.event for action in (*DECISIONS, *REVIEWS)}
    return set(TITLES) | (set(LOOKS) if looks else set())


def entries_of(disclosure, show, *, looks, before=None):
    """One page of entries and one more, newest first, from the one before that number on."""
    found = Entry.objects.filter(case=disclosure.pk, event__in=events_of(show, looks=looks))
    if before is not None:
        found = found.filter(seq__lt=before)
    return list(found.select_related("note").order_by("-seq")[: PAGE + 1])


def listed(disclosure, entries, today):
    """Entries as the list shows them, each with the address of its own page."""
    names, decisions = names_in(entries), decisions_of(disclosure)
    return [
        _event(entry, names, decisions, today) | {"url": history_url(disclosure, entry.seq), "number": entry.seq}
        for entry in entries
    ]


def _event(entry, names, decisions, today):
    if entry.event in TITLES:
        return told([entry], names, decisions, today)
    return {
        "title": _tried(entry.facts["do"]) if entry.event == REFUSED else LOOKS[entry.event],
        "by": by_words(entry, names),
        "when": words.moment(entry.at, today),
        "datetime": entry.at.isoformat(),
        "text": WHY[entry.facts["why"]] if entry.event == REFUSED else "",
    }


def _tried(name):
    """What was tried and refused, in words."""
    return "Tried to open it, and was refused" if name == "open" else f"Tried “{TABLE[name].label}”, and was refused"


def filters(disclosure, show, *, looks):
    """The filters as links; the one that is on has no address."""
    return [
        {"words": label, "url": "" if name == show else f"{history_url(disclosure)}?show={name}"}
        for name, label in FILTERS.items()
        if name != LOOKED or looks
    ]


def entry_shown(disclosure, entry, today):
    """One entry: what happened, its facts in words, its rows before and after, and its place in the chain."""
    return _event(entry, names_in([entry]), decisions_of(disclosure), today) | {
        "facts": _summary(_facts(entry)),
        "changed": _changed(disclosure, entry, today),
        "place": _summary([("School", disclosure.school.name), ("Number", str(entry.seq)), ("Hash", entry.hash)]),
    }


def _summary(pairs):
    return {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs]}


# Facts: name -> (what it is called, how its value is read).
FACTS = {
    "version": ("Version afterwards", str),
    "stage": ("Stage afterwards", lambda value: Stage(value).label),
    "decided_version": ("Version that was decided", str),
    "route": ("Where the flowchart led", lambda value: f"{value} {NODE[value].short}"),
    "departure": ("Departs from the flowchart", lambda value: Departure(value).label),
    "voided": ("A decision ended", lambda _: "Yes"),
    "seat": ("Waits for", lambda value: Seat(value).label),
    "rule": ("Because", seat_rule_words),
    "incident": ("An incident was opened", lambda _: "Yes"),
    "ground": ("On the ground", lambda value: Ground(value).label),
    "check": ("The check", lambda value: CheckResult(value).label if value else "Not done"),
    "kind": ("What they were told", lambda value: ReplyKind(value).label),
    "parted": ("The person was parted from the same one elsewhere", lambda _: "Yes"),
    "side": ("Signed for", lambda value: Side(value).label),
    "plan_version": ("Version of the plan", str),
    "why": ("Why it was refused", WHY.get),
    "findings": ("What shut it", ", ".join),
}
NAMED = {"invited": "Who was asked", "author": "New author"}


def _facts(entry):
    """What the entry says in the open; a fact that this page does not know yet is shown as it stands."""
    facts = entry.facts
    people = {facts[name] for name in NAMED if name in facts}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    found = [(label, read(facts[name])) for name, (label, read) in FACTS.items() if name in facts]
    found += [(label, names.get(facts[name], "A colleague")) for name, label in NAMED.items() if name in facts]
    if any(ref.startswith(f"{Contributor._meta.db_table}:") for ref in facts.get(KEPT, {})):
        found.append(("Somebody began to write it", "Yes"))
    return found


def _changed(disclosure, entry, today):
    """Each row that changed with the entry: its fields before and after, as the history holds them."""
    wanted = {}
    for ref in entry.rows:
        table, _, number = ref.rpartition(":")
        wanted.setdefault(table, []).append(int(number))
    models = {
        model.history_model._meta.db_table: model for model in Audited.__subclasses__() for model in _leaves(model)
    }
    shown = []
    for table, numbers in sorted(wanted.items()):
        history = models[table].history_model
        rows = history.objects.filter(history_id__in=numbers).order_by("history_id")
        own = [row for row in rows if getattr(row, "disclosure_id", disclosure.pk) == disclosure.pk]
        shown += [_row(models[table], row, today) for row in own]
    return shown


def _leaves(model):
    return [leaf for child in model.__subclasses__() for leaf in _leaves(child)] if model._meta.abstract else [model]


def _row(model, row, today):
    earlier = type(row).objects.filter(id=row.id, history_id__lt=row.history_id).order_by("-history_id").first()
    lines = []
    for field in type(row).tracked_fields:
        after, before = getattr(row, field.attname), getattr(earlier, field.attname) if earlier else None
        if field.name not in STRUCTURE and (after != before if earlier else after not in EMPTY):
            text = _value(field, after, today, row)
            lines.append((_label(field), f"{_value(field, before, today, row)} → {text}" if earlier else text))
    noun = model._meta.verbose_name
    return {"title": f"{noun[:1].upper()}{noun[1:]} {row.id}, {KINDS[row.history_type]}", **_summary(lines)}


def _label(field):
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _value(field, value, today, row):
    """A value of a row in words: people and organisations by name, other rows by their number; what was said beside an
    answer by what was asked, and a way through the flowchart step by step.
    """
    if value in EMPTY:
        return NOTHING
    if isinstance(field, JSONField):
        return "; ".join(said_beside(row.question_code, value) if hasattr(row, "question_code") else in_steps(value))
    if isinstance(field, BooleanField):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        return words.moment(value, today)
    if isinstance(value, datetime.date):
        return words.day(value)
    if isinstance(field, ForeignKey):
        return _named(field, value)
    known = names_of(Purpose) if field.name == "purpose" else dict(field.flatchoices)
    return str(known.get(value, value))


def _named(field, value):
    target = field.related_model
    is_named = target in (User, Agency, School)
    found = target.objects.filter(pk=value).values_list("name", flat=True).first() if is_named else None
    return found or f"number {value}"
