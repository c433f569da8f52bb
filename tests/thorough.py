"""What `make test` asks a part of, and `make thorough` whole: sweeps over many cells.

A part leaves no kind of thing out: it is the combinations of them that are fewer. `make thorough` runs every file that
names this module, with nothing left out, and keeps its report in docs/thorough.md.
"""

import os

WHOLE = os.environ.get("THOROUGH") == "1"


def by_turn(kinds, turn):
    """Which of several kinds of a question are asked of number `turn` of those that are asked it: one, or all of them."""
    return list(kinds) if WHOLE else [kinds[turn % len(kinds)]]
