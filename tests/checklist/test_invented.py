"""The gates over sets of facts made at random: what must hold, holds; and each point can be seen to fail.

`make test` judges 20,000 of them, `make thorough` 200,000, and `make explore` 2,000,000.
"""

from dataclasses import replace

import pytest

from checklist import facts as plain
from checklist.derived import Q2, Q8, Q12
from checklist.findings import BLOCK, Finding
from checklist.gates import before_it_leaves, g1, g2, is_open
from tests.checklist import given, holding
from tests.checklist.holding import Tally, judge
from tests.checklist.invented import Inventor
from tests.thorough import WHOLE

SETS, SEEDS = 50_000 if WHOLE else 5_000, (2015, 2016, 2017, 2018)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_must_hold_holds_of_every_set(seed):
    inventor, tally = Inventor(seed), Tally()
    for _ in range(SETS):
        judge(inventor, tally)
        assert tally.broken == []
    assert tally.approvable > SETS / 20
    assert tally.worsened > SETS / 2
    assert tally.wild > SETS / 20


def test_the_same_seed_invents_the_same():
    one, other = Inventor(7), Inventor(7)
    assert [one.near() for _ in range(20)] == [other.near() for _ in range(20)]
    assert [one.wild() for _ in range(20)] == [other.wild() for _ in range(20)]


def test_a_later_gate_that_opens_first_is_noticed():
    block = [Finding("X", 1, BLOCK, "", "")]
    assert list(holding.included([block, [], []]))
    assert not list(holding.included([[], block, block]))


def test_a_gate_that_a_worse_answer_opens_is_noticed():
    worse = replace(given.OPEN, answers={**given.OPEN.answers, (Q8, None): plain.YES})
    block = [Finding("X", 2, BLOCK, "", "")]
    assert list(holding.opened(given.OPEN, (g1,), [block], worse))
    assert not list(holding.opened(given.OPEN, (g2,), [block], worse))
    assert not list(holding.opened(given.OPEN, (g1,), [block], None))


ABSURD = [
    ("no basis", {"rulings": ()}),
    ("a basis that does not fit", {"rulings": (given.basis(plain.CONSENT),)}),
    ("an unsure is left", {"answers": {**given.OPEN.answers, ("consent-needed", None): plain.NOT_SURE}}),
    ("a refusal without override", {"answers": {**given.OPEN.answers, ("consent-held", "p1"): plain.REFUSED}}),
    ("harm without a word on it", {"answers": {**given.OPEN.answers, (Q8, None): plain.YES}}),
    ("nothing is included", {"pairs": {}}),
    ("whoever asked is not checked", {"asked": replace(given.CLEAR, is_checked=False)}),
    ("a small group counts as anonymous", {"nobody_identifiable": plain.YES, "smallest_group": 9}),
    ("nothing should be shared", {"answers": {**given.OPEN.answers, ("how-much", None): plain.NOTHING}}),
    (
        "somebody not to be told receives it",
        {
            "answers": {**given.OPEN.answers, ("risk-of-asking-or-telling", "p1"): plain.NOT_SAFE},
            "recipients": (replace(given.COUNCIL, person="p1"),),
        },
    ),
]


@pytest.mark.parametrize(("words", "change"), ABSURD)
def test_an_absurd_approval_is_noticed_and_shut(words, change):
    facts = replace(given.OPEN, **change)
    assert words in list(holding.absurd(facts, []))
    assert not is_open(g2(facts))
    assert list(holding.absurd(given.OPEN, [])) == []


def test_a_check_that_changes_what_is_decided_is_noticed():
    unchecked = replace(given.OPEN, answers={**given.OPEN.answers, (Q12, "r1"): plain.NO})
    found = [gate(unchecked) for gate in (g1, g2, before_it_leaves)]
    assert list(holding.checked_later(unchecked, found)) == []
    assert list(holding.checked_later(unchecked, [found[0], found[2], found[2]]))
    assert list(holding.checked_later(unchecked, [*found[:2], [Finding("X", 2, BLOCK, "", "")]]))


def test_all_yes_and_not_sure_are_noticed_where_they_should_not_be(monkeypatch):
    monkeypatch.setattr(holding, "g2", lambda facts: [])
    assert len(list(holding.all_yes_opens(given.OPEN))) == 2
    monkeypatch.setattr(holding, "g1", lambda facts: [Finding("X", 1, BLOCK, "", "")])
    assert list(holding.can_be_submitted(given.OPEN))


def test_of_unsure_facts_every_answer_is_one_that_its_question_takes():
    facts = holding.unsure(replace(given.OPEN, answers={}, persons=()))
    assert facts.answers[Q2, None] == plain.NOT_SURE
    assert is_open(g1(facts))
