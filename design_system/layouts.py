"""Pieces for crispy layouts: what stands between the fields of a form, without writing markup."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django.utils.html import format_html, format_html_join

from design_system import render

__all__ = ["Button", "Buttons", "Fieldset", "Heading", "Helper", "Inset", "Layout", "LinkTo"]


class Helper(FormHelper):
    """A layout without a form tag and without a token: both stand in the template, once."""

    form_tag = False
    disable_csrf = True
    include_media = False

    def __init__(self, layout=None):
        super().__init__()
        self.layout = layout


class Heading:
    """A heading between fields. `level` is 2 or 3; `size` "s", "m" or "l"."""

    def __init__(self, text, level=2, size="m"):
        self.text, self.level, self.size = text, level, size

    def render(self, form, context, template_pack=None, **kwargs):
        level = int(self.level)
        return format_html('<h{} class="govuk-heading-{}">{}</h{}>', level, self.size, render.plain(self.text), level)


class Inset:
    """A paragraph set apart."""

    def __init__(self, text):
        self.text = text

    def render(self, form, context, template_pack=None, **kwargs):
        return render.macro("inset-text", {"text": self.text})


class Button:
    """A button of the form. `name` and `value` are posted when it is the one that is pressed."""

    def __init__(self, text, name="", value="", classes=""):
        self.params = {"text": text, "name": name, "value": value, "classes": classes, "preventDoubleClick": True}

    def render(self, form, context, template_pack=None, **kwargs):
        return render.macro("button", self.params)


class LinkTo:
    """A link beside the buttons."""

    def __init__(self, text, url):
        self.text, self.url = text, url

    def render(self, form, context, template_pack=None, **kwargs):
        return format_html('<a class="govuk-link" href="{}">{}</a>', self.url, render.plain(self.text))


class Buttons(LayoutObject):
    """Buttons and links in one row."""

    def __init__(self, *pieces):
        self.fields = list(pieces)

    def render(self, form, context, template_pack=None, **kwargs):
        shown = format_html_join("\n", "{}", ((piece.render(form, context),) for piece in self.fields))
        return format_html('<div class="govuk-button-group">{}</div>', shown)


class Fieldset(LayoutObject):
    """Fields that belong together, under a legend of size "s", "m" or "l"."""

    def __init__(self, legend, *fields, size="m"):
        self.legend, self.size = legend, size
        self.fields = list(fields)

    def render(self, form, context, template_pack="govuk", **kwargs):
        legend = {"text": self.legend, "classes": f"govuk-fieldset__legend--{self.size}"}
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return format_html(
            '<div class="govuk-form-group">{}</div>', render.macro("fieldset", {"legend": legend, "html": inside})
        )
