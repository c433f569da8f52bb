"""Who has read the policies (1.3): asked once, before the first submission, and never in an emergency."""

import pytest
from django.urls import reverse

from accounts.people import add_person, appoint
from accounts.roles import Role
from audit.models import Entry
from audit.verify import problems
from checklist import induction, versions
from checklist.models import Acknowledgement, PolicyVersion
from decisions.enums import Stage
from decisions.facts import Content
from decisions.workflow.handing import Invite
from decisions.workflow.perform import NotReady, available_actions
from tests.decisions.said import NEW, said
from tests.stories import disclosure_at, do, shared_first

PAGE, BOTH = reverse("policy-read"), {"read": ["sharing", "safeguarding"]}


@pytest.fixture
def newcomer(walk):
    """Somebody who began at Brook today."""
    person = add_person(walk.set_up, "Una Moss", "una.moss@example.org")
    appoint(walk.adviser, person, Role.STAFF, walk.brook)
    return person


def text(response):
    return response.content.decode()


def test_a_newcomer_is_asked_once_and_comes_back_to_their_disclosure(walk, newcomer, as_user):
    draft = disclosure_at(Stage.DRAFT, walk, author=newcomer)
    client, check = as_user(newcomer), reverse("disclosure-check", args=[draft.reference])
    there = f"{PAGE}?then={draft.reference}"
    page = text(client.get(check))
    assert there in page
    assert "Read the policies, and say once that you have." in page
    with pytest.raises(NotReady, match=r"POLICY\.READ"):
        do("submit", draft, newcomer)
    for half in ({}, {"read": ["sharing"]}, {"read": ["sharing", "sharing"]}, {"read": ["sharing", "nothing"]}):
        assert "Tick both when you have read them" in text(client.post(there, half))
    assert not induction.has_read(newcomer.pk, draft.policy_version_id)
    for _ in range(2):  # pressed twice
        assert client.post(there, BOTH).url == check
    assert Acknowledgement.objects.filter(user=newcomer).count() == 1
    assert Entry.objects.filter(event="policy.acknowledged", actor=newcomer.pk).count() == 1
    assert "You have said that you have read both." in text(client.get(there))
    assert "POLICY.READ" not in {one.code for one in offered(draft, newcomer).findings}
    assert do("submit", draft, newcomer).stage == Stage.AWAITING
    assert list(problems()) == []


def offered(draft, person):
    """Submitting, as it is offered."""
    return next(one for one in available_actions(draft, person, Content(draft)) if one.name == "submit")


def test_who_helps_is_not_asked_what_the_author_has_to_read(walk, newcomer, as_user):
    draft = disclosure_at(Stage.DRAFT, walk, author=newcomer)
    do("invite", draft, newcomer, Invite(walk.author))
    check = reverse("disclosure-check", args=[draft.reference])
    assert PAGE in text(as_user(newcomer).get(check))
    assert PAGE not in text(as_user(walk.author).get(check))


@pytest.mark.parametrize("then", ["", "//example.org", "https://example.org/", "BRK-2026-0001/../../x", "../people/"])
def test_it_leads_to_no_other_place(walk, newcomer, as_user, then):
    assert as_user(newcomer).post(f"{PAGE}?then={then}", BOTH).url == reverse("start")


def test_an_emergency_never_asks_for_it(walk, newcomer, as_user):
    client = as_user(newcomer)
    answer = client.post(NEW, said())
    assert answer.status_code == 302
    assert PAGE not in text(client.get(answer.url))
    draft = disclosure_at(Stage.DRAFT, walk, author=newcomer)
    assert do("share-first", draft, newcomer, shared_first()).stage == Stage.SHARED_FIRST


def test_the_adviser_sees_who_has_not_each_once_and_nobody_who_has_left(walk, newcomer, as_user):
    appoint(walk.adviser, newcomer, Role.SAFEGUARDING_LEAD, walk.ashby)
    rows = induction.not_yet(PolicyVersion.objects.current())
    assert [(one.user, one.role) for one in rows] == [(newcomer, Role.SAFEGUARDING_LEAD)]
    page = text(as_user(walk.adviser).get(reverse("policy-not-read")))
    assert "Una Moss" in page
    assert "Lena Frost" not in page
    induction.acknowledge(newcomer, PolicyVersion.objects.current())
    assert "Everybody in post has read them." in text(as_user(walk.adviser).get(reverse("policy-not-read")))


def test_a_new_version_is_read_anew(walk):
    first = PolicyVersion.objects.current()
    versions.begin_draft(walk.adviser)
    version = PolicyVersion.objects.draft()
    assert not induction.has_read(walk.author.pk, version.pk)
    assert walk.author in [one.user for one in induction.not_yet(version)]
    newcomer = walk.nobody
    induction.acknowledge(newcomer, version)
    assert induction.has_read(newcomer.pk, first.pk)  # under which something may run that is handed over to them
