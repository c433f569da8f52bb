"""What a page may offer whom: workflow.perform.available_actions. Who is offered what: test_truth_table."""

from collections import Counter

from decisions.enums import PersonKind
from decisions.facts import Content
from decisions.workflow import saves
from decisions.workflow.perform import available_actions
from tests.stories import do, fill, new_draft


def test_a_shut_action_is_offered_with_what_shuts_it(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author, consent_needed="")
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.ABOUT, "Zora Quill"))
    offers = {offer.name: offer for offer in available_actions(disclosure, walk.author, Content(disclosure))}
    assert offers["save"].is_open
    assert not offers["submit"].is_open
    asked = Counter(found.question for found in offers["submit"].findings)
    assert asked == {1: 2, 3: 1, 6: 1, 7: 1, 8: 1, 9: 1}
    stale = sorted(found.code for found in offers["submit"].findings if found.code.endswith(".STALE"))
    assert stale == ["Q1.STALE", "Q7.STALE", "Q8.STALE", "Q9.STALE"]  # somebody more may change what was said
