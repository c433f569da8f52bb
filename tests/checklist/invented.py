"""Facts made at random from a seed: `near` ones, in which the gates stand open often enough to be worth asking, and `wild`
ones, in which anything may be missing, unknown or marked stale.

People, recipients and rulings are drawn from pools that are made once, so that a set of facts costs little.
"""

import random

from checklist import facts as plain
from checklist.derived import Q1, Q2, Q3, Q4, Q6, Q7, Q8, Q9, Q10, Q11, Q12, Q13, Q14, VALUES
from checklist.facts import Asked, Consent, Facts, Item, Law, Person, Recipient, Ruling
from checklist.findings import BEFORE_SHARING

WHY, SHORT = "Because she is not safe at home.", "Because."
POOL = 300
PEOPLE, RECIPIENTS = ("p1", "p2", "p3"), ("r1", "r2")
TEXTS = ("", " ", "?", SHORT, "\x00", WHY)
GROUNDS = (plain.HARM, plain.POLICE, plain.DELAY, plain.YOUNG_PERSON, plain.NOT_NEEDED)
BASES = (plain.CONSENT, plain.OBLIGATION, plain.VITAL, plain.PUBLIC_TASK, plain.RECOGNISED, plain.LEGITIMATE)
WORDS = (plain.HARM_WHY, plain.CONFLICT_WHY, plain.OPINION_WHY, plain.UNCHECKED_WHY, plain.SOURCE_REPLY)
UNSURE = {
    Q3: (plain.YES, plain.NO),
    Q4: (plain.DUTY, plain.POWER, plain.NEITHER),
    Q8: (plain.YES, plain.NO),
    Q11: (plain.CHECKED, plain.NO, plain.TO_CHECK),
}
# How often each answer is given where most is in order.
USUAL = {
    Q1: (plain.YES,) * 6 + (plain.NOT_ASKED,) * 3 + (plain.NOT_SURE, plain.REFUSED, plain.WITHDRAWN),
    Q2: (plain.NO, plain.YES, plain.NOT_SURE),
    Q3: (plain.NO,) * 4 + (plain.YES,) * 2 + (plain.NOT_SURE,),
    Q4: (plain.POWER,) * 4 + (plain.DUTY,) * 3 + (plain.NEITHER, plain.NOT_SURE),
    Q6: (plain.SAFE, plain.SAFE, plain.TELL_ONLY, plain.TELL_ONLY, plain.NOT_SAFE, plain.NOT_SURE),
    Q7: (plain.YES,) * 8 + (plain.NO, plain.NOT_SURE),
    Q8: (plain.NO,) * 5 + (plain.YES, plain.NOT_SURE),
    Q9: (plain.ITEMS,) * 20 + (plain.WHOLE_FILE,) * 3 + (plain.NOTHING,),
    Q10: (plain.YES,) * 8 + (plain.ONLY_FACTS, plain.NO, plain.NOT_SURE),
    Q11: (plain.NO,) * 4 + (plain.CHECKED,) * 2 + (plain.TO_CHECK, plain.NOT_SURE),
    Q12: (plain.YES,) * 6 + (plain.NO, plain.NOT_SURE),
    Q13: (plain.YES,) * 6 + (plain.NO, plain.NOT_SURE),
    Q14: (plain.YES,) * 6 + (plain.NO, plain.NOT_SURE),
}
OF_THE_DISCLOSURE = (Q2, Q3, Q4, Q8, Q9, Q10, Q11)
_ITEMS = (Item("i1", "Attendance"), Item("i2", "Marks"))
_MENTIONING = (Item("i1", "Attendance", mentions_other=True), _ITEMS[1])
_EXTENTS = (plain.WHOLE,) * 6 + (plain.REDACTED, plain.LEFT_OUT)
# What is the same wherever most is in order.
_COMMON = Facts(welfare="She gets help sooner", classes=frozenset({"health"}), harm_if_not_shared=WHY, nothing_why=WHY)
CARERS = (plain.TELL_ONLY, plain.TELL_ONLY, plain.NOT_SAFE, plain.NOT_SURE)


def changed(value, **fields):
    """A plain value with other fields, as `dataclasses.replace` makes it, in a tenth of the time."""
    made = object.__new__(type(value))
    made.__dict__.update(value.__dict__, **fields)
    return made


