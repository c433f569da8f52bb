"""Nobody looks at what they shared themselves, nobody signs for both sides, nobody ends what they wrote."""

import pytest

from accounts.models import User
from audit import clock
from decisions.enums import Stage
from decisions.models import Incident
from decisions.permissions import NotPermitted
from decisions.queries import approver_now
from decisions.workflow.actions import Reasons
from decisions.workflow.handing import HandOver, Invite, SecondView, colleagues_to_ask
from decisions.workflow.planning import Sign
from decisions.workflow.sharing import EndIncident, ReportIncident
from tests.stories import REASON, disclosure_at, do, plan_of, share

WHY = "It was sent with the other papers."


def test_an_approver_who_recorded_a_sharing_does_not_ratify_it(walk):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    assert approver_now(disclosure) == walk.headteacher.pk
    disclosure = share(disclosure, walk.headteacher, gone=True, deviation=WHY)
    assert approver_now(disclosure) == walk.adviser.pk
    with pytest.raises(NotPermitted):
        do("ratify-learning", disclosure, walk.headteacher, Reasons(REASON))
    assert do("ratify-learning", disclosure, walk.adviser, Reasons(REASON)).stage == Stage.SHARED


def test_an_author_does_not_take_a_review_away_from_its_approver(walk):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    assert walk.headteacher not in colleagues_to_ask(disclosure)
    assert walk.volunteer in colleagues_to_ask(disclosure)
    assert walk.headteacher in colleagues_to_ask(disclosure_at(Stage.DRAFT, walk))


def test_who_signed_for_one_side_never_signs_for_the_other(walk):
    disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
    disclosure = do("plan", disclosure, walk.author, plan_of(disclosure))
    disclosure = do("sign", disclosure, walk.headteacher, Sign())
    disclosure = do("invite", disclosure, walk.author, Invite(walk.volunteer))
    assert not disclosure.signatures.filter(plan_version=disclosure.plan_version).exists()
    disclosure = do("sign", disclosure, walk.headteacher, Sign())
    do("invite", disclosure, walk.author, Invite(walk.headteacher))
    disclosure = do("sign", disclosure, walk.headteacher, Sign())
    do("sign", disclosure, walk.headteacher, Sign())
    signed = disclosure.signatures.filter(plan_version=disclosure.plan_version)
    assert [User.objects.get(pk=pk) for pk in signed.values_list("by", flat=True)] == [walk.headteacher]


def test_an_adviser_who_wrote_it_does_not_end_its_incident(walk):
    disclosure = disclosure_at(Stage.SHARED, walk, author=walk.adviser)
    disclosure = do("report-incident", disclosure, walk.headteacher, ReportIncident("It went astray.", clock.now()))
    incident = Incident.objects.get(disclosure=disclosure)
    with pytest.raises(NotPermitted):
        do("end-incident", disclosure, walk.adviser, EndIncident(incident.pk, "Called back."))
    do("end-incident", disclosure, walk.second_adviser, EndIncident(incident.pk, "Called back."))


def test_who_rejected_it_does_not_hand_it_over_while_somebody_else_looks(walk):
    disclosure = disclosure_at(Stage.REJECTED, walk)
    disclosure = do("second-view", disclosure, walk.author, SecondView("Please look again."))
    with pytest.raises(NotPermitted):
        do("hand-over", disclosure, walk.headteacher, HandOver(walk.volunteer, WHY))
