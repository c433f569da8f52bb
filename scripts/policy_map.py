"""`make policy-map`: takes each rule that docs/policy-map.md names away, and requires that a named test turns red.

In a copy of the tree the function returns nothing at its first line; then the tests of its row run. So the page tells the
truth: the rule is there, it is this function, and these tests hold it.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import ast
import functools
import re
from dataclasses import dataclass

import machine
import trials

PAGE = machine.ROOT / "docs" / "policy-map.md"
QUOTED = re.compile(r"`([^`]+)`")
COLUMNS = 5  # paragraph, screen, rule, function, test


@dataclass(frozen=True)
class Row:
    """What the page says of one paragraph: the functions (`module.function`) that make it true, and their tests."""

    paragraph: str
    screen: str
    functions: tuple
    tests: tuple


def main(arguments):
    """Try every function of the page, or those of the paragraphs that begin with a given word; 0 when each was noticed."""
    rows = [row for row in rows_of(PAGE.read_text("utf-8")) if not arguments or row.paragraph.startswith(*arguments)]
    if not rows:
        raise machine.Stop("No row of the page begins so.")
    return trials.see_them_noticed(
        [
            trials.Trial(f"{row.paragraph}: {name}", list(row.tests), functools.partial(take_away, name))
            for row in rows
            for name in row.functions
        ]
    )


def rows_of(page):
    """The rows of the page's first table, as Row."""
    table = page.partition("\n## Paragraphs\n")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines() if line[:1] == "|"]
    for row in cells[2:]:
        if len(row) != COLUMNS:
            raise machine.Stop(f"The row '{row[0]}' of {PAGE.name} has {len(row)} columns, not {COLUMNS}.")
        yield Row(row[0].strip("| "), row[1], tuple(QUOTED.findall(row[3])), tuple(QUOTED.findall(row[4])))


def take_away(name, tree):
    """Let the function `name` of the copy `tree` return nothing; answers with words when there is no such function."""
    path, node = find(name, tree)
    if node is None:
        return "there is no such function"
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines.insert(first.lineno - 1, f"{' ' * first.col_offset}return\n")
    path.write_text("".join(lines), "utf-8")
    return None


def find(name, tree):
    """(the file, the function's node) of `module.function` or `module.Class.function`; (None, None) when there is none."""
    *parts, last = name.split(".")
    path, inside = tree.joinpath(*parts).with_suffix(".py"), []
    if not path.is_file():
        path, inside = tree.joinpath(*parts[:-1]).with_suffix(".py"), parts[-1:]
    if not path.is_file():
        return None, None
    nodes = ast.parse(path.read_text("utf-8")).body
    for part in [*inside, last]:
        found = [node for node in nodes if getattr(node, "name", "") == part]
        if len(found) != 1:
            return None, None
        nodes = found[0].body
    return (path, found[0]) if isinstance(found[0], ast.FunctionDef) else (None, None)


if __name__ == "__main__":
    machine.run_main(main)
