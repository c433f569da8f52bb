"""What a gate can find: every code with its gate, its weight, its sentence and the place where it is mended.

One table, so that a sentence stands once and the documents can be written from it. A `reason` shuts its gate until its
words are written. Where what it points at stands all the same (a refusal that is overruled, a source that was not
asked), it is shown as a warning from then on (`stays`); where nothing but the words was missing, it falls.
"""

from dataclasses import dataclass
from functools import lru_cache

from checklist.facts import CHOICE, DISCLOSURE, PERSON, RECIPIENT, SEVERAL

BLOCK, REASON, WARN = "block", "reason", "warn"

# Where a finding is mended: a topic of the draft, the approver's part of the decision page, or a page of its own.
PURPOSE_TOPIC, PEOPLE_TOPIC, ITEMS_TOPIC, RECIPIENT_TOPIC = "purpose", "people", "items", "recipient"
CHECKLIST_TOPIC, APPROVER_PART = "checklist", "approver"
REQUEST_PAGE, SHARING_PAGE, POLICY_PAGE = "request", "sharing", "policy"

# The fifteen questions to be answered before sharing: code -> (number of December 2015, asked of, kind).
# A row that is missing from the facts counts as unanswered, so that a forgotten row shuts the gate, never opens it.
BEFORE_SHARING = {
    "consent-held": (1, PERSON, CHOICE),
    "sensitive": (2, DISCLOSURE, CHOICE),
    "consent-needed": (3, DISCLOSURE, CHOICE),
    "duty-or-power": (4, DISCLOSURE, CHOICE),
    "whose-information": (5, DISCLOSURE, CHOICE),
    "risk-of-asking-or-telling": (6, PERSON, CHOICE),
    "consent-understood": (7, PERSON, CHOICE),
    "more-harm-than-good": (8, DISCLOSURE, CHOICE),
    "how-much": (9, DISCLOSURE, CHOICE),
    "fact-and-opinion": (10, DISCLOSURE, CHOICE),
    "check-source": (11, DISCLOSURE, CHOICE),
    "right-person": (12, RECIPIENT, CHOICE),
    "secure-way": (13, RECIPIENT, CHOICE),
    "knows-confidential": (14, RECIPIENT, CHOICE),
    "what-they-will-do": (15, RECIPIENT, SEVERAL),
}
NUMBERS = {code: number for code, (number, _, _) in BEFORE_SHARING.items()}
CODES = {number: code for code, number in NUMBERS.items()}

CONFIRM = "Something changed. Please confirm this answer again."
UNVERIFIED = "Check the person on a number you found yourself."
WHO_ASKED = "Check the person who asked on a number you found yourself."
NOT_FITTING = "This basis does not fit the answers."
TO_ADVISER = "Refer to the adviser."
DUTY_YET_HARM = "A duty, yet harm: the adviser decides."
SMALL_GROUPS = "Small groups can be recognised. Enter the people, or ask the adviser."
SEPARATE = "Separate fact from opinion, or say why it may go as it is."
THEIR_USE = "Say what they will do with it."


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


@dataclass(frozen=True)
class Row:
    """One line of the table. `question` is the number of December 2015, None where no one question is meant; `stays`:
    a reason whose words are written is shown as a warning.

    A line falls where a policy version does without the question that it rests on, because nobody could mend it: the one
    it names, unless it `outlives` it (what it points at is written elsewhere), or one of those that it `cites`.
    """

    gate: int
    severity: str
    sentence: str
    mend: str
    question: int | None = None
    stays: bool = False
    outlives: bool = False
    cites: tuple[int, ...] = ()

    @property
    def rests_on(self):
        """The codes of the questions without any of which the line falls; empty where it never does."""
        named = () if self.outlives or self.question is None else (self.question,)
        return frozenset(CODES[number] for number in (*named, *self.cites))


