"""The adviser's part: filled in by an adviser alone, no contribution, no gate; shown, printed and on record."""

import datetime
import re

import pytest

from audit import clock
from decisions.enums import Stage
from decisions.facts import Content
from decisions.models import AdviserNote, Contributor
from decisions.permissions import NotPermitted
from decisions.presenters.advising import note_rows
from decisions.workflow.advising import Advise
from decisions.workflow.perform import NotAllowedNow
from decisions.workflow.table import ADVISE
from tests.decisions.made import RULING, form
from tests.stories import disclosure_at, do

NOTE = Advise(
    controllers="separate",
    agreement="County agreement 7",
    agreed_on=datetime.date(2026, 9, 1),
    assessment="no",
    assessment_why="One sharing, to one team, of little.",
    view="It is lawful and no more than is needed.",
    retention="Until he is 25.",
    rights="He is told, and knows whom to ask.",
    intervals="Once",
)


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_an_adviser_fills_it_in_and_may_still_decide(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    before = [len(Content(disclosure).rulings), disclosure.stage, disclosure.seat]
    disclosure = do("advise", disclosure, walk.adviser, NOTE)
    assert [len(Content(disclosure).rulings), disclosure.stage, disclosure.seat] == before
    assert not Contributor.objects.filter(disclosure=disclosure, user=walk.adviser).exists()
    note = AdviserNote.objects.get()
    assert (note.by, note.capacity, note.at) == (walk.adviser, "adviser", disclosure.changed_at)
    assert all(getattr(note, name) == getattr(NOTE, name) for name in Advise.__dataclass_fields__)
    assert do("approve", disclosure, walk.adviser, RULING).stage == Stage.APPROVED
    changed = do("advise", disclosure, walk.second_adviser, Advise(view="Look at it again."))
    note.refresh_from_db()
    assert (note.by, note.controllers, note.agreed_on) == (walk.second_adviser, "", None)
    version = changed.version
    assert do("advise", changed, walk.adviser, Advise(view="Look at it again.")).version == version


def test_nobody_else_fills_it_in_and_only_where_it_may_be(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    for who in (walk.author, walk.headteacher, walk.lead, walk.trustee, walk.administrator, walk.volunteer):
        with pytest.raises(NotPermitted):
            do("advise", disclosure, who, NOTE)
    own = disclosure_at(Stage.AWAITING, walk, author=walk.adviser)
    with pytest.raises(NotPermitted, match="another adviser"):
        do("advise", own, walk.adviser, NOTE)
    assert set(ADVISE.stages) == {Stage.AWAITING, Stage.APPROVED, Stage.SHARED_FIRST, Stage.SHARED}
    assert ADVISE.gate is None
    with pytest.raises(NotAllowedNow):
        do("advise", disclosure_at(Stage.REJECTED, walk), walk.adviser, NOTE)


def test_its_page_its_fold_its_paper_and_its_history(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    page = f"/disclosures/{disclosure.reference}/"
    client = as_user(walk.author)
    assert "adviser’s part" not in text_of(client.get(page))
    client = as_user(walk.adviser)
    assert "Fill in the adviser’s part" in text_of(client.get(page))
    wrong = client.post(f"{page}adviser/", form(disclosure, controllers="none-such", view="Kept on the page."))
    assert wrong.status_code == 200
    assert "Kept on the page." in wrong.content.decode()
    later = clock.today() + datetime.timedelta(days=2)
    day = {"agreed_on_day": later.day, "agreed_on_month": later.month, "agreed_on_year": later.year}
    assert client.post(f"{page}adviser/", form(disclosure, **day)).status_code == 200
    assert AdviserNote.objects.count() == 0
    said = {"controllers": "joint", "assessment": "not-sure", "view": "It is lawful.", "intervals": "Once"}
    assert client.post(f"{page}adviser/", form(disclosure, **said)).status_code == 302
    assert 'value="joint" checked' in " ".join(client.get(f"{page}adviser/").content.decode().split())
    disclosure.refresh_from_db()
    keys = [row["key"]["text"] for row in note_rows(Content(disclosure))["rows"]]
    assert keys[-1] == "Filled in by"
    assert len(keys) == 5
    for reader, path in ((walk.author, page), (walk.headteacher, f"{page}print/")):
        shown = text_of(as_user(reader).get(path))
        assert "Joint: both decide together" in shown
        assert "Your view as adviser It is lawful." in shown
    told = text_of(as_user(walk.author).get(f"{page}history/"))
    assert "The adviser’s part was filled in" in told
