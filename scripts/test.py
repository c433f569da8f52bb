"""`make test`: every test, on a real PostgreSQL and in a real browser, in lanes side by side.

`python3 scripts/test.py --quick` leaves the browser out. What follows `--` goes to pytest: `python3 scripts/test.py -- -k register`, or `-- tests/audit`.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import os
import time

import cluster
import lanes
import machine
import virtual_environment

QUICK = "--quick"


def main(arguments):
    """Run the lanes; 0 when all that ran is green, and something ran."""
    chosen = _lanes([word for word in arguments if word != "--"])
    python = virtual_environment.python_with("requirements-dev.txt")
    if any(lane.name == lanes.BROWSER for lane in chosen):
        os.environ["CHROMIUM"] = machine.chromium()
    begun = time.monotonic()
    with cluster.database_url() as url:
        print("Running the lanes: " + ", ".join(lane.name for lane in chosen) + ".", flush=True)
        lanes.run(chosen, python, url)
    print(f"In all: {time.monotonic() - begun:.0f} seconds")
    return _exit_code([lane.code for lane in chosen], narrowed=bool({*arguments} - {QUICK}))


def _lanes(words):
    """The lanes to run: all, all but the browser's, or those in which the given paths lie."""
    paths = [word for word in words if word.partition("::")[0].rstrip("/").startswith("tests")]
    others = [word for word in words if word not in {*paths, QUICK}]
    if not paths:
        left_out = {lanes.BROWSER} if QUICK in words else set()
        chosen = [lanes.Lane(name, [*folders, *others]) for name, folders in lanes.FOLDERS.items()]
        return [lane for lane in chosen if lane.name not in left_out]
    in_browser = [path for path in paths if path.startswith("tests/browser")]
    in_rules = [path for path in paths if path not in in_browser]
    sorted_paths = ((lanes.RULES, in_rules), (lanes.BROWSER, in_browser))
    return [lanes.Lane(name, [*some, *others]) for name, some in sorted_paths if some]


def _exit_code(codes, narrowed):
    """A lane without tests is a failure, unless a choice of tests was asked for and another lane ran some."""
    fine = {0, lanes.NO_TESTS} if narrowed else {0}
    return 0 if 0 in codes and all(code in fine for code in codes) else 1


if __name__ == "__main__":
    machine.run_main(main)
