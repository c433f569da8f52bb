"""A function over 40 lines, or a file over 400, is two."""

import ast

from tests.project import tree

FUNCTION, FILE = 40, 400
FILES = [*tree.python_files(), *tree.python_files("scripts", "tests")]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def long_functions(module):
    """(name, lines) of each function over the cap, its docstring and decorators not counted."""
    for node in ast.walk(module):
        if isinstance(node, FUNCTIONS):
            lines = node.end_lineno - node.lineno + 1 - tree.docstring_lines(node)
            if lines > FUNCTION:
                yield node.name, lines


def lines_without_docstrings(text):
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS))]
    return len(text.splitlines()) - sum(map(tree.docstring_lines, nodes))


def test_no_function_is_too_long():
    assert tree.offences(long_functions, FILES) == {}


def test_no_file_is_too_long():
    lines = {tree.short(path): lines_without_docstrings(path.read_text("utf-8")) for path in FILES}
    assert {path: count for path, count in lines.items() if count > FILE} == {}


def test_a_function_of_41_lines_is_noticed_and_one_of_40_with_a_docstring_is_not():
    body = "    x = 1\n"
    over = ast.parse("def f():\n" + body * 40)
    at_the_cap = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n' + body * 39)
    assert dict(long_functions(over)) == {"f": 41}
    assert dict(long_functions(at_the_cap)) == {}


def test_a_docstring_does_not_count_as_lines_of_a_file():
    assert lines_without_docstrings('"""One.\n\nTwo.\n"""\nx = 1\n') == 1
