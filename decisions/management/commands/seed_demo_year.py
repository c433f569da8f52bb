from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import demo
from decisions.demo import year


class Command(BaseCommand):
    help = (
        "Fills a fresh database with the policy, an invented trust, its people and their year (needs DEMO=1). Where "
        "there is a disclosure already, none is added."
    )

    def handle(self, *_args, **_options):
        if not settings.DEMO:
            raise CommandError("The demonstration's year is made only with DEMO=1.")
        try:
            made = year.make()
        except demo.NotTheDemo as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{made} disclosures made." if made else "There are disclosures already: none was added.")
