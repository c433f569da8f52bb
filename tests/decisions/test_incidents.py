"""Incidents: who reports them, who sees them, who ends them."""

import html

import pytest
from django.urls import reverse

from audit import clock
from decisions import queries
from decisions.enums import Stage
from decisions.models import Incident
from decisions.permissions import NotPermitted
from decisions.workflow.actions import Reasons
from decisions.workflow.assigning import Refer
from decisions.workflow.perform import NotReady
from decisions.workflow.saves import NoSuchRow
from decisions.workflow.sharing import Close, EndIncident, ReportIncident
from tests.decisions.made import form
from tests.stories import REASON, disclosure_at, do, settle, share, sign_plan, tell_and_record

WHAT = "It went to the wrong clinic by mistake."
ENDING = {
    "done": "The clinic destroyed it and said so.",
    "person": "Ade was told in person today.",
    "reported": "Not reported: nobody read it.",
}


@pytest.fixture
def shared(walk):
    """A disclosure whose information has been shared."""
    return disclosure_at(Stage.SHARED, walk)


def url(disclosure, page="", *more):
    return reverse(f"disclosure-{page}" if page else "disclosure", args=[disclosure.reference, *more])


def text(response):
    return html.unescape(response.content.decode())


def report(disclosure, user):
    do("report-incident", disclosure, user, ReportIncident(WHAT, clock.now()))
    return disclosure.incidents.latest("id")


@pytest.mark.parametrize("name", ["author", "headteacher", "lead", "adviser"])
def test_whoever_reads_it_reports_and_every_reader_sees_it(walk, as_user, shared, name):
    client = as_user(getattr(walk, name))
    page = text(client.post(url(shared, "incident"), form(shared, what="Oh no", when="now")))
    assert "Say what went wrong, in a sentence or more" in page
    data = form(shared, what=WHAT, when="now")
    for _ in range(2):  # pressed twice
        assert client.post(url(shared, "incident"), data).status_code == 302
    assert Incident.objects.count() == 1
    for reader in (walk.author, walk.headteacher, walk.lead, walk.adviser):
        shown = text(as_user(reader).get(url(shared)))
        assert WHAT in shown
        assert ("End the incident" in shown) == (reader == walk.adviser)


@pytest.mark.parametrize("name", ["volunteer", "other_head", "trustee", "administrator"])
def test_for_everybody_else_there_is_no_such_page(walk, as_user, shared, name):
    incident = report(shared, walk.author)
    client = as_user(getattr(walk, name))
    for page in (url(shared, "incident"), url(shared, "incident-end", incident.pk)):
        assert client.get(page).status_code == 404
        assert client.post(page, form(shared, what=WHAT, when="now", **ENDING)).status_code == 404


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AWAITING, Stage.APPROVED, Stage.LAPSED])
def test_before_anything_has_left_there_is_nothing_to_report(walk, as_user, stage):
    assert as_user(walk.author).get(url(disclosure_at(stage, walk), "incident")).status_code == 404


def test_advisers_find_open_incidents_on_their_pages_and_nobody_else_does(walk, as_user, shared):
    incident = report(shared, walk.author)
    for name, sees in (("adviser", True), ("second_adviser", True), ("author", False), ("headteacher", False)):
        user = getattr(walk, name)
        assert list(queries.open_incidents(user)) == ([incident] if sees else [])
        assert ("Something went wrong: 1 open" in text(as_user(user).get(reverse("start")))) is sees
    for page in ("start", "queue"):
        shown = text(as_user(walk.adviser).get(reverse(page)))
        assert f"{url(shared)}#incidents" in shown
        assert WHAT not in shown
    do("end-incident", shared, walk.adviser, EndIncident(incident.pk, "Done."))
    assert not queries.open_incidents(walk.adviser)
    assert "Something went wrong" not in text(as_user(walk.adviser).get(reverse("queue")))