# Code -> row. What stands at more than one gate has a line for each: the word behind the code is no part of it.
TABLE = {
    "PURPOSE": Row(1, BLOCK, "Say what this is for and how it helps the child.", PURPOSE_TOPIC),
    "Q5.NOBODY": Row(1, BLOCK, "Add each person this is about.", PEOPLE_TOPIC),
    "Q9.EMPTY": Row(1, BLOCK, "List what is to be shared.", ITEMS_TOPIC),
    "RECIPIENT": Row(1, BLOCK, "Choose who will receive it.", RECIPIENT_TOPIC),
    **{
        f"Q{number}.ANSWER": Row(1, BLOCK, "Choose an answer. “Not sure” is fine.", CHECKLIST_TOPIC, number)
        for number in (1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 13, 14)
    },
    # Question 9 has no "not sure" to choose.
    "Q9.ANSWER": Row(1, BLOCK, "Choose an answer.", CHECKLIST_TOPIC, 9),
    **{f"Q{number}.STALE": Row(1, BLOCK, CONFIRM, CHECKLIST_TOPIC, number) for number in CODES},
    # A question that a later policy version added: answered with “not sure”, or in words.
    "ADDED.ANSWER": Row(1, BLOCK, "Give an answer. “Not sure” is one.", CHECKLIST_TOPIC),
    "Q1.REFUSED": Row(
        1, WARN, "Consent was refused or withdrawn. The adviser will decide.", PEOPLE_TOPIC, 1, outlives=True
    ),
    "X1.NOTVALID": Row(
        1,
        WARN,
        "This consent does not cover what is proposed, so it does not count: say who, what or why is missing.",
        PEOPLE_TOPIC,
        1,
        outlives=True,
    ),
    "Q1.ASKCHILD": Row(1, WARN, "Have you asked the young person?", PEOPLE_TOPIC, 1, outlives=True),
    "Q1.RIGHT": Row(1, WARN, "Find out who has parental responsibility.", PEOPLE_TOPIC, 1, outlives=True),
    "Q1.OBJECTION": Row(2, REASON, "Answer the objection.", APPROVER_PART, 1, stays=True, outlives=True),
    "Q2.CLASS": Row(1, BLOCK, "Tick what kind of sensitive information it is.", CHECKLIST_TOPIC, 2),
    "Q2.WORDS": Row(1, WARN, "The words {words} often mean sensitive information.", CHECKLIST_TOPIC, 2),
    "Q2.CONDITION": Row(2, BLOCK, "Choose the condition for sensitive information.", APPROVER_PART, 2),
    "Q3.WHY": Row(1, REASON, "Say why consent is not needed.", CHECKLIST_TOPIC, 3),
    "Q3.UNSURE": Row(2, BLOCK, "Decide whether consent is needed.", APPROVER_PART, 3),
    "Q3.NOTHELD": Row(2, BLOCK, "Consent is needed and not held: ask, or say why it is not needed.", PEOPLE_TOPIC, 3),
    "Q4.AUTHORITY": Row(1, BLOCK, "Name the duty and its document, or answer “not sure”.", CHECKLIST_TOPIC, 4),
    "Q4.AUTHORITY ruled": Row(2, BLOCK, "Name the duty and its document, or answer “not sure”.", CHECKLIST_TOPIC, 4),
    "Q4.UNSURE": Row(2, BLOCK, "Decide: duty, power or neither.", APPROVER_PART, 4),
    "BASIS.BLANK": Row(2, BLOCK, "Name the lawful basis.", APPROVER_PART),
    "BASIS.CONSENT": Row(2, BLOCK, NOT_FITTING, APPROVER_PART),
    "BASIS.DUTY": Row(2, BLOCK, NOT_FITTING, APPROVER_PART),
    "BASIS.FUNCTION": Row(2, BLOCK, NOT_FITTING, APPROVER_PART, cites=(4,)),
    "BASIS.TEXT": Row(2, REASON, "Say why this basis.", APPROVER_PART, stays=True),
    "X6.PUBLIC": Row(2, WARN, "A public authority can seldom use this.", APPROVER_PART),
    "X6.ADVISER": Row(2, BLOCK, TO_ADVISER, APPROVER_PART),
    "Q6.GROUND": Row(1, REASON, "Say who would be at risk, or why.", PEOPLE_TOPIC, 6),
    "Q6.DELAY": Row(
        1,
        BLOCK,
        "Delay excuses asking, not telling: choose “safe to tell, not to ask”.",
        PEOPLE_TOPIC,
        6,
    ),
    "Q6.OFFENCE": Row(1, REASON, "Which serious offence?", PEOPLE_TOPIC, 6),
    "Q6.UNSURE": Row(2, BLOCK, "Decide whether it is safe to ask or tell.", APPROVER_PART, 6),
    "Q8.TEXT": Row(1, REASON, "Write what harm could come from sharing, and from not sharing.", CHECKLIST_TOPIC, 8),
    "Q8.UNSURE": Row(2, BLOCK, "Weigh it and decide.", APPROVER_PART, 8),
    "Q8.HARM": Row(
        2,
        REASON,
        "Sharing seems to do more harm. Reject, or write why it is still right.",
        APPROVER_PART,
        8,
        stays=True,
    ),
    "X4.ADVISER": Row(2, BLOCK, TO_ADVISER, APPROVER_PART),
    "X4.OVERRIDE": Row(2, REASON, "Say why the refusal is overruled.", APPROVER_PART, stays=True),
    "X4.HARM": Row(2, BLOCK, "Refused, and more harm than good: this cannot be approved.", APPROVER_PART, cites=(8,)),
    "X7.CONFLICT": Row(1, WARN, DUTY_YET_HARM, APPROVER_PART, cites=(4, 8)),
    "X7.ADVISER": Row(2, REASON, DUTY_YET_HARM, APPROVER_PART, stays=True, cites=(4, 8)),
    "X8.COUNT": Row(1, WARN, SMALL_GROUPS, PEOPLE_TOPIC, cites=(5,)),
    "X8.IDENTIFIABLE": Row(2, BLOCK, SMALL_GROUPS, PEOPLE_TOPIC, cites=(5,)),
    "X8.ADVISER": Row(2, BLOCK, SMALL_GROUPS, APPROVER_PART, cites=(5,)),
    "X13.RECIPIENT": Row(
        2, BLOCK, "This would tell somebody you marked “not safe to tell”.", RECIPIENT_TOPIC, cites=(6,)
    ),
    "Q9.LEFTOUT": Row(1, REASON, "Say what was left out and why.", ITEMS_TOPIC, 9),
    "Q9.WHOLE": Row(1, REASON, "Say why all of it.", ITEMS_TOPIC, 9, stays=True),
    "Q9.ACCURATE": Row(1, BLOCK, "Confirm it is right and up to date.", ITEMS_TOPIC, 9),
    "Q9.WHYNOT": Row(1, REASON, "Say why.", ITEMS_TOPIC, 9, stays=True),
    "Q9.NOTHING": Row(2, BLOCK, "There is nothing to approve.", ITEMS_TOPIC, 9),
    "Q9.NONELEFT": Row(2, BLOCK, "Everything is left out: reject instead.", APPROVER_PART),
    "Q9.THIRD": Row(2, BLOCK, "Redact it, or list the person as “about”.", APPROVER_PART, 9, outlives=True),
    "Q10.MIXED": Row(1, WARN, SEPARATE, ITEMS_TOPIC, 10),
    "Q10.REASON": Row(2, REASON, SEPARATE, APPROVER_PART, 10, stays=True),
    "Q11.UNSURE": Row(2, BLOCK, "Decide.", APPROVER_PART, 11),
    "Q11.CHECK": Row(2, REASON, "Check first, or say why not.", APPROVER_PART, 11, stays=True),
    "Q11.OBJECTION": Row(2, REASON, "Answer the objection.", APPROVER_PART, 11, stays=True),
    "Q12.UNVERIFIED": Row(1, WARN, UNVERIFIED, RECIPIENT_TOPIC, 12),
    "Q12.UNVERIFIED requested": Row(2, BLOCK, UNVERIFIED, RECIPIENT_TOPIC, 12),
    "Q12.UNVERIFIED leaving": Row(3, BLOCK, UNVERIFIED, RECIPIENT_TOPIC, 12),
    "Q12.UNVERIFIED who-asked": Row(2, BLOCK, WHO_ASKED, REQUEST_PAGE),
    "REQ.UNCLEAR": Row(2, BLOCK, "Ask them what, why and by when.", REQUEST_PAGE),
    "Q12.OLD": Row(3, BLOCK, "Check the person again.", RECIPIENT_TOPIC, 12),
    "Q13.INSECURE": Row(3, BLOCK, "Choose a secure way.", RECIPIENT_TOPIC, 13),
    "Q14.TELL": Row(3, BLOCK, "Tell them it is confidential, then tick.", SHARING_PAGE, 14),
    "Q15.EMPTY": Row(1, BLOCK, THEIR_USE, RECIPIENT_TOPIC, 15),
    "Q15.ONWARD": Row(1, WARN, THEIR_USE, RECIPIENT_TOPIC, 15),
}


