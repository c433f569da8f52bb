"""Who is who to the child, who may consent for them, whose views were sought, and what an objection is (2.6, 2.8)."""

import pytest
from django.urls import reverse

from agencies.models import Agency
from checklist import gates
from checklist.derived import Derived, settled
from checklist.facts import OBJECTION_REPLY
from checklist.models import Because
from decisions.enums import Competence, Kin, PersonKind, Right, Says, Stage
from decisions.facts import Content
from decisions.models import Relationship
from decisions.workflow.answering import Answering, SaveAnswers, Withdrawn
from decisions.workflow.saves import NoSuchRow, SavePerson, SaveRelationship, TakeOut, councils
from decisions.workflow.settling import Settled
from tests.decisions.made import form
from tests.decisions.said import text, words_of
from tests.stories import CHILD, consent_of, do, fill, new_draft, settle, shared_first

MOTHER = "Grace Okafor"


@pytest.fixture
def draft(walk):
    """A draft about a boy who does not decide for himself, with his mother in it, and nobody's consent."""
    made = fill(new_draft(walk.author, walk.brook), walk.author)
    do("save", made, walk.author, TakeOut("consents", made.consents.get().pk))
    do("save", made, walk.author, SavePerson(PersonKind.CARER, MOTHER))
    return made


def url(draft, page, *which):
    return reverse(f"disclosure-{page}", args=[draft.reference, *which])


def child_of(draft):
    return draft.people.get(name=CHILD)


def is_mother(draft, right=Right.SEEN, **said):
    """Say that the mother is the boy's mother."""
    mother = draft.people.get(name=MOTHER)
    data = SaveRelationship(child_of(draft).pk, person=mother.pk, kind=Kin.MOTHER, responsibility=right, **said)
    do("save", draft, draft.author, data)
    return draft.relationships.present().get(person=mother)


def agree(draft, **said):
    """Consent that covers everything, given for somebody who does not decide for themselves."""
    said = {"by_self": False, "competence": Competence.NO} | said
    do("save", draft, draft.author, consent_of(child_of(draft), **said))
    return draft.consents.present().last()


def covered(draft):
    return Derived(Content(draft).facts()).covered


def stale(draft):
    answer = child_of(draft).response.answers.get(question_code="consent-held")
    return answer.stale_because


def test_who_consents_is_chosen_among_those_who_are_recorded_and_nothing_is_asked_twice(draft, walk, as_user):
    client, child, mother = as_user(walk.author), child_of(draft), draft.people.get(name=MOTHER)
    add = url(draft, "relationship-add", child.pk)
    assert "Choose who it is" in text(client.post(add, form(draft, kind="mother")))
    said = {"who": f"p{mother.pk}", "kind": "mother", "responsibility": "told"}
    assert client.post(add, form(draft, **said)).status_code == 302
    kin = draft.relationships.get()
    people = words_of(client.get(url(draft, "people")))
    assert "Grace Okafor, mother Parental responsibility: we were told" in people
    page = url(draft, "consent", child.pk)
    assert "Grace Okafor, mother" in text(client.get(page))
    yes = {"says": "yes", "covers": ["covers_recipients", "covers_purpose", "covers_items"], "competence": "no"}
    assert client.post(page, form(draft, by=f"r{kin.pk}", giver="Nobody", right="seen", **yes)).status_code == 302
    record = draft.consents.present().get()
    assert (record.given_by, record.by_self, record.giver, record.right) == (
        kin, False, "Grace Okafor, mother", Right.TOLD,
    )  # fmt: skip
    shown = text(client.get(url(draft, "consent-record", child.pk, record.pk)))
    assert f'value="r{kin.pk}" checked' in shown
    change = url(draft, "relationship", child.pk, kin.pk)
    assert "Who Grace Okafor is to Ade Okafor" in text(client.get(change))
    assert client.post(change, form(draft, kind="mother", responsibility="seen")).status_code == 302
    record.refresh_from_db()
    assert record.right == Right.SEEN
    check = words_of(client.get(url(draft, "check")))
    assert "Who is who to Ade Okafor Grace Okafor, mother (parental responsibility: seen in a document)" in check


