"""`make attempts`: tries every known way past the audit, and every known attack on it, and writes docs/attempts.md."""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import os
import tempfile
from collections import Counter
from pathlib import Path

import cluster
import machine
import virtual_environment

DOCUMENT = machine.ROOT / "docs" / "attempts.md"
TESTS = ("tests/audit/test_attempts.py", "tests/audit/test_attacks.py")
HEAD = """\
# Attempts on the audit, and who refuses or notices them

Written by `make attempts`, which makes each of them on PostgreSQL; `make test` makes them too and fails where one goes \
through in silence.
"""
ATTEMPTED = """
## Attempts with the rights of the web process

{count} attempts to change an audited row so that no entry tells of it, or to change the record itself. {sums}.

"""
ATTACKED = """
## Attacks by whoever holds the database

{count} attacks: made with the rights of the web process, made by the owner of the tables, and made with every trigger \
switched off, where only `verify_audit` or what is kept elsewhere can tell. "With the key" means that the attacker has \
`AUDIT_KEY` as well.

"""


def main(_arguments):
    """Run both tests and keep their tables; 0 when both are green."""
    python = virtual_environment.python_with("requirements-dev.txt")
    with tempfile.TemporaryDirectory(prefix="talentum-share-attempts-") as folder, cluster.database_url() as url:
        attempts, attacks = Path(folder, "attempts.md"), Path(folder, "attacks.md")
        environment = {**os.environ, "DATABASE_URL": url, "ATTEMPTS": str(attempts), "ATTACKS": str(attacks)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS]
        machine.call(command, "An attempt was not answered as it must be.", cwd=machine.ROOT, env=environment)
        text = HEAD + _part(ATTEMPTED, attempts) + _part(ATTACKED, attacks)
    print(text)
    DOCUMENT.write_text(text, "utf-8")
    return 0


def _part(words, path):
    """A section: its words with how many there are and what became of them, and the table."""
    table = path.read_text("utf-8")
    outcomes = Counter(line.rstrip(" |").rpartition(" | ")[2] for line in table.splitlines()[2:])
    sums = "; ".join(f"{outcome}: {count}" for outcome, count in outcomes.most_common())
    return words.format(count=outcomes.total(), sums=sums[:1].upper() + sums[1:]) + table


if __name__ == "__main__":
    machine.run_main(main)
