"""What an approver has to settle, point by point: from the findings at approval, with and without what is settled."""

from dataclasses import replace

from agencies.models import Condition, LawfulBasis
from agencies.registers import offered
from audit import clock
from checklist import facts as known, gates
from checklist.derived import suggestions
from checklist.details import duties
from decisions.forms.settling import Point
from decisions.judged import person_key
from decisions.presenters.record import answer_words, said_on_consent

WHY = "Your reason"
GROUP = (("anonymous", "No: nobody can be recognised"), ("identifiable", "Yes: the people are to be entered"))
# Code of a finding -> (code of what is settled, what is asked for).
REASONS = {
    "Q8.HARM": (known.HARM_WHY, "Sharing seems to do more harm. Why is it still right?"),
    "X7.ADVISER": (known.CONFLICT_WHY, "There is a duty, yet harm. Why is sharing right, or not?"),
    "Q10.REASON": (known.OPINION_WHY, "Fact and opinion are mixed. Why may it go as it is?"),
    "Q11.CHECK": (known.UNCHECKED_WHY, "The source is not asked yet. Why not?"),
    "Q11.OBJECTION": (known.SOURCE_REPLY, "The source objects. What is your reply?"),
}
OF_A_PERSON = {
    "Q1.OBJECTION": (known.OBJECTION_REPLY, "There is an objection about {name}. What is your reply?"),
    "X4.OVERRIDE": (known.OVERRIDE, "Consent about {name} was refused. Why is it right to share all the same?"),
}
FOR_ADVISERS = {known.CONFLICT_WHY, known.OVERRIDE, known.SMALL_GROUP}


def points(content, by_adviser):
    """What is open, and what was settled before, in the order of the questions: a list of Point."""
    facts = content.facts()
    found = {(one.code, one.about): one for one in (*gates.g2(replace(facts, rulings=())), *gates.g2(facts))}
    standing = {(row.code, row.person_id): row for row in content.rulings}
    content.read_choices()
    made = [*_not_sure(content, found), *_reasons(content, found), *_of_people(content, found), *_group(found)]
    made = [point for point in made if by_adviser or point.code not in FOR_ADVISERS]
    made += _law(content, found, facts) + _basis(found, facts)
    return [_as_settled(point, standing.get((point.code, point.person))) for point in made]


def _as_settled(point, row):
    return replace(point, value=row.value, reason=row.reason) if row else point


def _not_sure(content, found):
    """The author's "not sure": what the approver may say instead, with what the author wrote beside it."""
    for question, key, answer, row in content.asked_rows():
        if any(code.endswith(".UNSURE") and one.question_code == question.code and one.about == key
               for (code, _about), one in found.items()):  # fmt: skip
            values = [
                (one.code, one.label) for one in question.choices.all() if one.is_offered and one.code != known.NOT_SURE
            ]
            who = f", for {row.name}" if key else ""
            said = answer_words(question, answer, getattr(row, "kind", ""), content)
            yield Point(
                question.code,
                row.pk if key else None,
                f"Question {question.number}, {question.label}{who}",
                f"The author: {said}",
                tuple(values),
                WHY,
                needs_reason=True,
            )


def _reasons(content, found):
    codes = {code for code, _about in found}
    return [Point(code, None, label, reason_label=label) for name, (code, label) in REASONS.items() if name in codes]


def _of_people(content, found):
    for person in content.about:
        for name, (code, label) in OF_A_PERSON.items():
            if (name, person_key(person)) in found:
                words = label.format(name=person.name)
                yield Point(code, person.pk, words, said_on_consent(content, person), reason_label=words)


def _group(found):
    if not any(code.startswith("X8.") for code, _about in found):
        return []
    label = "Can anybody in this small group be recognised?"
    return [Point(known.SMALL_GROUP, None, label, choices=GROUP, reason_label=WHY, needs_reason=True)]


def _law(content, found, facts):
    """Which duty it is, where an approver settles that there is one."""
    answer = content.value_of(content.disclosure, "duty-or-power")
    if answer != known.NOT_SURE:
        return []
    label = "If it is a duty: which one?"
    return [Point(known.LAW, None, label, choices=tuple(duties()), reason_label="Where does it stand?", as_list=True)]


def _basis(found, facts):
    """The lawful basis, always; the condition where the information is sensitive. Suggested, and the approver's choice."""
    suggested, today = suggestions(facts), clock.today()
    made = []
    if any(code.startswith(("BASIS.", "X6.")) for code, _about in found):
        made.append(
            Point(
                known.BASIS,
                None,
                "The lawful basis",
                "Suggested from the answers. Choose another if it does not fit.",
                tuple((one.code, one.words) for one in offered(LawfulBasis, today)),
                "Why this basis, where it is not a usual one",
                suggested.basis,
                as_list=True,
            )
        )
    if any(code == "Q2.CONDITION" for code, _about in found):
        made.append(
            Point(
                known.CONDITION,
                None,
                "The condition for sensitive information",
                "Suggested where it protects a child." if suggested.condition else "",
                tuple((one.code, one.words) for one in offered(Condition, today)),
                value=suggested.condition,
                as_list=True,
            )
        )
    return made


def settled_rows(content):
    """What approvers settled, as it stands: a summary list, None where nothing is settled."""
    if not content.rulings:
        return None
    content.read_choices()
    questions, people = {one.code: one for one in content.questions}, {one.pk: one.name for one in content.people}
    rows = []
    for row in content.rulings:
        question = questions.get(row.code)
        key = f"Question {question.number}, {question.label}" if question else SETTLED_AS[row.code]
        labels = {one.code: one.label for one in question.choices.all()} if question else _lines(content, row.code)
        who = f" for {people.get(row.person_id, '')}" if row.person_id else ""
        said = ". ".join(part for part in (labels.get(row.value, row.value), row.reason) if part)
        rows.append({"key": {"text": key + who}, "value": {"text": f"{said} ({row.by.name})"}})
    return {"rows": rows}


def _lines(content, code):
    """The words of what may be chosen, beside a question's own: a line of a register, or whether a group is anonymous."""
    register = REGISTER_OF.get(code)
    return {each: name for (kept_in, each), name in content.register_names.items() if kept_in == register} | dict(GROUP)


REGISTER_OF = {known.BASIS: "lawfulbasis", known.CONDITION: "condition", known.LAW: "legalground"}
SETTLED_AS = {
    known.BASIS: "Lawful basis",
    known.CONDITION: "Condition for sensitive information",
    known.LAW: "Which duty",
    known.OVERRIDE: "Why the refusal is overruled,",
    known.OBJECTION_REPLY: "Reply to the objection,",
    known.SMALL_GROUP: "Small group",
    known.HARM_WHY: "Why it is right in spite of harm",
    known.CONFLICT_WHY: "Duty against harm",
    known.OPINION_WHY: "Why opinion may go as it is",
    known.UNCHECKED_WHY: "Why the source is not asked",
    known.SOURCE_REPLY: "Reply to the source",
}
