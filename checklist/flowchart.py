"""The information sharing flowchart of paragraph 4.3 as data: nodes, turns, and where each stands in the picture.

The trust's own picture has not survived. This graph stands in for it, built from the policy's paragraphs, and the page
that shows it says so. It indicates a way and decides nothing (2.9). No edge goes back: whoever asks for consent changes an
answer, and the walk begins again (`checklist.walk`). Every path ends in a record.

Pure: no database, no clock, no user. The picture (`checklist.drawing`), its words and the walk read the same rows.
"""

from dataclasses import dataclass

STOP = "stop"
# Columns of the picture.
LEFT, MAIN, RIGHT = "left", "main", "right"


@dataclass(frozen=True)
class Node:
    """One question or step. `short` stands in the picture, `question` in full in the words.

    `rests_on` names paragraphs ("2.8") and questions ("Q12") of the policy. `of_each` is asked of each person apart.
    `row` and `column` place it in the picture.
    """

    code: str
    short: str
    question: str
    rests_on: tuple[str, ...]
    row: int
    column: str = MAIN
    of_each: bool = False

    @property
    def star(self):
        """The mark of a question that is asked of each person apart."""
        return "*" if self.of_each else ""


@dataclass(frozen=True)
class Turn:
    """One way on: from a node, on an answer, to another node; empty where the way ends.

    `lane` is the distance of its line from the column in the picture, 0 for the straight way. One that is not `drawn` is
    only written.
    """

    source: str
    code: str
    target: str
    words: str
    lane: int = 0
    drawn: bool = True


F1, E0, E1, E2, F0, R1 = "F1", "E0", "E1", "E2", "F0", "R1"
F2, F3, F4, F5, F6, F7, F7A, F8 = "F2", "F3", "F4", "F5", "F6", "F7", "F7a", "F8"
F9, F10, F11, F12, F13, F14, F15, F16, F17 = "F9", "F10", "F11", "F12", "F13", "F14", "F15", "F16", "F17"

NODES = (
    Node(
        F1,
        "Is somebody in danger now?",
        "Is somebody at immediate risk of serious harm, so that waiting for a decision would be dangerous? Asked first, of "
        "requests too.",
        ("2.1", "2.8"),
        0,
    ),
    Node(
        E0,
        "Safeguarding lead or approver reached this minute, and no danger?",
        "Can the safeguarding lead or an approver be reached this minute, and do they say that there is no danger? Nobody "
        "is ever told to wait.",
        ("2.8",),
        1,
    ),
    Node(
        E1,
        "Share what is needed now, by the quickest safe means",
        "Share what is needed now by the quickest safe means. If somebody asked for it, ring them back on a known number, "
        "where that costs no time.",
        ("2.1", "2.3"),
        1,
        LEFT,
    ),
    Node(
        E2,
        "Record it today. An approver looks at it afterwards",
        "Record it today: what, to whom, and why it could not wait. An approver looks at it afterwards.",
        ("2.9",),
        2,
        LEFT,
    ),
    Node(F0, "Is it ours to share, or were we asked?", "Is this ours to share, or has somebody asked us?", ("1.2",), 2),
    Node(
        R1,
        "Is it who they say they are?",
        "Is whoever asks who they say they are? Until that is known nothing is revealed, not even that the child attends.",
        ("Q12",),
        2,
        RIGHT,
    ),
    Node(
        F2,
        "A purpose, and something to share?",
        "Is there a legitimate purpose for a school, and something to share?",
        ("1.1", "2.5"),
        3,
    ),
    Node(
        F3,
        "Could anybody be identified?",
        "Could anybody be identified, directly or by putting things together?",
        ("2.7", "Q5"),
        4,
    ),
    Node(
        F4,
        "Is it sensitive?",
        "Is it sensitive? Personal information is confidential either way.",
        ("2.7", "Q2"),
        5,
    ),
    Node(F5, "A legal duty to share it?", "Is there a legal duty to share this with this body?", ("2.8", "Q4"), 6),
    Node(
        F6,
        "Valid consent from everybody it is about?",
        "Is valid consent held from everybody the information is about: the right person, who understands, covering this "
        "recipient, this purpose and this information, and not withdrawn?",
        ("2.8", "Q1", "Q5", "Q7"),
        7,
    ),
    Node(
        F7,
        "A reason not to ask, or not to tell, this person?",
        "Is there a reason not to ask, or not to tell, this person: risk of harm, a police investigation into a serious "
        "offence, or a delay that cannot be justified?",
        ("2.8", "Q6"),
        8,
        of_each=True,
    ),
    Node(
        F7A,
        "Is consent an honest question here?",
        "Is consent an honest question here: would we really not share if they refused? Otherwise tell them, and do not ask.",
        ("2.6", "Q3"),
        9,
    ),
    Node(
        F8,
        "Would sharing do more harm than not sharing?",
        "Would sharing do more harm than not sharing? Is it no more than is needed? Whoever decides weighs it.",
        ("2.5", "Q8"),
        10,
    ),
    Node(
        F9,
        "Can the lawful basis, and the condition, be named?",
        "Can the lawful basis be named, and for sensitive information the condition? Is nothing left open in what "
        "was asked about the right to share?",
        ("2.5", "2.8", "Q2", "Q4"),
        11,
    ),
    Node(
        F10,
        "The least that is still enough? Fact apart from opinion, source checked?",
        "How much, and what: the least that is still enough, fact apart from opinion, the source checked?",
        ("2.3", "2.10", "Q9", "Q10", "Q11"),
        12,
    ),
    Node(
        F11,
        "The right person, a secure way, and what they will do with it?",
        "Who, and how: the right person, a secure way, told that it is confidential, their use of it known? If they asked: "
        "is it clear what, why, by when, and under what power, or that they name none?",
        ("Q12", "Q13", "Q14", "Q15"),
        13,
    ),
    Node(
        F12,
        "Has the Headteacher or the Data Protection Adviser decided?",
        "Has the Headteacher or the Data Protection Adviser decided: somebody who did not write it, and without a conflict?",
        ("4.2",),
        14,
    ),
    Node(
        F13,
        "Is the communication plan agreed by both?",
        "Is the communication plan agreed by the author and the approver?",
        ("4.2",),
        15,
    ),
    Node(
        F14,
        "Share it, and record it",
        "Share it, and record what, to whom, how, when, by whom, and the receipt.",
        ("2.9",),
        16,
    ),
    Node(
        F15,
        "Is the person aware, and the case record made?",
        "Is the person aware, or is there a safe reason why not, and is the case record made?",
        ("2.8", "Q16", "Q17"),
        17,
    ),
    Node(F16, "Will the sharing go on?", "Will sharing with these agencies go on?", ("2.4",), 18),
    Node(
        F17,
        "Record why",
        "Record why: every rejection, refusal, return and decision not to share ends in a record.",
        ("2.9",),
        14,
        LEFT,
    ),
)
NODE = {node.code: node for node in NODES}

