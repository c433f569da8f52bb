"""`make thorough`: what `make test` asks a part of, whole; the report goes to docs/thorough.md.

It takes the files that name tests/thorough.py. What follows goes to pytest, and then no report is written:
`python3 scripts/thorough.py -k author`.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import os
import tempfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import cluster
import lanes
import machine
import virtual_environment

REPORT = machine.ROOT / "docs" / "thorough.md"
HEAD = """# What is asked whole

`make test` asks a part of these that leaves no address, nobody and no stage out; `make thorough` asks
every combination and wrote this page. The seconds are of a machine with two cores.

| Tests | Asked | Not held | Seconds |
|---|---|---|---|
"""


def main(arguments):
    """Ask them; 0 when everything held."""
    python = virtual_environment.python_with("requirements-dev.txt")
    os.environ["THOROUGH"] = "1"
    with cluster.database_url() as url, tempfile.TemporaryDirectory() as folder:
        two = [
            lanes.Lane(f"thorough{number}", [*files, f"--junitxml={folder}/{number}.xml", *arguments])
            for number, files in enumerate(_halves())
            if files
        ]
        lanes.run(two, python, url)
        if not arguments:
            REPORT.write_text(HEAD + "".join(_lines(Path(folder).glob("*.xml"))), "utf-8")
    return max(lane.code for lane in two)


def _halves():
    """The files in two lanes, every second one in each."""
    named = [
        path for path in sorted((machine.ROOT / "tests").rglob("test_*.py")) if "thorough" in path.read_text("utf-8")
    ]
    own = [str(path.relative_to(machine.ROOT)) for path in named if path.parent.name != "project"]
    return own[::2], own[1::2]


def _lines(reports):
    """A line of the table for each file of tests, by what pytest wrote down of each test."""
    found = defaultdict(lambda: [0, 0, 0.0])
    for case in (case for report in reports for case in ElementTree.parse(report).iter("testcase")):  # noqa: S314 - ours
        of_file = found[case.get("classname")]
        of_file[0] += 1
        of_file[1] += any(case.find(what) is not None for what in ("failure", "error", "skipped"))
        of_file[2] += float(case.get("time"))
    return [
        f"| {name.replace('.', '/')}.py | {asked} | {failed} | {seconds:.0f} |\n"
        for name, (asked, failed, seconds) in sorted(found.items())
    ]


if __name__ == "__main__":
    machine.run_main(main)
