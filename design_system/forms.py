"""Form fields as GOV.UK draws them: what Django has no word for, and the date in three boxes."""

import datetime
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError

BOXES = ("day", "month", "year")


@dataclass(frozen=True)
class Look:
    """How one field looks. Which option is for which kind of field: docs/design-system.md."""

    size: str = "s"
    heading: int = 0
    above: str = ""
    width: str = ""
    prefix: str = ""
    suffix: str = ""
    rows: int = 4
    spellcheck: bool = True
    small: bool = False
    inline: bool = False
    hints: dict = field(default_factory=dict)
    reveals: dict = field(default_factory=dict)


def look(form_field, missing="", **options):
    """The same field with its look, and with `missing` as the sentence for an answer that is needed and not there.

    Raises TypeError for an option that `Look` does not have.
    """
    if missing:
        form_field.error_messages = {**form_field.error_messages, "required": missing}
    form_field.look = Look(**options)
    return form_field


def look_of(form_field):
    """The look of a field: its own, or the plain one."""
    return getattr(form_field, "look", None) or Look()


def leave_out(form, **unsaid):
    """What another answer opens is not asked for: an error in it, out of sight, stops nothing.

    `unsaid` are the names of the fields, each with what stands in its place.
    """
    for name, nothing in unsaid.items():
        form.errors.pop(name, None)
        form.cleaned_data[name] = nothing


class DateBoxes(forms.Widget):
    """Day, month and year in three boxes, posted as `name_day`, `name_month` and `name_year`.

    Its value is a list of three strings as they were typed, so that a wrong date comes back as it was.
    """

    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        return [str(data.get(f"{name}_{box}") or "").strip() for box in BOXES]

    def value_omitted_from_data(self, data, files, name):
        return all(f"{name}_{box}" not in data for box in BOXES)

    def id_for_label(self, id_):
        return f"{id_}_day" if id_ else id_

    def typed(self, value):
        """What stands in the three boxes for `value`, which is a date, the list of what was typed, or nothing."""
        if isinstance(value, datetime.date):
            return [str(value.day), str(value.month), str(value.year)]
        return list(value) if value else ["", "", ""]


class DateField(forms.Field):
    """A date in three boxes. Its errors say what to mend, and name the boxes in `params["boxes"]`.

    `noun` is what the sentences call it ("date of birth"); without it they use the label up to its first
    comma. `earliest` and `latest` are dates or callables that give one (`audit.clock.today`); the day itself is allowed.
    """

    widget = DateBoxes

    def __init__(self, *, noun="", earliest=None, latest=None, **options):
        missing = (options.get("error_messages") or {}).get("required")
        super().__init__(**options)
        self.noun = noun or _noun(self.label)
        self.earliest, self.latest = earliest, latest
        if not missing:
            self.error_messages["required"] = f"Give the {self.noun}"

    def to_python(self, value):
        """The date, or None for three empty boxes.

        Raises ValidationError when a part is missing, or when there is no such day.
        """
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        if not any(value):
            return None
        absent = [box for box, typed in zip(BOXES, value, strict=True) if not typed]
        if absent:
            raise self._error(f"must include a {' and '.join(absent)}", "incomplete", absent)
        return self._real(value)

    def validate(self, value):
        """Raises ValidationError when it is needed and missing, or outside `earliest` and `latest`."""
        super().validate(value)
        if value is None:
            return
        earliest, latest = _day(self.earliest), _day(self.latest)
        if earliest and value < earliest:
            raise self._error(f"must be on or after {_words(earliest)}", "too-early", BOXES)
        if latest and value > latest:
            raise self._error(f"must be on or before {_words(latest)}", "too-late", BOXES)

    def has_changed(self, initial, data):
        return not self.disabled and self.widget.typed(initial) != self.widget.typed(data)

    def _real(self, typed):
        day, month, year = typed
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise self._error("must have a year of 4 numbers, such as 2011", "year", ["year"])
        try:
            return datetime.date(int(year), _number(month), _number(day))
        except ValueError:
            raise self._error("must be a real date, such as 27 3 2011", "unreal", BOXES) from None

    def _error(self, words, code, boxes):
        noun = self.noun[:1].upper() + self.noun[1:]
        return ValidationError(f"{noun} {words}", code=code, params={"boxes": list(boxes)})


def _number(typed):
    """A day or month as a number. int() would also take "+3", "1_0" and other scripts' digits."""
    if not (typed.isascii() and typed.isdigit()):
        raise ValueError("not a number")
    return int(typed)


def _noun(label):
    name = str(label or "date").partition(",")[0]
    return name[:1].lower() + name[1:]


def _day(limit):
    return limit() if callable(limit) else limit


def _words(day):
    return f"{day.day} {day:%B} {day.year}"
