import pytest
from django import forms
from django.utils.safestring import SafeString

from design_system import fields
from design_system.forms import DateField, Look, look

NASTY = '<script>alert("a")</script>&<b>'
CHOICES = [("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure")]


class Everything(forms.Form):
    """One field of each kind that we draw."""

    name = look(forms.CharField(label="Name", help_text="As on the register"), missing="Give the name", width="20")
    why = look(forms.CharField(label="Why?", widget=forms.Textarea), missing="Say why", rows=7)
    mail = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    year = look(forms.IntegerField(label="Year"), suffix="or later", width="4")
    agency = forms.ChoiceField(label="Agency", choices=[("", "Choose one"), ("p", "Police")])
    held = look(
        forms.ChoiceField(label="Held?", choices=CHOICES, widget=forms.RadioSelect, help_text="Of whom"),
        missing="Say whether",
        small=True,
        hints={"not-sure": "A good answer"},
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=CHOICES, widget=forms.CheckboxSelectMultiple, help_text="All that apply"
    )
    sure = forms.BooleanField(label="I have read it", help_text="All of it")
    born = DateField(label="Date of birth", help_text="For example, 27 3 2011")
    version = forms.IntegerField(widget=forms.HiddenInput)


def test_every_kind_of_field_has_its_component(show):
    page = show("{{ form|crispy }}", form=Everything())

    for component in ("govuk-input", "govuk-textarea", "govuk-password-input", "govuk-select", "govuk-radios--small",
                      "govuk-checkboxes", "govuk-date-input", "govuk-input__suffix"):  # fmt: skip
        assert component in page.html
    assert 'type="hidden" name="version"' in page.html
    assert page.holds_together()


@pytest.mark.parametrize("prefix", [None, "people-0"])
def test_every_line_of_the_summary_leads_to_its_field(show, prefix):
    form = Everything({}, prefix=prefix)
    page = show("{% error_summary form %}{{ form|crispy }}", form=form)

    assert len(page.targets) == len(form.errors)
    assert page.holds_together()
    before = f"{prefix}-" if prefix else ""
    assert {f"id_{before}held", f"id_{before}kinds", f"id_{before}sure", f"id_{before}born_day"} <= set(page.targets)
    assert f'id="id_{before}held" name="{before}held" type="radio" value="yes"' in page.html


def test_the_red_edge_is_on_every_field_with_an_error(show):
    form = Everything({})
    html = show("{{ form|crispy }}", form=form).html

    assert html.count("govuk-form-group--error") == len(form.errors)
    for edge in ("govuk-input--error", "govuk-textarea--error", "govuk-select--error"):
        assert edge in html


def test_what_was_typed_comes_back(show):
    typed = {
        "name": 'Ann "A" <Lee>', "why": "</textarea><script>", "year": "about 9", "agency": "p", "held": "not-sure",
        "kinds": ["yes", "no"], "sure": "on", "born_day": "31", "born_month": "x", "born_year": "2011", "secret": "hunter2",
    }  # fmt: skip
    html = show("{{ form|crispy }}", form=Everything(typed)).html

    assert 'value="Ann &#34;A&#34; &lt;Lee&gt;"' in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    for value in ("about 9", "31", "x", "2011"):
        assert f'value="{value}"' in html
    assert html.count(" checked") == 4
    assert '<option value="p" selected>' in html
    assert "hunter2" not in html


def test_an_initial_value_stands_in_the_field(show):
    form = Everything(initial={"held": "no", "kinds": ["yes"], "sure": True, "name": "Ann", "why": "Because"})
    html = show("{{ form|crispy }}", form=form).html

    assert html.count(" checked") == 3
    assert 'value="no" checked' in html
    assert ">Because</textarea>" in html


