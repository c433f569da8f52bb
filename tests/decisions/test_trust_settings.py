"""What the trust has set holds where the rules read it, and nothing that cannot wait ever needs it."""

import datetime
import uuid

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.calendar import last_day_valid, school_days_after
from agencies.trust_settings import TrustSettings
from audit import clock
from audit.testing import clock_at, guards_off
from checklist import gates
from decisions.enums import Outcome, Seat, Stage
from decisions.facts import Content
from decisions.judged import recipient_key
from decisions.models import Disclosure
from decisions.queries import with_all_of_its_page
from decisions.readiness import to_share
from decisions.workflow.answering import Answering, SaveAnswers
from tests.decisions.made import form
from tests.stories import disclosure_at, do, shared_first, sign_plan
from tests.trust import set_to


def again(disclosure):
    return type(disclosure).objects.get(pk=disclosure.pk)


def test_a_disclosure_brings_the_settings_along_without_a_statement_of_their_own(walk):
    made = disclosure_at(Stage.DRAFT, walk)
    set_to("small_group", "20")
    for found in (with_all_of_its_page(walk.author).get(pk=made.pk), again(made)):
        with CaptureQueriesContext(connection) as said:
            assert found.trust == TrustSettings(small_group=20)
        assert len(said) == (0 if hasattr(found, "kept_settings") else 1)


def test_the_gates_read_them(walk):
    made = disclosure_at(Stage.AWAITING, walk)
    set_to("min_reason", "200"), set_to("small_group", "20"), set_to("ask_child", "17")
    facts = Content(again(made)).facts()
    assert (facts.limits.min_reason, facts.limits.small_group, facts.limits.ask_child) == (200, 20, 17)
    assert "Q9.LEFTOUT" in {one.code for one in gates.g1(facts)}


def test_a_form_asks_for_a_reason_as_long_as_the_trust_wants(walk, as_user):
    made = disclosure_at(Stage.AWAITING, walk)
    path, reason = f"/disclosures/{made.reference}/reject/", {"reason": "Too short.", "instead": "She is seen weekly."}
    set_to("min_reason", "11")
    answer = as_user(walk.headteacher).post(path, form(made, **reason))
    assert "Give your reason in a sentence or more (11 characters at least)" in answer.content.decode()
    blank = as_user(walk.headteacher).post(path, form(made, **reason | {"reason": " "}))
    assert "characters at least" not in blank.content.decode()
    set_to("min_reason", "10")
    assert as_user(walk.headteacher).post(path, form(made, **reason)).status_code == 302


def test_an_approval_keeps_the_days_that_it_was_given(walk):
    set_to("approval_valid", "3")
    approved = disclosure_at(Stage.APPROVED, walk)
    set_to("approval_valid", "30")
    decision = again(approved).standing_decision
    assert (decision.outcome, decision.valid_days) == (Outcome.APPROVED, 3)
    last = school_days_after(clock.today(), 3, walk.brook)
    assert last_day_valid(decision, walk.brook) == last
    sign_plan(approved, walk.author, walk.headteacher)
    for day, lapsed in ((last, False), (last + datetime.timedelta(days=1), True)):
        with clock_at(datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)):
            assert ("DECISION.LAPSED" in {one.code for one in to_share(again(approved))}) is lapsed


def test_a_check_lasts_as_long_as_the_trust_says(walk):
    draft = disclosure_at(Stage.DRAFT, walk)
    checked = {"how": "rang", "on": (clock.today() - datetime.timedelta(weeks=1)).isoformat()}
    key = recipient_key(draft.recipients.get())
    do("save", draft, walk.author, SaveAnswers((Answering(key, "right-person", "yes", details=checked),)))
    for days, is_old in (("1", True), ("60", False)):
        set_to("verify_fresh", days)
        assert Content(again(draft)).facts(leaving=True).recipients[0].check_is_old is is_old


def test_what_is_not_sure_goes_where_the_trust_says(walk):
    set_to("unsure_goes_to", "adviser")
    made = disclosure_at(Stage.AWAITING, walk, consent_needed="not-sure")
    assert (made.seat, made.seat_rule) == (Seat.ADVISER, "6")
    set_to("unsure_goes_to", "headteacher")
    made = disclosure_at(Stage.AWAITING, walk, consent_needed="not-sure", duty_or_power="not-sure")
    assert (made.seat, made.seat_rule) == (Seat.HEADTEACHER, "6")


def test_the_day_to_look_again_is_offered(walk, as_user):
    set_to("not_told_review", "2")
    day = clock.today() + datetime.timedelta(weeks=2)
    draft, shared = disclosure_at(Stage.DRAFT, walk), disclosure_at(Stage.SHARED, walk)
    for made, path, name in (
        (draft, "checklist/3.1/", "risk-of-asking-or-telling-tell_review"),
        (shared, "after/", "review"),
    ):
        page = as_user(walk.author).get(f"/disclosures/{made.reference}/{path}").content.decode()
        key = f"p{made.people.get().pk}-{name}"
        for box, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            assert f'name="{key}_{box}"' in page
            assert f'value="{value}"' in page.split(f'name="{key}_{box}"')[1].split(">")[0]


def test_in_an_emergency_nothing_asks_for_a_setting(walk, as_user):
    approved = disclosure_at(Stage.APPROVED, walk)
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agencies_setting")
    assert again(approved).trust == TrustSettings()
    shared = do("share-first", approved, walk.author, shared_first())
    assert (shared.stage, shared.seat) == (Stage.SHARED_FIRST, Seat.HEADTEACHER)
    client = as_user(walk.volunteer)
    assert client.get("/emergency/").status_code == 200
    before = Disclosure.objects.count()
    said = {
        "ground": "danger",
        "about": "Una Moss",
        "to": "Police",
        "what": "Missing.",
        "channel": "phone",
        "when": "now",
    }
    sent = {"version": 0, "token": uuid.uuid4(), **said}
    assert client.post("/emergency/", sent).status_code == 302
    assert Disclosure.objects.count() == before + 1
