"""Section 3.1 of the policy, questions 1 to 8: whose information it is, consent, duty or power, telling, and harm.

Each rule yields `Stands`: the line of `checklist.findings` that stands here. No value passes from one person to another
(X5): what is asked about a person is judged by that person's own answer and records.
"""

from checklist.derived import Q2, Q3, Q4, Q6, Q8, REFUSALS
from checklist.facts import (
    CARER,
    DELAY,
    DUTY,
    HARM,
    NO,
    NOT_KNOWN,
    NOT_NEEDED,
    NOT_SAFE,
    NOT_SURE,
    OBJECTION_REPLY,
    POLICE,
    RESTRICTED,
    SEEN,
    TELL_ONLY,
    TOLD,
    YES,
    YOUNG_PERSON,
)
from checklist.reasons import has_word
from checklist.stands import Stands

# What excuses not asking, and what excuses not telling. Delay excuses asking only (2.8).
# As a ground not to tell it has a finding of its own, Q6.DELAY.
_GROUNDS = frozenset({HARM, POLICE, DELAY})
_CARER_GROUNDS = _GROUNDS | {YOUNG_PERSON, NOT_NEEDED}


def purpose(known):
    """What it is for and how it helps the child (1.1, 2.1)."""
    if not (known.facts.purpose.strip() and has_word(known.facts.welfare)):
        yield Stands("PURPOSE")


def somebody(known):
    """Question 5: the people it is about.

    Not asked for where nobody can be identified, nor while that is in doubt: then the adviser rules (X8), who could not
    be asked if nothing could be submitted.
    """
    if not (known.about or known.anonymous or known.doubt):
        yield Stands("Q5.NOBODY")


def small_groups(known):
    """X8 at submission: a small group, a group of unknown size or a name beside "nobody can be identified"."""
    if known.doubt:
        yield Stands("X8.COUNT")


def consent(known):
    """Question 1 at submission: warnings only, because "not sure" and "no" may always be submitted."""
    if known.anonymous:
        return
    for person in known.about:
        says_yes = known.says_yes(person.key)
        if known.counted[person.key] in REFUSALS:
            yield Stands("Q1.REFUSED", person.key)
        if says_yes and not known.valid(person):
            yield Stands("X1.NOTVALID", person.key)
        if says_yes and _only_a_carer_agreed(person, known.facts.limits.ask_child):
            yield Stands("Q1.ASKCHILD", person.key)
        if not person.is_competent and any(_right_is_not_known(record) for record in person.consents):
            yield Stands("Q1.RIGHT", person.key)


def _only_a_carer_agreed(person, from_age):
    by_self = any(record.by_self for record in person.consents)
    agreed = any(record.says == YES for record in person.consents)
    return agreed and not by_self and person.age is not None and person.age >= from_age


def _right_is_not_known(record):
    return not record.by_self and record.right not in {SEEN, TOLD, RESTRICTED}


def sensitive(known):
    """Question 2 at submission: its classes, and words that speak against a "no".

    "Not known" is a class only where the answer is "not sure".
    """
    answer, classes = known.given(Q2), known.facts.classes
    if known.anonymous:
        return
    if (answer == YES and not classes - {NOT_KNOWN}) or (answer == NOT_SURE and not classes):
        yield Stands("Q2.CLASS")
    if answer == NO and known.facts.sensitive_words:
        yield Stands("Q2.WORDS", words=known.facts.sensitive_words)


def consent_needed(known):
    """Question 3 at submission: why consent is not needed."""
    if known.given(Q3) == NO and not known.facts.consent_not_needed.strip() and not known.why_settled(Q3):
        yield Stands("Q3.WHY")


def authority(known):
    """Question 4 at submission: a duty needs its entry in force and its document.

    An entry that is no duty, not in force or without a document gives no duty, whatever was answered.
    """
    if _lacks_law(known) and not known.is_duty_ruled:
        yield Stands("Q4.AUTHORITY")


def ruled_authority(known):
    """The same at approval, where the approver ruled that there is a duty."""
    if _lacks_law(known) and known.is_duty_ruled:
        yield Stands("Q4.AUTHORITY ruled")


def _lacks_law(known):
    return not (known.law_stands or known.anonymous) and known.effective(Q4) == DUTY


def telling(known):
    """Question 6 at submission: the ground for not asking or not telling, its explanation, and the offence."""
    for person in (*known.about, *known.carers):
        answer = known.given(Q6, person.key)
        if answer in {TELL_ONLY, NOT_SAFE} and not known.why_settled(Q6, person.key):
            yield from _grounds(known, person, answer)


def _grounds(known, person, answer):
    """A carer is only told or not: "safe to tell" needs no ground of theirs."""
    is_carer = person.kind == CARER
    if is_carer and answer == TELL_ONLY:
        return
    if person.ground not in (_CARER_GROUNDS if is_carer else _GROUNDS) or not known.is_reason(person.explanation):
        yield Stands("Q6.GROUND", person.key)
    if answer == NOT_SAFE and person.ground == DELAY:
        yield Stands("Q6.DELAY", person.key)
    if person.ground == POLICE and not has_word(person.offence):
        yield Stands("Q6.OFFENCE", person.key)


def harm(known):
    """Question 8 at submission: both harms in words. "Yes" and "not sure" always count, even where it is settled."""
    if known.given(Q8) and not known.why_settled(Q8) and not _both_harms_are_written(known):
        yield Stands("Q8.TEXT")
    if known.duty and known.effective(Q8) == YES:
        yield Stands("X7.CONFLICT")


def _both_harms_are_written(known):
    return known.is_reason(known.facts.harm_if_shared) and known.is_reason(known.facts.harm_if_not_shared)


def objections(known):
    """2.8: an objection of somebody not asked, or a refusal that does not count, is answered by the approver."""
    if not known.anonymous:
        for person in known.objectors:
            yield Stands("Q1.OBJECTION", person.key, is_written=known.is_written(OBJECTION_REPLY, person.key))


def consent_held(known):
    """Question 3 at approval: where consent is needed, everybody gave it or is safely not asked.

    Whoever refused or withdrew is not "not asked". Nobody's consent stands for somebody else's.
    """
    answer = known.effective(Q3)
    if answer == NOT_SURE:
        yield Stands("Q3.UNSURE")
    if answer == YES and any(_is_missing(known, person) for person in known.about):
        yield Stands("Q3.NOTHELD")


def _is_missing(known, person):
    is_not_asked = known.effective(Q6, person.key) in {TELL_ONLY, NOT_SAFE}
    return not known.valid(person) and (person in known.refusers or not is_not_asked)


def unsure_of_duty(known):
    """Question 4 at approval."""
    if not known.anonymous and known.effective(Q4) == NOT_SURE:
        yield Stands("Q4.UNSURE")


def unsure_of_telling(known):
    """Question 6 at approval, for each person."""
    for person in (*known.about, *known.carers):
        if known.effective(Q6, person.key) == NOT_SURE and not known.why_settled(Q6, person.key):
            yield Stands("Q6.UNSURE", person.key)


AT_SUBMISSION = (consent, sensitive, consent_needed, authority, telling, harm, small_groups)
AT_APPROVAL = (objections, consent_held, ruled_authority, unsure_of_duty, unsure_of_telling)
