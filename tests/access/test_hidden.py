"""Every page on which a person of a case can be recognised can be hidden at once: a plain link to a neutral page."""

import re

import pytest

from tests.access.tables import READ, cells
from tests.access.test_urls import address
from tests.thorough import WHOLE

# The whole name, and the initials as lists write them.
RECOGNISED = ("Ade Okafor", "A.O.")
LINK = re.compile(r'<a class="[^"]*govuk-js-exit-this-page-button" href="(https://[^"]+)" rel="nofollow noreferrer">')
WHO = ["author", "headteacher", "adviser"]
# On how many pages at least a person is named to each of them that was not opened by those before.
LEAST = {"author": 10, "headteacher": 3, "adviser": 1}
# Shift three times is the work of this module, on the region around the link.
REGION = 'data-module="govuk-exit-this-page"'


def pages(part):
    """Each address once that somebody may open and nobody of `WHO` before them, with what it answers about."""
    before = [] if WHOLE else WHO[: WHO.index(part)]
    seen = {cell[:2] for other in before for cell in cells(READ, other) if cell[3] == "200"}
    for name, chosen, of, answer in cells(READ, part):
        if answer == "200" and (name, chosen) not in seen:
            seen.add((name, chosen))
            yield name, chosen, of


@pytest.mark.parametrize("part", WHO)
def test_a_page_that_names_a_person_can_be_hidden(house, as_user, part):
    client, named, bare = as_user(part), 0, []
    for name, chosen, of in pages(part):
        page = client.get(address(house, name, chosen, of)).content.decode()
        if any(words in page for words in RECOGNISED):
            named += 1
            links = LINK.findall(page)
            if len(links) != 1 or REGION not in page or "talentum" in links[0].lower():
                bare.append(name)
    assert bare == []
    assert named >= LEAST[part]
