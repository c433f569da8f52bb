"""The life of a disclosure in plain sentences, newest first, from the entries of the audit."""

from django.db.models import OuterRef, Subquery

from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from decisions.enums import RoutingRule, Seat
from decisions.facts import Content
from decisions.permissions import SERVICE
from decisions.presenters import words

SAVED = "disclosure.saved"
TITLES = {
    "disclosure.started": "Draft started",
    SAVED: "Draft saved",
    "disclosure.submitted": "Submitted for decision, version {version}",
    "disclosure.consent-withdrawn": "Consent was withdrawn",
    "disclosure.settled": "What was open was settled",
    "disclosure.advised": "The adviser\u2019s part was filled in",
    "disclosure.approved": "Approved, on version {decided_version}",
    "disclosure.acknowledged": "Acknowledged, on version {decided_version}",
    "disclosure.referred": "Referred to the Data Protection Adviser",
    "disclosure.deferred": "Put off until {until}",
    "disclosure.reassigned": "Given to somebody else to decide",
    "disclosure.returned": "Returned with defects, on version {decided_version}",
    "disclosure.rejected": "Rejected, on version {decided_version}",
    "disclosure.invited": "A colleague was asked to help",
    "disclosure.taken-back": "Taken back",
    "disclosure.withdrawn": "Withdrawn",
    "disclosure.shared-first": "Shared first, and recorded",
    "disclosure.second-view-asked": "A second view was asked for",
    "disclosure.ratified": "Ratified, on version {decided_version}",
    "disclosure.ratified-learning": "Ratified, with something to learn, on version {decided_version}",
    "disclosure.not-ratified": "Not ratified, on version {decided_version}",
    "disclosure.handed-over": "Handed over to another author",
    "disclosure.planned": "Plan saved",
    "disclosure.plan-signed": "Plan signed",
    "disclosure.step-done": "A step of the plan was done",
    "disclosure.recipient-checked": "Who receives it was checked",
    "disclosure.shared": "Sharing recorded",
    "disclosure.gone-recorded": "What had already gone was recorded",
    "disclosure.answer-recorded": "A receipt or an answer was recorded",
    "disclosure.after-saved": "Questions after sharing answered",
    "disclosure.incident-reported": "Somebody reported that something went wrong",
    "disclosure.incident-ended": "Incident ended",
    "disclosure.closed": "Closed",
    "disclosure.requester-told": "Whoever asked was told something, and it was recorded",
    "disclosure.requester-checked": "Whoever asked was checked",
    "disclosure.same-person": "Joined with the same person elsewhere, or parted",
    "disclosure.lapsed": "Lapsed",
}

# Events after which it waits for somebody, whom their text names.
SEATED = ("disclosure.submitted", "disclosure.second-view-asked")
# Events that name somebody besides whoever acted: where the fact stands, and in which words.
NAMED = {"disclosure.invited": "invited", "disclosure.handed-over": "author"}
NAMED_WORDS = {
    "disclosure.invited": "{name} can edit it, and so cannot decide it.",
    "disclosure.handed-over": "{name} is its author now. Signatures under the plan are void.",
}
GIVEN_UP = ("disclosure.taken-back", "disclosure.withdrawn")


def timeline(disclosure, today, after=0, content=None):
    """Every change of this disclosure (those after a version, where one is given), newest first. Three statements at most.

    Each says what happened, who did it in what capacity, and when. Saves of one person in a row are told as one, with
    their number: the entries are all there.
    """
    name = Subquery(User.objects.filter(pk=OuterRef("actor")).values("name")[:1])
    found = Entry.objects.filter(case=disclosure.pk, event__in=TITLES).select_related("note").annotate(actor_name=name)
    entries = [entry for entry in found.order_by("-seq") if entry.facts["version"] > after]
    known = {entry.actor: entry.actor_name for entry in entries} | {disclosure.author_id: disclosure.author.name}
    names, decisions = names_in(entries, known), decisions_of(disclosure, content)
    return [told(group, names, decisions, today) for group in _grouped(entries)]


def names_in(entries, known=None):
    """The names of everybody who acts in these entries, or is named by their facts, by the number of the account.

    Only those that are not `known` are read.
    """
    people = {who for entry in entries for who in (entry.actor, entry.facts.get(NAMED.get(entry.event))) if who}
    names = dict(known or {})
    return names | dict(User.objects.filter(pk__in=people - names.keys()).values_list("pk", "name"))


def decisions_of(disclosure, content=None):
    """Its decisions by the version that was decided."""
    return {decision.version: decision for decision in (content or Content(disclosure)).decisions}


def _grouped(entries):
    groups = []
    for entry in entries:
        last = groups[-1][-1] if groups else None
        if last and last.event == entry.event == SAVED and last.actor == entry.actor:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def told(group, names, decisions, today):
    """Entries of one kind in a row as one event of a timeline, its words ready to be shown."""
    entry = group[0]
    title = TITLES[entry.event].format(**entry.facts)
    if len(group) > 1:
        title = f"{title} {len(group)} times"
    return {
        "title": title,
        "by": by_words(entry, names),
        "when": words.moment(entry.at, today),
        "datetime": entry.at.isoformat(),
        "version": entry.facts["version"],
        "text": "\n\n".join(filter(None, [_text(entry, decisions, names), _reason(entry)])),
    }


def by_words(entry, names):
    """Who did it, and in what capacity where one is kept."""
    if entry.capacity == SERVICE:
        return "the service, which keeps the days"
    return ", ".join(filter(None, [names.get(entry.actor, "the service"), capacity_words(entry.capacity)]))


def _reason(entry):
    """The words that were given as the reason of an action; a decision keeps its own."""
    return entry.note.text if hasattr(entry, "note") else ""


def _text(entry, decisions, names):
    if entry.event in SEATED:
        return seat_sentence(entry.facts["seat"], entry.facts["rule"])
    if entry.event in NAMED:
        name = names.get(entry.facts.get(NAMED[entry.event]), "A colleague")
        return NAMED_WORDS[entry.event].format(name=name)
    if entry.event in GIVEN_UP and "voided" in entry.facts:
        return "The decision no longer stands."
    decision = decisions.get(entry.facts.get("decided_version"))
    return decision.reason if decision else ""


def seat_sentence(seat, rule):
    """Where it went and why, in one sentence."""
    return f"Sent to the {Seat(seat).label}. {seat_rule_words(rule)}"


def seat_rule_words(rule):
    """Why it went there."""
    return RoutingRule(rule).label


def capacity_words(capacity):
    """A capacity as it is read: "author", "Headteacher"."""
    return Role(capacity).label if capacity in Role.values else capacity
