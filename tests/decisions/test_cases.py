"""Cases that were once faults of the rules, told as they are told there: by number."""

import datetime
import uuid

import pytest
from django.urls import reverse

from agencies.calendar import school_days_after
from agencies.models import Agency
from audit import clock
from decisions import queries
from decisions.enums import Extent, Stage
from decisions.facts import Content
from decisions.models import Signature
from decisions.permissions import NotPermitted
from decisions.readiness import pairs_to_go
from decisions.workflow import saves
from decisions.workflow.perform import NotReady, available_actions
from decisions.workflow.planning import SavePlan, Sign, Step, StepDone
from decisions.workflow.sharing import Close, EndIncident
from tests.decisions.made import RULING, form
from tests.stories import (
    answer,
    disclosure_at,
    do,
    fill,
    new_draft,
    plan_of,
    settle,
    share,
    shared_first,
    sign_plan,
    tell_and_record,
)

WHY = "The duty worker asked for it at once, and it went."


def draft_of(walk, *, recipients=1, items=1):
    """A draft that could be submitted, by T, with its pairs in the order item, recipient."""
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    for agency in ("County children's social care", "County police")[: recipients - 1]:
        do("save", disclosure, walk.author, saves.SaveRecipient(Agency.objects.get(name=agency), "Duty desk"))
    for number in range(items - 1):
        do("save", disclosure, walk.author, saves.SaveItem(f"Attendance pattern {number}", "attendance"))
    return answer(disclosure, walk.author)


def approved(walk, **sizes):
    """The same, settled and approved by H with a plan that both have signed, and its pairs."""
    disclosure = draft_of(walk, **sizes)
    settle(do("submit", disclosure, walk.author))
    do("approve", disclosure, walk.headteacher, RULING)
    sign_plan(disclosure, walk.author, walk.headteacher)
    return disclosure, *disclosure.pairs.order_by("item_id", "recipient_id")


def school_day(disclosure, number):
    """Noon of the so-manieth school day after the decision."""
    day = school_days_after(clock.today(), number, disclosure.school)
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def shut(disclosure, user, action="share"):
    """The codes of what shuts an action."""
    disclosure.refresh_from_db()
    offers = {offer.name: offer for offer in available_actions(disclosure, user, Content(disclosure))}
    return [finding.code for finding in offers[action].findings if finding.severity == "block"]


def refused(call, *args, **options):
    """The codes of the findings that refuse a call."""
    with pytest.raises(NotReady) as found:
        call(*args, **options)
    return [finding.code for finding in found.value.findings]


def stage(disclosure):
    disclosure.refresh_from_db()
    return disclosure.stage


def test_case_1_each_decided_pair_goes_once_and_the_rest_is_still_offered(walk):
    disclosure, a1, a2 = approved(walk, recipients=2)
    share(disclosure, walk.author, [a1], left_at=school_day(disclosure, 1))
    assert stage(disclosure) == Stage.SHARED
    assert pairs_to_go(disclosure) == [a2.pk]
    assert shut(disclosure, walk.author) == []
    assert refused(share, disclosure, walk.author, [a1]) == ["ITEMS.DIFFER"]
    share(disclosure, walk.author, [a2], left_at=school_day(disclosure, 1))
    assert pairs_to_go(disclosure) == []
    assert shut(disclosure, walk.author) == ["ITEMS.NONE"]
    assert refused(share, disclosure, walk.author, [a1]) == ["ITEMS.DIFFER"]


def test_case_2_after_ten_school_days_it_is_refused_and_what_has_gone_is_a_deviation(walk):
    disclosure, a1, a2 = approved(walk, recipients=2)
    share(disclosure, walk.author, [a1], left_at=school_day(disclosure, 1))
    day_11 = school_day(disclosure, 11)
    assert refused(share, disclosure, walk.author, [a2], left_at=day_11) == ["DECISION.LAPSED"]
    share(disclosure, walk.author, [a2], left_at=day_11, gone=True, deviation=WHY)
    record = disclosure.sharings.latest("id")
    late = "It left after the last day on which the decision was valid."
    assert (record.deviation, record.incidents.get().what) == (WHY, f"{late}\n{WHY}")
    assert {pair.pair_id for pair in record.pairs.all()} == {a2.pk}


def test_case_2_on_the_tenth_day_it_still_goes(walk):
    disclosure, a1, _a2 = approved(walk, recipients=2)
    share(disclosure, walk.author, [a1], left_at=school_day(disclosure, 10))
    share(disclosure, walk.author, [_a2], left_at=school_day(disclosure, 10), gone=True)
    assert not disclosure.incidents.exists()


