"""What happened to a disclosure since a version was read: for the page that says that somebody was faster."""

from functools import partial
from itertools import repeat

from audit.models import Entry
from checklist.models import Answer, Because
from decisions.enums import Extent
from decisions.models import ConsentRecord, Disclosure, InformationItem, Pair, Person, Recipient
from decisions.presenters import record
from decisions.presenters.timeline import TITLES, timeline

NOTHING, TAKEN_OUT = "Nothing", "Taken out"


def changes_since(disclosure, seen_version, today):
    """The events after the version that was read, newest first, in the timeline's words."""
    return timeline(disclosure, today, after=seen_version)


def differences(content, seen_version):
    """What reads otherwise than on the version that was read: dicts of what, before and after, in words.

    From the rows as the history holds them; what changed and changed back is none. One statement, and two for each kind
    of row that changed.
    """
    found, written = [], _rows_since(content.disclosure, seen_version)
    for model, say in SAID.items():
        numbers = written.get(model.history_model._meta.db_table, set())
        for before, after in _before_and_after(model.history, numbers):
            absent = record.NO_ANSWER if model is Answer else NOTHING
            was = [words for _, words in say(before, content)] if before else repeat(absent)
            found += [
                {"what": what, "before": words, "after": now}
                for (what, now), words in zip(say(after, content), was, strict=False)
                if words != now
            ]
    return found


def _rows_since(disclosure, seen_version):
    """Table -> numbers of the history rows that were written after a version."""
    found = {}
    for entry in Entry.objects.filter(case=disclosure.pk, event__in=TITLES):
        if entry.facts["version"] > seen_version:
            for table, _, number in (ref.rpartition(":") for ref in entry.rows):
                found.setdefault(table, set()).add(int(number))
    return found


def _before_and_after(history, numbers):
    """For each row that was written: how it stood before (None where it was not there), and how it stands now."""
    if not numbers:
        return []
    after = {row.id: row for row in history.filter(history_id__in=numbers).order_by("history_id")}
    earlier = history.filter(id__in=after).exclude(history_id__in=numbers).order_by("history_id")
    before = {row.id: row for row in earlier}
    return [(before.get(pk), row) for pk, row in after.items()]


def _of_disclosure(row, content):
    return [(line["key"]["text"], line["value"]["text"]) for line in record.purpose_rows(row, content)]


def _of_row(name, say, row, content):
    """A row under its name; one that was taken out says so."""
    return [(name(row, content), TAKEN_OUT if row.removed_at else say(row, content))]


def _of_pair(row, content):
    items = {item.pk: item.description for item in content.items}
    recipients = {one.pk: record.recipient_short(one) for one in content.recipients}
    if row.item_id not in items or row.recipient_id not in recipients:
        return []
    how = ". ".join(part for part in (Extent(row.proposed).label, row.reason) if part)
    return [(f"{items[row.item_id]}, for {recipients[row.recipient_id]}", how)]


def _of_answer(row, content):
    """An answer as the record shows it, under its question and whom it is about."""
    content.read_choices()
    asked = {question.code: question for question in content.all_questions}
    about = next((one for one in (*content.people, *content.recipients) if one.response_id == row.response_id), None)
    if about is None and row.response_id != content.disclosure.response_id:
        return []
    question = asked[row.question_code]
    who = f", {record.asked_about(about)}" if about else ""
    said = record.answer_words(question, row, getattr(about, "kind", ""), content)
    stale = f"\nTo be confirmed again: {Because(row.stale_because).label}" if row.stale_because else ""
    return [(f"Question {question.number}, {question.label}{who}", said + stale)]


def _whose_consent(row, content):
    return f"Consent for {_name_of(row.person_id, content)}"


def _name_of(pk, content):
    return next((person.name for person in content.people if person.pk == pk), "somebody who was taken out")


def _consent(row, content):
    person = next((one for one in content.people if one.pk == row.person_id), None)
    return record.consent_words(row, person) if person else TAKEN_OUT


# How a row of each kind is said: pairs (what, words) of a row and the content as it stands now.
SAID = {
    Disclosure: _of_disclosure,
    Person: partial(
        _of_row, lambda row, _: f"Person: {row.name}", lambda row, _: f"{row.name}. {record.person_line(row)}"
    ),
    InformationItem: partial(_of_row, lambda row, _: f"Item: {row.description}", lambda row, _: record.item_words(row)),
    Recipient: partial(
        _of_row, lambda row, _: f"Recipient: {row.agency.name}", lambda row, _: record.recipient_words(row)
    ),
    Pair: _of_pair,
    ConsentRecord: partial(_of_row, _whose_consent, _consent),
    Answer: _of_answer,
}
