import pytest
from crispy_forms.helper import FormHelper
from django import forms

from design_system.layouts import Button, Buttons, Fieldset, Heading, Helper, Inset, Layout, LinkTo

# FormHelper asks for the address of its action, and so loads the addresses.
pytestmark = pytest.mark.urls("tests.design_system.urls")

TOKEN = 'name="csrfmiddlewaretoken"'
NASTY = '<script>alert("a")</script>'


class Form(forms.Form):
    name = forms.CharField(label="Name")
    street = forms.CharField(label="Street")

    def clean(self):
        raise forms.ValidationError("These do not go together")


def with_helper(helper, data=None):
    form = Form(data)
    form.helper = helper
    return form


def test_a_layout_is_printed_in_its_order(show):
    layout = Layout(
        Heading("About", level=3, size="s"),
        Inset("Kept"),
        Fieldset("Address", "street"),
        "name",
        Buttons(Button("Save and continue", name="next", value="1"), LinkTo("Cancel", "/queue/?a=1&b=2")),
    )
    page = show("{% error_summary form %}{% crispy form %}", form=with_helper(Helper(layout), {}))
    places = [page.html.index(words) for words in (
        '<h3 class="govuk-heading-s">About</h3>', "govuk-inset-text", "Address", 'name="street"', 'name="name"',
        "govuk-button-group", "Save and continue", 'href="/queue/?a=1&amp;b=2"',
    )]  # fmt: skip

    assert places == sorted(places)
    assert page.html.count("These do not go together") == 2
    assert page.holds_together()


def test_words_in_a_layout_are_words(show):
    layout = Layout(Heading(NASTY), Inset(NASTY), Fieldset(NASTY, "name"), Buttons(Button(NASTY), LinkTo(NASTY, NASTY)))

    assert "<script" not in show("{% crispy form %}", form=with_helper(Helper(layout))).html


@pytest.mark.parametrize(
    ("source", "helper"),
    [
        ('<form method="post">{% csrf_token %}{{ form|crispy }}</form>', None),
        ('<form method="post">{% csrf_token %}{% crispy form %}</form>', Helper(Layout("name", "street"))),
        ('<form method="post">{% csrf_token %}{% crispy form %}</form>', Helper()),
        ("{% crispy form %}", FormHelper()),
    ],
)
def test_the_token_and_the_form_tag_are_there_once(show, source, helper):
    form = Form() if helper is None else with_helper(helper)
    html = show(source, form=form, csrf_token="a-token").html

    assert html.count(TOKEN) == 1
    assert html.count("<form") == html.count("</form>") == 1
    assert html.count('name="street"') == 1


def test_a_search_form_carries_no_token(show):
    helper = FormHelper()
    helper.form_method = "get"

    assert TOKEN not in show("{% crispy form %}", form=with_helper(helper), csrf_token="a-token").html


def test_a_formset_with_a_layout(show):
    formset = forms.formset_factory(Form, extra=2)(prefix="people")
    page = show("{% crispy formset helper %}", formset=formset, helper=Helper(Layout("name", "street")))

    assert page.html.count('name="people-TOTAL_FORMS"') == 1
    assert 'name="people-1-street"' in page.html
    assert page.holds_together()
