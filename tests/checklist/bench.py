"""What the pure functions cost on a full disclosure, beside an empty checklist; `make bench` runs it and keeps the report.

python -m tests.checklist.bench [BLOCKS [CALLS]] prints what was measured as JSON. Blocks of calls on the one and the
other take turns, so that the machine's other work meets both; the answer is the middle of the blocks.
"""

import json
import statistics
import sys
import time

from checklist import facts as plain, gates
from checklist.derived import Q1, Q6, Q7, Derived, settled
from checklist.facts import Facts, Item, Person
from tests.checklist.given import HERS, MOTHERS, P1, R1, made, ruled

BLOCKS, CALLS = 30, 200
P2 = "p2"
ITEMS = ("Mood log of eight weeks", "Attendance since September", "What the tutor saw in lessons", "Plan of support")
EMPTY = Facts()
# A referral of two children with their consent: four items, one recipient, everything answered, and settled.
FULL = made(
    {
        "persons": (
            Person(P1, age=15, is_competent=True, consents=(HERS, MOTHERS)),
            Person(P2, age=9, consents=(MOTHERS,)),
        ),
        "answers": {
            (Q1, P1): plain.YES,
            (Q7, P1): plain.YES,
            (Q1, P2): plain.YES,
            (Q6, P2): plain.SAFE,
            (Q7, P2): plain.YES,
        },
        "items": tuple(Item(f"i{number}", words) for number, words in enumerate(ITEMS)),
        "pairs": {(f"i{number}", R1): plain.WHOLE for number in range(len(ITEMS))},
        "rulings": (ruled(plain.CONDITION, "safeguarding"),),
    }
)
PURE = {
    "g1": gates.g1,
    "g2": gates.g2,
    "before_it_leaves": gates.before_it_leaves,
    "settled": settled,
    "Derived": Derived,
}


def measured(blocks=BLOCKS, calls=CALLS):
    """{function: {"empty": microseconds, "full": microseconds}} of one call, in CPU time."""
    return {name: _of_one(pure, blocks, calls) for name, pure in PURE.items()}


def _of_one(pure, blocks, calls):
    taken = {"empty": [], "full": []}
    for _ in range(blocks):
        for name, facts in (("empty", EMPTY), ("full", FULL)):
            began = time.process_time_ns()
            for _ in range(calls):
                pure(facts)
            taken[name].append((time.process_time_ns() - began) / calls / 1000)
    return {name: round(statistics.median(found), 1) for name, found in taken.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(*map(int, sys.argv[1:]))))
