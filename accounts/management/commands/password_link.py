from django.core.management.base import BaseCommand, CommandError

from accounts.founding import SET_UP
from accounts.models import User
from accounts.names import tidy_email
from accounts.people import Refused, new_password_link, service_account


class Command(BaseCommand):
    help = "Prints a new one-time link to set a password: for an adviser when there is no other adviser to ask."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address with which the person signs in")
        parser.add_argument("--base-url", default="", help="what stands before the path of the printed link")

    def handle(self, *args, **options):
        person = User.objects.filter(email=tidy_email(options["email"]), is_service=False).first()
        if person is None:
            raise CommandError("Nobody has an account with this e-mail address.")
        try:
            path = new_password_link(service_account(SET_UP), person)
        except Refused as refused:
            raise CommandError(f"{refused}.") from None
        self.stdout.write("Their present password has stopped working. They set a new one here, once, within 24 hours:")
        self.stdout.write(options["base_url"].rstrip("/") + path)
