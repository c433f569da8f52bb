"""A second policy version, drafted by the adviser and published by two: what is on record stays, what runs keeps its own."""

import re
import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.permissions import NotPermitted
from audit import clock
from audit.action import action
from audit.models import Entry
from audit.refusals import WrongWay
from audit.verify import problems
from checklist import versions
from checklist.findings import WARN, rules_resting_on
from checklist.guards import PUBLISHED
from checklist.models import PolicyReview, PolicyVersion
from checklist.reading import asked_in
from decisions.enums import Stage
from decisions.facts import Content
from decisions.judged import recipient_key
from decisions.presenters.printed import printed
from decisions.readiness import to_submit
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.perform import NotReady
from tests.stories import answer, disclosure_at, do, settle

LIST, DRAFT, ASK, CONFIRM, REVIEW = (
    reverse(f"policy-{page}") for page in ("versions", "draft", "ask", "confirm", "review")
)
ADD = reverse("policy-question-add")
NEW = {
    "code": "safe-at-home", "wording": "Is the child safe at home tonight?", "label": "Safe at home", "section": "3.1",
    "number": "3", "kind": "choice", "asked_of": "person", "hint": "Ask today.", "example": "", "when_unsure": "",
}  # fmt: skip
HARM = "more-harm-than-good"
NEXT_YEAR = {"review_due_on_day": "1", "review_due_on_month": "11", "review_due_on_year": "2027"}


def page(name, *args):
    return reverse(f"policy-{name}", args=args)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def owner(walk):
    """The policy owner, who holds nothing else."""
    return walk.policy_owner


def changed(code, **said):
    """What the form of a question is sent with, some of it changed."""
    row = asked_in(PolicyVersion.objects.draft()).get(code=code)
    names = ("wording", "label", "number", "hint", "example", "when_unsure")
    stored = {name: getattr(row, name) for name in names} | {"section": row.section.number}
    return stored | {"version": row.history.first().history_id} | said


def published(walk, owner, sign_in):
    """The second version: one question more, which moves others; another wording; question 8 left out. By HTTP."""
    client = sign_in(walk.adviser)
    assert client.post(page("begin")).url == DRAFT
    client.post(page("begin"))  # pressed twice
    assert client.post(ADD, NEW).url == DRAFT
    secure = changed("secure-way", wording="Is the way that it goes secure?")
    assert client.post(page("question", "secure-way"), secure).url == DRAFT
    client.post(page("question-leave", HARM))
    accepted = list(rules_resting_on(HARM))
    assert client.post(ASK, NEXT_YEAR | {"accepted": accepted}).url == LIST
    client = sign_in(owner)
    sent = {"accepted": accepted, "read": "on", "version": PolicyVersion.objects.draft().asked_at.isoformat()}
    assert client.post(CONFIRM, sent).url == LIST
    return PolicyVersion.objects.current()


def published_by_rule(walk, owner):
    """The same version, without its pages."""
    versions.begin_draft(walk.adviser)
    draft = PolicyVersion.objects.draft()
    words = {name: NEW[name] for name in ("wording", "label", "kind", "asked_of", "hint")}
    section = draft.sections.get(number=NEW["section"])
    versions.add_question(walk.adviser, NEW["code"], words | {"section": section}, int(NEW["number"]))
    versions.set_left_out(walk.adviser, HARM, left_out=True)
    accepted = list(rules_resting_on(HARM))
    versions.ask_to_publish(walk.adviser, accepted, date(2027, 11, 1))
    return versions.publish(owner, accepted, PolicyVersion.objects.draft().asked_at)


def read_as(disclosure, reader):
    """Everything that the record says of a disclosure on paper, but for the minute of printing."""
    found = type(disclosure).objects.get(pk=disclosure.pk)
    return {what: words for what, words in printed(found, Content(found), reader, clock.now()).items() if what != "at"}


def runs_earlier(client, *disclosures):
    """How each is told of where the adviser sees what runs under an earlier version."""
    shown = text(client.get(page("open-disclosures")))
    address = "/disclosures/{}/".format
    return [
        (f'href="{address(one.reference)}"' in shown and "linked")
        or (one.reference in shown and address(one.reference) not in shown and "listed")
        for one in disclosures
    ]


