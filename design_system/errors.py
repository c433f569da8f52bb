"""The error summary: what is to be mended on this page, each line leading to the place."""

from django.forms.formsets import BaseFormSet

from design_system import fields, render


def lines(form):
    """Words and target of each error of a form or formset, in the order of the page: its own errors come first."""
    if not form.is_bound:
        return []
    found = [{"text": error, "href": f"#{fields.anchor(form)}"} for error in fields.own_errors(form)]
    if isinstance(form, BaseFormSet):
        return found + [line for each in form.forms for line in lines(each)]
    return found + [
        {"text": str(error), "href": f"#{fields.first_input(bound)}"}
        for bound in form.visible_fields()
        for error in bound.errors
    ]


def summary(forms, intro=""):
    """The error summary of several forms and formsets, blanks left out; nothing when there is nothing to mend."""
    found = [line for form in forms if form is not None and form != "" for line in lines(form)]
    if not found:
        return ""
    params = {"titleText": "There is a problem", "errorList": found}
    return render.macro("error-summary", {**params, "descriptionText": intro} if intro else params)
