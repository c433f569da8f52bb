from django import forms

from design_system.forms import look


class Person(forms.Form):
    name = look(forms.CharField(label="Name"), missing="Give the name")
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "The page is too old"})

    def clean(self):
        raise forms.ValidationError("These two do not go together")


class People(forms.BaseFormSet):
    def clean(self):
        raise forms.ValidationError("Give at least one person")


def test_nothing_to_mend_is_nothing_shown(show):
    assert show("{% error_summary form %}{% error_summary %}{% error_summary missing %}", form=Person()).html == ""


def test_a_forms_own_errors_and_those_of_hidden_fields_lead_to_a_place(show):
    page = show("{% error_summary form %}{{ form|crispy }}", form=Person({}))

    assert page.targets == ["form-errors", "form-errors", "id_name"]
    assert page.html.count("These two do not go together") == 2
    assert page.html.count("The page is too old") == 2
    assert page.holds_together()


def test_several_forms_and_a_formset_share_one_summary(show):
    number = {"people-TOTAL_FORMS": "2", "people-INITIAL_FORMS": "0"}
    people = forms.formset_factory(Person, formset=People, min_num=2)(number, prefix="people")
    page = show(
        "{% error_summary first people intro='Kept.' %}{{ first|crispy }}{{ people|crispy }}",
        first=Person({}, prefix="first"),
        people=people,
    )

    assert page.html.count("There is a problem") == 1
    assert "Kept." in page.html
    assert {"people-form-errors", "id_people-0-name", "id_people-1-name", "id_first-name"} <= set(page.targets)
    assert page.html.count('name="people-TOTAL_FORMS"') == 1
    assert page.holds_together()


def test_the_same_sentence_stands_in_the_summary_and_at_the_field(show):
    assert show("{% error_summary form %}{{ form|crispy }}", form=Person({})).html.count("Give the name") == 2


def test_field_by_field_the_forms_own_errors_have_their_own_tag(show):
    source = "{% error_summary form %}{% form_errors form %}{{ form.name|as_crispy_field }}{{ form.version }}"

    assert show(source, form=Person({})).holds_together()
