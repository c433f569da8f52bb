"""The gates: each line of the table stands when it should and falls when it should."""

from dataclasses import replace

import pytest

from checklist import facts as plain, gates
from checklist.derived import Q1, Q2, Q3, Q4, Q6, Q8, Q9, Q10, Q11
from checklist.facts import Facts, Limits, Person
from checklist.findings import BLOCK, CODES, REASON, TABLE, WARN, Finding
from tests.checklist import given
from tests.checklist.given import AGREED, C1, DUTY, OPEN, P1, P2, R2, WHY, codes, made
from tests.checklist.lines import (
    ADVISER,
    CARER,
    GROUND,
    MORE_HARM,
    NOBODY,
    NOTHING,
    REFUSED,
    ROWS,
    answer,
    bases,
    ruling,
)

GATES = {1: gates.g1, 2: gates.g2, 3: gates.before_it_leaves}


def found(gate, facts, name, about):
    row = TABLE[name]
    return [
        one
        for one in GATES[gate](facts)
        if (one.code, one.gate, one.about, one.mend) == (name.partition(" ")[0], row.gate, about, row.mend)
        and one.sentence.partition("The words")[0] == row.sentence.partition("The words")[0]
    ]


@pytest.mark.parametrize(("name", "about", "stands", "falls"), ROWS)
def test_a_line_stands_at_its_gate_and_no_earlier_and_falls(name, about, stands, falls):
    row, facts = TABLE[name], made(*stands)
    (one,) = found(row.gate, facts, name, about)
    assert one.severity == row.severity
    assert one.question == row.question
    assert one.question_code == CODES.get(row.question)
    assert gates.is_open([one]) is (row.severity == WARN)
    assert found(row.gate, made(*stands, *falls), name, about) == []
    for gate in range(1, row.gate):
        assert found(gate, facts, name, about) == []


@pytest.mark.parametrize(("name", "about", "stands", "falls"), [row for row in ROWS if row[0] != "Q12.UNVERIFIED"])
def test_a_later_gate_includes_the_earlier_one(name, about, stands, falls):
    for gate in range(TABLE[name].gate, 4):
        if name != "Q12.UNVERIFIED requested" or gate == 2:
            assert len(found(gate, made(*stands), name, about)) == 1


def test_every_line_of_the_table_is_tried():
    assert {row[0] for row in ROWS} | {"ADDED.ANSWER"} == set(TABLE)  # that one: test_gone.py


# What a reason asks for, and whether it stays in the list afterwards, as a warning.
WRITTEN = [
    ("Q1.OBJECTION", P1, [{"person": {"objects": True}}], [ruling(plain.OBJECTION_REPLY, about=P1)], True),
    ("BASIS.TEXT", None, [bases(plain.VITAL)], [bases(plain.VITAL, WHY)], True),
    ("Q8.HARM", None, [MORE_HARM], [ruling(plain.HARM_WHY)], True),
    ("X4.OVERRIDE", P1, [REFUSED, ADVISER], [{"person": {"is_overridden": True}}], True),
    ("X7.ADVISER", None, [DUTY, MORE_HARM], [ruling(plain.CONFLICT_WHY, by_adviser=True)], True),
    ("Q9.WHOLE", None, [answer(Q9, plain.WHOLE_FILE)], [{"whole_file_why": WHY}], True),
    ("Q9.WHYNOT", None, [NOTHING], [{"nothing_why": WHY}], True),
    ("Q10.REASON", None, [answer(Q10, plain.NO)], [ruling(plain.OPINION_WHY)], True),
    ("Q11.CHECK", None, [answer(Q11, plain.TO_CHECK)], [ruling(plain.UNCHECKED_WHY)], True),
    ("Q11.OBJECTION", None, [{"source_objects": True}], [ruling(plain.SOURCE_REPLY)], True),
    ("Q3.WHY", None, [{"consent_not_needed": ""}], [{"consent_not_needed": "duty"}], False),
    ("Q6.GROUND", P1, [answer(Q6, plain.TELL_ONLY, P1)], [{"person": GROUND}], False),
    (
        "Q6.OFFENCE",
        P1,
        [answer(Q6, plain.TELL_ONLY, P1), {"person": {**GROUND, "ground": plain.POLICE}}],
        [{"person": {"offence": "Theft"}}],
        False,
    ),
    ("Q8.TEXT", None, [{"harm_if_shared": ""}], [{"harm_if_shared": WHY}], False),
    ("Q9.LEFTOUT", None, [{"left_out": ""}], [{"left_out": WHY}], False),
]


