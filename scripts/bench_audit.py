"""`make bench-audit`: what an audited action costs beside the same rows with plain simple-history, as a ratio."""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import json
import os
import tempfile
from pathlib import Path

import cluster
import machine
import virtual_environment


def main(_arguments):
    """Measure, and print a line for each number of rows; times are this machine's, ratios compare."""
    python = virtual_environment.python_with("requirements-dev.txt")
    with tempfile.TemporaryDirectory(prefix="talentum-share-bench-") as folder, cluster.database_url() as url:
        place = Path(folder) / "told.json"
        environment = {**os.environ, "DATABASE_URL": url, "BENCH": str(place)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/audit/bench.py"]
        machine.call(command, "The measurement failed.", cwd=machine.ROOT, env=environment)
        told = json.loads(place.read_text("utf-8"))
    for name, numbers in told.items():
        words = ", ".join(f"{what} {number}" for what, number in numbers.items())
        print(f"{name:<36} {words}")
    return 0


if __name__ == "__main__":
    machine.run_main(main)
