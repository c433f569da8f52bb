from accounts import people
from accounts.links import path_of_link
from accounts.roles import Role
from audit import clock
from audit.verify import problems
from tests.cast import PASSWORD, give_password


def test_the_record_is_whole_after_everything_that_people_do(cast, client):
    give_password(cast.author)
    client.post("/accounts/login/", {"login": cast.author.email, "password": "a-wrong-password-1"})
    client.post("/accounts/login/", {"login": cast.author.email, "password": PASSWORD})
    new = {"password1": "four-words-of-no-kin", "password2": "four-words-of-no-kin"}
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    client.post("/accounts/logout/")
    made = people.appoint(cast.adviser, cast.nobody, Role.STAFF, cast.brook)
    people.end_appointment(cast.adviser, made, clock.today())
    people.close_account(cast.adviser, cast.nobody)
    people.open_account(cast.adviser, cast.nobody)
    link = people.new_password_link(cast.adviser, cast.nobody)
    path = client.get(link)["Location"]
    client.post(path, {"new_password1": new["password1"], "new_password2": new["password1"]})
    client.force_login(cast.nobody)
    assert path_of_link(cast.nobody) != link
    assert list(problems()) == []
