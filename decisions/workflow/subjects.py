"""Who is the same human being as in another disclosure of the school: said by the author, mended by an adviser."""

from dataclasses import dataclass

from decisions.enums import Stage
from decisions.models import Person
from decisions.queries_of_subjects import known_before, may_be_same, others_of
from decisions.workflow.saves import NoSuchRow, changed, new_subject, present


def can_be_said(disclosure, person):
    """Whether the author may say of a person if they are the same as before: once; while it is a draft also anew.

    Later an adviser may have joined or parted them, and their word is the last one.
    """
    return person.subject_id is None or disclosure.stage == Stage.DRAFT


@dataclass(frozen=True)
class SameAs:
    """The author's word on whether a person is the one whom the school has recorded before."""

    pk: int
    is_same: bool

    def write(self, work):
        person = present(work.disclosure.people, self.pk)
        known = known_before([person], work.actor).get(person.pk)
        if known is None or not can_be_said(work.disclosure, person):
            return False
        subject = person.subject_id
        if self.is_same:
            subject = known.subject_id
        elif subject in {None, known.subject_id}:
            subject = new_subject(work).pk
        return _give(person, subject)


@dataclass(frozen=True)
class Join:
    """An adviser says that two rows are one human being: the person of this disclosure joins the other one.

    Only rows of this disclosure are written. Where the other one is joined with nobody yet, this person becomes a
    subject, whom the other one can join from its own page.
    """

    pk: int
    other: int

    def write(self, work):
        person = present(work.disclosure.people, self.pk)
        candidates = {one.pk: one for one in may_be_same([person], work.actor)[person.pk]}
        if self.other not in candidates:
            raise NoSuchRow
        return _give(person, candidates[self.other].subject_id or person.subject_id or new_subject(work).pk)


@dataclass(frozen=True)
class Part:
    """An adviser says that a person is not the human being with whom they are joined: from now on they stand alone."""

    pk: int

    def write(self, work):
        person = present(work.disclosure.people, self.pk)
        if person.subject_id is None or not others_of(person).exists():
            return False
        return _give(person, new_subject(work).pk)


def _give(person: Person, subject):
    if not changed(person, {"subject_id": subject}):
        return False
    person.save()
    return True
