"""The register of a trust that has just begun."""

from tests.cast import cast  # noqa: F401 - the fixture


def test_an_empty_register_says_so(cast, client):  # noqa: F811 - the fixture above
    client.force_login(cast.trustee)
    assert "Nothing has been submitted yet." in client.get("/register/").content.decode()
