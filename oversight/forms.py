"""The register's filter."""

from django import forms

from decisions.enums import Stage
from design_system.forms import look

EVER_SUBMITTED = [(stage.value, stage.label) for stage in Stage if stage != Stage.DRAFT]


class FilterForm(forms.Form):
    """By school and by stage; what it does not know is said at the field, and filters nothing."""

    stage = look(
        forms.ChoiceField(label="Stage", required=False, choices=[("", "All stages"), *EVER_SUBMITTED]),
    )

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"] = look(
            forms.ModelChoiceField(
                label="School", required=False, queryset=schools, to_field_name="code", empty_label="All schools"
            )
        )
        self.order_fields(["school", "stage"])
        for name, sentence in {
            "school": "Choose a school from the list",
            "stage": "Choose a stage from the list",
        }.items():
            self.fields[name].error_messages["invalid_choice"] = sentence

    def chosen(self):
        """What to filter by: {"school": School or None, "stage": a stage or ""}; nothing of what is not known."""
        self.full_clean()
        return {name: self.cleaned_data.get(name) for name in self.fields}
