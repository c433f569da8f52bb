"""What templates say to the design system. Loaded everywhere, as a builtin."""

from django import template
from django.utils.html import format_html

from design_system import errors, fields, render

register = template.Library()


@register.simple_tag
def govuk(component, params=None, **options):
    """One component: `{% govuk 'summary-list' page.rows %}` or `{% govuk 'tag' text='Draft' %}`, or both together."""
    return render.macro(component, {**(params or {}), **options})


@register.simple_tag
def govuk_fields(form):
    """Every field of a form, after the errors that belong to none of them."""
    return fields.all_fields(form)


@register.simple_tag
def govuk_field(bound):
    """One field with its label, hint and errors."""
    return fields.field(bound)


@register.simple_tag
def form_errors(form):
    """The errors that belong to no field, where the error summary leads to. Only for forms printed field by field."""
    return fields.form_errors(form)


@register.simple_tag
def error_summary(*forms, intro=""):
    """What is to be mended, first on the page: of any number of forms and formsets; nothing when all is well."""
    return errors.summary(forms, intro)


@register.filter
def tel(number):
    """The address of a telephone number: "01632 960 100" becomes "tel:01632960100"."""
    return "tel:" + "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")


@register.simple_tag
def service_navigation(links, section_url=""):
    """The menu: a list of `label`, `url` and whether it is `current`; a page may say under which entry it stands."""
    items = [
        {"text": link["label"], "href": link["url"], "current": bool(link["current"]) or link["url"] == section_url}
        for link in links
    ]
    return render.macro("service-navigation", {"navigation": items})


@register.simple_tag
def older(url, words="", label="Pages"):
    """The link to the next, older part of a long list, and in `words` where it begins."""
    following = {"text": "Older", "labelText": words, "href": url}
    return render.macro("pagination", {"next": following, "landmarkLabel": label, "classes": "govuk-pagination--block"})


@register.simple_block_tag
def landmark(content, label):
    """What stands before the main part, as a navigation of its own that is called `label`; nothing when it is empty."""
    return format_html('<nav aria-label="{}">{}</nav>', label, content) if content.strip() else ""