@pytest.mark.parametrize("name", [name for name in Everything.base_fields if name != "version"])
def test_labels_hints_and_errors_are_words(show, name):
    form = Everything({})
    form.fields[name].label = SafeString(NASTY)
    form.fields[name].help_text = SafeString(NASTY)
    form.fields[name].look = Look(above=SafeString(NASTY))
    form.add_error(name, SafeString(NASTY))
    html = show("{% error_summary form %}{{ form|crispy }}", form=form).html

    assert "<script" not in html
    assert "<b>" not in html
    assert html.count("&lt;script&gt;") >= 4


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple, forms.Select])
def test_choices_and_their_hints_are_words(show, widget):
    kind = forms.MultipleChoiceField if widget is forms.CheckboxSelectMultiple else forms.ChoiceField

    class Form(forms.Form):
        one = look(kind(label="L", choices=[("a", SafeString(NASTY))], widget=widget), hints={"a": NASTY}, above=NASTY)

    html = show("{{ form|crispy }}", form=Form()).html

    assert "<script" not in html
    assert "<b>" not in html


def test_the_browser_neither_suggests_names_nor_cuts_words_off(show):
    class Form(forms.Form):
        name = look(forms.CharField(label="Name", max_length=10), spellcheck=False)
        why = forms.CharField(label="Why", max_length=10, widget=forms.Textarea)

    html = show("{{ form|crispy }}", form=Form()).html

    assert html.count('autocomplete="off"') == 2
    assert html.count('spellcheck="false"') == 1
    assert "maxlength" not in html
    assert "required" not in html


def test_a_widget_says_its_own_autocomplete(show):
    assert 'autocomplete="email"' in show("{{ form.mail|as_crispy_field }}", form=Everything()).html
    assert 'autocomplete="current-password"' in show("{{ form.secret|as_crispy_field }}", form=Everything()).html


def test_a_legend_is_the_heading_with_a_line_above(show):
    class Form(forms.Form):
        q = look(
            forms.ChoiceField(label="Do I?", choices=CHOICES, widget=forms.RadioSelect),
            heading=2, size="m", above="Question 1 of 17",
        )  # fmt: skip
        text = look(forms.CharField(label="How much?", widget=forms.Textarea), heading=1, size="l")

    html = show("{{ form|crispy }}", form=Form()).html

    assert '<h2 class="govuk-fieldset__heading">' in html
    assert '<span class="ts-q__num">Question 1 of 17</span>Do I?' in " ".join(html.split()).replace("> Do", ">Do")
    assert '<h1 class="govuk-label-wrapper">' in html
    assert "govuk-label--l" in html


def test_a_follow_up_stands_under_its_choice_and_only_there(show):
    class Form(forms.Form):
        held = look(
            forms.ChoiceField(label="Held?", choices=CHOICES, widget=forms.RadioSelect), reveals={"yes": "whose"}
        )
        whose = forms.CharField(label="Whose?", required=False)

    page = show("{{ form|crispy }}", form=Form())

    assert page.html.count('name="whose"') == 1
    assert 'data-aria-controls="conditional-id_held"' in page.html
    assert page.html.index("conditional-id_held") < page.html.index('name="whose"')
    assert page.holds_together()


def test_a_blank_choice_is_no_radio_but_an_option(show):
    choices = [("", "---------"), ("a", "A")]

    class Form(forms.Form):
        radio = forms.ChoiceField(label="R", choices=choices, widget=forms.RadioSelect, required=False)
        select = forms.ChoiceField(label="S", choices=choices, required=False)

    html = show("{{ form|crispy }}", form=Form()).html

    assert html.count('type="radio"') == 1
    assert '<option value="" selected>' in html


@pytest.mark.parametrize(
    "unknown",
    [
        forms.DateField(label="D"),
        forms.FileField(label="F"),
        forms.ChoiceField(label="G", choices=[("g", [("a", "A")])]),
    ],
)
def test_what_gov_uk_has_no_form_for_is_refused(unknown):
    class Form(forms.Form):
        one = unknown

    with pytest.raises(TypeError):
        fields.field(Form()["one"])


def test_an_unknown_look_is_refused():
    with pytest.raises(TypeError):
        look(forms.CharField(), colour="red")


def test_a_look_does_not_leak_between_forms():
    first, second = Everything(), Everything()
    look(first.fields["name"], missing="Other", width="5")

    assert second.fields["name"].look.width == "20"
    assert second.fields["name"].error_messages["required"] == "Give the name"
