"""Who decides and why, what was decided, and what may be decided now."""

from accounts.roles import Role
from checklist import gates
from decisions.enums import Origin, Outcome, Seat
from decisions.facts import Content
from decisions.presenters import words
from decisions.presenters.findings import in_short
from decisions.presenters.links import decide_url, page_url
from decisions.presenters.way import AGAINST, departure_words
from decisions.queries import WAITING_STAGES, next_approvers
from decisions.routing import Route
from decisions.workflow.table import DECISIONS, REVIEWS

NO_HEADTEACHER = "It would go to the Headteacher, but there is none who may decide it, so an adviser does."
TITLES = {
    Outcome.APPROVED: "Approved",
    Outcome.ACKNOWLEDGED: "Acknowledged",
    Outcome.RETURNED: "Returned with defects",
    Outcome.REJECTED: "Rejected",
    Outcome.RATIFIED: "Ratified",
    Outcome.RATIFIED_LEARNING: "Ratified, with something to learn",
    Outcome.NOT_RATIFIED: "Not ratified",
}

# The decisions in the order in which a page offers them.
DECIDING = tuple(action.name for action in (*DECISIONS, *REVIEWS))

CONFIRM = {
    "approve": {
        "page_title": "Approve this disclosure",
        "button": "Approve disclosure",
        "then_title": "When you approve",
        "then": [
            "The author sees your decision and your reason.",
            "Your decision cannot be edited afterwards.",
        ],
    },
    "acknowledge": {
        "page_title": "Acknowledge this duty",
        "button": "Acknowledge",
        "then_title": "When you acknowledge it",
        "then": [
            "The author has a duty of their own and shares it. Nobody may stop them.",
            "They see your advice. Nothing that is open here holds the sharing back.",
            "What you write cannot be edited afterwards.",
        ],
    },
    "return": {
        "page_title": "Return this disclosure to be mended",
        "button": "Return disclosure",
        "then_title": "When you return it",
        "then": [
            "The author sees what to mend, changes it and submits it again.",
            "Anybody who is worried about a child may still go to children\u2019s social care at any time.",
        ],
    },
    "reject": {
        "page_title": "Reject this disclosure",
        "button": "Reject disclosure",
        "then_title": "When you reject it",
        "then": [
            "The author sees your reason and how the child is helped instead.",
            "Anybody may refer a child to children\u2019s social care at any time, whatever is decided here.",
            "Your decision cannot be edited afterwards.",
        ],
    },
    "ratify": {
        "page_title": "Ratify what was shared",
        "button": "Ratify",
        "then_title": "When you ratify it",
        "then": [
            "What left stands as decided: exactly that, and nothing more.",
            "The author sees your decision and your reason, and answers the questions after sharing.",
            "Your decision cannot be edited afterwards.",
        ],
    },
    "ratify-learning": {
        "page_title": "Ratify, with something to learn",
        "button": "Ratify, with something to learn",
        "then_title": "When you ratify it with something to learn",
        "then": [
            "What left stands as decided: exactly that, and nothing more.",
            "The author reads what there is to learn. It is help for the next time, and blames nobody.",
            "Your decision cannot be edited afterwards.",
        ],
    },
    "not-ratify": {
        "page_title": "Do not ratify what was shared",
        "button": "Do not ratify",
        "then_title": "When you do not ratify it",
        "then": [
            "An incident is opened, and every adviser sees it. An adviser who sent none of it ends it.",
            "The author sees your decision and your reason, and answers the questions after sharing.",
            "Your decision cannot be edited afterwards.",
        ],
    },
}
OWED = "Whoever asked is owed a reply."
SECOND_VIEW = "The author may ask once for somebody else to look at it."


NOTHING_SHARED = {
    "page_title": "Decide that nothing is shared",
    "button": "Reject: nothing is shared",
    "then_title": "When you decide so",
}
NOTHING_TO_APPROVE = "cannot be: nothing should be shared, so there is nothing to approve. Reject it, or return it."


def confirm_words(disclosure, action, *, nothing_to_share=False):
    """What the confirm page of a decision says: its title, its button, and what happens then."""
    said = CONFIRM[action] | (NOTHING_SHARED if nothing_to_share and action == "reject" else {})
    if action != "reject":
        return said
    more = [SECOND_VIEW] if disclosure.second_view_at is None else []
    more += [OWED] if disclosure.origin == Origin.REQUESTED else []
    first, *others = said["then"]
    return said | {"then": [first, *more, *others]}


def decided(disclosure, today, content=None):
    """The latest decision in words: outcome, by whom in what capacity, when, on which version, and why; or None."""
    taken = (content or Content(disclosure)).decisions
    return in_words(disclosure, taken[-1], today) if taken else None


