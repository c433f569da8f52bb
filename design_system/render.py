"""The one door from words to markup: GOV.UK's components, rendered by its Jinja macros.

Nothing else in the service calls `mark_safe`. What a person has typed, and every wording that comes from the database,
passes through here as text and leaves it escaped; so a label with `<script>` in it is shown as it was written.
"""

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

PACKAGE = "govuk_frontend_jinja"
# The macros print "html" and every option that ends in "Html" as it is: whatever is not already safe must be escaped
# on the way in. Service navigation takes such markup under these names too, inside "slots".
SLOTS = {"start", "end", "navigationStart", "navigationEnd"}
# A page heading is an h1 in the macros. Two opening tags, which no escaped text can contain.
HEADING_CLASSES = ("govuk-label-wrapper", "govuk-fieldset__heading")

# An installed package does not change while the service runs: its files are not looked at again on every page.
environment = Environment(
    loader=PrefixLoader({PACKAGE: PackageLoader(PACKAGE)}),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def macro(name, params=None):
    """The markup of the GOV.UK component `name` ("summary-list") with the options of its documentation.

    Text options are escaped even when they come marked as safe; `html` options are escaped unless they are.
    Raises jinja2.TemplateNotFound for a component that GOV.UK does not have, and TypeError for `attributes` given as
    one string, which the macros would print as it is.
    """
    written = _macro(name)(_guarded(params or {}))  # the macros escape, and _guarded holds the rest
    return mark_safe(str.__str__(written).strip())


def heading_level(html, level):
    """The same label or legend with its page heading as an h2 (or lower) instead of the h1 that the macros write."""
    for name in HEADING_CLASSES:
        html = html.replace(f'<h1 class="{name}">', f'<h{level} class="{name}">')
    return mark_safe(html.replace("</h1>", f"</h{level}>"))  # only tags of the macro's own are exchanged


def plain(words):
    """The same words as mere text, whatever they claim to be: what a template or `format_html` will escape."""
    return str.__str__(str(words))


def trusted(html):
    """Markup that the service itself wrote and that holds nothing a person typed, for instance a drawing."""
    return mark_safe(html)


@lru_cache(maxsize=64)
def _macro(name):
    template = environment.get_template(f"{PACKAGE}/components/{name}/macro.html")
    return getattr(template.module, "govuk" + "".join(part.capitalize() for part in name.split("-")))


def _guarded(value, option=""):
    """The options as the macros may have them: plain text everywhere, safe markup under the options for markup."""
    if isinstance(value, dict):
        if value.get("attributes") and isinstance(value["attributes"], str):
            raise TypeError("Give attributes as a dictionary: as one string they would not be escaped.")
        return {
            key: _guarded(each, "html" if option == "slots" and key in SLOTS else key) for key, each in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_guarded(each, option) for each in value]
    if option == "html" or option.endswith("Html"):
        return conditional_escape(value) if value else value
    return plain(value) if isinstance(value, (str, Promise)) else value
