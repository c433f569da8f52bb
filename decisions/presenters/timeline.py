"""The life of a disclosure in plain sentences, newest first, from the entries of the audit."""

from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from decisions.enums import RoutingRule, Seat
from decisions.models import Decision
from decisions.presenters import words

SAVED = "disclosure.saved"
TITLES = {
    "disclosure.started": "Draft started",
    SAVED: "Draft saved",
    "disclosure.submitted": "Submitted for decision, version {version}",
    "disclosure.approved": "Approved, on version {decided_version}",
    "disclosure.returned": "Returned with defects, on version {decided_version}",
    "disclosure.rejected": "Rejected, on version {decided_version}",
}


def timeline(disclosure, today, after=0):
    """Every entry of this disclosure (those after a version, where one is given), newest first. Three statements.

    Each says what happened, who did it in what capacity, and when. Saves of one person in a row are told as one, with
    their number: the entries are all there.
    """
    found = Entry.objects.filter(case=disclosure.pk).order_by("-seq")
    entries = [entry for entry in found if entry.facts["version"] > after]
    names = dict(User.objects.filter(pk__in={entry.actor for entry in entries}).values_list("pk", "name"))
    decisions = {decision.version: decision for decision in Decision.objects.filter(disclosure=disclosure)}
    return [_event(group, names, decisions, today) for group in _grouped(entries)]


def _grouped(entries):
    groups = []
    for entry in entries:
        last = groups[-1][-1] if groups else None
        if last and last.event == entry.event == SAVED and last.actor == entry.actor:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _event(group, names, decisions, today):
    entry = group[0]
    title = TITLES[entry.event].format(**entry.facts)
    if len(group) > 1:
        title = f"{title} {len(group)} times"
    return {
        "title": title,
        "by": f"{names.get(entry.actor, 'the service')}, {capacity_words(entry.capacity)}",
        "when": words.moment(entry.at, today),
        "datetime": entry.at.isoformat(),
        "version": entry.facts["version"],
        "text": _text(entry, decisions),
    }


def _text(entry, decisions):
    if entry.event == "disclosure.submitted":
        return seat_sentence(entry.facts["seat"], entry.facts["rule"])
    decision = decisions.get(entry.facts.get("decided_version"))
    return decision.reason if decision else ""


def seat_sentence(seat, rule):
    """Where it went and why, in one sentence."""
    return f"Sent to the {Seat(seat).label}. {RoutingRule(rule).label}"


def capacity_words(capacity):
    """A capacity as it is read: "author", "Headteacher"."""
    return Role(capacity).label if capacity in Role.values else capacity
