"""Reading the policy and its answers, in a constant number of statements whatever the length of the list."""

from collections import defaultdict

from checklist.models import Answer, Section


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


def whole_policy(policy_version):
    """The same with the numbered paragraphs, for the page that shows every word."""
    return list(
        Section.objects.filter(policy_version=policy_version)
        .prefetch_related("paragraphs", "questions")
        .order_by("order")
    )
