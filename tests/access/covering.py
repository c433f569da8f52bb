"""Which cells of the access tables are asked each time, and that these leave no address, person or stage out."""

from collections import Counter

from tests.access.tables import PEOPLE, cells
from tests.thorough import WHOLE

# What tells nothing of a stage: nobody finds it, everybody is led to the sign-in page, or no page is of this method.
SHUT = {"404", "in", "405"}
# Who may read a disclosure at which stage is asked here of everybody, at every stage.
READING = "disclosure"


def asked(table, part):
    """The cells of a table for one of the cast that are asked each time, as `cells` gives them.

    Whoever finds an address at any stage is asked about it at each one. Whoever finds it at none is asked at one stage of
    it, the rarest that they have not met yet: everybody meets every address and every disclosure.
    """
    every = list(cells(table, part))
    if WHOLE:
        return every
    by_address = {}
    for cell in every:
        by_address.setdefault(cell[:2], []).append(cell)
    kept, met, often = [], set(), Counter(cell[2] for cell in every)
    for (name, _chosen), of_it in by_address.items():
        turn = (len(kept) + PEOPLE.index(part)) % len(of_it)
        is_open = name == READING or any(answer not in SHUT for *_, answer in of_it)
        turned = of_it[turn:] + of_it[:turn]
        new = sorted((cell for cell in turned if cell[2] not in met), key=lambda cell: often[cell[2]])
        now = of_it if is_open else (new or turned)[:1]
        met |= {cell[2] for cell in now}
        kept += now
    return kept


def missing(table):
    """What the cells that are asked leave out: an open cell, or a pair of address, disclosure and person."""
    whole = [(part, *cell) for part in PEOPLE for cell in cells(table, part)]
    some = [(part, *cell) for part in PEOPLE for cell in asked(table, part)]
    pairs = {
        "an open cell": lambda part, name, chosen, of, answer: answer in SHUT or (part, name, chosen, of),
        "an address of a person": lambda part, name, chosen, of, answer: (part, name, chosen),
        "a disclosure of a person": lambda part, name, chosen, of, answer: (part, of),
        "an address of a disclosure": lambda part, name, chosen, of, answer: (name, chosen, of),
    }
    found = {what: {key(*one) for one in whole} - {key(*one) for one in some} for what, key in pairs.items()}
    return {what: left_out for what, left_out in found.items() if left_out}
