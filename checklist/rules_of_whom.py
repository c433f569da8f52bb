"""Section 3.3 of the policy, questions 12 to 15, and the closing sentence: who receives it, how, and who asked."""

from checklist.derived import Q6, Q12, Q13, Q14
from checklist.facts import NOT_KNOWN, NOT_SAFE, YES
from checklist.reasons import has_word
from checklist.stands import Stands

OTHER = "other"
USES = frozenset({"assess", "protect", "service", "investigate", "court", "enforce", "research", "publish", OTHER})


def somebody(known):
    """There is somebody to receive it, or nothing would ever leave."""
    if not known.facts.recipients:
        yield Stands("RECIPIENT")


def says_use(recipient):
    """Whether question 15 is answered: a use of the list, and the words beside "other"."""
    uses = recipient.uses & USES
    return bool(uses) and (OTHER not in uses or has_word(recipient.other_use))


def unanswered_uses(known):
    """Question 15 at submission, an answer that is wanted like every other."""
    for recipient in known.facts.recipients:
        if not says_use(recipient):
            yield Stands("Q15.EMPTY", recipient.key)


def onward(known):
    """Question 15: nobody knows whether they pass it on."""
    for recipient in known.facts.recipients:
        if says_use(recipient) and recipient.onward in {"", NOT_KNOWN}:
            yield Stands("Q15.ONWARD", recipient.key)


def unverified(known):
    """Question 12 at submission: a warning. Without an answer the gate is shut already."""
    yield from _unverified(known, "Q12.UNVERIFIED")


def unverified_at_approval(known):
    """Question 12 at approval: what was asked for goes to nobody who is not checked. An approver cannot rule that they are."""
    yield from _unverified(known, "Q12.UNVERIFIED" if known.facts.asked is None else "Q12.UNVERIFIED requested")


def _unverified(known, name):
    for recipient in known.facts.recipients:
        if known.given(Q12, recipient.key) not in {"", YES}:
            yield Stands(name if known.may_receive(recipient) else "Q12.UNVERIFIED", recipient.key)


def request(known):
    """The closing sentence: what they want is clear, and whoever asked was rung back."""
    asked = known.facts.asked
    if asked is not None and not asked.is_clear:
        yield Stands("REQ.UNCLEAR")
    if asked is not None and not asked.is_checked:
        yield Stands("Q12.UNVERIFIED who-asked")


def not_to_be_told(known):
    """X13: a recipient who is a person marked not to tell. The mark counts where question 6 is settled, too."""
    for recipient in known.facts.recipients:
        if recipient.person is not None and _is_untold(known, recipient.person) and known.may_receive(recipient):
            yield Stands("X13.RECIPIENT", recipient.key)


def _is_untold(known, key):
    asked = any(person.key == key for person in (*known.about, *known.carers))
    return asked and known.effective(Q6, key) == NOT_SAFE


def leaving(known):
    """Questions 12 to 14 before it leaves: the person, the way and the word, for whoever is to receive something."""
    for recipient in known.facts.recipients:
        key = recipient.key
        if not known.may_receive(recipient):
            continue
        if known.given(Q12, key) != YES:
            yield Stands("Q12.UNVERIFIED leaving", key)
        if recipient.check_is_old:
            yield Stands("Q12.OLD", key)
        if known.given(Q13, key) != YES or recipient.channel_is_secure is False:
            yield Stands("Q13.INSECURE", key)
        if known.given(Q14, key) != YES:
            yield Stands("Q14.TELL", key)


AT_SUBMISSION = (onward,)
AT_APPROVAL = (request, not_to_be_told)
