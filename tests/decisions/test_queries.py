"""Who may open a disclosure, who is to decide it, and in which list it stands."""

import pytest

from accounts.roles import Role
from audit import clock
from audit.testing import clock_at
from decisions import queries
from decisions.enums import Seat, Stage
from decisions.models import Disclosure
from decisions.workflow.saves import SavePurpose
from tests.decisions.made import RULING, also_wrote, appoint, close, leave
from tests.stories import disclosure_at, do, new_draft

SUBMITTED = {"author", "headteacher", "lead", "adviser", "second_adviser"}
READERS = {
    Stage.DRAFT: {"author"},
    Stage.AWAITING: SUBMITTED,
    Stage.RETURNED: SUBMITTED,
    Stage.APPROVED: SUBMITTED,
    Stage.REJECTED: SUBMITTED,
    Stage.SHARED_FIRST: SUBMITTED,
    Stage.SHARED: SUBMITTED,
    Stage.CLOSED: SUBMITTED,
    # Never submitted: a complaint about the headteacher that was withdrawn is not theirs to read.
    Stage.WITHDRAWN: {"author"},
    Stage.LAPSED: SUBMITTED,
}


def sees(user, disclosure):
    return queries.visible_to(user).filter(pk=disclosure.pk).exists()


def approver(disclosure):
    return queries.with_approver(Disclosure.objects.filter(pk=disclosure.pk)).get().approver_id


def pks(rows):
    return [row.pk for row in rows]


# Who may open it


@pytest.mark.parametrize("stage", Stage)
def test_who_may_open_it_at_each_stage(walk, stage):
    disclosure = disclosure_at(stage, walk)
    assert {part for part, user in walk.people().items() if sees(user, disclosure)} == READERS[stage]


def test_a_disclosure_of_the_other_school(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.other_author, school=walk.ashby)
    readers = {part for part, user in walk.people().items() if sees(user, disclosure)}
    assert readers == {"other_author", "other_head", "adviser", "second_adviser"}


@pytest.mark.parametrize("part", ["volunteer", "headteacher", "lead", "adviser"])
def test_a_draft_is_read_by_whoever_writes_it_and_nobody_else(walk, part):
    disclosure = new_draft(getattr(walk, part), walk.brook)
    assert [name for name, user in walk.people().items() if sees(user, disclosure)] == [part]


def test_a_contributor_reads_the_draft_too(walk):
    disclosure = new_draft(walk.author, walk.brook)
    assert not sees(walk.volunteer, disclosure)
    also_wrote(disclosure, walk.volunteer)
    assert sees(walk.volunteer, disclosure)
    assert queries.own(walk.volunteer).get() == disclosure


@pytest.mark.parametrize("part", ["author", "headteacher", "lead"])
def test_whoever_has_left_reads_nothing_more(walk, part):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    user = getattr(walk, part)
    assert sees(user, disclosure)
    leave(walk, user)
    assert not sees(user, disclosure)


def test_an_author_who_moved_to_another_school_reads_the_new_ones_only(walk):
    before = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.author)
    appoint(walk, walk.author, Role.STAFF, walk.ashby)
    after = new_draft(walk.author, walk.ashby)
    assert not sees(walk.author, before)
    assert sees(walk.author, after)
    assert pks(queries.written_by(walk.author)) == [after.pk]


def test_an_author_who_became_a_trustee_alone_reads_nothing_here(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.author)
    appoint(walk, walk.author, Role.TRUSTEE)
    assert not sees(walk.author, disclosure)
    assert list(queries.own(walk.author)) == []


