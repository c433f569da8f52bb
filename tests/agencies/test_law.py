"""The law and the ways of sending: what the seed brings in, when a line holds, and what the trust made of it stays."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from agencies import law_2026_11 as law
from agencies.models import Agency, Condition, LawfulBasis, LegalGround, Purpose, SecureWay, SensitivityClass
from agencies.seed import missing_law
from audit.action import action
from audit.events import declare
from audit.models import Entry
from audit.verify import problems
from checklist.seeding import seed_policy

pytestmark = pytest.mark.django_db

declare(
    "test.law",
    "changed the law in a test",
    touches=[f"agencies.{model.__name__}" for model in (Condition, LawfulBasis, LegalGround, SecureWay)],
)

D = datetime.date
MODELS = (LegalGround, LawfulBasis, Condition, SensitivityClass, Purpose, SecureWay)
TODAY = D(2026, 11, 23)
# What the research could not establish, or has from memory alone.
UNVERIFIED = {
    LegalGround: {
        "duty-to-share", "fgm-report", "sexual-abuse-report", "attendance-return", "safeguarding-function",
        "child-at-risk-enquiry", "child-in-need", "victim-information-request", "domestic-abuse-notification",
        "needs-assessment", "prevent-referral",
    },
    LawfulBasis: {"recognised-interest", "legitimate-interests"},
    Condition: {"explicit-consent", "vital-interests", "statutory-purpose", "unlawful-acts", "legal-claims"},
    SensitivityClass: {"child-protection", "sen", "care", "free-meals"},
    Purpose: set(),
    SecureWay: {
        "email", "own-account", "message", "social-media", "fax", "post", "by-family", "unchecked-call", "usb-stick",
        "voicemail",
    },
}  # fmt: skip


@pytest.fixture
def seeded(database_with_cast, db):
    """The law as it was seeded."""


def codes(lines):
    return set(lines.values_list("code", flat=True))


def test_every_line_arrives_on_record_in_the_one_entry_of_the_seed(seeded):
    (entry,) = Entry.objects.filter(event="policy.seeded")
    assert entry.facts["law"] == sum(model.objects.count() for model in MODELS)
    assert all(model.objects.count() == model.history.count() for model in MODELS)
    assert list(problems()) == []


def test_a_second_run_writes_nothing(seeded):
    before = Entry.objects.count()
    assert missing_law() == {}
    call_command("seed_policy", verbosity=0)
    assert Entry.objects.count() == before


def test_a_line_that_the_trust_has_worded_or_ended_stays_as_it_is(seeded):
    with action("test.law", actor=None, chain="trust"):
        worded, ended = LegalGround.objects.get(code="court-order"), SecureWay.objects.get(code="by-hand")
        worded.name = "An order of a court"
        worded.save()
        ended.in_force_until = D(2026, 11, 22)
        ended.save()
    before = Entry.objects.count()
    assert seed_policy() is False
    assert Entry.objects.count() == before
    assert LegalGround.objects.get(code="court-order").name == "An order of a court"
    assert "by-hand" not in codes(SecureWay.objects.in_force(TODAY))


def test_the_bases_conditions_classes_and_purposes_have_their_permanent_codes(seeded):
    assert codes(LawfulBasis.objects) == {
        "consent", "legal-obligation", "vital-interests", "public-task", "recognised-interest", "legitimate-interests",
    }  # fmt: skip
    assert "safeguarding" in codes(Condition.objects)
    assert codes(Purpose.objects) == {
        "early-intervention", "protect", "prevent-offending", "welfare", "education", "legal-requirement",
    }  # fmt: skip
    by_kind = SensitivityClass.objects.values_list("kind", flat=True)
    assert [list(by_kind).count(kind) for kind in ("law", "offence", "ours")] == [9, 1, 4]


@pytest.mark.parametrize("model", MODELS)
def test_what_could_not_be_verified_is_to_be_confirmed_and_nothing_else(seeded, model):
    assert codes(model.objects.filter(to_be_confirmed=True)) == UNVERIFIED[model]


def test_nobody_needs_to_read_an_article_and_each_line_of_the_law_says_where_it_stands(seeded):
    number = re.compile(r"\b(Article|paragraph|section|Schedule|s\.|ss\.) ?\d|\bAct \d|\d\(", re.IGNORECASE)
    for model in MODELS:
        for line in model.objects.all():
            assert not number.search(f"{line.name} {line.hint}"), line.code
            assert line.source or model is SecureWay, line.code


def test_duties_that_are_somebodys_own_and_those_that_end_where_harm_begins(seeded):
    assert codes(LegalGround.objects.filter(binds_person=True)) == {"fgm-report", "sexual-abuse-report"}
    assert codes(LegalGround.objects.filter(harm_exception=True)) == {"duty-to-share"}
    assert codes(LegalGround.objects.filter(kind="duty")) == {line["code"] for line in law.DUTIES}


def test_ways_that_are_not_secure(seeded):
    insecure = codes(SecureWay.objects.filter(is_secure=False))
    assert {"email", "message", "fax", "usb-stick"} < insecure
    assert {"portal", "secure-email", "phone", "by-hand"} < codes(SecureWay.objects.filter(is_secure=True))
    assert len(insecure) == 10


# In force, on both sides of a day


@pytest.mark.parametrize(
    ("model", "code", "first"),
    [
        (LawfulBasis, "recognised-interest", D(2026, 2, 5)),
        (LegalGround, "victim-information-request", D(2026, 1, 12)),
        (LegalGround, "domestic-abuse-notification", D(2025, 11, 7)),
        (LegalGround, "fgm-report", D(2015, 10, 31)),
        (Condition, "safeguarding", D(2018, 5, 25)),
    ],
)
def test_a_line_holds_from_its_first_day(seeded, model, code, first):
    before = first - datetime.timedelta(days=1)
    line = model.objects.get(code=code)
    assert (line.holds(before), line.holds(first), line.holds(TODAY)) == (False, True, True)
    assert code not in codes(model.objects.in_force(before))
    assert code in codes(model.objects.in_force(first))


def test_a_line_holds_until_its_last_day(seeded):
    with action("test.law", actor=None, chain="trust"):
        line = LawfulBasis.objects.get(code="consent")
        line.in_force_until = TODAY
        line.save()
    after = TODAY + datetime.timedelta(days=1)
    assert (line.holds(TODAY), line.holds(after)) == (True, False)
    assert "consent" in codes(LawfulBasis.objects.in_force(TODAY))
    assert "consent" not in codes(LawfulBasis.objects.in_force(after))


def test_a_duty_of_which_nobody_knows_since_when_is_none_until_the_adviser_enters_its_day(seeded):
    unknown = {"duty-to-share", "sexual-abuse-report"}
    far = D(2090, 1, 1)
    assert codes(LegalGround.objects.all()) - codes(LegalGround.objects.in_force(far)) == unknown
    assert {line.code for line in LegalGround.objects.all() if not line.holds(far)} == unknown
    with action("test.law", actor=None, chain="trust"):
        duty = LegalGround.objects.get(code="duty-to-share")
        duty.in_force_from = TODAY
        duty.save()
    assert duty.holds(TODAY)
    assert "duty-to-share" in codes(LegalGround.objects.in_force(TODAY))


def test_the_database_refuses_a_line_that_ends_before_it_begins(seeded):
    with pytest.raises(IntegrityError), action("test.law", actor=None, chain="trust"):
        line = Condition.objects.get(code="safeguarding")
        line.in_force_until = D(2018, 5, 24)
        line.save()


def test_the_agencies_have_no_number_that_nobody_gave(seeded):
    assert set(Agency.objects.values_list("phone", flat=True)) == {""}
