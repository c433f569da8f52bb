import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import NoReverseMatch, reverse

from accounts import people
from accounts.models import User
from audit.models import Entry
from tests.cast import PASSWORD, give_password

EMAIL = "joanna.finch@example.org"
WRONG = "do not go together"


@pytest.fixture
def author(cast):
    give_password(cast.author)
    return cast.author


def sign_in(client, email=EMAIL, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def entries():
    return list(Entry.objects.filter(chain="trust").order_by("seq"))


def test_signing_in_and_out_are_entries(client, author):
    before = len(entries())
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    answer = client.post("/accounts/logout/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    new = entries()[before:]
    assert [(one.event, one.actor, one.facts, one.rows) for one in new] == [
        ("account.signed-in", author.pk, {}, {}),
        ("account.signed-out", author.pk, {}, {}),
    ]
    assert client.get("/disclosures/").status_code == 302


def test_signing_in_outside_the_pages_is_an_entry_too(client, author, last_entries):
    client.force_login(author)
    assert last_entries(1) == ["account.signed-in"]
    client.logout()
    assert last_entries(1) == ["account.signed-out"]


def test_the_address_may_be_typed_in_any_way(client, author):
    assert sign_in(client, " Joanna.FINCH@example.org ").status_code == 302


def test_a_strong_hash_is_made_anew_without_a_row(client, author, settings, last_entries):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    assert sign_in(client).status_code == 302
    assert User.objects.get(pk=author.pk).password.startswith("pbkdf2")
    assert last_entries(1) == ["account.signed-in"]


def test_a_failed_sign_in_is_an_entry_that_names_the_account_by_number(client, author):
    before = len(entries())
    page = sign_in(client, password="a-wrong-password-1")
    assert page.status_code == 200
    assert WRONG in page.content.decode()
    (entry,) = entries()[before:]
    assert (entry.event, entry.actor, entry.facts) == ("account.sign-in-failed", None, {"person": author.pk})


def test_what_a_stranger_typed_is_in_no_entry(client, author):
    before = len(entries())
    sign_in(client, "my-secret@example.org", "a-wrong-password-1")
    (entry,) = entries()[before:]
    assert (entry.event, entry.facts) == ("account.sign-in-failed", {})
    assert "my-secret" not in entry.body


def test_the_answer_does_not_tell_who_has_an_account(cast, client, author):
    give_password(cast.volunteer)
    people.close_account(cast.adviser, cast.volunteer)
    wrong = sign_in(client, password="a-wrong-password-1").content.decode()
    unknown = sign_in(client, "not.there@example.org").content.decode()
    closed = sign_in(client, "sam.bell@example.org").content.decode()
    service = sign_in(client, "set-up@service.invalid").content.decode()
    assert all(WRONG in page for page in (wrong, unknown, closed, service))


def test_a_closed_account_is_signed_out_at_its_next_page(cast, client, author):
    client.force_login(author)
    assert client.get("/disclosures/").status_code == 200
    people.close_account(cast.adviser, author)
    assert client.get("/disclosures/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": ""}, "Give your e-mail address"),
        ({"email": "joanna"}, "Give an e-mail address, like"),
        ({"password": ""}, "Give your password"),
    ],
)
def test_what_is_missing_is_said_at_the_field(client, author, typed, sentence):
    page = sign_in(client, **typed).content.decode()
    assert sentence in page
    assert 'class="govuk-error-summary"' in page
    assert "<title>Error: Sign in - " in page


def test_after_five_wrong_tries_the_right_password_is_turned_away(client, author):
    before = len(entries())
    for _ in range(5):
        assert WRONG in sign_in(client, password="a-wrong-password-1").content.decode()
    assert "Too many tries" in sign_in(client).content.decode()
    assert [one.event for one in entries()[before:]] == ["account.sign-in-failed"] * 5


def test_somebody_elses_wrong_tries_shut_nobody_out(cast, client, author):
    give_password(cast.volunteer)
    for _ in range(5):
        sign_in(client, password="a-wrong-password-1")
    assert sign_in(client, "sam.bell@example.org").status_code == 302


def test_a_page_asked_for_is_returned_to_but_never_another_site(client, author):
    assert client.get("/disclosures/")["Location"] == "/accounts/login/?next=/disclosures/"
    assert 'name="next" value="/disclosures/"' in client.get("/accounts/login/?next=/disclosures/").content.decode()
    assert sign_in(client, next="/disclosures/")["Location"] == "/disclosures/"
    client.logout()
    assert sign_in(client, next="https://example.org/")["Location"] == "/"


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_inactive", "account_reauthenticate"]
)
def test_nothing_else_of_the_library_is_mounted(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_sign_up_is_closed(client, db, rf):
    from allauth.account.adapter import get_adapter

    assert not get_adapter().is_open_for_signup(rf.get("/"))
    assert client.post("/accounts/signup/", {"email": "una@example.org"}).status_code in {302, 404}
    assert not User.objects.filter(email="una@example.org").exists()


def test_a_password_is_changed_and_the_session_stays(client, author):
    client.force_login(author)
    before = len(entries())
    new = "four-words-of-no-kin"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post("/accounts/password/change/", typed)
    assert answer.status_code == 302
    assert "Your password is changed." in client.get("/disclosures/").content.decode()
    assert User.objects.get(pk=author.pk).check_password(new)
    assert [(one.event, one.actor, one.rows) for one in entries()[before:]] == [("password.set", author.pk, {})]
    assert not mail.outbox


def test_other_sessions_end_with_the_old_password(client, author, client_elsewhere):
    for one in (client, client_elsewhere):
        one.force_login(author)
    new = "four-words-of-no-kin"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client_elsewhere.get("/disclosures/").status_code == 302


@pytest.fixture
def client_elsewhere():
    from django.test import Client

    return Client()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"oldpassword": "not-it-at-all"}, "Give your present password"),
        ({"password2": "not-the-same-one"}, "You must type the same password each time"),
        ({"password1": "short", "password2": "short"}, "too short"),
    ],
)
def test_a_wrong_change_is_refused_at_the_field(client, author, typed, sentence):
    client.force_login(author)
    new = "four-words-of-no-kin"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new, **typed}
    page = client.post("/accounts/password/change/", typed)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert User.objects.get(pk=author.pk).check_password(PASSWORD)


def test_somebody_signed_in_without_a_password_sets_one(cast, client):
    client.force_login(cast.author)
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    new = "four-words-of-no-kin"
    client.post("/accounts/password/set/", {"password1": new, "password2": new})
    assert User.objects.get(pk=cast.author.pk).check_password(new)
    assert client.get("/disclosures/").status_code == 200


def test_the_sign_out_page_asks_first(client, author):
    client.force_login(author)
    page = client.get("/accounts/logout/").content.decode()
    assert "Do you want to sign out?" in page
    assert client.get("/disclosures/").status_code == 200


def test_signing_in_keeps_no_address_beside_the_account(client, author):
    sign_in(client)
    assert not EmailAddress.objects.exists()


def test_no_page_of_sign_in_has_anything_inline(client, author):
    pages = [client.get("/accounts/login/")]
    client.force_login(author)
    pages += [client.get(path) for path in ("/accounts/logout/", "/accounts/password/change/")]
    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        assert "style=" not in text
        assert "<style" not in text
        assert "onclick" not in text
