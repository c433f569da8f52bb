"""The words of a stage stand in decisions/enums.py and in the presenters: elsewhere a stage is `Stage.X`."""

import ast
import re

from decisions.enums import Stage
from tests.project import tree

# Outcomes share their words with stages, events and addresses carry them as parts of longer names; what is looked for
# is the stored value alone, as a whole string.
ALLOWED = ("decisions/enums.py", "decisions/presenters", "decisions/events.py")
VALUES = set(Stage.values)


def stage_words(module):
    return [
        (node.lineno, node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and node.value in VALUES
    ]


def test_no_other_code_names_a_stage_by_its_word():
    paths = [path for path in tree.python_files("decisions", "oversight") if not tree.short(path).startswith(ALLOWED)]
    assert tree.offences(stage_words, paths) == {}


def test_a_stage_word_is_noticed():
    assert stage_words(ast.parse('if disclosure.stage == "draft": pass'))


WORDS = "|".join(map(re.escape, VALUES))
COMPARES = re.compile(
    rf"""\{{%-?\s*(el)?if\b[^%]*(\.stage\b|\.role\b|\.outcome\b|["']({WORDS})["'])""",
)


def test_no_template_compares_a_stage_a_role_or_an_outcome():
    paths = (tree.ROOT / "templates").rglob("*.html")
    assert [tree.short(path) for path in paths if COMPARES.search(path.read_text("utf-8"))] == []


def test_a_comparison_is_noticed():
    assert COMPARES.search("{% if disclosure.stage == x %}")
    assert COMPARES.search('{% if word == "draft" %}')