def test_what_a_court_restricts_counts_no_more_and_the_answer_is_asked_again(draft):
    kin = is_mother(draft)
    assert stale(draft) == Because.PERSONS  # she was put in
    record = agree(draft, relationship=kin.pk)
    assert record.right == Right.SEEN
    for right, is_covered in (
        (Right.SEEN, True),
        (Right.NOT_KNOWN, False),
        (Right.TOLD, True),
        (Right.RESTRICTED, False),
    ):
        is_mother(draft, right, pk=kin.pk)
        assert covered(draft) == is_covered, right
    assert Derived(Content(draft).facts()).counted == {f"p{child_of(draft).pk}": "not-asked"}


@pytest.mark.parametrize("rows", ["relationships", "people"])
def test_whoever_is_said_no_more_to_be_theirs_may_not_be_known_to_consent(draft, walk, as_user, rows):
    kin = is_mother(draft)
    agree(draft, relationship=kin.pk)
    assert covered(draft)
    which = {"relationships": kin.pk, "people": kin.person_id}[rows]
    do("save", draft, draft.author, TakeOut(rows, which))
    assert not draft.relationships.present().exists()
    assert (draft.consents.get(given_by=kin).right, covered(draft)) == (Right.NOT_KNOWN, False)
    gone = url(draft, "relationship-take-out", kin.pk)  # from a page that was read before
    assert as_user(walk.author).post(gone, form(draft)).status_code == 404
    again = SaveRelationship(child_of(draft).pk, person=kin.person_id, kind=Kin.MOTHER)
    if rows == "people":
        with pytest.raises(NoSuchRow):
            do("save", draft, draft.author, again)
    else:
        do("save", draft, draft.author, again)
        assert draft.relationships.present().get().pk != kin.pk


def test_a_carer_of_whom_nobody_has_said_who_they_are_is_asked_about_next(draft, walk, as_user):
    client, child, mother = as_user(walk.author), child_of(draft), draft.people.get(name=MOTHER)
    page = url(draft, "consent", child.pk)
    answer = client.post(page, form(draft, by=f"p{mother.pk}", says="refused"))
    kin, record = draft.relationships.get(), draft.consents.present().get()
    assert answer["Location"] == url(draft, "relationship", child.pk, kin.pk)
    assert (kin.person, kin.kind, kin.responsibility) == (mother, "", "")
    assert (record.given_by, record.giver, record.right, record.says) == (kin, MOTHER, "", Says.REFUSED)
    assert Derived(Content(draft).facts()).refusal  # a refusal of whom nobody knows better counts
    do("save", draft, walk.author, consent_of(child, says=Says.REFUSED, carer=mother.pk))
    assert draft.relationships.get() == kin


def test_a_council_that_has_a_child_in_its_care_consents(draft, walk, as_user):
    client, child, council = as_user(walk.author), child_of(draft), councils().first()
    said = {"who": f"a{council.pk}", "kind": "mother", "responsibility": "seen"}
    assert client.post(url(draft, "relationship-add", child.pk), form(draft, **said)).status_code == 302
    kin = draft.relationships.get()
    assert (kin.body, kin.kind, kin.person) == (council, Kin.BODY, None)
    assert f"{council.name}, which has them in its care" in text(client.get(url(draft, "consent", child.pk)))
    assert agree(draft, relationship=kin.pk).giver == council.name
    assert covered(draft)
    police = Agency.objects.get(name="County police")
    with pytest.raises(NoSuchRow):
        do("save", draft, walk.author, SaveRelationship(child.pk, body=police.pk))


