"""How dates, people and stages are written on the screen."""

import datetime
import unicodedata

from django.template.defaultfilters import linebreaksbr
from django.utils import timezone

from decisions.enums import PersonKind, Stage

COLOURS = {
    Stage.DRAFT: "grey",
    Stage.AWAITING: "yellow",
    Stage.RETURNED: "orange",
    Stage.APPROVED: "",
    Stage.REJECTED: "purple",
    Stage.SHARED_FIRST: "red",
    Stage.SHARED: "teal",
    Stage.CLOSED: "green",
    Stage.WITHDRAWN: "grey",
    Stage.LAPSED: "grey",
}


def stage_tag(stage):
    """The stage's own word with its colour. Rejected is not red: it is not a fault."""
    stage = Stage(stage)
    return {"words": stage.label, "colour": COLOURS[stage]}


def day(value):
    """A date in words: 23 November 2026; empty where there is none."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return f"{value.day} {value:%B %Y}"


def moment(value, today):
    """A time in words: "Today, 2:05pm", or "Friday 20 November 2026, 3:31pm"."""
    local = timezone.localtime(value)
    if local.date() == today:
        return f"Today, {clock_time(local)}"
    return f"{local:%A} {local.day} {local:%B %Y}, {clock_time(local)}"


def moment_inside(value, today):
    """The same inside a sentence: "today, 2:05pm"."""
    said = moment(value, today)
    return said[:1].lower() + said[1:] if said.startswith("Today") else said


def clock_time(value):
    """A time of day in words: "2:05pm"."""
    return f"{value.hour % 12 or 12}:{value.minute:02}{'am' if value.hour < 12 else 'pm'}"


def initials(name):
    """The first letters of the first and last word of a name: "A.O."; a placeholder where no letter stands."""
    parts = [word for word in name.split() if any(unicodedata.category(letter)[0] == "L" for letter in word)]
    if not parts:
        return "No name"
    chosen = [parts[0], parts[-1]] if len(parts) > 1 else parts
    letters = [next(letter for letter in word if unicodedata.category(letter)[0] == "L") for word in chosen]
    return "".join(f"{letter.upper()}." for letter in letters)


def age(born, today):
    """Full years on a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def about_words(people, today):
    """Whom a disclosure is about: "A.O., 15", "A.O., 15 and 1 more", or "nobody yet", as it stands inside a sentence."""
    subjects = [person for person in people if person.kind == PersonKind.ABOUT]
    if not subjects:
        return "nobody yet"
    first = initials(subjects[0].name)
    if subjects[0].date_of_birth:
        first += f", {age(subjects[0].date_of_birth, today)}"
    return first if len(subjects) == 1 else f"{first} and {len(subjects) - 1} more"


def in_lines(text):
    """Words with their line ends, as the value of a row of a summary list; escaped."""
    return {"html": linebreaksbr(text)}


def counted(number, noun, plural=None):
    """A number with its noun: "1 item", "5 items", "2 people"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def in_runs(numbers):
    """Numbers in words, those that follow each other as one: "2, 3, 5 and 8 to 15"."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def asked_in_all(numbers):
    """Questions as the beginning of a sentence: "Questions 1, 6 and 7 are", "Question 9 is"."""
    return f"Question{'s' if len(numbers) > 1 else ''} {in_runs(numbers)} {'are' if len(numbers) > 1 else 'is'}"