def test_an_adviser_ends_it_with_what_was_done(walk, as_user, shared):
    incident = report(shared, walk.author)
    page = url(shared, "incident-end", incident.pk)
    assert WHAT in text(as_user(walk.adviser).get(page))
    empty = text(as_user(walk.adviser).post(page, form(shared, done=ENDING["done"])))
    assert "Say whether the person was told, or why not" in empty
    assert "Say whether it was reported, or why not" in empty
    assert ENDING["done"] in empty
    data = form(shared, **ENDING)
    for _ in range(2):
        assert as_user(walk.adviser).post(page, data).status_code == 302
    incident.refresh_from_db()
    assert incident.ended_by == walk.adviser
    shown = text(as_user(walk.author).get(url(shared)))
    for words in ENDING.values():
        assert words in shown
    assert as_user(walk.adviser).get(page).status_code == 404


@pytest.mark.parametrize("name", ["author", "headteacher", "lead"])
def test_nobody_but_an_adviser_ends_it(walk, as_user, shared, name):
    incident = report(shared, walk.author)
    user = getattr(walk, name)
    with pytest.raises(NotPermitted):
        do("end-incident", shared, user, EndIncident(incident.pk, "Done."))
    page = url(shared, "incident-end", incident.pk)
    assert as_user(user).get(page).status_code == 404
    assert as_user(user).post(page, form(shared, **ENDING)).status_code == 404


def test_an_adviser_who_sent_some_of_it_leaves_it_to_another(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED, walk, author=walk.adviser)
    incident = report(disclosure, walk.headteacher)
    with pytest.raises(NotPermitted):
        do("end-incident", disclosure, walk.adviser, EndIncident(incident.pk, "Done."))
    assert "End the incident" not in text(as_user(walk.adviser).get(url(disclosure)))
    do("end-incident", disclosure, walk.second_adviser, EndIncident(incident.pk, "Done."))


def test_an_adviser_who_decided_it_and_recorded_its_sharing_leaves_it_to_another(walk):
    disclosure = do("refer", disclosure_at(Stage.AWAITING, walk), walk.headteacher, Refer("I am not sure of the law."))
    disclosure = do("approve", settle(disclosure, walk.adviser), walk.adviser, Reasons(REASON))
    disclosure = share(sign_plan(disclosure, walk.author, walk.adviser), walk.adviser)
    incident = report(disclosure, walk.headteacher)
    with pytest.raises(NotPermitted, match="You recorded a sharing here"):
        do("end-incident", disclosure, walk.adviser, EndIncident(incident.pk, "Done."))
    do("end-incident", disclosure, walk.second_adviser, EndIncident(incident.pk, "Done."))


def test_an_incident_of_another_disclosure_does_not_exist(walk, as_user, shared):
    other = disclosure_at(Stage.SHARED, walk)
    incident = report(other, walk.author)
    assert as_user(walk.adviser).get(url(shared, "incident-end", incident.pk)).status_code == 404
    with pytest.raises(NoSuchRow):
        do("end-incident", shared, walk.adviser, EndIncident(incident.pk, "Done."))


def test_an_open_incident_shuts_closing_and_a_report_opens_what_was_closed(walk, as_user, shared):
    tell_and_record(shared, walk.author)
    incident = report(shared, walk.author)
    with pytest.raises(NotReady) as refused:
        do("close", shared, walk.author, Close())
    assert next(finding.code for finding in refused.value.findings) == "INCIDENT"
    assert f"{url(shared)}#incidents" in text(as_user(walk.author).get(url(shared, "close")))
    do("end-incident", shared, walk.adviser, EndIncident(incident.pk, "Done."))
    do("close", shared, walk.author, Close())
    report(shared, walk.lead)
    shared.refresh_from_db()
    assert shared.stage == Stage.SHARED


def test_something_gone_after_the_end_is_an_incident_too(walk):
    disclosure = disclosure_at(Stage.CLOSED, walk)
    share(disclosure, walk.author, gone=True, deviation="The clinic had lost the first copy.")
    assert disclosure.incidents.count() == 1
