"""What must hold of the gates whatever the facts: points 1 to 4, 9 and 10 of section 7 of the rules.

Each point is a function that yields what does not hold. The oracle of point 4 reads the plain values by itself and shares
no line with the rules, so that the two can contradict each other.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from checklist import facts as plain
from checklist.derived import Q1, Q3, Q4, Q6, Q7, Q8, Q9, Q10, Q11, Q12, Q13, Q14, Derived
from checklist.findings import BLOCK, REASON
from checklist.gates import before_it_leaves, g1, g2, is_open
from checklist.walk import route_of
from tests.checklist.invented import WHY, changed

GATES = (g1, g2, before_it_leaves)
# From better to worse (rules, section 1).
WORSE = {
    Q1: ((plain.YES, plain.NOT_SURE, plain.NOT_ASKED, plain.REFUSED, plain.WITHDRAWN),),
    Q4: ((plain.POWER, plain.NEITHER), (plain.POWER, plain.NOT_SURE)),
    Q8: ((plain.NO, plain.NOT_SURE, plain.YES),),
    Q10: ((plain.YES, plain.NOT_SURE, plain.NO),),
    Q11: ((plain.CHECKED, plain.NOT_SURE, plain.TO_CHECK),),
    Q12: ((plain.YES, plain.NOT_SURE, plain.NO),),
    Q13: ((plain.YES, plain.NOT_SURE, plain.NO),),
    Q14: ((plain.YES, plain.NOT_SURE, plain.NO),),
}
ONLY_BEFORE_LEAVING = {"Q12.UNVERIFIED", "Q12.OLD", "Q13.INSECURE", "Q14.TELL"}


@dataclass
class Tally:
    """How many sets were judged, how many could be approved and of how many an answer was made worse,
    and what did not hold: (point, words, facts).
    """

    sets: int = 0
    wild: int = 0
    approvable: int = 0
    worsened: int = 0
    broken: list[tuple] = field(default_factory=list)


def judge(inventor, tally):
    """Invent one set of facts in which most is in order, and hold the points against it.

    One in ten is wild. Of every fourth of the others all three gates are asked, of the rest approval only.
    """
    tally.sets += 1
    if inventor.often(0.1):
        tally.wild += 1
        facts = inventor.wild()
        known, sure = Derived(facts), unsure(facts)
        found = [gate(known) for gate in GATES]
        points = (
            (1, can_be_submitted(sure)),
            (2, leads_to_the_decision(known, found[1])),
            (10, all_yes_opens(sure)),
        )
    else:
        facts, is_whole = inventor.near(), not tally.sets % 4
        known = Derived(facts)
        found = [gate(known) for gate in (GATES if is_whole else (g2,))]
        tally.approvable += is_open(found[1] if is_whole else found[0])
        worse = worsened(inventor, facts)
        tally.worsened += worse is not None
        points = (
            (1, included(found)),
            (2, leads_to_the_decision(known, found[1] if is_whole else found[0])),
            (3, opened(facts, GATES if is_whole else (g2,), found, worse)),
            (4, absurd(facts, found[1] if is_whole else found[0])),
            (9, checked_later(facts, found) if is_whole else ()),
        )
    tally.broken += [(point, words, facts) for point, failures in points for words in failures]


# ---------------------------------------------------------------- 1 and 10


def can_be_submitted(sure):
    """1: G1 opens with "not sure" and texts. That no facts raise is seen where the gates are asked."""
    if not is_open(g1(sure)):
        yield "G1 does not open with not sure and texts"


def unsure(facts):
    """The same people and recipients, at least one of each, with "not sure" wherever it can be said."""
    about = [person for person in facts.persons if person.kind == plain.ABOUT]
    persons = facts.persons if about else (*facts.persons, plain.Person("somebody"))
    recipients = facts.recipients or (plain.Recipient("somewhere"),)
    answers = {(code, None): plain.NOT_SURE for code in (Q3, Q4, Q8, Q10, Q11, "sensitive")} | {(Q9, None): plain.ITEMS}
    answers |= {(code, person.key): plain.NOT_SURE for person in persons for code in (Q1, Q6, Q7)}
    answers |= {(code, other.key): plain.NOT_SURE for other in recipients for code in (Q12, Q13, Q14)}
    return changed(
        facts,
        purpose="other",
        welfare="She gets help sooner",
        persons=persons,
        items=facts.items or (plain.Item("something"),),
        recipients=tuple(changed(one, uses=frozenset({"other"}), other_use="Not sure") for one in recipients),
        answers=answers,
        stale=frozenset(),
        classes=frozenset({plain.NOT_KNOWN}),
        harm_if_shared=WHY,
        harm_if_not_shared=WHY,
        left_out=WHY,
        is_accurate=True,
    )


def all_yes_opens(sure):
    """10: with every answer "yes" G2 stays shut, and so it does where only those say yes that can.

    In the second the approver has written nothing on the harm.
    """
    if is_open(g2(changed(sure, answers=dict.fromkeys(sure.answers, plain.YES)))):
        yield "all yes is approvable"
    best = {(Q4, None): plain.POWER, (Q9, None): plain.ITEMS, (Q11, None): plain.CHECKED}
    best |= {row: plain.TELL_ONLY for row in sure.answers if row[0] == Q6}
    wordless = tuple(one for one in sure.rulings if one.code not in {plain.HARM_WHY, plain.CONFLICT_WHY})
    if is_open(g2(changed(sure, answers={**dict.fromkeys(sure.answers, plain.YES), **best}, rulings=wordless))):
        yield "all yes is approvable without a word on the harm"


def included(found):
    """A later gate stands open only where the earlier ones do."""
    if any(is_open(later) and not is_open(earlier) for earlier, later in pairwise(found)):
        yield "a later gate is open and an earlier one shut"


# ---------------------------------------------------------------- 2


def leads_to_the_decision(known, found):
    """2: the route is at the decision exactly where the gate of approval is open, and otherwise stops at a finding."""
    route = route_of(known, found)
    if route.is_at_the_decision is not is_open(found):
        yield f"the route is at {route.here}, and the gate finds {[one.code for one in found]}"
    if bool(route.outcome) is route.is_at_the_decision or (route.outcome and not route.stops):
        yield f"a stop without an outcome or a finding, at {route.here}"


# ---------------------------------------------------------------- 3


def worsened(inventor, facts):
    """The same facts with one answer made worse, None where the one that chance picked is the worst already."""
    row = inventor.pick([row for row in facts.answers if row[0] in WORSE])
    order = inventor.pick(WORSE[row[0]])
    place = order.index(facts.answers[row]) + 1 if facts.answers[row] in order else len(order)
    if place == len(order):
        return None
    worse = inventor.pick(order[place:])
    if row[0] == Q4 and worse == plain.NOT_SURE and _rules_duty(facts):
        return None
    return changed(facts, answers={**facts.answers, row: worse})


def _rules_duty(facts):
    """The approver rules that there is a duty: that is an answer of its own, and better than a power."""
    return any(one.code == Q4 and one.value == plain.DUTY for one in facts.rulings)


def opened(facts, gates, found, worse):
    """3: a worse answer never opens a gate. The first that is shut is asked: the later ones include it."""
    shut = [gate for gate, findings in zip(gates, found, strict=True) if not is_open(findings)]
    if worse is not None and shut and is_open(shut[0](worse)):
        changed = set(worse.answers.items()) - set(facts.answers.items())
        yield f"{shut[0].__name__} is opened by a worse answer: {changed}"


# ---------------------------------------------------------------- 4


def absurd(facts, found):
    """4: what no approval may have, read from the plain values."""
    if not is_open(found):
        return
    seen = _Plain(facts)
    for words, is_so in (
        ("nothing should be shared", facts.answers.get((Q9, None)) == plain.NOTHING),
        ("nothing is included", not any(much in {plain.WHOLE, plain.REDACTED, "?"} for much in facts.pairs.values())),
        ("a small group counts as anonymous", seen.says_nobody and seen.is_small and not seen.adviser_says_anonymous),
        ("somebody not to be told receives it", seen.tells_whom_it_must_not()),
        ("whoever asked is not checked", seen.requester_is_unchecked()),
        ("no basis", not seen.anonymous and seen.basis not in FITS),
        ("a basis that does not fit", not seen.anonymous and seen.basis in FITS and not FITS[seen.basis](seen)),
        ("an unsure is left", seen.unsure_is_left()),
        ("a refusal without override", seen.refusal_is_passed_over()),
        ("harm without a word on it", seen.harm_is_passed_over()),
    ):
        if is_so:
            yield words


FITS = {
    plain.CONSENT: lambda seen: seen.about and all(seen.agreed(person) for person in seen.about),
    plain.OBLIGATION: lambda seen: seen.q4 == plain.DUTY,
    plain.PUBLIC_TASK: lambda seen: seen.q4 in {plain.DUTY, plain.POWER},
    plain.VITAL: lambda seen: seen.has_words(plain.BASIS),
    plain.LEGITIMATE: lambda seen: seen.has_words(plain.BASIS) and seen.facts.approver_is_adviser,
    plain.RECOGNISED: lambda seen: seen.has_words(plain.BASIS) and seen.facts.approver_is_adviser,
}


class _Plain:
    """What the oracle reads from the facts."""

    def __init__(self, facts):
        self.facts = facts
        self.about = [person for person in facts.persons if person.kind == plain.ABOUT]
        self.says_nobody = facts.nobody_identifiable == plain.YES
        self.is_small = facts.smallest_group is None or facts.smallest_group < 10 or bool(facts.persons)
        by_adviser = [one for one in facts.rulings if one.code == plain.SMALL_GROUP and one.by_adviser]
        self.adviser_says_anonymous = bool(by_adviser)
        self.anonymous = self.says_nobody and (not self.is_small or self.adviser_says_anonymous)
        self.basis = "".join(one.value for one in facts.rulings if one.code == plain.BASIS)
        self.q4 = self.settled(Q4)
        if facts.answers.get((Q4, None)) == plain.DUTY:
            away = [one for one in facts.rulings if one.code == Q4 and one.by_adviser and len(one.reason) > 14]
            self.q4 = away[-1].value if away and away[-1].value != plain.DUTY else plain.DUTY

    def settled(self, code, about=None):
        """An answer, or what was ruled on a "not sure"."""
        value = self.facts.answers.get((code, about))
        for one in self.facts.rulings if value == plain.NOT_SURE else ():
            if one.code == code and one.about == about and len(one.reason) > 14:
                value = one.value
        return value

    def has_words(self, code, *, by_adviser=False):
        written = [one for one in self.facts.rulings if one.code == code and len(one.reason) > 14]
        return any(one.by_adviser or not by_adviser for one in written)

    def agreed(self, person):
        answers, key = self.facts.answers, person.key
        if answers.get((Q1, key)) != plain.YES or answers.get((Q7, key)) != plain.YES:
            return False
        theirs = [
            one for one in person.consents if one.by_self is person.is_competent and one.right != plain.RESTRICTED
        ]
        if person.is_competent:
            theirs = [one for one in person.consents if one.by_self]
        if any(one.says != plain.YES for one in theirs):
            return False
        sound = [one for one in theirs if one.by_self or one.right in {plain.SEEN, plain.TOLD}]
        return any(one.covers_recipients and one.covers_purpose and one.covers_items for one in sound)

    def receiving(self):
        left_out = {
            key
            for key in (other.key for other in self.facts.recipients)
            if self.facts.items
            and all(self.facts.pairs.get((item.key, key)) == plain.LEFT_OUT for item in self.facts.items)
        }
        return [other for other in self.facts.recipients if other.key not in left_out]

    def tells_whom_it_must_not(self):
        untold = {
            person.key
            for person in self.facts.persons
            if person.kind != plain.MENTIONED and self.settled(Q6, person.key) == plain.NOT_SAFE
        }
        return any(other.person in untold for other in self.receiving())

    def requester_is_unchecked(self):
        asked = self.facts.asked
        if asked is None:
            return False
        confirmed = all(self.facts.answers.get((Q12, other.key)) == plain.YES for other in self.receiving())
        return not (asked.is_checked and asked.says_what and asked.says_why and confirmed)

    def unsure_is_left(self):
        if self.settled(Q8) == plain.NOT_SURE and not (
            self.has_words(plain.HARM_WHY) or self.has_words(plain.CONFLICT_WHY, by_adviser=True)
        ):
            return True
        if self.anonymous:
            return False
        if self.settled(Q11) == plain.NOT_SURE and not self.has_words(plain.UNCHECKED_WHY):
            return True
        unsettled = self.settled(Q3) == plain.NOT_SURE and self.q4 != plain.DUTY
        people = [one for one in self.facts.persons if one.kind == plain.CARER] + [
            one for one in self.about if not self.agreed(one)
        ]
        return (
            unsettled or self.q4 == plain.NOT_SURE or any(self.settled(Q6, one.key) == plain.NOT_SURE for one in people)
        )

    def refusal_is_passed_over(self):
        if self.anonymous:
            return False
        refused = [
            one for one in self.about if self.facts.answers.get((Q1, one.key)) in {plain.REFUSED, plain.WITHDRAWN}
        ]
        is_overruled = self.facts.approver_is_adviser and all(one.is_overridden for one in refused)
        is_harmful = self.settled(Q8) == plain.YES
        return bool(refused) and self.q4 != plain.DUTY and (is_harmful or not is_overruled)

    def harm_is_passed_over(self):
        if self.settled(Q8) != plain.YES:
            return False
        code, by_adviser = (plain.CONFLICT_WHY, True) if self.q4 == plain.DUTY else (plain.HARM_WHY, False)
        return not self.has_words(code, by_adviser=by_adviser) and not (
            self.anonymous and self.has_words(plain.HARM_WHY)
        )


# ---------------------------------------------------------------- 9


def checked_later(facts, found):
    """9: what is said of person, way and word after approval needs no new decision, and decides only what may leave.

    With a request the person who receives it is checked before approval, too.
    """
    if facts.asked is not None:
        return
    said = {row: plain.YES for row in facts.answers if row[0] in {Q12, Q13, Q14}}
    sound = tuple(changed(one, check_is_old=False, channel_is_secure=True) for one in facts.recipients)
    checked = changed(facts, answers={**facts.answers, **said}, recipients=sound)
    approved, leaving = (gate(known) for known in [Derived(checked)] for gate in GATES[1:])
    if _shut(approved) != _shut(found[1]):
        yield "a check of the recipient changes what is decided"
    left = _shut(found[2]) - _shut(leaving)
    if {code for code, _ in left} - ONLY_BEFORE_LEAVING:
        yield f"a check of the recipient mends {left}"
    if is_open(approved) is not is_open(leaving):
        yield "everything is checked, and what was approved may not leave"


def _shut(findings):
    return {(one.code, one.about) for one in findings if one.severity in {BLOCK, REASON}}
