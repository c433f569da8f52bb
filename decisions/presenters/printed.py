"""One disclosure on paper, and as plain words. Every time is written out: "today" says nothing on paper."""

from decisions.enums import Extent, Stage
from decisions.presenters import asked, emergency, record, words
from decisions.presenters.advising import note_rows
from decisions.presenters.decided import in_words
from decisions.presenters.settling import settled_rows
from decisions.presenters.sharing import (
    AFTERWARDS,
    after_rows,
    after_words,
    incident_rows,
    plan_rows,
    sharing_rows,
    signature_rows,
)
from decisions.presenters.timeline import timeline
from decisions.presenters.way import printed_routes

WRITTEN_OUT = None  # in place of today: no moment is of today then
NOTHING_SHARED = "Nothing has been shared."
UNSENT = {
    Stage.DRAFT: "This is a draft. Nobody has been asked for a decision yet.",
    Stage.AWAITING: "It waits for a decision.",
    Stage.RETURNED: "It was returned to be mended.",
    Stage.APPROVED: "It is approved and has not been sent yet.",
    Stage.REJECTED: "It was rejected.",
    Stage.WITHDRAWN: "It was withdrawn.",
    Stage.LAPSED: "It was approved, and the approval has lapsed.",
}


def _row(key, value):
    return {"key": {"text": key}, "value": words.in_lines(value)}


def printed(disclosure, content, reader, now):
    """The whole record in the order of the paper: the decisions, what was proposed, approved and shared, the answers,
    the plan, incidents and the timeline; with the version, and when and by whom it was printed.
    """
    request, replies = asked.card(disclosure, WRITTEN_OUT), asked.replies(disclosure, WRITTEN_OUT, content)
    plan, after = plan_rows(disclosure, WRITTEN_OUT, content), after_rows(disclosure, content)
    approved, routes = approved_rows(disclosure, content), printed_routes(content)
    return {
        "policy": disclosure.policy_version.name,
        "at": words.moment(now, WRITTEN_OUT),
        "by": reader.name,
        "stage": Stage(disclosure.stage).label,
        "decisions": [in_words(disclosure, one, WRITTEN_OUT) for one in reversed(content.decisions)],
        "asked": {"rows": request["rows"]} if request else None,
        "replies": {"rows": replies["rows"]} if request and replies else None,
        "proposed": {"rows": _proposed(disclosure, content)},
        "items": [record.item_words(item) for item in content.items],
        "pairs": {"rows": record.pair_rows(content)} if content.pairs else None,
        "approved": {"rows": approved} if approved else None,
        "shared_first": [{"rows": card["rows"]} for card in emergency.cards(disclosure, WRITTEN_OUT, content)],
        "sharings": sharing_rows(disclosure, content, (), WRITTEN_OUT),
        "settled": settled_rows(content),
        "routes": {"rows": routes} if routes else None,
        "adviser_note": note_rows(content, WRITTEN_OUT),
        "answers": record.answers_by_question(content, emergency.answered_after(disclosure, content)),
        "after": {"rows": after} if after else None,
        "plan": plan,
        "signatures": signature_rows(disclosure, WRITTEN_OUT, content) if plan else [],
        "incidents": incident_rows(disclosure, (), WRITTEN_OUT, content),
        "timeline": timeline(disclosure, WRITTEN_OUT, content=content),
    }


def _proposed(disclosure, content):
    author = f"{disclosure.author.name}, {disclosure.school.name}"
    return [_row("Author", author), *record.proposal_rows(disclosure, content)]


def approved_rows(disclosure, content):
    """Who is to be given what by the decision that stands; empty where none stands."""
    if disclosure.standing_decision_id is None:
        return []
    items = {item.pk: item.description for item in content.items}
    recipients = {one.pk: record.recipient_short(one) for one in content.recipients}
    lines = {}
    for pair in content.pairs:
        if pair.decided:
            extent = Extent(pair.decided).label.lower()
            lines.setdefault(items[pair.item_id], []).append(f"{recipients[pair.recipient_id]}: {extent}")
    return [_row(item, "\n".join(said)) for item, said in lines.items()]


def case_record(disclosure, content):
    """The plain text for the school's own case record: no mark-up, a line for each thing, then one sentence."""
    left = list(
        disclosure.sharings.select_related("recorded_by").prefetch_related("pairs__pair__item").order_by("left_at")
    )
    parts = [
        f"Information sharing, Talentum Share {disclosure.reference}",
        f"School: {disclosure.school.name}",
        f"About: {', '.join(person.name for person in content.about) or _about(left)}",
        *(_left(one) for one in left),
        *([] if left else [f"{NOTHING_SHARED} {UNSENT.get(disclosure.stage, '')}".strip()]),
        f"Why: {_why(disclosure, content)}",
        *_decided(disclosure),
        *_told(disclosure, content),
        f"Reference: {disclosure.reference}",
        _sentence(disclosure, content, left),
    ]
    return "\n\n".join(parts)


def _about(left):
    return next((one.about_words for one in left if one.about_words), "Nobody named yet")


def _left(one):
    """One sharing: what went to whom, when and how."""
    items = [f"{pair.pair.item.description} ({pair.get_extent_display().lower()})" for pair in one.pairs.all()]
    what = "; ".join([*items, *([one.what_words] if one.what_words else [])])
    return "\n".join(
        [
            f"Shared: {what}",
            f"With: {one.to_words}",
            f"When: {words.moment(one.left_at, WRITTEN_OUT)}",
            f"How: {one.get_channel_display()}",
        ]
    )


def _why(disclosure, content):
    if content.nothing_to_share:
        return record.why_nothing(content) or "Not written yet"
    return (
        ". ".join(part for part in (record.purpose_words(disclosure, content), disclosure.benefit) if part)
        or "Not written yet"
    )


def _decided(disclosure):
    """By whom and in what capacity it was decided, and why; what is not decided yet says so."""
    decision = disclosure.standing_decision
    if decision is None:
        return ["Decided by: nobody yet."]
    at, outcome = words.moment(decision.at, WRITTEN_OUT), decision.get_outcome_display()
    return [
        f"Decided by: {decision.by.name}, {decision.get_capacity_display()}. {outcome}, {at}.\nReason: {decision.reason}"
    ]


def _told(disclosure, content):
    """Whether each person was told, as question 16 is answered; nothing before it is asked."""
    if disclosure.stage not in AFTERWARDS:
        return []
    said = after_words(disclosure, content)
    return ["\n".join(f"{question} {answer}" for question, answer in said) or "Whether they know: not answered yet."]


def _sentence(disclosure, content, left):
    """The sentence to paste where one line is enough."""
    about = ", ".join(person.name for person in content.about) or _about(left)
    if not left:
        return f"Talentum Share {disclosure.reference}: {NOTHING_SHARED.lower()[:-1]} about {about} so far."
    last = left[-1]
    decision = disclosure.standing_decision
    by = f"; decided by {decision.by.name}, {decision.get_capacity_display()}" if decision else "; not decided yet"
    return (
        f"Information about {about} was shared with {last.to_words} on {words.moment(last.left_at, WRITTEN_OUT)}{by}. "
        f"Talentum Share {disclosure.reference}."
    )
