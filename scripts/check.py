"""`make check`: what can be said of the code without running it: format, lint, imports, migrations, settings, documents."""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import os
import tempfile
import time

import machine
import virtual_environment

STAGES = machine.ROOT / "decisions" / "management" / "commands" / "stages.py"
# Settings of a real installation, so that Django's own list for deployment is asked of what a trust would run.
DEPLOYED = {"DEMO": "0", "DEBUG": "0", "HTTPS": "1", "ALLOWED_HOSTS": "share.example.org"}
KEYS = ("SECRET_KEY", "AUDIT_KEY", "PSEUDONYM_KEY")


def main(_arguments):
    """Do every check, also after one failed; 0 when all are green."""
    python = virtual_environment.python_with("requirements-dev.txt")
    with tempfile.TemporaryDirectory(prefix="talentum-share-check-") as folder:
        demo = {**os.environ, "DEMO": "1", "VAR_DIR": folder, "DATABASE_URL": "sqlite://"}
        demo.pop("DJANGO_SETTINGS_MODULE", None)
        deployed = {**demo, **DEPLOYED, **{key: f"{key}-of-a-check-" + "0123456789abcdef" * 4 for key in KEYS}}
        failed = [name for name, command, env in _checks(python, demo, deployed) if not _passes(name, command, env)]
    print(f"\nNot in order: {', '.join(failed)}." if failed else "\nAll in order.")
    return 1 if failed else 0


def _checks(python, demo, deployed):
    """(name, command, environment) of each check."""
    manage = [python, "manage.py"]
    yield "format", [python, "-m", "ruff", "format", "--check", "."], demo
    yield "lint", [python, "-m", "ruff", "check", "."], demo
    yield "imports", [python.with_name("lint-imports"), "--no-cache"], demo
    yield "migrations", [*manage, "makemigrations", "--check", "--dry-run"], demo
    yield "settings", [*manage, "check", "--fail-level", "WARNING"], demo
    yield "settings as deployed", [*manage, "check", "--deploy", "--fail-level", "WARNING"], deployed
    yield "docs/architecture.svg", [python, "scripts/architecture.py", "--check"], demo
    if STAGES.exists():
        yield "docs/stages.md", [*manage, "stages", "--check"], demo


def _passes(name, command, environment):
    begun = time.monotonic()
    code, out, error = machine.output_of(command, cwd=machine.ROOT, env=environment)
    print(f"{name}: {'in order' if code == 0 else 'NOT in order'} ({time.monotonic() - begun:.1f} s)", flush=True)
    if code:
        print(out + error, flush=True)
    return code == 0


if __name__ == "__main__":
    machine.run_main(main)
