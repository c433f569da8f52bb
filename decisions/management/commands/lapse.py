import uuid

from django.core.management.base import BaseCommand

from accounts.people import service_account
from agencies.calendar import last_day_valid
from audit import clock
from decisions.queries import approved_and_unsent
from decisions.workflow.handing import WithReason
from decisions.workflow.perform import NotAllowedNow, NotReady, perform
from decisions.workflow.table import LAPSE

CLOCK = "clock"


class Command(BaseCommand):
    help = (
        "Lets every approval lapse whose last valid day has passed without a sharing (--dry-run: only says which). "
        "Prints references. Run it once a day; running it again does nothing more."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say which would lapse, and write nothing")

    def handle(self, *, dry_run, **_options):
        for disclosure in self.due():
            if dry_run or self.lapse(disclosure):
                self.stdout.write(disclosure.reference)

    def due(self):
        """The disclosures whose last valid day has passed."""
        today = clock.today()
        return [one for one in approved_and_unsent() if last_day_valid(one.standing_decision, one.school) < today]

    def lapse(self, disclosure):
        """Let one lapse. Returns whether it did: somebody may have been faster, and it is looked at again tomorrow."""
        actor = service_account(CLOCK)
        try:
            perform(LAPSE.name, disclosure, actor, WithReason(), seen_version=disclosure.version, token=uuid.uuid4())
        except (NotAllowedNow, NotReady):  # a duty of the author's own never lapses
            return False
        return True
