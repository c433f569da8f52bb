"""The history holds what the database holds, one row at a time or many together."""

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat

from accounts.models import School, User
from audit import stored
from audit.action import NotInAction, WrongWay, action
from audit.models import Entry
from tests.audit.made import new_school, new_user

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_holds")
def test_rows_stored_together_have_their_history(db, django_assert_max_num_queries):
    users = [new_user(number) for number in range(8)]
    with action("test.changed", actor=None, chain="trust") as act:
        with django_assert_max_num_queries(2):
            act.insert(users)
        for user in users:
            user.is_staff = True
            user.name = "Never stored"
        with django_assert_max_num_queries(3):
            act.update(users, ["is_staff"])
    assert len(Entry.objects.get().rows) == 16
    row = users[3].history.first()
    assert (row.history_type, row.is_staff, row.name) == ("~", True, "Terry Teacher")


def test_rows_stored_together_are_refused_like_single_ones(school, user):
    with pytest.raises(WrongWay), action("test.changed", actor=None, chain="trust") as act:
        act.insert([new_school("OAK", "Oak"), new_user(9)])
    bent = new_user(9)
    bent._change_reason = "Because"
    with pytest.raises(WrongWay), action("test.changed", actor=None, chain="trust") as act:
        act.insert([bent])
    with pytest.raises(WrongWay), action("test.changed", actor=None, chain="trust") as act:
        act.update([User(pk=user.pk + 99)], ["name"])
    with action("test.changed", actor=None, chain="trust", empty_ok=True) as act:
        assert act.insert([]) == []
        kept = act
    with pytest.raises(NotInAction):
        kept.insert([new_user(9)])


@pytest.mark.usefixtures("_holds")
def test_an_action_of_one_row_costs_four_statements(case, django_assert_num_queries):
    """The row, its history, the chain's end, the entry; and a savepoint, which is the test's own."""
    user = new_user()
    with django_assert_num_queries(4 + 2), action("test.changed", actor=None, case=case):
        user.save()


@pytest.mark.usefixtures("_holds")
def test_history_that_plain_sql_took_back_or_added_is_told_as_it_stands(school, user, case):
    """A savepoint of which Django knows nothing takes one row, and plain SQL writes another for the open action."""
    with action("test.changed", actor=None, case=case) as act, connection.cursor() as cursor:
        school.save()
        cursor.execute("SAVEPOINT by_hand")
        user.save()
        cursor.execute("ROLLBACK TO SAVEPOINT by_hand")
    assert list(Entry.objects.get(id=act.entry_id).rows) == [reference_of(school.history.first())]
    with action("test.changed", actor=None, case=case) as act, connection.cursor() as cursor:
        school.save()
        columns = ", ".join(f'"{one}"' for one in stored.columns(School.history.model)[1:])
        cursor.execute(
            f"INSERT INTO accounts_historicalschool ({columns}) SELECT {columns} "
            "FROM accounts_historicalschool WHERE entry_id = %s",
            [act.entry_id],
        )
    assert len(Entry.objects.get(id=act.entry_id).rows) == 2


def reference_of(row):
    return f"{row._meta.db_table}:{row.pk}"


@pytest.mark.usefixtures("_holds")
def test_history_holds_what_was_stored_not_what_the_object_says(school, case):
    with action("test.changed", actor=None, case=case):
        school.duty_name, school.duty_phone = "Never stored", "01632 960777"
        school.save(update_fields=["duty_phone"])
    row = school.history.first()
    assert (row.duty_name, row.duty_phone) == ("Dana Duty", "01632 960777")


@pytest.mark.usefixtures("_holds")
def test_history_of_a_row_loaded_in_part(school, case):
    part = School.objects.only("name").get(pk=school.pk)
    with action("test.changed", actor=None, case=case):
        part.name = "Brook Academy"
        part.save()
    assert school.history.first().duty_name == "Dana Duty"


@pytest.mark.usefixtures("_holds")
def test_an_expression_is_stored_only_with_its_result_in_history(school, case):
    with pytest.raises(WrongWay, match="name is an expression"), action("test.changed", actor=None, case=case):
        school.name = Concat(F("name"), Value(" Two"))
        school.save()
    with action("test.changed", actor=None, case=case):
        school.name = Concat(F("name"), Value(" Two"))
        school.save(update_fields=["name"])
    assert school.history.first().name == "Brook High School Two"
