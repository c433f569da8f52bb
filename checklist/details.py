"""What each question asks beside its answer (rules, section 2): data, from which the pages and the facts are made.

A detail is opened by one value of its question, or stands open always. Its plain value is stored in `Answer.details` by
its name: text, true, a list of codes, a day as "2026-11-23". What another answer opens is not asked for, so it counts as
not said: a detail that does not apply is never read.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.models import LegalGround
from agencies.registers import lines_in_force
from audit import clock
from checklist import facts
from checklist.facts import NO, NOT_SURE, YES

# How a detail is given.
WORDS, LONG, TICK, ONE, PICK, SOME, DAY, NUMBER = "words", "long", "tick", "one", "pick", "some", "day", "number"


CLASSES, GROUNDS, WAYS = "sensitivityclass", "legalground", "secureway"
NOT_KNOWN = (facts.NOT_KNOWN, "Not known")


def _in_force(register, lines, kind=""):
    """Choices of the lines that hold today; `lines` are those of all registers, where they have been read."""
    lines = lines_in_force(clock.today()) if lines is None else lines
    return [(line.code, line.words) for line in lines if line.register == register and kind in {"", line.kind}]


def duties(lines=None):
    """The legal duties in force, for question 4."""
    return _in_force(GROUNDS, lines, LegalGround.Kind.DUTY)


def powers(lines=None):
    """The legal powers in force, for question 4."""
    return _in_force(GROUNDS, lines, LegalGround.Kind.POWER)


def classes(lines=None):
    """The kinds of sensitive information, for question 2."""
    return _in_force(CLASSES, lines)


def perhaps_classes(lines=None):
    """The same where it is not sure whether it is sensitive: that it is not known is an answer too."""
    return [*classes(lines), NOT_KNOWN]


def ways(lines=None):
    """The ways of sending, the insecure ones named as such, for question 13."""
    return _in_force(WAYS, lines)


@dataclass(frozen=True)
class Detail:
    """One thing that a question asks beside its answer. `opens` is the value that opens it, None where it stands open.

    `choices` are pairs (code, label), or a function that reads those in force from a `register` (its model's name).
    `kinds` are the kinds of person of whom it is asked, empty for all.
    """

    name: str
    label: str
    kind: str
    opens: str | None = None
    hint: str = ""
    choices: tuple | Callable = ()
    kinds: tuple[str, ...] = ()
    register: str = ""

    def applies(self, value):
        """Whether it is asked beside this answer."""
        return self.opens is None or self.opens == value


_HARM = (facts.HARM, "Somebody would be at risk of harm")
_POLICE = (facts.POLICE, "It would prejudice a police investigation into a serious offence")
_DELAY = (facts.DELAY, "Asking first would delay protecting a child")
_EXPLAIN = "Who would be at risk, or why?"
_OFFENCE = "Which serious offence, where it is about the police?"

DETAILS = {
    "consent-held": (
        Detail(
            "objection", "Did anybody object? In their words", LONG, facts.NOT_ASKED, "Leave it blank if nobody did"
        ),
    ),
    "sensitive": (
        Detail("classes", "Which kinds?", SOME, YES, "Choose all that apply", classes, register=CLASSES),
        Detail(
            "perhaps",
            "Which kinds could it be?",
            SOME,
            NOT_SURE,
            "Choose all that apply",
            perhaps_classes,
            register=CLASSES,
        ),
    ),
    "consent-needed": (
        Detail(
            "why",
            "Why not?",
            ONE,
            NO,
            choices=(
                ("duty", "The law says that we must share it"),
                ("other-basis", "We would share it anyway, for the child\u2019s sake or another lawful reason"),
                ("no-choice", "Asking would only pretend that there is a choice"),
            ),
        ),
    ),
    "duty-or-power": (
        Detail("duty", "Which duty?", PICK, facts.DUTY, "Kept by the adviser", duties, register=GROUNDS),
        Detail("document", "Where does it stand?", WORDS, facts.DUTY, "For example, the order of 3 November"),
        Detail(
            "power", "Which power, if you know it?", PICK, facts.POWER, "Kept by the adviser", powers, register=GROUNDS
        ),
    ),
    "whose-information": (
        Detail("smallest_group", "How many people are in the smallest group?", NUMBER, YES, "For example, 12"),
    ),
    "risk-of-asking-or-telling": (
        Detail("ask_ground", "Why not ask?", ONE, facts.TELL_ONLY, choices=(_HARM, _POLICE, _DELAY), kinds=("about",)),
        Detail("ask_why", _EXPLAIN, LONG, facts.TELL_ONLY, kinds=("about",)),
        Detail("ask_offence", _OFFENCE, WORDS, facts.TELL_ONLY, kinds=("about",)),
        Detail("tell_ground", "Why not tell?", ONE, facts.NOT_SAFE, choices=(_HARM, _POLICE), kinds=("about",)),
        Detail(
            "tell_ground",
            "Why not tell?",
            ONE,
            facts.NOT_SAFE,
            choices=(
                _HARM,
                _POLICE,
                (facts.YOUNG_PERSON, "The young person, who understands, asked us not to"),
                (facts.NOT_NEEDED, "There is no need to tell them"),
            ),
            kinds=("carer",),
        ),
        Detail("tell_why", _EXPLAIN, LONG, facts.NOT_SAFE),
        Detail("tell_offence", _OFFENCE, WORDS, facts.NOT_SAFE),
        Detail("tell_review", "When will you look at this again?", DAY, facts.NOT_SAFE, "For example, 21 12 2026"),
    ),
    "more-harm-than-good": (
        Detail("harm_if_shared", "What harm could come from sharing?", LONG),
        Detail("harm_if_not_shared", "What harm could come from not sharing?", LONG),
        Detail("something_less", "Could something less do?", LONG, hint="Less information, or another way to help"),
        Detail("interests_differ", "The child\u2019s and a parent\u2019s interests differ", TICK),
    ),
    "how-much": (
        Detail("whole_file_why", "Why all of it?", LONG, facts.WHOLE_FILE),
        Detail("nothing_why", "Why should nothing be shared?", LONG, facts.NOTHING),
        Detail("is_accurate", "It is accurate and up to date", TICK, hint="As far as we can tell today"),
    ),
    "fact-and-opinion": (Detail("whose", "Whose opinion is in it?", WORDS, NO),),
    "check-source": (
        Detail("checked_who", "Who did you check with?", WORDS, facts.CHECKED),
        Detail("checked_on", "When?", DAY, facts.CHECKED, "For example, 20 11 2026"),
        Detail("checked_result", "What did they say?", LONG, facts.CHECKED),
        Detail("objects", "They object to sharing it", TICK, facts.CHECKED),
        Detail("to_check_who", "Who has to be asked?", WORDS, facts.TO_CHECK),
    ),
    "right-person": (
        Detail(
            "how",
            "How did you check?",
            ONE,
            YES,
            choices=(
                ("rang", "Rang them on a number we found ourselves"),
                ("known", "We know this person and their team"),
                ("met", "Met them, and saw their identification"),
                ("system", "Through a portal or a system that both use"),
            ),
        ),
        Detail("on", "When?", DAY, YES, "For example, 20 11 2026"),
    ),
    "secure-way": (Detail("way", "Which way will it go?", PICK, choices=ways, register=WAYS),),
    "what-they-will-do": (
        Detail(
            "onward",
            "May they pass it on?",
            ONE,
            choices=((YES, "Yes"), (NO, "No"), (facts.NOT_KNOWN, "Not known")),
        ),
    ),
}


# What the words beside an answer are asked for, where they are needed or usual; elsewhere they may help.
WORDS_FOR = {
    "consent-understood": "How do you know?",
    "how-much": "What was left out, and why is this much needed?",
    "knows-confidential": "How were they told?",
    "what-they-will-do": "What exactly, above all where it is something else?",
}


def details_of(code, person_kind=""):
    """What a question asks beside its answer, of this kind of person where it is asked of people."""
    return [one for one in DETAILS.get(code, ()) if not one.kinds or person_kind in one.kinds]
