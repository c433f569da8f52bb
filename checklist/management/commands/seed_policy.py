"""`manage.py seed_policy`: the policy of December 2015 and the first agencies, word for word and audited."""

from django.core.management.base import BaseCommand

from checklist.seeding import seed_policy


class Command(BaseCommand):
    help = "Puts the Information Sharing Policy and the first agencies in the database. May be run again at any time."

    def handle(self, *args, **options):
        written = seed_policy()
        self.stdout.write("The policy and the agencies are in place." if written else "Nothing was missing.")
