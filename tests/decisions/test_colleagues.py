"""Whoever comes into a disclosure themselves: what they do not read, what they do not decide, who does (rules, section 5)."""

import pytest
from django.urls import reverse

from audit import clock
from audit.models import Entry
from decisions import queries
from decisions.enums import Belongs, CheckResult, ItemCategory, Kin, NumberFrom, PersonKind, RoutingRule, Seat, Stage
from decisions.models import Relationship
from decisions.permissions import NotPermitted, standing_of
from decisions.queries_of_subjects import known_before
from decisions.queries_of_tasks import left_to_approver
from decisions.routing import Route, route
from decisions.workflow.asked import SaveCheck, SaveRequest
from decisions.workflow.assigning import Reassign, possible_approvers
from decisions.workflow.handing import HandOver, Invite, colleagues_to_ask, possible_authors
from decisions.workflow.planning import Sign
from decisions.workflow.saves import NoSuchRow, SaveItem, SavePerson, TakeOut
from decisions.workflow.sharing import EndIncident, ReportIncident
from oversight.queries import register
from tests.decisions.made import RULING, also_wrote, form, put_in
from tests.decisions.said import text, words_of
from tests.stories import CHILD, answer, disclosure_at, do, fill, new_draft, plan_of, settle, share, shared_first

CLOSE = Route(Seat.ADVISER, RoutingRule.HEADTEACHER_CLOSE)
ORDINARY = Route(Seat.HEADTEACHER, RoutingRule.ORDINARY)
BY_SCHOOLS = Route(Seat.ADVISER, RoutingRule.SCHOOLS)
WHY = "She moved to another class, and he knows the family."


def name_colleague(draft, user, kind=PersonKind.ABOUT, writer=None, **said):
    """Put a colleague into a draft under another name than their account has, so that nothing goes by the name."""
    do("save", draft, writer or draft.author, SavePerson(kind, "Somebody of ours", colleague=user.pk, **said))
    return draft.people.present().last()


def complain(draft, user, writer=None):
    return name_colleague(draft, user, writer=writer, is_complained_about=True)


def relate(draft, user):
    """Say that a colleague who is only mentioned is a relative of the child."""
    mentioned = name_colleague(draft, user, PersonKind.MENTIONED)
    row = Relationship(
        school=draft.school, disclosure=draft, child=draft.people.get(name=CHILD), person=mentioned, kind=Kin.RELATIVE
    )
    do("save", draft, draft.author, Saved(row))


class Saved:
    """A row, saved within an action as a page would."""

    def __init__(self, row):
        self.row = row

    def write(self, _work):
        self.row.save()
        return True


def take_source(draft, user):
    item = SaveItem("What was seen on Monday", ItemCategory.BEHAVIOUR, source_colleague=user.pk)
    do("save", draft, draft.author, item)


def submit(draft, **answers):
    """Answer everything, of everybody who has come into it, and ask for a decision."""
    answer(draft, draft.author, consent_held="not-asked", consent_needed="no", **answers)
    return do("submit", draft, draft.author)


# How somebody comes into it -> whether they may still read it as head, lead or adviser.
WAYS = {
    "about": (name_colleague, False),
    "carer": (lambda draft, user: name_colleague(draft, user, PersonKind.CARER), False),
    "complained about": (complain, False),
    "relative": (relate, False),
    "source": (take_source, True),
}


def reads(user, disclosure):
    """Whether somebody reads it: the lists and the single page must agree."""
    disclosure.refresh_from_db()
    in_lists = queries.visible_to(user).filter(pk=disclosure.pk).exists()
    assert standing_of(user, disclosure).reads == in_lists
    return in_lists


