"""The plan of paragraph 4.2 and its two signatures."""

import datetime
import html

import pytest
from django.urls import reverse

from audit import clock
from decisions.enums import PersonKind, Side, Stage
from decisions.facts import Content
from decisions.models import PlanStep, Signature
from decisions.permissions import NotPermitted
from decisions.workflow import saves
from decisions.workflow.perform import NotAllowedNow, NotReady, available_actions
from decisions.workflow.planning import SavePlan, Sign, Step, StepDone
from tests.decisions.made import RULING, also_wrote, form
from tests.stories import CHILD, NO_CARER, answer, disclosure_at, do, fill, new_draft, plan_of, settle, sign_plan

DAY = datetime.timedelta(days=2)


@pytest.fixture
def approved(walk):
    """A disclosure that is approved, with nothing planned yet."""
    return disclosure_at(Stage.APPROVED, walk)


def url(disclosure, page="plan", *more):
    return reverse(f"disclosure-{page}", args=[disclosure.reference, *more])


def text(response):
    return html.unescape(response.content.decode())


def whole_plan(disclosure, **changes):
    """What the page posts: everybody is told."""
    when = clock.today() + DAY
    fields = {}
    content = Content(disclosure)
    keys = [f"p{person.pk}" for person in content.people] + [f"r{one.pk}" for one in content.recipients]
    for key in keys:
        fields |= {
            f"{key}-tell": "tell",
            f"{key}-said": "In person, before anything is sent.",
            f"{key}-who": "Joanna Finch",
            f"{key}-by_day": when.day,
            f"{key}-by_month": when.month,
            f"{key}-by_year": when.year,
        }
    if not any(person.kind == PersonKind.CARER for person in content.people):
        fields["no_carer"] = NO_CARER
    return form(disclosure, **fields | changes)


def the_child(disclosure):
    return f"p{disclosure.people.get(kind=PersonKind.ABOUT).pk}"


def test_the_page_has_the_three_parts_and_the_answer_to_question_6_beside_the_person(walk, as_user, approved):
    page = text(as_user(walk.author).get(url(approved)))
    for words in ("1. The student", "2. The professionals", "3. The parent or carer", CHILD, "Dr Priya Nair"):
        assert words in page
    assert "Question 6, Risk of asking or telling:" in page
    assert "Nobody is named as parent or carer" in page
    assert "Nobody signed" not in page
    assert "opens with the second signature" in page
    assert "Sign the plan</" in page  # shut, with what opens it
    assert url(approved, "sign") not in page


def test_a_carer_stands_in_the_third_part_and_somebody_only_mentioned_in_none(walk, as_user):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.CARER, "Grace Okafor", "Mother"))
    do("save", disclosure, walk.author, saves.SavePerson(PersonKind.MENTIONED, "Una Moss", "Friend"))
    answer(disclosure, walk.author, risk_of_asking_or_telling="tell-only")
    settle(do("submit", disclosure, walk.author))
    do("approve", disclosure, walk.headteacher, RULING)
    page = text(as_user(walk.headteacher).get(url(disclosure)))
    assert page.index("3. The parent or carer") < page.index("Grace Okafor")
    assert "Una Moss" not in page
    assert "Nobody is named as parent or carer" not in page


def test_a_plan_is_saved_signed_by_both_and_opens_the_sharing(walk, as_user, approved):
    assert as_user(walk.author).post(url(approved), whole_plan(approved)).status_code == 302
    assert PlanStep.objects.filter(disclosure=approved, tell=True).count() == 2
    for person in (walk.author, walk.headteacher):
        page = text(as_user(person).get(url(approved)))
        assert url(approved, "sign") in page
        response = as_user(person).post(url(approved, "sign"), form(approved))
        assert response["Location"] == url(approved)
    sides = Signature.objects.filter(disclosure=approved).values_list("side", "by")
    assert {*sides} == {(Side.AUTHOR, walk.author.pk), (Side.APPROVER, walk.headteacher.pk)}
    page = text(as_user(walk.headteacher).get(url(approved)))
    assert "opens with the second signature" not in page
    assert "✓ Author: signed" in page
    assert "✓ Approver: signed" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tell": "not-now", "why": "No."}, f"Say why {CHILD} is not told"),
        ({"who": ""}, f"Say who tells {CHILD}"),
        ({"by_day": "", "by_month": "", "by_year": ""}, f"Say by when {CHILD} is told"),
        ({"tell": ""}, f"Say whether {CHILD} is told"),
        ({"tell": "both"}, f"Say whether {CHILD} is told"),
        ({"tell": "not-now", "why": "Her father would be angry with her."}, f"Say when {CHILD} is looked at again"),
        ({"said": "x" * 4001}, "Shorten this to 4000 characters"),
        ({"by_year": "9999"}, "must be on or before"),
    ],
)
def test_a_card_asks_for_what_it_lacks_and_keeps_what_was_typed(walk, as_user, approved, changes, sentence):
    child = the_child(approved)
    sent = whole_plan(approved, **{f"{child}-{name}": value for name, value in changes.items()})
    page = text(as_user(walk.author).post(url(approved), sent))
    assert sentence in page
    assert "In person, before anything is sent." in page
    assert not PlanStep.objects.filter(disclosure=approved).exists()


