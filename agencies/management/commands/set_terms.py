from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.founding import SET_UP
from accounts.people import service_account
from agencies.terms import FORM, Stretch, WrongTerms, set_terms


class Command(BaseCommand):
    help = "Enters the terms of the schools, or corrects those of the same school and name. Days are like 2026-09-02."

    def add_arguments(self, parser):
        parser.add_argument("--term", action="append", default=[], metavar=FORM, help="may be given several times")
        parser.add_argument(
            "--file", type=Path, help=f"a text file with one {FORM} a line; lines with # are passed over"
        )

    def handle(self, *args, **options):
        try:
            stretches = [Stretch.from_line(line) for line in [*options["term"], *self._lines(options["file"])]]
            if not stretches:
                raise CommandError("No term was given. See: manage.py help set_terms")
            written = set_terms(stretches, actor=service_account(SET_UP))
        except WrongTerms as wrong:
            raise CommandError(f"{wrong} Nothing was written.") from None
        self.stdout.write(f"{written} of {len(stretches)} terms entered or corrected; the others stood there already.")

    @staticmethod
    def _lines(path):
        if path is None:
            return []
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            raise CommandError(f"“{path}” cannot be read as text. Nothing was written.") from None
        return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
