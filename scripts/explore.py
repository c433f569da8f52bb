"""`make explore`: judges 2,000,000 invented sets of facts by what must hold of the gates, and writes docs/explore.md.

Numbers after it are how many sets, and the seed: `python3 scripts/explore.py 500000 7`.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import contextlib
import json
import subprocess
import sys

import machine

SETS, SEED = 2_000_000, 1
AT_ONCE = 2
REPORT = machine.ROOT / "docs" / "explore.md"
ADDED = ("sets", "wild", "approvable", "worsened", "broken", "seconds")
WORDS = """# The gates over invented facts

`make explore` invents sets of facts (`tests/checklist/invented.py`) and holds against each what must hold of the gates
whatever the facts (`tests/checklist/holding.py`; section 7 of the rules). Most sets are nearly in order, so that the gates
stand open often enough; one in ten is wild, with anything missing, unknown or marked stale. In each of the others one answer
is made worse, where it is not the worst already; of every fourth all three gates are asked, of the rest approval only.

| point | what must hold |
|---|---|
| 1 | no facts raise; a later gate is never open while an earlier one is shut; G1 opens with "not sure" and texts |
| 2 | the route of the flowchart is at the decision exactly where G2 is open, and otherwise stops at a finding |
| 3 | a worse answer never opens a gate |
| 4 | nothing absurd is approved: read from the plain values, by code that shares no line with the rules |
| 9 | checks of a recipient after approval change only what may leave, never what is decided |
| 10 | all "yes" cannot be approved |

| sets of facts | of them wild | could be approved | an answer made worse | did not hold | seed | CPU seconds |
|---|---|---|---|---|---|---|
| {sets:,} | {wild:,} | {approvable:,} | {worsened:,} | {broken:,} | {seed} | {seconds:,} |
"""


def main(arguments):
    """Explore, write the report and say what did not hold; 0 when everything did."""
    sets, seed = [int(word) for word in arguments] + [SETS, SEED][len(arguments) :]
    told = _explored(sets // AT_ONCE, seed)
    total = {name: sum(part[name] for part in told) for name in ADDED}
    REPORT.write_text(WORDS.format(**total, seed=seed), "utf-8")
    for part in told:
        print(*part["examples"], sep="\n", end="\n" if part["examples"] else "")
    print(f"{total['sets']:,} sets of facts: {total['broken']} times something did not hold.")
    return 1 if total["broken"] else 0


def _explored(sets, seed):
    """What each of the processes counted; they need nothing but Python."""
    with contextlib.ExitStack() as stack:
        running = [
            stack.enter_context(
                machine.child(
                    [sys.executable, "-m", "tests.checklist.explore", sets, seed * AT_ONCE + number],
                    cwd=machine.ROOT,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for number in range(AT_ONCE)
        ]
        told = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise machine.Stop("The exploration could not be run to its end.")
    return [json.loads(words) for words in told]


if __name__ == "__main__":
    machine.run_main(main)
