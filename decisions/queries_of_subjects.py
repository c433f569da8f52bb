"""Who in one disclosure is who in another of the same school, and what was proposed about them before.

Everything here is a lookup in an index: by pupil number, by date of birth, by name, by subject. Names are compared in
Python over the few rows that share a day of birth.
"""

import unicodedata

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from decisions.colleagues import complained_about
from decisions.enums import PersonKind
from decisions.models import Contributor, Person
from decisions.queries import visible_to

SHOWN, MOST_CANDIDATES = 5, 100


def tidy_for_comparing(name):
    """A name without what two people type differently: capitals, the make-up of accents, spaces."""
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", name).casefold().split()))


def has_same_name(person, other):
    """Whether two people bear the same name, however it was typed."""
    return tidy_for_comparing(person.name) == tidy_for_comparing(other.name)


def can_be_recognised(person):
    """Whether enough is known to find a person again: a pupil number, or a name with a date of birth."""
    return bool(person.pupil_number or (person.name and person.date_of_birth))


def is_same(person, other):
    """Whether two rows speak of one human being as far as can be told: the same number, or name and date of birth."""
    same_number = bool(person.pupil_number) and person.pupil_number == other.pupil_number
    same_birth = person.date_of_birth is not None and person.date_of_birth == other.date_of_birth
    return same_number or (same_birth and has_same_name(person, other))


def known_before(people, user) -> dict:
    """{person's pk: the row of another disclosure that seems to be the same human being}, where there is one.

    `people` are of one disclosure. Only what was submitted once counts, or what `user` wrote: that somebody is typing a
    draft about a person is nobody else's to know, nor that a complaint is about oneself. One statement, or none where nobody can be recognised.
    """
    people = [person for person in people if can_be_recognised(person)]
    if not people:
        return {}
    wanted = Q()
    for person in people:
        wanted |= Q(pupil_number=person.pupil_number) if person.pupil_number else Q()
        wanted |= Q(date_of_birth=person.date_of_birth) if person.date_of_birth else Q()
    written = Contributor.objects.filter(disclosure=OuterRef("disclosure"), user=user.pk)
    found = list(
        Person.objects.present()
        .filter(wanted, school=people[0].school_id, subject__isnull=False)
        .filter(Q(disclosure__submitted_at__isnull=False) | Exists(written))
        .exclude(complained_about(OuterRef("disclosure"), user.pk))
        .exclude(disclosure=people[0].disclosure_id)
        .order_by("pk")
    )
    matches = {person.pk: _best(person, [other for other in found if is_same(person, other)]) for person in people}
    return {pk: match for pk, match in matches.items() if match}


def _best(person, same):
    """Which of several stands for them: the one they are joined with already, then by number, then the oldest."""

    def order(other):
        by_number = bool(person.pupil_number) and person.pupil_number == other.pupil_number
        return (other.subject_id != person.subject_id, not by_number, other.pk)

    return min(same, key=order, default=None)


def others_of(person) -> QuerySet[Person]:
    """Everybody else who is joined with a person, in whatever disclosure: for a rule, never for a page."""
    return Person.objects.present().filter(subject=person.subject_id).exclude(pk=person.pk)


def told_before(subjects, disclosure, user) -> QuerySet[Person]:
    """The last disclosures about each of these subjects, this one apart, that `user` may read: newest first.

    Annotated with `in_all`, how many there are that this reader may open. One the reader may not open is neither shown
    nor counted.
    """
    again = Person.objects.present().filter(
        disclosure=OuterRef("disclosure"), subject=OuterRef("subject"), kind=PersonKind.ABOUT, pk__lt=OuterRef("pk")
    )
    of_each = {"partition_by": [F("subject_id")]}
    newest = [Coalesce("disclosure__submitted_at", "disclosure__started_at").desc(), F("disclosure_id").desc()]
    return (
        Person.objects.present()
        .filter(~Exists(again), kind=PersonKind.ABOUT, subject__in=subjects)
        .filter(disclosure__in=visible_to(user).values("pk"))
        .exclude(disclosure=disclosure)
        .annotate(in_all=Window(Count("pk"), **of_each), place=Window(RowNumber(), order_by=newest, **of_each))
        .filter(place__lte=SHOWN)
        .select_related("disclosure__standing_decision")
        .order_by("subject_id", "place")
    )


def may_be_same(people, user):
    """{person's pk: rows of other disclosures that are joined with them or may be the same human being}, for an adviser.

    The same subject, the same name, the same date of birth, or the same pupil number, in disclosures of the school that
    `user` may read. `people` are of one disclosure. One statement.
    """
    if not people:
        return {}
    wanted = Q()
    for person in people:
        wanted |= Q(name__iexact=person.name)
        wanted |= Q(subject=person.subject_id) if person.subject_id else Q()
        wanted |= Q(pupil_number=person.pupil_number) if person.pupil_number else Q()
        wanted |= Q(date_of_birth=person.date_of_birth) if person.date_of_birth else Q()
    found = (
        Person.objects.present()
        .filter(wanted, school=people[0].school_id, disclosure__in=visible_to(user).values("pk"))
        .exclude(disclosure=people[0].disclosure_id)
        .select_related("disclosure")
        .order_by("-disclosure__submitted_at", "-pk")[:MOST_CANDIDATES]
    )
    rows = list(found)
    return {person.pk: [other for other in rows if _may_be(person, other)] for person in people}


def to_join_at_once(person, others):
    """Of those who may be the same as a person, those whom one press joins: the same number, or the same name and date
    of birth, not joined with this person yet, and each with nobody who would stay behind.
    """
    same = [one for one in others if is_same(person, one) and not is_joined(person, one)]
    strange = Person.objects.present().filter(subject__in={one.subject_id for one in same if one.subject_id})
    staying = set(strange.exclude(pk__in=[one.pk for one in same]).values_list("subject", flat=True))
    return [one for one in same if one.subject_id is None or one.subject_id not in staying]


def is_joined(person, other):
    """Whether two rows are said to be one human being."""
    return person.subject_id is not None and person.subject_id == other.subject_id


def _may_be(person, other):
    same_birth = person.date_of_birth is not None and person.date_of_birth == other.date_of_birth
    return is_joined(person, other) or same_birth or is_same(person, other) or has_same_name(person, other)
