"""`look` itself: it lets a sound page pass, and refuses each kind of page that it is there to refuse."""

import pytest
from PIL import Image

BROKEN = {
    "is 2000 wide": "document.body.style.setProperty('width', '2000px')",
    "label at": "document.querySelector('main').append(document.createElement('input'))",
    "color-contrast at h1": "document.styleSheets[0].insertRule("
    "'@media (min-width: 1000px) { main h1 { color: #ddd !important } }', document.styleSheets[0].cssRules.length)",
    "the console says": "console.error('something is wrong')",
}


def test_a_sound_page_passes_and_its_picture_is_small(page, look, monkeypatch, tmp_path):
    monkeypatch.setenv("PICTURES", "1")
    monkeypatch.setattr("tests.browser.conftest.PICTURES", tmp_path)
    page.goto("/policy/")
    look(page, "policy")
    for width in (360, 1280):
        with Image.open(tmp_path / f"policy-{width}.png") as picture:
            assert (picture.mode, picture.width) == ("P", width)
            assert picture.height <= 1600
            assert len(picture.getcolors()) <= 16


@pytest.mark.parametrize(("words", "script"), BROKEN.items(), ids=BROKEN)
def test_a_broken_page_is_refused(page, look, monkeypatch, words, script):
    monkeypatch.delenv("PICTURES", raising=False)
    page.goto("/policy/")
    page.evaluate(script)
    with pytest.raises(AssertionError, match=words):
        look(page, "broken")


def test_only_this_site_is_reached(page):
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