def test_old_ones_read_as_before_running_ones_keep_theirs_and_new_ones_use_the_new(walk, owner, as_user):
    first = PolicyVersion.objects.current()
    closed = disclosure_at(Stage.CLOSED, walk)
    running = disclosure_at(Stage.DRAFT, walk)
    before = read_as(closed, walk.adviser)
    shown = [text(as_user(walk.author).get(f"/disclosures/{one.reference}/check/")) for one in (running,)]
    version = published(walk, owner, as_user)

    assert (version.number, version.asked_by, version.confirmed_by) == (2, walk.adviser, owner)
    assert "Approved by the Data Protection Adviser and the policy owner." in text(as_user(walk.author).get("/policy/"))
    assert version.review_on == date(2027, 11, 1)
    assert read_as(closed, walk.adviser) == before
    after = [text(as_user(walk.author).get(f"/disclosures/{one.reference}/check/")) for one in (running,)]
    assert [re.sub('value="[^"]*"', "", one) for one in after] == [re.sub('value="[^"]*"', "", one) for one in shown]
    assert runs_earlier(as_user(walk.adviser), running, closed) == ["listed", False]  # of a draft no more is told
    assert do("submit", running, walk.author).policy_version == first

    new = disclosure_at(Stage.DRAFT, walk)
    assert new.policy_version == version
    assert runs_earlier(as_user(walk.adviser), running, closed, new) == ["linked", False, False]
    codes = {one.code: one.number for one in Content(new).all_questions}
    assert (codes["sensitive"], codes["safe-at-home"], codes["consent-needed"], codes["secure-way"]) == (2, 3, 4, 13)
    assert HARM not in codes
    assert sorted(codes.values()) == list(range(1, 18))
    checklist = text(as_user(walk.author).get(f"/disclosures/{new.reference}/checklist/3.1/"))
    assert "Question 3 of 17" in checklist
    assert NEW["wording"] in checklist
    assert "more harm than not sharing" not in checklist
    with pytest.raises(NotReady, match=r"ADDED\.ANSWER.*POLICY\.READ"):
        do("submit", new, walk.author)
    assert list(problems()) == []


def test_a_disclosure_on_the_new_version_goes_its_whole_way(walk, owner, as_user):
    version = published_by_rule(walk, owner)
    new = disclosure_at(Stage.DRAFT, walk)
    assert answer(new, walk.author, safe_at_home="not-sure").policy_version == version
    client = as_user(walk.author)
    check = page_of(new, "check")
    assert "Before your first disclosure" in text(client.get(reverse("policy-read")))  # asked anew
    assert "Read the policies, and say once that you have." in text(client.get(check))
    client.post(reverse("policy-read"), {"read": ["sharing", "safeguarding"]})
    assert "Question 3, safe at home" in text(client.get(check))
    settle(do("submit", new, walk.author))
    head = as_user(walk.headteacher)
    shown = text(head.get(f"/disclosures/{new.reference}/"))
    assert NEW["wording"] in shown
    assert "Not sure" in shown
    assert "Not sure" in shown
    assert "F12" in shown
    new.refresh_from_db()
    assert head.post(f"/disclosures/{new.reference}/approve/", decide(new)).status_code == 302
    new.refresh_from_db()
    assert new.stage == Stage.APPROVED
    assert NEW["wording"] in text(head.get(f"/disclosures/{new.reference}/print/"))
    saved = Entry.objects.filter(case=new.pk, event="disclosure.saved").latest("seq")
    entry = reverse("disclosure-entry", args=[new.reference, saved.seq])
    assert NEW["wording"] in text(as_user(walk.adviser).get(entry))
    assert list(problems()) == []


def wanting(disclosure):
    """What stands before its submission: (rule, whom it is about)."""
    found = to_submit(type(disclosure).objects.get(pk=disclosure.pk))
    return {(one.code, one.about) for one in found if one.severity != WARN}


def test_words_answer_a_question_that_is_new_and_nothing_is_asked_of_one_that_is_gone(walk, owner):
    versions.begin_draft(walk.adviser)
    section = PolicyVersion.objects.draft().sections.get(number="3.3")
    said = {"section": section, "wording": "Who else knows of it?", "label": "Who else knows", "kind": "text"}
    versions.add_question(walk.adviser, "who-else-knows", said | {"asked_of": "recipient"}, 13)
    versions.set_left_out(walk.adviser, HARM, left_out=True)
    accepted = list(rules_resting_on(HARM))
    versions.ask_to_publish(walk.adviser, accepted, date(2027, 11, 1))
    versions.publish(owner, accepted, PolicyVersion.objects.draft().asked_at)
    new = disclosure_at(Stage.DRAFT, walk, consent_held="not-asked")  # so that harm would have to be weighed
    key = recipient_key(new.recipients.get())
    assert wanting(new) == {("ADDED.ANSWER", key), ("POLICY.READ", None)}
    for words, left in (("?", {("ADDED.ANSWER", key)}), ("Her aunt does.", set())):
        do("save", new, walk.author, SaveAnswers((Answering(key, "who-else-knows", "", words, {}, True),)))
        assert wanting(new) == left | {("POLICY.READ", None)}
    assert list(problems()) == []


