"""`make histories`: honest histories made at random, 10,000 in memory and 300 through the database: none raises an alarm.

A number after it is the seed, so that other histories are made: `python3 scripts/histories.py 7`.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import os

import cluster
import machine
import virtual_environment

NUMBERS = {"IN_MEMORY": "10000", "IN_DATABASE": "300"}


def main(arguments):
    """Make them and let the verifier read each; 0 when it says nothing of any."""
    seed = arguments[0] if arguments else "1"
    python = virtual_environment.python_with("requirements-dev.txt")
    with cluster.database_url() as url:
        environment = {**os.environ, **NUMBERS, "SEED": seed, "DATABASE_URL": url}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/audit/test_histories.py"]
        machine.call(command, "An honest history was taken for a fault.", cwd=machine.ROOT, env=environment)
    print(f"{NUMBERS['IN_MEMORY']} honest histories in memory, {NUMBERS['IN_DATABASE']} in the database: no alarm.")
    return 0


if __name__ == "__main__":
    machine.run_main(main)
