"""What an address of a database means to the settings."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from talentum_share.settings import database_from

PARTS = ("HOST", "PORT", "USER", "PASSWORD", "NAME")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgres://ann:se%2Fcret@db.example.org:5433/share", ("db.example.org", 5433, "ann", "se/cret", "share")),
        ("postgres://postgres@postgres/share", ("postgres", "", "postgres", "", "share")),
        ("postgres://ann@%2Fvar%2FRun%2Fpg/share", ("/var/Run/pg", "", "ann", "", "share")),
        ("postgres://ann@%2Fvar%2FRun:5433/share", ("/var/Run", 5433, "ann", "", "share")),
        ("postgresql://[::1]:5432/share", ("::1", 5432, "", "", "share")),
        ("postgres:///share", ("", "", "", "", "share")),
    ],
)
def test_a_postgresql_is_named_by_its_host_or_by_the_folder_of_its_socket(url, told):
    database = database_from(url)
    assert tuple(database[part] for part in PARTS) == told


def test_another_kind_of_address_is_refused_with_what_to_write():
    with pytest.raises(ImproperlyConfigured, match="must begin with postgres:// or sqlite:///"):
        database_from("mysql://ann@h/share")
