"""Every form of a disclosure with what is right to type into it: for the tests of what is wrong."""

from dataclasses import dataclass

from django.test import Client

from agencies.models import Agency
from decisions.models import Disclosure
from tests.stories import REASON

INSTEAD = "The school counsellor sees the child every week."
DECIDED = {"reason": REASON, "instead": INSTEAD, "would_change": ""}


@dataclass(frozen=True)
class Walk:
    """A draft, a disclosure that awaits its decision, and the browsers of who writes and who decides."""

    draft: Disclosure
    awaiting: Disclosure
    author: Client
    head: Client


def date(name, day, month, year):
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def pages(walk):
    """Every form: its path, who sends it, and what is right to send."""
    draft, awaiting = f"/disclosures/{walk.draft.reference}/", f"/disclosures/{walk.awaiting.reference}/"
    person = {"kind": "about", "name": "Una Moss", "relation": "Pupil", **date("date_of_birth", 14, 3, 2011)}
    item = {"description": "Attendance", "category": "attendance", "source": "Tutor", **date("as_at", 2, 11, 2025)}
    purpose = {"purpose": "protect", "benefit": "She would be safe."}
    agency = Agency.objects.get(name="County police").pk
    about, to = walk.draft.people.first().pk, walk.draft.recipients.get().pk
    author, head = walk.author, walk.head
    return {
        "new": ("/disclosures/new/", author, purpose),
        "purpose": (f"{draft}purpose/", author, purpose),
        "person-add": (f"{draft}people/add/", author, person),
        "person": (f"{draft}people/{about}/", author, person),
        "item-add": (f"{draft}items/add/", author, item),
        "item": (f"{draft}items/{walk.draft.items.first().pk}/", author, item),
        "recipient": (f"{draft}recipients/{to}/", author, {"agency": str(agency), "contact_name": "Vera Lunt"}),
        "3.1": (
            f"{draft}checklist/3.1/",
            author,
            {f"p{about}-consent-held": "refused", "d-duty-or-power": "duty", "d-duty-or-power-text": "None."},
        ),
        "3.2": (f"{draft}checklist/3.2/", author, {"d-how-much-text": "Only this.", "d-fact-and-opinion": "no"}),
        "3.3": (
            f"{draft}checklist/3.3/",
            author,
            {f"r{to}-right-person": "no", f"r{to}-what-they-will-do-text": "Help."},
        ),
        "consent": (f"{draft}people/{about}/consent/", author, {"by": "carer", "says": "yes", "how": "In person"}),
        "settle": (f"{awaiting}settle/", head, {"basis": "public-task", "condition": "", "basis-why": REASON}),
        "approve": (f"{awaiting}approve/", head, {"reason": REASON}),
        "return": (f"{awaiting}return/", head, {"reason": REASON}),
        "reject": (f"{awaiting}reject/", head, DECIDED),
    }


FORMS = ["new", "purpose", "person-add", "person", "item-add", "item", "recipient", "3.1", "3.2", "3.3"]
FORMS += ["consent", "settle", "approve", "return", "reject"]


def keys(walk):
    """Fields of the checklist whose names hold the number of a row."""
    return {"p": f"p{walk.draft.people.first().pk}", "r": f"r{walk.draft.recipients.get().pk}"}
