"""From one of Django's bound fields to one of GOV.UK's components, with its hint, its errors and its ids."""

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.widgets import DateTimeBaseInput
from django.utils.html import format_html, format_html_join

from design_system import render
from design_system.forms import BOXES, DateBoxes, look_of

# Attributes of a widget that a page may carry over as they are. "required" and "maxlength" are not among them: the
# browser's own bubbles are not GOV.UK's errors, and a browser cuts pasted words off without a word.
KEPT_ATTRIBUTES = ("data-", "aria-")


def field(bound):
    """The markup of one bound field, errors included. A hidden field is its input alone.

    Raises TypeError for a widget that GOV.UK has no form for.
    """
    if bound.is_hidden:
        return bound.as_widget()
    look = look_of(bound.field)
    name, params = _renderer(bound.field.widget)(bound, look)
    html = render.macro(name, {**_said(bound), **params})
    return render.heading_level(html, look.heading) if look.heading > 1 else html


def all_fields(form):
    """The markup of a whole form: errors that belong to no field, then each field, those inside others left out."""
    inside = {name for bound in form for names in look_of(bound.field).reveals.values() for name in _each(names)}
    shown = [form_errors(form)] + [field(bound) for bound in form if bound.name not in inside]
    return format_html_join("\n", "{}", ((each,) for each in shown if each))


def anchor(form):
    """The id of the place where a form's, or a formset's, own errors stand."""
    return f"{form.prefix}-form-errors" if form.prefix else "form-errors"


def own_errors(form):
    """The errors of a form or formset that no visible field can show: its own, and those of hidden fields."""
    if isinstance(form, BaseFormSet):
        return [str(error) for error in form.non_form_errors()]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return [str(error) for error in [*form.non_field_errors(), *hidden]]


def form_errors(form):
    """The form's own errors where the error summary leads to; nothing when there are none."""
    errors = own_errors(form) if form.is_bound else []
    if not errors:
        return ""
    lines = format_html_join("", "{}", ((render.macro("error-message", {"text": error}),) for error in errors))
    return format_html(
        '<div class="govuk-form-group govuk-form-group--error" id="{}" tabindex="-1">{}</div>', anchor(form), lines
    )


def first_input(bound):
    """The id of the input that an error of this field leads to: the first choice, or the first box to be mended."""
    if isinstance(bound.field.widget, DateBoxes):
        boxes = wrong_boxes(bound)
        return f"{bound.auto_id}_{next((box for box in BOXES if box in boxes), BOXES[0])}"
    return bound.auto_id


def wrong_boxes(bound):
    """Which of day, month and year the errors of a date are about; all three when they do not say."""
    errors = bound.errors.as_data()
    named = [box for error in errors for box in (error.params or {}).get("boxes", BOXES)]
    return set(named)


def _said(bound):
    """Hint and error message, which every component has."""
    said = {}
    if bound.help_text:
        said["hint"] = {"text": bound.help_text}
    if bound.errors:
        said["errorMessage"] = {
            "html": format_html_join(render.trusted("<br>"), "{}", ((render.plain(e),) for e in bound.errors))
        }
    return said


def _title(bound, look, classes):
    """A label or legend: the field's words, escaped, with the small line above where there is one."""
    sized = "govuk-visually-hidden" if look.size == "hidden" else f"{classes}--{look.size}"
    title = {"isPageHeading": bool(look.heading), "classes": sized if look.size else ""}
    if look.above:
        words = render.plain(look.above), render.plain(bound.label)
        return {**title, "html": format_html('<span class="ts-q__num">{}</span>{}', *words)}
    return {**title, "text": bound.label}


def _legend(bound, look):
    return {"legend": _title(bound, look, "govuk-fieldset__legend")}


def _input(bound, look, **options):
    attrs = bound.field.widget.attrs
    params = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": _title(bound, look, "govuk-label"),
        "autocomplete": attrs.get("autocomplete", "off"),
        "disabled": bound.field.disabled,
        "attributes": {name: value for name, value in attrs.items() if name.startswith(KEPT_ATTRIBUTES)},
        **options,
    }
    if not look.spellcheck:
        params["spellcheck"] = False
    if look.width:
        params["classes"] = (
            f"govuk-input--width-{look.width}" if look.width.isdigit() else f"govuk-!-width-{look.width}"
        )
    return params


def _value(bound):
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _text(bound, look, **options):
    affixes = {name: {"text": words} for name, words in (("prefix", look.prefix), ("suffix", look.suffix)) if words}
    inputmode = bound.field.widget.attrs.get("inputmode")
    extra = {"inputmode": inputmode} if inputmode else {}
    return "input", _input(bound, look, value=_value(bound), **{**affixes, **extra, **options})


def _email(bound, look):
    return _text(bound, look, type="email", spellcheck=False)


def _telephone(bound, look):
    return _text(bound, look, type="tel")


