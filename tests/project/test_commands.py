"""The commands of the Makefile: each is a script that runs by itself, and says in one sentence what stops it."""

import ast
import os
import re
import socket
import subprocess
import sys

import pytest

from tests.project import tree

# vendor.py is a maintainer's, by hand, and no target.
SCRIPTS = [path for path in tree.python_files("scripts") if "machine.run_main(main)" in path.read_text("utf-8")]
MAKEFILE = (tree.ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)


def run(script, **environment):
    return subprocess.run(
        [sys.executable, tree.ROOT / "scripts" / script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_target_is_one_script_of_its_name_and_has_its_line_of_help():
    for target in TARGETS:
        assert f"\t@$(PYTHON) scripts/{target.replace('-', '_')}.py\n" in MAKEFILE
        assert re.search(rf"^{target}:  ## \S", MAKEFILE, re.MULTILINE)
    assert {"run", "test", "check", "pictures", "planted", "help"} <= set(TARGETS)


def test_help_lists_every_target():
    shown = run("help.py").stdout
    assert [line.split()[1] for line in shown.splitlines()] == TARGETS


@pytest.mark.parametrize("path", SCRIPTS, ids=tree.short)
def test_a_script_asks_for_a_new_python_first_and_can_be_read_by_an_old_one(path):
    module = ast.parse(path.read_text("utf-8"), feature_version=(3, 7))
    imports = [node for node in module.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [alias.name for alias in imports[0].names] == ["enough_python"]


def foreign_imports(module):
    ours = {script.stem for script in tree.python_files("scripts")}
    for node in ast.walk(module):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        yield from {name.partition(".")[0] for name in names} - sys.stdlib_module_names - ours


def test_the_scripts_need_the_standard_library_only():
    assert tree.offences(foreign_imports, tree.python_files("scripts")) == {}
    assert list(foreign_imports(ast.parse("import django"))) == ["django"]


def test_a_port_in_use_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run("run.py", PORT=port)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert f"Port {port} cannot be used" in ended.stderr


def test_a_port_that_is_no_number_is_one_sentence():
    ended = run("run.py", PORT="eighty")
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "PORT must be a number" in ended.stderr


def test_ci_calls_what_people_call():
    text = (tree.ROOT / ".ci" / "run").read_text("utf-8")
    assert re.findall(r"^step (\w+)$", text, re.MULTILINE) == ["check", "test"]
    assert os.access(tree.ROOT / ".ci" / "run", os.X_OK)


def test_a_fixture_for_a_folder_of_tests_ends_with_the_folder():
    """Without __init__.py pytest takes the scope "package" for the whole session, and its transaction stays open."""
    wide = [path for path in tree.python_files("tests") if re.search(r'scope="package"\)', path.read_text("utf-8"))]
    assert [tree.short(path) for path in wide if not (path.parent / "__init__.py").exists()] == []
