from django.core.management.base import BaseCommand, CommandError

from accounts.founding import AlreadyFounded, SchoolDetails, found_trust
from accounts.links import path_of_link
from accounts.models import Trust
from accounts.people import Refused

SCHOOL = "CODE|Name|lead phone|social care phone|duty name|duty phone"


class Command(BaseCommand):
    help = "Begins a trust: its name, its schools, its first Data Protection Adviser. What is not given is asked for."

    def add_arguments(self, parser):
        parser.add_argument("--trust", help="the trust's name")
        parser.add_argument("--school", action="append", metavar=SCHOOL, help="a school; may be given several times")
        parser.add_argument("--adviser-name", help="the first Data Protection Adviser's name")
        parser.add_argument("--adviser-email", help="their e-mail address, with which they sign in")
        parser.add_argument("--base-url", default="", help="what stands before the path of the printed link")

    def handle(self, *args, **options):
        if Trust.objects.exists():
            raise CommandError("This installation serves a trust already. People are added on the page “People”.")
        try:
            adviser = found_trust(
                options["trust"] or self.ask("Name of the trust"),
                [SchoolDetails.from_line(line) for line in options["school"] or self.ask_for_schools()],
                options["adviser_name"] or self.ask("Name of the first Data Protection Adviser"),
                options["adviser_email"] or self.ask("Their e-mail address"),
            )
        except (Refused, AlreadyFounded) as refused:
            raise CommandError(f"{refused}. Nothing was written.".replace("..", ".")) from None
        link = options["base_url"].rstrip("/") + path_of_link(adviser)
        self.stdout.write("The trust is set up. Its first adviser sets a password here, once, within 24 hours:")
        self.stdout.write(link)

    def ask(self, what):
        """What the person at the keyboard answers; without a keyboard, one sentence."""
        try:
            return input(f"{what}: ")
        except EOFError:
            raise CommandError(f"“{what}” was not given. See: manage.py help set_up_trust") from None

    def ask_for_schools(self):
        """The schools, one after the other, as lines; an empty code ends them."""
        lines = []
        while code := self.ask(f"School {len(lines) + 1}, code of three capital letters (empty: no more)").strip():
            parts = ["name", "safeguarding lead's telephone", "children's social care's telephone"]
            parts += ["duty contact's name", "duty contact's telephone"]
            lines.append("|".join([code, *(self.ask(f"  {part}") for part in parts)]))
        return lines
