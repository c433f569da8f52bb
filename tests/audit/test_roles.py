"""The roles of PostgreSQL: what each may do, held against a list written by hand."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction

from audit import guards, roles
from audit.testing import as_application

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("migrated_database"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]
ROOT = Path(__file__).parents[2]
# Tables that Django and allauth keep for themselves: everything may be done to them.
FREE = {"account_emailaddress", "account_emailconfirmation", "cache", "django_content_type", "django_session"}
WRITTEN_ONCE = {
    "audit_entry", "audit_note", "checklist_acknowledgement", "checklist_policyreview", "decisions_contributor",
    "decisions_decision", "decisions_reply",
    "decisions_sharedpair", "decisions_signature",
}  # fmt: skip


def rows(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def tables():
    return {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")}


def by_hand(table):
    """What the application may do with a table."""
    if table == "django_migrations" or table.startswith("auth_"):
        return {"SELECT"}
    if table in FREE:
        return {"SELECT", "INSERT", "UPDATE", "DELETE"}
    if table in WRITTEN_ONCE or "_historical" in table:
        return {"SELECT", "INSERT"}
    return {"SELECT", "INSERT", "UPDATE"}


def test_the_application_may_do_what_the_list_says_and_no_more():
    held = roles.held(roles.APP)
    assert {table: held.get(table, set()) for table in tables()} == {table: by_hand(table) for table in tables()}


def test_disposal_may_read_the_record_and_empty_what_is_personal():
    held = roles.held(roles.DISPOSAL)
    assert set.union(*held.values()) == {"SELECT"}
    assert not FREE & set(held)
    columns = rows(
        "SELECT DISTINCT table_name, column_name FROM information_schema.column_privileges "
        "WHERE grantee = %s AND privilege_type = 'UPDATE'",
        [roles.DISPOSAL],
    )
    found = {}
    for table, column in columns:
        found.setdefault(table, set()).add(column)
    assert found["audit_note"] == {"text", "key"}
    assert found["accounts_historicaluser"] == {"email", "name", "key"}
    assert all("_historical" in table for table in set(found) - {"audit_note"})


def test_every_table_belongs_to_the_owner_and_has_its_triggers():
    owners = rows("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = current_schema()")
    assert owners == [(roles.OWNER,)]
    assert set(guards.installed()) == set(guards.expected())
    assert guards.missing() == []


def test_nobody_is_a_master_and_nobody_stands_for_another():
    found = rows(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'talentum_share_%%' "
        "AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)"
    )
    assert found == []
    members = "SELECT 1 FROM pg_auth_members WHERE member IN (SELECT oid FROM pg_roles WHERE rolname LIKE 'talentum_share_%%')"
    assert rows(members) == []


def test_the_application_can_make_no_table():
    assert rows("SELECT has_schema_privilege(%s, current_schema(), 'CREATE')", [roles.APP]) == [(False,)]


def test_made_twice_they_are_the_same(capsys):
    before = roles.held(roles.APP), roles.held(roles.DISPOSAL)
    call_command("database_roles")
    assert roles.APP in capsys.readouterr().out
    assert (roles.held(roles.APP), roles.held(roles.DISPOSAL)) == before


def test_a_migration_brings_the_grants_up_to_date():
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT DELETE ON audit_entry TO {roles.APP}")
    call_command("migrate", verbosity=0)
    assert roles.held(roles.APP)["audit_entry"] == {"SELECT", "INSERT"}


def acting_as(role):
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")


def test_a_master_is_refused():
    with pytest.raises(ImproperlyConfigured, match="could switch the audit off"):
        roles.refuse_a_master()
    with pytest.raises(ImproperlyConfigured), transaction.atomic():
        acting_as(roles.OWNER)
        roles.refuse_a_master()
    with as_application():
        roles.refuse_a_master()


def test_the_web_process_does_not_start_as_a_master(tmp_path):
    server = connection.settings_dict
    url = f"postgres://{server['USER']}:{server['PASSWORD']}@{quote(server['HOST'], safe='')}:{server['PORT']}/{server['NAME']}"
    environment = {name: value for name, value in os.environ.items() if name != "DEMO"} | {
        "DATABASE_URL": url,
        "VAR_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "import talentum_share.wsgi"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "could switch the audit off" in ended.stderr.splitlines()[-1]
    assert server["PASSWORD"] in {"", None} or server["PASSWORD"] not in ended.stderr
