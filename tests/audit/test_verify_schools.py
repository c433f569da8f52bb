"""The verifier among several schools: each row in the chain of its own, each chain with its head, one chain read alone."""

import pytest
from django.db import connection

from accounts.models import Appointment, School
from audit import clock, verify
from audit.action import action, open_chain
from tests.audit.forged import found, tamper
from tests.audit.made import Case, new_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_few_models")]
FAULTS = pytest.mark.skipif(connection.vendor != "postgresql", reason="tampers with PostgreSQL's words")


def ref(number):
    """The place of the history row of a school of this number, from 0."""
    row = School.history.order_by("history_id")[number]
    return f"accounts_historicalschool:{row.history_id}"


def said_of(chain):
    return {str(problem) for problem in verify.problems(chain=chain)}


@pytest.fixture
def appointed(school, user, monkeypatch):
    """An appointment in each of two schools, each in its school's chain, to which such rows belong for the test."""
    monkeypatch.setattr(Appointment, "audit_chain", lambda self: self.school.code, raising=False)
    with action("test.changed", actor=None, chain="trust"):
        other = new_school("OAK", "Oak")
        other.save()
        open_chain("OAK")
    for place in (school, other):
        with action("test.changed", actor=None, case=Case(place.code)):
            Appointment(user=user, role="staff", school=place, since=clock.today()).save()
    return school, other


def test_rows_of_two_schools_each_in_its_own_chain(appointed):
    assert found() == set()


@FAULTS
def test_a_row_of_one_school_that_stands_in_anothers_chain(appointed):
    brook, oak = appointed
    tamper("UPDATE accounts_historicalappointment SET school_id = %s WHERE school_id = %s", [oak.pk, brook.pk])
    assert any("belongs to the chain OAK and stands in BRK" in words for words in found())


@FAULTS
def test_a_row_of_a_school_that_is_not_there(appointed):
    tamper("UPDATE accounts_historicalappointment SET school_id = 999 WHERE school_id = %s", [appointed[1].pk])
    row = Appointment.history.order_by("history_id").last()
    assert f"accounts_historicalappointment:{row.history_id}: its chain cannot be told" in found()


@FAULTS
def test_the_head_of_a_chain_without_an_entry_under_another_name(appointed):
    with action("test.changed", actor=None, chain="trust"):
        new_school("ELM", "Elm").save()
        open_chain("ELM")
    assert found() == set()
    tamper("UPDATE audit_head SET chain = 'ELr' WHERE chain = 'ELM'")
    assert found() == said_of("ELM") == {"head ELM: it is missing"}


@FAULTS
@pytest.mark.parametrize("table", ["accounts_appointment", "accounts_historicalappointment"])
def test_one_chain_is_read_alone(appointed, table):
    """A fault in a school's rows is told where its chain is read, or all of them, and nowhere else."""
    tamper(f"UPDATE {table} SET position = 'Warden' WHERE school_id = %s", [appointed[1].pk])
    assert found() == said_of("OAK") != set()
    assert said_of("BRK") == said_of("trust") == set()


@FAULTS
def test_rows_of_no_school_are_read_with_the_trusts_chain(appointed):
    tamper("UPDATE accounts_user SET name = 'Terry Tailor'")
    assert found() == said_of("trust") != set()
    assert said_of("BRK") == said_of("OAK") == set()


def test_rows_without_a_school_column_are_each_asked_for_their_chain(school, monkeypatch):
    """The chain of one is not taken for the chain of the next."""
    monkeypatch.setattr(School, "audit_chain", lambda self: self.code, raising=False)
    oak = new_school("OAK", "Oak")
    with action("test.changed", actor=None, chain="OAK"):
        open_chain("OAK")
        oak.save()
    with action("test.changed", actor=None, chain="BRK"):
        school.save()
    strange = f"{ref(0)}: it belongs to the chain BRK and stands in trust"  # written before it had a chain
    assert found() == {strange}
