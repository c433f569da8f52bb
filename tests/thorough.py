"""What `make test` asks a part of, and `make thorough` whole: sweeps over many cells, attacks byte by byte, long series.

A part leaves no kind of thing out: it is the combinations of them that are fewer. `make thorough` runs every file that
names this module, with nothing left out, and keeps its report in docs/thorough.md.
"""

import os

import pytest

WHOLE = os.environ.get("THOROUGH") == "1"
# A test, or a row of its parameters, that runs in `make thorough` alone.
thorough = pytest.mark.skipif(not WHOLE, reason="asked by make thorough")


def part(cases, step, turn=0):
    """All cases, or every `step`th of them beginning with the one at `turn`, in their order."""
    cases = list(cases)
    return cases if WHOLE else cases[turn % step :: step]


def times(everyday, whole):
    """How often something is done: `everyday` each time, `whole` where it is to be thorough."""
    return whole if WHOLE else everyday
