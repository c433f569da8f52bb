"""Lanes of tests: pytest processes that run side by side, each on a database of its own."""

import contextlib
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import cluster
import machine

NO_TESTS = 5  # pytest's exit code when nothing was collected
RULES, ACCESS, DISCLOSURES, BROWSER = "rules", "access", "disclosures", "browser"
# Each lane waits for its own PostgreSQL time and again, so that there is one more than two cores. Those without a browser
# take about as long as each other. Measured is the CPU of a lane and of its PostgreSQL (user and system, of pytest by
# os.times and of the server's processes by /proc), not the clock, which tells of the machine's other work.
FOLDERS = {
    DISCLOSURES: (
        "tests/decisions",
        "--ignore=tests/decisions/test_demo.py",
        "--ignore=tests/decisions/test_truth_table.py",
    ),
    ACCESS: ("tests/access", "tests/decisions/test_demo.py", "tests/decisions/test_truth_table.py"),
    RULES: (
        "tests",
        "--ignore=tests/browser",
        "--ignore=tests/decisions",
        "--ignore=tests/access",
    ),
    BROWSER: ("tests/browser",),
}


class Lane:
    """One pytest process: its name, its arguments, and how it ended."""

    def __init__(self, name, arguments):
        self.name, self.arguments = name, arguments
        self.code = self.seconds = self.process = None
        self.begun = time.monotonic()

    def start(self, stack, python, url, folder):
        """Start it within `stack`; its words go to a file in `folder`, to be shown whole when it ends."""
        self.output = Path(folder) / f"{self.name}.txt"
        environment = {**os.environ, "DATABASE_URL": cluster.named(url, f"talentum_share_{self.name}")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)  # tests/conftest.py sets it, after what it rests on
        command = [python, "-m", "pytest", "-p", "no:cacheprovider", *self.arguments]
        if sys.stdout.isatty():
            command.append("--color=yes")
        words = stack.enter_context(self.output.open("wb"))
        ended_by = {"ending": signal.SIGINT, "stdout": words, "stderr": words}
        self.process = stack.enter_context(machine.child(command, cwd=machine.ROOT, env=environment, **ended_by))

    def has_ended(self):
        """Whether it ended by now; notes its exit code and its seconds."""
        self.code = self.process.poll()
        if self.code is not None:
            self.seconds = time.monotonic() - self.begun
        return self.code is not None

    def show(self):
        """Print all that it said."""
        print(f"\n---- {self.name} ----\n{self.output.read_text('utf-8', 'replace')}", flush=True)

    def verdict(self):
        """Its seconds and how it ended, in one line."""
        words = {0: "passed", NO_TESTS: "ran no test"}.get(self.code, f"FAILED (exit code {self.code})")
        return f"{self.name}: {self.seconds:.0f} seconds, {words}"


def run(lanes, python, url):
    """Run all the lanes side by side; shows the words of each as it ends, and then a line for each."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="talentum-share-lanes-"))
        for lane in lanes:
            lane.start(stack, python, url, folder)
        waiting = list(lanes)
        while waiting:
            time.sleep(0.1)
            for lane in [lane for lane in waiting if lane.has_ended()]:
                waiting.remove(lane)
                lane.show()
    for lane in lanes:
        print(lane.verdict(), flush=True)
