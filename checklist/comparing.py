"""What a draft of the policy changes in the version in force, question by question, in words."""

from dataclasses import dataclass

from checklist.models import Question

NEW, LEFT_OUT, CHANGED = "New", "Left out", "Changed"
NOTHING = "Nothing"
# What may differ of a question, and what it is called.
PARTS = {
    "number": "Number",
    "place": "Section",
    "wording": "Question",
    "label": "Short name",
    "hint": "Help",
    "example": "Example",
    "when_unsure": "What “not sure” does",
}


@dataclass(frozen=True)
class Change:
    """One question that is not as it was: its name, in which way, and its lines (what, before, now)."""

    code: str
    name: str
    what: str
    lines: tuple = ()


def name_of(question):
    """A question as it is called in a list: "Question 8, More harm than good"."""
    return f"Question {question.number}, {question.label}"


def changes(before, now):
    """What differs between the questions of two versions: those of the later one in their order, what is left out, and in
    one line each those that have only another number.
    """
    old = {question.code: question for question in before}
    found = [change for question in now if (change := _change(old.pop(question.code, None), question))]
    renumbered = [one for one in found if [said for said, *_ in one.lines] == [PARTS["number"]]]
    found = [one for one in found if one not in renumbered]
    found += [Change(code, name_of(question), LEFT_OUT) for code, question in old.items()]
    lines = tuple((one.name, *one.lines[0][1:]) for one in renumbered)
    return [*found, Change("numbers", "Numbers alone", CHANGED, lines)] if lines else found


def _change(old, question):
    if old is None:
        lines = ((PARTS["wording"], "", question.wording), ("Asked of", "", question.get_asked_of_display()))
        return Change(question.code, name_of(question), NEW, lines)
    then, now = _parts(old), _parts(question)
    lines = [
        (said, then[part] or NOTHING, now[part] or NOTHING) for part, said in PARTS.items() if then[part] != now[part]
    ]
    return Change(question.code, name_of(question), CHANGED, tuple(lines)) if lines else None


def _parts(question: Question):
    parts = {part: getattr(question, part) for part in PARTS if part != "place"}
    return parts | {"place": f"{question.section.number} {question.section.title}"}
