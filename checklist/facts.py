"""The plain values that the gates judge: what is known of one disclosure, without a database, a clock or a user.

`decisions.facts` builds them. Everything is a plain value: codes, texts as they were typed, days that are judged already.
Questions go by their permanent code. The words of the rules stand in section 1 of the specification: a person is `about`,
a `carer` or only `mentioned`; "not sure", unanswered and "no" are three different things.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

YES, NO, NOT_SURE = "yes", "no", "not-sure"
# Question 1 and the answers of a consent record.
NOT_ASKED, REFUSED, WITHDRAWN = "not-asked", "refused", "withdrawn"
# Question 4.
DUTY, POWER, NEITHER = "duty", "power", "neither"
# Question 6: safe to ask and tell; to tell, not to ask; neither. A carer is only told or not.
SAFE, TELL_ONLY, NOT_SAFE = "safe", "tell-only", "not-safe"
# Question 9.
ITEMS, WHOLE_FILE, NOTHING = "items", "whole-file", "nothing"
# Question 10, beside yes, no and not sure.
ONLY_FACTS = "only-facts"
# Question 11: nothing to check; checked; still to be checked.
CHECKED, TO_CHECK = "checked", "to-check"

# That a question which is answered in words has some.
WRITTEN = "written"

# How a question is answered: one of its values, several of them, or words.
CHOICE, SEVERAL, TEXT = "choice", "several", "text"

DISCLOSURE, PERSON, RECIPIENT = "disclosure", "person", "recipient"
# Of people, these questions are asked of parents and carers too, who are told or not.
ASKED_OF_CARERS = {"risk-of-asking-or-telling"}
ABOUT, CARER, MENTIONED = "about", "carer", "mentioned"
WHOLE, REDACTED, LEFT_OUT = "whole", "redacted", "not"
# Grounds of question 6. Delay excuses asking, not telling; the last two are a carer's alone.
HARM, POLICE, DELAY, YOUNG_PERSON, NOT_NEEDED = "harm", "police", "delay", "young-person", "not-needed"
# Who gave consent with what right: parental responsibility seen in a document, told, not known, or restricted by a court.
SEEN, TOLD, NOT_KNOWN, RESTRICTED = "seen", "told", "not-known", "restricted"
# Lawful bases.
CONSENT, OBLIGATION, VITAL, PUBLIC_TASK = "consent", "legal-obligation", "vital-interests", "public-task"
RECOGNISED, LEGITIMATE = "recognised-interest", "legitimate-interests"
# What an approver settles beside the answers themselves: the code of a ruling that is not one of a question's.
BASIS, CONDITION, LAW = "basis", "condition", "law"
OVERRIDE, OBJECTION_REPLY, SMALL_GROUP = "override", "objection-reply", "small-group"
HARM_WHY, CONFLICT_WHY = "harm-why", "conflict-why"
OPINION_WHY, UNCHECKED_WHY, SOURCE_REPLY = "opinion-why", "unchecked-why", "source-reply"


@dataclass(frozen=True)
class Limits:
    """What only the trust can decide, where a gate reads it: [S min_reason], [S small_group], [S ask_child].

    `agencies.trust_settings` says what holds; these are the defaults.
    """

    min_reason: int = 15
    small_group: int = 10
    ask_child: int = 12


@dataclass(frozen=True)
class Consent:
    """One answer that somebody gave on consent for one person (2.8).

    `by_self` says that the person gave it; otherwise somebody with parental responsibility did, and `right` says how
    that is known. `says` is yes, refused or withdrawn. The three ticks say what it covers.
    """

    says: str
    by_self: bool = True
    right: str = ""
    covers_recipients: bool = False
    covers_purpose: bool = False
    covers_items: bool = False


@dataclass(frozen=True)
class Person:
    """One human being in the disclosure.

    `is_competent` is the view taken of whether they understand enough to decide for themselves. `age` is in whole years,
    None where no date of birth is known. `objects` says that somebody objected who was not asked for consent. `ground`,
    `explanation` and `offence` belong to question 6, where it says not to ask or not to tell. `is_overridden` says that
    an override was written after the newest refusal or withdrawal.
    """

    key: str
    kind: str = ABOUT
    is_competent: bool = False
    age: int | None = None
    consents: tuple[Consent, ...] = ()
    objects: bool = False
    ground: str = ""
    explanation: str = ""
    offence: str = ""
    is_overridden: bool = False


@dataclass(frozen=True)
class Law:
    """The duty or power that question 4 names, as the register has it today, and the document that it stands in.

    `binds_person` is a duty of the writer's own, `binds` otherwise the trust. `harm_exception`: no duty where sharing
    would do more harm.
    """

    is_duty: bool = True
    is_in_force: bool = True
    binds_person: bool = False
    harm_exception: bool = False
    document: str = ""


@dataclass(frozen=True)
class Item:
    """One piece of information: its key, its words, and whether it mentions somebody else."""

    key: str
    description: str = ""
    mentions_other: bool = False


@dataclass(frozen=True)
class Recipient:
    """Somebody who is to receive it.

    `category` is the agency's, `person` the key of somebody in this disclosure who the recipient is, None where they are
    nobody of it. `channel_is_secure` is None where no channel is named. `uses` are the codes of question 15, `other_use`
    the words beside "other"; `onward` is yes, no or not-known, empty unanswered. `check_is_old`: too long ago, or the number
    or address has changed since.
    """

    key: str
    category: str = ""
    person: str | None = None
    channel_is_secure: bool | None = None
    uses: frozenset[str] = frozenset()
    other_use: str = ""
    onward: str = ""
    check_is_old: bool = False


@dataclass(frozen=True)
class Asked:
    """What is known of a request from outside: whether it says what, why, by when and on which power it rests.

    `says_when` and `says_power` are also given where whoever asked named none. `is_checked` says that they were rung
    back on a number that we found ourselves, and confirmed; `check_failed` that they, or the matter, are not known there.
    """

    says_what: bool = False
    says_why: bool = False
    says_when: bool = False
    says_power: bool = False
    is_checked: bool = False
    check_failed: bool = False

    @property
    def is_clear(self):
        """Everything is known that has to be known of what they want."""
        return self.says_what and self.says_why and self.says_when and self.says_power


@dataclass(frozen=True)
class Ruling:
    """What an approver settled: a question's code, or one of the codes above, for the disclosure or one person.

    `value` is what is settled, `reason` the words; `by_adviser` says that the Data Protection Adviser did.
    """

    code: str
    value: str = ""
    reason: str = ""
    about: str | None = None
    by_adviser: bool = False


@dataclass(frozen=True)
class Facts:
    """What the gates need of one disclosure.

    `answers` maps (question's code, key of the person or recipient asked about, None for the disclosure) to a value code;
    what is missing or empty is unanswered. `stale` has the keys of answers that are to be confirmed again (X11).
    `pairs` maps (item's key, recipient's key) to how much is proposed. `sensitive_words` are words of the purpose or an
    item that often mean sensitive information. `nobody_identifiable` is yes, no, not-sure or empty, asked only where no
    person is entered; `smallest_group` the size of the smallest group that could be told apart.
    `approver_is_adviser`: whoever decides sits in the adviser's seat. `numbers` are those of its own policy version,
    `gone` the codes of questions that version does without, and `added` the (code, key) of those that only it asks.
    """

    purpose: str = ""
    welfare: str = ""
    persons: tuple[Person, ...] = ()
    nobody_identifiable: str = ""
    smallest_group: int | None = None
    items: tuple[Item, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    pairs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str | None], str] = field(default_factory=dict)
    stale: frozenset[tuple[str, str | None]] = frozenset()
    classes: frozenset[str] = frozenset()
    sensitive_words: tuple[str, ...] = ()
    consent_not_needed: str = ""
    law: Law | None = None
    harm_if_shared: str = ""
    harm_if_not_shared: str = ""
    left_out: str = ""
    whole_file_why: str = ""
    nothing_why: str = ""
    is_accurate: bool = False
    source_objects: bool = False
    rulings: tuple[Ruling, ...] = ()
    approver_is_adviser: bool = False
    asked: Asked | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    added: tuple[tuple[str, str | None], ...] = ()
    limits: Limits = Limits()
