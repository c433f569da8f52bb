"""The gates: what must be known before a disclosure may be submitted (G1) or approved (G2).

Pure functions over plain values: no database, no clock, no user. Whoever wants a button, a message or a refusal reads
the same findings, so that none of them can say something else than the others. A gate looks forward only, and it
never stands before a sharing that cannot wait. Rests on paragraphs 2.9, 4.1 and the questions of section 3.

Rules cite questions by their permanent code. The names of findings (`Q8.UNSURE`) keep the numbers of the policy of
December 2015; `Finding.question` is the number that the reader's own policy version shows.
"""

import re
from dataclasses import dataclass

YES, NO, NOT_SURE = "yes", "no", "not-sure"
CHOICE, TEXT = "choice", "text"
BLOCK, REASON, WARN = "block", "reason", "warn"
DISCLOSURE, PERSON, RECIPIENT = "disclosure", "person", "recipient"

# Where a finding is mended: a topic of the draft, or the approver's part of the decision page.
PURPOSE_TOPIC, PEOPLE_TOPIC, ITEMS_TOPIC, RECIPIENT_TOPIC = "purpose", "people", "items", "recipient"
CHECKLIST_TOPIC, APPROVER_PART = "checklist", "approver"
REQUEST_PAGE = "request"

MINIMUM_REASON = 15

# The fifteen questions to be answered before sharing: code -> (name in the rules, number, asked of, kind).
# A row that is missing from the facts counts as unanswered, so that a forgotten row shuts the gate, never opens it.
BEFORE_SHARING = {
    "consent-held": (1, PERSON, CHOICE),
    "sensitive": (2, DISCLOSURE, CHOICE),
    "consent-needed": (3, DISCLOSURE, CHOICE),
    "duty-or-power": (4, DISCLOSURE, CHOICE),
    "whose-information": (5, DISCLOSURE, TEXT),
    "risk-of-asking-or-telling": (6, PERSON, CHOICE),
    "consent-understood": (7, PERSON, CHOICE),
    "more-harm-than-good": (8, DISCLOSURE, CHOICE),
    "how-much": (9, DISCLOSURE, TEXT),
    "fact-and-opinion": (10, DISCLOSURE, CHOICE),
    "check-source": (11, DISCLOSURE, CHOICE),
    "right-person": (12, RECIPIENT, CHOICE),
    "secure-way": (13, RECIPIENT, CHOICE),
    "knows-confidential": (14, RECIPIENT, CHOICE),
    "what-they-will-do": (15, RECIPIENT, TEXT),
}

UNVERIFIED = "Check the person on a number you found yourself."
WHO_ASKED = "Check the person who asked on a number you found yourself."

# "Not sure" may always be submitted; at these four an approver has to know before approving.
UNSETTLED = {
    "consent-needed": ("Q3.UNSURE", 2, BLOCK, "Decide whether consent is needed."),
    "duty-or-power": ("Q4.UNSURE", 2, BLOCK, "Decide: duty, power or neither."),
    "risk-of-asking-or-telling": ("Q6.UNSURE", 2, BLOCK, "Decide whether it is safe to ask or tell."),
    "more-harm-than-good": ("Q8.UNSURE", 2, BLOCK, "Weigh it and decide."),
}


@dataclass(frozen=True)
class Answered:
    """One question as it stands: for the whole disclosure, or for one person or recipient (`about`, their key).

    `value` is a value code, empty when unanswered; `text` the words beside it, or the whole answer of kind `text`.
    """

    code: str
    number: int
    value: str = ""
    text: str = ""
    kind: str = CHOICE
    about: str | None = None

    @property
    def is_answered(self):
        """Something was chosen, or written where the question wants words. "Not sure" is an answer; blank is not."""
        return has_word(self.text) if self.kind == TEXT else bool(self.value)

    @property
    def is_not_sure(self):
        """The answer given is "not sure", which is neither "no" nor unanswered."""
        return self.kind != TEXT and self.value == NOT_SURE


@dataclass(frozen=True)
class Asked:
    """What is known of a request from outside: whether it says what, why, by when and on which power it rests.

    `says_when` and `says_power` are also given where whoever asked named none. `is_checked` says that they were rung
    back on a number that we found ourselves, and confirmed.
    """

    says_what: bool = False
    says_why: bool = False
    says_when: bool = False
    says_power: bool = False
    is_checked: bool = False

    @property
    def is_clear(self):
        """Everything is known that has to be known of what they want."""
        return self.says_what and self.says_why and self.says_when and self.says_power


@dataclass(frozen=True)
class Facts:
    """What the gates need of a disclosure.

    `persons` are the keys of the people it is about and `recipients` those of whoever receives it: any strings, the
    same that `Answered.about` uses. `items` counts the items to be shared; `nothing_goes` says that every one of them
    is left out for every recipient. `asked` is the request behind it, None where nobody asked.
    """

    purpose: str = ""
    welfare: str = ""
    persons: tuple[str, ...] = ()
    items: int = 0
    recipients: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()
    nothing_goes: bool = False
    asked: Asked | None = None


@dataclass(frozen=True)
class Finding:
    """Something a gate found: how much it weighs, one sentence, and where it is mended.

    `question` is the number shown and `question_code` its permanent code, `about` the key of the person or recipient
    concerned; each None where it does not apply.
    """

    code: str
    gate: int
    severity: str
    sentence: str
    mend: str
    question: int | None = None
    question_code: str | None = None
    about: str | None = None