def test_a_closed_account_reads_nothing(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    close(walk, walk.author, walk.adviser)
    assert not sees(walk.author, disclosure)
    assert not sees(walk.adviser, disclosure)


def test_one_who_reads_for_two_reasons_finds_it_once(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher, approver=walk.adviser)
    appoint(walk, walk.headteacher, Role.SAFEGUARDING_LEAD, walk.brook)
    assert pks(queries.visible_to(walk.headteacher)) == [disclosure.pk]


# Who decides


def test_the_headteachers_seat_goes_to_the_schools_headteacher(walk):
    assert approver(disclosure_at(Stage.AWAITING, walk)) == walk.headteacher.pk
    there = disclosure_at(Stage.AWAITING, walk, author=walk.other_author, school=walk.ashby)
    assert approver(there) == walk.other_head.pk


def test_a_draft_has_no_approver(walk):
    assert approver(new_draft(walk.author, walk.brook)) is None


def test_without_a_headteacher_the_longest_serving_adviser_decides(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.headteacher)
    assert approver(disclosure) == walk.adviser.pk
    close(walk, walk.adviser)
    assert approver(disclosure) == walk.second_adviser.pk


def test_the_second_adviser_decides_what_the_first_wrote(walk):
    leave(walk, walk.headteacher)
    assert approver(disclosure_at(Stage.AWAITING, walk, author=walk.adviser)) == walk.second_adviser.pk
    assert approver(disclosure_at(Stage.AWAITING, walk, author=walk.second_adviser)) == walk.adviser.pk


def test_what_the_headteacher_wrote_goes_to_the_adviser_and_to_nobody_when_there_is_none(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    assert disclosure.seat == Seat.ADVISER
    assert approver(disclosure) == walk.adviser.pk
    close(walk, walk.adviser, walk.second_adviser)
    assert approver(disclosure) is None


def test_a_headteacher_who_wrote_later_is_passed_over_in_their_own_seat(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    also_wrote(disclosure, walk.headteacher)
    assert approver(disclosure) == walk.adviser.pk


def test_a_headteacher_still_to_come_and_one_who_left_do_not_decide(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.headteacher)
    appoint(walk, walk.volunteer, Role.HEADTEACHER, walk.brook, days_ago=-1)
    assert approver(disclosure) == walk.adviser.pk
    appoint(walk, walk.lead, Role.HEADTEACHER, walk.brook)
    assert approver(disclosure) == walk.lead.pk


def test_of_two_headteachers_the_longer_in_post_decides(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    appoint(walk, walk.lead, Role.HEADTEACHER, walk.brook, days_ago=900)
    assert approver(disclosure) == walk.lead.pk


def test_who_would_decide_before_there_is_a_seat(walk):
    draft = new_draft(walk.author, walk.brook)
    assert queries.next_approver(draft, Seat.HEADTEACHER) == walk.headteacher.pk
    assert queries.next_approver(draft, Seat.ADVISER) == walk.adviser.pk
    close(walk, walk.adviser, walk.second_adviser)
    assert queries.next_approver(draft, Seat.ADVISER) is None


# In which list


def test_the_four_lists_never_overlap_and_cover_what_is_submitted_and_visible(walk):
    """With disclosures at every stage, of both schools and of several authors; and each waits for exactly one person."""
    for stage in Stage:
        disclosure_at(stage, walk)
    disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    disclosure_at(Stage.AWAITING, walk, author=walk.adviser)
    disclosure_at(Stage.AWAITING, walk, author=walk.other_author, school=walk.ashby)
    waiting = []
    for part, user in walk.people().items():
        reads = (queries.awaiting_decision_by, queries.open_for_others, queries.unfinished, queries.ended)
        lists = [pks(read(user)) for read in reads]
        found = [pk for rows in lists for pk in rows]
        submitted = queries.visible_to(user).exclude(stage=Stage.DRAFT)  # a draft stands among one's own alone
        assert sorted(found) == sorted(pks(submitted)), part
        waiting += lists[0]
    assert sorted(waiting) == sorted(pks(Disclosure.objects.filter(stage__in=[Stage.AWAITING, Stage.SHARED_FIRST])))


def test_what_nobody_can_decide_stands_with_the_others(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    close(walk, walk.adviser, walk.second_adviser)
    assert pks(queries.open_for_others(walk.lead)) == [disclosure.pk]


def test_what_waits_stands_longest_first_and_what_has_ended_latest_first(walk):
    first, second = disclosure_at(Stage.AWAITING, walk), disclosure_at(Stage.AWAITING, walk)
    assert pks(queries.awaiting_decision_by(walk.headteacher)) == [first.pk, second.pk]
    assert pks(queries.open_for_others(walk.lead)) == [first.pk, second.pk]
    third, fourth = disclosure_at(Stage.LAPSED, walk), disclosure_at(Stage.REJECTED, walk)
    assert pks(queries.ended(walk.lead)) == [fourth.pk, third.pk]
    fifth, sixth = disclosure_at(Stage.SHARED, walk), disclosure_at(Stage.APPROVED, walk)
    assert pks(queries.unfinished(walk.lead)) == [fifth.pk, sixth.pk]
    seventh = do("ratify-learning", disclosure_at(Stage.SHARED_FIRST, walk), walk.headteacher, RULING)
    assert pks(queries.unfinished(walk.lead)) == [seventh.pk, fifth.pk, sixth.pk]


def test_ones_own_are_the_last_changed_first_page_by_page(walk):
    with clock_at(clock.now()):  # the same moment for all: the number decides
        drafts = [new_draft(walk.author, walk.brook) for _ in range(3)]
    latest = do("save", drafts[0], walk.author, SavePurpose("protect", "Another sentence."))
    rows = queries.written_by(walk.author)
    order = [latest.pk, drafts[2].pk, drafts[1].pk]
    assert pks(rows) == order
    assert [pks(queries.earlier_than(rows, row)) for row in rows] == [order[1:], order[2:], []]


def test_a_list_with_school_author_and_approver_is_one_statement(walk, django_assert_num_queries):
    for _ in range(2):
        disclosure_at(Stage.AWAITING, walk)
    disclosure_at(Stage.APPROVED, walk)
    lists = [
        queries.awaiting_decision_by(walk.headteacher),
        queries.open_for_others(walk.lead),
        queries.unfinished(walk.lead),
        queries.ended(walk.lead),
        queries.written_by(walk.author),
    ]
    with django_assert_num_queries(len(lists)):
        assert all(row.school.code and row.author.name and row.approver_id for rows in lists for row in rows)


# For which school


def test_the_schools_for_which_one_may_write(walk):
    may = {
        part: sorted(queries.writing_schools(user).values_list("code", flat=True))
        for part, user in walk.people().items()
    }
    brook, ashby, both, none = ["BRK"], ["ASH"], ["ASH", "BRK"], []
    assert may == {
        "author": brook,
        "volunteer": brook,
        "headteacher": brook,
        "lead": brook,
        "other_head": ashby,
        "other_author": ashby,
        "adviser": both,
        "second_adviser": both,
        "trustee": none,
        "administrator": none,
        "policy_owner": none,
        "staff_flag": none,
        "nobody": none,
        "leaver": none,
    }