@pytest.mark.parametrize("way", WAYS)
def test_a_headteacher_who_comes_into_it_does_not_decide_it(walk, way):
    make, still_reads = WAYS[way]
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    assert route(draft) == ORDINARY
    make(draft, walk.headteacher)
    assert route(draft) == CLOSE
    make(draft, walk.adviser)
    draft = submit(draft, risk_of_asking_or_telling="not-sure")
    assert queries.approver_now(draft) == walk.second_adviser.pk
    in_list = queries.with_approver(type(draft).objects.filter(pk=draft.pk)).get()
    assert in_list.approver_id == walk.second_adviser.pk
    assert possible_approvers(draft) == (set(), {walk.second_adviser.pk})
    assert [reads(walk.headteacher, draft), reads(walk.adviser, draft)] == [still_reads, still_reads]
    assert reads(walk.second_adviser, draft)
    assert reads(walk.lead, draft)
    for name, data in (("reassign", Reassign(walk.second_adviser, WHY)), ("hand-over", HandOver(walk.volunteer, WHY))):
        with pytest.raises(NotPermitted):
            do(name, draft, walk.adviser, data)


def test_whoever_is_only_mentioned_and_nobodys_relative_decides(walk):
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    name_colleague(draft, walk.headteacher, PersonKind.MENTIONED)
    assert route(draft) == ORDINARY
    assert queries.next_approver(draft, Seat.HEADTEACHER) == walk.headteacher.pk


def test_what_is_taken_out_again_bars_nobody(walk):
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    row = complain(draft, walk.headteacher)
    take_source(draft, walk.headteacher)
    do("save", draft, walk.author, TakeOut("people", row.pk))
    assert route(draft) == CLOSE
    do("save", draft, walk.author, TakeOut("items", draft.items.last().pk))
    assert route(draft) == ORDINARY
    submit(draft)
    assert reads(walk.headteacher, draft)


def test_nobody_who_does_not_work_here_is_said_to_be_a_colleague(walk):
    draft = new_draft(walk.author, walk.brook)
    for stranger in (walk.nobody, walk.other_head, walk.leaver):
        with pytest.raises(NoSuchRow):
            name_colleague(draft, stranger)
        with pytest.raises(NoSuchRow):
            take_source(draft, stranger)


def test_whoever_it_complains_about_learns_nothing_of_it_even_as_its_writer(walk, as_user):
    wants = SaveRequest("We need it.", authority="A family member", asked_by="Cal Root")
    draft = new_draft(walk.author, walk.brook)
    do("save", draft, walk.author, wants)
    do("save", draft, walk.author, SaveCheck(CheckResult.NOT_KNOWN, NumberFrom.REGISTER, "01632 960190"))
    put_in(draft, walk.author, name="Zora Quill", number="A4471")
    also_wrote(draft, walk.volunteer)
    assert draft in queries.drafts_of_others(walk.adviser)
    assert [one.disclosure for one in queries.suspicious_requests(walk.adviser)] == [draft]
    assert reads(walk.volunteer, draft)
    again = put_in(new_draft(walk.volunteer, walk.brook), walk.volunteer, name="Zora Quill", number="A4471")
    assert known_before([again], walk.volunteer)
    complain(draft, walk.adviser)
    complain(draft, walk.volunteer)
    assert known_before([again], walk.volunteer) == {}
    assert draft not in queries.drafts_of_others(walk.adviser)
    assert draft not in queries.open_to_hand_over(walk.adviser)
    assert list(queries.suspicious_requests(walk.adviser)) == []
    assert not reads(walk.volunteer, draft)
    assert draft not in queries.written_by(walk.volunteer)
    page, over = (reverse(name, args=[draft.reference]) for name in ("disclosure", "disclosure-hand-over"))
    assert [as_user(walk.volunteer).get(page).status_code, as_user(walk.adviser).get(over).status_code] == [404, 404]
    with pytest.raises(NotPermitted):
        put_in(draft, walk.volunteer)
    assert draft in queries.drafts_of_others(walk.second_adviser)


