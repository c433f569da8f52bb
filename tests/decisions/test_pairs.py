"""Who gets what: each item for each recipient, whole, redacted or left out, and why."""

import html
import re

import pytest
from django.urls import reverse

from agencies.models import Agency
from checklist import gates
from decisions.enums import Extent, ItemCategory, Stage
from decisions.facts import Content
from decisions.forms.pairs import PairSeen, PairsForm, describe_pairs
from decisions.models import Pair
from decisions.presenters import record
from decisions.presenters.lists import queue_rows
from decisions.presenters.topics import topics
from decisions.queries import awaiting_decision_by
from decisions.workflow import saves
from tests.decisions.made import RULING, form
from tests.stories import ITEM, answer, do, fill, new_draft, settle

WHY = "Her brother is named in it."


@pytest.fixture
def draft(walk):
    """Two items for two recipients."""
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    do("save", draft, walk.author, saves.SaveItem("Attendance", ItemCategory.ATTENDANCE))
    do("save", draft, walk.author, saves.SaveRecipient(Agency.objects.get(name="County police")))
    return answer(draft, walk.author)


@pytest.fixture
def set_to(walk, draft):
    """Sets the four pairs, in their order, to extents; each that is not whole gets the reason."""

    def save(*extents):
        pairs = zip(Content(draft).pairs, extents, strict=True)
        data = tuple((pair.pk, extent, "" if extent == Extent.WHOLE else WHY) for pair, extent in pairs)
        do("save", draft, walk.author, saves.SavePairs(data))
        draft.refresh_from_db()
        return Content(draft)

    return save


def url(disclosure, page="pairs"):
    return reverse(f"disclosure-{page}", args=[disclosure.reference])


def sent(draft, *chosen, **more):
    """What the page posts: (extent, reason) for each pair in their order."""
    fields = {}
    for pair, (extent, reason) in zip(Content(draft).pairs, chosen, strict=True):
        fields |= {f"pair-{pair.pk}-extent": extent, f"pair-{pair.pk}-reason": reason}
    return form(draft, **fields, **more)


def text(answer):
    return html.unescape(answer.content.decode())


def topic(draft):
    """The topic "Who gets what": its mark and its hint; None where there is none."""
    content = Content(draft)
    items = topics(draft, content, gates.g1(content.facts()))["groups"][0]["list"]["items"]
    [found] = [item for item in items if item["title"]["text"] == "Who gets what"] or [None]
    return found and (found["status"].get("text") or found["status"]["tag"]["text"], found["hint"]["text"])


def test_there_is_no_such_topic_before_there_is_something_for_somebody(walk, as_user):
    empty = new_draft(walk.author, walk.brook)
    assert topic(empty) is None
    assert as_user(walk.author).get(url(empty)).status_code == 404
    do("save", empty, walk.author, saves.SaveItem(ITEM, ItemCategory.HEALTH))
    assert topic(empty) is None
    do("save", empty, walk.author, saves.SaveRecipient(Agency.objects.get(name="County police")))
    assert topic(empty) == ("Done", "Everything whole, for County police")
    assert as_user(walk.author).get(url(empty)).status_code == 200


def test_every_pair_begins_whole_and_is_asked_about_once(walk, as_user, draft):
    page = text(as_user(walk.author).get(url(draft)))
    assert len(re.findall(r'value="whole" checked', page)) == 4
    for words in ("“Attendance”", ITEM, "County police", "Brook Vale CAMHS (Dr Priya Nair)"):
        assert words in page


def test_what_is_chosen_is_saved_with_its_reasons(walk, as_user, draft):
    whole = ("whole", "")
    answered = as_user(walk.author).post(url(draft), sent(draft, ("redacted", WHY), whole, ("not", WHY), whole))
    assert answered.url == f"/disclosures/{draft.reference}/checklist/3.1/"
    stored = [(pair.proposed, pair.reason) for pair in Content(draft).pairs]
    assert stored == [("redacted", WHY), ("whole", ""), ("not", WHY), ("whole", "")]
    later = as_user(walk.author).post(url(draft), sent(draft, whole, whole, whole, whole, later="1"))
    assert later.url == f"/disclosures/{draft.reference}/"


@pytest.mark.parametrize(("extent", "how"), [("redacted", "redacted"), ("not", "left out")])
@pytest.mark.parametrize("reason", ["", "short", "12345 67890 12345"])
def test_what_is_not_whole_says_why(walk, as_user, draft, extent, how, reason):
    before = list(Pair.objects.values_list("proposed", flat=True))
    whole = ("whole", "Kept as typed")
    answered = as_user(walk.author).post(url(draft), sent(draft, whole, (extent, reason), whole, whole))
    page = text(answered)
    assert answered.status_code == 200
    assert "<title>Error: " in page
    assert page.count(f"Say why “{ITEM}” is {how} for County police") == 2  # in the summary and at its place
    assert page.count("Kept as typed") == 3
    assert f'value="{extent}" checked' in page
    assert list(Pair.objects.values_list("proposed", flat=True)) == before


def test_a_pair_of_another_disclosure_is_not_written(walk, as_user, draft):
    other = fill(new_draft(walk.author, walk.brook), walk.author)
    foreign = other.pairs.get().pk
    whole = [("whole", "")] * 4
    fields = sent(draft, *whole) | {f"pair-{foreign}-extent": "not", f"pair-{foreign}-reason": WHY}
    as_user(walk.author).post(url(draft), fields)
    assert Pair.objects.get(pk=foreign).proposed == Extent.WHOLE