def page_of(disclosure, name):
    return reverse(f"disclosure-{name}", args=[disclosure.reference])


def decide(disclosure):
    return {"version": disclosure.version, "token": str(uuid.uuid4()), "reason": "It helps the child to be seen soon."}


def test_two_people_publish_exactly_what_the_second_has_read(walk, owner, as_user):
    """Who may, and that a change after it was asked for, or a rule that is not accepted, stops it."""
    for user in (walk.author, walk.headteacher, walk.trustee, walk.administrator, owner):
        with pytest.raises(NotPermitted):
            versions.begin_draft(user)
    versions.begin_draft(walk.adviser)
    client = as_user(walk.adviser)
    assert client.get(ASK).url == LIST  # nothing is changed yet
    client.post(page("question-leave", HARM))
    shown = text(client.get(DRAFT))
    assert all(f"<li>{code}: " in shown for code in rules_resting_on(HARM))
    for accepted in ([], ["Q8.TEXT"], ["Q8.TEXT", "Q1.ANSWER"]):
        assert client.post(ASK, NEXT_YEAR | {"accepted": accepted}).status_code == 200
    with pytest.raises(versions.Moved):
        versions.ask_to_publish(walk.adviser, ["Q8.TEXT"], date(2027, 11, 1))
    accepted = list(rules_resting_on(HARM))
    assert client.post(ASK, NEXT_YEAR | {"accepted": accepted}).url == LIST

    asked_at = PolicyVersion.objects.draft().asked_at
    with pytest.raises(NotPermitted):
        versions.publish(walk.adviser, accepted, asked_at)  # their own
    for user in (walk.headteacher, walk.trustee, walk.administrator):
        with pytest.raises(NotPermitted):
            versions.publish(user, accepted, asked_at)
    client.post(page("question", "sensitive"), changed("sensitive", hint="Changed since."))
    assert PolicyVersion.objects.draft().asked_by is None
    for moment in (asked_at, None):
        with pytest.raises(versions.Moved):
            versions.publish(owner, accepted, moment)
    client.post(ASK, NEXT_YEAR | {"accepted": accepted})
    assert "needs a second person" in text(as_user(walk.second_adviser).get(LIST))
    published = versions.publish(walk.second_adviser, accepted, PolicyVersion.objects.draft().asked_at)
    assert (published.number, published.approved_by) == (2, "Data Protection Adviser and a second one")
    with pytest.raises(versions.Moved):
        versions.publish(owner, accepted, asked_at)
    entry = Entry.objects.get(event="policy.published")
    assert sorted(accepted) == entry.facts["accepted"]
    events = ("policy.drafted", "policy.draft-changed", "policy.publishing-asked")
    assert {one.event for one in Entry.objects.filter(event__in=events)} == set(events)
    assert list(problems()) == []


def test_questions_are_left_out_put_back_and_numbered_anew(walk):
    versions.begin_draft(walk.adviser)
    draft = PolicyVersion.objects.draft()

    def order():
        return [one.code for one in asked_in(draft)]

    first = order()
    versions.set_left_out(walk.adviser, "sensitive", left_out=True)
    versions.set_left_out(walk.adviser, "sensitive", left_out=True)  # twice
    assert order() == [code for code in first if code != "sensitive"]
    assert [one.number for one in asked_in(draft)] == list(range(1, 17))
    versions.set_left_out(walk.adviser, "sensitive", left_out=False)
    assert order()[7] == "sensitive"  # at the end of 3.1
    section = draft.sections.get(number="3.2")
    versions.change_question(walk.adviser, "sensitive", {"section": section, "label": "Special"}, 1)
    assert order()[7:9] == ["sensitive", "how-much"]
    versions.change_question(walk.adviser, "secure-way", {"label": "Secure way"}, 99)
    assert order()[13:] == ["what-they-will-do", "secure-way", "person-aware", "recorded"]
    with pytest.raises(versions.Moved):
        versions.change_question(walk.adviser, "no-such", {"label": "Nothing"}, 1)
    versions.set_left_out(walk.adviser, "person-aware", left_out=True)
    versions.set_left_out(walk.adviser, "recorded", left_out=True)
    with pytest.raises(versions.Moved, match=r"Section 3\.4 asks nothing"):
        versions.check_complete(draft)
    assert list(problems()) == []


