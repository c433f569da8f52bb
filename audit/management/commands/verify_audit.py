from collections import Counter
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit.verify import problems


class Command(BaseCommand):
    help = (
        "Reads the whole audit again: every entry, history row and live row. "
        "Prints each place where it does not hold; exit code 0 when it holds, 1 when not."
    )

    def handle(self, **options):
        seen = Counter()
        found = 0
        with _one_moment():
            for problem in problems(seen):
                found += 1
                self.stdout.write(str(problem))
        read = ", ".join(f"{seen[what]} {what}" for what in ("entries", "history rows", "live rows"))
        if found:
            raise CommandError(f"The audit does not hold in {found} places ({read} read).")
        self.stdout.write(f"The audit holds: {read}.")


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
