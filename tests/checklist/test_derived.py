"""What follows from the facts: consent that counts, a duty, anonymity, what is settled and what is suggested."""

from dataclasses import replace

import pytest

from checklist import facts as plain, gates
from checklist.derived import (
    BY_ANONYMITY,
    BY_CONSENT,
    BY_DUTY,
    BY_MENTION,
    BY_NO_CONSENT,
    BY_THEIR_CONSENT,
    Q1,
    Q2,
    Q3,
    Q4,
    Q5,
    Q6,
    Q7,
    Q8,
    Q11,
    Q12,
    Q16,
    Q17,
    Derived,
    counted_answer,
    settled,
    suggestions,
)
from checklist.facts import Consent, Person
from tests.checklist import given
from tests.checklist.given import AGREED, C1, CHILD, DUTY, OLDER, P1, P2, R1, WHY, codes, made, ruled

YES, NOT_SURE, NOT_ASKED, REFUSED, WITHDRAWN = "yes", "not-sure", "not-asked", "refused", "withdrawn"


def by_carer(says, right=plain.SEEN):
    return Consent(says, by_self=False, right=right)


def by_self(says):
    return Consent(says, by_self=True)


COUNTED = [
    # (competent, records, answer to question 1, what counts)
    (False, (), YES, YES),
    (False, (), "", ""),
    (False, (), NOT_SURE, NOT_SURE),
    (False, (), WITHDRAWN, WITHDRAWN),
    (True, (by_self(YES),), YES, YES),
    (True, (by_carer(YES),), YES, NOT_ASKED),
    (True, (by_self(YES), by_carer(REFUSED)), YES, YES),
    (True, (by_self(REFUSED), by_carer(YES)), YES, REFUSED),
    (False, (by_self(YES),), YES, NOT_ASKED),
    (False, (by_self(REFUSED), by_carer(YES)), YES, YES),
    (False, (by_carer(YES), by_carer(REFUSED, plain.TOLD)), YES, REFUSED),
    (False, (by_carer(WITHDRAWN), by_carer(REFUSED)), YES, WITHDRAWN),
    (False, (by_carer(YES, plain.NOT_KNOWN),), YES, NOT_ASKED),
    (False, (by_carer(YES, ""),), YES, NOT_ASKED),
    (False, (by_carer(YES), by_carer(REFUSED, plain.NOT_KNOWN)), YES, REFUSED),
    (False, (by_carer(YES, plain.RESTRICTED),), YES, NOT_ASKED),
    (False, (by_carer(YES), by_carer(REFUSED, plain.RESTRICTED)), YES, YES),
    (False, (by_carer(YES),), REFUSED, REFUSED),
    (False, (by_carer(WITHDRAWN),), REFUSED, WITHDRAWN),
    (False, (by_carer(REFUSED),), WITHDRAWN, WITHDRAWN),
    (False, (by_carer(YES),), NOT_ASKED, YES),
]


@pytest.mark.parametrize(("is_competent", "records", "first", "counts"), COUNTED)
def test_one_answer_on_consent_counts(is_competent, records, first, counts):
    assert counted_answer(Person(P1, is_competent=is_competent, consents=records), first) == counts


def with_consents(*consents, person=CHILD, first=YES):
    return made(AGREED, {"persons": (replace(person, consents=consents),), "answers": {(Q1, P1): first}})


def test_case_12_a_young_person_who_understands_decides_alone():
    facts = with_consents(given.HERS, given.FATHERS_NO, person=OLDER)
    assert Derived(facts).covered
    assert ("Q1.OBJECTION", P1) in codes(gates.g2(facts))
    assert not gates.is_open(gates.g2(facts))
    answered = replace(facts, rulings=(*facts.rulings, ruled(plain.OBJECTION_REPLY, about=P1)))
    assert gates.is_open(gates.g2(answered))
    assert not Derived(with_consents(given.MOTHERS, person=OLDER)).covered


def test_case_12_a_child_who_does_not_is_heard_as_an_objection():
    facts = with_consents(given.HIS_NO, given.MOTHERS)
    assert Derived(facts).valid(facts.persons[0])
    assert ("Q1.OBJECTION", P1) in codes(gates.g2(facts))
    assert not Derived(facts).refusal


def test_case_13_one_parent_is_enough_until_another_refuses():
    assert Derived(with_consents(given.MOTHERS)).covered
    refused = with_consents(given.MOTHERS, given.FATHERS_NO)
    assert Derived(refused).refusal
    assert "X4.ADVISER" in codes(gates.g2(refused))


