"""`manage.py verify_audit`: whether the record holds."""

import json
import sys
from collections import Counter
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from audit.models import Head
from audit.verify import problems

HOLDS, BROKEN, UNREAD = 0, 1, 2
WIDTH = 40
READ = ("entries", "history rows", "live rows")


class Command(BaseCommand):
    """Prints each place where the record does not hold: places, never values."""

    help = (
        "Reads the whole audit again: every entry, history row and live row. Prints each place where it does not hold; "
        "exit code 0 when it holds, 1 when not, 2 when it could not be read to its end."
    )

    def add_arguments(self, parser):
        parser.add_argument("--school", metavar="CODE", help='read one chain only: a school\'s code, or "trust"')
        parser.add_argument("--progress", action="store_true", help="show a bar on the error output")
        parser.add_argument("--json", action="store_true", help="print the result as one line of JSON")

    def handle(self, **options):
        chain = options["school"]
        if chain and not Head.objects.filter(chain=chain).exists():
            raise CommandError(f"There is no chain {chain}.", returncode=UNREAD)
        bar = Bar(_length(chain)) if options["progress"] else None
        seen, found = Counter() if bar is None else bar, []
        try:
            with _one_moment():
                for problem in problems(seen, chain):
                    found.append(problem)
                    if not options["json"]:
                        self.stdout.write(str(problem))
        except DatabaseError as error:
            told = f"The audit could not be read to its end: {type(error).__name__}."
            raise CommandError(told, returncode=UNREAD) from error
        read = {what: seen[what] for what in READ}
        if options["json"]:
            told = {"holds": not found, "read": read, "problems": [vars(problem) for problem in found]}
            self.stdout.write(json.dumps(told))
        words = ", ".join(f"{count} {what}" for what, count in read.items())
        if found:
            raise CommandError(f"The audit does not hold in {len(found)} places ({words} read).", returncode=BROKEN)
        if not options["json"]:
            self.stdout.write(f"The audit holds: {words}.")


class Bar(Counter):
    """Counts, and shows on the error output how far the entries are read."""

    def __init__(self, length):
        super().__init__()
        self.length = length

    def __setitem__(self, what, count):
        super().__setitem__(what, count)
        if what == "entries":
            done = WIDTH * count // max(self.length, 1)
            end = "\n" if count >= self.length else ""
            sys.stderr.write(f"\r[{'#' * done}{'.' * (WIDTH - done)}] {count} of {self.length} entries{end}")
            sys.stderr.flush()


def _length(chain):
    heads = Head.objects.filter(chain=chain) if chain else Head.objects.all()
    return heads.aggregate(all=Sum("size"))["all"] or 0


@contextmanager
def _one_moment():
    """Everything is read as it stood at one moment, so that actions of the meantime are not taken for faults."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
