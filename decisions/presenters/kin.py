"""Who is who to the people that a disclosure is about, and which of our colleagues may be said to be in it."""

from accounts.appointments import in_order
from accounts.roles import Role
from decisions.enums import PersonKind
from decisions.forms.consent import KIN, OTHER_CARER
from decisions.judged import GROWN_UP, age_of
from decisions.presenters import words
from decisions.presenters.links import page_url, row_url
from decisions.queries import colleagues_at


def colleagues_to_choose(disclosure, chosen=None):
    """Number -> name and position of every colleague who may be chosen, and of whoever is chosen already. One statement."""
    found = {}
    for held in in_order(colleagues_at(disclosure.school)):
        found.setdefault(held.user_id, f"{held.user.name}, {held.position or Role(held.role).label}")
    if chosen is not None:
        found.setdefault(chosen.pk, chosen.name)
    return dict(sorted(found.items(), key=lambda one: one[1]))


def name_of(row):
    """Whose relationship to the child it is: a person by name, or a council."""
    return row.body.name if row.body_id else row.person.name


def kin_words(row):
    """Somebody and who they are to the child: "Grace Okafor, mother"."""
    kind = row.get_kind_display().lower()
    said = f"which {kind}" if row.body_id else kind
    return ", ".join(part for part in (name_of(row), said) if part)


def responsibility_words(row):
    """What is known of their parental responsibility."""
    return f"parental responsibility: {(row.get_responsibility_display() or 'not said').lower()}"


def kin_rows(content):
    """One row for each person it is about to whom somebody stands in a relationship: a line each."""
    said = {}
    for row in content.relationships:
        said.setdefault(row.child_id, []).append(f"{kin_words(row)} ({responsibility_words(row)})")
    return [
        {"key": {"text": f"Who is who to {child.name}"}, "value": words.in_lines("\n".join(said[child.pk]))}
        for child in content.about
        if child.pk in said
    ]


def kin_of_people(disclosure, content):
    """For the page of the people: each child with who is who to them, and where that is said; of colleagues and grown-ups
    only what was said already.
    """
    return [
        {
            "child": child.name,
            "rows": [
                {
                    "name": name_of(row),
                    "words": kin_words(row),
                    "responsibility": responsibility_words(row),
                    "change": page_url(disclosure, "relationship", child.pk, row.pk),
                    "take_out": row_url(disclosure, "relationship-take-out", row.pk),
                }
                for row in content.relationships
                if row.child_id == child.pk
            ],
            "add": page_url(disclosure, "relationship-add", child.pk),
        }
        for child in content.about
        if child.has_kin or (child.colleague_id is None and (age_of(child) or 0) < GROWN_UP)
    ]


def who_may_speak(content, child=None):
    """{value of the form: words} of those who may have answered for a child, or for any child where none is named.

    Of a carer to whom nobody has said who they are, that is asked next.
    """
    several = child is None and len(content.about) > 1
    names = {one.pk: one.name for one in content.about}
    kin = [row for row in content.relationships if row.child_id in ({child.pk} if child else names)]
    found = {f"{KIN}{row.pk}": kin_words(row) + (f", for {names[row.child_id]}" if several else "") for row in kin}
    if child is not None:
        said = {row.person_id for row in kin}
        carers = [one for one in content.people if one.kind == PersonKind.CARER and one.pk not in said]
        found |= {f"{OTHER_CARER}{one.pk}": one.name for one in carers}
    return found
