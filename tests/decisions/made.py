"""Small things that several tests of disclosures do to the cast and to a disclosure."""

import uuid
from datetime import date, timedelta

from accounts import people
from accounts.models import Appointment
from audit import clock
from audit.action import action
from decisions.enums import PersonKind
from decisions.models import Contributor
from decisions.workflow.actions import Reasons
from decisions.workflow.saves import SavePerson
from tests.stories import REASON, do

RULING = Reasons(REASON, instead="The school counsellor sees Ade every week.")
NOT_SURE = "not-sure"
BORN = date(2011, 3, 14)


def leave(cast, user):
    """End everything that somebody is appointed to: yesterday was their last day."""
    for appointment in Appointment.objects.current().filter(user=user):
        people.end_appointment(cast.set_up, appointment, clock.today() - timedelta(days=1))


def close(cast, *users):
    """Close accounts: their appointments open nothing from now on."""
    for user in users:
        people.close_account(cast.set_up, user)


def appoint(cast, user, role, school=None, position="", days_ago=0):
    """A further appointment, begun so many days ago."""
    since = clock.today() - timedelta(days=days_ago)
    return people.appoint(cast.set_up, user, role, school, position, since)


def also_wrote(disclosure, user):
    """Make somebody a contributor, whoever it is, and nothing else."""
    with action("disclosure.invited", actor=disclosure.author, case=disclosure, empty_ok=True) as act:
        act.facts |= {"version": disclosure.version, "stage": disclosure.stage}
        act.keep(Contributor(school=disclosure.school, disclosure=disclosure, user=user, at=clock.now()))


def form(disclosure, **fields):
    """What a page posts: its fields, the version that was read, and a fresh token."""
    disclosure.refresh_from_db()
    return {"version": disclosure.version, "token": str(uuid.uuid4()), **fields}


def put_in(draft, writer, name="Zora Quill", born=BORN, number="", kind=PersonKind.ABOUT, pk=None):
    """Put a person into a draft, or mend one, as its writer."""
    do("save", draft, writer, SavePerson(kind, name, "", born, pk=pk, pupil_number=number))
    return draft.people.get(pk=pk) if pk else draft.people.last()
