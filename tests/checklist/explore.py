"""Judges invented facts by the million; `make explore` runs it. It prints what it counted as JSON.

python -m tests.checklist.explore SETS SEED
"""

import json
import sys
import time

from tests.checklist.holding import Tally, judge
from tests.checklist.invented import Inventor

AT_ONCE = 100_000  # the pools of people and rulings are made anew from another seed after so many
SHOWN = 5


def explored(sets, seed):
    """What was counted over `sets` sets of facts."""
    tally, inventor = Tally(), None
    for number in range(sets):
        if number % AT_ONCE == 0:
            inventor = Inventor(seed * 1000 + number // AT_ONCE)
        judge(inventor, tally)
    return {
        "sets": tally.sets,
        "wild": tally.wild,
        "approvable": tally.approvable,
        "worsened": tally.worsened,
        "broken": len(tally.broken),
        "examples": [f"point {point}: {words}: {facts}" for point, words, facts in tally.broken[:SHOWN]],
        "seconds": round(time.process_time()),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(explored(int(sys.argv[1]), int(sys.argv[2]))))
