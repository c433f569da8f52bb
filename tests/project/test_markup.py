"""What a person typed reaches a page escaped, and no page carries script or style of its own."""

import ast
import re

import pytest

from tests.project import tree

DOOR = "design_system/render.py"
TRUSTING = {"mark_safe", "SafeString", "SafeText", "SafeData", "Markup", "html_safe"}
TEMPLATES = sorted(
    path
    for folder in ("templates", *tree.LAYERS)
    for path in (tree.ROOT / folder).rglob("*")
    if path.suffix in {".html", ".txt", ".svg"} and "vendor" not in path.parts
)
FORBIDDEN = {
    "marked as safe": re.compile(r"\|\s*safe(seq)?\b"),
    "autoescape off": re.compile(r"\{%-?\s*autoescape\s+off"),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "address elsewhere": re.compile(
        r"""<(link|script|img|iframe)\b[^>]*\b(href|src)=["']?(https?:)?//""", re.IGNORECASE
    ),
}


def found_in(text):
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


def trusts(module):
    """Names by which code says that a text is safe HTML."""
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and node.id in TRUSTING:
            yield node.id
        elif isinstance(node, ast.Attribute) and node.attr in TRUSTING:
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name in TRUSTING)


def test_there_are_templates():
    assert TEMPLATES


def test_a_template_trusts_nothing_and_carries_no_script_or_style():
    found = {tree.short(path): found_in(path.read_text("utf-8")) for path in TEMPLATES}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "text",
    [
        "{{ name|safe }}",
        "{{ names | safeseq }}",
        "{% autoescape off %}",
        "<style>",
        '<p style="x">',
        '<a href="#" onclick="x">',
        "<script>x</script>",
        '<script type="module">x</script>',
        '<a href="javascript:x">',
        '<img src="https://example.org/x.png">',
    ],
)
def test_each_is_noticed(text):
    assert found_in(text)


def test_what_is_allowed_is_not_taken_for_it():
    allowed = '<script type="module" src="/static/app.js"></script><a class="govuk-link" href="https://example.org">'
    assert found_in(allowed + "{{ person|safely_named }}") == []


def test_html_is_trusted_in_one_file_only():
    assert tree.offences(trusts, tree.python_files(), allowed=[DOOR]) == {}


def test_trust_is_noticed():
    assert set(trusts(ast.parse("safestring.mark_safe(x)\nfrom markupsafe import Markup"))) == {"mark_safe", "Markup"}