@pytest.mark.parametrize(("name", "about", "stands", "written", "stays"), WRITTEN)
def test_a_reason_shuts_until_it_is_written_and_then_warns_where_its_ground_still_stands(
    name, about, stands, written, stays
):
    row = TABLE[name]
    (before,) = found(row.gate, made(*stands), name, about)
    after = found(row.gate, made(*stands, *written), name, about)
    assert before.severity == REASON
    assert row.stays is stays
    assert after == ([replace(before, severity=WARN)] if stays else [])
    assert not gates.is_open([before])
    assert gates.is_open(after)


def test_every_reason_can_be_written():
    assert {row[0] for row in WRITTEN} == {name for name, row in TABLE.items() if row.severity == REASON}


NEARLY = [
    ("X7.ADVISER", None, [DUTY, MORE_HARM], [ruling(plain.CONFLICT_WHY)]),
    ("X7.ADVISER", None, [DUTY, MORE_HARM], [ruling(plain.HARM_WHY, by_adviser=True)]),
    ("Q8.HARM", None, [MORE_HARM], [ruling(plain.HARM_WHY, reason="I do think so.")]),
    ("Q1.OBJECTION", P1, [{"person": {"objects": True}}], [ruling(plain.OBJECTION_REPLY)]),
    ("Q1.OBJECTION", P1, [{"person": {"objects": True}}], [ruling(plain.OBJECTION_REPLY, about=P2)]),
    ("Q11.OBJECTION", None, [{"source_objects": True}], [ruling(plain.UNCHECKED_WHY)]),
    ("BASIS.TEXT", None, [bases(plain.VITAL)], [bases(plain.VITAL, "123456789 123456789")]),
]


@pytest.mark.parametrize(("name", "about", "stands", "nearly"), NEARLY)
def test_words_of_another_kind_or_too_few_are_no_reason(name, about, stands, nearly):
    (one,) = found(2, made(*stands, *nearly), name, about)
    assert one.severity == REASON


def test_how_long_a_reason_is_the_trust_sets():
    change = [MORE_HARM, ruling(plain.HARM_WHY, reason="I do think so.")]
    assert not gates.is_open(gates.g2(made(*change)))
    assert gates.is_open(gates.g2(made(*change, {"limits": Limits(min_reason=14)})))


def test_everything_given_opens_each_gate_without_a_finding():
    for gate in GATES.values():
        assert gate(OPEN) == []
        assert gate(made(AGREED, answer(Q3, plain.YES), bases(plain.CONSENT))) == []
        assert gate(made(DUTY, bases(plain.OBLIGATION))) == []
        assert gate(made(CARER)) == []
    bare = made(NOBODY, {"rulings": (), "answers": {(code, None): "" for code in (Q2, Q3, Q4, Q8, Q11)}})
    assert [gate(replace(bare, rulings=())) for gate in GATES.values()] == [[], [], []]


def test_nothing_given_names_everything_once_in_order():
    assert codes(gates.g1(Facts())) == [
        "PURPOSE",
        "Q5.NOBODY",
        "Q9.EMPTY",
        "RECIPIENT",
        *(f"Q{number}.ANSWER" for number in (2, 3, 4, 8, 9, 10, 11)),
        "Q9.ACCURATE",
    ]


def test_each_person_and_each_recipient_needs_their_own_answers():
    two = replace(
        OPEN, persons=(given.CHILD, Person(P2), given.CARER), recipients=(given.COUNCIL, replace(given.COUNCIL, key=R2))
    )
    assert codes(gates.g1(replace(two, answers={**OPEN.answers, (Q1, P2): plain.YES}))) == [
        ("Q6.ANSWER", P2),
        ("Q6.ANSWER", C1),
        ("Q7.ANSWER", P2),
        ("Q12.ANSWER", R2),
        ("Q13.ANSWER", R2),
        ("Q14.ANSWER", R2),
        ("X1.NOTVALID", P2),
    ]


