"""How somebody who works for the trust comes into a disclosure themselves, and what is then not theirs (rules, section 5).

Each function answers with rows or with a condition for a WHERE, by indexed lookups. `of` is the number of a disclosure, or
a reference to it from outside; `user` is the number of an account, or a reference to it.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace

from decisions.enums import PersonKind
from decisions.models import InformationItem, Person, Relationship, SharingRecord

# What may stand within a name, and is left out when it is looked for in somebody's words. Each is a call within a call:
# SQLite parses a statement no more than a hundred deep.
SIGNS = " \u00a0.-'\u2019"


@dataclass(frozen=True)
class Closeness:
    """How close one account is to one disclosure.

    `complained_about`: they never read it, also not as its writer. `named`: it is about them, they are a parent or carer
    in it, or a relative of a child in it, so they do not read it as head, lead or adviser. `barred`: they decide nothing of
    it; besides all these that is whoever something in it comes from. `sender`: a sharing of it names them as its sender.
    """

    complained_about: bool = False
    named: bool = False
    barred: bool = False
    sender: bool = False


def complained_about(of, user) -> Exists:
    """Whether it is a complaint about this colleague, or an allegation against them."""
    return Exists(Person.objects.present().filter(disclosure=of, colleague=user, is_complained_about=True))


def named_in(of, user) -> Exists:
    """Whether this colleague is in it: it is about them, or they are a parent or carer, a relative, or complained about."""
    return Exists(_close(of).filter(colleague=user))


def barred_from(of, user) -> Exists:
    """Whether this colleague decides nothing of it: somebody in it, or the source of something."""
    return named_in(of, user) | gave_something(of, user)


def gave_something(of, user) -> Exists:
    """Whether something in it comes from this colleague."""
    return Exists(_sources(of).filter(source_colleague=user))


def close_to(of) -> QuerySet:
    """The accounts of everybody in it who therefore does not decide it."""
    return _close(of).values("colleague")


def sources_of(of) -> QuerySet:
    """The accounts of everybody from whom something in it comes."""
    return _sources(of).values("source_colleague")


def _close(of):
    related = Relationship.objects.present().filter(person=OuterRef("pk"), child__removed_at__isnull=True)
    counts = Q(kind__in=(PersonKind.ABOUT, PersonKind.CARER)) | Q(is_complained_about=True) | Exists(related)
    return Person.objects.present().filter(counts, disclosure=of, colleague__isnull=False)


def _sources(of):
    return InformationItem.objects.present().filter(disclosure=of, source_colleague__isnull=False)


def named_as_sender(sharings, name) -> QuerySet[SharingRecord]:
    """Those of these sharings that name somebody as their sender, `name` being a name or a reference to it.

    Capitals, spaces and signs apart, and wherever the name stands in the words: whoever bears a name that is part of
    another one is taken for them too, and somebody else acts. A nickname or a misspelling names nobody.
    """
    said = sharings.exclude(sent_by_words="").alias(said=_letters("sent_by_words"))
    return said.filter(said__icontains=_letters(name))


def _letters(words):
    for sign in SIGNS:
        words = Replace(words, Value(sign), Value(""))
    return words
