"""What a page may offer whom: workflow.perform.available_actions."""

from collections import Counter

import pytest

from decisions.enums import PersonKind, Stage
from decisions.facts import Content
from decisions.workflow import saves
from decisions.workflow.perform import available_actions
from tests.stories import disclosure_at, do, fill, new_draft

OFFERS = {
    Stage.DRAFT: {"author": ["save", "submit"]},
    Stage.AWAITING: {"headteacher": ["approve", "return", "reject"]},
    Stage.RETURNED: {"author": ["save", "submit"]},
    Stage.APPROVED: {},
    Stage.REJECTED: {},
}


@pytest.mark.parametrize("stage", Stage)
def test_what_is_offered_to_whom_at_each_stage(walk, stage):
    disclosure = disclosure_at(stage, walk)
    facts = Content(disclosure).facts()
    offers = {part: available_actions(disclosure, user, facts) for part, user in walk.people().items()}
    assert {part: [offer.name for offer in found] for part, found in offers.items() if found} == OFFERS[stage]
    assert all(offer.is_open for found in offers.values() for offer in found)


def test_a_shut_action_is_offered_with_what_shuts_it(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author, consent_needed="")
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.ABOUT, "Zora Quill"))
    offers = {offer.name: offer for offer in available_actions(disclosure, walk.author, Content(disclosure).facts())}
    assert offers["save"].is_open
    assert not offers["submit"].is_open
    asked = Counter(found.question for found in offers["submit"].findings)
    assert asked == {1: 1, 3: 1, 6: 1, 7: 1}