def test_case_14_consent_that_does_not_cover_leaves_question_6_to_be_asked():
    facts = with_consents(replace(given.MOTHERS, covers_recipients=False))
    facts = replace(facts, answers={**facts.answers, (Q3, None): YES, (Q6, P1): ""})
    assert ("Q6.ANSWER", P1) in codes(gates.g1(facts))
    untold = replace(
        facts,
        persons=(replace(facts.persons[0], ground=plain.HARM, explanation=WHY),),
        answers={**facts.answers, (Q6, P1): plain.NOT_SAFE},
    )
    assert gates.is_open(gates.g2(untold))


def test_cases_10_and_11_a_withdrawal_shuts_what_was_open_until_the_adviser_overrules_it_for_that_person():
    agreed = with_consents(given.MOTHERS)
    assert gates.is_open(gates.before_it_leaves(agreed))
    withdrew = replace(agreed, answers={**agreed.answers, (Q1, P1): WITHDRAWN})
    assert ("Q1.REFUSED", P1) in codes(gates.g1(withdrew))
    shut = [one.code for one in gates.before_it_leaves(withdrew) if one.severity != gates.WARN]
    assert shut == ["X4.ADVISER", "X4.OVERRIDE"]
    by_adviser = replace(withdrew, approver_is_adviser=True)
    assert [one.code for one in gates.g2(by_adviser) if one.severity != gates.WARN] == ["X4.OVERRIDE"]
    overruled = replace(by_adviser, persons=(replace(by_adviser.persons[0], is_overridden=True),))
    assert gates.is_open(gates.before_it_leaves(overruled))
    duty = replace(withdrew, answers={**withdrew.answers, (Q4, None): plain.DUTY}, law=given.LAW)
    assert gates.is_open(gates.before_it_leaves(duty))


def test_case_20_a_headteachers_ruling_of_a_duty_does_not_free_from_a_refusal():
    refused = made({"answers": {(Q1, P1): REFUSED, (Q4, None): NOT_SURE}, "law": given.LAW})
    by_head = replace(refused, rulings=(*refused.rulings, ruled(Q4, plain.DUTY)))
    assert Derived(by_head).duty
    assert "X4.ADVISER" in codes(gates.g2(by_head))
    by_adviser = replace(refused, rulings=(*refused.rulings, ruled(Q4, plain.DUTY, by_adviser=True)))
    assert gates.is_open(gates.g2(by_adviser))


def test_case_20_nobody_rules_on_a_yes_to_more_harm_than_good():
    for by_adviser in (True, False):
        harm = made({"answers": {(Q8, None): YES}, "rulings": (ruled(Q8, plain.NO, by_adviser=by_adviser),)})
        assert not gates.is_open(gates.g2(harm))


def test_nothing_passes_from_one_person_to_another():
    two = {
        "persons": (replace(CHILD, consents=(given.MOTHERS,)), Person(P2)),
        "answers": {(Q1, P2): YES, (Q7, P2): YES, (Q6, P2): plain.SAFE, (Q3, None): YES},
    }
    facts = made(AGREED, two)
    known = Derived(facts)
    assert [known.valid(person) for person in facts.persons] == [True, False]
    assert not known.covered
    assert "Q3.NOTHELD" in codes(gates.g2(facts))


NOBODY = {"persons": (), "nobody_identifiable": YES, "smallest_group": 40}
SETTLED = [
    ([], {(Q7, P1): BY_NO_CONSENT}),
    ([AGREED], {(Q6, P1): BY_THEIR_CONSENT, (Q8, None): BY_CONSENT}),
    ([AGREED, {"answers": {(Q8, None): NOT_SURE}}], {(Q6, P1): BY_THEIR_CONSENT}),
    ([DUTY], {(Q3, None): BY_DUTY, (Q7, P1): BY_NO_CONSENT, (Q8, None): BY_DUTY}),
    ([DUTY, {"answers": {(Q8, None): YES}}], {(Q3, None): BY_DUTY, (Q7, P1): BY_NO_CONSENT}),
    (
        [DUTY, {"law": replace(given.LAW, harm_exception=True)}],
        {(Q3, None): BY_DUTY, (Q7, P1): BY_NO_CONSENT},
    ),
    ([DUTY, {"law": None}], {(Q7, P1): BY_NO_CONSENT}),
    (
        [{"persons": (CHILD, given.CARER, Person("m", plain.MENTIONED))}],
        {(Q7, P1): BY_NO_CONSENT, (Q6, "m"): BY_MENTION},
    ),
    ([NOBODY], dict.fromkeys([(code, None) for code in (Q2, Q3, Q4, Q5, Q8, Q11, Q17)], BY_ANONYMITY)),
    ([NOBODY, {"smallest_group": 9}], {}),
    ([NOBODY, {"nobody_identifiable": NOT_SURE}], {}),
]


