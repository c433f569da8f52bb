"""Answers with what is said beside them, what makes them stale, and what consent is recorded."""

import pytest
from django.urls import reverse

from agencies.models import Agency
from audit import clock
from checklist.derived import Derived
from checklist.facts import BASIS, CONDITION, OVERRIDE
from checklist.models import Because
from decisions.enums import Competence, ItemCategory, PersonKind, Right, RoutingRule, Says, Stage
from decisions.facts import Content
from decisions.forms.consent import ConsentForm
from decisions.judged import is_competent, person_key, recipient_key
from decisions.models import Contributor
from decisions.queries import approver_now
from decisions.workflow import saves
from decisions.workflow.answering import Answering, CheckRecipient, SaveAnswers, Withdrawn
from decisions.workflow.handing import WithReason
from decisions.workflow.perform import NotReady
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.settling import Settled
from tests.decisions.made import RULING, form
from tests.stories import answer, consent_of, disclosure_at, do, fill, new_draft, settle, share, sign_plan

ABOUT = ("consent-held", "risk-of-asking-or-telling", "consent-understood")
CHANGES = {
    "purpose": (lambda _: saves.SavePurpose("protect", "He would be safe."), Because.PURPOSE),
    "items": (lambda _: saves.SaveItem("Attendance", ItemCategory.ATTENDANCE), Because.ITEMS),
    "recipient": (lambda _: saves.SaveRecipient(Agency.objects.get(name="County police"), "Duty"), Because.RECIPIENT),
    "persons": (lambda _: saves.SavePerson(PersonKind.MENTIONED, "Somebody Else"), Because.PERSONS),
}
MARKED = {
    "purpose": {"consent-held", "risk-of-asking-or-telling", "more-harm-than-good"},
    "items": {"consent-held", "risk-of-asking-or-telling", "more-harm-than-good"},
    "recipient": {"consent-held", "risk-of-asking-or-telling", "more-harm-than-good"},
    "persons": {*ABOUT, "more-harm-than-good", "how-much"},
}


def whole(walk, **answers):
    """A draft that could be submitted."""
    return fill(new_draft(walk.author, walk.brook), walk.author, **answers)


def stale(disclosure):
    """Question code -> why, of every stale answer."""
    return {
        question.code: answer.stale_because
        for question, _, answer in Content(disclosure).asked()
        if answer and answer.stale_because
    }


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_resets_nothing_and_marks_what_rests_on_it(walk, what):
    draft, (make, because) = whole(walk), CHANGES[what]
    before = {(question.code, key): answer.value for question, key, answer in Content(draft).asked() if answer}
    do("save", draft, walk.author, make(draft))
    assert stale(draft) == dict.fromkeys(MARKED[what], because)
    after = {(question.code, key): answer.value for question, key, answer in Content(draft).asked() if answer}
    assert after == before
    with pytest.raises(NotReady) as refusal:
        do("submit", draft, walk.author)
    assert {one.code.partition(".")[2] for one in refusal.value.findings if one.question_code in MARKED[what]} == {
        "STALE"
    }


def test_another_contact_makes_the_check_of_them_stale_and_of_nobody_else(walk):
    draft = whole(walk)
    police = Agency.objects.get(name="County police")
    do("save", draft, walk.author, saves.SaveRecipient(police, "PC One"))
    keys = [recipient_key(row) for row in draft.recipients.order_by("pk")]
    given = tuple(Answering(key, code, "yes") for key in keys for code in ("right-person", "knows-confidential"))
    do("save", draft, walk.author, SaveAnswers(given))
    second = draft.recipients.get(agency=police)
    do("save", draft, walk.author, saves.SaveRecipient(police, "PC Two", pk=second.pk))
    content = Content(draft)
    marked = {key for question, key, answer in content.asked() if answer and answer.stale_because == Because.CONTACT}
    assert marked == {recipient_key(second)}


def test_another_answer_on_the_law_makes_consent_and_harm_stale(walk):
    draft = whole(walk)
    do("save", draft, walk.author, SaveAnswers((Answering(None, "duty-or-power", "neither"),)))
    assert stale(draft) == {"consent-needed": Because.LAW, "more-harm-than-good": Because.LAW}


def test_an_answer_is_fresh_again_when_it_changes_or_is_looked_at_and_not_by_saving_the_page(walk):
    draft = whole(walk)
    do("save", draft, walk.author, CHANGES["purpose"][0](draft))
    harm = Content(draft).answer_of(draft, "more-harm-than-good")
    same = Answering(None, "more-harm-than-good", harm.value, "A word more.", harm.details)
    do("save", draft, walk.author, SaveAnswers((same,)))
    assert "more-harm-than-good" in stale(draft)
    do("save", draft, walk.author, SaveAnswers((same._replace(is_confirmed=True),)))
    assert "more-harm-than-good" not in stale(draft)
    key = person_key(draft.people.get())
    do("save", draft, walk.author, SaveAnswers((Answering(key, "consent-held", "not-sure"),)))
    assert "consent-held" not in stale(draft)


