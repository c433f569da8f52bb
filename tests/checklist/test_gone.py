"""What a policy version does without: its rules fall, no other does, and the way through the flowchart agrees."""

from collections import Counter
from dataclasses import replace

from checklist.derived import Derived
from checklist.facts import NOT_SURE, WRITTEN, YES
from checklist.findings import BESIDE, NUMBERS, TABLE, rules_resting_on
from checklist.gates import before_it_leaves, g1, g2, is_open
from checklist.sharing_gates import After, Aware, g4
from checklist.walk import route_of
from tests.checklist.given import OPEN, P1, made
from tests.checklist.invented import Inventor

SETS = 600
GATES = (g1, g2, before_it_leaves)
# What is said beside an answer goes with its question.
BESIDE_AN_ANSWER = {
    "sensitive": {"classes": frozenset()},
    "duty-or-power": {"law": None},
    "whose-information": {"nobody_identifiable": "", "smallest_group": None},
    "how-much": {"is_accurate": False, "left_out": "", "nothing_why": ""},
    "check-source": {"source_objects": False},
}


def without(facts, code):
    """The same facts under a policy version that does not ask this question, and so has no answer to it."""
    answers = {row: value for row, value in facts.answers.items() if row[0] != code}
    recipients = facts.recipients
    if code == "what-they-will-do":
        recipients = tuple(replace(one, uses=frozenset(), other_use="") for one in recipients)
    beside = BESIDE_AN_ANSWER.get(code, {})
    return replace(facts, answers=answers, recipients=recipients, gone=frozenset({code}), **beside)


def test_what_rests_on_a_question_that_is_gone_falls_and_nothing_else_does():
    inventor = Inventor(20261123)
    invented = [inventor.near() if number % 3 else inventor.wild() for number in range(SETS)]
    before = Counter(one.code for known in map(Derived, invented) for gate in GATES for one in gate(known))
    assert len(before) > 60
    for code in NUMBERS:
        after = Counter()
        for known in (Derived(without(facts, code)) for facts in invented):
            found = [gate(known) for gate in GATES]
            assert code not in {one.question_code for each in found for one in each}, code
            after.update(one.code for each in found for one in each)
            assert route_of(known, found[1]).is_at_the_decision == is_open(found[1]), code
        listed = set(rules_resting_on(code)) & set(before)
        # Whoever asked is checked on the page of the request, whatever is asked of a recipient.
        assert set(before) - set(after) == listed - {"Q12.UNVERIFIED"}, code
    assert {code for row in TABLE.values() for code in row.rests_on} == set(NUMBERS)


def test_whoever_is_not_asked_about_consent_is_believed_by_their_record():
    agreed = made({"answers": {("consent-held", P1): YES, ("consent-understood", P1): YES}})
    assert "Q7.ANSWER" not in {one.code for one in g1(without(agreed, "consent-understood"))}
    assert set(rules_resting_on("consent-understood")) == {"Q7.ANSWER", "Q7.STALE"}


def test_after_sharing_nothing_is_asked_that_the_version_does_without():
    open_ends = After((Aware("p1"), Aware("p2", "no")), is_recorded=False, reference="")
    found = g4(open_ends)
    assert {one.code for one in found} == {code for code in BESIDE if code.startswith("Q")}
    assert {one.question for one in g4(replace(open_ends, numbers={"person-aware": 3, "recorded": 4}))} == {3, 4}
    for code in ("person-aware", "recorded"):
        left = {name: number for name, number in open_ends.numbers.items() if name != code}
        assert {one.code for one in found} - {one.code for one in g4(replace(open_ends, numbers=left))} == set(
            rules_resting_on(code)
        )


def test_a_question_that_is_new_must_be_answered_and_does_nothing_else():
    row, numbers = ("safe-now", P1), NUMBERS | {"safe-now": 4}
    new = replace(OPEN, added=(row,), numbers=numbers)
    (finding,) = g1(new)
    assert (finding.code, finding.question, finding.question_code, finding.about) == ("ADDED.ANSWER", 4, "safe-now", P1)
    stops = g2(new)
    assert not is_open(stops)
    assert not route_of(new, stops).is_at_the_decision
    for value in (YES, NOT_SURE, WRITTEN):
        answered = replace(new, answers={**new.answers, row: value})
        assert g1(answered) == g2(answered) == []
    assert g1(replace(new, answers={**new.answers, row: "from-elsewhere"})) == [finding]
