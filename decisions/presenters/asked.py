"""What was asked of us, as its pages show it: what may be said now, what was received, who checked it, the replies."""

from django.utils.html import format_html

from decisions import queries
from decisions.enums import CheckResult, NumberFrom, Origin, ReplyKind, RequestWay, Stage
from decisions.facts import Content
from decisions.judged import FAILED_CHECKS, asked_facts, is_checked
from decisions.presenters import words
from decisions.presenters.links import disclosure_url, page_url
from decisions.readiness import HAS_GONE, NOTHING_GOES, reply_owed

ASKED_OF_US = "asked of us"
TITLE = "Who asked, and for what"
NOT_KNOWN_YET = "Not known yet"
CONTACT = "Contact they gave"
UNLISTED = "an organisation that is not on our list"
THANKS = "Thank you."
BEING_LOOKED_AT = f"{THANKS} We have your request, and somebody is looking at it. You will be told what is decided."
# What is true once whoever asked is checked, at the stages at which nobody looks at it any more.
DECIDED_WORDS = {
    Stage.APPROVED: f"{THANKS} Your request has been looked at. You will hear from us in the way that was agreed.",
    Stage.SHARED: f"{THANKS} Your request has been dealt with. You hear from us in the way that was agreed.",
    Stage.CLOSED: f"{THANKS} Your request has been dealt with. I cannot say more on the telephone.",
    Stage.REJECTED: f"{THANKS} Your request has been looked at. We cannot help with it.",
    Stage.WITHDRAWN: f"{THANKS} We have your request. I cannot say more today.",
    Stage.LAPSED: f"{THANKS} We have your request. I cannot say more today.",
}
REFUSAL = "I am sorry, we cannot help with this. I cannot say whether any child is at this school."
IF_THEY_PRESS = "We always ring back. That is how we protect children."
NOTHING_MORE = "I cannot say more than that."
NOT_YET = (
    "that the child is, or is not, here",
    "\u201cI will check with the mother\u201d",
    "anything by e-mail to the address they gave",
)
NOT_YET_CHECKED = (
    "that the child is, or is not, here",
    "what we know, or what will be decided",
    "anything by e-mail to the address they gave",
)


def asked_words(disclosure):
    """What the captions of its pages add where somebody asked; empty for our own."""
    return ASKED_OF_US if disclosure.origin == Origin.REQUESTED else ""


def say_now(disclosure, request, today):
    """The sentence to read aloud, what to say if they press, and what not to say yet. It is true, and gives nothing away."""
    if request.check_result in FAILED_CHECKS:
        return {"say": REFUSAL, "press": NOTHING_MORE, "not_yet": NOT_YET_CHECKED}
    if is_checked(request):
        say = DECIDED_WORDS.get(disclosure.stage, BEING_LOOKED_AT)
        return {"say": say, "press": NOTHING_MORE, "not_yet": NOT_YET_CHECKED}
    return {"say": _before_the_check(request, today), "press": IF_THEY_PRESS, "not_yet": NOT_YET}


def _before_the_check(request, today):
    """Only what we have is said to be there, and a day only where it is still to come."""
    has_organisation = bool(request.agency_id or request.authority)
    known = [
        *(["name"] if request.asked_by else []),
        *(["organisation"] if has_organisation else []),
        *(["reference"] if request.their_reference else []),
    ]
    through = "through your switchboard" if has_organisation else "on a number that we find ourselves"
    is_to_come = request.reply_by is not None and request.reply_by >= today
    by = f", by {_reply_by(request)}" if is_to_come else ""
    have = f"I have your {_listed(known)}."
    return (
        f"{THANKS} I cannot say whether any child is at this school. {have} Somebody will ring you back {through}{by}."
    )


def _listed(parts):
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _reply_by(request):
    day = f"{request.reply_by:%A} {request.reply_by.day} {request.reply_by:%B}"
    return f"{words.clock_time(request.reply_by_time)} on {day}" if request.reply_by_time else day


def organisation(request):
    """Which organisation asked: that of the list, or the words for any other; empty where none is known."""
    return request.agency.name if request.agency_id else request.authority


