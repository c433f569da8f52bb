"""What follows from the facts of a disclosure: consent that counts, a duty, anonymity, the answers that hold, and what is
settled without an answer (rules, sections 0 and 1).

Nothing passes from one person to another: whatever is said here of a person rests on that person's own rows.
"""

from dataclasses import dataclass

from checklist.facts import (
    ABOUT,
    BASIS,
    CARER,
    CHECKED,
    CONDITION,
    CONFLICT_WHY,
    CONSENT,
    DUTY,
    HARM_WHY,
    ITEMS,
    LEFT_OUT,
    NEITHER,
    NO,
    NOT_ASKED,
    NOT_SAFE,
    NOT_SURE,
    NOTHING,
    OBLIGATION,
    ONLY_FACTS,
    POWER,
    PUBLIC_TASK,
    REFUSED,
    RESTRICTED,
    SAFE,
    SEEN,
    SMALL_GROUP,
    TELL_ONLY,
    TO_CHECK,
    TOLD,
    WHOLE,
    WHOLE_FILE,
    WITHDRAWN,
    WRITTEN,
    YES,
)
from checklist.findings import NUMBERS
from checklist.reasons import reason_is_enough

Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9, Q10, Q11, Q12, Q13, Q14, Q15 = NUMBERS
Q16, Q17 = "person-aware", "recorded"
ANONYMOUS = "anonymous"

_NONE = frozenset()
_PLAIN = frozenset({YES, NO, NOT_SURE})
_TOLD_OR_NOT = frozenset({TELL_ONLY, NOT_SAFE, NOT_SURE})
# The values that a question takes. Anything else counts as unanswered.
VALUES = {
    Q1: frozenset({YES, NOT_ASKED, REFUSED, WITHDRAWN, NOT_SURE}),
    Q2: _PLAIN,
    Q3: _PLAIN,
    Q4: frozenset({DUTY, POWER, NEITHER, NOT_SURE}),
    Q6: _TOLD_OR_NOT | {SAFE},
    Q7: _PLAIN,
    Q8: _PLAIN,
    Q9: frozenset({ITEMS, WHOLE_FILE, NOTHING}),
    Q10: _PLAIN | {ONLY_FACTS},
    Q11: frozenset({NO, CHECKED, TO_CHECK, NOT_SURE}),
    Q12: _PLAIN,
    Q13: _PLAIN,
    Q14: _PLAIN,
}
# What a question may be answered by that a later version added: one of three, or words.
ADDED_VALUES = _PLAIN | {WRITTEN}
# Where an approver's ruling answers a "not sure". The others have words of the approver's own, or nothing to rule on:
# nobody can rule that a recipient was checked.
RULED = frozenset({Q3, Q4, Q6, Q8, Q11})
OF_THE_DISCLOSURE = (Q2, Q3, Q4, Q8, Q9, Q10, Q11)
OF_A_RECIPIENT = (Q12, Q13, Q14)

# From better to worse, as consent is counted.
CONSENT_ORDER = (YES, NOT_SURE, NOT_ASKED, REFUSED, WITHDRAWN)
REFUSALS = frozenset({REFUSED, WITHDRAWN})

BY_ANONYMITY = "Settled: nobody can be identified"
BY_DUTY = "Settled: legal duty"
BY_CONSENT = "Settled: everybody's valid consent"
BY_THEIR_CONSENT = "Settled: they were asked and have agreed"
BY_NO_CONSENT = "Settled: no consent is relied on"
BY_MENTION = "Settled: only mentioned, so their part is redacted or left out"
_WITH_ANONYMITY = frozenset({Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q11, Q16, Q17})


@dataclass(frozen=True)
class Suggested:
    """What the approver's part of a page may offer: the code of a basis and of a condition, each empty for none."""

    basis: str = ""
    condition: str = ""


def settled(facts):
    """{(question's code, key of the person or None): why} of what needs no answer: "Settled: legal duty".

    Computed, and never written into somebody's answers; an answer given earlier stays on record. "Yes" and "not sure" at
    question 8 always count, so that it is never settled then.
    """
    known = Derived(facts)
    after = [(Q16, person.key) for person in known.about] + [(Q17, None)]
    mentioned = [(Q6, person.key) for person in facts.persons if person.kind not in {ABOUT, CARER}]
    rows = [(Q5, None), *known.asked, *mentioned, *after]
    return {row: why for row in rows if (why := known.why_settled(*row))}