def test_a_stale_page_keeps_every_choice_and_takes_it_at_the_next_press(walk, as_user, draft):
    whole, redacted = ("whole", ""), ("redacted", WHY)
    late = sent(draft, whole, redacted, whole, ("not", WHY))
    gone = draft.items.last()
    do("save", draft, walk.author, saves.SavePurpose("protect", "He is safe."))
    do("save", draft, walk.author, saves.TakeOut("items", gone.pk))
    client = as_user(walk.author)
    answered = client.post(url(draft), late)
    page = text(answered)
    assert answered.status_code == 409
    for words in ("Redacted", WHY, "Line 2, why (taken out since)", "Left out", "It is now", "Save and continue"):
        assert words in page
    again = sent(draft, whole, redacted)
    assert client.post(url(draft), again).status_code == 302
    assert [pair.proposed for pair in Content(draft).pairs] == ["whole", "redacted"]


def test_an_error_on_a_stale_page_does_not_pass_for_the_version_of_today(walk, as_user, draft):
    whole = ("whole", "")
    late = sent(draft, whole, ("not", "short"), whole, whole)
    do("save", draft, walk.author, saves.SavePurpose("protect", "He is safe."))
    page = text(as_user(walk.author).post(url(draft), late))
    assert f'name="version" value="{late["version"]}"' in page


# What is told about it


def test_the_topic_and_the_items_say_what_is_not_whole(walk, draft, set_to):
    assert topic(draft) == ("Done", "Everything whole, for Brook Vale CAMHS and 1 more")
    content = set_to("redacted", "whole", "not", "not")
    assert topic(draft) == ("Done", "1 of 4 whole. Otherwise: 1 redacted, 1 left out")
    assert record.items_counted(content) == "2 items, 1 redacted, 1 left out"
    items = topics(draft, content, [])["groups"][0]["list"]["items"]
    assert "2 items, 1 left out" in [item["hint"]["text"] for item in items]


def test_a_pair_without_its_reason_is_not_done(walk, draft):
    [pair, *_] = Content(draft).pairs
    do("save", draft, walk.author, saves.SavePairs(((pair.pk, Extent.NOT, ""),)))
    mark, hint = topic(draft)
    assert mark == "In progress"
    assert hint.endswith("Say why 1 is not whole")


def test_what_is_left_out_for_everybody_stays_on_record(walk, draft, set_to):
    content = set_to("whole", "whole", "not", "not")
    assert [item.description for item in content.items] == [ITEM, "Attendance"]
    assert "Attendance" in str(record.item_rows(content))


def test_it_is_read_when_checking_deciding_and_in_the_queue(walk, as_user, draft, set_to):
    set_to("whole", "redacted", "whole", "not")
    checked = text(as_user(walk.author).get(url(draft, "check")))
    assert f"County police: redacted. {WHY}" in checked
    assert f'href="{url(draft)}"' in checked
    settle(do("submit", draft, walk.author))
    read = text(as_user(walk.headteacher).get(f"/disclosures/{draft.reference}/"))
    assert "Who gets what: 2 items, 1 redacted, 1 left out" in read
    assert f"County police: left out. {WHY}" in read
    confirmed = text(as_user(walk.headteacher).get(f"/disclosures/{draft.reference}/approve/"))
    assert f"{ITEM}: redacted for County police. {WHY}" in confirmed
    today = draft.changed_at.date()
    [row] = queue_rows(awaiting_decision_by(walk.headteacher), walk.headteacher, today)["rows"]
    assert row["from_to"].endswith("and 1 more (1 redacted, 1 left out)")


def test_an_approval_decides_what_was_proposed(walk, draft, set_to):
    set_to("whole", "redacted", "whole", "not")
    settle(do("submit", draft, walk.author))
    do("approve", draft, walk.headteacher, RULING)
    assert list(Pair.objects.order_by("pk").values_list("proposed", flat=True)) == list(
        Pair.objects.order_by("pk").values_list("decided", flat=True)
    )
    assert type(draft).objects.get(pk=draft.pk).stage == Stage.APPROVED


# The form alone


def test_a_long_item_is_cut_in_sentences_and_never_in_the_table():
    long = "Attendance " * 50
    pair = PairSeen(7, long, "CAMHS", Extent.WHOLE, "")
    form_of = PairsForm({"pair-7-extent": "not", "pair-7-reason": ""}, pairs=[pair], min_reason=15)
    assert not form_of.is_valid()
    [sentence] = form_of.errors["pair-7-reason"]
    assert len(sentence) < 130
    assert form_of.rows()[0].pair.item == long


def test_a_choice_that_is_not_on_the_page_is_refused():
    form_of = PairsForm({"pair-7-extent": "all"}, pairs=[PairSeen(7, "Log", "CAMHS", Extent.WHOLE, "")], min_reason=15)
    assert not form_of.is_valid()
    assert form_of.errors["pair-7-extent"] == ["Choose how much of “Log” goes to CAMHS"]


def test_a_stranger_reads_places_and_no_items():
    found = describe_pairs(["pair-7-extent", "pair-7-reason", "pair-9-reason"])
    assert [label for label, _ in found.values()] == ["Line 1, how much", "Line 1, why", "Line 2, why"]
    assert found["pair-7-extent"][1]["not"] == "Left out"
