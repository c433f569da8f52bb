"""`manage.py seed_policy`: the policy of December 2015, the first agencies and the law, word for word and audited."""

from django.core.management.base import BaseCommand

from checklist.seeding import seed_policy


class Command(BaseCommand):
    help = "Puts the Information Sharing Policy, the first agencies and the law in the database. May be run again at any time."

    def handle(self, *args, **options):
        written = seed_policy()
        self.stdout.write("The policy, the agencies and the law are in place." if written else "Nothing was missing.")
