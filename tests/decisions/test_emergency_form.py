"""The form of an emergency: what it asks, and that nothing which is typed into it holds the record up.

Everything is typed at once; `make thorough` types each field alone.
"""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit import clock
from decisions.models import Disclosure, SharingRecord
from tests.decisions.made import appoint
from tests.decisions.said import NEW, SAID, said, text
from tests.thorough import WHOLE


def test_the_eight_questions_the_numbers_and_the_sentences_around_them(walk, as_user):
    page = text(as_user(walk.author).get(NEW))
    for name in ("ground", "about", "to", "what", "channel", "when", "not_told", "phone"):
        assert f'name="{name}"' in page
    for preset in ("danger", "phone", "now"):
        assert re.search(rf'value="{preset}" checked', page)
    assert page.index("tel:999") < page.index("tel:01632960100") < page.index('name="ground"')
    assert page.index("You do not need permission.") < page.index('name="ground"')
    assert "If the signal drops, press again. It is recorded once." in page
    assert "govuk-button--warning" in page
    assert "govuk-service-navigation__link" not in page
    assert "Hide this page quickly" in page


def test_an_error_is_gentle_and_keeps_every_word(walk, as_user):
    response = as_user(walk.author).post(
        NEW, said(about=" ", to="", what="", ground="duty", when="earlier", time="14:0", day_day="32")
    )
    page = text(response)
    for sentence in (
        "Say who it is about, as much as you know",
        "Say who you told, as much as you know",
        "Say what you told them and why now, in a few words",
        "There is a problem",
    ):
        assert sentence in page
    for kept in ('value="14:0"', 'value="32"', f'value="{SAID["phone"]}"', f'value="{SAID["not_told"]}"'):
        assert kept in page
    assert re.search(r'value="duty" checked', page)
    assert "<title>Error: " in page
    assert not Disclosure.objects.exists()


KEPT_IN = {
    "about": "about_words",
    "to": "to_words",
    "what": "what_words",
    "not_told": "not_told_words",
    "phone": "phone",
}


@pytest.mark.parametrize("fields", [[*KEPT_IN], *([name] for name in KEPT_IN if WHOLE)])
def test_nothing_that_is_typed_holds_the_record_up_and_nothing_of_it_is_lost(walk, as_user, fields):
    client = as_user(walk.author)
    assert client.post(NEW, said(**dict.fromkeys(fields, "x\x00y"))).status_code == 302
    assert {getattr(SharingRecord.objects.latest("id"), KEPT_IN[field]) for field in fields} == {"xy"}
    much = {field: f"Ade has told {field} " + "x" * 100_000 for field in fields}
    assert client.post(NEW, said(**much)).status_code == 302
    record = SharingRecord.objects.latest("id")
    for field, words in much.items():
        assert words in record.what_words
        if field != "what":
            assert getattr(record, KEPT_IN[field]).startswith(f"Ade has told {field} xxx")
            assert getattr(record, KEPT_IN[field]).endswith("x\u2026")
    assert client.get(reverse("disclosure", args=[record.disclosure.reference])).status_code == 200


def test_more_than_can_be_sent_at_once_is_answered_with_what_to_do(walk, as_user):
    answer = as_user(walk.author).post(NEW, said(what="x" * 3_000_000))
    assert answer.status_code == 400
    assert "what you typed is still on the page from which you came" in text(answer)
    assert "send its first part now" in text(answer)


def test_the_school_of_ones_first_appointment_is_chosen_already(walk, as_user):
    appoint(walk, walk.author, Role.STAFF, walk.ashby)
    page = text(as_user(walk.author).get(NEW))
    assert re.search(rf'name="school"[^>]*value="{walk.brook.pk}"[^>]*checked', page)
    assert "Only questions 2, 3 and 4 are needed." in page
    page = text(as_user(walk.adviser).get(NEW))  # who works at none says which it is
    assert not re.search(r'name="school"[^>]*checked', page)
    assert "Only the school and questions 2, 3 and 4 are needed." in page


def test_odd_words_are_recorded_as_they_are(walk, as_user):
    client = as_user(walk.author)
    for odd in ("\u202eedA", "\U0001f600 Ade", "O\u2019Neil", "\u5f20", "<script>alert(1)</script>"):
        client.post(NEW, said(about=odd, to=odd, what=odd))
        record = SharingRecord.objects.latest("id")
        assert record.what_words == odd
    page = client.get(reverse("disclosure", args=[record.disclosure.reference])).content.decode()
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


def test_a_forged_choice_gets_a_sentence(walk, as_user):
    client = as_user(walk.author)
    for choice in ("ground", "channel", "when"):
        response = client.post(NEW, said(**{choice: "forged"}))
        assert response.status_code == 200
        assert "There is a problem" in text(response)
    assert not Disclosure.objects.exists()


def test_pressed_twice_it_is_recorded_once(walk, as_user):
    client, sent = as_user(walk.author), said()
    assert client.post(NEW, sent).url == client.post(NEW, sent).url
    assert Disclosure.objects.count() == SharingRecord.objects.count() == 1


def test_earlier_is_the_time_that_was_given(walk, as_user):
    day = clock.today() - datetime.timedelta(days=1)
    as_user(walk.author).post(
        NEW, said(when="earlier", time="2:55pm", day_day=day.day, day_month=day.month, day_year=day.year)
    )
    left = SharingRecord.objects.get().left_at.astimezone(clock.LONDON)
    assert (left.date(), left.hour, left.minute) == (day, 14, 55)


def test_a_time_that_cannot_be_read_holds_nothing_up(walk, as_user):
    client = as_user(walk.author)
    for time in ("soon after three", "", "25:99"):
        client.post(NEW, said(when="earlier", time=time, day_day="31", day_month="2", day_year="2026"))
        record = SharingRecord.objects.latest("id")
        assert abs(record.left_at - clock.now()) < datetime.timedelta(minutes=1)
        assert record.what_words.startswith(SAID["what"])
        assert f"The time as it was typed: 31 2 2026 {time}".strip() in record.what_words
    assert SharingRecord.objects.count() == 3


def test_a_time_to_come_holds_nothing_up_either(walk, as_user):
    day = clock.today() + datetime.timedelta(days=2)
    sent = said(when="earlier", time="9am", day_day=day.day, day_month=day.month, day_year=day.year)
    as_user(walk.author).post(NEW, sent)
    assert SharingRecord.objects.get().left_at <= clock.now()


def test_what_had_already_gone_opens_an_incident(walk, as_user):
    client = as_user(walk.author)
    client.post(NEW, said(ground="gone"))
    disclosure = Disclosure.objects.get()
    assert disclosure.incidents.get().reported_by == walk.author
    assert "an incident is open" in text(client.get(reverse("disclosure-recorded", args=[disclosure.reference])))
