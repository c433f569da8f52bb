"""What was proposed before about the same person, and who is joined with whom."""

from collections import defaultdict

from django.urls import reverse

from decisions.enums import Outcome, PersonKind, Stage
from decisions.forms.subjects import JOIN, JOIN_ALL, PART
from decisions.models import Recipient, SharingRecord
from decisions.presenters import words
from decisions.presenters.decided import TITLES
from decisions.presenters.links import disclosure_url, row_url
from decisions.presenters.record import person_words, recipients_in_short
from decisions.queries_of_subjects import (
    SHOWN,
    can_be_recognised,
    is_joined,
    is_same,
    known_before,
    may_be_same,
    to_join_at_once,
    told_before,
)
from decisions.workflow.subjects import can_be_said

NONE_TO_OPEN = "There is no other disclosure about this person that you can open."


def already_shared(disclosure, user, people):
    """For each person it is about: the last disclosures about them that the reader may open, newest first.

    What a reader may not open is neither named nor counted: the sentence where there is none is the same in both cases.
    Of somebody whom the author has not spoken of yet, `unsaid` names who seems to be the same. Three statements for
    those who are joined, one for the others, whatever the number of people.
    """
    about = [person for person in people if person.kind == PersonKind.ABOUT]
    subjects = {person.subject_id for person in about if person.subject_id}
    found = list(told_before(subjects, disclosure, user)) if subjects else []
    recipients, rows, more, unsaid = _recipients(found), defaultdict(list), {}, _unsaid(about, user)
    for row in found:
        rows[row.subject_id].append(_row(row.disclosure, recipients))
        more[row.subject_id] = row.in_all - len(rows[row.subject_id])
    return [
        {
            "name": person.name,
            "rows": rows[person.subject_id],
            "more": _more(more.get(person.subject_id, 0)),
            "unsaid": unsaid.get(person.pk, []),
            "none": "" if rows[person.subject_id] or unsaid.get(person.pk) else NONE_TO_OPEN,
        }
        for person in about
    ]


def _unsaid(people, user):
    """Person -> disclosures that the reader may open and that seem to be about the same one, though nobody said so."""
    open_ones = [person for person in people if person.subject_id is None and can_be_recognised(person)]
    found, others = {}, may_be_same(open_ones, user)
    for person in open_ones:
        same = {other.disclosure for other in others[person.pk] if is_same(person, other)}
        newest = sorted(same, key=lambda one: one.pk, reverse=True)[:SHOWN]
        found[person.pk] = [{"reference": one.reference, "url": disclosure_url(one)} for one in newest]
    return found


def _more(number):
    return f"And {number} more that you can open, older than these." if number else ""


def _row(disclosure, recipients):
    return {
        "reference": disclosure.reference,
        "url": disclosure_url(disclosure),
        "date": words.day(disclosure.submitted_at or disclosure.started_at),
        "recipients": recipients_in_short(recipients.get(disclosure.pk, [])) or "Nobody yet",
        "outcome": _outcome(disclosure),
    }


def _outcome(disclosure):
    """The stage in its own word, with the decision that stands where the word does not say it: "Shared (approved)"."""
    stage = Stage(disclosure.stage).label
    decision = disclosure.standing_decision
    title = TITLES[Outcome(decision.outcome)] if decision else stage
    return stage if title == stage else f"{stage} ({title[:1].lower()}{title[1:]})"


def _recipients(people):
    """Disclosure -> its recipients; where none is chosen, whoever was told at once, in the words of whoever told them."""
    pks = {person.disclosure_id for person in people}
    if not pks:
        return {}
    found = defaultdict(list)
    chosen = Recipient.objects.present().filter(disclosure__in=pks).select_related("agency")
    for pk, name in chosen.values_list("disclosure_id", "agency__name"):
        found[pk].append(name)
    if pks - found.keys():
        told = SharingRecord.objects.filter(disclosure__in=pks - found.keys()).exclude(ground="")
        for pk, to_words in told.values_list("disclosure_id", "to_words"):
            found[pk].append(to_words)
    return found


def to_be_said(disclosure, user, people):
    """The people of whom the author has still to say whether they are the same as before: {pk: address of the page}."""
    unsaid = [person for person in people if person.subject_id is None]
    return {pk: row_url(disclosure, "same-person", pk) for pk in known_before(unsaid, user)}


def same_person(disclosure, user, person):
    """The page that asks the author, in the author's own words; None where there is nothing to ask.

    It says that the school has recorded somebody with the same number, or name and date of birth, and nothing of what,
    when or by whom; where the author may open such a disclosure, its reference.
    """
    known = known_before([person], user).get(person.pk)
    if known is None or not can_be_said(disclosure, person):
        return None
    by_number = bool(person.pupil_number) and person.pupil_number == known.pupil_number
    what = "this pupil number" if by_number else "this name and date of birth"
    rows = [
        ("Name", person.name),
        ("Date of birth", words.day(person.date_of_birth)),
        ("Pupil number", person.pupil_number),
    ]
    return {
        "rows": {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in rows if value]},
        "known": f"{disclosure.school.name} already has a disclosure that names somebody with {what}.",
        "others": _unsaid([person], user).get(person.pk, []),
        "said": _said(person, known),
    }


def _said(person, known):
    if person.subject_id is None:
        return ""
    return "the same person" if person.subject_id == known.subject_id else "somebody else"


def same_people(disclosure, user, people):
    """For an adviser: each person with what joins them, and who else may be the same human being. One statement, and one
    more for each person of whom several others seem to be the same.
    """
    found = may_be_same(people, user)
    return [_person(disclosure, person, found[person.pk]) for person in people]


def _person(disclosure, person, others):
    joined = [other for other in others if is_joined(person, other)]
    candidates = [other for other in others if other not in joined]
    sure = len(to_join_at_once(person, others)) if sum(is_same(person, other) for other in candidates) > 1 else 0
    return {
        "name": person.name,
        "words": _known_by(person),
        "joined": [_other(other) for other in joined],
        "part": f"{PART}-{person.pk}",
        "candidates": [_candidate(person, other) for other in candidates],
        "all": f"{JOIN_ALL}-{person.pk}" if sure > 1 else "",
        "sure": sure,
    }


def _known_by(person):
    number = f"Pupil number {person.pupil_number}" if person.pupil_number else ""
    return ". ".join(part for part in (PersonKind(person.kind).label, person_words(person), number) if part)


def _other(other):
    return {
        "name": other.name,
        "words": _known_by(other),
        "reference": other.disclosure.reference,
        "url": disclosure_url(other.disclosure),
    }


def _candidate(person, other):
    """Somebody who may be the same. Where this person is a subject and the other is not, the other one joins."""
    joins_there = person.subject_id is not None and other.subject_id is None
    there = reverse("disclosure-subjects", args=[other.disclosure.reference])
    return _other(other) | {"join": f"{JOIN}-{person.pk}-{other.pk}", "there": there if joins_there else ""}