# What shuts an action of an approver beside the gates (rules, section 6).
PERSONAL_DUTY = Finding(
    "DUTY.PERSONAL",
    2,
    BLOCK,
    "The author has a duty of their own to share it: acknowledge it, and advise.",
    APPROVER_PART,
)
NO_PERSONAL_DUTY = Finding(
    "DUTY.NONE", 2, BLOCK, "There is no duty of the author\u2019s own here: decide it.", APPROVER_PART
)
NO_ADVISER = Finding(
    "REFER.NOBODY", 2, BLOCK, "No other adviser is free to decide it. Ring the duty contact.", APPROVER_PART
)


NOT_READ = Finding("POLICY.READ", 1, BLOCK, "Read the policies, and say once that you have.", POLICY_PAGE)


# Rules beside the table: their code, the question without which they fall, and their sentence.
BESIDE = {
    "DUTY.PERSONAL": ("duty-or-power", PERSONAL_DUTY.sentence),
    "Q16.OPEN": ("person-aware", "Tell them, or say why not."),
    "Q16.GROUND": ("person-aware", "Say why they are not told: harm, or a police investigation."),
    "Q16.REVIEW": ("person-aware", "Say when this is looked at again."),
    "Q17.RECORD": ("recorded", "Record it on the case file."),
}


