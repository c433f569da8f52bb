"""What whoever asked may be told, and when."""

import itertools
from dataclasses import fields

import pytest

from checklist.gates import BLOCK
from checklist.request_gates import ANSWERED, REFUSED, Replying, told_too_early

NAMES = [field.name for field in fields(Replying)]
ALL = [Replying(*values) for values in itertools.product([False, True], repeat=len(NAMES))]


@pytest.mark.parametrize("replying", ALL, ids=str)
def test_each_kind_is_shut_by_what_has_not_happened(replying):
    shut = told_too_early(replying)
    assert set(shut) <= {ANSWERED, REFUSED}
    found = {kind: [finding.code for finding in findings] for kind, findings in shut.items()}
    answered = [
        *([] if replying.is_checked else ["REPLY.UNCHECKED"]),
        *([] if replying.has_gone else ["REPLY.NOT_SHARED"]),
    ]
    assert found.get(ANSWERED, []) == answered
    why = "REPLY.APPROVED" if replying.is_approved else "REPLY.UNDECIDED"
    assert found.get(REFUSED, []) == ([] if replying.nothing_goes or replying.check_failed else [why])
    assert all(finding.severity == BLOCK and finding.sentence for one in shut.values() for finding in one)


def test_the_sentence_says_what_opens_it():
    [finding] = told_too_early(Replying())[REFUSED]
    assert finding.sentence == "Ask for a decision first: a refusal is decided like a sharing."