def who(request):
    """Who asked, in words: name, position and organisation, as far as they are known."""
    return ", ".join(part for part in (request.asked_by, request.position, organisation(request)) if part)


def received_rows(request, today):
    """What was received, a row for each thing that was asked after."""
    received = f"{words.moment(request.received_at, today)}, {_lower(RequestWay(request.received_how).label)}"
    rows = [
        ("Words used", f"\u201c{request.words}\u201d"),
        ("Who", who(request)),
        (CONTACT, request.contact_given),
        ("Their reference", request.their_reference),
        ("Why they need it", request.why),
        ("Reply wanted by", "They named no day" if request.no_date else _day(request)),
        ("Power they named", "They named none" if request.no_power else request.power),
        ("Received", received),
    ]
    return [{"key": {"text": key}, "value": _received(key, value)} for key, value in rows]


def _received(key, value):
    if key == CONTACT and value:
        return {"html": format_html("{}. <strong>Do not use it to check</strong>", value)}
    return words.in_lines(value or NOT_KNOWN_YET)


def who_asked_rows(disclosure):
    """Who asked and for what, in two rows; none where nobody asked."""
    request = queries.request_of(disclosure)
    if request is None:
        return []
    rows = [("Asked by", who(request)), ("They want", f"\u201c{request.words}\u201d")]
    return [{"key": {"text": key}, "value": words.in_lines(value)} for key, value in rows]


def received_card(disclosure, request, today, *, changeable):
    """The card "What was received", with one link for whoever may change it, and how often they asked before."""
    title = "What was received"
    change = {"href": page_url(disclosure, "request-change"), "text": "Change", "visuallyHiddenText": _lower(title)}
    card_of = {"title": {"text": title}} | ({"actions": {"items": [change]}} if changeable else {})
    return {"card": card_of, "rows": [*received_rows(request, today), earlier_row(request)]}


def _day(request):
    return _reply_by(request) if request.reply_by else ""


def earlier_row(request):
    """How often somebody of this name has asked before, and how often they were not known; no more than that."""
    results = list(queries.earlier_requests(request).values_list("check_result", flat=True))
    unknown = results.count(CheckResult.NOT_KNOWN)
    value = f"{len(results)} under this name" if results else "None under this name"
    if not request.asked_by:
        value = "No name was given"
    if unknown:
        value += f", {unknown} of them not known there"
    return {"key": {"text": "Earlier requests"}, "value": {"text": value}}


def check_words(request, today):
    """How and by whom whoever asked was checked, in words."""
    if not request.check_result:
        return "Not checked yet"
    said = [CheckResult(request.check_result).label]
    if request.check_result == CheckResult.CONFIRMED and not is_checked(request):
        said.append("It was rung on the number they gave themselves, so it does not count")
    if request.check_phone:
        source = f" ({_lower(NumberFrom(request.check_number_from).label)})" if request.check_number_from else ""
        said.append(f"Rang {request.check_phone}{source}")
    if request.checked_by:
        said.append(f"{request.checked_by.name}, {words.moment_inside(request.checked_at, today)}")
    return ". ".join(said)


def card(disclosure, today, *, changeable=False):
    """The card "What they asked" of the decision page and of one's answers; None where nobody asked."""
    request = queries.request_of(disclosure)
    if request is None:
        return None
    rows = [
        *received_rows(request, today),
        {"key": {"text": "Checked"}, "value": {"text": check_words(request, today)}},
    ]
    action = {"href": page_url(disclosure, "request"), "text": "Change", "visuallyHiddenText": _lower(TITLE)}
    title = {"title": {"text": "What they asked"}} | ({"actions": {"items": [action]}} if changeable else {})
    return {"card": title, "rows": rows}


def replies(disclosure, today, content=None):
    """The card "Replies": what whoever asked was told, the latest first; None where nothing was said."""
    found = (content or Content(disclosure)).replies
    rows = [
        {
            "key": {"text": words.moment(reply.at, today)},
            "value": words.in_lines(
                f"{ReplyKind(reply.kind).label}. {reply.get_channel_display()}, {reply.recorded_by.name}\n{reply.words}"
            ),
        }
        for reply in found
    ]
    return {"card": {"title": {"text": "Replies"}}, "rows": rows} if rows else None