def test_a_question_or_a_row_of_another_disclosure_is_not_answered_here(walk):
    draft, other = whole(walk), whole(walk)
    for one in (
        Answering(person_key(other.people.get()), "consent-held", "yes"),
        Answering(None, "nonsense", "yes"),
    ):
        with pytest.raises(NoSuchRow):
            do("save", draft, walk.author, SaveAnswers((one,)))


def carer(draft, walk, **said):
    """Somebody with parental responsibility answered for the child."""
    given = {"by_self": False, "giver": "His mother", "right": Right.SEEN, "competence": Competence.NO}
    return do("save", draft, walk.author, consent_of(draft.people.get(), **given | said))


@pytest.mark.parametrize(
    ("competence", "answers", "covered", "refusal", "objection"),
    [
        (Competence.YES, [("self", Says.YES), ("father", Says.REFUSED)], True, False, True),  # case 12
        (Competence.YES, [("mother", Says.YES)], False, False, False),  # case 12: she was never asked
        (Competence.NO, [("self", Says.REFUSED), ("mother", Says.YES)], True, False, True),  # case 12: a boy of 8
        (Competence.NO, [("mother", Says.YES)], True, False, False),  # case 13
        (Competence.NO, [("mother", Says.YES), ("father", Says.REFUSED)], False, True, False),  # case 13
        ("", [("self", Says.YES)], False, False, False),  # nobody has said that they understand
    ],
)
def test_cases_12_and_13_whose_answer_counts(walk, competence, answers, covered, refusal, objection):
    draft = whole(walk)
    do("save", draft, walk.author, saves.TakeOut("consents", draft.consents.get().pk))
    for who, says in answers:
        by = {"by_self": True, "giver": "", "right": ""} if who == "self" else {"giver": who}
        carer(draft, walk, says=says, **by)
    child = draft.people.get()
    do("save", draft, walk.author, consent_of(child, says=answers[0][1], pk=draft.consents.present().first().pk,
        by_self=answers[0][0] == "self", giver=answers[0][0], right="" if answers[0][0] == "self" else Right.SEEN,
        competence=competence))  # fmt: skip
    known = Derived(Content(draft).facts())
    assert (known.covered, known.refusal, bool(known.objectors)) == (covered, refusal, objection)


def test_consent_counts_only_for_what_it_covers(walk):
    draft = whole(walk)
    record = draft.consents.get()
    do("save", draft, walk.author, consent_of(draft.people.get(), pk=record.pk, covers_items=False))
    assert not Derived(Content(draft).facts()).covered


def test_a_grown_up_decides_unless_somebody_thinks_otherwise(walk):
    draft = whole(walk)
    person = draft.people.get()
    person.competence, person.date_of_birth = "", clock.today().replace(year=clock.today().year - 18)
    assert is_competent(person)
    person.competence = Competence.NO
    assert not is_competent(person)


def test_the_page_of_consent_writes_one_answer_and_ignores_what_another_answer_opens(walk, client):
    draft = new_draft(walk.author, walk.brook)
    do("save", draft, walk.author, saves.SavePerson(PersonKind.ABOUT, "Zoë Nowak"))
    child = draft.people.get()
    client.force_login(walk.author)
    address = reverse("disclosure-consent", args=[draft.reference, child.pk])
    empty = client.post(address, form(draft))
    assert "Say who answered" in empty.content.decode()
    said = {"by": "self", "giver": "Nobody", "right": "seen", "says": "refused", "covers": ["covers_items"]}
    assert client.post(address, form(draft, **said)).status_code == 302
    record = draft.consents.get()
    assert (record.by_self, record.giver, record.right, record.says, record.covers_items) == (
        True,
        "",
        "",
        "refused",
        False,
    )


def test_an_error_in_what_another_answer_of_consent_opens_stops_nothing():
    typed = {"by": "self", "says": "refused", "giver": "x" * 121, "withdrawn_on_day": "31", "withdrawn_on_month": "2"}
    right = ConsentForm(typed)
    assert right.is_valid(), right.errors
    assert (right.values()["giver"], right.values()["withdrawn_on"]) == ("", None)
    wrong = ConsentForm(typed | {"by": "carer", "says": "withdrawn"})
    assert set(wrong.errors) == {"giver", "withdrawn_on"}