def refused(statement, *params):
    with pytest.raises(IntegrityError, match=PUBLISHED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_what_is_published_stays_as_it_was_whoever_asks(walk, owner):
    first, second = PolicyVersion.objects.current(), published_by_rule(walk, owner)
    for version in (first, second):
        section = version.sections.get(number="3.1")
        question = asked_in(version).get(code="sensitive")
        rows = [version, section, version.sections.get(number="1").paragraphs.first(), question]
        for row in [*rows, question.choices.first()]:
            with pytest.raises(WrongWay), action("policy.draft-changed", actor=walk.adviser, chain="trust"):
                row.save()
        of = version.pk
        refused("UPDATE checklist_policyversion SET name = 'x' WHERE id = %s", of)
        refused("UPDATE checklist_policyversion SET is_draft = true WHERE id = %s", of)
        refused("UPDATE checklist_section SET title = 'x' WHERE policy_version_id = %s", of)
        refused("UPDATE checklist_paragraph SET wording = 'x' WHERE section_id = %s", rows[2].section_id)
        refused("UPDATE checklist_question SET wording = 'x' WHERE policy_version_id = %s", of)
        refused("UPDATE checklist_question SET left_out = true WHERE policy_version_id = %s", of)
        refused("UPDATE checklist_questionvalue SET code = 'x' WHERE question_id = %s", question.pk)
        refused(
            'INSERT INTO checklist_section (policy_version_id, number, "order", title, intro) '
            "VALUES (%s, '9', 99, 'x', '')",
            of,
        )
    refused("UPDATE checklist_question SET policy_version_id = %s WHERE id = %s", second.pk, asked_in(first)[3].pk)
    refused("UPDATE checklist_question SET hint = 'x' WHERE policy_version_id = %s", second.pk)
    refused("UPDATE checklist_questionvalue SET label = 'x' WHERE question_id = %s", question.pk)
    with pytest.raises(IntegrityError, match="policy_published_by_two"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO checklist_policyversion (code, number, name, title, approved_by, owner, audience, issued_on, "
                "review_due_on, closing, is_draft, asked_by_id, confirmed_by_id) SELECT 'v9', 9, name, title, approved_by, "
                "owner, audience, issued_on, review_due_on, closing, false, asked_by_id, asked_by_id "
                "FROM checklist_policyversion WHERE id = %s",
                [second.pk],
            )


def test_a_review_is_told_until_the_policy_owner_records_one(walk, owner, as_user):
    due = "The review date of the policy, December 2017, has passed."
    start = reverse("start")
    told = {walk.adviser: start, walk.headteacher: start, owner: LIST}
    for user, where in told.items():
        assert due in text(as_user(user).get(where))
    assert due not in text(as_user(walk.author).get(start))
    client = as_user(owner)
    assert client.get(start).url == LIST
    for wrong in ({}, {"words": "?"}, {"words": "Read."}):
        assert client.post(REVIEW, wrong).status_code == 200
    sent = {
        "words": "Read with the adviser; it stays as it is.", "token": str(uuid.uuid4()),
        "next_on_day": "1", "next_on_month": "11", "next_on_year": "2027",
    }  # fmt: skip
    for _ in range(2):  # pressed twice
        assert client.post(REVIEW, sent).url == LIST
    assert PolicyReview.objects.get().by == owner
    assert Entry.objects.filter(event="policy.reviewed").count() == 1
    for user, where in told.items():
        assert "has passed" not in text(as_user(user).get(where))
    assert "has passed" not in text(as_user(walk.author).get(reverse("policy")))
    with pytest.raises(NotPermitted):
        versions.record_review(walk.adviser, sent["words"], date(2028, 1, 1), uuid.uuid4())
    assert list(problems()) == []


def test_the_pages_of_the_policy_are_of_the_new_version_and_the_old_one_is_kept(walk, owner, as_user):
    published_by_rule(walk, owner)
    client = as_user(walk.author)
    assert NEW["wording"] in text(client.get(reverse("policy")))
    old = text(client.get(page("version", 1)))
    assert NEW["wording"] not in old
    assert "This is an earlier version" in old
    assert client.get(page("version", 3)).status_code == 404
    assert ">question 4<" in text(client.get(reverse("flowchart")))  # consent needed, which was 3
