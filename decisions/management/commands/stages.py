"""Writes docs/stages.md from the table of actions, or says that it is stale."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decisions.presenters.stages import document


class Command(BaseCommand):
    """`manage.py stages` writes the page; `--check` compares it and fails when it differs."""

    help = "Write docs/stages.md from the table of actions (--check: only compare)."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="fail when the page is stale, write nothing")

    def handle(self, *, check, **_options):
        path = settings.BASE_DIR / "docs" / "stages.md"
        if not check:
            path.write_text(document(), "utf-8")
        elif not path.exists() or path.read_text("utf-8") != document():
            raise CommandError("docs/stages.md is stale: run manage.py stages.")
