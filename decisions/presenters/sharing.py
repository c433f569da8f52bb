"""What came after a decision: the plan with its signatures, what left, who knows, and what went wrong."""

from accounts.models import User
from agencies.calendar import last_day_valid, said_of
from decisions.enums import Extent, NotToldGround, Party, Side, Stage
from decisions.facts import Content
from decisions.permissions import deciding_role, roles_at
from decisions.presenters import words
from decisions.presenters.links import disclosure_url, row_url
from decisions.presenters.record import answer_words, item_words
from decisions.queries import approver_now
from decisions.readiness import difference

# Stages at which something has been planned, or has left.
AFTERWARDS = {Stage.APPROVED, Stage.SHARED_FIRST, Stage.SHARED, Stage.CLOSED, Stage.LAPSED}
PARTS = {
    Party.STUDENT: "1. The student",
    Party.PROFESSIONAL: "2. The professionals",
    Party.CARER: "3. The parent or carer",
}
SIDES = {Side.AUTHOR: "Author", Side.APPROVER: "Approver"}
LEFT = {Extent.WHOLE: "whole", Extent.REDACTED: "redacted"}


def _row(key, value):
    return {"key": {"text": key}, "value": words.in_lines(value)}


def recipient_name(recipient):
    """A recipient by name: the person there, or the agency where nobody is named."""
    return recipient.contact_name or recipient.agency.name


def sharing_cards(disclosure, content, offers, today):
    """What the page of a disclosure shows of its plan, its sharings, questions 16 and 17, and its incidents.

    None at a stage at which nothing was decided or has left. Nine statements at most, whatever the size.
    """
    if disclosure.stage not in AFTERWARDS:
        return None
    after = after_rows(disclosure, content)
    return {
        "plan": plan_rows(disclosure, today, content),
        "signatures": [row for row in signature_rows(disclosure, today, content) if row["is_signed"]],
        "sharings": sharing_rows(disclosure, content, offers, today),
        "after": {"rows": after} if after else None,
        "incidents": incident_rows(disclosure, offers, today, content),
    }


def plan_rows(disclosure, today, content=None):
    """The plan as a summary list: a row for each person and recipient; None where nothing is planned yet."""
    rows = []
    steps = (content or Content(disclosure)).steps
    has_carer = any(step.party == Party.CARER and step.person for step in steps)
    for step in sorted(steps, key=lambda step: list(PARTS).index(step.party)):
        if step.person is None and step.recipient is None:
            rows += [] if has_carer else [_row("Why no parent or carer is told", step.words)]
            continue
        name = step.person.name if step.person else recipient_name(step.recipient)
        rows.append(_row(f"{Party(step.party).label}: {name}", step_words(step, today)))
    return {"rows": rows} if rows else None


def step_words(step, today):
    """One step in words, and what came of it."""
    day = words.day(step.by_when)
    if step.tell:
        lines = [f"Tell: {step.who}, by {day}." if day else f"Tell: {step.who}."]
    else:
        by = f" by {step.who}" if step.who else ""
        lines = [f"Do not tell, for now. Looked at again on {day}{by}."]
    if step.words:
        lines.append(step.words)
    if step.done_at:
        lines.append(f"Done, {words.moment_inside(step.done_at, today)}, {step.done_by.name}: {step.outcome}")
    return "\n".join(lines)


def signature_rows(disclosure, today, content=None):
    """Both sides of the plan as it stands: whether it is signed, by whom and when, or by whom it is to be signed."""
    signed = {signature.side: signature for signature in (content or Content(disclosure)).signatures}
    return [
        {
            "side": side,
            "label": label,
            "is_signed": side in signed,
            "by": signed[side].by.name if side in signed else "",
            "when": words.moment_inside(signed[side].at, today) if side in signed else "",
        }
        for side, label in SIDES.items()
    ]


def who_signs(disclosure):
    """Side -> the name of whom it waits for; the author's colleagues who wrote with them may sign too."""
    approver = User.objects.filter(pk=approver_now(disclosure)).first()
    if approver is None:
        return {Side.AUTHOR: disclosure.author.name, Side.APPROVER: "Nobody can sign for the approver at the moment"}
    role = deciding_role(disclosure.seat, roles_at(approver, disclosure.school_id)).label
    return {Side.AUTHOR: disclosure.author.name, Side.APPROVER: f"{approver.name}, {role}"}


def sharing_rows(disclosure, content, offers, today):
    """Everything that left, in the order in which it left: a heading, rows, and the link for what comes back.

    What left before a decision has a card of its own, with what came back (`presenters.emergency`), and is not said twice. A sharing that differs also says what was approved and never left.
    """
    found = [record for record in content.sharings if not record.ground]
    never_left = _never_left(content) if any(record.deviation for record in found) else []
    return [
        {
            "title": f"Shared {words.moment_inside(record.left_at, today)}",
            "rows": {"rows": [_row(key, value) for key, value in _sharing(record, never_left, today) if value]},
            "answer_url": row_url(disclosure, "answer", record.pk) if "record-answer" in offers else "",
        }
        for record in found
    ]