def _address(bound, look):
    return _text(bound, look, type="url", spellcheck=False)


def _number(bound, look):
    # Not type=number: that lets a wheel or an arrow key change what was typed, unseen.
    whole = isinstance(bound.field, forms.IntegerField) and not isinstance(bound.field, forms.DecimalField)
    return _text(bound, look, inputmode="numeric" if whole else "decimal", spellcheck=False)


def _password(bound, look):
    return "password-input", _input(
        bound, look, autocomplete=bound.field.widget.attrs.get("autocomplete", "current-password")
    )


def _textarea(bound, look):
    return "textarea", _input(bound, look, value=_value(bound), rows=look.rows)


def _select(bound, look):
    items = [
        {"value": value, "text": text, "selected": selected, "disabled": False}
        for value, text, selected in _choices(bound)
    ]
    return "select", {**_input(bound, look), "items": items}


def _radios(bound, look):
    return "radios", _group(bound, look, "radios", [choice for choice in _choices(bound) if choice[0] != ""])


def _checkboxes(bound, look):
    return "checkboxes", _group(bound, look, "checkboxes", list(_choices(bound)))


def _checkbox(bound, look):
    """One box alone: its label is the field's, and it needs no legend."""
    item = {"value": "on", "text": bound.label, "checked": bool(bound.value()), "disabled": bound.field.disabled}
    if bound.help_text:
        item["hint"] = {"text": bound.help_text}
    return "checkboxes", {**_items(bound, look, "checkboxes", [item]), "hint": None}


def _date(bound, look):
    wrong = wrong_boxes(bound)
    typed = bound.field.widget.typed(bound.value())
    items = [
        {
            "id": f"{bound.auto_id}_{box}",
            "name": f"{bound.html_name}_{box}",
            "label": box.capitalize(),
            "value": value,
            "autocomplete": bound.field.widget.attrs.get("autocomplete", "off"),
            "classes": f"govuk-input--width-{'4' if box == 'year' else '2'}"
            + (" govuk-input--error" if box in wrong else ""),
            "attributes": {"disabled": ""} if bound.field.disabled else {},
        }
        for box, value in zip(BOXES, typed, strict=True)
    ]
    return "date-input", {"id": bound.auto_id, "fieldset": _legend(bound, look), "items": items}


def _group(bound, look, component, choices):
    items = [
        {"value": value, "text": text, "checked": selected, "disabled": bound.field.disabled}
        for value, text, selected in choices
    ]
    for item in items:
        if item["value"] in look.hints:
            item["hint"] = {"text": look.hints[item["value"]]}
        if item["value"] in look.reveals:
            opened = [(field(bound.form[name]),) for name in _each(look.reveals[item["value"]])]
            item["conditional"] = {"html": format_html_join("\n", "{}", opened)}
    return {"fieldset": _legend(bound, look), **_items(bound, look, component, items)}


def _each(names):
    """The names of the fields that a choice opens: one, or several."""
    return (names,) if isinstance(names, str) else names


def _items(bound, look, component, items):
    classes = [f"govuk-{component}--{name}" for name in ("small", "inline") if getattr(look, name)]
    return {"idPrefix": bound.auto_id, "name": bound.html_name, "classes": " ".join(classes), "items": items}


def _choices(bound):
    """Value, words and whether it is chosen, of each choice, as strings.

    Raises TypeError for choices in groups, which GOV.UK's components do not have.
    """
    value = bound.value()
    chosen = {str(each) for each in (value if isinstance(value, (list, tuple, set)) else [value]) if each is not None}
    if value is None:
        chosen.add("")
    for choice, words in bound.field.choices:
        if isinstance(words, (list, tuple)):
            raise TypeError(f"The choices of {bound.name} stand in groups, and GOV.UK has no form for that.")
        key = "" if choice is None else str(choice)
        yield key, str(words), key in chosen


RENDERERS = {
    forms.TextInput: _text,
    forms.EmailInput: _email,
    forms.URLInput: _address,
    forms.NumberInput: _number,
    forms.PasswordInput: _password,
    forms.Textarea: _textarea,
    forms.Select: _select,
    forms.RadioSelect: _radios,
    forms.CheckboxSelectMultiple: _checkboxes,
    forms.CheckboxInput: _checkbox,
    DateBoxes: _date,
}
UNKNOWN = (DateTimeBaseInput, forms.SelectMultiple, forms.NullBooleanSelect, forms.MultiWidget, forms.FileInput)


def _renderer(widget):
    if getattr(widget, "input_type", "") == "tel":
        return _telephone
    if not isinstance(widget, UNKNOWN):
        for kind in type(widget).__mro__:
            if kind in RENDERERS:
                return RENDERERS[kind]
    raise TypeError(f"No GOV.UK component for {type(widget).__name__}; a date is design_system.forms.DateField.")
