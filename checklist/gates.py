"""The gates: what must be known before a disclosure is submitted (G1), approved (G2), or leaves (of G3, the answers).

Pure functions over `checklist.facts`: no database, no clock, no user. Whoever wants a button, a message or a refusal
reads the same findings, so that none of them can say something else than the others. A gate looks forward only, and it
never stands before a sharing that cannot wait. Rests on paragraphs 2.9, 4.1 and the questions of section 3.

Rules cite questions by their permanent code. The names of findings (`Q8.UNSURE`) keep the numbers of the policy of
December 2015; `Finding.question` is the number that the reader's own policy version shows.

Between answers a worse one never opens a gate; single findings may be replaced by others. A blank is no answer and may
settle more than a bad one does, and a ruling is an answer of its own.
"""

from functools import partial

from checklist import rules_of_basis, rules_of_right, rules_of_what, rules_of_whom
from checklist.derived import Derived
from checklist.facts import NO, NOT_SURE, YES
from checklist.findings import (
    APPROVER_PART,
    BEFORE_SHARING,
    BLOCK,
    CHECKLIST_TOPIC,
    CODES,
    ITEMS_TOPIC,
    NO_ADVISER,
    NO_PERSONAL_DUTY,
    NOT_READ,
    NUMBERS,
    PEOPLE_TOPIC,
    PERSONAL_DUTY,
    POLICY_PAGE,
    PURPOSE_TOPIC,
    REASON,
    RECIPIENT_TOPIC,
    REQUEST_PAGE,
    WARN,
    Finding,
    finding,
)
from checklist.reasons import has_word, reason_is_enough
from checklist.stands import Stands

__all__ = [
    "APPROVER_PART",
    "BEFORE_SHARING",
    "BLOCK",
    "CHECKLIST_TOPIC",
    "ITEMS_TOPIC",
    "NO",
    "NOT_READ",
    "NOT_SURE",
    "NO_ADVISER",
    "NO_PERSONAL_DUTY",
    "PEOPLE_TOPIC",
    "PERSONAL_DUTY",
    "POLICY_PAGE",
    "PURPOSE_TOPIC",
    "REASON",
    "RECIPIENT_TOPIC",
    "REQUEST_PAGE",
    "UNSETTLED",
    "WARN",
    "YES",
    "Finding",
    "before_it_leaves",
    "g1",
    "g2",
    "has_word",
    "is_open",
    "reason_is_enough",
]

# "Not sure" may always be submitted; at these an approver has to know before approving.
UNSETTLED = {
    "consent-needed": "Q3.UNSURE",
    "duty-or-power": "Q4.UNSURE",
    "risk-of-asking-or-telling": "Q6.UNSURE",
    "more-harm-than-good": "Q8.UNSURE",
    "check-source": "Q11.UNSURE",
}
_WEIGHT = {BLOCK: 0, REASON: 1, WARN: 2}
_ANSWER = {code: f"Q{number}.ANSWER" for code, number in NUMBERS.items()}
_STALE = {code: f"Q{number}.STALE" for code, number in NUMBERS.items()}


def g1(facts):
    """What stands between a draft and its submission: a list of Finding, blocks first, then reasons, then warnings.

    Needs purpose and sentence (1.1, 2.1), a person (question 5), an item (2.3), a recipient, an answer to each of
    questions 1 to 15 that is not settled, for each person and recipient, and the words that belong to it. "Not sure" is
    an answer. Where nothing should be shared it needs only the people, the recipient and why.
    """
    known = Derived.of(facts)
    if known.nothing_to_share:
        return _found(known, _of_nothing(known))
    return _found(known, _at_submission(known, rules_of_whom.unverified))


def g2(facts):
    """What stands between a submitted disclosure and its approval: G1, and what the approver still has to settle.

    Judged on what is approved: a pair that is left out does not count. Where nothing should be shared, nothing can be
    approved, and nothing else is asked.
    """
    known = Derived.of(facts)
    if known.nothing_to_share:
        return _found(known, [*_of_nothing(known), *rules_of_what.nothing(known)])
    return _found(known, _at_approval(known, rules_of_whom.unverified_at_approval))


def before_it_leaves(facts):
    """What of the answers stands between a decision and a sharing that is still to happen: G2 on the pairs about to go,
    with whoever took the standing decision as approver, and questions 12 to 14.

    Plan, conditions, dates and what has gone already are `checklist.sharing_gates`.
    """
    known = Derived.of(facts)
    if known.nothing_to_share:
        return g2(known)
    return _found(known, _at_approval(known, rules_of_whom.leaving))


def is_open(findings):
    """Whether a gate with these findings lets the action through: no block, and no reason that is not written."""
    return all(found.severity == WARN for found in findings)


def _at_submission(known, unverified):
    return [*known.once(_wanting), *unverified(known), *known.once(_of_submission)]


def _at_approval(known, unverified):
    return _at_submission(known, unverified) + known.once(_of_approval)


def _wanting(known):
    stands = [*rules_of_right.purpose(known), *rules_of_right.somebody(known), *rules_of_what.something(known)]
    return [*stands, *rules_of_whom.somebody(known), *_unanswered(known)]


def _of_submission(known):
    return [stands for rule in _AT_SUBMISSION for stands in rule(known)]


def _of_approval(known):
    return [stands for rule in _AT_APPROVAL for stands in rule(known)]


_AT_SUBMISSION = (*rules_of_right.AT_SUBMISSION, *rules_of_what.AT_SUBMISSION, *rules_of_whom.AT_SUBMISSION)
_AT_APPROVAL = (
    *rules_of_right.AT_APPROVAL,
    *rules_of_basis.AT_APPROVAL,
    *rules_of_what.AT_APPROVAL,
    *rules_of_whom.AT_APPROVAL,
)


def _of_nothing(known):
    """Nothing should be shared: the people, or any word on whether they are known; the other party; and why."""
    nobody = [] if known.about or known.facts.nobody_identifiable else [Stands("Q5.NOBODY")]
    return [*nobody, *rules_of_whom.somebody(known), *rules_of_what.why_nothing(known)]


def _unanswered(known):
    """Questions without an answer and answers to be confirmed again (X11), by number, unless they are settled."""
    stale, answers = known.facts.stale, known.answers
    wanting = [row for row in known.asked if row not in answers or row in stale]
    stands = [
        Stands((_STALE if row in answers else _ANSWER)[row[0]], row[1])
        for row in wanting
        if not known.why_settled(*row)
    ]
    stands += rules_of_whom.unanswered_uses(known)
    if stale:
        stands += _stale_lists(known)
    stands += [Stands("ADDED.ANSWER", about, code=code) for code, about in known.unanswered_additions]
    return sorted(stands, key=partial(_number, known.facts.numbers))


def _stale_lists(known):
    """Questions 5 and 15, whose answers are a list of persons and the uses."""
    lists = [("whose-information", None), *(("what-they-will-do", other.key) for other in known.facts.recipients)]
    for row in lists:
        if row in known.facts.stale and not known.why_settled(*row):
            yield Stands(_STALE[row[0]], row[1])


def _number(numbers, stands):
    """The number under which the reader's own policy version asks the question."""
    if stands.code:
        return numbers[stands.code]
    number = int(stands.name[1:].partition(".")[0])
    return numbers.get(CODES[number], number)


def _found(known, stands):
    numbers, gone = known.facts.numbers, known.facts.gone
    made = [
        finding(name, numbers, about, is_written=is_written, words=words, code=code, gone=gone)
        for name, about, is_written, words, code in stands
    ]
    return sorted((found for found in made if found is not None), key=lambda found: _WEIGHT[found.severity])