def rules_resting_on(question_code):
    """{code: sentence} of the rules that fall where a policy version does without this question (architecture, 2)."""
    found = {name.partition(" ")[0]: row.sentence for name, row in TABLE.items() if question_code in row.rests_on}
    return found | {code: sentence for code, (question, sentence) in BESIDE.items() if question == question_code}


def finding(name, numbers, about=None, *, is_written=False, words=(), code=None, gone=frozenset()):
    """The finding of one line of the table, None where the line falls: because its words are written, or because it rests
    on a question that is `gone` from the policy version.

    `numbers` are those of the reader's own policy version, `words` what the sentence quotes, `code` the question's where
    the line does not name it.
    """
    row = TABLE[name]
    if gone and row.rests_on & gone:
        return None
    question_code = code or CODES.get(row.question)
    if question_code in gone:  # the line outlives its question, and has no number to show
        return _made(name, None, None, about, is_written, words)
    return _made(name, numbers.get(question_code, row.question), question_code, about, is_written, words)


@lru_cache(maxsize=2000)
def _made(name, number, question_code, about, is_written, words):
    """A finding is a plain value, and the same few are wanted again and again."""
    row = TABLE[name]
    if is_written and not row.stays:
        return None
    severity = WARN if is_written else row.severity
    sentence = row.sentence.replace("{words}", ", ".join(f"“{word}”" for word in words))
    return Finding(name.partition(" ")[0], row.gate, severity, sentence, row.mend, number, question_code, about)
