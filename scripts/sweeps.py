"""`make sweeps`: every cell of the tables of who may open and send what, asked of a running service.

`make test` asks those that open, and of the others enough that nobody misses an address or a disclosure
(tests/access/covering.py). What follows goes to pytest: `python3 scripts/sweeps.py -k author`.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import os

import cluster
import machine
import virtual_environment

WHOLE = {"WHOLE_TABLES": "1"}


def main(arguments):
    """Ask them; 0 when each is answered as its table says."""
    python = virtual_environment.python_with("requirements-dev.txt")
    with cluster.database_url() as url:
        environment = {**os.environ, **WHOLE, "DATABASE_URL": url}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/access/test_urls.py", *arguments]
        machine.call(command, "An address answers otherwise than its table says.", cwd=machine.ROOT, env=environment)
    print("Every cell of the tables is answered as it says.")
    return 0


if __name__ == "__main__":
    machine.run_main(main)
