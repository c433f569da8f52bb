"""Puts the policy and the first agencies in the database: one audited action, and none when nothing is missing."""

from datetime import date

from accounts.people import service_account
from agencies.seed import missing_agencies
from audit.action import action
from checklist import policy_2015_12 as policy
from checklist.models import Paragraph, PolicyVersion, Question, QuestionValue, Section


def seed_policy():
    """Bring in what is missing of the policy and the first agencies, as the service account "set-up".

    Returns whether anything was written. A version that is there is left as it is: its words are the trust's, and
    what was answered under them refers to them.
    """
    agencies = missing_agencies()
    policy_is_there = PolicyVersion.objects.filter(code=policy.VERSION["code"]).exists()
    if policy_is_there and not agencies:
        return False
    with action("policy.seeded", actor=service_account("set-up"), chain="trust") as act:
        act.facts["agencies"] = len(agencies)
        act.insert(agencies)
        if not policy_is_there:
            act.facts["version"] = policy.VERSION["code"]
            _insert_policy(act)
    return True


def _insert_policy(act):
    dates = {name: date.fromisoformat(policy.VERSION[name]) for name in ("issued_on", "review_due_on")}
    version = PolicyVersion(**{**policy.VERSION, **dates})
    act.insert([version])
    sections = {
        number: Section(policy_version=version, number=number, order=order, title=title, intro=intro)
        for order, (number, title, intro) in enumerate(policy.SECTIONS, start=1)
    }
    act.insert(list(sections.values()))
    act.insert(
        [
            Paragraph(section=sections[number.split(".")[0]], number=number, order=order, wording=wording)
            for order, (number, wording) in enumerate(policy.PARAGRAPHS, start=1)
        ]
    )
    _insert_questions(act, version, sections)


def _insert_questions(act, version, sections):
    own = ("code", "number", "wording", "kind", "asked_of", "good", "label", "hint")
    questions = [
        Question(policy_version=version, section=sections[row["section"]], **{name: row[name] for name in own})
        for row in policy.QUESTIONS
    ]
    act.insert(questions)
    act.insert(
        [
            QuestionValue(question=question, code=code, label=label, order=order)
            for question, row in zip(questions, policy.QUESTIONS, strict=True)
            for order, (code, label) in enumerate(row["choices"], start=1)
        ]
    )