def test_case_3_what_went_to_another_after_an_emergency_stands_beside_it(walk):
    disclosure = new_draft(walk.author, walk.brook)
    earlier = clock.now() - datetime.timedelta(minutes=20)
    do("share-first", disclosure, walk.author, shared_first(to="The police, control room", left_at=earlier))
    share(disclosure, walk.author, [], gone=True, what="That Ade is missing.", deviation=WHY)
    assert [record.to_words for record in disclosure.sharings.all()] == ["The police, control room", "Dr Priya Nair"]
    assert stage(disclosure) == Stage.SHARED_FIRST
    assert [incident.disclosure for incident in queries.open_incidents(walk.adviser)] == [disclosure]


def test_case_4_a_review_decides_what_left_and_nothing_more(walk, as_user):
    disclosure = draft_of(walk, items=2)
    a1, b1 = disclosure.pairs.order_by("item_id")
    settle(do("share-first", disclosure, walk.author, shared_first(extents={a1.pk: Extent.WHOLE})))
    do("ratify", disclosure, walk.headteacher, RULING)
    assert stage(disclosure) == Stage.SHARED
    sign_plan(disclosure, walk.author, walk.headteacher)
    assert pairs_to_go(disclosure) == []
    assert refused(share, disclosure, walk.author, [b1]) == ["ITEMS.DIFFER"]
    page = reverse("disclosure-sharing", args=[disclosure.reference])
    words = {"to": "Duty worker", "when": "now", "channel": "phone", "told_confidential": "on", "gone": "0"}
    forged = as_user(walk.author).post(page, form(disclosure, **words, **{f"pair-{b1.pk}": "whole"}))
    assert forged.status_code == 409
    assert "share only what was approved" in forged.content.decode()
    assert disclosure.sharings.count() == 1


def test_case_5_what_comes_to_light_after_the_end_opens_it_again(walk):
    disclosure = draft_of(walk, items=2)
    a1, b1 = disclosure.pairs.order_by("item_id")
    left_out = ((b1.pk, Extent.NOT, "They do not need it for the assessment."),)
    do("save", disclosure, walk.author, saves.SavePairs(left_out))
    settle(do("submit", disclosure, walk.author))
    do("approve", disclosure, walk.headteacher, RULING)
    sign_plan(disclosure, walk.author, walk.headteacher)
    share(disclosure, walk.author, [a1])
    tell_and_record(disclosure, walk.author)
    do("close", disclosure, walk.author, Close())
    share(disclosure, walk.author, [b1], gone=True, deviation=WHY)
    assert stage(disclosure) == Stage.SHARED
    assert shut(disclosure, walk.author, "close") == ["INCIDENT"]
    incident = disclosure.incidents.get()
    with pytest.raises(NotPermitted):
        do("end-incident", disclosure, walk.author, EndIncident(incident.pk, "Nothing."))
    do("end-incident", disclosure, walk.adviser, EndIncident(incident.pk, "The clinic destroyed it."))
    assert shut(disclosure, walk.author, "close") == []


def test_case_6_a_one_off_decision_never_becomes_an_ongoing_one(walk, as_user):
    disclosure, a1 = approved(walk)
    page = reverse("disclosure-sharing", args=[disclosure.reference])
    words = {"to": "Dr Priya Nair", "when": "now", "channel": "secure", "told_confidential": "on", "gone": "0"}
    forged = {"ongoing": "1", "stage": "ongoing", "until_day": "30", "until_month": "6", "until_year": "2027"}
    sent = {**form(disclosure, **words, **forged), f"pair-{a1.pk}": "whole", "token": str(uuid.uuid4())}
    assert as_user(walk.author).post(page, sent).status_code == 302
    assert stage(disclosure) == Stage.SHARED


def test_case_17_an_edit_voids_both_signatures_and_nobody_signs_for_two(walk):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    do("plan", disclosure, walk.author, plan_of(disclosure))
    do("sign", disclosure, walk.author, Sign())
    step = disclosure.steps.get(person__isnull=False)
    edit = Step(True, "By phone, with her mother there.", "Peter Dunne", clock.today(), person=step.person_id)
    do("plan", disclosure, walk.headteacher, SavePlan((edit,)))
    do("sign", disclosure, walk.headteacher, Sign())
    assert shut(disclosure, walk.author) == ["PLAN.UNSIGNED"]
    do("sign", disclosure, walk.headteacher, Sign())
    assert Signature.objects.filter(plan_version=disclosure.plan_version, by=walk.headteacher).count() == 1
    assert shut(disclosure, walk.author) == ["PLAN.UNSIGNED"]
    do("sign", disclosure, walk.author, Sign())
    assert shut(disclosure, walk.author) == []
    do("step-done", disclosure, walk.author, StepDone(step.pk, "She was glad to hear of it."))
    assert shut(disclosure, walk.author) == []