def shown(disclosure, offers, today, content=None):
    """What the pages of one disclosure show of what was asked: the card, the replies, whether one is owed; or None."""
    if disclosure.origin != Origin.REQUESTED:
        return None
    content, may_write = content or Content(disclosure), "write-to-requester" in offers
    is_owed = disclosure.stage in {*NOTHING_GOES, *HAS_GONE} and reply_owed(disclosure, content)
    return {
        "card": card(disclosure, today),
        "page": page_url(disclosure, "request"),
        "replies": replies(disclosure, today, content),
        "owed": OWED.get(disclosure.stage, OWED_ANSWER) if is_owed else "",
        "reply_url": page_url(disclosure, "reply") if may_write else "",
    }


OWED_ANSWER = "Whoever asked is owed a reply: tell them what they were given, or that it is refused."
OWED = {Stage.REJECTED: "Whoever asked is owed a reply: tell them that it is refused, and nothing about any child."}


def alerted(request):
    """That the advisers see a failed check; empty where there is nothing to tell them."""
    return ALERTED if request.check_result == CheckResult.NOT_KNOWN else ""


ALERTED = (
    "They were not known there. Every Data Protection Adviser sees this at the top of their pages until it is refused."
)


def topic(request, *, nothing_to_share=False):
    """The mark and the hint of the topic in the task list: (is done, is begun, hint). What is missing is named."""
    known = asked_facts(request)
    missing = [
        name
        for name, is_known in (
            ("what", known.says_what),
            ("why", known.says_why),
            ("by when", known.says_when),
            ("which power", known.says_power),
        )
        if not is_known and not nothing_to_share  # what they want need not be clear to give them nothing
    ]
    is_over = request.check_result in FAILED_CHECKS
    parts = [who(request)]
    if missing and not is_over:
        parts.append(f"Ask them {_listed(missing)}")
    if not (known.is_checked or is_over):
        parts.append("Ring them back on a number you found yourself")
    if is_over:
        parts.append(CheckResult(request.check_result).label)
    return is_over or (known.is_checked and not missing), ". ".join(part for part in parts if part)


def steps(disclosure, request, content, *, may_submit, is_signed, today):
    """The steps from the words to the reply: which are done, and the first that is not. Only those that exist here."""
    known = asked_facts(request)
    is_over = request.check_result in FAILED_CHECKS
    rows = [
        ("Received", True, f"{words.moment(request.received_at, today)}, {_lower(request.get_received_how_display())}"),
        ("Check who is asking", known.is_checked or is_over, ""),
        ("Make clear what they want", known.is_clear, ""),
        ("List the people and the information", bool(content.about and content.items and content.recipients), ""),
        ("The 17 questions", may_submit, "1 to 15 before, 16 and 17 after it is shared"),
        ("Decision", disclosure.standing_decision_id is not None, ""),
        ("Communication plan", is_signed, ""),
        ("Reply", not reply_owed(disclosure), ""),
    ]
    if is_over:  # nothing is left but to refuse
        rows = [*rows[:2], rows[-1]]
    elif content.nothing_to_share:  # what they want need not be clear, and nothing is planned
        rows = [*rows[:2], ("Say who and why nothing", may_submit, ""), rows[5], rows[-1]]
    here = next((title for title, done, _ in rows if not done), "")
    return [
        {"title": title, "done": done, "here": title == here, "note": note or ("Next" if title == here else "")}
        for title, done, note in rows
    ]


def alerts(requests, today):
    """Failed checks for the top of an adviser's pages: no name of a child, and no words of a draft."""
    return [
        {
            "url": disclosure_url(request.disclosure) if request.may_read else "",
            "reference": request.disclosure.reference,
            "words": f"{request.disclosure.school.name}. In the name of {_named(request)}. "
            f"{words.moment(request.checked_at, today)}, recorded by {request.disclosure.author.name}",
        }
        for request in requests
    ]


def _named(request):
    """The organisation in whose name it was asked; the words for one that stands on no list are not told of a draft."""
    if request.agency_id or (request.may_read and request.authority):
        return organisation(request)
    return UNLISTED


def _lower(text):
    return text[:1].lower() + text[1:]
