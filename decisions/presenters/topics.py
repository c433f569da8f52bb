"""The task list of a draft: one topic a page, each with its mark."""

from django.urls import reverse

from checklist import gates
from decisions.enums import Extent, PersonKind
from decisions.facts import BEFORE_SHARING
from decisions.forms.pairs import WHY_NOT_WHOLE
from decisions.presenters import record
from decisions.presenters.asked import TITLE as ASKED_TITLE, topic as asked_topic
from decisions.presenters.links import page_url, section_url
from decisions.presenters.words import counted
from decisions.queries import request_of
from decisions.workflow.table import SUBMIT

DONE, IN_PROGRESS, NOT_STARTED, NOT_READY = "Done", "In progress", "Not started", "Not ready"
CONFIRM_AGAIN = "Confirm again"
TITLES = {
    "3.1": "3.1 Your right to share",
    "3.2": "3.2 The information you are sharing",
    "3.3": "3.3 Who you are sharing with, and how",
}
TAGS = {
    IN_PROGRESS: "govuk-tag--light-blue",
    NOT_STARTED: "govuk-tag--blue",
    NOT_READY: "govuk-tag--grey",
    CONFIRM_AGAIN: "govuk-tag--yellow",
}


def topics(disclosure, content, findings, to_be_said=()):
    """The three groups of the task list, and how many of the topics are done.

    `to_be_said` are the people of whom the author may still say whether they are the same as before; it stops nothing.
    """
    if content.nothing_to_share and disclosure.stage in SUBMIT.stages:
        return _of_nothing(disclosure, content, findings, to_be_said)
    share = _what_to_share(disclosure, content, findings, to_be_said)
    checklist = _sections(disclosure, content, findings)
    marks = [mark for mark, _ in (*share, *checklist)]
    asked = _asked(disclosure, content)
    afterwards = disclosure.shared_first_at is not None
    return {
        "groups": [
            {
                "title": "1. What you shared" if afterwards else "1. What you want to share",
                "list": _list("share", [item for _, item in (*asked, *share)]),
            },
            {
                "title": "2. The checklist",
                "list": _list("checklist", [*[item for _, item in checklist], *_last_section(content, afterwards)]),
            },
            *_decision(disclosure, findings, marks),
        ],
        "done": [*marks, *(mark for mark, _ in asked)].count(DONE),
        "all": len(marks) + len(asked),
        "nothing": _place_and_name(content, "how-much") if not afterwards else ("", ""),
    }


def _of_nothing(disclosure, content, findings, to_be_said):
    """The same where nothing should be shared: the people, the other party, and why; nothing else is asked."""
    codes, asked = {one.code for one in findings if one.severity != gates.WARN}, _asked(disclosure, content)
    who_hint = _people_hint(content, to_be_said)
    if not content.about:
        who_hint = "Name them. Where it is not known who it is, say in the checklist what is known"
    party = _recipients_hint(content) if content.recipients else "Whoever asked, or would have been given it"
    rows = [
        ("Q5.NOBODY", "Who it is about", page_url(disclosure, "people"), who_hint),
        ("RECIPIENT", "Who would receive it", page_url(disclosure, "recipients"), party),
        ("Q9.WHYNOT", "Why nothing should be shared", *_place_and_name(content, "how-much")),
    ]
    found = [(mark, _item(title, url, mark, hint)) for code, title, url, hint in rows
             for mark in [NOT_STARTED if code in codes else DONE]]  # fmt: skip
    items, marks = [item for _, item in found], [mark for mark, _ in found]
    place, name = _place_and_name(content, "whose-information")
    if place and not content.about:
        items.insert(1, _item(f"{name}, where nobody can be named", place, "", ""))
    title = "1. What should not be shared"
    return {
        "groups": [
            {"title": title, "list": _list("share", [*(item for _, item in asked), *items])},
            *_decision(disclosure, findings, marks, "2"),
        ],
        "done": [*marks, *(mark for mark, _ in asked)].count(DONE),
        "all": len(marks) + len(asked),
        "is_nothing": True,
    }