def test_an_emergency_tells_nobody_whom_it_complains_about_and_is_looked_at_by_another(walk, as_user):
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    disclosure = do("share-first", draft, walk.author, shared_first())
    assert queries.approver_now(disclosure) == walk.headteacher.pk
    complain(disclosure, walk.headteacher)
    complain(disclosure, walk.lead)
    complain(disclosure, walk.adviser)
    disclosure.refresh_from_db()
    assert (disclosure.seat_rule, queries.approver_now(disclosure)) == (CLOSE.rule, walk.second_adviser.pk)
    for user in (walk.headteacher, walk.lead, walk.adviser):
        assert list(left_to_approver(user)) == []
    assert list(left_to_approver(walk.second_adviser)) == [disclosure]
    told = text(as_user(walk.author).get(reverse("disclosure-recorded", args=[disclosure.reference])))
    assert walk.second_adviser.name in told.split("<main")[1]
    assert not [one.name for one in (walk.lead, walk.adviser) if f"{one.name}, " in told.split("<main")[1]]
    do("report-incident", disclosure, walk.author, ReportIncident("It went astray.", clock.now()))
    assert list(queries.open_incidents(walk.adviser)) == []
    incident = queries.open_incidents(walk.second_adviser).get()
    assert incident.may_end
    with pytest.raises(NotPermitted):
        do("end-incident", disclosure, walk.adviser, EndIncident(incident.pk, "Called back."))


def test_a_trustee_whom_it_complains_about_does_not_find_it_in_the_register(walk):
    disclosure = fill(new_draft(walk.author, walk.brook), walk.author)
    complain(disclosure, walk.trustee)
    submit(disclosure)
    assert disclosure not in register(walk.trustee)
    assert disclosure in register(walk.second_adviser)


def test_case_18_nobody_moves_what_is_about_them_and_nobody_who_decided_becomes_its_author(walk):
    draft = fill(new_draft(walk.author, walk.brook), walk.author)
    complain(draft, walk.headteacher)
    disclosure = submit(draft)
    for name, data in (("hand-over", HandOver(walk.volunteer, WHY)), ("reassign", Reassign(walk.adviser, WHY))):
        with pytest.raises(NotPermitted):
            do(name, disclosure, walk.headteacher, data)
    assert walk.headteacher not in {*possible_authors(disclosure, walk.adviser), *colleagues_to_ask(draft)}
    with pytest.raises(NoSuchRow):
        do("hand-over", disclosure, walk.adviser, HandOver(walk.headteacher, WHY))
    with pytest.raises(NoSuchRow):
        do("reassign", disclosure, walk.adviser, Reassign(walk.headteacher, WHY))
    settle(disclosure, walk.adviser)
    do("approve", disclosure, walk.adviser, RULING)
    do("plan", disclosure, walk.author, plan_of(disclosure))
    do("sign", disclosure, walk.author, Sign())
    with pytest.raises(NoSuchRow):
        do("hand-over", disclosure, walk.second_adviser, HandOver(walk.adviser, WHY))
    disclosure = do("hand-over", disclosure, walk.adviser, HandOver(walk.lead, WHY))
    assert disclosure.author == walk.lead
    assert not disclosure.signatures.filter(plan_version=disclosure.plan_version).exists()


def test_case_18_a_headteacher_who_wrote_it_moves_nothing(walk):
    disclosure = disclosure_at(Stage.AWAITING, walk, author=walk.headteacher)
    for name, data in (("hand-over", HandOver(walk.volunteer, WHY)), ("reassign", Reassign(walk.adviser, WHY))):
        with pytest.raises(NotPermitted):
            do(name, disclosure, walk.headteacher, data)
    with pytest.raises(NoSuchRow):
        do("invite", draft := new_draft(walk.author, walk.brook), walk.author, _about(draft, walk.lead))


def _about(draft, user):
    complain(draft, user)
    return Invite(user)


def test_whoever_may_have_sent_it_is_judged_alike_everywhere(walk):
    """Words that one rule took for the name and the other did not: both stand in the way of reviewing and of ending."""
    for words in ("Mr Peter-Dunne", "peterdunne", "Peter  Dunne (head)", "Helen\u00a0Hale", "with helen hale's help"):
        disclosure = disclosure_at(Stage.SHARED_FIRST, walk)
        share(disclosure, walk.author, gone=True, sent_by=words, deviation="It could not wait for the morning.")
        is_head = "eter" in words
        heads, advisers = possible_approvers(disclosure)
        assert (walk.headteacher.pk in heads, walk.adviser.pk in advisers) == (not is_head, is_head), words
        may_end = queries.open_incidents(walk.adviser).filter(disclosure=disclosure).get().may_end
        assert may_end == (not standing_of(walk.adviser, disclosure).closeness.sender) == is_head, words


