"""Which cells of the access tables are asked each time, and that these leave no address, person or stage out."""

from collections import Counter
from functools import cache

from tests.access.sends import SEND
from tests.access.tables import PEOPLE, READ, cells
from tests.thorough import WHOLE

# What tells nothing of a stage: nobody finds it, everybody is led to the sign-in page, or no page is of this method.
SHUT = {"404", "in", "405"}
# Who may read a disclosure at which stage is asked here of everybody, at every stage.
READING = "disclosure"


def asked(table, part):
    """The cells of a table for one of the cast that are asked each time, as `cells` gives them.

    Everybody meets every address, with each of the answers that it has for them, and every disclosure; and every
    disclosure is met at every address, where it opens there by somebody to whom it opens. What is shut to somebody
    whether they open it or send something to it, they try in one of these ways, by turns.
    """
    if WHOLE:
        return list(cells(table, part))
    tried = _by_turns(part)
    return [cell for cell in _chosen(table)[part] if tried.get(cell[:2], table) == table]


@cache
def _by_turns(part):
    """An address that is shut to somebody in both ways -> the table by which they try it."""
    answers = {table: {} for table in (READ, SEND)}
    for table, found in answers.items():
        for name, chosen, _of, answer in cells(table, part):
            found.setdefault((name, chosen), set()).add(answer)
    both = [key for key, told in answers[READ].items() if told == answers[SEND].get(key) and told <= {"404", "in"}]
    return {key: (READ, SEND)[(turn + PEOPLE.index(part)) % 2] for turn, key in enumerate(both)}


@cache
def _chosen(table):
    """The cells for each of the cast: as few as say all this, each pair of address and disclosure by a turn of people."""
    every = {part: list(cells(table, part)) for part in PEOPLE}
    kept, met = {part: [] for part in PEOPLE}, Counter()

    def keep(part, cell):
        kept[part].append(cell)
        met[cell] += 1  # an open answer and a shut one at the same pair count apart

    for part in PEOPLE:
        own = Counter()
        for (name, _chosen, _answer), alike in _grouped(every[part]).items():
            least = min(alike, key=lambda cell: (met[cell], own[cell[2]]))
            for cell in alike if name == READING else [least]:
                own[cell[2]] += 1
                keep(part, cell)
    for part in PEOPLE[::-1]:
        for cell in every[part]:
            if not met[cell] and (cell[3] not in SHUT or not any(met[other] for other in _answers_at(cell))):
                keep(part, cell)
        of_own = {cell[2] for cell in kept[part]}
        for cell in every[part]:
            if cell[2] not in of_own:
                of_own.add(cell[2])
                keep(part, cell)
    return kept


def met_first(table, part, parts):
    """The cells of a table for one of `parts` at whatever is about no disclosure or about the draft.

    Where an address opens to one of them, the later ones are asked nothing more about it: this is for questions whose
    answer does not depend on who asks.
    """
    some = [cell for cell in cells(table, part) if cell[2] in {"-", "draft"}]
    if WHOLE:
        return some
    before = parts[: parts.index(part)]
    opened = {cell[:3] for other in before for cell in cells(table, other) if cell[3] not in SHUT}
    return [cell for cell in some if cell[:3] not in opened]


def _grouped(some):
    """The cells of one of the cast by their address and its answer."""
    by_answer = {}
    for cell in some:
        by_answer.setdefault((*cell[:2], cell[3]), []).append(cell)
    return by_answer


def _answers_at(cell):
    """The same pair of address and disclosure with each answer that tells nothing."""
    return [(*cell[:3], answer) for answer in SHUT]


def missing():
    """What the cells that are asked leave out: an answer of a person at an address, or a pair of two things."""
    whole = [(table, part, *cell) for table in (READ, SEND) for part in PEOPLE for cell in cells(table, part)]
    some = [(table, part, *cell) for table in (READ, SEND) for part in PEOPLE for cell in asked(table, part)]
    told = {
        "an answer of an address to a person": lambda way, part, name, chosen, of, answer: (part, name, chosen, answer),
        "a disclosure of a person": lambda way, part, name, chosen, of, answer: (part, of),
        "an address of a disclosure": lambda way, part, name, chosen, of, answer: (name, chosen, of),
    }
    if_open = {
        "an open answer of an address to a person": lambda way, part, name, chosen, of, answer: (
            way, part, name, chosen, answer
        ),
        "an open answer at a disclosure": lambda way, part, name, chosen, of, answer: (way, name, chosen, of, answer),
    }  # fmt: skip
    found = {what: {key(*one) for one in whole} - {key(*one) for one in some} for what, key in told.items()}
    opened = [one for one in whole if one[-1] not in SHUT]
    found |= {what: {key(*one) for one in opened} - {key(*one) for one in some} for what, key in if_open.items()}
    return {what: left_out for what, left_out in found.items() if left_out}
