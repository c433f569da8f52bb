"""The static files can be collected with hashed names, as a real installation and `make run` do it."""

import json

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command


@pytest.fixture
def collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.STORAGES = storages
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_file_gets_a_hashed_name(collected):
    names = json.loads((collected / "staticfiles.json").read_text("utf-8"))["paths"]
    found = {path for finder in finders.get_finders() for path, _ in finder.list([])}
    assert found
    assert set(names) == found
    assert all((collected / hashed).exists() for hashed in names.values())
