"""`.env.example` lists every setting that the environment may give, and nothing else."""

import ast
import re

from tests.project import tree

READERS = {"env", "env_bool", "env_list", "secret", "os.environ.get", "environ.get", "os.getenv"}
# Read by scripts and tests, but handed over by a script and not set by a person.
BETWEEN_SCRIPTS = {"PICTURES"}
# The machine's, not ours.
SYSTEM = {"PATH"}


def names_read(path):
    for name, call in tree.calls(tree.parsed(path)):
        first = call.args[0] if call.args else None
        if name in READERS and isinstance(first, ast.Constant):
            yield first.value


def all_names_read():
    paths = [tree.ROOT / "talentum_share" / "settings.py", *tree.python_files("scripts")]
    return {name for path in paths for name in names_read(path)}


def test_the_example_lists_exactly_what_is_read():
    example = (tree.ROOT / ".env.example").read_text("utf-8")
    listed = re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == all_names_read() - SYSTEM - BETWEEN_SCRIPTS


def test_the_reading_is_understood():
    assert {"SECRET_KEY", "AUDIT_KEY", "DATABASE_URL", "DEMO", "PORT"} <= all_names_read()


def test_the_environment_is_read_in_settings_only():
    allowed = {"talentum_share/settings.py", "talentum_share/wsgi.py"}
    readers = [
        tree.short(path)
        for path in tree.python_files()
        if tree.short(path) not in allowed and re.search(r"\benviron\b|\bgetenv\b", path.read_text("utf-8"))
    ]
    assert readers == []