def suggestions(facts):
    """The basis and the condition that the answers suggest; the approver chooses (rules, section 2: BASIS, Q2)."""
    known = Derived(facts)
    if known.anonymous:
        return Suggested()
    basis = PUBLIC_TASK
    if known.effective(Q3) == YES and known.covered:
        basis = CONSENT
    elif known.duty:
        basis = OBLIGATION
    protects = facts.purpose == "protect" or "child-protection" in facts.classes
    is_sensitive = known.given(Q2) in {YES, NOT_SURE}
    return Suggested(basis, "safeguarding" if is_sensitive and protects else "")


def counted_answer(person, first_answer):
    """The one answer on consent that counts for a person, of CONSENT_ORDER; empty where nothing is said.

    A competent young person's own record counts alone; otherwise the worst of the records given by those entitled
    counts; where there are records and none of those, they were not asked. Without any record the answer to question 1
    stands. "Refused" or "withdrawn" at question 1 always counts: where the records say something better, the worse is
    taken, because it cannot be told which of the two is the later word.
    """
    if not person.consents:
        return first_answer
    said = [consent.says for consent in person.consents if counts(consent, person)]
    answer = max(said, key=_badness) if said else NOT_ASKED
    return max(answer, first_answer, key=_badness) if first_answer in REFUSALS else answer


def counts(consent, person):
    """Whether a record is the word of whoever decides for this person.

    The competent decide alone. For anybody else somebody with parental responsibility does. A carer whose right is not
    known gives no valid consent, but their refusal counts: that is the safer way. One whom a court restricts never
    counts, either way; their refusal is an objection.
    """
    if person.is_competent:
        return consent.by_self
    if consent.by_self or consent.right == RESTRICTED:
        return False
    return consent.right in {SEEN, TOLD} or consent.says in REFUSALS


def _badness(answer):
    return CONSENT_ORDER.index(answer if answer in CONSENT_ORDER else NOT_ASKED)