def test_somebody_not_told_has_a_reason_and_a_day_to_look_again(walk, as_user, approved):
    child, when = the_child(approved), clock.today() + DAY
    sent = whole_plan(
        approved,
        **{
            f"{child}-tell": "not-now",
            f"{child}-why": "He would be at risk at home.",
            f"{child}-again_day": when.day,
            f"{child}-again_month": when.month,
            f"{child}-again_year": when.year,
        },
    )
    as_user(walk.author).post(url(approved), sent)
    step = PlanStep.objects.get(disclosure=approved, person__isnull=False)
    assert (step.tell, step.words, step.by_when) == (False, "He would be at risk at home.", when)
    page = text(as_user(walk.author).get(reverse("disclosure", args=[approved.reference])))
    assert "Do not tell, for now. Looked at again on" in page


def test_an_incomplete_plan_is_signed_by_nobody(walk, as_user, approved):
    person = approved.people.get()
    do("plan", approved, walk.author, SavePlan((Step(True, who="Joanna Finch", person=person.pk),)))
    with pytest.raises(NotReady):
        do("sign", approved, walk.author, Sign())
    response = as_user(walk.author).post(url(approved, "sign"), form(approved))
    assert response.status_code == 409
    assert "Say for each person whether they are told" in text(response)
    assert not Signature.objects.exists()


def test_an_edit_makes_both_signatures_void_and_a_save_without_one_does_not(walk, approved):
    disclosure = sign_plan(approved, walk.author, walk.headteacher)
    assert shut(disclosure, walk.author) == []
    do("plan", disclosure, walk.author, plan_of(disclosure))
    assert shut(disclosure, walk.author) == []
    step = disclosure.steps.first()
    do(
        "plan",
        disclosure,
        walk.headteacher,
        SavePlan((Step(True, "Other words.", "Joanna Finch", person=step.person_id),)),
    )
    assert shut(disclosure, walk.author) == ["PLAN.UNSIGNED"]
    do("sign", disclosure, walk.headteacher, Sign())
    assert shut(disclosure, walk.author) == ["PLAN.UNSIGNED"]
    do("sign", disclosure, walk.author, Sign())
    assert shut(disclosure, walk.author) == []


def shut(disclosure, user):
    """The codes that shut the sharing."""
    disclosure.refresh_from_db()
    offers = {offer.name: offer for offer in available_actions(disclosure, user, Content(disclosure))}
    return [finding.code for finding in offers["share"].findings]


def test_one_side_signs_once_whoever_presses(walk, approved):
    do("plan", approved, walk.author, plan_of(approved))
    do("sign", approved, walk.author, Sign())
    do("sign", approved, walk.author, Sign())
    also_wrote(approved, walk.volunteer)
    do("sign", approved, walk.volunteer, Sign())
    assert list(Signature.objects.values_list("by", flat=True)) == [walk.author.pk]


@pytest.mark.parametrize("name", ["volunteer", "lead", "adviser", "other_head", "trustee", "administrator"])
def test_nobody_else_plans_or_signs(walk, as_user, approved, name):
    user = getattr(walk, name)
    with pytest.raises(NotPermitted):
        do("plan", approved, user, plan_of(approved))
    with pytest.raises(NotPermitted):
        do("sign", approved, user, Sign())
    for page in ("plan", "sign"):
        assert as_user(user).post(url(approved, page), form(approved)).status_code == 404
    assert as_user(user).get(url(approved)).status_code == 404


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AWAITING, Stage.RETURNED, Stage.REJECTED, Stage.CLOSED])
def test_there_is_no_plan_before_a_decision_nor_after_the_end(walk, as_user, stage):
    disclosure = disclosure_at(stage, walk)
    assert as_user(walk.author).get(url(disclosure)).status_code == 404
    with pytest.raises(NotAllowedNow):
        do("plan", disclosure, walk.author, SavePlan(()))


def test_what_came_of_a_step_is_said_once_and_voids_no_signature(walk, as_user, approved):
    disclosure = sign_plan(approved, walk.author, walk.headteacher)
    step = disclosure.steps.first()
    page = url(disclosure, "step-done", step.pk)
    assert CHILD in text(as_user(walk.author).get(page))
    too_short = text(as_user(walk.author).post(page, form(disclosure, outcome="Fine")))
    assert "Say what came of it, in a sentence or more" in too_short
    sent = form(disclosure, outcome="He was glad to hear of it.")
    for _ in range(2):
        assert as_user(walk.author).post(page, sent).status_code == 302
    assert shut(disclosure, walk.author) == []
    shown = text(as_user(walk.headteacher).get(url(disclosure)))
    assert "He was glad to hear of it." in shown
    assert as_user(walk.author).get(page).status_code == 404
    assert as_user(walk.author).post(page, form(disclosure, outcome="Something else came of it.")).status_code == 404


def test_a_step_about_somebody_of_another_disclosure_does_not_exist(walk, as_user, approved):
    other = disclosure_at(Stage.APPROVED, walk, author=walk.other_author, school=walk.ashby, approver=walk.other_head)
    do("plan", other, walk.other_author, plan_of(other))
    page = url(approved, "step-done", other.steps.first().pk)
    assert as_user(walk.author).get(page).status_code == 404
    with pytest.raises(saves.NoSuchRow):
        do("step-done", approved, walk.author, StepDone(other.steps.first().pk, "Told her."))
    with pytest.raises(saves.NoSuchRow):
        do("plan", approved, walk.author, SavePlan((Step(True, person=other.people.get().pk),)))


def test_a_plan_read_on_an_older_version_is_not_saved_and_not_lost(walk, as_user, approved):
    sent = whole_plan(approved)
    do("plan", approved, walk.headteacher, plan_of(approved))
    response = as_user(walk.author).post(url(approved), sent | {f"{the_child(approved)}-said": "My own words."})
    assert response.status_code == 409
    assert "My own words." in text(response)
