from datetime import timedelta

import pytest

from accounts import people
from accounts.links import LINK_LIVES, link_codes, path_of_link
from accounts.models import User
from audit import clock, testing
from audit.models import Entry
from tests.cast import give_password

NEW = "four-words-of-no-kin"


@pytest.fixture
def link(cast):
    return people.new_password_link(cast.adviser, cast.author)


def follow(client, link):
    """The page behind the link, after the redirect that takes the code out of the address."""
    return client.get(link, follow=True)


def send(client, password=NEW, again=None, link=None):
    page = follow(client, link) if link else None
    path = page.redirect_chain[-1][0]
    return client.post(path, {"new_password1": password, "new_password2": again or password})


def works(client, link):
    return b"Choose a password" in follow(client, link).content


def test_the_link_holds_nothing_personal(cast, link):
    assert not any(word in link.lower() for word in ("joanna", "finch", "example"))


def test_the_code_leaves_the_address_and_waits_in_the_session(client, link):
    answer = client.get(link)
    assert answer.status_code == 302
    assert answer["Location"].endswith("/set-password/")
    assert link.split("/")[-2] not in answer["Location"]
    page = client.get(answer["Location"])
    assert link.split("/")[-2].encode() not in page.content
    assert page["Referrer-Policy"] == "same-origin"


def test_the_link_sets_the_password_once(cast, client, link):
    answer = send(client, link=link)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert User.objects.get(pk=cast.author.pk).check_password(NEW)
    assert not works(client, link)
    entry = Entry.objects.filter(chain="trust").order_by("-seq").first()
    assert (entry.event, entry.actor, entry.facts) == ("password.set", cast.author.pk, {"person": cast.author.pk})
    assert NEW not in entry.body
    assert client.post("/accounts/login/", {"login": "joanna.finch@example.org", "password": NEW}).status_code == 302


def test_the_second_of_two_open_pages_sets_nothing(cast, client, link):
    path = follow(client, link).redirect_chain[-1][0]
    send(client, link=link)
    other = "another-password-of-no-kin"
    answer = client.post(path, {"new_password1": other, "new_password2": other})
    assert b"does not work any more" in answer.content
    assert User.objects.get(pk=cast.author.pk).check_password(NEW)


def test_the_link_lives_24_hours(client, cast):
    start = clock.now()
    link = path_of_link(cast.author)
    with testing.clock_at(start + LINK_LIVES - timedelta(minutes=1)):
        assert works(client, link)
    with testing.clock_at(start + LINK_LIVES + timedelta(minutes=1)):
        assert not works(client, link)
        assert b"more than 24 hours" in follow(client, link).content
    with testing.clock_at(start - timedelta(hours=1)):
        assert not works(client, link)


def test_a_newer_link_ends_the_older(cast, client, link):
    newer = people.new_password_link(cast.adviser, cast.author)
    assert not works(client, link)
    assert works(client, newer)


def test_a_new_link_ends_the_present_password_and_the_sessions(cast, client):
    give_password(cast.author)
    client.force_login(cast.author)
    assert client.get("/disclosures/").status_code == 200
    people.new_password_link(cast.adviser, cast.author)
    assert client.get("/disclosures/").status_code == 302
    assert not User.objects.get(pk=cast.author.pk).has_usable_password()


def test_signing_in_ends_the_link(cast, client):
    give_password(cast.author)
    link = path_of_link(User.objects.get(pk=cast.author.pk))
    assert works(client, link)
    client.force_login(cast.author)
    assert not works(client, link)


def test_a_closed_account_and_one_of_the_service_have_no_link(cast, client, link):
    people.close_account(cast.adviser, cast.author)
    assert not works(client, link)
    assert not link_codes.check_token(cast.set_up, link_codes.make_token(cast.set_up))


def test_the_link_of_one_opens_no_other_account(cast, client, link):
    number = path_of_link(cast.nobody).split("/")[3]
    own = link.split("/")
    assert not works(client, "/".join([*own[:3], number, *own[4:]]))


@pytest.mark.parametrize("nonsense", ["x", "x-y", "set-password", "-", "abc-" + "0" * 32])
def test_a_code_of_nonsense_is_a_dead_link(client, cast, link, nonsense):
    own = link.split("/")
    page = follow(client, "/".join([*own[:4], nonsense, ""]))
    assert page.status_code == 200
    assert b"does not work any more" in page.content


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("", "", "Give a new password"),
        (NEW, "something-else-here", "Type the same password twice"),
        ("short", "short", "too short"),
        ("1q2w3e4r5t6y", "1q2w3e4r5t6y", "too common"),
        ("joanna.finch@example.or", "joanna.finch@example.or", "too similar"),
    ],
)
def test_a_poor_password_is_refused_at_the_field(cast, client, link, password, again, sentence):
    page = send(client, password, again, link)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert page.content.count(b"<title>Error: ") == 1
    assert works(client, link)