def test_people_of_another_of_our_schools_or_of_none_are_the_advisers(walk):
    draft, ashby = new_draft(walk.author, walk.brook), {"belongs": Belongs.OURS, "attends": walk.ashby.pk}
    said = {
        "nobody said": ([{}], ORDINARY),
        "not known": ([{"belongs": Belongs.NOT_KNOWN}], ORDINARY),
        "none of ours": ([{"belongs": Belongs.NONE}], BY_SCHOOLS),
        "none of ours, and not known": ([{"belongs": Belongs.NONE}, {"belongs": Belongs.NOT_KNOWN}], ORDINARY),
        "none of ours, and ours": ([{"belongs": Belongs.NONE}, {}], ORDINARY),
        "this school's, said": ([{"belongs": Belongs.OURS, "attends": walk.brook.pk}], ORDINARY),
        "another's": ([ashby], BY_SCHOOLS),
        "ours and another's": ([{}, ashby], BY_SCHOOLS),
    }
    for words, (people, expected) in said.items():
        for one in people:
            do("save", draft, walk.author, SavePerson(PersonKind.ABOUT, "Una Moss", **one))
        do("save", draft, walk.author, SavePerson(PersonKind.MENTIONED, "Una Moss", **ashby))
        assert route(draft) == expected, words
        for row in draft.people.present():
            do("save", draft, walk.author, TakeOut("people", row.pk))
    also_wrote(draft, walk.headteacher)
    do("save", draft, walk.author, SavePerson(PersonKind.ABOUT, "Una Moss", **ashby))
    assert route(draft) == BY_SCHOOLS  # the first rule that fits


def test_the_page_of_a_person_says_all_of_it_and_keeps_it(walk, as_user):
    draft, client = new_draft(walk.author, walk.brook), as_user(walk.author)
    add = reverse("disclosure-person-add", args=[draft.reference])
    said = {"kind": "about", "name": "Mr D", "colleague": walk.author.pk, "is_complained_about": "on"}
    assert "You cannot write down a complaint about yourself" in text(client.post(add, form(draft, **said)))
    assert "Choose one of the colleagues shown" in text(
        client.post(add, form(draft, **said | {"colleague": walk.nobody.pk}))
    )
    said |= {"colleague": walk.headteacher.pk, "belongs": walk.ashby.pk}
    assert client.post(add, form(draft, **said)).status_code == 302
    row = draft.people.get()
    assert (row.colleague, row.is_complained_about, row.belongs, row.attends) == (
        walk.headteacher, True, Belongs.OURS, walk.ashby,
    )  # fmt: skip
    shown = text(client.get(reverse("disclosure-people", args=[draft.reference])))
    assert "of Ashby Primary School. Works for us: Peter Dunne. A complaint about them" in shown
    newest = Entry.objects.filter(case=draft.pk, event="disclosure.saved").latest("seq")
    changed = words_of(client.get(reverse("disclosure-entry", args=[draft.reference, newest.seq])))
    for words in (
        "Colleague Peter Dunne",
        "Attends Ashby Primary School",
        "A complaint about them, or an allegation Yes",
    ):
        assert words in changed
    assert "Dunne" not in newest.body
    page = text(client.get(reverse("disclosure-person", args=[draft.reference, row.pk])))
    assert f'<option value="{walk.headteacher.pk}" selected>Peter Dunne, Headteacher</option>' in page
    assert f'<option value="{walk.ashby.pk}" selected>' in page
    again, sent = reverse("disclosure-person", args=[draft.reference, row.pk]), form(draft, **said)
    assert client.post(again, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.version == sent["version"]  # nothing was written the second time
