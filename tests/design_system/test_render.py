import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from jinja2 import TemplateNotFound

from design_system import render

NASTY = '<script>alert("a")</script>'


def test_text_is_escaped_even_when_it_claims_to_be_safe():
    for text in (NASTY, SafeString(NASTY), gettext_lazy(NASTY)):
        html = render.macro("tag", {"text": text})

        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_markup_is_escaped_unless_it_is_safe():
    assert "<script" not in render.macro("inset-text", {"html": NASTY})
    assert "<b>x</b>" in render.macro("inset-text", {"html": format_html("<b>{}</b>", "x")})


@pytest.mark.parametrize(
    ("component", "params"),
    [
        ("summary-list", {"rows": [{"key": {"text": "k"}, "value": {"html": NASTY}}]}),
        ("details", {"summaryHtml": NASTY, "text": ""}),
        ("notification-banner", {"titleHtml": NASTY, "text": ""}),
        ("error-summary", {"descriptionHtml": NASTY, "errorList": [{"html": NASTY}]}),
        ("service-navigation", {"navigation": [], "slots": {"start": NASTY, "navigationEnd": NASTY}}),
        ("table", {"caption": NASTY, "rows": [[{"html": NASTY, "classes": NASTY}]]}),
        ("radios", {"name": "n", "items": [{"value": NASTY, "text": "t", "conditional": {"html": NASTY}}]}),
        ("input", {"id": "i", "name": NASTY, "label": {"html": NASTY}, "attributes": {"data-x": NASTY}}),
        ("button", {"text": "t", "href": '"><script>'}),
    ],
)
def test_no_option_lets_a_tag_through(component, params):
    assert "<script" not in render.macro(component, params)


def test_attributes_as_one_string_are_refused():
    with pytest.raises(TypeError, match="dictionary"):
        render.macro("tag", {"text": "t", "attributes": " onclick=alert(1)"})


def test_an_unknown_component_is_an_error():
    with pytest.raises(TemplateNotFound):
        render.macro("carousel")


def test_the_result_is_safe_for_a_template():
    assert isinstance(render.macro("tag", {"text": "Draft"}), SafeString)


def test_a_heading_can_stand_on_another_level():
    html = render.macro("input", {"id": "i", "name": "n", "label": {"text": "<h1>", "isPageHeading": True}})

    assert "<h1" in html
    lower = render.heading_level(html, 2)
    assert '<h2 class="govuk-label-wrapper">' in lower
    assert "</h2>" in lower
    assert "h1>" not in lower.replace("&lt;h1&gt;", "")


def test_the_macros_escape_by_themselves():
    assert render.environment.autoescape is True


def test_only_the_door_trusts_markup():
    """`mark_safe`, `SafeString(…)` and `|safe` stand in render.py and nowhere else."""
    trusting = {"mark_safe", "SafeString", "Markup", "SafeText"}
    found = [f"{place}:{line}" for place, line, name in calls() if name in trusting]
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        if "|safe" in text.replace(" ", "") or "autoescape off" in text:
            found.append(str(path.relative_to(settings.BASE_DIR)))
    assert found == []


def calls():
    """Place, line and name of every call in our code, the door's own left out."""
    for path in settings.BASE_DIR.glob("*/**/*.py"):
        place = path.relative_to(settings.BASE_DIR)
        if place.parts[0] not in {".venv", "tests", "var"} and place != Path("design_system/render.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield place, node.lineno, getattr(node.func, "id", getattr(node.func, "attr", ""))
