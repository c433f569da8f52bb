"""When each line of the table of findings stands, and when it falls: facts as data, for tests/checklist/test_gates.py."""

from dataclasses import replace

from checklist import facts as plain
from checklist.derived import Q1, Q2, Q3, Q4, Q6, Q7, Q8, Q9, Q10, Q11, Q12, Q13, Q14
from checklist.facts import Limits, Person
from checklist.findings import BEFORE_SHARING, CODES
from tests.checklist import given
from tests.checklist.given import AGREED, C1, DUTY, OPEN, P1, P2, R1, WHY, ruled


def answer(code, value, about=None):
    return {"answers": {(code, about): value}}


def ruling(*arguments, **others):
    return {"rulings": (ruled(*arguments, **others),)}


def bases(code, reason=""):
    return {"rulings": (given.basis(code, reason),)}


NOBODY = {"persons": (), "nobody_identifiable": plain.YES, "smallest_group": 40}
SMALL = {**NOBODY, "smallest_group": 9}
REFUSED = answer(Q1, plain.REFUSED, P1)
MORE_HARM = answer(Q8, plain.YES)
CARER = {"persons": (given.CHILD, given.CARER), **answer(Q6, plain.TELL_ONLY, C1)}
CARER_UNTOLD = {**answer(Q6, plain.NOT_SAFE, C1)}
ADVISER = {"approver_is_adviser": True}
ASKED = {"asked": given.CLEAR}
NOTHING = answer(Q9, plain.NOTHING)
TWO = {
    "persons": (given.CHILD, Person(P2)),
    "answers": {(Q1, P2): plain.NOT_ASKED, (Q6, P2): plain.SAFE},
}
GROUND = {"ground": plain.HARM, "explanation": WHY}
DUTY_RULED = ruling(Q4, plain.DUTY)