class Derived:
    """The facts of one disclosure and what follows from them; made once for each look at the gates."""

    @classmethod
    def of(cls, facts):
        """What follows from these facts; whoever asks several gates derives it once, and gives them that."""
        return facts if isinstance(facts, cls) else cls(facts)

    def __init__(self, facts):
        self.facts = facts
        self._once = {}
        self.about = [person for person in facts.persons if person.kind == ABOUT]
        self.carers = [person for person in facts.persons if person.kind == CARER]
        self._carer_keys = {person.key for person in self.carers}
        self.answers = self._taken(facts.answers)
        self._rulings = {(ruling.code, ruling.about): ruling for ruling in facts.rulings}
        self._by_adviser = {(ruling.code, ruling.about): ruling for ruling in facts.rulings if ruling.by_adviser}
        self._read_anonymity()
        self._read_duty()
        self._read_consent()

    def _taken(self, answers):
        """The answers whose question takes them; of a carer nobody can say "safe to ask"."""
        taken = {row: value for row, value in answers.items() if value in VALUES.get(row[0], _NONE)}
        for key in self._carer_keys:
            if taken.get((Q6, key)) == SAFE:
                del taken[Q6, key]
        return taken

    def _read_anonymity(self):
        """`doubt`: it is said that nobody can be identified, yet a group is small, its size is not known, or somebody is
        named. `anonymous`: nobody can be identified, without doubt, or the adviser ruled so. "Not sure" is identifiable.
        """
        facts, size = self.facts, self.facts.smallest_group
        says_nobody = facts.nobody_identifiable == YES
        self.doubt = says_nobody and (size is None or size < facts.limits.small_group or bool(facts.persons))
        self.anonymous = says_nobody and (not self.doubt or self._says_anonymous(self._by_adviser))

    def _read_duty(self):
        """`law_stands`: the law that is named is a duty, in force, and its document is named. `is_duty_ruled`: the author
        was not sure, and the approver ruled "duty". `duty`: one of the two. `duty_overrules`: it also frees from what a
        refusal asks for (X4); a headteacher's ruling does not.
        """
        law, answer = self.facts.law, self.effective(Q4)
        self.law_stands = law is not None and law.is_duty and law.is_in_force and bool(law.document.strip())
        self.is_duty_ruled = answer == DUTY and self.given(Q4) == NOT_SURE
        self.duty = not self.anonymous and answer == DUTY and (self.is_duty_ruled or self.law_stands)
        self.duty_overrules = self.duty and not (self.is_duty_ruled and not self._rulings[Q4, None].by_adviser)

    def _read_consent(self):
        """`counted`: {key: counted answer} of the people it is about. `covered`: there is one, and each has valid consent.
        `refusers`: those who refused or withdrew; nobody where nobody can be identified. `refused_without_duty`: a
        refusal that only the adviser may overrule (X4).
        """
        self.counted = {person.key: counted_answer(person, self.given(Q1, person.key)) for person in self.about}
        self._valid = {person.key for person in self.about if self._has_valid_consent(person)}
        self.covered = bool(self.about) and len(self._valid) == len(self.counted)
        refusers = [person for person in self.about if self.counted[person.key] in REFUSALS]
        self.refusers = [] if self.anonymous else refusers
        self.refusal = bool(self.refusers)
        self.refused_without_duty = self.refusal and not self.duty_overrules

    def once(self, rule):
        """What a rule finds here, asked once however many gates ask it."""
        if rule not in self._once:
            self._once[rule] = rule(self)
        return self._once[rule]

    # ---------------------------------------------------------------- answers and rulings

    @property
    def asked(self):
        """(code, key) of every question with choices that is asked here: per disclosure, person and recipient.

        A carer is asked about only at question 6. Question 5 is answered by the list of persons, 15 by the uses. What the
        policy version does without is not asked.
        """
        rows = [(code, None) for code in OF_THE_DISCLOSURE]
        for person in self.about:
            rows += ((Q1, person.key), (Q6, person.key), (Q7, person.key))
        rows += [(Q6, person.key) for person in self.carers]
        rows += [(code, recipient.key) for recipient in self.facts.recipients for code in OF_A_RECIPIENT]
        return [row for row in rows if row[0] not in self.facts.gone] if self.facts.gone else rows

    @property
    def unanswered_additions(self):
        """(code, key) of the questions that only this policy version asks and that nobody has answered."""
        answers = self.facts.answers
        return [row for row in self.facts.added if answers.get(row, "") not in ADDED_VALUES]

    def given(self, code, about=None):
        """The answer as the author gave it; empty where there is none, or one that the question does not take. To a
        question that only a later policy version asks it is always empty: that answer stands in `facts.answers`.
        """
        return self.answers.get((code, about), "")

    def effective(self, code, about=None):
        """The answer that holds: the approver's ruling on a "not sure", otherwise what was given (section 0.2).

        A duty that was answered is ruled away by the adviser alone. What a duty or anonymity settles reads "no".
        """
        if code == Q3 and (self.duty or self.anonymous):
            return NO
        value = self.answers.get((code, about), "")
        if value == NOT_SURE and code in RULED:
            return self._ruled(self._rulings, code, about) or value
        if value == DUTY and code == Q4:
            ruled = self._ruled(self._by_adviser, code, about)
            return ruled if ruled in {POWER, NEITHER} else value
        return value

    def _values(self, code, about):
        return _TOLD_OR_NOT if code == Q6 and about in self._carer_keys else VALUES.get(code, _NONE)

    def _ruled(self, rulings, code, about):
        """The value of a ruling: only one that the question takes, and with its reason."""
        ruling = rulings.get((code, about))
        if ruling is None or ruling.value not in self._values(code, about) or not self.is_reason(ruling.reason):
            return ""
        return ruling.value

    def is_reason(self, text):
        """Whether words are long enough for a reason, by what the trust has set."""
        return reason_is_enough(text, self.facts.limits.min_reason)

    def is_written(self, code, about=None, *, by_adviser=False):
        """Whether the approver's words of this code are there; `by_adviser`: the adviser's own."""
        ruling = (self._by_adviser if by_adviser else self._rulings).get((code, about))
        return ruling is not None and self.is_reason(ruling.reason)

    def chosen(self, code):
        """What the approver chose, of a basis or a condition; empty for nothing."""
        ruling = self._rulings.get((code, None))
        return ruling.value.strip() if ruling else ""

    @property
    def basis(self):
        """The code of the lawful basis named by the approver."""
        return self.chosen(BASIS)

    @property
    def condition(self):
        """The code of the condition for sensitive information."""
        return self.chosen(CONDITION)

    # ---------------------------------------------------------------- consent

    def _has_valid_consent(self, person):
        """Question 1 says yes, so does the counted answer, a record that counts covers recipients, purpose and items, and
        the person knows what follows (question 7). "Yes" without a record is never valid. A question that the policy
        version does without asks for nothing: the record speaks.
        """
        return (
            self.says_yes(person.key)
            and self.counted[person.key] == YES
            and (self.given(Q7, person.key) == YES or Q7 in self.facts.gone)
            and any(
                record.covers_recipients and record.covers_purpose and record.covers_items
                for record in person.consents
                if record.says == YES and counts(record, person)
            )
        )

    def says_yes(self, key):
        """Whether question 1 says "yes" of a person; where it is not asked, what was recorded of their consent does."""
        if Q1 in self.facts.gone:
            return self.counted.get(key) == YES
        return self.given(Q1, key) == YES

    def valid(self, person):
        """Whether this person's consent counts."""
        return person.key in self._valid

    @property
    def objectors(self):
        """Persons with an objection: of somebody not asked, or a refusal that does not count."""
        return [
            person
            for person in self.facts.persons
            if person.objects or any(c.says in REFUSALS and not counts(c, person) for c in person.consents)
        ]

    @property
    def is_small_group_ruled(self):
        """Somebody, though perhaps not the adviser, ruled the small group anonymous."""
        return self._says_anonymous(self._rulings)

    def _says_anonymous(self, rulings):
        ruling = rulings.get((SMALL_GROUP, None))
        return ruling is not None and ruling.value == ANONYMOUS and self.is_reason(ruling.reason)

    # ---------------------------------------------------------------- what is settled, and what goes

    def why_settled(self, code, about=None):
        """Why a question needs no answer, empty where it does (section 1)."""
        if code == Q8:
            return "" if self.given(Q8) in {YES, NOT_SURE} else self._why_harm_is_settled()
        if self.anonymous and code in _WITH_ANONYMITY:
            return BY_ANONYMITY
        if code == Q3 and self.duty:
            return BY_DUTY
        if code == Q6:
            return self._why_telling_is_settled(about)
        if code == Q7 and not self.says_yes(about):
            return BY_NO_CONSENT
        return ""

    def _why_harm_is_settled(self):
        if self.anonymous:
            return BY_ANONYMITY
        if self.covered:
            return BY_CONSENT
        law = self.facts.law
        return BY_DUTY if self.duty and not (law is not None and law.harm_exception) else ""

    def _why_telling_is_settled(self, about):
        if about in self._valid:
            return BY_THEIR_CONSENT
        is_mentioned = about not in self._carer_keys and about not in self.counted
        return BY_MENTION if is_mentioned else ""

    @property
    def nothing_to_share(self):
        """Question 9 says that nothing should be shared: almost everything else may stay blank."""
        return self.given(Q9) == NOTHING

    def may_receive(self, recipient):
        """Whether something may go to this recipient: a pair that nobody left out. A missing pair is not left out here,
        so that a forgotten row shuts a gate, never opens it.
        """
        pairs, items = self.facts.pairs, self.facts.items
        return not items or any(pairs.get((item.key, recipient.key), WHOLE) != LEFT_OUT for item in items)

    def may_go_whole(self, item):
        """Whether an item may go to somebody with nothing redacted; a missing pair counts as whole."""
        pairs = self.facts.pairs
        return any(pairs.get((item.key, other.key), WHOLE) == WHOLE for other in self.facts.recipients)

    @property
    def harm_is_answered(self):
        """Whether the approver wrote why it is right although the harm weighs more, or may.

        With a duty the adviser's words on the conflict do, too: what lets a "yes" pass lets a "not sure" pass.
        """
        return self.is_written(HARM_WHY) or (self.duty and self.is_written(CONFLICT_WHY, by_adviser=True))
