import re

import pytest
from django.template import Context, Template


class Page:
    """Rendered markup, with what the tests ask of it."""

    def __init__(self, html):
        self.html = html

    @property
    def ids(self):
        return re.findall(r'\sid="([^"]*)"', self.html)

    @property
    def targets(self):
        """What the links within the page lead to."""
        return re.findall(r'href="#([^"]+)"', self.html)

    @property
    def described_by(self):
        return [each for found in re.findall(r'aria-describedby="([^"]*)"', self.html) for each in found.split()]

    def holds_together(self):
        """Every id is there once, and everything that is pointed at is there."""
        assert len(self.ids) == len(set(self.ids))
        assert set(self.targets) <= set(self.ids)
        assert set(self.described_by) <= set(self.ids)
        assert all(found in self.ids for found in re.findall(r'\sfor="([^"]*)"', self.html))
        return True


@pytest.fixture
def show():
    """Renders a template's source with the context given as keywords."""

    def render(source, **context):
        crispy = "" if source.startswith("{% extends") else "{% load crispy_forms_tags %}"
        return Page(Template(crispy + source).render(Context(context)))

    return render
