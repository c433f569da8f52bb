"""The adviser's part of the record, in words."""

from decisions.forms.advising import AdviserForm
from decisions.presenters import words
from decisions.presenters.links import page_url
from decisions.workflow.advising import Advise

FIELDS = tuple(Advise.__dataclass_fields__)


def adviser_note(content, offers):
    """The folded part of a disclosure's page: its rows, and where this reader fills it in; None where it is neither
    filled in nor theirs to fill in.
    """
    rows, url = note_rows(content), page_url(content.disclosure, "advise") if "advise" in offers else ""
    return {"rows": rows, "url": url} if rows or url else None


def note_rows(content, today=None):
    """What the adviser filled in, by whom and when, as a summary list; None where nothing is."""
    note = content.adviser_note
    if note is None:
        return None
    asked = AdviserForm.base_fields
    rows = [(asked[name].label.rstrip("?"), _said(note, name)) for name in FIELDS]
    rows.append(
        ("Filled in by", f"{note.by.name}, {note.get_capacity_display()}, {words.moment_inside(note.at, today)}")
    )
    return {"rows": [{"key": {"text": key}, "value": words.in_lines(said)} for key, said in rows if said]}


def _said(note, name):
    if name == "agreed_on":
        return words.day(note.agreed_on)
    labels = {"controllers": note.get_controllers_display, "assessment": note.get_assessment_display}
    return labels[name]() if name in labels else getattr(note, name)


def stored(content):
    """What the page's fields hold before anybody types."""
    note = content.adviser_note
    return {} if note is None else {name: getattr(note, name) for name in FIELDS}
