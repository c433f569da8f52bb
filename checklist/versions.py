"""How a policy version comes about: the adviser drafts it, two people publish it, the policy owner reviews it (title page).

Each call is one action of the audit, and asks itself who may. A draft is changed under a lock of its own row, so that two
people working at once take turns. What two people publish is exactly what the second of them has read: as soon as
anything is changed, it has to be asked for again.
"""

from contextlib import contextmanager

from accounts.appointments import holds, holds_any
from accounts.permissions import NotPermitted
from accounts.roles import Role
from audit import clock
from audit.action import action
from audit.models import TRUST
from checklist.comparing import name_of
from checklist.findings import rules_resting_on
from checklist.models import Kind, Paragraph, PolicyReview, PolicyVersion, Question, QuestionValue, Section
from checklist.reading import AFTER_SHARING, asked_in

# Those who publish a version together, two of them; and those who read its draft.
PUBLISHERS = (Role.ADVISER, Role.POLICY_OWNER)
# What a version says of its approval, by what the second of the two is: the first is an adviser.
APPROVED_BY = {
    Role.POLICY_OWNER: "Data Protection Adviser and the policy owner",
    Role.ADVISER: "Data Protection Adviser and a second one",
}
NO_DRAFT = "There is no draft of the policy any more"
CHANGED = "The draft was changed while you had it open. Read it again"
# What a question that is new may be answered with, where it is not answered in words.
CHOICES = (("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure"))


class Moved(Exception):
    """The draft has moved on since the page was read; the message is a sentence for the reader."""


def check_may_draft(by):
    """The adviser drafts the policy. Raises NotPermitted."""
    if not holds(by, Role.ADVISER):
        raise NotPermitted("Only the Data Protection Adviser drafts the policy.")


def check_may_confirm(by, draft):
    """A second adviser, or the policy owner, confirms what somebody asked for; nobody their own. Raises NotPermitted."""
    if not holds_any(by, PUBLISHERS):
        raise NotPermitted("Only the policy owner or a Data Protection Adviser confirms a policy version.")
    if draft.asked_by_id == by.pk:
        raise NotPermitted("You asked for it to be published. Somebody else confirms it.")


def check_may_review(by):
    """The policy owner records a review. Raises NotPermitted."""
    if not holds(by, Role.POLICY_OWNER):
        raise NotPermitted("Only the policy owner records a review of the policy.")


def begin_draft(by):
    """Copy the version in force as the draft of the next; where there is one already, it stays. Raises NotPermitted."""
    check_may_draft(by)
    with action("policy.drafted", actor=by, chain=TRUST, empty_ok=True) as act:
        act.capacity = str(Role.ADVISER)
        in_force = PolicyVersion.objects.select_for_update().get(pk=PolicyVersion.objects.current().pk)
        if PolicyVersion.objects.draft() is None:
            act.facts["version"] = in_force.number + 1
            _copy(act, in_force)


def _copy(act, in_force):
    number, due = in_force.number + 1, PolicyVersion.objects.current().review_on
    draft = _copied(
        in_force, code=f"version-{number}", number=number, name=f"Version {number}", is_draft=True,
        issued_on=clock.today(), review_due_on=due, asked_by=None, asked_at=None, confirmed_by=None, published_at=None,
    )  # fmt: skip
    act.insert([draft])
    sections = {row.pk: _copied(row, policy_version=draft) for row in in_force.sections.all()}
    act.insert(sections.values())
    paragraphs = Paragraph.objects.filter(section__in=list(sections))
    act.insert([_copied(row, section=sections[row.section_id]) for row in paragraphs])
    asked = list(asked_in(in_force))
    questions = {row.pk: _copied(row, policy_version=draft, section=sections[row.section_id]) for row in asked}
    act.insert(questions.values())
    values = [value for row in asked for value in row.choices.all()]
    act.insert([_copied(value, question=questions[value.question_id]) for value in values])


def _copied(row, **otherwise):
    """A new row like this one, not saved, but for what is said otherwise."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in otherwise]
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields}, **otherwise)


def change_question(by, code, said, place):
    """Change a question of the draft: `said` are its fields, `place` the number that it is to have, as far as its section
    allows. Raises NotPermitted and Moved.
    """
    with _changing(by) as (act, draft):
        questions = list(asked_in(draft))
        question = next((one for one in questions if one.code == code), None)
        if question is None:
            raise Moved(CHANGED)
        different = {name for name, value in said.items() if getattr(question, name) != value}
        for name in different:
            setattr(question, name, said[name])
        moved = _numbered(questions, question, place)
        changed = {one.pk: one for one in [*moved, *([question] if different else [])]}
        act.update(changed.values(), fields=[*said, "number"])
        _to_be_asked_anew(act, draft, [code] if changed else [])


def add_question(by, code, said, place):
    """Add a question to the draft, under a code that nobody has used. Raises NotPermitted and Moved."""
    with _changing(by) as (act, draft):
        question = Question(policy_version=draft, code=code, number=0, good="", **said)
        act.insert([question])
        if question.kind == Kind.CHOICE:
            act.insert(
                QuestionValue(question=question, code=value, label=label, order=order)
                for order, (value, label) in enumerate(CHOICES, start=1)
            )
        act.update(_numbered([*asked_in(draft).exclude(pk=question.pk), question], question, place), fields=["number"])
        _to_be_asked_anew(act, draft, [code])


def set_left_out(by, code, left_out):
    """Leave a question out of the draft, or put it back at its section's end. Raises NotPermitted and Moved."""
    with _changing(by) as (act, draft):
        question = draft.questions.select_related("section").filter(code=code).first()
        if question is None:
            raise Moved(CHANGED)
        if question.left_out == left_out:
            return
        question.policy_version, question.left_out, question.number = draft, left_out, 0
        act.update([question], fields=["left_out", "number"])
        asked = list(asked_in(draft))
        back = next((one for one in asked if one.code == code), None)
        act.update(_numbered(asked, back, len(asked)), fields=["number"])
        _to_be_asked_anew(act, draft, [code])


