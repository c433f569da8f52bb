"""What an adviser would send to the pages of reference data: complete and right, different from what is stored."""

import datetime

from agencies.admin import site
from agencies.forms import SettingsForm
from agencies.models import Agency, LegalGround, PublicText, Purpose, SecureWay, SensitivityClass, Setting, Term
from agencies.terms import Stretch, set_terms

# Of a school year in which nothing else is known, so that it moves nobody's deadline.
FIRST_DAY, LAST_DAY = datetime.date(2030, 9, 2), datetime.date(2030, 10, 18)


def boxes(field, day):
    """A day as its three boxes send it."""
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def as_shown(line, **changed):
    """What the form of a line sends when nothing but `changed` was touched."""
    sent = {}
    for bound in site.kinds()[line._meta.model_name].form(instance=line):
        value = bound.value()
        if isinstance(value, datetime.date):
            sent |= boxes(bound.name, value)
        elif value is True:
            sent[bound.name] = "on"
        elif value not in (None, False):
            sent[bound.name] = value
    return {**sent, **changed}


def add_term(school):
    """One term, far from today, so that there is a line of every kind."""
    set_terms([Stretch(school.code, "Autumn 2030", FIRST_DAY, LAST_DAY)], actor=None)


def line_of(kind):
    """The line of a kind about which its pages are asked."""
    return {
        "legalground": lambda: LegalGround.objects.get(code="court-order"),
        "sensitivityclass": lambda: SensitivityClass.objects.get(code="health"),
        "purpose": lambda: Purpose.objects.get(code="welfare"),
        "secureway": lambda: SecureWay.objects.get(code="phone"),
        "agency": lambda: Agency.objects.get(name="Cafcass"),
        "term": Term.objects.get,
        "publictext": lambda: PublicText.objects.get(code="help"),
    }[kind]()


def new_of(kind, school):
    """A new line of a kind."""
    law = {"hint": "Plain words.", "source": "An Act", **boxes("in_force_from", datetime.date(2026, 1, 2))}
    return {
        "legalground": {**law, "name": "Telling the coroner", "kind": "power"},
        "sensitivityclass": {**law, "name": "Family money", "kind": "ours"},
        "purpose": {**law, "name": "Finding a placement"},
        "secureway": {**law, "name": "Sealed courier", "is_secure": "on"},
        "agency": {
            "name": "Moss Clinic",
            "category": "health",
            "phone": "01632 960190",
            "verification": "Ring back.",
            "clock": "Days",
            "in_use": "on",
        },
        "term": {
            "school": school.pk,
            "name": "Autumn 2031",
            **boxes("first_day", FIRST_DAY.replace(year=2031)),
            **boxes("last_day", LAST_DAY.replace(year=2031)),
        },
        "publictext": {
            "name": "Photographs",
            "words": "We ask before one is shown.",
            "for_children": "We ask you first.",
            "to_be_confirmed": "on",
        },
    }[kind]


def kept_forms(house, kind):
    """The two forms of a kind of line, by the names of their addresses; none for what is no kind."""
    if kind not in site.kinds():
        return {}
    changed = as_shown(line_of(kind), name="Under another name")
    return {"reference-add": new_of(kind, house.cast.ashby), "reference-line": changed}


def settings_sent(**changed):
    """What the page of the settings sends when an approval is to last a day longer and one kind is ticked, or `changed`."""
    form = SettingsForm(lines=Setting.objects.all())
    changed = changed or {"approval_valid": form.holds.approval_valid + 1, "adviser_categories": "court"}
    return form.initial | {"why": "The schools asked for it."} | changed
