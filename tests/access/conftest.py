"""The whole house, made once for this folder: the cast, the policy, and disclosures of Brook at every stage."""

import pytest
from django.db import connection

from agencies.models import Agency
from audit import clock
from checklist.seeding import seed_policy
from decisions.enums import Kin, Stage
from decisions.workflow.asked import SaveRequest
from decisions.workflow.saves import SaveRelationship, councils
from decisions.workflow.sharing import ReportIncident
from tests.access.ground import House, session_of, signed_in, undone
from tests.access.kept import add_term
from tests.access.versions import draft_asked_for
from tests.cast import build_cast, everybody_has_read
from tests.stories import REASON, disclosure_at, do


@pytest.fixture(scope="package")
def made_once(django_db_setup, django_db_blocker):
    """What every test of this folder only looks at; what one changes, it undoes."""
    with django_db_blocker.unblock(), undone():
        cast = build_cast()
        seed_policy()
        everybody_has_read()
        add_term(cast.ashby)
        disclosures = {
            "draft": disclosure_at(Stage.DRAFT, cast),
            "awaiting": disclosure_at(Stage.AWAITING, cast),
            "returned": disclosure_at(Stage.RETURNED, cast),
            "approved": disclosure_at(Stage.APPROVED, cast),
            "rejected": disclosure_at(Stage.REJECTED, cast),
            "shared-first": disclosure_at(Stage.SHARED_FIRST, cast),
            "shared": disclosure_at(Stage.SHARED, cast),
            "of-headteacher": disclosure_at(Stage.AWAITING, cast, author=cast.headteacher),
            "asked": disclosure_at(Stage.DRAFT, cast, request=request_from_outside()),
            "asked-awaiting": disclosure_at(Stage.AWAITING, cast, request=request_from_outside()),
        }
        disclosures["shared"] = do(
            "report-incident", disclosures["shared"], cast.author, ReportIncident(REASON, clock.now())
        )
        for name in ("draft", "returned"):
            disclosures[name] = in_care(disclosures[name], cast.author)
        draft_asked_for(cast.second_adviser)
        sessions = {part: session_of(user) for part, user in cast.people().items()}
        connection.check_constraints()  # now, or every test would check all these rows again at its end
        yield House(cast, disclosures, sessions)


def in_care(disclosure, author):
    """The same, in which a council has the child in its care."""
    data = SaveRelationship(disclosure.people.get().pk, body=councils().first().pk, kind=Kin.BODY)
    return do("save", disclosure, author, data)


def request_from_outside():
    """What an agency asked whose requests the headteacher decides."""
    agency = Agency.objects.get(name="County youth justice team")
    return SaveRequest(
        "Please send it.", agency, asked_by="Ray Calder", why="An assessment.", no_date=True, no_power=True
    )


@pytest.fixture
def house(made_once, db):
    """The house, for the time of one test: what the test changes is undone."""
    return made_once


@pytest.fixture
def as_user(house):
    """Signs somebody of the cast in, by their name in it: as_user("author").get(...)."""

    def sign_in(part, **options):
        return signed_in(house, part, **options)

    return sign_in
