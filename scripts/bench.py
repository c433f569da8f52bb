"""`make bench`: what the gates cost on a full disclosure beside an empty checklist, and writes docs/bench.md.

Numbers after it are how many blocks, and how many calls in each: `python3 scripts/bench.py 30 200`.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import json
import sys

import machine

REPORT = machine.ROOT / "docs" / "bench.md"
WORDS = """# What the gates cost

`make bench` calls the pure functions on plain facts (`tests/checklist/bench.py`): a full disclosure of two people, four
items and one recipient in which everything is answered and settled, and an empty checklist. Microseconds of CPU for one
call, the middle of blocks that take turns; times are this machine's, the last column compares. None of them asks the
database anything: `tests/decisions/test_statements_of_one.py` holds that on a stored disclosure.

| function | empty checklist | full disclosure | full to empty |
|---|---|---|---|
{lines}
"""


def main(arguments):
    """Measure, write the report and print it."""
    command = [sys.executable, "-m", "tests.checklist.bench", *arguments]
    code, told, said = machine.output_of(command, cwd=machine.ROOT)
    if code:
        raise machine.Stop(f"The measurement failed.\n{said}")
    lines = [
        f"| `{name}` | {taken['empty']} | {taken['full']} | {taken['full'] / taken['empty']:.1f} |"
        for name, taken in json.loads(told).items()
    ]
    REPORT.write_text(WORDS.format(lines="\n".join(lines)), "utf-8")
    print(*lines, sep="\n")
    return 0


if __name__ == "__main__":
    machine.run_main(main)
