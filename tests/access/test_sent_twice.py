"""The same form sent twice, as by a second press of the button: done once, and answered as the first time."""

import uuid

import pytest

from decisions.models import Disclosure
from tests.access.ground import changes
from tests.stories import REASON

ADDRESSES = {
    "purpose": ("draft", "author", "purpose/", {"purpose": "protect", "benefit": "She would be safe."}),
    "person": ("draft", "author", "people/add/", {"kind": "about", "name": "Una Moss"}),
    "take-out": ("draft", "author", "people/{person}/take-out/", {}),
    "consent": ("draft", "author", "people/{person}/consent/", {"by": "self", "says": "refused"}),
    "settle": ("awaiting", "headteacher", "settle/", {"basis": "public-task", "condition": "legal-claims"}),
    "submit": ("draft", "author", "check/", {}),
    "approve": ("awaiting", "headteacher", "approve/", {"reason": REASON}),
    "return": ("awaiting", "headteacher", "return/", {"reason": REASON}),
}


@pytest.mark.parametrize("form", ADDRESSES)
def test_a_second_press_is_answered_as_the_first(house, as_user, form):
    of, part, path, fields = ADDRESSES[form]
    disclosure, client = house.disclosures[of], as_user(part)
    address = f"/disclosures/{disclosure.reference}/{path.format(person=disclosure.people.get().pk)}"
    sent = {"version": disclosure.version, "token": uuid.uuid4(), **fields}
    before = changes()
    first, second = client.post(address, sent), client.post(address, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert changes() == before + 1
    assert Disclosure.objects.get(pk=disclosure.pk).version == disclosure.version + 1


def test_a_second_press_begins_one_disclosure(house, as_user):
    client, before = as_user("author"), Disclosure.objects.count()
    sent = {"version": 0, "token": uuid.uuid4(), "purpose": "protect", "benefit": ""}
    answers = [client.post("/disclosures/new/", sent) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Disclosure.objects.count() == before + 1


def test_what_is_sent_after_submitting_in_another_window_is_kept_on_the_page(house, as_user):
    awaiting = house.disclosures["awaiting"]
    # It was read before it was submitted; since then it has been submitted, and its approver has settled the basis.
    sent = {"version": awaiting.version - 2, "token": uuid.uuid4(), "purpose": "protect", "benefit": "Typed too late."}
    answer = as_user("author").post(f"/disclosures/{awaiting.reference}/purpose/", sent)
    assert answer.status_code == 409
    assert "Typed too late." in answer.content.decode()
    assert "Submitted for decision" in answer.content.decode()