class Inventor:
    """Invents facts; two of the same seed invent the same."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.random, self.pick = self.chance.random, self._pick
        self.persons = {
            kind: {key: [self._person(key, kind) for _ in range(POOL)] for key in PEOPLE}
            for kind in (plain.ABOUT, plain.CARER, plain.MENTIONED)
        }
        self.recipients = {key: [self._recipient(key) for _ in range(POOL)] for key in RECIPIENTS}
        self.rulings = [self._rulings() for _ in range(POOL * 10)]
        self.laws = [self._law() for _ in range(POOL)]
        self.requests = [Asked(*(self.often(share) for share in (0.95,) * 5 + (0.3,))) for _ in range(POOL)]
        self.settled = [self._settled() for _ in range(POOL * 10)]
        self.said = [self._said() for _ in range(POOL * 10)]
        self.codes = [*BEFORE_SHARING, "person-aware", "added-later"]
        self.values = ["", "from-a-later-policy", *set().union(*VALUES.values())]

    def _pick(self, values):
        return values[int(self.random() * len(values))]

    def often(self, share):
        """Whether something that happens this often happens now."""
        return self.random() < share

    # ---------------------------------------------------------------- pools

    def _person(self, key, kind):
        is_off = self.often(0.1)
        return Person(
            key,
            kind,
            is_competent=self.often(0.4),
            age=self.pick((None, 8, 11, 12, 15)),
            consents=self._consents() if kind == plain.ABOUT else (),
            objects=self.often(0.05),
            ground=self.pick(("", *GROUNDS)) if is_off else self.pick(GROUNDS[:2]),
            explanation=self.pick(TEXTS) if is_off else WHY,
            offence=self.pick(("Assault",) * 6 + ("",)),
            is_overridden=self.often(0.7),
        )

    def _consents(self):
        covering = {"covers_recipients": True, "covers_purpose": True, "covers_items": True}
        shape = self.random()
        if shape < 0.2:
            return ()
        if shape < 0.5:
            return (Consent(plain.YES, by_self=True, **covering), Consent(plain.YES, False, plain.SEEN, **covering))
        return tuple(
            Consent(
                self.pick((plain.YES, plain.YES, plain.YES, plain.REFUSED, plain.WITHDRAWN)),
                self.often(0.5),
                self.pick((plain.SEEN, plain.TOLD, plain.NOT_KNOWN, plain.RESTRICTED, "")),
                *(self.often(0.9) for _ in range(3)),
            )
            for _ in range(self.pick((1, 2, 3)))
        )

    def _recipient(self, key):
        return Recipient(
            key,
            self.pick(("council", "police", "press")),
            self.pick((None, None, None, *PEOPLE)),
            self.pick((True, True, True, None, False)),
            frozenset() if self.often(0.02) else frozenset({self.pick(("protect", "assess", "court", "other"))}),
            self.pick(("A use of theirs",) * 9 + ("",)),
            self.pick((plain.NO, plain.YES, plain.NOT_KNOWN, "")),
            self.often(0.05),
        )

    def _law(self):
        sound = [self.often(0.95), self.often(0.95)]
        return Law(*sound, self.often(0.3), self.often(0.5), self.pick(("", *["Children Act 2004"] * 20)))

    def _rulings(self):
        found = [Ruling(code, "", self.pick((WHY, WHY, SHORT)), None, self.often(0.6)) for code in self._some(WORDS)]
        found += [
            Ruling(code, self.pick(UNSURE[code]), self.pick((WHY,) * 9 + (SHORT,)), None, self.often(0.5))
            for code in self._some(tuple(UNSURE))
        ]
        for key in PEOPLE:
            if self.often(0.6):
                found.append(Ruling(Q6, self.pick(USUAL[Q6]), WHY, key))
            if self.often(0.6):
                found.append(Ruling(plain.OBJECTION_REPLY, "", WHY, key))
        if self.often(0.97):
            basis = self.pick((plain.PUBLIC_TASK,) * 8 + BASES)
            found.append(Ruling(plain.BASIS, basis, self.pick((WHY, ""))))
        if self.often(0.9):
            found.append(Ruling(plain.CONDITION, "safeguarding"))
        if self.often(0.3):
            found.append(Ruling(plain.SMALL_GROUP, "anonymous", WHY, None, self.often(0.6)))
        self.chance.shuffle(found)
        return tuple(found)

    def _some(self, values):
        share = self.pick((0.3, 0.7, 1.0))
        return [value for value in values if self.often(share)]

    def _settled(self):
        """What does not go by the answers: the law, the rulings, who decides and who asked."""
        return {
            "law": self.pick(self.laws),
            "rulings": self.pick(self.rulings),
            "approver_is_adviser": self.often(0.7),
            "asked": self.pick(self.requests) if self.often(0.3) else None,
        }

    def _said(self):
        """What is said in words, and beside an answer."""
        return {
            "purpose": self.pick(("early-intervention", "protect")),
            "smallest_group": self.pick((None, 4, 9, 10, 40, 40)),
            "consent_not_needed": self.pick(("duty",) * 20 + ("",)),
            "harm_if_shared": self.pick((WHY,) * 40 + (SHORT,)),
            "left_out": self.pick((WHY,) * 40 + ("",)),
            "whole_file_why": self.pick((WHY, WHY, "")),
            "is_accurate": not self.often(0.02),
            "source_objects": self.often(0.05),
        }

    # ---------------------------------------------------------------- sets of facts

    def near(self):
        """Every question is answered, and most is in order."""
        pick, often = self.pick, self.often
        persons = self._cast()
        recipients = tuple([pick(self.recipients[key]) for key in (RECIPIENTS if often(0.4) else RECIPIENTS[:1])])
        items = (_MENTIONING if often(0.1) else _ITEMS)[: 2 if often(0.4) else 1]
        return changed(
            _COMMON,
            persons=persons,
            nobody_identifiable=pick((plain.YES, plain.NO)) if not persons or often(0.03) else "",
            items=items,
            recipients=recipients,
            pairs={(item.key, other.key): pick(_EXTENTS) for item in items for other in recipients},
            answers=self._answers(persons, recipients),
            **pick(self.said),
            **pick(self.settled),
        )

    def _cast(self):
        if self.often(0.08):
            return ()
        kinds = (plain.ABOUT, self.pick((plain.ABOUT, plain.CARER)), self.pick((plain.CARER, plain.MENTIONED)))
        many = 1 + (self.random() < 0.5) + (self.random() < 0.15)
        return tuple(self.pick(self.persons[kind][key]) for kind, key in list(zip(kinds, PEOPLE, strict=True))[:many])

    def _answers(self, persons, recipients):
        pick = self.pick
        answers = {(code, None): pick(USUAL[code]) for code in OF_THE_DISCLOSURE}
        for person in persons:
            if person.kind == plain.ABOUT:
                for code in (Q1, Q6, Q7):
                    answers[code, person.key] = pick(USUAL[code])
            elif person.kind == plain.CARER:
                answers[Q6, person.key] = pick(CARERS)
        for recipient in recipients:
            for code in (Q12, Q13, Q14):
                answers[code, recipient.key] = pick(USUAL[code])
        return answers

    def wild(self):
        """Anything at all."""
        pick, often = self.pick, self.often
        keys = (None, *PEOPLE, *RECIPIENTS, "nobody")
        persons = [pick(self.persons[pick(tuple(self.persons))][key]) for key in PEOPLE if often(0.5)]
        rows = [(pick(self.codes), pick(keys)) for _ in range(int(self.random() * 30))]
        return Facts(
            purpose=pick(TEXTS),
            welfare=pick(TEXTS),
            persons=tuple(persons),
            nobody_identifiable=pick(("", *self.values)),
            smallest_group=pick((None, -1, 0, 9, 10)),
            items=tuple(Item(key, pick(TEXTS), often(0.5)) for key in ("i1", "i2") if often(0.7)),
            recipients=tuple(pick(self.recipients[key]) for key in RECIPIENTS if often(0.6)),
            pairs={(pick(("i1", "i2")), pick(RECIPIENTS)): pick((plain.WHOLE, plain.LEFT_OUT, "?")) for _ in range(3)},
            answers={row: pick(self.values) for row in rows},
            stale=frozenset(row for row in rows if often(0.2)),
            classes=frozenset({pick(("", plain.NOT_KNOWN, "health"))}),
            sensitive_words=("police",) if often(0.3) else (),
            consent_not_needed=pick(TEXTS),
            law=pick(self.laws) if often(0.5) else None,
            harm_if_shared=pick(TEXTS),
            harm_if_not_shared=pick(TEXTS),
            left_out=pick(TEXTS),
            whole_file_why=pick(TEXTS),
            nothing_why=pick(TEXTS),
            is_accurate=often(0.5),
            source_objects=often(0.5),
            rulings=pick(self.rulings),
            approver_is_adviser=often(0.5),
            asked=pick(self.requests) if often(0.5) else None,
        )