def _place_and_name(content, code):
    """Where a question stands on the page of its section, and what it is called; both empty where it is not asked."""
    question = next((one for one in content.questions if one.code == code), None)
    if question is None:
        return "", ""
    place = f"{section_url(content.disclosure, question.section.number)}#question-{question.number}"
    return place, f"Question {question.number}"


def _decision(disclosure, findings, marks, number="3"):
    """The group that asks for a decision; what has left already asks for none."""
    if disclosure.stage not in SUBMIT.stages:
        return []
    last = _item("Check your answers and submit", page_url(disclosure, "check"), *_ready(findings, marks))
    return [{"title": f"{number}. Ask for a decision", "list": _list("decision", [last])}]


def _what_to_share(disclosure, content, findings, to_be_said):
    missing = {finding.mend: finding.sentence for finding in findings if finding.question is None}
    begun = {
        gates.PURPOSE_TOPIC: bool(disclosure.purpose or disclosure.benefit),
        gates.PEOPLE_TOPIC: bool(content.people),
        gates.ITEMS_TOPIC: bool(content.items),
        gates.RECIPIENT_TOPIC: bool(content.recipients),
    }
    rows = [
        (gates.PURPOSE_TOPIC, "purpose", "What and why", "Purpose, and how it helps the child"),
        (gates.PEOPLE_TOPIC, "people", "Who it is about", _people_hint(content, to_be_said)),
        (gates.ITEMS_TOPIC, "items", "The information", _items_hint(content)),
        (gates.RECIPIENT_TOPIC, "recipients", "Who receives it", _recipients_hint(content)),
    ]
    found = []
    for topic, page, title, hint in rows:
        mark = (IN_PROGRESS if begun[topic] else NOT_STARTED) if topic in missing else DONE
        more = f". {missing[topic]}" if mark == IN_PROGRESS else ""
        found.append((mark, _item(title, page_url(disclosure, page), mark, hint + more)))
    return [*found, *_pairs(disclosure, content)]


def _asked(disclosure, content):
    """Who asked, and for what: the first topic where somebody did. Nothing of it stops asking for a decision."""
    request = request_of(disclosure)
    if request is None:
        return []
    is_done, hint = asked_topic(request, nothing_to_share=content.nothing_to_share)
    mark = DONE if is_done else IN_PROGRESS
    return [(mark, _item(ASKED_TITLE, page_url(disclosure, "request"), mark, hint))]


def _pairs(disclosure, content):
    """Who gets what: a topic of its own as soon as there is something for somebody."""
    if not content.pairs:
        return []
    shortest = disclosure.trust.min_reason
    unexplained = [
        one
        for one in content.pairs
        if one.proposed in WHY_NOT_WHOLE and not gates.reason_is_enough(one.reason, shortest)
    ]
    hint = f"Everything whole, for {record.recipients_in_short([row.agency.name for row in content.recipients])}"
    if record.not_whole(content):
        whole = sum(pair.proposed == Extent.WHOLE for pair in content.pairs)
        hint = f"{whole} of {len(content.pairs)} whole. Otherwise: {record.not_whole(content)}"
    if unexplained:
        hint = f"{hint}. Say why {counted(len(unexplained), 'is', 'are')} not whole"
    mark = IN_PROGRESS if unexplained else DONE
    return [(mark, _item("Who gets what", page_url(disclosure, "pairs"), mark, hint))]


KINDS = {
    PersonKind.ABOUT: "whom it is about",
    PersonKind.CARER: "to be told or not",
    PersonKind.MENTIONED: "only mentioned",
}


def _people_hint(content, to_be_said):
    """How many people, how many of them in which way, where they differ, and who may be the same as before."""
    said = _people_counted(content)
    if not to_be_said:
        return said
    same = "this is the same person" if len(to_be_said) == 1 else "these are the same people"
    return f"{said}. Say whether {same} as before"


def _people_counted(content):
    words = counted(len(content.people), "person", "people")
    counts = {kind: sum(person.kind == kind for person in content.people) for kind in KINDS}
    if counts[PersonKind.ABOUT] == len(content.people):
        return words
    return f"{words}: " + ", ".join(f"{number} {KINDS[kind]}" for kind, number in counts.items() if number)


