"""The task list of a draft: one topic a page, each with its mark."""

from checklist import gates
from decisions.facts import BEFORE_SHARING
from decisions.presenters.links import page_url, section_url
from decisions.presenters.words import counted

DONE, IN_PROGRESS, NOT_STARTED, NOT_READY = "Done", "In progress", "Not started", "Not ready"
TITLES = {
    "3.1": "3.1 Your right to share",
    "3.2": "3.2 The information you are sharing",
    "3.3": "3.3 Who you are sharing with, and how",
}
TAGS = {IN_PROGRESS: "govuk-tag--light-blue", NOT_STARTED: "govuk-tag--blue", NOT_READY: "govuk-tag--grey"}


def topics(disclosure, content, findings):
    """The three groups of the task list, and how many of the eight topics are done."""
    share, checklist = _what_to_share(disclosure, content, findings), _sections(disclosure, content)
    last = _item("Check your answers and submit", page_url(disclosure, "check"), *_ready(findings))
    marks = [mark for mark, _ in (*share, *checklist)]
    return {
        "groups": [
            {"title": "1. What you want to share", "list": _list("share", [item for _, item in share])},
            {"title": "2. The checklist", "list": _list("checklist", [*[item for _, item in checklist], _later()])},
            {"title": "3. Ask for a decision", "list": _list("decision", [last])},
        ],
        "done": marks.count(DONE),
        "all": len(marks),
    }


def _what_to_share(disclosure, content, findings):
    missing = {finding.mend for finding in findings if finding.question is None}
    begun = {
        gates.PURPOSE_TOPIC: bool(disclosure.purpose or disclosure.benefit),
        gates.PEOPLE_TOPIC: bool(content.people),
        gates.ITEMS_TOPIC: bool(content.items),
        gates.RECIPIENT_TOPIC: bool(content.recipients),
    }
    rows = [
        (gates.PURPOSE_TOPIC, "What and why", "Purpose, and how it helps the child"),
        (gates.PEOPLE_TOPIC, "Who it is about", counted(len(content.people), "person", "people")),
        (gates.ITEMS_TOPIC, "The information", counted(len(content.items), "item")),
        (gates.RECIPIENT_TOPIC, "Who receives it", _recipient_hint(content)),
    ]
    found = []
    for topic, title, hint in rows:
        mark = (IN_PROGRESS if begun[topic] else NOT_STARTED) if topic in missing else DONE
        found.append((mark, _item(title, page_url(disclosure, topic), mark, hint)))
    return found


def _recipient_hint(content):
    return content.recipients[0].agency.name if content.recipients else "An organisation and a person there"


def _sections(disclosure, content):
    answered = {fact.code: [] for fact in content.facts().answers}
    for fact in content.facts().answers:
        answered[fact.code].append(fact.is_answered)
    found = []
    for number in BEFORE_SHARING:
        questions = [question for question in content.questions if question.section.number == number]
        given = [answered.get(question.code, [False]) for question in questions]
        mark = _section_mark(given)
        hint = f"Questions {questions[0].number} to {questions[-1].number}"
        open_ones = [str(question.number) for question, marks in zip(questions, given, strict=True) if not all(marks)]
        if mark == IN_PROGRESS:
            hint += f". Still open: {', '.join(open_ones)}"
        found.append((mark, _item(TITLES[number], section_url(disclosure, number), mark, hint)))
    return found


def _section_mark(given):
    flat = [mark for marks in given for mark in marks]
    if all(flat):
        return DONE
    return IN_PROGRESS if any(flat) else NOT_STARTED


def _ready(findings):
    if gates.is_open(findings):
        return "", "Nothing stops you from submitting"
    return NOT_READY, "You can look now. To submit, finish the topics above"


def _item(title, url, mark, hint):
    shown = {"tag": {"text": mark, "classes": TAGS[mark]}} if mark in TAGS else {"text": mark}
    return {"title": {"text": title}, "href": url, "hint": {"text": hint}, "status": shown}


def _later():
    return {
        "title": {"text": "3.4 After sharing"},
        "hint": {"text": "Questions 16 and 17. They open when the sharing is recorded"},
        "status": {"text": "Later", "classes": "govuk-task-list__status--cannot-start-yet"},
    }


def _list(prefix, items):
    return {"idPrefix": prefix, "items": items}