def _never_left(content):
    """What was approved and left in no sharing, in words: a line for each item and recipient."""
    gone, items = content.gone, {item.pk: item for item in content.items}
    return [
        f"{item_words(items[pair.item_id])}: {difference(pair.decided, Extent.NOT)}"
        for pair in content.pairs
        if pair.pk not in gone and difference(pair.decided, Extent.NOT)
    ]


def _sharing(record, never_left, today):
    pairs = "\n".join(
        f"{item_words(shared.pair.item)}, {LEFT[shared.extent]}, to {shared.pair.recipient.agency.name}"
        for shared in record.pairs.all()
    )
    differences = [
        f"{item_words(shared.pair.item)}: {words_of}"
        for shared in record.pairs.all()
        if (words_of := difference(shared.pair.decided, shared.extent))
    ]
    differences += never_left if record.deviation else []
    return [
        ("Given to", record.to_words),
        ("What", pairs),
        ("Beside what was approved", "\n".join(differences)),
        ("Besides the list", record.what_words),
        ("How", record.get_channel_display()),
        ("Sent by", record.sent_by_words or record.recorded_by.name),
        ("Told that it is confidential", "Yes" if record.told_confidential else "Not recorded"),
        ("Why it differs from what was approved", record.deviation),
        *came_back(record),
        ("Recorded", f"{words.moment(record.recorded_at, today)}, {record.recorded_by.name}"),
    ]


def came_back(record):
    """The receipt and the recipient's answer, with their days, as pairs (key, words)."""
    return [
        ("Receipt", _with_day(record.receipt, record.receipt_on)),
        ("Their answer", _with_day(record.answer, record.answer_on)),
    ]


def _with_day(text, day):
    return f"{text} ({words.day(day)})" if day else text


def after_rows(disclosure, content):
    """Questions 16, for each person it is about, and 17, as far as they are answered."""
    return [_row(key, value) for key, value in after_words(disclosure, content)]


def after_words(disclosure, content):
    """The same as pairs (question, answer)."""
    questions = after_questions(content)
    rows = [
        (f"Does {person.name} know?", _aware(person, answer, questions["person-aware"]))
        for person in content.about
        if (answer := content.answer_of(person, "person-aware")) and answer.value
    ]
    recorded = content.answer_of(disclosure, "recorded")
    if recorded and recorded.value:
        where = ", ".join(part for part in (disclosure.case_system, disclosure.case_reference) if part)
        answered = answer_words(questions["recorded"], recorded)
        rows.append(("Recorded on the case file?", f"{answered}. {where}" if where else answered))
    return rows


def after_questions(content):
    """The questions asked after sharing by their code, with their choices."""
    content.read_choices()
    return {question.code: question for question in content.all_questions if question.section.number == "3.4"}


def _aware(person, answer, question):
    parts = [answer_words(question, answer)]
    told = ", ".join(part for part in (words.day(person.aware_on), person.aware_how, person.aware_by) if part)
    if told:
        parts.append(told)
    if person.not_told_ground:
        parts.append(NotToldGround(person.not_told_ground).label)
    if person.not_told_review_on:
        parts.append(f"Looked at again on {words.day(person.not_told_review_on)}")
    return ". ".join(parts)


def incident_rows(disclosure, offers, today, content=None):
    """What went wrong, the open ones first, with the link to end them for whoever may."""
    found = (content or Content(disclosure)).incidents
    rows = []
    for incident in found:
        is_open = incident.ended_at is None
        said = [
            ("What", incident.what),
            ("When", words.moment(incident.happened_at, today)),
            ("Reported", f"{words.moment(incident.reported_at, today)}, {incident.reported_by.name}"),
        ]
        if not is_open:
            said.append(("Ended", f"{words.moment(incident.ended_at, today)}, {incident.ended_by.name}"))
            said.append(("How", incident.ending))
        may_end = is_open and "end-incident" in offers
        rows.append(
            {
                "title": "An incident is open" if is_open else "Incident, ended",
                "is_open": is_open,
                "rows": {"rows": [_row(key, value) for key, value in said]},
                "end_url": row_url(disclosure, "incident-end", incident.pk) if may_end else "",
            }
        )
    return rows


def incident_lines(incidents, today):
    """Open incidents for the top of an adviser's pages: reference, school, when, and the link. No name, no words."""
    return [
        {
            "url": f"{disclosure_url(incident.disclosure)}#incidents",
            "reference": incident.disclosure.reference,
            "words": f"{incident.disclosure.school.name}, reported {words.moment_inside(incident.reported_at, today)}",
        }
        for incident in incidents
    ]


def pair_words(pair, several_recipients):
    """One item for one recipient, as the table of a sharing names it."""
    to = f", to {recipient_name(pair.recipient)}" if several_recipients else ""
    return f"{pair.item.description}{to}"


def proof(disclosure, today):
    """What opens a sharing that is still to happen: the signatures and the decision, in sentences."""
    decision = disclosure.standing_decision
    valid_until = last_day_valid(decision, disclosure.school)
    by = " and ".join(row["by"] for row in signature_rows(disclosure, today))
    decided = f"by {decision.by.name}, {decision.get_capacity_display()}. Valid until {words.day(valid_until)}."
    return [
        {"title": "Plan signed", "words": f"by {by}, plan version {disclosure.plan_version}"},
        {"title": decision.get_outcome_display(), "words": " ".join([decided, said_of(valid_until)]).strip()},
    ]
