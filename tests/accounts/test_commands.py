import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts import demo, people
from accounts.models import Appointment, School, Trust, User
from accounts.roles import Role
from audit import clock
from audit.models import Entry, Head
from audit.verify import problems

BROOK = "BRK|Brook High School|01632 960101|01632 960100|Helen Hale|01632 960110"
ASHBY = "ASH|Ashby Primary School|01632 960121|01632 960120|Helen Hale|01632 960110"
OPTIONS = {
    "trust": "An Invented Trust",
    "school": [BROOK, ASHBY],
    "adviser_name": "Helen Hale",
    "adviser_email": "Helen.Hale@example.org",
}


def run(command, *words, **options):
    said = StringIO()
    call_command(command, *words, stdout=said, **options)
    return said.getvalue()


def link_in(said):
    return next(line for line in said.splitlines() if "/accounts/link/" in line)


def test_a_trust_begins_from_options(db, client):
    said = run("set_up_trust", **OPTIONS, base_url="https://share.example.org/")
    assert Trust.objects.get().name == "An Invented Trust"
    assert set(School.objects.values_list("code", flat=True)) == {"BRK", "ASH"}
    assert School.objects.get(code="ASH").social_care_phone == "01632 960120"
    assert set(Head.objects.values_list("chain", flat=True)) == {"trust", "BRK", "ASH"}
    adviser = User.objects.get(email="helen.hale@example.org")
    assert [one.role for one in adviser.appointments.current()] == [Role.ADVISER]
    link = link_in(said)
    assert link.startswith("https://share.example.org/accounts/link/")
    assert "Set your password" in client.get(link[len("https://share.example.org") :], follow=True).content.decode()
    entry = Entry.objects.get(event="trust.set-up")
    assert entry.actor == User.objects.get(is_service=True).pk
    assert entry.facts == {"adviser": adviser.pk, "schools": ["BRK", "ASH"]}
    assert "Hale" not in entry.body
    assert list(problems()) == []


