"""A disclosure in which every gate stands open without a finding, and a way to say what is otherwise."""

from dataclasses import replace

from checklist import facts as plain
from checklist.derived import Q1, Q2, Q3, Q4, Q6, Q7, Q8, Q9, Q10, Q11, Q12, Q13, Q14
from checklist.facts import Asked, Consent, Facts, Item, Law, Person, Recipient, Ruling

WHY = "Because she is not safe at home."
P1, P2, C1, R1, R2 = "p1", "p2", "c1", "r1", "r2"

CHILD = Person(P1, age=9)
OLDER = Person(P1, age=15, is_competent=True)
CARER = Person(C1, plain.CARER)
COUNCIL = Recipient(R1, "council", channel_is_secure=True, uses=frozenset({"protect"}), onward=plain.NO)
LAW = Law(document="Children Act 2004")
CLEAR = Asked(says_what=True, says_why=True, says_when=True, says_power=True, is_checked=True)
COVERING = {"covers_recipients": True, "covers_purpose": True, "covers_items": True}
HERS = Consent(plain.YES, by_self=True, **COVERING)
MOTHERS = Consent(plain.YES, by_self=False, right=plain.SEEN, **COVERING)
FATHERS_NO = Consent(plain.REFUSED, by_self=False, right=plain.TOLD)
HIS_NO = Consent(plain.REFUSED, by_self=True)


def ruled(code, value="", about=None, *, reason=WHY, by_adviser=False):
    return Ruling(code, value, reason, about, by_adviser)


def basis(code=plain.PUBLIC_TASK, reason=""):
    return Ruling(plain.BASIS, code, reason)


ANSWERS = {
    (Q1, P1): plain.NOT_ASKED,
    (Q2, None): plain.NO,
    (Q3, None): plain.NO,
    (Q4, None): plain.POWER,
    (Q6, P1): plain.SAFE,
    (Q8, None): plain.NO,
    (Q9, None): plain.ITEMS,
    (Q10, None): plain.YES,
    (Q11, None): plain.NO,
    (Q12, R1): plain.YES,
    (Q13, R1): plain.YES,
    (Q14, R1): plain.YES,
}

OPEN = Facts(
    purpose="early-intervention",
    welfare="She gets help sooner",
    persons=(CHILD,),
    items=(Item("i1", "Her attendance"),),
    recipients=(COUNCIL,),
    pairs={("i1", R1): plain.WHOLE},
    answers=ANSWERS,
    consent_not_needed="duty",
    harm_if_shared="She may be upset by it.",
    harm_if_not_shared="She may go without help.",
    left_out="What her brother does at school.",
    is_accurate=True,
    rulings=(basis(),),
)

# Consent of the one person it is about: needed, given, understood, covering.
AGREED = {"answers": {(Q1, P1): plain.YES, (Q7, P1): plain.YES}, "person": {"consents": (MOTHERS,)}}
DUTY = {"answers": {(Q4, None): plain.DUTY}, "law": LAW}


def made(*changes):
    """OPEN with changes, one after the other: names of fields; `answers` are added to, as are `rulings`, of which the last
    of a code holds; `person`, `recipient` and `item` change the first of them.
    """
    facts = OPEN
    for change in changes:
        facts = _changed(facts, **change)
    return facts


def _changed(facts, *, answers=None, rulings=(), person=None, recipient=None, item=None, **fields):
    facts = replace(facts, **fields)
    for name, change in (("persons", person), ("recipients", recipient), ("items", item)):
        if change:
            first, *others = getattr(facts, name)
            facts = replace(facts, **{name: (replace(first, **change), *others)})
    return replace(facts, answers={**facts.answers, **(answers or {})}, rulings=(*facts.rulings, *rulings))


def codes(findings):
    return [(finding.code, finding.about) if finding.about else finding.code for finding in findings]