# (line of the table, of whom, what makes it stand, what more makes it fall). Each part is changed one after the other.
STANDS = [
    ("PURPOSE", None, [{"purpose": " "}], [{"purpose": "other"}]),
    ("PURPOSE", None, [{"welfare": " ... "}], [{"welfare": "Help"}]),
    ("Q5.NOBODY", None, [{"persons": ()}], [TWO]),
    ("Q5.NOBODY", None, [{"persons": (Person(C1, plain.CARER),)}], [CARER]),
    ("Q5.NOBODY", None, [{"persons": (), "nobody_identifiable": plain.NOT_SURE}], [NOBODY]),
    ("Q5.NOBODY", None, [{"persons": (), "nobody_identifiable": plain.NO}], [SMALL]),
    ("Q9.EMPTY", None, [{"items": ()}], [{"items": OPEN.items}]),
    ("RECIPIENT", None, [{"recipients": ()}], [{"recipients": OPEN.recipients}]),
    ("Q1.ANSWER", P1, [answer(Q1, "", P1)], [answer(Q1, plain.NOT_SURE, P1)]),
    ("Q1.ANSWER", P1, [answer(Q1, plain.NO, P1)], [NOBODY]),
    ("Q2.ANSWER", None, [answer(Q2, "")], [answer(Q2, plain.NOT_SURE)]),
    ("Q2.ANSWER", None, [answer(Q2, "")], [NOBODY]),
    ("Q3.ANSWER", None, [answer(Q3, "")], [answer(Q3, plain.NOT_SURE)]),
    ("Q3.ANSWER", None, [answer(Q3, "")], [DUTY]),
    ("Q3.ANSWER", None, [answer(Q3, ""), DUTY, {"law": None}], [{"law": given.LAW}]),
    ("Q4.ANSWER", None, [answer(Q4, plain.YES)], [answer(Q4, plain.NOT_SURE)]),
    ("Q6.ANSWER", P1, [answer(Q6, "", P1)], [answer(Q6, plain.NOT_SURE, P1)]),
    ("Q6.ANSWER", P1, [answer(Q6, "", P1)], [AGREED]),
    ("Q6.ANSWER", C1, [CARER, answer(Q6, plain.SAFE, C1)], [answer(Q6, plain.TELL_ONLY, C1)]),
    ("Q7.ANSWER", P1, [answer(Q1, plain.YES, P1)], [answer(Q7, plain.NOT_SURE, P1)]),
    ("Q7.ANSWER", P1, [answer(Q1, plain.YES, P1)], [answer(Q1, plain.NOT_SURE, P1)]),
    ("Q8.ANSWER", None, [answer(Q8, "")], [answer(Q8, plain.NOT_SURE)]),
    ("Q8.ANSWER", None, [answer(Q8, "")], [DUTY]),
    ("Q8.ANSWER", None, [answer(Q8, "")], [AGREED]),
    ("Q8.ANSWER", None, [answer(Q8, ""), DUTY, {"law": replace(given.LAW, harm_exception=True)}], [AGREED]),
    ("Q9.ANSWER", None, [answer(Q9, plain.NOT_SURE)], [answer(Q9, plain.ITEMS)]),
    ("Q10.ANSWER", None, [answer(Q10, "")], [answer(Q10, plain.ONLY_FACTS)]),
    ("Q11.ANSWER", None, [answer(Q11, plain.YES)], [answer(Q11, plain.CHECKED)]),
    ("Q11.ANSWER", None, [answer(Q11, "")], [NOBODY]),
    ("Q12.ANSWER", R1, [answer(Q12, "", R1)], [answer(Q12, plain.NOT_SURE, R1)]),
    ("Q13.ANSWER", R1, [answer(Q13, "", R1)], [answer(Q13, plain.NO, R1)]),
    ("Q14.ANSWER", R1, [answer(Q14, "", R1)], [answer(Q14, plain.NO, R1)]),
    ("Q1.REFUSED", P1, [REFUSED], [answer(Q1, plain.NOT_SURE, P1)]),
    ("Q1.REFUSED", P1, [answer(Q1, plain.WITHDRAWN, P1)], [NOBODY]),
    ("X1.NOTVALID", P1, [answer(Q1, plain.YES, P1)], [AGREED]),
    ("X1.NOTVALID", P1, [AGREED, answer(Q7, plain.NOT_SURE, P1)], [answer(Q7, plain.YES, P1)]),
    *(
        ("X1.NOTVALID", P1, [AGREED, {"person": {"consents": (replace(given.MOTHERS, **{part: False}),)}}], [AGREED])
        for part in given.COVERING
    ),
    ("Q1.ASKCHILD", P1, [AGREED, {"person": {"age": 12}}], [{"person": {"age": 11}}]),
    ("Q1.ASKCHILD", P1, [AGREED, {"person": {"age": 12}}], [{"person": {"age": None}}]),
    ("Q1.ASKCHILD", P1, [AGREED, {"person": {"age": 12}}], [{"person": {"consents": (given.MOTHERS, given.HIS_NO)}}]),
    ("Q1.ASKCHILD", P1, [AGREED, {"person": {"age": 12}}], [{"limits": Limits(ask_child=13)}]),
    (
        "Q1.RIGHT",
        P1,
        [AGREED, {"person": {"consents": (replace(given.MOTHERS, right=plain.NOT_KNOWN),)}}],
        [AGREED],
    ),
    (
        "Q1.RIGHT",
        P1,
        [AGREED, {"person": {"consents": (replace(given.MOTHERS, right=""),)}}],
        [{"person": {"consents": (replace(given.MOTHERS, right=plain.RESTRICTED),)}}],
    ),
    ("Q1.OBJECTION", P1, [{"person": {"objects": True}}], [NOBODY]),
    ("Q1.OBJECTION", P1, [AGREED, {"person": {"consents": (given.MOTHERS, given.HIS_NO)}}], [AGREED]),
    ("Q2.CLASS", None, [answer(Q2, plain.YES)], [{"classes": frozenset({"health"})}]),
    (
        "Q2.CLASS",
        None,
        [answer(Q2, plain.YES), {"classes": frozenset({plain.NOT_KNOWN})}],
        [answer(Q2, plain.NOT_SURE)],
    ),
    ("Q2.CLASS", None, [answer(Q2, plain.NOT_SURE)], [NOBODY]),
    ("Q2.WORDS", None, [{"sensitive_words": ("police", "court")}], [{"sensitive_words": ()}]),
    ("Q2.WORDS", None, [{"sensitive_words": ("police",)}], [answer(Q2, plain.NOT_SURE)]),
    ("Q2.CONDITION", None, [answer(Q2, plain.YES)], [ruling(plain.CONDITION, "safeguarding", reason="")]),
    ("Q2.CONDITION", None, [answer(Q2, plain.NOT_SURE), ruling(Q2, plain.NO)], [answer(Q2, plain.NO)]),
    ("Q2.CONDITION", None, [answer(Q2, plain.YES)], [NOBODY]),
    ("Q3.WHY", None, [{"consent_not_needed": " "}], [{"consent_not_needed": "other-basis"}]),
    ("Q3.WHY", None, [{"consent_not_needed": ""}], [DUTY]),
    ("Q3.UNSURE", None, [answer(Q3, plain.NOT_SURE)], [ruling(Q3, plain.NO)]),
    ("Q3.UNSURE", None, [answer(Q3, plain.NOT_SURE), ruling(Q3, plain.NO, reason="No")], [ruling(Q3, plain.NO)]),
    ("Q3.UNSURE", None, [answer(Q3, plain.NOT_SURE), ruling(Q3, plain.NOT_SURE)], [DUTY]),
    ("Q3.NOTHELD", None, [answer(Q3, plain.YES)], [AGREED]),
    ("Q3.NOTHELD", None, [answer(Q3, plain.YES)], [answer(Q6, plain.TELL_ONLY, P1)]),
    ("Q3.NOTHELD", None, [answer(Q3, plain.YES), REFUSED, answer(Q6, plain.NOT_SAFE, P1)], [DUTY]),
    ("Q3.NOTHELD", None, [answer(Q3, plain.NOT_SURE), ruling(Q3, plain.YES)], [ruling(Q3, plain.NO)]),
    (
        "Q3.NOTHELD",
        None,
        [answer(Q3, plain.YES), AGREED, TWO],
        [{"persons": (replace(given.CHILD, consents=(given.MOTHERS,)),)}],
    ),
    ("Q4.AUTHORITY", None, [answer(Q4, plain.DUTY)], [{"law": given.LAW}]),
    *(
        ("Q4.AUTHORITY", None, [DUTY, {"law": replace(given.LAW, **part)}], [{"law": given.LAW}])
        for part in ({"is_duty": False}, {"is_in_force": False}, {"document": " "})
    ),
    ("Q4.AUTHORITY", None, [answer(Q4, plain.DUTY)], [ruling(Q4, plain.POWER, by_adviser=True)]),
    ("Q4.AUTHORITY", None, [answer(Q4, plain.DUTY), ruling(Q4, plain.POWER)], [answer(Q4, plain.POWER)]),
    ("Q4.AUTHORITY ruled", None, [answer(Q4, plain.NOT_SURE), DUTY_RULED], [{"law": given.LAW}]),
    ("Q4.AUTHORITY ruled", None, [answer(Q4, plain.NOT_SURE), DUTY_RULED], [NOBODY]),
    ("Q4.UNSURE", None, [answer(Q4, plain.NOT_SURE)], [ruling(Q4, plain.POWER)]),
    ("Q4.UNSURE", None, [answer(Q4, plain.NOT_SURE), ruling(Q4, plain.YES)], [NOBODY]),
    ("BASIS.BLANK", None, [{"rulings": (given.basis(""),)}], [bases(plain.PUBLIC_TASK)]),
    ("BASIS.BLANK", None, [{"rulings": (given.basis("something"),)}], [NOBODY]),
    ("BASIS.CONSENT", None, [bases(plain.CONSENT)], [AGREED]),
    (
        "BASIS.CONSENT",
        None,
        [bases(plain.CONSENT), AGREED, TWO],
        [{"persons": (replace(given.CHILD, consents=(given.MOTHERS,)),)}],
    ),
    ("BASIS.DUTY", None, [bases(plain.OBLIGATION)], [DUTY]),
    (
        "BASIS.DUTY",
        None,
        [bases(plain.OBLIGATION), DUTY, ruling(Q4, plain.POWER, by_adviser=True)],
        [bases(plain.PUBLIC_TASK)],
    ),
    ("BASIS.FUNCTION", None, [answer(Q4, plain.NEITHER)], [answer(Q4, plain.POWER)]),
    ("BASIS.FUNCTION", None, [answer(Q4, plain.NOT_SURE)], [ruling(Q4, plain.POWER)]),
    *(
        ("BASIS.TEXT", None, [bases(code)], [bases(plain.PUBLIC_TASK)])
        for code in (plain.VITAL, plain.LEGITIMATE, plain.RECOGNISED)
    ),
    *(
        ("X6.PUBLIC", None, [bases(code, WHY), ADVISER], [bases(plain.VITAL)])
        for code in (plain.LEGITIMATE, plain.RECOGNISED)
    ),
    ("X6.ADVISER", None, [bases(plain.LEGITIMATE, WHY)], [ADVISER]),
    ("Q6.GROUND", P1, [answer(Q6, plain.TELL_ONLY, P1)], [{"person": GROUND}]),
    ("Q6.GROUND", P1, [answer(Q6, plain.NOT_SAFE, P1), {"person": {"ground": plain.HARM}}], [{"person": GROUND}]),
    ("Q6.GROUND", P1, [answer(Q6, plain.NOT_SAFE, P1), {"person": {"explanation": WHY}}], [{"person": GROUND}]),
    ("Q6.GROUND", P1, [answer(Q6, plain.TELL_ONLY, P1)], [AGREED]),
    (
        "Q6.GROUND",
        P1,
        [answer(Q6, plain.NOT_SAFE, P1), {"person": {**GROUND, "ground": plain.NOT_NEEDED}}],
        [{"person": GROUND}],
    ),
    ("Q6.GROUND", C1, [CARER, CARER_UNTOLD], [answer(Q6, plain.TELL_ONLY, C1)]),
    (
        "Q6.GROUND",
        C1,
        [CARER, CARER_UNTOLD],
        [{"persons": (given.CHILD, replace(given.CARER, ground=plain.NOT_NEEDED, explanation=WHY))}],
    ),
    (
        "Q6.DELAY",
        P1,
        [answer(Q6, plain.NOT_SAFE, P1), {"person": {**GROUND, "ground": plain.DELAY}}],
        [answer(Q6, plain.TELL_ONLY, P1)],
    ),
    (
        "Q6.DELAY",
        C1,
        [CARER, CARER_UNTOLD, {"persons": (given.CHILD, replace(given.CARER, ground=plain.DELAY, explanation=WHY))}],
        [answer(Q6, plain.TELL_ONLY, C1)],
    ),
    (
        "Q6.OFFENCE",
        P1,
        [answer(Q6, plain.NOT_SAFE, P1), {"person": {**GROUND, "ground": plain.POLICE}}],
        [{"person": {"offence": "Assault"}}],
    ),
    ("Q6.UNSURE", P1, [answer(Q6, plain.NOT_SURE, P1)], [ruling(Q6, plain.SAFE, P1)]),
    ("Q6.UNSURE", P1, [answer(Q6, plain.NOT_SURE, P1), ruling(Q6, plain.SAFE, P2)], [AGREED]),
    (
        "Q6.UNSURE",
        C1,
        [CARER, answer(Q6, plain.NOT_SURE, C1), ruling(Q6, plain.SAFE, C1)],
        [ruling(Q6, plain.NOT_SAFE, C1)],
    ),
    ("Q8.TEXT", None, [{"harm_if_shared": "None"}], [{"harm_if_shared": WHY}]),
    ("Q8.TEXT", None, [{"harm_if_not_shared": ""}], [DUTY]),
    ("Q8.TEXT", None, [{"harm_if_not_shared": ""}, DUTY, answer(Q8, plain.NOT_SURE)], [answer(Q8, plain.NO)]),
    ("Q8.UNSURE", None, [answer(Q8, plain.NOT_SURE)], [ruling(Q8, plain.NO)]),
    ("Q8.UNSURE", None, [answer(Q8, plain.NOT_SURE)], [ruling(plain.HARM_WHY)]),
    ("Q8.UNSURE", None, [answer(Q8, plain.NOT_SURE), REFUSED, ruling(plain.HARM_WHY)], [ruling(Q8, plain.NO)]),
    ("Q8.UNSURE", None, [answer(Q8, plain.NOT_SURE), REFUSED, ruling(plain.HARM_WHY)], [DUTY]),
    ("Q8.UNSURE", None, [answer(Q8, plain.NOT_SURE), ruling(plain.CONFLICT_WHY, by_adviser=True)], [DUTY]),
    ("Q8.HARM", None, [MORE_HARM], [answer(Q8, plain.NO)]),
    ("Q8.HARM", None, [MORE_HARM, ruling(Q8, plain.NO)], [DUTY]),
    ("Q8.HARM", None, [MORE_HARM, AGREED], [REFUSED]),
    ("Q8.HARM", None, [MORE_HARM, NOBODY], [answer(Q8, plain.NO)]),
    ("X4.ADVISER", None, [REFUSED], [ADVISER]),
    ("X4.ADVISER", None, [REFUSED], [DUTY]),
    (
        "X4.ADVISER",
        None,
        [REFUSED, {"law": given.LAW}, answer(Q4, plain.NOT_SURE), DUTY_RULED],
        [ruling(Q4, plain.DUTY, by_adviser=True)],
    ),
    ("X4.OVERRIDE", P1, [REFUSED], [answer(Q1, plain.NOT_ASKED, P1)]),
    ("X4.OVERRIDE", P2, [TWO, answer(Q1, plain.WITHDRAWN, P2), {"person": {"is_overridden": True}}], [DUTY]),
    ("X4.HARM", None, [REFUSED, MORE_HARM], [answer(Q8, plain.NO)]),
    ("X4.HARM", None, [REFUSED, answer(Q8, plain.NOT_SURE), ruling(Q8, plain.YES)], [ruling(Q8, plain.NO)]),
    ("X4.HARM", None, [REFUSED, MORE_HARM], [DUTY]),
    ("X7.CONFLICT", None, [DUTY, MORE_HARM], [answer(Q4, plain.POWER)]),
    ("X7.ADVISER", None, [DUTY, MORE_HARM], [answer(Q8, plain.NO)]),
    ("X7.ADVISER", None, [DUTY, MORE_HARM], [answer(Q4, plain.POWER)]),
    ("X8.COUNT", None, [SMALL], [{"smallest_group": 10}]),
    ("X8.COUNT", None, [SMALL, {"smallest_group": None}], [{"smallest_group": 10}]),
    ("X8.COUNT", None, [NOBODY, {"persons": (given.CHILD,)}], [{"nobody_identifiable": plain.NO}]),
    ("X8.IDENTIFIABLE", None, [SMALL], [ruling(plain.SMALL_GROUP, "anonymous", by_adviser=True)]),
    (
        "X8.IDENTIFIABLE",
        None,
        [SMALL, ruling(plain.SMALL_GROUP, "no", by_adviser=True)],
        [{"limits": Limits(small_group=9)}],
    ),
    (
        "X8.ADVISER",
        None,
        [SMALL, ruling(plain.SMALL_GROUP, "anonymous")],
        [ruling(plain.SMALL_GROUP, "anonymous", by_adviser=True)],
    ),
    (
        "X13.RECIPIENT",
        R1,
        [{"recipient": {"person": P1}}, answer(Q6, plain.NOT_SAFE, P1)],
        [answer(Q6, plain.TELL_ONLY, P1)],
    ),
    (
        "X13.RECIPIENT",
        R1,
        [{"recipient": {"person": P1}}, answer(Q6, plain.NOT_SAFE, P1), AGREED],
        [{"recipient": {"person": None}}],
    ),
    (
        "X13.RECIPIENT",
        R1,
        [{"recipient": {"person": C1}}, CARER, CARER_UNTOLD],
        [{"pairs": {("i1", R1): plain.LEFT_OUT}}],
    ),
    (
        "X13.RECIPIENT",
        R1,
        [{"recipient": {"person": P1}, "pairs": {}}, answer(Q6, plain.NOT_SURE, P1), ruling(Q6, plain.NOT_SAFE, P1)],
        [ruling(Q6, plain.SAFE, P1)],
    ),
    ("Q9.LEFTOUT", None, [{"left_out": "Nothing"}], [{"left_out": WHY}]),
    ("Q9.LEFTOUT", None, [{"left_out": ""}], [answer(Q9, plain.WHOLE_FILE)]),
    ("Q9.WHOLE", None, [answer(Q9, plain.WHOLE_FILE)], [answer(Q9, plain.ITEMS)]),
    ("Q9.ACCURATE", None, [{"is_accurate": False}], [{"is_accurate": True}]),
    ("Q9.WHYNOT", None, [NOTHING], [answer(Q9, plain.ITEMS)]),
    ("Q9.NOTHING", None, [NOTHING], [answer(Q9, plain.ITEMS)]),
    ("Q9.NONELEFT", None, [{"pairs": {("i1", R1): plain.LEFT_OUT}}], [{"pairs": {("i1", R1): plain.REDACTED}}]),
    ("Q9.NONELEFT", None, [{"pairs": {}}], [{"pairs": OPEN.pairs}]),
    ("Q9.THIRD", None, [{"item": {"mentions_other": True}}], [{"pairs": {("i1", R1): plain.REDACTED}}]),
    ("Q9.THIRD", None, [{"item": {"mentions_other": True}, "pairs": {}}], [TWO]),
    (
        "Q9.THIRD",
        None,
        [{"item": {"mentions_other": True}}, TWO, {"persons": (given.CHILD, Person(P2), Person("m", plain.MENTIONED))}],
        [TWO],
    ),
    ("Q10.MIXED", None, [answer(Q10, plain.NO)], [answer(Q10, plain.YES)]),
    ("Q10.MIXED", None, [answer(Q10, plain.NOT_SURE)], [answer(Q10, plain.ONLY_FACTS)]),
    ("Q10.REASON", None, [answer(Q10, plain.NO)], [answer(Q10, plain.YES)]),
    ("Q10.REASON", None, [answer(Q10, plain.NOT_SURE), ruling(Q10, plain.YES)], [answer(Q10, plain.ONLY_FACTS)]),
    ("Q11.UNSURE", None, [answer(Q11, plain.NOT_SURE)], [ruling(Q11, plain.CHECKED)]),
    ("Q11.UNSURE", None, [answer(Q11, plain.NOT_SURE)], [ruling(plain.UNCHECKED_WHY)]),
    ("Q11.UNSURE", None, [answer(Q11, plain.NOT_SURE)], [NOBODY]),
    ("Q11.CHECK", None, [answer(Q11, plain.TO_CHECK)], [answer(Q11, plain.CHECKED)]),
    ("Q11.CHECK", None, [answer(Q11, plain.NOT_SURE), ruling(Q11, plain.TO_CHECK)], [NOBODY]),
    ("Q11.OBJECTION", None, [{"source_objects": True}], [{"source_objects": False}]),
    ("Q12.UNVERIFIED", R1, [answer(Q12, plain.NO, R1)], [answer(Q12, plain.YES, R1)]),
    ("Q12.UNVERIFIED requested", R1, [ASKED, answer(Q12, plain.NOT_SURE, R1)], [answer(Q12, plain.YES, R1)]),
    ("Q12.UNVERIFIED requested", R1, [ASKED, answer(Q12, plain.NO, R1)], [{"pairs": {("i1", R1): plain.LEFT_OUT}}]),
    (
        "Q12.UNVERIFIED leaving",
        R1,
        [answer(Q12, plain.NOT_SURE, R1), ruling(Q12, plain.YES, R1)],
        [answer(Q12, plain.YES, R1)],
    ),
    ("Q12.UNVERIFIED leaving", R1, [answer(Q12, plain.NO, R1)], [{"pairs": {("i1", R1): plain.LEFT_OUT}}]),
    ("Q12.UNVERIFIED who-asked", None, [{"asked": replace(given.CLEAR, is_checked=False)}], [ASKED]),
    *(
        ("REQ.UNCLEAR", None, [{"asked": replace(given.CLEAR, **{part: False})}], [ASKED])
        for part in ("says_what", "says_why", "says_when", "says_power")
    ),
    ("Q12.OLD", R1, [{"recipient": {"check_is_old": True}}], [{"recipient": {"check_is_old": False}}]),
    ("Q13.INSECURE", R1, [answer(Q13, plain.NOT_SURE, R1)], [answer(Q13, plain.YES, R1)]),
    ("Q13.INSECURE", R1, [{"recipient": {"channel_is_secure": False}}], [{"recipient": {"channel_is_secure": None}}]),
    ("Q14.TELL", R1, [answer(Q14, plain.NO, R1)], [answer(Q14, plain.YES, R1)]),
    (
        "Q15.EMPTY",
        R1,
        [{"recipient": {"uses": frozenset({"", "anything"})}}],
        [{"recipient": {"uses": frozenset({"court"})}}],
    ),
    (
        "Q15.EMPTY",
        R1,
        [{"recipient": {"uses": frozenset({"court", "other"})}}],
        [{"recipient": {"other_use": "Train"}}],
    ),
    ("Q15.ONWARD", R1, [{"recipient": {"onward": plain.NOT_KNOWN}}], [{"recipient": {"onward": plain.YES}}]),
    ("Q15.ONWARD", R1, [{"recipient": {"onward": ""}}], [{"recipient": {"onward": plain.NO}}]),
]

# Every answer is to be confirmed again where it is marked (X11), and falls where it is settled.
KEYS = {"disclosure": None, "person": P1, "recipient": R1}
STALE = [
    (
        f"Q{number}.STALE",
        KEYS[of],
        [AGREED, answer(Q1, plain.YES, P1), {"person": {"consents": ()}, "stale": frozenset({(code, KEYS[of])})}],
        [{"stale": frozenset({(code, P2)})}],
    )
    for code, (number, of, _) in BEFORE_SHARING.items()
] + [
    (f"Q{number}.STALE", about, [{"stale": frozenset({(CODES[number], about)})}], [settles])
    for number, about, settles in (
        (1, P1, NOBODY),
        (3, None, DUTY),
        (5, None, NOBODY),
        (6, P1, AGREED),
        (8, None, DUTY),
    )
]
ROWS = STANDS + STALE