@contextmanager
def _changing(by):
    """The open action in which an adviser changes the draft, and its locked row. Raises NotPermitted and Moved."""
    check_may_draft(by)
    with action("policy.draft-changed", actor=by, chain=TRUST, empty_ok=True) as act:
        act.capacity = str(Role.ADVISER)
        yield act, _locked_draft()


def _locked_draft():
    draft = PolicyVersion.objects.select_for_update().filter(is_draft=True).first()
    if draft is None:
        raise Moved(NO_DRAFT)
    return draft


def _numbered(questions, moved, place):
    """Give the questions their numbers, 1 and on, section by section, `moved` at its place; those that have another now."""
    others = sorted((one for one in questions if one is not moved), key=lambda one: one.number)
    ordered = others if moved is None else [*others[: place - 1], moved, *others[place - 1 :]]
    ordered.sort(key=lambda one: one.section.order)
    changed = []
    for number, question in enumerate(ordered, start=1):
        if question.number != number:
            question.number = number
            changed.append(question)
    return changed


def _to_be_asked_anew(act, draft, codes):
    """What was changed is told in the entry; whoever asked for the draft as it was has to ask again."""
    if not codes:
        return
    act.facts |= {"version": draft.number, "questions": codes}
    if draft.asked_by_id is not None:
        draft.asked_by = draft.asked_at = None
        draft.save()


def rules_gone(in_force, draft):
    """What falls with the questions that the draft does without: {question's name: {rule's code: sentence}}."""
    left = {one.code for one in asked_in(draft)}
    return {name_of(one): rules_resting_on(one.code) for one in asked_in(in_force) if one.code not in left}


def check_complete(draft):
    """Every section of questions still asks something, or its page would be empty. Raises Moved."""
    asked = {one.section_id for one in asked_in(draft)}
    empty = [row.number for row in draft.sections.filter(number__startswith="3.") if row.pk not in asked]
    if empty:
        raise Moved(f"Section {empty[0]} asks nothing any more. Put a question back, or move one there")


def _accepted(draft, accepted):
    """The codes of the rules that fall, each of which was ticked. Raises Moved."""
    codes = sorted({code for rules in rules_gone(PolicyVersion.objects.current(), draft).values() for code in rules})
    if codes != sorted(accepted):
        raise Moved(CHANGED)
    return codes


def ask_to_publish(by, accepted, review_due_on):
    """An adviser asks for the draft to be published, having accepted each rule that falls. Raises NotPermitted and Moved."""
    check_may_draft(by)
    with action("policy.publishing-asked", actor=by, chain=TRUST) as act:
        act.capacity = str(Role.ADVISER)
        draft = _locked_draft()
        check_complete(draft)
        act.facts |= {"version": draft.number, "accepted": _accepted(draft, accepted)}
        draft.asked_by, draft.asked_at, draft.review_due_on = by, clock.now(), review_due_on
        draft.save()


def publish(by, accepted, asked_at):
    """The second of the two publishes what was asked for at `asked_at`: new disclosures follow it from now on.

    Returns it. Raises NotPermitted and Moved.
    """
    with action("policy.published", actor=by, chain=TRUST) as act:
        draft = _locked_draft()
        check_may_confirm(by, draft)
        role = Role.POLICY_OWNER if holds(by, Role.POLICY_OWNER) else Role.ADVISER
        act.capacity = str(role)
        if draft.asked_at is None or draft.asked_at != asked_at:
            raise Moved(CHANGED)
        act.facts |= {"version": draft.number, "accepted": _accepted(draft, accepted)}
        draft.is_draft, draft.confirmed_by, draft.published_at = False, by, clock.now()
        draft.issued_on, draft.approved_by = clock.today(), APPROVED_BY[role]
        draft.name = f"Version {draft.number}, {draft.issued_on:%B %Y}"
        draft.save()
        return draft


def record_review(by, words, next_on, token):
    """The policy owner looked at the version in force, and says by when it is to be looked at again.

    Raises NotPermitted, and AlreadyDone for a page that was sent twice.
    """
    check_may_review(by)
    with action("policy.reviewed", actor=by, chain=TRUST, token=token) as act:
        act.capacity = str(Role.POLICY_OWNER)
        version = PolicyVersion.objects.current()
        act.facts["version"] = version.number
        PolicyReview(policy_version=version, by=by, at=clock.now(), next_on=next_on, words=words).save()


def sections_for(question, draft):
    """The sections in which a question may stand: what is asked after sharing stays there, and nothing else goes there."""
    before = Section.objects.filter(policy_version=draft, number__startswith="3.")
    if question is not None and question.section.number == AFTER_SHARING:
        return before.filter(number=AFTER_SHARING)
    return before.exclude(number=AFTER_SHARING)
