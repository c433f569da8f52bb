"""`make mutants`: changes the audit's own code bit by bit, in copies of the tree, and requires that a test turns red.

Every comparison, condition, constant, `yield` and `return` of canon, stored, chain, kept and verify is changed, one at a time. A
change that no test notices has survived: a test is missing, or the change alters nothing, and docs/mutants.md says which.
It takes hours in all: `python3 scripts/mutants.py canon --sample 50 --minutes 20` tries 50 of one file.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import argparse
import ast
import concurrent.futures
import copy
import itertools
import os
import queue
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cluster
import machine
import virtual_environment

LEFT_OUT = (".git", ".venv", "var", "docs", "__pycache__", ".pytest_cache", ".ruff_cache", ".import_linter_cache")
AT_ONCE = 2
LIMIT = 900  # seconds for a group of tests of one mutant; one that does not end by then is told as such
MEMORY = ("tests/audit/test_histories.py", "-k", "not database")
VERIFIER = tuple(f"tests/audit/test_verify{what}.py" for what in ("", "_events", "_command", "_schools"))
ATTACKED = ("tests/audit/test_attacks.py", "tests/audit/test_every_byte.py")
WRITTEN = ("tests/audit/test_stored.py", "tests/audit/test_action.py", "tests/audit/test_history.py")
# For each file the tests that reach its code, the quick ones first; the first that is red ends it.
TESTS = {
    "canon": (("tests/audit/test_canon.py",), MEMORY, VERIFIER),
    "stored": (MEMORY, WRITTEN, VERIFIER, ATTACKED),
    "chain": (MEMORY, (*WRITTEN, "tests/audit/test_concurrency.py"), VERIFIER, ATTACKED),
    "kept": (ATTACKED, ("tests/decisions/test_whole_audit.py",), VERIFIER),
    "verify": (MEMORY, VERIFIER, ATTACKED),
}
FILES = tuple(TESTS)
NOTICED, SURVIVED, ENDLESS = "noticed ", "SURVIVED", "endless "
FEWER = {"IN_MEMORY": "20", "IN_DATABASE": "2"}  # histories in memory and in the database
SWAPS = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass
class Mutant:
    """One change of one file: where, what, how to make the whole text of the file with it, and how the tests answered."""

    file: str
    line: int
    what: str
    text: Callable[[], str]
    verdict: str = ""


def main(arguments):
    """Try the mutants of the named files; 0 when each was noticed."""
    asked = _arguments(arguments)
    chosen = [mutant for name in asked.files or FILES for mutant in mutants_of(machine.ROOT / "audit" / f"{name}.py")]
    random.Random(asked.seed).shuffle(chosen)  # noqa: S311 - which to try, and no secret
    chosen = chosen[: asked.sample]
    python = virtual_environment.python_with("requirements-dev.txt")
    with cluster.database_url() as url:
        tried = _try_all(chosen, python, url, time.monotonic() + 60 * asked.minutes)
    survived = [mutant for mutant in tried if mutant.verdict == SURVIVED]
    endless = sum(mutant.verdict == ENDLESS for mutant in tried)
    print(f"{len(tried) - len(survived)} of {len(tried)} mutants noticed; {len(chosen) - len(tried)} not tried.")
    print(f"{endless} of those noticed by this alone, that their tests did not end in {LIMIT} seconds.")
    for mutant in sorted(survived, key=lambda one: (one.file, one.line)):
        print(f"survived: {mutant.file}:{mutant.line}: {mutant.what}")
    return 1 if survived else 0


def _arguments(arguments):
    parser = argparse.ArgumentParser(prog="mutants.py")
    parser.add_argument("files", nargs="*", choices=[[], *FILES], help="files of audit/; all without any")
    parser.add_argument("--sample", type=int, help="try so many of them, chosen at random")
    parser.add_argument("--minutes", type=float, default=600, help="begin no other one after this time")
    parser.add_argument("--seed", default="1")
    return parser.parse_args(arguments)


# Making them


def mutants_of(path):
    """Every Mutant of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    for node, parent in _nodes(tree):
        for what, change in _changes(node, parent):
            yield _mutant(path, tree, node, what, change)


