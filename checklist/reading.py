"""Reading the policy, in a constant number of statements whatever the length of the list."""

from functools import lru_cache

from django.db.models import Prefetch

from accounts.roles import TOLD_OF_REVIEW
from checklist.models import Paragraph, PolicyVersion, Question, Section

# The section whose questions are asked after sharing.
AFTER_SHARING = "3.4"


def asked_in(version):
    """The questions that a version asks, in their order, with sections and choices, as they stand now: for a draft."""
    found = Question.objects.asked().filter(policy_version=version).select_related("section", "policy_version")
    return found.prefetch_related("choices").order_by("number", "pk")


def review_is_due(roles, on):
    """The version in force, where its review is overdue and one of these roles is told so; otherwise None."""
    if not set(roles) & set(TOLD_OF_REVIEW):
        return None
    version = PolicyVersion.objects.with_review().published().first()
    return version if version is not None and version.review_is_overdue(on) else None


def sections(policy_version):
    """The version's sections in order, their questions and those questions' choices read beforehand."""
    found = Section.objects.filter(policy_version=policy_version)
    return list(found.prefetch_related(_asked("questions"), "questions__choices").order_by("order"))


def _asked(place):
    return Prefetch(place, Question.objects.asked())


@lru_cache(maxsize=20)
def questions_of(database, policy_version):
    """Every question of a version, with its section and choices, in their order; kept by each process for its life.

    What is published stays as it was, and our help beside it changes with a release only. `database` is the name of the
    one that is read.
    """
    found = Question.objects.asked().filter(policy_version=policy_version).select_related("section")
    return tuple(found.prefetch_related("choices").order_by("number"))


def whole_policy(policy_version):
    """The same with the numbered paragraphs, for the page that shows every word."""
    return list(
        Section.objects.filter(policy_version=policy_version)
        .prefetch_related("paragraphs", _asked("questions"))
        .order_by("order")
    )


@lru_cache(maxsize=20)
def paragraphs(database, policy_version, numbers):
    """Some numbered paragraphs of the version, in the policy's order, for a page that quotes them; kept like questions."""
    return tuple(Paragraph.objects.filter(section__policy_version=policy_version, number__in=numbers).order_by("order"))
