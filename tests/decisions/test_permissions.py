"""Who may do what, in what capacity, and the sentence with which anybody else is refused."""

import pytest

from accounts.roles import Role
from decisions import permissions
from decisions.enums import Seat, Stage
from decisions.permissions import NotPermitted
from tests.decisions.made import also_wrote, appoint, close, leave
from tests.stories import CHILD, disclosure_at, new_draft


def judged(check, user, disclosure):
    """What a check says of somebody, as they stand to a disclosure now."""
    return check(permissions.standing_of(user, disclosure))


def allowed(cast, check, *about):
    """{name in the cast: capacity} of everybody whom the check lets through."""
    found, sentences = {}, set()
    for part, user in cast.people().items():
        try:
            found[part] = check(user, *about) if check is permissions.check_start else judged(check, user, *about)
        except NotPermitted as refusal:
            sentences.add(str(refusal))
    assert all(sentence.endswith(".") for sentence in sentences)
    assert not any(name in sentence for sentence in sentences for name in (CHILD, "Ade", cast.author.name))
    return found


def test_staff_and_volunteers_start_disclosures_of_their_school_and_advisers_of_any(walk):
    at_brook = {"author", "volunteer", "headteacher", "lead", "adviser", "second_adviser"}
    assert allowed(walk, permissions.check_start, walk.brook) == dict.fromkeys(at_brook, "author")
    at_ashby = {"other_author", "other_head", "adviser", "second_adviser"}
    assert set(allowed(walk, permissions.check_start, walk.ashby)) == at_ashby


def test_the_author_writes_and_submits(walk):
    draft = new_draft(walk.author, walk.brook)
    assert allowed(walk, permissions.check_write, draft) == {"author": "author"}
    assert allowed(walk, permissions.check_author, draft) == {"author": "author"}


def test_a_contributor_writes_and_does_not_submit(walk):
    draft = new_draft(walk.author, walk.brook)
    also_wrote(draft, walk.volunteer)
    assert allowed(walk, permissions.check_write, draft) == {"author": "author", "volunteer": "contributor"}
    assert allowed(walk, permissions.check_author, draft) == {"author": "author"}
    with pytest.raises(NotPermitted, match="Only the author of this disclosure"):
        judged(permissions.check_author, walk.volunteer, draft)


def test_an_author_who_left_or_moved_writes_no_more(walk):
    draft = new_draft(walk.author, walk.brook)
    leave(walk, walk.author)
    appoint(walk, walk.author, Role.STAFF, walk.ashby)
    assert allowed(walk, permissions.check_write, draft) == {}


def test_one_person_decides_and_nobody_else(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    assert allowed(walk, permissions.check_decide, disclosure) == {"headteacher": Role.HEADTEACHER}


def test_the_adviser_decides_what_the_headteacher_wrote(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    assert allowed(walk, permissions.check_decide, disclosure) == {"adviser": Role.ADVISER}


def test_nobody_decides_where_nobody_is_eligible(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    close(walk, walk.adviser, walk.second_adviser)
    assert allowed(walk, permissions.check_decide, disclosure) == {}


def test_whoever_wrote_is_told_so(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    with pytest.raises(NotPermitted, match="You wrote or changed this disclosure"):
        judged(permissions.check_decide, walk.headteacher, disclosure)
    with pytest.raises(NotPermitted, match="not with you"):
        judged(permissions.check_decide, walk.other_head, disclosure)


def test_a_contributor_never_decides_even_where_the_routing_were_wrong(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    routed_wrongly = permissions.Standing(walk.author, disclosure, has_written=True, is_approver=True)
    with pytest.raises(NotPermitted, match="You wrote or changed this disclosure"):
        permissions.check_decide(routed_wrongly)


def test_the_loaded_object_is_not_trusted(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk)
    leave(walk, walk.headteacher)
    assert allowed(walk, permissions.check_decide, disclosure) == {"adviser": Role.ADVISER}


def test_the_capacity_is_that_of_the_seat_and_the_day(walk):
    def role(user, seat):
        return permissions.deciding_role(seat, permissions.roles_at(user, walk.brook))

    assert role(walk.headteacher, Seat.HEADTEACHER) == Role.HEADTEACHER
    assert role(walk.adviser, Seat.HEADTEACHER) == Role.ADVISER
    appoint(walk, walk.adviser, Role.HEADTEACHER, walk.brook)
    assert role(walk.adviser, Seat.HEADTEACHER) == Role.HEADTEACHER
    assert role(walk.adviser, Seat.ADVISER) == Role.ADVISER


def test_the_position_is_that_of_the_school(walk):
    here, there = new_draft(walk.author, walk.brook), new_draft(walk.other_author, walk.ashby)

    def position(user, role, disclosure):
        return permissions.standing_of(user, disclosure).position_in(role)

    assert position(walk.author, Role.STAFF, here) == "Form tutor"
    assert position(walk.headteacher, Role.HEADTEACHER, here) == ""
    appoint(walk, walk.headteacher, Role.HEADTEACHER, walk.ashby, "Executive head")
    assert position(walk.headteacher, Role.HEADTEACHER, here) == ""
    assert position(walk.headteacher, Role.HEADTEACHER, there) == "Executive head"
