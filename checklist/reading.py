"""Reading the policy and its answers, in a constant number of statements whatever the length of the list."""

from collections import defaultdict
from functools import lru_cache

from checklist.models import Answer, Paragraph, Question, Section


def answers_of(response_ids):
    """The answers on these responses: {response id: {question code: Answer}}, each response present. One statement."""
    found = defaultdict(dict, {pk: {} for pk in response_ids})
    for answer in Answer.objects.filter(response_id__in=list(found)):
        found[answer.response_id][answer.question_code] = answer
    return dict(found)


def sections(policy_version):
    """The version's sections in order, their questions and those questions' choices read beforehand."""
    return list(
        Section.objects.filter(policy_version=policy_version).prefetch_related("questions__choices").order_by("order")
    )


@lru_cache(maxsize=20)
def questions_of(database, policy_version):
    """Every question of a version, with its section and choices, in their order; kept by each process for its life.

    What is published stays as it was, and our help beside it changes with a release only. `database` is the name of the
    one that is read.
    """
    found = Question.objects.filter(policy_version=policy_version).select_related("section")
    return tuple(found.prefetch_related("choices").order_by("number"))


def whole_policy(policy_version):
    """The same with the numbered paragraphs, for the page that shows every word."""
    return list(
        Section.objects.filter(policy_version=policy_version)
        .prefetch_related("paragraphs", "questions")
        .order_by("order")
    )


@lru_cache(maxsize=20)
def paragraphs(database, policy_version, numbers):
    """Some numbered paragraphs of the version, in the policy's order, for a page that quotes them; kept like questions."""
    return tuple(Paragraph.objects.filter(section__policy_version=policy_version, number__in=numbers).order_by("order"))
