from datetime import timedelta

import pytest
from django.test import Client

from accounts import people
from accounts.models import Appointment, User
from accounts.roles import Role
from audit import clock
from audit.models import Entry

KEEPERS = {"adviser", "second_adviser", "administrator"}
ADVISERS = {"adviser", "second_adviser"}


@pytest.fixture
def as_adviser(cast, client):
    client.force_login(cast.adviser)
    return client


@pytest.fixture
def as_administrator(cast, client):
    client.force_login(cast.administrator)
    return client


def text(answer):
    return answer.content.decode()


def date(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def appointment(school, role="staff", **more):
    return {"role": role, "school": str(getattr(school, "pk", school)), **date("since", clock.today()), **more}


def paths_of(cast):
    """Every page of people, with who may open it (GET) and what it answers to them."""
    author, held = cast.author.pk, cast.author.appointments.get().pk
    return {
        "/people/": (KEEPERS, 200),
        "/people/add/": (KEEPERS, 200),
        f"/people/{author}/": (KEEPERS, 200),
        f"/people/{author}/appoint/": (ADVISERS, 200),
        f"/people/appointments/{held}/end/": (ADVISERS, 200),
        f"/people/{author}/link/": (set(), 405),
        f"/people/{author}/account/": (set(), 405),
    }


def test_each_of_the_cast_at_each_page(cast):
    for part, user in cast.people().items():
        client = Client()
        client.force_login(user)
        for path, (may, status) in paths_of(cast).items():
            expected = status if part in may or status == 405 else 404
            assert client.get(path).status_code == expected, (part, path)


def test_each_of_the_cast_changes_what_they_may(cast):
    author, held = cast.author.pk, cast.author.appointments.get().pk
    allowed = {
        "/people/add/": KEEPERS,
        f"/people/{author}/appoint/": ADVISERS,
        f"/people/appointments/{held}/end/": ADVISERS,
        f"/people/{author}/link/": ADVISERS,
        f"/people/{author}/account/": ADVISERS,
    }
    for part, user in cast.people().items():
        client = Client()
        client.force_login(user)
        for path, may in allowed.items():
            if part in may:
                continue
            before = Entry.objects.count()
            assert client.post(path, {"name": "Una Moss", "email": "una@example.org"}).status_code == 404, (part, path)
            assert Entry.objects.count() == before


FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


def test_a_stranger_is_asked_to_sign_in(cast, client):
    for path in paths_of(cast):
        answer, sent = client.get(path), client.post(path, {"name": "Una Moss"}, headers=FROM_HERE)
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={path}")
        assert sent.status_code == 401
        assert "Una Moss" in text(sent)


def test_what_does_not_exist_is_not_found(as_adviser, cast):
    for path in ("/people/0/", "/people/0/appoint/", "/people/appointments/0/end/", f"/people/{cast.set_up.pk}/"):
        assert as_adviser.get(path).status_code == 404


def test_the_list_names_everybody_and_what_they_hold(as_adviser, cast):
    page = text(as_adviser.get("/people/"))
    for words in ("Joanna Finch", "Form tutor, Brook High School", "Noel Barr", "No appointment", "Lena Frost"):
        assert words in page
    assert f"Headteacher, Brook High School, until {(clock.today() - timedelta(days=1)).day} " in page
    assert "set-up" not in page


def test_the_list_costs_the_same_for_more_people(as_adviser, cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        as_adviser.get("/people/")
    for number in range(3):
        person = people.add_person(cast.adviser, f"Person {number}", f"person.{number}@example.org")
        people.appoint(cast.adviser, person, Role.STAFF, cast.brook)
    with django_assert_max_num_queries(9):
        as_adviser.get("/people/")


def test_no_title_or_address_holds_a_name(as_adviser, cast):
    for path, (_, status) in paths_of(cast).items():
        if status == 200:
            title = text(as_adviser.get(path)).split("<title>")[1].split("</title>")[0]
            assert "Finch" not in title
            assert "Joanna" not in title


def test_adding_a_person_shows_a_link_that_works_and_is_kept_nowhere(as_adviser, cast, client_elsewhere):
    before = Entry.objects.count()
    answer = as_adviser.post("/people/add/", {"name": "Una Moss", "email": "Una.Moss@example.org"})
    page = text(answer)
    link = page.split('<code class="ts-link">http://testserver')[1].split("</code>")[0]
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.count() == before + 1
    assert not Entry.objects.filter(body__contains=link.split("/")[-2]).exists()
    assert "Set your password" in text(client_elsewhere.get(link, follow=True))
    added = User.objects.get(email="una.moss@example.org")
    assert link not in text(as_adviser.get(f"/people/{added.pk}/"))


@pytest.fixture
def client_elsewhere():
    return Client()


@pytest.mark.parametrize(
    ("typed", "sentence", "target"),
    [
        ({"name": ""}, "Give the person&#x27;s name", "#id_name"),
        ({"email": "una"}, "Give an e-mail address, like", "#id_email"),
        (
            {"email": "Joanna.Finch@example.org"},
            "Somebody has an account with this e-mail address already",
            "#id_email",
        ),
    ],
)
def test_a_person_typed_wrongly_is_said_at_the_field(as_adviser, typed, sentence, target):
    answer = as_adviser.post("/people/add/", {"name": "Una Moss", "email": "una.moss@example.org", **typed})
    page = text(answer)
    assert answer.status_code == 200
    assert page.replace("&#39;", "&#x27;").count(sentence) == 2
    assert f'href="{target}"' in page
    assert "<title>Error: Add a person - " in page


def test_an_appointment_is_made(as_adviser, cast):
    typed = appointment(cast.brook, position="Form tutor", **date("until", clock.today() + timedelta(days=30)))
    answer = as_adviser.post(f"/people/{cast.nobody.pk}/appoint/", typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{cast.nobody.pk}/")
    made = cast.nobody.appointments.get()
    assert (made.role, made.school, made.position) == ("staff", cast.brook, "Form tutor")
    assert made.until - made.since == timedelta(days=30)
    page = text(as_adviser.get(answer["Location"]))
    assert "The appointment is made." in page
    assert "Form tutor, Brook High School" in page


def test_an_appointment_for_the_whole_trust(as_adviser, cast):
    as_adviser.post(f"/people/{cast.nobody.pk}/appoint/", appointment("trust", "trustee"))
    assert cast.nobody.appointments.get().school is None


@pytest.mark.parametrize(
    ("part", "typed", "sentence"),
    [
        ("nobody", {"role": ""}, "Choose a role"),
        ("nobody", {"role": "king"}, "Choose a role"),
        ("nobody", {"school": ""}, "Choose the school, or the whole trust"),
        ("nobody", {"school": "0"}, "Choose the school, or the whole trust"),
        ("nobody", {"school": "trust"}, "Member of staff is a role at a school. Choose the school"),
        ("nobody", {"role": "trustee"}, "Trustee is a role for the whole trust. Choose the whole trust"),
        ("nobody", {"since_day": ""}, "First day must include a day"),
        ("nobody", {"since_month": "13"}, "First day must be a real date"),
        ("nobody", date("until", clock.today() - timedelta(days=1)), "Give a last day that is not before the first"),
        ("nobody", {"position": "x" * 81}, "80 characters"),
        ("author", {}, "This person holds this role there already"),
        ("administrator", {}, "an administrator can hold no role in a disclosure"),
        ("policy_owner", {}, "the policy owner can hold no role in a disclosure"),
        ("author", {"role": "policy_owner", "school": "trust"}, "The policy owner can hold no role in a disclosure"),
    ],
)
def test_an_appointment_typed_wrongly_is_said_at_the_field(as_adviser, cast, part, typed, sentence):
    before = Appointment.objects.count()
    person = getattr(cast, part)
    answer = as_adviser.post(f"/people/{person.pk}/appoint/", {**appointment(cast.brook), **typed})
    assert answer.status_code == 200
    assert text(answer).count(sentence) == 2
    assert "<title>Error: Make an appointment - " in text(answer)
    assert Appointment.objects.count() == before


def test_an_adviser_does_not_find_their_own_appointments_to_change(as_adviser, cast):
    own = cast.adviser.appointments.get()
    page = text(as_adviser.get(f"/people/{cast.adviser.pk}/"))
    assert "This is your own account" in page
    for words in (
        "Make an appointment",
        "Make a new link",
        "Close this account",
        f"/people/appointments/{own.pk}/end/",
    ):
        assert words not in page
    for path in (f"/people/{cast.adviser.pk}/appoint/", f"/people/appointments/{own.pk}/end/"):
        assert as_adviser.get(path).status_code == 404
        assert as_adviser.post(path, appointment(cast.brook)).status_code == 404
    for path in ("link", "account"):
        assert as_adviser.post(f"/people/{cast.adviser.pk}/{path}/").status_code == 404


def test_an_appointment_is_ended(as_adviser, cast):
    held = cast.author.appointments.get()
    path = f"/people/appointments/{held.pk}/end/"
    assert "Form tutor, Brook High School" in text(as_adviser.get(path))
    answer = as_adviser.post(path, date("until", clock.today()))
    assert answer["Location"] == f"/people/{cast.author.pk}/"
    held.refresh_from_db()
    assert held.until == clock.today()


def test_a_wrong_last_day_is_said_at_the_field(as_adviser, cast):
    held = cast.author.appointments.get()
    answer = as_adviser.post(f"/people/appointments/{held.pk}/end/", date("until", held.since - timedelta(days=1)))
    assert text(answer).count("Give a last day that is not before the first day") == 2
    ended = cast.leaver.appointments.get()
    answer = as_adviser.post(f"/people/appointments/{ended.pk}/end/", date("until", clock.today()))
    assert text(answer).count("This appointment has ended already") == 2


def test_a_new_link_is_shown_once(as_adviser, cast, client_elsewhere):
    answer = as_adviser.post(f"/people/{cast.author.pk}/link/")
    assert "no-store" in answer["Cache-Control"]
    link = text(answer).split('<code class="ts-link">http://testserver')[1].split("</code>")[0]
    assert "Set your password" in text(client_elsewhere.get(link, follow=True))
    assert "/accounts/link/" not in text(as_adviser.get(f"/people/{cast.author.pk}/"))


def test_an_account_is_closed_and_opened_again(as_adviser, cast):
    path = f"/people/{cast.author.pk}/account/"
    page = text(as_adviser.post(path, {"do": "close"}, follow=True))
    assert "The account is closed." in page
    assert "Open this account" in page
    assert "Make an appointment" not in page
    assert "Account closed" in text(as_adviser.get("/people/"))
    assert "This account is closed already." in text(as_adviser.post(path, {"do": "close"}, follow=True))
    assert "This account is closed." in text(as_adviser.post(f"/people/{cast.author.pk}/link/", follow=True))
    assert "The account is open again." in text(as_adviser.post(path, {"do": "open"}, follow=True))


def test_an_administrator_adds_people_and_nothing_more(as_administrator, cast):
    page = text(as_administrator.get(f"/people/{cast.author.pk}/"))
    for words in ("Make an appointment", "Make a new link", "Close this account", "/end/"):
        assert words not in page
    assert "Make a new link" not in text(as_administrator.get(f"/people/{cast.nobody.pk}/"))
    for person in (cast.nobody, cast.author):
        assert as_administrator.post(f"/people/{person.pk}/link/").status_code == 404
    new = {"name": "Una Moss", "email": "una.moss@example.org"}
    answer = text(as_administrator.post("/people/add/", new, follow=True))
    assert "/accounts/link/" not in answer
    assert "The Data Protection Adviser appoints them and makes their link." in answer


def test_what_was_typed_stays_words(as_adviser, cast):
    nasty = "<script>alert(1)</script>"
    person = people.add_person(cast.adviser, nasty, "nasty@example.org")
    people.appoint(cast.adviser, person, Role.STAFF, cast.brook, nasty)
    for path in ("/people/", f"/people/{person.pk}/", f"/people/{person.pk}/appoint/"):
        assert nasty not in text(as_adviser.get(path))


def test_no_page_has_anything_inline(as_adviser, cast):
    for path, (_, status) in paths_of(cast).items():
        if status == 200:
            page = text(as_adviser.get(path))
            assert not any(words in page for words in ("style=", "<style", "onclick"))
