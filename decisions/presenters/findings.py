"""What a gate found, as the screen shows it: shape and word, one sentence naming the question, and where it is mended."""

from django.urls import reverse

from checklist import gates, sharing_gates
from decisions.presenters import words
from decisions.presenters.links import disclosure_url, page_url, section_url
from decisions.presenters.record import asked_about
from decisions.workflow.answering import CHECKED_AFTERWARDS

KINDS = {gates.BLOCK: "block", gates.REASON: "reason", gates.WARN: "warning"}
PAGES = {
    gates.PURPOSE_TOPIC: ("purpose", "Go to what and why"),
    gates.PEOPLE_TOPIC: ("people", "Go to who it is about"),
    gates.ITEMS_TOPIC: ("items", "Go to the information"),
    gates.RECIPIENT_TOPIC: ("recipients", "Go to who receives it"),
    sharing_gates.PLAN_PAGE: ("plan", "Go to the plan"),
    sharing_gates.SHARING_PAGE: ("sharing", "Go to the sharing"),
    gates.REQUEST_PAGE: ("request", "Go to who asked, and for what"),
    sharing_gates.REPLY_PAGE: ("reply", "Go to the reply"),
    sharing_gates.AFTER_PAGE: ("after", "Go to the questions after sharing"),
}
# More questions without an answer than these are told in one line.
AS_CARDS = 3
# What is mended where somebody's answer on consent is recorded.
OF_CONSENT = {"X1.NOTVALID", "Q1.RIGHT", "Q1.ASKCHILD"}
# What is mended from the page of the disclosure itself: where on it, and the words of the link.
ON_THE_DISCLOSURE = {
    sharing_gates.DISCLOSURE_PAGE: ("", "Go to the disclosure"),
    sharing_gates.INCIDENTS: ("#incidents", "Go to the incidents"),
}


def shown(findings, disclosure, content, *, mendable):
    """Findings for the page, blocks first; with a link to the page that mends them where the reader may write."""
    named = content.named()
    sections = {question.code: question for question in content.questions}
    return [_finding(finding, disclosure, named, sections, mendable) for finding in findings]


def shown_together(findings, disclosure, content, *, mendable):
    """The same for a page that only refuses: more than three questions without an answer stand in one finding, with a
    link to the first of them.
    """
    unanswered = [one for one in findings if one.question and one.code.endswith((".ANSWER", ".EMPTY"))]
    numbers = sorted({finding.question for finding in unanswered})
    if len(numbers) <= AS_CARDS:
        return shown(findings, disclosure, content, mendable=mendable)
    others = [finding for finding in findings if finding not in unanswered]
    first = min(unanswered, key=lambda finding: finding.question)
    *before, one = shown([*others, first], disclosure, content, mendable=mendable)
    blocks = sum(finding.severity == gates.BLOCK for finding in others)
    one["text"] = f"Answer questions {words.in_runs(numbers)}. \u201cNot sure\u201d is fine."
    return [*before[:blocks], one, *before[blocks:]]


def shown_after_the_event(findings, disclosure, content):
    """The same for what was shared first: what its author has not written yet is told in one line, since it is written
    after the event and holds nothing up. Where nothing is listed yet, nothing is said to be left out.
    """
    missing = [finding for finding in findings if finding.gate == 1 and finding.severity != gates.WARN]
    later = [finding for finding in of_what_is_listed(findings, missing) if finding not in missing]
    others = shown(later, disclosure, content, mendable=False)
    if not missing:
        return others
    text = f"Not written yet: {in_short(missing)}. The author answers after the event."
    return [{"kind": KINDS[gates.BLOCK], "text": text}, *others]


def of_what_is_listed(findings, missing):
    """The findings without that everything is left out, as long as an item or a recipient is among what is missing."""
    is_listed = not any(finding.code in {"Q9.EMPTY", "RECIPIENT"} for finding in missing)
    return [finding for finding in findings if is_listed or finding.code != "Q9.NONELEFT"]


def _finding(finding, disclosure, named, questions, mendable):
    entry = {"kind": KINDS[finding.severity], "text": _sentence(finding, named, questions)}
    if mendable and finding.mend != gates.APPROVER_PART:
        entry["url"], entry["link"] = _mend(finding, disclosure, questions)
    return entry


def _sentence(finding, named, questions):
    if finding.question is None:
        return finding.sentence
    who = asked_about(named.get(finding.about))
    asked = questions.get(finding.question_code)
    place = f"Question {finding.question}" + (f", {asked.label}" if asked else "") + (f", for {who}" if who else "")
    if finding.code.endswith(".UNSURE"):
        return f"{place}: the answer is \u201cnot sure\u201d. {finding.sentence}"
    return f"{place}: {finding.sentence}"


def _mend(finding, disclosure, questions):
    if finding.mend in ON_THE_DISCLOSURE:
        place, link = ON_THE_DISCLOSURE[finding.mend]
        return disclosure_url(disclosure) + place, link
    if finding.mend == gates.POLICY_PAGE:
        return f"{reverse('policy-read')}?then={disclosure.reference}", "Read the policies"
    if finding.gate == 3 and finding.question_code in CHECKED_AFTERWARDS and finding.about:
        return page_url(disclosure, "recipient-check", finding.about.removeprefix("r")), "Check who receives it"
    if finding.code in OF_CONSENT and finding.about:
        return page_url(disclosure, "consent", finding.about.removeprefix("p")), "Go to the record of consent"
    if finding.question is None:
        page, link = PAGES[finding.mend]
        return page_url(disclosure, page), link
    if finding.question_code not in questions:  # asked after sharing, on a page of its own
        page, link = PAGES[finding.mend]
        return f"{page_url(disclosure, page)}#question-{finding.question}", link
    section = questions[finding.question_code].section.number
    return f"{section_url(disclosure, section)}#question-{finding.question}", f"Go to question {finding.question}"


def in_short(findings):
    """What shuts an action, in one line: "question 3 and question 6" or "what and why"."""
    places = []
    for finding in findings:
        if finding.severity != gates.WARN:
            name = f"question {finding.question}" if finding.question else _place(finding)
            if name not in places:
                places.append(name)
    shown_places = places[:3] + ([f"{len(places) - 3} more"] if len(places) > 3 else [])
    if len(shown_places) < 2:
        return "".join(shown_places)
    return f"{', '.join(shown_places[:-1])} and {shown_places[-1]}"


def _place(finding):
    if finding.mend == gates.APPROVER_PART:
        return "the lawful basis" if finding.code.startswith("BASIS.") else "what the approver writes"
    if finding.mend == gates.POLICY_PAGE:
        return "reading the policies"
    return (PAGES | ON_THE_DISCLOSURE)[finding.mend][1].removeprefix("Go to ")
