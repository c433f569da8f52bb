import datetime

import pytest
from django import forms

from design_system.forms import DateField


class Form(forms.Form):
    born = DateField(
        label="Date of birth, if you know it",
        latest=lambda: datetime.date(2026, 11, 23),
        earliest=datetime.date(1900, 1, 1),
    )


def form_with(day, month, year, prefix=None):
    before = f"{prefix}-" if prefix else ""
    typed = zip(("day", "month", "year"), (day, month, year), strict=True)
    return Form({f"{before}born_{box}": value for box, value in typed}, prefix=prefix)


@pytest.mark.parametrize(
    ("typed", "sentence", "boxes"),
    [
        (("", "", ""), "Give the date of birth", "day"),
        (("27", "3", ""), "Date of birth must include a year", "year"),
        (("", "3", "2011"), "Date of birth must include a day", "day"),
        (("", "", "2011"), "Date of birth must include a day and month", "day"),
        (("27", "", ""), "Date of birth must include a month and year", "month"),
        (("31", "2", "2011"), "Date of birth must be a real date, such as 27 3 2011", "day"),
        (("x", "2", "2011"), "Date of birth must be a real date, such as 27 3 2011", "day"),
        (("+3", "2", "2011"), "Date of birth must be a real date, such as 27 3 2011", "day"),
        (("٣", "2", "2011"), "Date of birth must be a real date, such as 27 3 2011", "day"),
        (("0", "0", "0000"), "Date of birth must be a real date, such as 27 3 2011", "day"),
        (("27", "3", "11"), "Date of birth must have a year of 4 numbers, such as 2011", "year"),
        (("24", "11", "2026"), "Date of birth must be on or before 23 November 2026", "day"),
        (("31", "12", "1899"), "Date of birth must be on or after 1 January 1900", "day"),
    ],
)
@pytest.mark.parametrize("prefix", [None, "people-1"])
def test_each_mistake_has_its_sentence_and_leads_to_its_box(show, typed, sentence, boxes, prefix):
    form = form_with(*typed, prefix=prefix)
    page = show("{% error_summary form %}{{ form|crispy }}", form=form)

    assert form.errors["born"] == [sentence]
    assert page.targets == [f"id_{prefix}-born_{boxes}" if prefix else f"id_born_{boxes}"]
    assert page.holds_together()


def test_only_the_missing_box_is_red(show):
    assert show("{{ form|crispy }}", form=form_with("27", "3", "")).html.count("govuk-input--error") == 1
    assert show("{{ form|crispy }}", form=form_with("31", "2", "2011")).html.count("govuk-input--error") == 3


@pytest.mark.parametrize(
    ("typed", "day"), [(("3", "02", "2011"), (2011, 2, 3)), (("23", "11", "2026"), (2026, 11, 23))]
)
def test_a_date_is_a_date(typed, day):
    form = form_with(*typed)

    assert form.is_valid()
    assert form.cleaned_data["born"] == datetime.date(*day)


def test_a_date_that_need_not_be_given_may_stay_empty():
    class Optional(forms.Form):
        born = DateField(label="Date of birth", required=False)

    form = Optional({"born_day": " ", "born_month": "", "born_year": ""})

    assert form.is_valid()
    assert form.cleaned_data["born"] is None


def test_a_stored_date_stands_in_the_boxes_and_counts_as_unchanged(show):
    initial = {"born": datetime.date(2011, 3, 27)}

    assert [f'value="{part}"' in show("{{ form|crispy }}", form=Form(initial=initial)).html for part in (27, 3, 2011)]
    assert not Form({"born_day": "27", "born_month": "3", "born_year": "2011"}, initial=initial).has_changed()
    assert Form({"born_day": "28", "born_month": "3", "born_year": "2011"}, initial=initial).has_changed()


def test_the_noun_can_be_said():
    field = DateField(label="When were they born?", noun="date of birth")

    assert field.error_messages["required"] == "Give the date of birth"