def _nodes(tree):
    """(node, its parent) of all that is worth changing: no docstrings, no words of refusals."""
    waiting = [(tree, None)]
    while waiting:
        node, parent = waiting.pop(0)
        if isinstance(node, (ast.Raise, ast.Import, ast.ImportFrom)) or _is_docstring(node):
            continue
        yield node, parent
        waiting += [(child, node) for child in ast.iter_child_nodes(node)]


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node, parent):
    """(words, function that changes a copy of the node and returns what stands in its place)."""
    operators = getattr(node, "ops", None) or [getattr(node, "op", None)]
    for place, operator in enumerate(operators):
        if type(operator) in SWAPS:
            other = SWAPS[type(operator)]
            yield f"{type(operator).__name__} to {other.__name__}", lambda n, p=place, o=other: _swap(n, p, o)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "without not", lambda n: n.operand
    if isinstance(node, (ast.If, ast.IfExp)):
        yield "condition always true", lambda n: _set(n, test=ast.Constant(True))
        yield "condition never true", lambda n: _set(n, test=ast.Constant(False))
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "without its condition", lambda n: _set(n, ifs=[])
    if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom, ast.Call)):
        yield "statement left out", lambda _n: ast.Pass()
    if isinstance(node, ast.Return) and node.value is not None:
        yield "returns None", lambda n: _set(n, value=ast.Constant(None))
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        for place in range(len(node.elts) if len(node.elts) > 1 else 0):
            yield f"without element {place}", lambda n, p=place: _set(n, elts=n.elts[:p] + n.elts[p + 1 :])
    if isinstance(node, ast.Constant) and not isinstance(parent, ast.JoinedStr):
        yield from _other_constants(node.value)


def _other_constants(value):
    if isinstance(value, bool):
        yield f"{value} to {not value}", lambda n: _set(n, value=not n.value)
    elif isinstance(value, int):
        yield f"{value} to {value + 1}", lambda n: _set(n, value=n.value + 1)
    elif isinstance(value, (str, bytes)):
        more = b"X" if isinstance(value, bytes) else "X"
        yield f"{value!r} changed", lambda n: _set(n, value=more + n.value)


def _swap(node, place, other):
    if hasattr(node, "ops"):
        node.ops[place] = other()
    else:
        node.op = other()
    return node


def _set(node, **values):
    for name, value in values.items():
        setattr(node, name, value)
    return node


class _Replace(ast.NodeTransformer):
    def __init__(self, wanted, change):
        self.wanted, self.change = wanted, change

    def visit(self, node):
        return self.change(node) if node is self.wanted else self.generic_visit(node)


def _mutant(path, tree, node, what, change):
    line = getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0)
    return Mutant(path.stem, line, what, lambda: _text(tree, node, change))


def _text(tree, node, change):
    """The whole file with one node changed; the tree itself stays as it is."""
    memory = {}
    changed = copy.deepcopy(tree, memory)
    changed = _Replace(memory[id(node)], change).visit(changed)
    return ast.unparse(ast.fix_missing_locations(changed))


# Trying them


def _try_all(mutants, python, url, until):
    """Those that were tried before the time was over. Each worker has a copy of the tree and a database."""
    places, tried = queue.Queue(), []
    with tempfile.TemporaryDirectory(prefix="talentum-share-mutants-") as folder:
        for number in range(AT_ONCE):
            tree = Path(folder) / str(number)
            shutil.copytree(machine.ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
            places.put((tree, cluster.named(url, f"talentum_share_mutants_{number}")))
            _must_be_green(python, *places.queue[-1])
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as workers:
            for mutant in workers.map(lambda one: _try(one, python, places, until), mutants):
                if mutant.verdict:
                    tried.append(mutant)
                    print(f"{mutant.verdict}  {mutant.file}:{mutant.line}: {mutant.what}", flush=True)
    return tried


def _must_be_green(python, tree, database):
    """Tests that are red anyway notice nothing."""
    groups = list(dict.fromkeys(itertools.chain(*TESTS.values())))
    first = [_answer(python, tree, database, (*groups[0], "--create-db"))]
    if {*first, *(_answer(python, tree, database, tests) for tests in groups[1:])} != {SURVIVED}:
        raise machine.Stop("The tests are not green without a change: mend that first.")


def _try(mutant, python, places, until):
    if time.monotonic() > until:
        return mutant
    tree, database = places.get()
    path = tree / "audit" / f"{mutant.file}.py"
    whole = path.read_text("utf-8")
    try:
        path.write_text(mutant.text(), "utf-8")
        answers = (_answer(python, tree, database, tests) for tests in TESTS[mutant.file])
        mutant.verdict = next((answer for answer in answers if answer != SURVIVED), SURVIVED)
    finally:
        path.write_text(whole, "utf-8")
        places.put((tree, database))
    return mutant


def _answer(python, tree, database, tests):
    """What one group of tests says: all green is SURVIVED."""
    environment = {**os.environ, **FEWER, "DATABASE_URL": database, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [python, "-m", "pytest", "-x", "-q", "--reuse-db", "-p", "no:cacheprovider", *tests]
    options = {"cwd": tree, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with machine.child(command, **options) as process:
        try:
            return NOTICED if process.wait(LIMIT) else SURVIVED
        except subprocess.TimeoutExpired:
            return ENDLESS


if __name__ == "__main__":
    machine.run_main(main)