def g1(facts):
    """What stands between a draft and its submission, blocks first: a list of Finding.

    Needs purpose and sentence (1.1, 2.1), a person (question 5), an item (2.3), a recipient, and an answer to each of
    questions 1 to 15 for each person and recipient it is asked about. "Not sure" is an answer. It warns where a
    recipient is not known to be the right person (question 12).
    """
    return _in_order(_what_is_missing(facts) + _unanswered(facts) + _unverified(facts, 1, WARN))


def g2(facts):
    """What stands between a submitted disclosure and its approval: G1, and what the approver still has to settle.

    "Not sure" at questions 3, 4, 6 and 8 shuts it (2.9); "yes" at question 8, where "no" supports sharing, warns. What
    was asked for is shut too until the request is clear and whoever asked is checked (the policy's closing sentence).
    """
    unverified = _unverified(facts, 1, WARN) if facts.asked is None else _unverified(facts, 2, BLOCK)
    stops = _what_is_missing(facts) + _unanswered(facts) + _request(facts)
    return _in_order(stops + unverified + _nothing_left(facts) + _to_settle(facts) + _harm(facts))


def is_open(findings):
    """Whether a gate with these findings lets the action through: nothing among them blocks."""
    return all(finding.severity != BLOCK for finding in findings)


def has_word(text):
    """Whether somebody wrote at least one word: two letters in a row."""
    return re.search(r"[^\W\d_]{2}", text or "") is not None


def reason_is_enough(text, minimum=MINIMUM_REASON):
    """Whether a reason can be read later as one: `minimum` characters or more, with a word in it (2.9).

    Runs of white space count as one character.
    """
    return len(" ".join((text or "").split())) >= minimum and has_word(text)


def _what_is_missing(facts):
    found = []
    if not (facts.purpose.strip() and has_word(facts.welfare)):
        found.append(_block("PURPOSE", "Say what this is for and how it helps the child.", PURPOSE_TOPIC))
    if not facts.persons:
        found.append(_block("Q5.NOBODY", "Add each person this is about.", PEOPLE_TOPIC))
    if facts.items < 1:
        found.append(_block("Q9.EMPTY", "List what is to be shared.", ITEMS_TOPIC))
    if not facts.recipients:
        found.append(_block("RECIPIENT", "Choose who will receive it.", RECIPIENT_TOPIC))
    return found


def _unanswered(facts):
    given = {(answer.code, answer.about) for answer in facts.answers}
    forgotten = [
        Answered(code, number, kind=kind, about=about)
        for code, (number, asked_of, kind) in BEFORE_SHARING.items()
        for about in _asked_about(facts, asked_of)
        if (code, about) not in given
    ]
    blank = [answer for answer in (*facts.answers, *forgotten) if not answer.is_answered]
    return [_answer_wanted(answer) for answer in sorted(blank, key=lambda answer: answer.number)]


def _asked_about(facts, asked_of):
    return {DISCLOSURE: (None,), PERSON: facts.persons, RECIPIENT: facts.recipients}[asked_of]


def _answer_wanted(answer):
    name = f"Q{BEFORE_SHARING[answer.code][0] if answer.code in BEFORE_SHARING else answer.number}"
    if answer.code == "what-they-will-do":
        return _at(answer, f"{name}.EMPTY", 1, BLOCK, "Say what they will do with it.", CHECKLIST_TOPIC)
    verb = "Write" if answer.kind == TEXT else "Choose"
    return _at(answer, f"{name}.ANSWER", 1, BLOCK, f"{verb} an answer. \u201cNot sure\u201d is fine.", CHECKLIST_TOPIC)


def _unverified(facts, gate, severity):
    """Recipients of whom question 12 is answered otherwise than "yes". One without an answer shuts G1 already."""
    return [
        _at(answer, "Q12.UNVERIFIED", gate, severity, UNVERIFIED, CHECKLIST_TOPIC)
        for answer in facts.answers
        if answer.code == "right-person" and answer.is_answered and answer.value != YES
    ]


def _request(facts):
    """What is not known of a request, and that whoever made it is not checked: nothing where nobody asked."""
    if facts.asked is None:
        return []
    found = []
    if not facts.asked.is_clear:
        found.append(Finding("REQ.UNCLEAR", 2, BLOCK, "Ask them what, why and by when.", REQUEST_PAGE))
    if not facts.asked.is_checked:
        found.append(Finding("Q12.UNVERIFIED", 2, BLOCK, WHO_ASKED, REQUEST_PAGE))
    return found


def _nothing_left(facts):
    sentence = "Everything is left out: reject instead, or return it."
    return [Finding("Q9.NONELEFT", 2, BLOCK, sentence, ITEMS_TOPIC)] if facts.nothing_goes else []


def _to_settle(facts):
    unsettled = [answer for answer in facts.answers if answer.is_not_sure and answer.code in UNSETTLED]
    return [_at(answer, *UNSETTLED[answer.code], APPROVER_PART) for answer in unsettled]


def _harm(facts):
    sentence = "Sharing seems to do more harm. Reject, or write why it is still right."
    return [
        _at(answer, "Q8.HARM", 2, WARN, sentence, APPROVER_PART)
        for answer in facts.answers
        if answer.code == "more-harm-than-good" and answer.value == YES
    ]


def _block(code, sentence, mend):
    return Finding(code, 1, BLOCK, sentence, mend)


def _at(answer, code, gate, severity, sentence, mend):
    return Finding(code, gate, severity, sentence, mend, answer.number, answer.code, answer.about)


def _in_order(findings):
    return sorted(findings, key=lambda finding: (BLOCK, REASON, WARN).index(finding.severity))
