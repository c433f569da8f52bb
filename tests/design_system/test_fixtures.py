"""Our rendering against govuk-frontend's own examples: the same options give the same document tree."""

import json
from pathlib import Path

import pytest
from django.test.html import parse_html

from design_system import render

FOLDER = Path(__file__).parent / "fixtures"


def examples():
    """Every official example of every component that is in use."""
    for path in sorted(FOLDER.glob("*.json")):
        for example in json.loads(path.read_text("utf-8")):
            yield pytest.param(path.stem, example, id=f"{path.stem}: {example['name']}")


def as_written(value, option=""):
    """The example's options with its markup marked as safe: it is GOV.UK's own."""
    if isinstance(value, dict):
        return {key: as_written(each, "html" if option == "slots" else key) for key, each in value.items()}
    if isinstance(value, list):
        return [as_written(each, option) for each in value]
    return render.trusted(value) if isinstance(value, str) and "html" in option.lower() else value


@pytest.mark.parametrize(("component", "example"), list(examples()))
def test_a_component_has_the_tree_of_the_official_example(component, example):
    ours = render.macro(component, as_written(example["options"]))

    assert parse_html(ours) == parse_html(example["html"])


def test_the_examples_are_there():
    assert len(list(FOLDER.glob("*.json"))) == 24
    assert len(list(examples())) == 482
