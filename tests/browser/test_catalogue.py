"""Every page of the product once, in each of its forms, by whoever it is for: judged in two widths, and its picture.

The disclosures are made once for the module, on a copy of the database with the cast in it; nobody clicks their way to
a page, and nothing is changed on the way: looks alone are recorded.
"""

from collections import Counter

import pytest
from django.conf import settings
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLResolver
from playwright.sync_api import expect

from audit import roles
from tests.access.ground import changes
from tests.browser.catalogue import NO_PAGE, PAGES
from tests.browser.conftest import open_page, sign_in
from tests.browser.world import disclosures, places
from tests.cast import cast_in_database, give_password
from tests.databases import connected_to, copy_with_cast

# Sends the page's own form as a browser would, with these fields instead of its own.
SEND = """([fields, to]) => {
    const form = document.querySelector("main form[method=post]");
    for (const [name, value] of Object.entries(fields)) {
        for (const own of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) own.disabled = true;
        form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    }
    if (to) form.action = to;
    HTMLFormElement.prototype.submit.call(form);
}"""

# What a reader finds on a page: its words, those that fold away included, and what stands in its fields.
WORDS = """() => [document.querySelector("main").textContent,
    ...Array.from(document.querySelectorAll("main input:not([type=hidden]), main textarea"), (one) => one.value)
].join(" ").replace(/\\s+/g, " ")"""


@pytest.fixture(scope="module")
def cloned_database(migrated_database, django_db_blocker):
    """A copy with the cast, instead of the demonstration: the lists hold what this module puts there, and no more."""
    with (
        django_db_blocker.unblock(),
        copy_with_cast(migrated_database, unread="Sam Bell") as name,
        connected_to(name, role=roles.APP),
    ):
        yield name


@pytest.fixture(scope="module")
def cast(cloned_database):
    people = cast_in_database()
    give_password(people.volunteer)
    return people


@pytest.fixture(scope="module")
def addresses(cast):
    """The addresses of all disclosures of the catalogue, which are made now."""
    return places(disclosures(cast), cast)


@pytest.fixture(scope="module")
def page_of(browser, site, cast):
    """One browser for each person of the cast, signed in; "stranger" is nobody."""
    opened = {}

    def of(who):
        if who not in opened:
            opened[who] = open_page(browser, site)
            if who != "stranger":
                sign_in(opened[who].context, getattr(cast, who), site)
        return opened[who]

    yield of
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize("one", PAGES, ids=[one.name for one in PAGES])
def test_page(one, page_of, cast, addresses, look, site):
    page, before = page_of(one.who), changes()
    page.complaints.clear()
    answer = page.goto(one.path.format_map(addresses))
    if one.signed_out:
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    if one.sends is not None:
        answer = send(page, one, addresses)
    if one.signed_out:
        sign_in(page.context, getattr(cast, one.who), site)
    assert answer.status == one.status
    words = page.evaluate(WORDS)
    assert one.says in words, f"{one.name} does not say so, but: {words[:600]}"
    assert page.title().startswith("Error: ") == one.name.endswith("-error")
    # The browser complains of a refusal, which is what was asked for.
    page.complaints[:] = [said for said in page.complaints if f"status of {answer.status}" not in said]
    look(page, one.name)
    assert changes() == before


def send(page, one, addresses):
    """Send the page's form with the line's fields. Returns the answer."""
    fields = {name.format_map(addresses): value for name, value in one.sends.items()}
    with page.expect_navigation(wait_until="load") as sent:
        page.evaluate(SEND, [fields, one.to.format_map(addresses)])
    return sent.value


def test_going_back_asks_before_it_loses_what_was_typed(page_of, addresses):
    page, asked = page_of("author"), []
    page.on("dialog", lambda question: asked.append(question.type) or question.dismiss())
    page.goto(addresses["draft"])
    page.goto(f"{addresses['draft']}purpose/")
    text = page.get_by_label("How does it help the child?")
    text.fill("")
    text.press_sequentially("Typed.")  # only where somebody pressed a key does the browser ask
    page.evaluate("history.back()")
    expect(text).to_have_value("Typed.")
    assert asked == ["beforeunload"]


# What the catalogue itself must keep to


def every_name(patterns):
    """The name of each address of the service, however deep it is included."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every_name(pattern.url_patterns)
        else:
            yield pattern.name


def visited(addresses):
    return {resolve(one.path.format_map(addresses).partition("?")[0]).url_name for one in PAGES}


def test_every_address_is_visited_or_says_why_not(addresses):
    assert visited(addresses) | set(NO_PAGE) == set(every_name(get_resolver().url_patterns))
    assert not visited(addresses) & set(NO_PAGE)


def test_no_picture_has_the_name_of_another():
    assert [name for name, times in Counter(one.name for one in PAGES).items() if times > 1] == []