def _items_hint(content):
    """How many items, and how many of them nobody is given."""
    given = {pair.item_id for pair in content.pairs if pair.proposed != Extent.NOT}
    left_out = len({pair.item_id for pair in content.pairs} - given)
    return counted(len(content.items), "item") + (f", {left_out} left out" if left_out else "")


def _recipients_hint(content):
    if not content.recipients:
        return "An organisation and a person there"
    if len(content.recipients) == 1:
        named = ", named contact" if content.recipients[0].contact_name else ", nobody named there yet"
        return content.recipients[0].agency.name + named
    return f"{counted(len(content.recipients), 'recipient')}: " + "; ".join(
        recipient.agency.name for recipient in content.recipients
    )


def _sections(disclosure, content, findings):
    """One line a section: done where nothing in it stops; otherwise which questions do."""
    found = []
    for number in BEFORE_SHARING:
        questions = [question for question in content.questions if question.section.number == number]
        if not questions:
            continue
        codes = {question.code for question in questions}
        stops = [one for one in findings if one.question_code in codes and one.severity != gates.WARN]
        asked = [answer for question, _key, answer in content.asked() if question.code in codes]
        mark, more = _section_mark(stops, any(asked)) if asked else (NOT_STARTED, "")
        hint = _numbered([one.number for one in questions]) + more
        found.append((mark, _item(TITLES[number], section_url(disclosure, number), mark, hint)))
    return found


def _section_mark(stops, is_begun):
    """The mark of a section, and what its hint says of it."""
    if not stops:
        return DONE, ""
    if not is_begun:
        return NOT_STARTED, ""
    stale = sorted({one.question for one in stops if one.code.endswith(".STALE")})
    blank = sorted({one.question for one in stops if one.code.endswith((".ANSWER", ".EMPTY"))})
    others = sorted({one.question for one in stops} - {*stale, *blank})
    said = [_with_verb(blank, "has no answer", "have no answer")] if blank else []
    said += [_with_verb(others, "needs more", "need more")] if others else []
    said += [_with_verb(stale, "is to be confirmed again", "are to be confirmed again")] if stale else []
    return (CONFIRM_AGAIN if stale and not (blank or others) else IN_PROGRESS), "".join(f". {one}" for one in said)


def _with_verb(numbers, one, several):
    """Question numbers in a sentence: "Question 15 has no answer", "Questions 2, 3 and 8 have no answer"."""
    if len(numbers) == 1:
        return f"Question {numbers[0]} {one}"
    return f"Questions {', '.join(str(number) for number in numbers[:-1])} and {numbers[-1]} {several}"


def _ready(findings, marks):
    if gates.is_open(findings):
        return "", "Nothing stops you from submitting"
    undone = len(marks) - marks.count(DONE)
    return NOT_READY, f"You can look now. To submit, finish {counted(undone, 'topic')} above"


def _item(title, url, mark, hint):
    shown = {"tag": {"text": mark, "classes": TAGS[mark]}} if mark in TAGS else {"text": mark}
    return {"title": {"text": title}, "href": url, "hint": {"text": hint}, "status": shown}


def _numbered(numbers):
    """Questions in a row: "Questions 1 to 8", "Questions 16 and 17", "Question 9"."""
    if len(numbers) == 1:
        return f"Question {numbers[0]}"
    return f"Questions {numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]}"


def _last_section(content, afterwards):
    """The questions after sharing, where the policy version asks any."""
    numbers = sorted(content.numbers_after.values())
    if not numbers:
        return []
    if afterwards:
        url = reverse("disclosure-after", args=[content.disclosure.reference])
        return [_item("3.4 After sharing", url, "", _numbered(numbers))]
    return [
        {
            "title": {"text": "3.4 After sharing"},
            "hint": {"text": f"{_numbered(numbers)}. They open when the sharing is recorded"},
            "status": {"text": "Later", "classes": "govuk-task-list__status--cannot-start-yet"},
        }
    ]


def _list(prefix, items):
    return {"idPrefix": prefix, "items": items}