def test_nobody_speaks_for_a_child_who_is_not_theirs(draft, walk, as_user):
    kin, child = is_mother(draft), child_of(draft)
    do("save", draft, walk.author, SavePerson(PersonKind.ABOUT, "Una Moss"))
    other, mother = draft.people.get(name="Una Moss"), draft.people.get(name=MOTHER)
    foreign = fill(new_draft(walk.author, walk.brook), walk.author)
    for data in (
        consent_of(other, relationship=kin.pk),
        consent_of(foreign.people.get(), relationship=kin.pk),
        SaveRelationship(child.pk, person=child.pk),
        SaveRelationship(child.pk, person=foreign.people.get().pk),
        SaveRelationship(mother.pk, person=child.pk),
        SaveRelationship(child.pk, person=other.pk, pk=kin.pk),
        SaveRelationship(other.pk, person=mother.pk, pk=kin.pk),
    ):
        with pytest.raises(NoSuchRow):
            do("save", draft, walk.author, data)
    do("share-first", draft, walk.author, shared_first())
    page = url(draft, "consent-withdrawn")
    said = {"person": other.pk, "by": f"r{kin.pk}"}
    wrong = as_user(walk.author).post(page, form(draft, **said))
    assert "They are recorded as somebody who may speak for another person" in text(wrong)
    assert as_user(walk.author).post(page, form(draft, **said | {"person": child.pk})).status_code == 302
    record = draft.consents.get(says=Says.WITHDRAWN)
    assert (record.given_by, record.giver, record.right) == (kin, "Grace Okafor, mother", Right.SEEN)
    with pytest.raises(NoSuchRow):
        do("consent-withdrawn", draft, walk.author, Withdrawn(other.pk, relationship=kin.pk))


def test_views_are_no_consent_and_an_objection_is_no_refusal(draft, walk, as_user):
    child, kin = child_of(draft), is_mother(draft)
    agree(draft, relationship=kin.pk)
    page = url(draft, "consent", child.pk)
    views = {"by": "self", "says": "views", "in_their_words": "I would rather nobody knew.", "competence": "no"}
    assert as_user(walk.author).post(page, form(draft, **views, covers=["covers_items"])).status_code == 302
    record = draft.consents.get(says=Says.VIEWS)
    assert (record.objects_to_it, record.covers_items, record.in_their_words) == (
        False, False, "I would rather nobody knew.",
    )  # fmt: skip
    known = Derived(Content(draft).facts())
    assert (known.covered, known.objectors) == (True, [])
    change = url(draft, "consent-record", child.pk, record.pk)
    assert as_user(walk.author).post(change, form(draft, **views, objects_to_it="on")).status_code == 302
    known = Derived(Content(draft).facts())
    assert (known.covered, known.refusal, [one.key for one in known.objectors]) == (True, False, [f"p{child.pk}"])
    assert "Q1.OBJECTION" in {one.code for one in gates.g2(known.facts)}
    check = words_of(as_user(walk.author).get(url(draft, "check")))
    assert "They object. In their words: I would rather nobody knew." in check
    shared = do("share-first", draft, walk.author, shared_first())
    settle(
        shared,
        walk.headteacher,
        Settled(OBJECTION_REPLY, child.pk, reason="He is safer if they know it, and will be told."),
    )
    assert "Q1.OBJECTION" not in {one.code for one in gates.g2(Content(shared).facts()) if one.severity != gates.WARN}
    assert shared.stage == Stage.SHARED_FIRST
    assert Relationship.objects.get() == kin


def test_what_somebody_thinks_takes_nothing_from_their_own_consent(walk):
    made = fill(new_draft(walk.author, walk.brook), walk.author)
    do("save", made, walk.author, consent_of(child_of(made), says=Says.VIEWS, covers_items=False))
    assert covered(made)


def test_case_14_consent_that_does_not_cover_the_recipient_lets_the_ground_not_to_tell_count(walk):
    made = fill(new_draft(walk.author, walk.brook), walk.author)
    child, record = child_of(made), made.consents.get()
    assert settled(Content(made).facts()).get(("risk-of-asking-or-telling", f"p{child.pk}"))
    do("save", made, walk.author, consent_of(child, pk=record.pk, covers_recipients=False))
    facts = Content(made).facts()
    assert ("risk-of-asking-or-telling", f"p{child.pk}") not in settled(facts)
    assert {"X1.NOTVALID", "Q3.NOTHELD"} <= {one.code for one in gates.g2(facts)}
    said = {"tell_ground": "harm", "tell_why": "His uncle has threatened him before."}
    unsafe = Answering(f"p{child.pk}", "risk-of-asking-or-telling", "not-safe", details=said, is_confirmed=True)
    do("save", made, walk.author, SaveAnswers((unsafe,)))
    assert not {"Q3.NOTHELD", "Q6.GROUND"} & {one.code for one in gates.g2(Content(made).facts())}