def test_questions_12_to_14_may_change_after_the_decision_and_nothing_else(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk, knows_confidential="no")
    sign_plan(disclosure, walk.author, walk.headteacher)
    with pytest.raises(NotReady) as refusal:
        share(disclosure, walk.author)
    assert [one.code for one in refusal.value.findings] == ["Q14.TELL"]
    key = recipient_key(disclosure.recipients.get())
    with pytest.raises(NoSuchRow):
        do("check-recipient", disclosure, walk.author, CheckRecipient((Answering(None, "sensitive", "no"),)))
    told = CheckRecipient((Answering(key, "knows-confidential", "yes", "On the phone today."),))
    do("check-recipient", disclosure, walk.author, told)
    assert share(disclosure, walk.author).stage == Stage.SHARED


def test_case_10_what_the_mother_takes_back_goes_to_the_adviser_and_the_headteacher_is_no_contributor(walk):
    draft = whole(walk)
    do("save", draft, walk.author, saves.TakeOut("consents", draft.consents.get().pk))
    carer(draft, walk)
    disclosure = do("submit", draft, walk.author)
    assert approver_now(disclosure) == walk.headteacher.pk
    took_back = Withdrawn(disclosure.people.get().pk, by_self=False, giver="His mother", right=Right.SEEN)
    disclosure = do("consent-withdrawn", disclosure, walk.headteacher, took_back)
    assert not Contributor.objects.filter(disclosure=disclosure, user=walk.headteacher).exists()
    assert (disclosure.seat_rule, approver_now(disclosure)) == (RoutingRule.REFUSED, walk.adviser.pk)


def test_case_11_what_was_approved_does_not_go_until_the_adviser_has_overruled_it(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    sign_plan(disclosure, walk.author, walk.headteacher)
    person = disclosure.people.get().pk
    do("consent-withdrawn", disclosure, walk.author, Withdrawn(person, in_their_words="I do not want it any more."))
    with pytest.raises(NotReady) as refusal:
        share(disclosure, walk.author)
    assert {"X4.ADVISER", "X4.OVERRIDE"} <= {one.code for one in refusal.value.findings}
    do("take-back", disclosure, walk.author, WithReason("He has changed his mind."))
    answer(disclosure, walk.author, consent_needed="no")
    disclosure = do("submit", disclosure, walk.author)
    settle(disclosure, walk.adviser)
    with pytest.raises(NotReady) as refusal:
        do("approve", disclosure, walk.adviser, RULING)
    assert "X4.OVERRIDE" in {one.code for one in refusal.value.findings}
    settle(disclosure, walk.adviser, Settled(OVERRIDE, person, reason="He is at risk of serious harm without it."))
    assert do("approve", disclosure, walk.adviser, RULING).stage == Stage.APPROVED


def test_with_a_duty_consent_that_is_taken_back_stops_nothing(walk):
    draft = whole(walk)
    duty = Answering(None, "duty-or-power", "duty", details={"duty": "court-order", "document": "Order of 3 November"})
    do("save", draft, walk.author, SaveAnswers((duty,)))
    answer(draft, walk.author, duty_or_power="duty")
    do("save", draft, walk.author, SaveAnswers((duty,)))
    disclosure = do("submit", draft, walk.author)
    basis = (Settled(BASIS, value="legal-obligation"), Settled(CONDITION, value="safeguarding"))
    disclosure = do("approve", settle(disclosure, walk.headteacher, *basis), walk.headteacher, RULING)
    sign_plan(disclosure, walk.author, walk.headteacher)
    do("consent-withdrawn", disclosure, walk.author, Withdrawn(disclosure.people.get().pk))
    assert share(disclosure, walk.author).stage == Stage.SHARED


def test_the_page_on_which_a_withdrawal_is_recorded(walk, client):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    client.force_login(walk.headteacher)
    address = reverse("disclosure-consent-withdrawn", args=[disclosure.reference])
    assert "Say who took it back" in client.post(address, form(disclosure)).content.decode()
    said = {"person": disclosure.people.get().pk, "by": "self", "giver": "x" * 200, "in_their_words": "No more."}
    assert client.post(address, form(disclosure, **said)).status_code == 302
    assert disclosure.consents.filter(says=Says.WITHDRAWN).get().in_their_words == "No more."


def test_whoever_decides_reads_who_consented_to_what(walk, client):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    client.force_login(walk.headteacher)
    page = client.get(reverse("disclosure", args=[disclosure.reference])).content.decode()
    assert "Consent for Ade Okafor" in page
    assert "Covers the recipient, the purpose, the items" in page