TURNS = (
    Turn(F1, "yes", E1, "yes", lane=1),
    Turn(F1, "not-sure", E0, "not sure"),
    Turn(F1, "no", F0, "no", lane=1),
    Turn(E0, "no-danger", F0, "yes: no danger"),
    Turn(E0, "otherwise", E1, "otherwise"),
    Turn(E1, "shared", E2, "done"),
    Turn(E2, "looked-at", F15, "looked at afterwards", lane=1),
    Turn(F0, "ours", F2, "ours"),
    Turn(F0, "requested", R1, "asked"),
    Turn(R1, "yes", F2, "yes"),
    Turn(R1, "nothing", F2, "nothing is to be shared", drawn=False),
    Turn(R1, "not-sure", F17, "not sure: check back, reveal nothing", drawn=False),
    Turn(R1, "no", F17, "no: refuse, and reply", drawn=False),
    Turn(F2, "yes", F3, "yes"),
    Turn(F2, STOP, F17, "not so", lane=1),
    Turn(F3, "somebody", F4, "somebody, or not sure"),
    Turn(F3, "nobody", F10, "nobody", lane=3),
    Turn(F3, "weigh-harm", F8, "nobody, but harm is said, or not sure", drawn=False),
    Turn(F3, STOP, F17, "in doubt", lane=1),
    Turn(F4, "yes", F5, "yes"),
    Turn(F4, "not-sure", F5, "not sure"),
    Turn(F4, "no", F5, "no"),
    Turn(F5, "duty", F9, "yes", lane=2),
    Turn(F5, "no-duty", F6, "no, or not sure"),
    Turn(F6, "covered", F9, "from everybody", lane=2),
    Turn(F6, "not-covered", F7, "not from everybody"),
    Turn(F7, "ask", F7A, "somebody may be asked"),
    Turn(F7, "do-not-ask", F8, "ask nobody", lane=1),
    Turn(F7A, "yes", F8, "yes"),
    Turn(F7A, "no", F8, "no"),
    Turn(F7A, "not-sure", F8, "not sure"),
    Turn(F8, "no", F9, "no"),
    Turn(F8, "not-sure", F9, "not sure"),
    Turn(F8, "yes", F9, "yes"),
    Turn(F9, "named", F10, "yes"),
    Turn(F9, STOP, F17, "not yet", lane=1),
    Turn(F10, "enough", F11, "yes"),
    Turn(F10, STOP, F17, "not yet", lane=1),
    Turn(F11, "right", F12, "yes"),
    Turn(F11, STOP, F17, "not yet", lane=1),
    Turn(F12, "approved", F13, "approved"),
    Turn(F12, "acknowledged", F14, "a duty of the author\u2019s own, acknowledged", lane=1),
    Turn(F12, "otherwise", F17, "otherwise"),
    Turn(F13, "signed", F14, "signed by both"),
    Turn(F14, "shared", F15, "done"),
    Turn(F15, "yes", F16, "yes"),
    Turn(F16, "going-on", "", "yes: with a day on which it is looked at again", drawn=False),
    Turn(F16, "closed", "", "no: close it", drawn=False),
)
TURN = {(turn.source, turn.code): turn for turn in TURNS}

# What a stretch of the picture is about, and its first row.
BANDS = ((0, "Can it wait?"), (2, "May we?"), (12, "What, who, how"), (14, "Decide, plan"), (16, "Share, and after"))
