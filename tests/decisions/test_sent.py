"""What a sharing says of itself: whom it reached, who sent it, and where it differs from what was approved."""

import pytest
from django.urls import reverse

from audit import clock
from decisions import permissions
from decisions.enums import Extent, Stage
from decisions.models import SharingRecord
from decisions.permissions import NotPermitted
from tests.decisions.said import words_of as words_on
from tests.decisions.test_sharing import ASTRAY, NIGHT, WHY, sent, text, two_items, url
from tests.stories import disclosure_at, share


def test_what_has_gone_says_whom_it_reached_and_who_sent_it(walk, as_user):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    client = as_user(walk.author)
    page = text(client.post(url(disclosure), sent(disclosure, "1", reached="", sent_by="Amina Yusuf")))
    assert "Say whether it reached whom it was meant for" in page
    page = text(client.post(url(disclosure), sent(disclosure, "1", reached="no", instead=" ")))
    assert "Say whom or what place it reached, as much as you know" in page
    assert not SharingRecord.objects.exists()
    data = sent(disclosure, "1", **ASTRAY, sent_by="Amina Yusuf", deviation=WHY)
    assert client.post(url(disclosure), data).status_code == 302
    record = SharingRecord.objects.get()
    assert (record.to_words, record.sent_by_words) == ("The other Dr Nair", "Amina Yusuf")
    shown = words_on(client.get(reverse("disclosure", args=[disclosure.reference])))
    assert "Given to The other Dr Nair" in shown
    assert "Sent by Amina Yusuf" in shown
    assert "It was meant for Dr Priya Nair." in shown


def test_whoever_records_it_sent_it_where_nobody_is_named(walk, as_user):
    disclosure = disclosure_at(Stage.SHARED, walk)
    shown = words_on(as_user(walk.author).get(reverse("disclosure", args=[disclosure.reference])))
    assert "Sent by Joanna Finch" in shown


def test_the_page_of_the_disclosure_names_what_was_redacted_more_or_went_beyond(walk, as_user):
    disclosure, first, second = two_items(walk, Extent.REDACTED)
    extents = {f"pair-{first.pk}": "redacted", f"pair-{second.pk}": "whole"}
    as_user(walk.author).post(url(disclosure), sent(disclosure, "1", **extents, deviation=WHY))
    shown = words_on(as_user(walk.author).get(reverse("disclosure", args=[disclosure.reference])))
    assert "Redacted more" in shown
    assert "More than approved" in shown
    assert "Less than approved" not in shown


def test_after_a_difference_what_was_approved_and_never_left_is_named_too(walk, as_user):
    disclosure, first, second = two_items(walk, Extent.WHOLE)
    extents = {f"pair-{first.pk}": "not", f"pair-{second.pk}": "redacted"}
    as_user(walk.author).post(url(disclosure), sent(disclosure, "1", **extents, deviation=WHY))
    address = reverse("disclosure", args=[disclosure.reference])
    shown = words_on(as_user(walk.author).get(address))
    assert "Redacted more" in shown
    assert "Less than approved" in shown
    assert "Less than approved" in words_on(as_user(walk.author).get(f"{address}print/"))


@pytest.mark.parametrize("name", ["Helen Hale", "helen hale (DPA)", "Mrs Helen  Hale"])
def test_an_adviser_named_as_the_sender_does_not_end_its_incident(walk, as_user, name):
    disclosure = disclosure_at(Stage.APPROVED, walk)
    share(disclosure, walk.author, gone=True, left_at=clock.now() - 2 * NIGHT, deviation=WHY, sent_by=name)
    disclosure.refresh_from_db()
    with pytest.raises(NotPermitted):
        permissions.check_end_incident(permissions.standing_of(walk.adviser, disclosure))
    assert permissions.check_end_incident(permissions.standing_of(walk.second_adviser, disclosure))
