"""What is served: nothing of GOV.UK's own brand, nothing from elsewhere, and everything can be hashed."""

import json
import re

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

STATIC = settings.BASE_DIR / "static"


def served():
    return [path for path in STATIC.rglob("*") if path.is_file()]


def test_nothing_that_belongs_to_gov_uk_alone_is_served():
    assert not [path for path in served() if path.suffix in {".woff", ".woff2", ".map", ".scss", ".ico"}]
    for path in served():
        text = path.read_bytes()
        for forbidden in (b"sourceMappingURL=", b"govuk-crest", b"@font-face", b"exclusive use"):
            assert forbidden not in text, path
    assert "GDS Transport" not in (STATIC / "vendor/govuk-frontend/govuk-frontend.min.css").read_text("utf-8")[500:]


def test_nothing_is_fetched_from_elsewhere():
    for path in served():
        if path.suffix in {".css", ".js"}:
            assert not re.findall(r"(?:url\(|@import|from\s*)[\"']?https?:", path.read_text("utf-8")), path


def test_the_style_sheet_carries_the_licence_and_the_version_of_the_macros():
    vendored = STATIC / "vendor/govuk-frontend"

    assert "MIT License" in (vendored / "LICENCE").read_text("utf-8")
    assert '--govuk-frontend-version:"6.3.0"' in (vendored / "govuk-frontend.min.css").read_text("utf-8")
    pins = (settings.BASE_DIR / "requirements.txt").read_text("utf-8")
    assert "govuk-frontend-jinja==4.1.0" in pins


def test_the_files_can_be_collected_and_hashed(tmp_path):
    hashed = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=hashed, STATIC_ROOT=tmp_path):
        call_command("collectstatic", verbosity=0, interactive=False)
    names = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]

    for name in ("app.css", "app.js", "js-enabled.js", "favicon.svg", "vendor/govuk-frontend/govuk-frontend.min.css"):
        assert (tmp_path / names[name]).exists()
    # app.js names the module it imports by its plain name, which must stay served beside the hashed one.
    assert (tmp_path / "vendor/govuk-frontend/govuk-frontend.min.js").exists()


def test_our_own_classes_are_marked_and_no_class_is_styled_that_no_page_or_guide_has():
    css = (STATIC / "app.css").read_text("utf-8")
    ours = set(re.findall(r"\.((?!govuk-)[a-z][a-z_-]+)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)))

    assert all(name.startswith("ts-") for name in ours), ours
