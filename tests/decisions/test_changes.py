"""Somebody was faster: the page says what reads otherwise than on the version that was read, in the record's own words."""

import html

from decisions.enums import Stage
from decisions.facts import Content
from decisions.presenters.changes import differences
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.saves import SaveItem, SavePairs, SavePerson, SavePurpose, SaveRecipient, TakeOut
from tests.decisions.made import form
from tests.stories import CHILD, ITEM, consent_of, disclosure_at, do

CLINIC = "Brook Vale CAMHS"
SAFER = "He would be safe."


def saves(draft):
    """Each kind of page that changes something, with what reads otherwise afterwards: (what, before, after)."""
    child, item, to = draft.people.get(), draft.items.get(), draft.recipients.get()
    key, purpose = f"p{child.pk}", draft.purpose
    yield SavePurpose(purpose, SAFER), ("How it helps the child", draft.benefit, SAFER)
    yield (
        SaveAnswers((Answering(key, "risk-of-asking-or-telling", "not-sure"),)),
        (f"Question 6, Risk of asking or telling, {CHILD}", "Safe to ask and to tell", "Not sure"),
    )
    yield SavePerson("carer", "Grace Okafor"), ("Person: Grace Okafor", "Nothing", "Grace Okafor. Parent or carer")
    yield (
        SaveItem("Mood log", "health", pk=item.pk),
        ("Item: Mood log", f"{ITEM} (Health and wellbeing, from Form tutor)", "Mood log (Health and wellbeing)"),
    )
    yield (
        SaveRecipient(to.agency, "Dr Lee Marsh", "", to.pk),
        (f"Recipient: {CLINIC}", f"{CLINIC}: Dr Priya Nair, Triage lead", f"{CLINIC}: Dr Lee Marsh"),
    )
    yield (
        SavePairs(((draft.pairs.get().pk, "redacted", "Her brother is named."),)),
        (f"Mood log, for {CLINIC} (Dr Lee Marsh)", "Whole", "Redacted. Her brother is named."),
    )
    yield (
        consent_of(child, pk=draft.consents.get().pk, says="refused", asked_on=None, how=""),
        (f"Consent for {CHILD}", "yes", f"{CHILD}: refused"),
    )
    yield TakeOut("items", item.pk), ("Item: Mood log", "Mood log (Health and wellbeing)", "Taken out")


def test_each_change_since_is_said_as_the_record_says_it_and_what_changed_back_is_none(walk):
    draft = disclosure_at(Stage.DRAFT, walk)
    first = draft.version
    for data, (what, before, after) in saves(draft):
        read = draft.version
        draft = do("save", draft, walk.author, data)
        said = {line["what"]: line for line in differences(Content(draft), read)}
        assert after in said[what]["after"], said
        assert before in said[what]["before"], said
    whole = {line["what"] for line in differences(Content(draft), first)}
    assert {"How it helps the child", "Item: Mood log", f"Consent for {CHILD}"} <= whole
    assert differences(Content(draft), draft.version) == []
    again = do("save", draft, walk.author, SavePurpose(draft.purpose, "Otherwise."))
    back = do("save", again, walk.author, SavePurpose(draft.purpose, SAFER))
    assert differences(Content(back), draft.version) == []


def test_the_page_shows_it_beside_what_was_typed_and_costs_few_statements(walk, as_user, django_assert_max_num_queries):
    draft = disclosure_at(Stage.DRAFT, walk)
    late = form(draft, purpose="protect", benefit="Typed too late.")
    for data, _ in saves(draft):
        draft = do("save", draft, walk.author, data)
    client = as_user(walk.author)
    with django_assert_max_num_queries(45):
        answer = client.post(f"/disclosures/{draft.reference}/purpose/", late)
    page = " ".join(html.unescape(answer.content.decode()).split())
    assert answer.status_code == 409
    for words in ("What reads otherwise now", "You read", SAFER, "Taken out", "Dr Lee Marsh", "Typed too late."):
        assert words in page, words
