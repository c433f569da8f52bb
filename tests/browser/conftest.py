"""A served site on a copy of the database, a Chromium that reaches only it, and `look`, which judges each page."""

import io
import os
import re
from importlib import import_module
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from PIL import Image
from playwright.sync_api import Locator, sync_playwright

# Playwright's synchronous interface keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A link or a form's button opens a page: whoever presses it in a test waits until that page is there, since on a busy
# machine the next step would otherwise still find the page before.
OPENS_A_PAGE = """one => one.matches("a[href]:not([href^='#']), button, input[type=submit]")
    && (one.tagName === "A" || (one.form !== null && one.type === "submit"))"""
press = Locator.click


def press_and_wait(self, **options):
    """A press that ends when the page that it opens has loaded; any other ends at once."""
    if not self.evaluate(OPENS_A_PAGE):
        press(self, **options)
        return
    with self.page.expect_navigation(wait_until="load"):
        press(self, **options)


Locator.click = press_and_wait

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PICTURES = Path(os.environ.get("PICTURES_FOLDER", ROOT / "docs" / "pictures"))
# The help shows the top of some of them; its pages name which.
SHOWN, SHOWN_HEIGHT = ROOT / "static" / "help", 640
PAGES_OF_HELP = (ROOT / "templates" / "checklist" / "help").glob("*.html")
HELP = {
    name for page in PAGES_OF_HELP for name in re.findall(r'picture.html" with name="([^"]+)"', page.read_text("utf-8"))
}
WIDE, NARROW, HEIGHT = 1280, 360, 900
# A picture ends here however long its page is, and has a palette: a folder of them stays small.
TALLEST, COLOURS = 1600, 16
WAIT = 10_000  # milliseconds; the machine may be busy with the other lane
CHROMIUMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
# Nothing on our pages plays a sound, which is all that axe would fetch the style sheets and media again for.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
# The second time, when a page is wide, only the elements are asked about that look another way than when it was narrow:
# seen or not, in other colours, or no longer large.
AXE = """(options) => {
    const looks = new Map(Array.from(document.querySelectorAll("body, body *"), (one) => {
        const {visibility, opacity, color, backgroundColor, backgroundImage, textShadow, fontSize, fontWeight} =
            getComputedStyle(one);
        const size = parseFloat(fontSize);
        const isLarge = size >= 24 || (size >= 18.67 && Number(fontWeight) >= 700);
        const isSeen = one.getClientRects().length > 0;
        return [one, {
            isLarge, words: [isSeen, visibility, opacity, color, backgroundColor, backgroundImage, textShadow].join(),
        }];
    }));
    const before = window.looksBefore;
    window.looksBefore = looks;
    const others = before && Array.from(looks.keys()).filter((one) => {
        const [now, then] = [looks.get(one), before.get(one)];
        return !then || now.words !== then.words || (then.isLarge && !now.isLarge);
    });
    if (before && !others.length) return [];
    return axe.run(before ? {include: others} : document, options).then((found) => found.violations);
}"""
# GOV.UK's own script sets aria-expanded on a radio that opens a part of the page. They know and keep it:
# https://github.com/alphagov/govuk-frontend/issues/979
ALLOWED_RULE, ALLOWED_CLASS = "aria-allowed-attr", "govuk-radios__input"


def pytest_collection_modifyitems(items):
    """Everything in this folder is marked `browser`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def site(cloned_database):
    """The address of the site, served on the module's copy of the database, with its static files."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests: the one that CHROMIUM names, or an installed one."""
    program = os.environ.get("CHROMIUM") or next(filter(os.path.exists, CHROMIUMS), None)
    if not program:
        pytest.fail("There is no Chromium: run make test, or name one in CHROMIUM.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser, site):
    """Opens a page of the site for one more person, each with their own cookies.

    `headteacher, trustee = visitor(), visitor()`. Addresses may be given from the root: `page.goto("/queue/")`. What
    the console says is kept in `page.complaints`, for `look`. `visitor(user)` is signed in from the start; options are
    those of a browser's context.
    """
    contexts = []

    def visit(user=None, **options):
        page = open_page(browser, site, **options)
        contexts.append(page.context)
        if user:
            sign_in(page.context, user, site)
        return page

    yield visit
    for context in contexts:
        context.close()


def open_page(browser, site, **options):
    """A page in a new context of the browser, at rest on nothing; its complaints are kept."""
    size = {"width": WIDE, "height": HEIGHT}
    context = browser.new_context(
        **{"base_url": site, "viewport": size, "locale": "en-GB", "timezone_id": "Europe/London"} | options
    )
    context.set_default_timeout(WAIT)
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def sign_in(context, user, site):
    """Signs somebody in without the sign-in page: a session is made for them, and its cookie given to the browser."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site}])


@pytest.fixture
def page(visitor):
    """One visitor's page."""
    return visitor()


@pytest.fixture(scope="session")
def look():
    """`look(page, "queue")` judges the page as it stands, wide and narrow; with PICTURES=1 it also keeps pictures.

    Asserts that axe finds nothing (but the one documented exception), that nothing is wider than a narrow phone, and
    that the console is empty. The pictures are docs/pictures/NAME-1280.png and NAME-360.png, or in the folder that
    PICTURES_FOLDER names; of a page with an error, whose name ends so, only the narrow one is kept.
    """
    return _look


def _look(page, name):
    __tracebackhide__ = True
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        reach = page.evaluate("document.documentElement.scrollWidth")
        assert reach <= width, f"{name}: at {width} pixels the page is {reach} wide"
        found = _findings(page)
        assert not found, f"{name}, at {width} pixels: " + "; ".join(found)
        if os.environ.get("PICTURES") == "1" and not (width == WIDE and name.endswith("-error")):
            _keep(page, f"{name}-{width}.png", width)
            if width == NARROW and name in HELP:
                _keep_for_help(page, name)
    assert not page.complaints, f"{name}: the console says {page.complaints}"


def _keep_for_help(page, name):
    """A narrow picture from its heading on, for the pages of help."""
    top = max(0, int(page.evaluate("document.querySelector('h1').getBoundingClientRect().top + scrollY")) - 30)
    with Image.open(PICTURES / f"{name}-{NARROW}.png") as whole:
        SHOWN.mkdir(parents=True, exist_ok=True)
        whole.crop((0, top, NARROW, top + SHOWN_HEIGHT)).save(SHOWN / f"{name}.png", optimize=True, bits=4)


def _findings(page):
    """What axe finds, a line for each place."""
    violations = page.evaluate(AXE, AXE_OPTIONS)
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))} ({violation['help']})"
        for violation in violations
        for node in violation["nodes"]
        if not (violation["id"] == ALLOWED_RULE and ALLOWED_CLASS in node["html"])
    ]


def _keep(page, file, width):
    """Write a picture of the page as far as TALLEST, in the colours of which there is most on it."""
    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    area = {"x": 0, "y": 0, "width": width, "height": max(tall, HEIGHT)}
    taken = page.screenshot(full_page=True, clip=area, animations="disabled")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(taken)) as opened:
        picture = opened.convert("RGB")
        most = sorted(picture.getcolors(picture.width * picture.height), reverse=True)[:COLOURS]
        colours = [part for _, colour in most for part in colour]
        palette = Image.new("P", (1, 1))
        palette.putpalette(colours + colours[:3] * (256 - len(most)))
        picture.quantize(palette=palette, dither=Image.Dither.NONE).save(PICTURES / file, optimize=True, bits=4)
