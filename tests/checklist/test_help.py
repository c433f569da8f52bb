"""Help: a page for each role, for anybody, its pictures made by the tests, and no link that leads nowhere."""

import re

import pytest
from django.contrib.staticfiles import finders

from accounts.roles import Role
from checklist.help import BY_CODE, PAGES
from tests.browser.catalogue import PAGES as CATALOGUE
from tests.cast import build_cast
from tests.decisions.said import words_of

pytestmark = pytest.mark.django_db
PICTURE = re.compile(r'src="[^"]*help/([a-z0-9.-]+?)(?:\.[0-9a-f]{12})?\.png" alt="([^"]+)"')


def test_each_role_has_one_page():
    assert sorted(role for page in PAGES for role in page.roles) == sorted(Role)


@pytest.mark.parametrize("code", BY_CODE)
def test_a_page_of_help_names_nobody_and_shows_pictures_that_are_there(client, code):
    answer = client.get(f"/help/{code}/")
    assert answer.status_code == 200
    assert "max-age" in answer["Cache-Control"]
    shown = PICTURE.findall(answer.content.decode())
    assert [name for name, alt in shown if not finders.find(f"help/{name}.png") or not alt] == []
    assert {name for name, _alt in shown} <= {page.name for page in CATALOGUE}
    assert answer.content.decode().count("<img") == len(shown)


def test_the_list_says_first_what_is_for_oneself(client):
    client.force_login(build_cast().headteacher)
    words = words_of(client.get("/help/"))
    assert words.index("For you") < words.index("Headteachers") < words.index("For others") < words.index("Trustees")
    assert "For you" not in words_of(type(client)().get("/help/"))


def test_there_is_no_help_of_another_name(client):
    assert client.get("/help/nobody/").status_code == 404