@pytest.mark.parametrize(("changes", "expected"), SETTLED)
def test_what_is_settled_says_why(changes, expected):
    assert settled(made(*changes)) == expected


def test_what_the_adviser_rules_anonymous_settles_each_persons_questions_and_those_after_sharing():
    facts = made({**NOBODY, "persons": (CHILD,), "rulings": (ruled(plain.SMALL_GROUP, "anonymous", by_adviser=True),)})
    expected = {(Q1, P1), (Q6, P1), (Q7, P1), (Q16, P1), (Q17, None)}
    assert expected < set(settled(facts))
    assert gates.is_open(gates.g2(facts))


def test_an_answer_that_its_question_does_not_take_is_none():
    known = Derived(made({"answers": {(Q4, None): YES, (Q6, C1): plain.SAFE, ("added", None): YES}}))
    assert known.given(Q4) == ""
    assert known.given("added") == ""
    assert known.given(Q6, C1) == plain.SAFE
    carer = Derived(made({"persons": (CHILD, given.CARER), "answers": {(Q6, C1): plain.SAFE}}))
    assert carer.given(Q6, C1) == ""


EFFECTIVE = [
    (Q3, None, NOT_SURE, ruled(Q3, YES), YES),
    (Q3, None, plain.NO, ruled(Q3, YES), plain.NO),
    (Q3, None, NOT_SURE, ruled(Q3, YES, P1), NOT_SURE),
    (Q3, None, NOT_SURE, ruled(Q3, "perhaps"), NOT_SURE),
    (Q3, None, NOT_SURE, ruled(Q3, YES, reason="Because"), NOT_SURE),
    (Q3, None, "", ruled(Q3, YES), ""),
    (Q4, None, plain.DUTY, ruled(Q4, plain.POWER, by_adviser=True), plain.POWER),
    (Q4, None, plain.DUTY, ruled(Q4, plain.POWER), plain.DUTY),
    (Q4, None, plain.DUTY, ruled(Q4, NOT_SURE, by_adviser=True), plain.DUTY),
    (Q4, None, plain.POWER, ruled(Q4, plain.DUTY, by_adviser=True), plain.POWER),
    (Q6, P1, NOT_SURE, ruled(Q6, plain.SAFE, P1), plain.SAFE),
    (Q8, None, YES, ruled(Q8, plain.NO, by_adviser=True), YES),
    (Q11, None, NOT_SURE, ruled(Q11, plain.CHECKED), plain.CHECKED),
    (Q12, R1, NOT_SURE, ruled(Q12, YES, R1, by_adviser=True), NOT_SURE),
    (Q2, None, NOT_SURE, ruled(Q2, plain.NO, by_adviser=True), NOT_SURE),
]


@pytest.mark.parametrize(("code", "about", "value", "ruling", "expected"), EFFECTIVE)
def test_a_ruling_answers_a_not_sure_and_little_else(code, about, value, ruling, expected):
    facts = made({"answers": {(code, about): value}, "rulings": (ruling,)})
    assert Derived(facts).effective(code, about) == expected


def test_the_last_ruling_holds():
    facts = made({"answers": {(Q3, None): NOT_SURE}, "rulings": (ruled(Q3, YES), ruled(Q3, plain.NO))})
    assert Derived(facts).effective(Q3) == plain.NO


SENSITIVE = {"answers": {(Q2, None): NOT_SURE}, "classes": frozenset({"child-protection"})}
SUGGESTED = [
    ([], (plain.PUBLIC_TASK, "")),
    ([AGREED], (plain.PUBLIC_TASK, "")),
    ([AGREED, {"answers": {(Q3, None): YES}}], (plain.CONSENT, "")),
    ([{"answers": {(Q3, None): YES}}], (plain.PUBLIC_TASK, "")),
    ([DUTY], (plain.OBLIGATION, "")),
    ([DUTY, AGREED, {"answers": {(Q3, None): YES}}], (plain.OBLIGATION, "")),
    ([SENSITIVE], (plain.PUBLIC_TASK, "safeguarding")),
    ([SENSITIVE, {"classes": frozenset({"health"})}], (plain.PUBLIC_TASK, "")),
    ([SENSITIVE, {"classes": frozenset({"health"}), "purpose": "protect"}], (plain.PUBLIC_TASK, "safeguarding")),
    ([{"purpose": "protect"}], (plain.PUBLIC_TASK, "")),
    ([SENSITIVE, NOBODY], ("", "")),
]


@pytest.mark.parametrize(("changes", "expected"), SUGGESTED)
def test_a_basis_and_a_condition_are_suggested(changes, expected):
    found = suggestions(made(*changes))
    assert (found.basis, found.condition) == expected
