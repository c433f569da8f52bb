from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import demo


class Command(BaseCommand):
    help = "Fills a fresh database with an invented trust and its people (needs DEMO=1), and prints how to sign in."

    def add_arguments(self, parser):
        parser.add_argument("--show", action="store_true", help="only print the table of sign-ins")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration people are made only with DEMO=1.")
        if not options["show"]:
            try:
                demo.seed()
            except demo.NotTheDemo as refused:
                raise CommandError(str(refused)) from None
        rows = demo.tour()
        width = max(len(email) for email, _ in rows)
        self.stdout.write(f"Everybody's password: {demo.PASSWORD}")
        for email, what in rows:
            self.stdout.write(f"{email.ljust(width)}  {what}")
