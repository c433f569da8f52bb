"""docs/policy-map.md names every paragraph, with rules and tests that exist. That the tests hold the rules: `make policy-map`."""

import importlib
import sys
from collections import Counter

import pytest

from checklist import policy_2015_12
from tests.project import tree

PAGE = tree.ROOT / "docs" / "policy-map.md"


@pytest.fixture
def policy_map(monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, str(tree.ROOT / "scripts")])
    yield importlib.import_module("policy_map")
    for name in ("policy_map", "trials", "cluster", "machine", "virtual_environment", "enough_python"):
        sys.modules.pop(name, None)


@pytest.fixture
def rows(policy_map):
    return list(policy_map.rows_of(PAGE.read_text("utf-8")))


def test_every_paragraph_stands_on_the_page_with_screen_rule_and_test(rows):
    numbers = [number for number, _words in policy_2015_12.PARAGRAPHS]
    numbers += [number for number, *_words in policy_2015_12.SECTIONS if "." in number]
    said = {word.strip(",") for row in rows for word in row.paragraph.split()}
    assert [number for number in [*numbers, "closing"] if number not in said] == []
    assert len(numbers) == 3 + 10 + 4 + 3, "1.1 to 4.3"
    assert [row.paragraph for row in rows if not (row.screen and row.functions and row.tests)] == []


def test_each_rule_is_one_function_and_each_test_a_file(rows, policy_map):
    functions = {name for row in rows for name in row.functions}
    assert sorted(name for name in functions if policy_map.find(name, tree.ROOT)[1] is None) == []
    assert sorted(path for row in rows for path in row.tests if not (tree.ROOT / path).is_file()) == []
    assert [row.paragraph for row in rows if max(Counter(row.functions).values()) > 1] == []


@pytest.mark.parametrize(
    "code",
    [
        'def rule(x):\n    """Words."""\n    return [x]\n',
        "def rule(x):\n    if x:\n        return [x]\n    return 7\n",
        "class Rule:\n    def write(self):\n        return self\n",
    ],
)
def test_what_is_taken_away_returns_nothing(policy_map, tmp_path, code):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "rules.py").write_text(code, "utf-8")
    name = "app.rules.Rule.write" if "class" in code else "app.rules.rule"
    assert policy_map.take_away(name, tmp_path) is None
    space = {}
    exec((tmp_path / "app" / "rules.py").read_text("utf-8"), space)  # noqa: S102 - the three lines above
    function = getattr(space.get("Rule"), "write", None) or space["rule"]
    assert function(1) is None
    assert policy_map.take_away("app.rules.gone", tmp_path) == "there is no such function"
    assert policy_map.take_away("app.nowhere.rule", tmp_path) == "there is no such function"
