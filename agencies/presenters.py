"""The reference data in the words of its pages: lists, and what was changed when and by whom."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import School, User
from agencies.models import Agency, AgencyCategory, LegalGround, Setting
from agencies.trust_settings import BY_CODE, DEFAULT


@dataclass(frozen=True)
class Row:
    """One line of a list: its page, its name with what is said beneath, and its other cells with their headings."""

    url: str
    name: str
    note: str
    to_be_confirmed: bool
    cells: list


@dataclass(frozen=True)
class Change:
    """One change of a line: when, by whom, and each field with what stood there before and after."""

    when: str
    who: str
    what: str
    fields: list


def day(value):
    """A day as it is read: 23 November 2026."""
    return date_format(value, "j F Y") if value else ""


def in_force(line, today):
    """From when until when a line of the law holds, in words."""
    first, last = line.in_force_from, line.in_force_until
    if isinstance(line, LegalGround) and first is None and not line.holds(today) and last is None:
        return "Not yet: its first day is not known"
    parts = [f"from {day(first)}"] if first else []
    parts += [f"until {day(last)}"] if last else []
    words = " ".join(parts) or "always"
    return f"Ended: {words}" if last and last < today else words[:1].upper() + words[1:]


def changes_of(line, labels):
    """Every change of a line that the record holds, the newest first; `labels` are the words of its fields."""
    rows = list(type(line).history.filter(id=line.pk).order_by("history_id"))
    people = User.objects.in_bulk({row.history_user_id for row in rows if row.history_user_id})
    schools = dict(School.objects.values_list("pk", "name"))
    changes, before = [], None
    for row in rows:
        now = {label: _shown(line, row, name, schools) for name, label in labels.items()}
        changes.append(
            Change(
                when=date_format(timezone.localtime(row.history_date), "j F Y, H:i"),
                who=_name(people.get(row.history_user_id)),
                what="Changed" if before else "Added",
                fields=[
                    (label, (before or {}).get(label, ""), value)
                    for label, value in now.items()
                    if value != (before or {}).get(label, "")
                ],
            )
        )
        before = now
    return changes[::-1]


def changes_of_settings():
    """Every change of a setting that the record holds, the newest first: when, by whom, what stood before, and why."""
    rows = list(Setting.history.order_by("history_id"))
    people = User.objects.in_bulk({row.history_user_id for row in rows if row.history_user_id})
    before, changes = dict(DEFAULT), []
    for row in rows:
        one = BY_CODE.get(row.code)
        if one is not None and one.read(row.value) != before[row.code]:
            changes.append(
                {
                    "code": row.code,
                    "what": one.label,
                    "when": date_format(timezone.localtime(row.history_date), "j F Y, H:i"),
                    "who": _name(people.get(row.history_user_id)),
                    "before": one.words(before[row.code]),
                    "now": one.words(one.read(row.value)),
                    "why": row.why,
                }
            )
            before[row.code] = one.read(row.value)
    return changes[::-1]


def last_changed(changes):
    """Code of a setting -> when and by whom it was changed last, of all changes, the newest first."""
    return {one["code"]: f"Changed {one['when']} by {one['who']}" for one in reversed(changes)}


def _name(user):
    if user is None:
        return "nobody who was signed in"
    return "the set-up of the service" if user.is_service else user.name


def _shown(line, row, name, schools):
    """What stands in a field, as a page says it."""
    field = line._meta.get_field(name)
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        return schools[value]
    if isinstance(field, models.BooleanField):
        return "Yes" if value else "No"
    if isinstance(field, models.DateField):
        return day(value)
    return str(dict(field.choices or ()).get(value, value))


# Public pages that have more than words: code -> the name of their own address.
PAGES_OF_THEIR_OWN = {"policy": "policy", "flowchart": "flowchart"}


def public_page(text):
    """Where a public text is read."""
    own = PAGES_OF_THEIR_OWN.get(text.code)
    return reverse(own) if own else reverse("public-page", args=[text.code])


def paragraphs_of(words):
    """Plain text as paragraphs: a blank line parts two of them."""
    return [part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]


def by_category():
    """The organisations that a disclosure may name today, by the words of their category, in its order (1.2)."""
    named = {}
    for agency in Agency.objects.in_use():
        named.setdefault(agency.category, []).append(agency.name)
    return [(one.label, named[one.value]) for one in AgencyCategory if one.value in named]