def in_words(disclosure, decision, today):
    """One decision in words: its title, its reason, and its rows."""
    capacity = Role(decision.capacity).label
    rows = [
        ("Decided by", f"{decision.by.name}, {capacity}"),
        ("When", f"{words.moment(decision.at, today)}, on version {decision.version}"),
        (REASON_KEYS.get(decision.outcome, "Reason"), decision.reason),
        ("How the child is helped instead", decision.instead),
        ("What would change it", decision.would_change),
        (AGAINST, departure_words(decision)),
    ]
    return {
        "title": _title(disclosure, decision, today),
        "reason": decision.reason,
        "rows": {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in rows if value]},
    }


def _title(disclosure, decision, today):
    """The outcome; for one that no longer stands, that it does not. A return never stood."""
    title = TITLES[Outcome(decision.outcome)]
    if decision.pk == disclosure.standing_decision_id or decision.outcome == Outcome.RETURNED:
        return title
    if decision.outcome == Outcome.REJECTED and disclosure.second_view_at:
        return f"Second view: {decision.by.name} rejected it, {words.moment_inside(decision.at, today)}"
    return f"{title} before: that decision no longer stands"


REASON_KEYS = {Outcome.RETURNED: "What to mend", Outcome.ACKNOWLEDGED: "Advice"}


def who_decides(disclosure, route: Route):
    """Before submission: who would decide and why, or that nobody can, with whom to ring."""
    return _seat_words(
        disclosure, next(iter(next_approvers(disclosure, route.seat)), None), route.seat, route.rule.label
    )


def _seat_words(disclosure, held, seat, because):
    """Who decides from a seat, by the appointment in which they do."""
    if held is None:
        return {
            "nobody": "Nobody can decide this at the moment.",
            "ring": disclosure.school.duty_name,
            "phone": disclosure.school.duty_phone,
        }
    role = Role(held.role)
    return {
        "name": held.user.name,
        "capacity": role.label,
        "because": _fitting(seat, role, because),
        "phone": held.phone,
        "duty_name": disclosure.school.duty_name,
        "duty_phone": disclosure.school.duty_phone,
    }


def _fitting(seat, role, because):
    """The sentence that fits whoever decides: the headteacher's seat may have come to an adviser."""
    return NO_HEADTEACHER if seat == Seat.HEADTEACHER and role != Role.HEADTEACHER else because


def waits_for_decision(disclosure):
    """Whether somebody is to decide it now: only then are its findings something to attend to."""
    return disclosure.stage in WAITING_STAGES


def decision_card(disclosure, offers, standing):
    """The card "Your decision" for the approver; for everybody else who decides; None when nothing is awaited."""
    if not waits_for_decision(disclosure):
        return None
    offers = {name: offers[name] for name in DECIDING if name in offers and not _is_beside_the_point(offers[name])}
    if not offers:
        return {"waits_for": _seat_words(disclosure, standing.approver, disclosure.seat, _because(disclosure))}
    shut = [{"label": offer.label, "words": _opens_when(offer)} for offer in offers.values() if not offer.is_open]
    role = standing.deciding_capacity
    to_settle = any(one.mend == gates.APPROVER_PART for offer in offers.values() for one in offer.findings)
    return {
        "settle_url": page_url(disclosure, "settle"),
        "settle_first": to_settle,
        "may_settle": not any(_has_nothing(offer) for offer in offers.values()),
        "capacity": role.label,
        "because": _fitting(disclosure.seat, role, _because(disclosure)),
        "open": [_choice(disclosure, offer) for offer in offers.values() if offer.is_open],
        "shut": shut,
    }


def _has_nothing(offer):
    """Whether an action is shut because nothing should be shared."""
    return any(one.code == "Q9.NOTHING" for one in offer.findings)


def _opens_when(offer):
    if _has_nothing(offer):
        return NOTHING_TO_APPROVE
    return f"opens when this is settled: {in_short(offer.findings)}."


def _is_beside_the_point(offer):
    """Whether an action is shut because there is a duty of the author's own, or because there is none."""
    return any(one.code.startswith("DUTY.") for one in offer.findings)


def _choice(disclosure, offer):
    """A link to the confirm page of a decision. "Approve" alone is the green button; the others never outshine it."""
    plain = {} if offer.name in {"approve", "ratify"} else {"classes": "govuk-button--secondary"}
    return {"button": {"text": offer.label, "href": decide_url(disclosure, offer.name)} | plain}


def _because(disclosure):
    return disclosure.get_seat_rule_display()
