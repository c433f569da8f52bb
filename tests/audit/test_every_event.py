"""Every declared event is caused by a test, and the table says by which: a new event without one fails here."""

import ast

import pytest

from audit import events
from audit.action import Undeclared, action
from decisions.workflow.table import TABLE
from tests.audit.made import new_school
from tests.project.tree import ROOT

SIGN_IN, PEOPLE, LOOKED = "accounts/test_sign_in.py", "accounts/test_people.py", "decisions/test_looked.py"
COMMANDS, VERSIONS = "accounts/test_commands.py", "decisions/test_policy_versions.py"
EVERY_ACTION = ("decisions/test_truth_table.py", "test_every_action_at_every_stage_by_everybody")

# Event -> the file and the test in which somebody does it. The actions of a disclosure are all done in one.
CAUSED = {
    "account.changed": ("audit/test_web.py", "test_an_answer_given_by_exception_or_a_refusal_is_kept"),
    "account.signed-in": (SIGN_IN, "test_signing_in_and_out_are_entries"),
    "account.signed-out": (SIGN_IN, "test_signing_in_and_out_are_entries"),
    "account.sign-in-failed": (SIGN_IN, "test_a_failed_sign_in_is_an_entry_that_names_the_account_by_number"),
    "password.set": (SIGN_IN, "test_a_password_is_changed_and_the_session_stays"),
    "password.link-made": (PEOPLE, "test_who_may_make_a_link_for_whom"),
    "person.added": (PEOPLE, "test_adding_a_person_is_one_entry_without_their_name"),
    "person.deactivated": (PEOPLE, "test_an_account_is_closed_and_opened_again"),
    "person.reactivated": (PEOPLE, "test_an_account_is_closed_and_opened_again"),
    "appointment.made": (PEOPLE, "test_an_appointment_is_one_entry_with_its_role_and_school"),
    "appointment.ended": (PEOPLE, "test_an_appointment_is_one_entry_with_its_role_and_school"),
    "appointment.phone-changed": (PEOPLE, "test_an_adviser_gives_and_changes_a_telephone_number_on_record"),
    "trust.set-up": (COMMANDS, "test_a_trust_begins_from_options"),
    "school.added": (COMMANDS, "test_the_demonstration_goes_on_where_it_was_broken_off"),
    "demo.passwords-set": (COMMANDS, "test_the_demonstration_fills_a_fresh_database_once"),
    "terms.set": ("agencies/test_terms.py", "test_terms_are_entered_once_and_corrected_by_their_name"),
    "reference.changed": (
        "agencies/test_admin.py",
        "test_an_added_line_is_one_entry_of_the_adviser_and_holds_from_its_day",
    ),
    "settings.changed": (
        "agencies/test_trust_settings.py",
        "test_a_change_is_one_entry_and_the_page_says_what_who_when_and_why",
    ),
    "policy.acknowledged": (
        "decisions/test_induction.py",
        "test_a_newcomer_is_asked_once_and_comes_back_to_their_disclosure",
    ),
    "policy.drafted": (VERSIONS, "test_two_people_publish_exactly_what_the_second_has_read"),
    "policy.draft-changed": (VERSIONS, "test_two_people_publish_exactly_what_the_second_has_read"),
    "policy.publishing-asked": (VERSIONS, "test_two_people_publish_exactly_what_the_second_has_read"),
    "policy.published": (VERSIONS, "test_two_people_publish_exactly_what_the_second_has_read"),
    "policy.reviewed": (VERSIONS, "test_a_review_is_told_until_the_policy_owner_records_one"),
    "policy.seeded": ("checklist/test_seeding.py", "test_it_is_one_entry_by_the_service_account"),
    "disclosure.started": ("decisions/test_timeline.py", "test_a_whole_life"),
    "disclosure.read": (LOOKED, "test_a_look_is_one_entry_and_a_repeat_is_none"),
    "disclosure.printed": (LOOKED, "test_every_printing_and_every_copy_is_an_entry"),
    "disclosure.copied": (LOOKED, "test_every_printing_and_every_copy_is_an_entry"),
    "disclosure.refused": (LOOKED, "test_a_refused_action_is_told_with_its_reason"),
    "disclosure.saved": EVERY_ACTION,
    "disclosure.submitted": EVERY_ACTION,
    "disclosure.approved": EVERY_ACTION,
    "disclosure.returned": EVERY_ACTION,
    "disclosure.rejected": EVERY_ACTION,
    "disclosure.invited": EVERY_ACTION,
    "disclosure.taken-back": EVERY_ACTION,
    "disclosure.withdrawn": EVERY_ACTION,
    "disclosure.shared-first": EVERY_ACTION,
    "disclosure.second-view-asked": EVERY_ACTION,
    "disclosure.ratified": EVERY_ACTION,
    "disclosure.ratified-learning": EVERY_ACTION,
    "disclosure.not-ratified": EVERY_ACTION,
    "disclosure.handed-over": EVERY_ACTION,
    "disclosure.planned": EVERY_ACTION,
    "disclosure.plan-signed": EVERY_ACTION,
    "disclosure.step-done": EVERY_ACTION,
    "disclosure.shared": EVERY_ACTION,
    "disclosure.gone-recorded": EVERY_ACTION,
    "disclosure.answer-recorded": EVERY_ACTION,
    "disclosure.after-saved": EVERY_ACTION,
    "disclosure.incident-reported": EVERY_ACTION,
    "disclosure.incident-ended": EVERY_ACTION,
    "disclosure.acknowledged": EVERY_ACTION,
    "disclosure.advised": EVERY_ACTION,
    "disclosure.referred": EVERY_ACTION,
    "disclosure.deferred": EVERY_ACTION,
    "disclosure.reassigned": EVERY_ACTION,
    "disclosure.consent-withdrawn": EVERY_ACTION,
    "disclosure.settled": EVERY_ACTION,
    "disclosure.recipient-checked": EVERY_ACTION,
    "disclosure.closed": EVERY_ACTION,
    "disclosure.requester-told": EVERY_ACTION,
    "disclosure.requester-checked": EVERY_ACTION,
    "disclosure.same-person": EVERY_ACTION,
    "disclosure.lapsed": EVERY_ACTION,
}


def test_every_declared_event_stands_in_the_table():
    assert {name for name in events.names() if not name.startswith("test.")} == set(CAUSED)


@pytest.mark.parametrize("event", CAUSED)
def test_its_test_is_there_and_speaks_of_it(event):
    path, name = CAUSED[event]
    text = (ROOT / "tests" / path).read_text()
    tests = {part.name: part for part in ast.parse(text).body if isinstance(part, ast.FunctionDef)}
    assert name in tests
    if CAUSED[event] == EVERY_ACTION:
        assert event in {one.event for one in TABLE.values()}
    else:
        assert f'"{event}"' in text


def test_an_event_without_models_is_a_look_and_one_with_models_is_a_change():
    looks = {name for name in CAUSED if not events.declared(name).rows}
    assert looks == {
        "account.signed-in", "account.signed-out", "account.sign-in-failed", "password.set", "password.link-made",
        "demo.passwords-set", "disclosure.read", "disclosure.printed", "disclosure.copied", "disclosure.refused",
    }  # fmt: skip


@pytest.mark.parametrize("event", ["disclosure.read", "disclosure.refused", "appointment.made", "disclosure.saved"])
@pytest.mark.django_db
def test_a_change_under_a_name_that_does_not_speak_of_it_is_refused(event):
    with pytest.raises(Undeclared), action(event, actor=None, chain="trust"):
        new_school("ZZZ").save()