def test_a_trust_begins_from_answers(db, monkeypatch):
    answers = iter(["An Invented Trust", *BROOK.split("|"), "", "Helen Hale", "helen.hale@example.org"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert link_in(run("set_up_trust")).startswith("/accounts/link/")
    assert School.objects.get().duty_phone == "01632 960110"


def test_without_options_and_without_a_keyboard(db, monkeypatch):
    def nobody_there(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody_there)
    with pytest.raises(CommandError, match="was not given"):
        run("set_up_trust")


def test_a_second_trust_is_refused(db):
    run("set_up_trust", **OPTIONS)
    before = Entry.objects.count()
    with pytest.raises(CommandError, match="serves a trust already"):
        run("set_up_trust", **{**OPTIONS, "trust": "Another Trust"})
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"trust": "   "}, "Give the name of the trust"),
        ({"school": ["BRK|Brook"]}, "CODE|Name|lead phone"),
        ({"school": [BROOK.replace("BRK", "Brk")]}, "three capital letters"),
        ({"school": [BROOK.replace("01632 960100", "social care")]}, "social_care_phone.*telephone number in figures"),
        ({"school": [BROOK, BROOK]}, "already exists"),
        ({"adviser_name": " "}, "Give the person's name"),
        ({"adviser_email": "helen"}, "Give an e-mail address"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_leaves_nothing(db, wrong, sentence):
    with pytest.raises(CommandError, match=sentence.replace("|", r"\|")):
        run("set_up_trust", **{**OPTIONS, **wrong})
    assert not Trust.objects.exists()
    assert not School.objects.exists()
    assert not Appointment.objects.exists()
    assert set(Head.objects.values_list("chain", flat=True)) == {"trust"}


def test_the_demonstration_needs_demo(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="only with DEMO=1"):
        run("seed_demo")
    assert not User.objects.exists()


def test_the_demonstration_fills_a_fresh_database_once(db, client):
    said = run("seed_demo")
    counts = (User.objects.count(), Appointment.objects.count(), Entry.objects.count())
    assert counts[0] == len(demo.PEOPLE) + 2
    assert School.objects.count() == len(demo.SCHOOLS) == 3
    told = set(Entry.objects.values_list("event", flat=True))
    assert told >= {"trust.set-up", "person.added", "demo.passwords-set"}
    assert run("seed_demo") == said
    assert (User.objects.count(), Appointment.objects.count(), Entry.objects.count()) == counts
    for name, _, email in demo.sign_ins():
        assert User.objects.get(email=email).name == name
        answer = client.post("/accounts/login/", {"login": email, "password": demo.PASSWORD})
        assert answer.status_code == 302, name
        client.logout()
    assert demo.PASSWORD in said
    assert len(said.splitlines()) <= 10
    assert all(email in said for email, _ in demo.tour())
    assert list(problems()) == []


def test_the_demonstration_goes_on_where_it_was_broken_off(db, monkeypatch):
    monkeypatch.setattr(demo, "PEOPLE", demo.PEOPLE[:3])
    monkeypatch.setattr(demo, "SCHOOLS", demo.SCHOOLS[:2])
    monkeypatch.setattr(demo, "PHONES", {})
    run("seed_demo")
    monkeypatch.undo()
    run("seed_demo")
    assert User.objects.filter(is_service=False).count() == len(demo.PEOPLE) + 1
    assert set(Head.objects.values_list("chain", flat=True)) == {"trust", "BRK", "ASH", "LAR"}
    assert Entry.objects.get(event="school.added").facts == {"schools": ["LAR"]}
    assert Appointment.objects.exclude(phone="").count() == len(demo.PHONES)
    assert all(person.has_usable_password() for person in User.objects.filter(is_service=False))


def test_whoever_came_later_gets_the_time_before_and_the_leaver_ends(db):
    run("seed_demo")
    today = clock.today()
    first_day = today - datetime.timedelta(days=400)
    demo.in_post_since(first_day)
    demo.in_post_since(first_day)
    everybody = User.objects.filter(is_service=False)
    assert Appointment.objects.count() == 2 * everybody.count()
    assert Appointment.objects.current(first_day).count() == Appointment.objects.current().count() == everybody.count()
    demo.leave(today - datetime.timedelta(days=1))
    demo.leave(today)
    assert Appointment.objects.get(user__name=demo.LEAVER, since=today).until == today
    assert list(problems()) == []


def test_the_demonstration_stays_out_of_a_real_trust(db):
    run("set_up_trust", **OPTIONS)
    with pytest.raises(CommandError, match="serves another trust"):
        run("seed_demo")
    assert User.objects.filter(is_service=False).count() == 1


def test_the_table_alone_writes_nothing(db):
    assert "joanna.finch@example.org" in run("seed_demo", show=True)
    assert not User.objects.exists()


def test_the_roles_of_the_demonstration_are_those_of_its_table(db):
    run("seed_demo")
    said = {email: words for _, words, email in demo.sign_ins()}
    for appointment in Appointment.objects.select_related("user", "school"):
        where = appointment.school.name if appointment.school else "whole trust"
        assert said[appointment.user.email] == f"{appointment.position or appointment.get_role_display()}, {where}"


def test_a_lost_password_where_there_is_no_other_adviser(cast, client):
    said = run("password_link", " Helen.Hale@example.org")
    assert "Set your password" in client.get(link_in(said), follow=True).content.decode()
    entry = Entry.objects.filter(event="password.link-made").get()
    assert (entry.actor, entry.facts) == (cast.set_up.pk, {"person": cast.adviser.pk})


def test_no_link_for_nobody_and_for_a_closed_account(cast):
    people.close_account(cast.adviser, cast.author)
    for email, sentence in (
        ("not.there@example.org", "Nobody has an account"),
        ("set-up@service.invalid", "Nobody has an account"),
        ("joanna.finch@example.org", "This account is closed"),
    ):
        with pytest.raises(CommandError, match=sentence):
            run("password_link", email)