def test_nothing_to_share_asks_for_the_people_the_other_party_and_why_and_for_nothing_else():
    nothing = Facts(answers={(Q9, None): plain.NOTHING}, approver_is_adviser=False, asked=plain.Asked())
    assert codes(gates.g1(nothing)) == ["Q5.NOBODY", "RECIPIENT", "Q9.WHYNOT"]
    assert codes(gates.g2(nothing)) == ["Q5.NOBODY", "RECIPIENT", "Q9.NOTHING", "Q9.WHYNOT"]
    mended = replace(
        nothing, nobody_identifiable=plain.NOT_SURE, recipients=OPEN.recipients, nothing_why="They do not need it."
    )
    assert gates.is_open(gates.g1(mended))
    assert gates.is_open(gates.g1(replace(mended, nobody_identifiable="", persons=(given.CHILD,))))
    for gate in (gates.g2, gates.before_it_leaves):
        assert [(one.code, one.severity) for one in gate(mended)] == [("Q9.NOTHING", BLOCK), ("Q9.WHYNOT", WARN)]


def test_the_number_shown_is_the_one_of_the_readers_own_version():
    facts = made(answer(Q8, ""), {"numbers": {Q8: 4}})
    assert gates.g1(facts) == [
        Finding("Q8.ANSWER", 1, BLOCK, "Choose an answer. “Not sure” is fine.", "checklist", 4, Q8)
    ]


def test_words_that_speak_against_a_no_are_quoted():
    (one,) = gates.g1(made({"sensitive_words": ("police", "self-harm")}))
    assert one.sentence == "The words “police”, “self-harm” often mean sensitive information."


def test_blocks_come_before_reasons_before_warnings():
    facts = made({"purpose": ""}, MORE_HARM, answer(Q10, plain.NO))
    assert codes(gates.g2(facts)) == ["PURPOSE", "Q8.HARM", "Q10.REASON", "Q10.MIXED"]


@pytest.mark.parametrize(
    ("severities", "is_open"), [([], True), ([WARN], True), ([WARN, REASON], False), ([WARN, BLOCK], False)]
)
def test_a_block_or_an_unwritten_reason_shuts_a_gate(severities, is_open):
    assert gates.is_open([Finding("", 1, severity, "", "") for severity in severities]) is is_open


def test_all_not_sure_may_be_submitted_and_waits_for_the_approver():
    unsure = {row: plain.NOT_SURE for row in OPEN.answers if row[0] != Q9}
    facts = made({"answers": unsure, "classes": frozenset({plain.NOT_KNOWN})})
    assert gates.is_open(gates.g1(facts))
    shut = [one.code for one in gates.g2(facts) if one.severity != WARN]
    wanted = ["Q2.CONDITION", "Q3.UNSURE", "Q4.UNSURE", "Q6.UNSURE", "Q8.UNSURE", "BASIS.FUNCTION", "Q11.UNSURE"]
    assert sorted(shut) == sorted([*wanted, "Q10.REASON"])
    assert set(gates.UNSETTLED.values()) <= set(shut)


def test_all_yes_is_not_all_well():
    facts = made({"answers": dict.fromkeys(OPEN.answers, plain.YES)})
    assert not gates.is_open(gates.g1(facts))
    taken = {row: plain.YES for row in OPEN.answers if row[0] not in {Q4, Q6, Q9, Q11}}
    assert "Q8.HARM" in codes(gates.g2(made({"answers": taken, "classes": frozenset({"health"})})))


REASONS = [
    ("She is at risk.", True),
    ("She is at risk", False),
    ("   She is at ris   k", True),
    ("She is         at", False),
    ("123456789012345678", False),
    ("...............", False),
    ("", False),
    (None, False),
]


@pytest.mark.parametrize(("text", "enough"), REASONS)
def test_a_reason_has_fifteen_characters_and_a_word(text, enough):
    assert gates.reason_is_enough(text) is enough


def test_the_length_of_a_reason_is_the_trusts_to_set():
    assert gates.reason_is_enough("No need", minimum=7)
    assert not gates.reason_is_enough("No need", minimum=8)
