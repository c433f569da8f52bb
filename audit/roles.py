"""Who may do what in PostgreSQL: an owner, who migrates; the application, which can only add to the record; disposal.

The triggers refuse; these roles see to it that the application cannot switch the triggers off. `manage.py
database_roles` makes them and their grants, and every migration brings the grants up to date. SQLite has no roles.
"""

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from audit import guards
from audit.history import Audited
from audit.models import Entry, Head, Note

OWNER, APP, DISPOSAL = "talentum_share_owner", "talentum_share_app", "talentum_share_disposal"
READ, ADD, CHANGE, REMOVE = "SELECT", "INSERT", "UPDATE", "DELETE"
# Tables that Django keeps for itself beside the models.
MIGRATIONS, CACHE = "django_migrations", "cache"


def grants_of(role):
    """{table: what a role may do with its rows}, for every table of the database; the owner owns them all."""
    return {table: _rights(role, table) for table in _tables()}


def columns_of_disposal():
    """{table: columns that the disposal role may empty}: what is personal, and the keys that seal it."""
    found = {Note._meta.db_table: {"text", "key"}}
    for model in _audited():
        history = model.history_model
        personal = {one.column for one in history.tracked_fields if one.attname not in history.audit_public}
        found[history._meta.db_table] = personal | {"key"}
    return found


def _audited():
    return [model for model in apps.get_models() if issubclass(model, Audited)]


def _tables():
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {MIGRATIONS, CACHE})


def _rights(role, table):
    if role == DISPOSAL:
        return {READ} if table in _record() | _written_once() | _live() else set()
    if table in _record() | _written_once():
        return {READ, ADD} | ({CHANGE} if table == Head._meta.db_table else set())
    if table in _live():
        return {READ, ADD, CHANGE}
    return {READ} if table in _unused() else {READ, ADD, CHANGE, REMOVE}


def _unused():
    """What the application has no need to change: migrations, and Django's own groups and permissions."""
    groups = apps.get_app_config("auth").get_models(include_auto_created=True)
    return {MIGRATIONS} | {model._meta.db_table for model in groups}


def _record():
    """The record itself: entries, notes, heads and every history table."""
    return {model._meta.db_table for model in (Entry, Note, Head, *(one.history_model for one in _audited()))}


def _written_once():
    """Live rows that are written once."""
    kept = {apps.get_model(label)._meta.db_table for label in guards.insert_only_labels()}
    return kept | {model._meta.db_table for model in _audited() if model.audit_records.insert_only}


def _live():
    return {model._meta.db_table for model in _audited()} - _written_once()


# Making them


def exist(using=DEFAULT_DB_ALIAS):
    """Whether the roles have been made on this server."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)", [[OWNER, APP, DISPOSAL]])
        return cursor.fetchone()[0] == 3


def make(using=DEFAULT_DB_ALIAS):
    """Make the roles where they are missing, hand every table to the owner, and grant. Needs a superuser."""
    with connections[using].cursor() as cursor:
        for role in (OWNER, APP, DISPOSAL):
            cursor.execute(
                f"DO $$ BEGIN CREATE ROLE {role} LOGIN; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}")
        for kind, name in _owned(cursor):
            cursor.execute(f"ALTER {kind} {name} OWNER TO {OWNER}")
    grant(using)


OWNED = """
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, quote_ident(relname) FROM pg_class c
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'S')
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))
    UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text FROM pg_proc p WHERE pronamespace = current_schema()::regnamespace
"""


def _owned(cursor):
    cursor.execute(OWNED)
    return cursor.fetchall()


def grant(using=DEFAULT_DB_ALIAS):
    """Bring what the application and disposal may do to what the models ask for."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for role in (APP, DISPOSAL):
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
            for table, rights in grants_of(role).items():
                if rights and table in there:
                    cursor.execute(f'GRANT {", ".join(sorted(rights))} ON "{table}" TO {role}')
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")
        for table, columns in columns_of_disposal().items():
            names = ", ".join(f'"{name}"' for name in sorted(columns))
            cursor.execute(f'GRANT UPDATE ({names}) ON "{table}" TO {DISPOSAL}')


# Looking


HELD = """
    SELECT table_name, privilege_type FROM information_schema.role_table_grants
     WHERE table_schema = current_schema() AND grantee = %s
"""


def held(role, using=DEFAULT_DB_ALIAS):
    """{table: what a role may do with it}, as the database has it."""
    found = {}
    with connections[using].cursor() as cursor:
        cursor.execute(HELD, [role])
        for table, right in cursor.fetchall():
            found.setdefault(table, set()).add(right)
    return found


MASTER = """
    SELECT r.rolsuper OR pg_has_role(current_user, c.relowner, 'USAGE')
      FROM pg_roles r, pg_class c WHERE r.rolname = current_user AND c.oid = 'audit_entry'::regclass
"""


def refuse_a_master(using=DEFAULT_DB_ALIAS):
    """Raises ImproperlyConfigured where the account of this process could switch the triggers off."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(MASTER)
        if cursor.fetchone()[0]:
            raise ImproperlyConfigured(
                "The web process runs as an owner of the database or a superuser, who could switch the audit off. "
                f"Run manage.py database_roles, and name {APP} in DATABASE_URL."
            )
