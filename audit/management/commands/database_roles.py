"""`manage.py database_roles`: the roles of PostgreSQL, made or mended."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from audit import roles


class Command(BaseCommand):
    """Makes owner, application and disposal, hands the tables to the owner, and grants. Run it as a superuser."""

    help = "Make the database roles (owner, application, disposal) with their grants. Run as a PostgreSQL superuser."

    def handle(self, **options):
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles: they are for PostgreSQL.")
        roles.make()
        self.stdout.write(
            f"Made: {roles.OWNER} (migrations), {roles.APP} (the web process), {roles.DISPOSAL}. "
            "Give each a password (ALTER ROLE … PASSWORD), and name the second in DATABASE_URL of the web process."
        )
