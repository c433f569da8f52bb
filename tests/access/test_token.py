"""A token belongs to one form, its address and its words: it never passes for something else."""

import uuid

from decisions.enums import Stage
from decisions.models import Disclosure, SharingRecord
from tests.access.ground import signed_in, undone

REASON = "Nothing less would do, and the child agrees."


def test_a_token_that_was_used_is_not_taken_for_another_action(house, db):
    client, token = signed_in(house, "headteacher"), uuid.uuid4()
    disclosure = Disclosure.objects.filter(
        stage=Stage.AWAITING, school=house.cast.brook, author=house.cast.author
    ).first()
    sent = {"version": disclosure.version, "token": token, "reason": REASON, "instead": REASON}
    own = f"/disclosures/{disclosure.reference}"
    with undone():
        assert client.post(f"{own}/return/", sent).status_code == 302
        refused = client.post(f"{own}/reject/", sent)
        assert refused.status_code == 409
        assert REASON in refused.content.decode()


def test_other_words_under_a_used_token_are_recorded_too(house, db):
    client, token = signed_in(house, "author"), uuid.uuid4()
    sent = {
        "version": 0, "token": token, "ground": "danger", "about": "Una Moss", "to": "The duty worker",
        "what": "She fears going home.", "channel": "phone", "when": "now",
    }  # fmt: skip
    with undone():
        before = SharingRecord.objects.count()
        for words in ("She fears going home.", "She fears going home.", "Her brother does too."):
            assert client.post("/emergency/", sent | {"what": words}).status_code == 302
        assert SharingRecord.objects.count() == before + 2
