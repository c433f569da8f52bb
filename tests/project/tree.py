"""The project's own files, parsed, for the tests that read code instead of running it."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the top of the house to its ground; the two last do not know each other.
LAYERS = ("talentum_share", "oversight", "decisions", "checklist", "agencies", "accounts", "audit", "design_system")
GROUNDS = {"audit", "design_system"}


def python_files(*folders):
    """Our Python files under `folders` (all apps unless named), migrations left out because they are generated."""
    for folder in folders or LAYERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def offences(find, paths, allowed=()):
    """{path: what `find` found in its syntax tree} for the files in which it found anything."""
    found = {short(path): list(find(parsed(path))) for path in paths if short(path) not in allowed}
    return {path: places for path, places in found.items() if places}


def short(path):
    """The path as a reader of a failed test wants it."""
    return str(path.relative_to(ROOT))


def parsed(path):
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def dotted(node):
    """`timezone.now` for the expression that says so; empty for anything that is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def calls(tree):
    """(dotted name, node) of each call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def docstring_lines(node):
    """How many lines a docstring takes in a function, class or module; 0 where there is none."""
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return first.end_lineno - first.lineno + 1
    return 0
