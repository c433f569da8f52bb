"""Puts the policy, the first agencies, the law and the settings in the database: one audited action, and none when nothing is missing."""

from datetime import date

from accounts.people import service_account
from agencies.seed import missing_agencies, missing_law, missing_settings, missing_texts
from audit.action import action
from checklist import policy_2015_12 as policy
from checklist.models import Paragraph, PolicyVersion, Question, QuestionValue, Section

HELP = ("kind", "good", "label", "hint", "example", "when_unsure")
OWN = ("code", "number", "wording", "asked_of", *HELP)


def seed_policy():
    """Bring in what is missing of the policy, the first agencies, the law, the settings and the public pages, as the account
    "set-up".

    Returns whether anything was written. A version that is there keeps its words: they are the trust's, and what was
    answered under them refers to them; so are a line of the law and a setting kept. How a question is answered, and our help beside it,
    is brought up to date.
    """
    agencies, law, settings, texts = missing_agencies(), missing_law(), missing_settings(), missing_texts()
    version = PolicyVersion.objects.filter(code=policy.VERSION["code"]).first()
    changed, values = _out_of_date(version) if version else ([], [])
    if version and not (agencies or law or settings or texts or changed or values):
        return False
    with action("policy.seeded", actor=service_account("set-up"), chain="trust") as act:
        act.facts["agencies"] = len(agencies)
        act.insert(agencies)
        act.facts["law"] = sum(map(len, law.values()))
        for lines in law.values():
            act.insert(lines)
        act.facts["settings"] = len(settings)
        act.insert(settings)
        act.facts["texts"] = len(texts)
        act.insert(texts)
        if version is None:
            act.facts["version"] = policy.VERSION["code"]
            _insert_policy(act)
        act.update(changed, fields=HELP)
        act.insert([value for value in values if value.pk is None])
        act.update([value for value in values if value.pk], fields=["label", "order", "is_offered"])
    return True


def _out_of_date(version):
    """The questions whose kind or help differs, and the values that are missing, differ, or are offered no more."""
    stored = {row.code: row for row in Question.objects.filter(policy_version=version).prefetch_related("choices")}
    changed, values = [], []
    for row in policy.QUESTIONS:
        question = stored[row["code"]]
        if _differs(question, {name: row[name] for name in HELP}):
            changed.append(question)
        known = {value.code: value for value in question.choices.all()}
        for order, (code, label) in enumerate(row["choices"], start=1):
            value = known.pop(code, None) or QuestionValue(question=question, code=code, order=order)
            if _differs(value, {"label": label, "order": order, "is_offered": True}) or value.pk is None:
                values.append(value)
        values += [value for value in known.values() if _differs(value, {"is_offered": False})]
    return changed, values


def _differs(row, values):
    """Set the values that differ, and say whether any did."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _insert_policy(act):
    dates = {name: date.fromisoformat(policy.VERSION[name]) for name in ("issued_on", "review_due_on")}
    version = PolicyVersion(**{**policy.VERSION, **dates}, is_draft=True)
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
    version.is_draft = False  # from here on its words stay
    version.save()


def _insert_questions(act, version, sections):
    questions = [
        Question(policy_version=version, section=sections[row["section"]], **{name: row[name] for name in OWN})
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
