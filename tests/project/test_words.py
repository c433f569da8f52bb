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


# The glossary's other words (architecture, section 8): a disclosure has a stage and never a status or a state; an answer
# is "not sure"; and nobody is a third party: they have a name. What is no word of a screen (attributes of HTML, the
# template's own code, names and keys of ours) is not read.
NOT_OURS = re.compile(r"\b(status|unsure|third[- ]part(?:y|ies))\b", re.IGNORECASE)
NO_WORDS = re.compile(r"\{[%#].*?[%#]\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


def words_not_ours(module):
    """Sentences in Python that somebody may read on a screen; what a docstring says is for us."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = [
        node.body[0].value for node in ast.walk(module) if isinstance(node, holders) and ast.get_docstring(node)
    ]
    return [
        (node.lineno, node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
        if " " in node.value.strip() and NOT_OURS.search(node.value)
    ]


def test_no_screen_uses_a_word_that_the_glossary_replaces():
    templates = (tree.ROOT / "templates").rglob("*.html")
    found = {tree.short(path): NOT_OURS.search(NO_WORDS.sub(" ", path.read_text("utf-8"))) for path in templates}
    assert [path for path, word in found.items() if word] == []
    apps = tree.python_files("decisions", "checklist", "accounts", "oversight", "agencies", "design_system")
    paths = [path for path in apps if "migrations" not in path.parts]
    assert tree.offences(words_not_ours, paths) == {}


def test_a_replaced_word_is_noticed_and_an_attribute_is_none():
    assert words_not_ours(ast.parse('title = "The status of it"'))
    assert words_not_ours(ast.parse('def f():\n    """Its status."""')) == []
    assert NOT_OURS.search(NO_WORDS.sub(" ", "<p>Are you unsure?</p>"))
    assert not NOT_OURS.search(NO_WORDS.sub(" ", '<p role="status">{% include "status.html" %}</p>'))
