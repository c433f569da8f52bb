"""What sharing is for is a line that the adviser keeps: who may choose it, and what a record says when it ends."""

import datetime
import re
import uuid

from django.urls import reverse

from agencies.models import Purpose
from audit import clock
from audit.models import Entry
from audit.verify import problems
from decisions.enums import Stage
from decisions.models import Disclosure
from decisions.presenters.links import history_url
from tests.access.kept import as_shown, boxes
from tests.decisions.made import form
from tests.decisions.said import words_of
from tests.stories import BENEFIT, disclosure_at, do, new_draft

OVER, OTHER = "early-intervention", "education"
NO_MORE = "So that the services come early (not in force today)"
REFUSED = "Choose one of the purposes shown"
A_DAY = datetime.timedelta(days=1)


def keep(client, code, **changed):
    line = Purpose.objects.get(code=code)
    assert (
        client.post(reverse("reference-line", args=["purpose", line.pk]), as_shown(line, **changed)).status_code == 302
    )


def choices(client, path):
    """The codes that a page offers, in their order; and the one that is chosen."""
    page = client.get(path).content.decode()
    found = re.findall(r'<input[^>]*name="purpose"[^>]*>', page)
    codes = [re.search('value="([^"]*)"', one)[1] for one in found]
    return codes, [code for code, one in zip(codes, found, strict=True) if " checked" in one]


def test_what_is_over_is_not_chosen_anew_and_stays_where_it_was_chosen(walk, as_user):
    before = disclosure_at(Stage.DRAFT, walk)
    other = new_draft(walk.author, walk.brook, purpose=OTHER)
    before_page, other_page = (f"/disclosures/{one.reference}/purpose/" for one in (before, other))
    adviser, today = as_user(walk.adviser), clock.today()
    keep(adviser, OVER, name="So that the services come early", **boxes("in_force_until", today - A_DAY))
    keep(adviser, "protect", hint="Harm by anybody, at home or outside.", **boxes("in_force_until", today))
    keep(adviser, "welfare", **boxes("in_force_from", today + A_DAY))
    client = as_user(walk.author)
    today_offered = ["protect", "prevent-offending", OTHER, "legal-requirement"]
    assert choices(client, "/disclosures/new/") == (today_offered, [])
    assert choices(client, other_page) == (today_offered, [OTHER])
    assert choices(client, before_page) == ([OVER, *today_offered], [OVER])
    assert NO_MORE in words_of(client.get(before_page))
    shown = words_of(client.get("/disclosures/new/"))
    assert "Harm by anybody, at home or outside." in shown
    assert "not in force" not in shown

    made = Disclosure.objects.count()
    for path, of in (("/disclosures/new/", None), (other_page, other)):
        sent = {"version": 0, "token": uuid.uuid4()} if of is None else form(of)
        answer = client.post(path, sent | {"purpose": OVER, "benefit": "Typed and not lost."})
        assert answer.status_code == 200
        assert all(words in answer.content.decode() for words in (REFUSED, "Typed and not lost."))
    other.refresh_from_db()
    assert (Disclosure.objects.count(), other.purpose, other.benefit) == (made, OTHER, BENEFIT)
    assert client.post(before_page, form(before, purpose=OVER, benefit="He is seen early.")).status_code == 302
    before.refresh_from_db()
    assert (before.purpose, before.benefit) == (OVER, "He is seen early.")
    assert do("submit", before, walk.author).stage == Stage.AWAITING
    assert list(problems()) == []


def test_every_record_reads_its_words_from_the_line_also_when_that_is_over(walk, as_user):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    path = f"/disclosures/{disclosure.reference}/"
    keep(as_user(walk.adviser), OVER, name="Help at an early hour", **boxes("in_force_until", clock.today() - A_DAY))
    pages = [(walk.headteacher, path), (walk.headteacher, f"{path}print/"), (walk.author, f"{path}copy/")]
    for reader, page in pages:
        told = words_of(as_user(reader).get(page))
        assert "Help at an early hour" in told, page
        assert OVER not in told, page
        assert "not in force" not in told, page
    assert ": help at an early hour" in words_of(as_user(walk.trustee).get("/register/"))
    began = Entry.objects.get(case=disclosure.pk, event="disclosure.started")
    assert "Help at an early hour" in words_of(as_user(walk.headteacher).get(history_url(disclosure, began.seq)))
