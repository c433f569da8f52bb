"""What a disclosure proposes, as summary lists: for checking one's answers and for the decision page."""

from checklist import gates
from decisions.enums import Extent, ItemCategory, PersonKind, Purpose
from decisions.forms.pairs import PairSeen
from decisions.presenters import words
from decisions.presenters.links import page_url, section_url

NOT_GIVEN = "Not given yet"
NOT_WHOLE = "Not given whole"


def _row(key, value):
    return {"key": {"text": key}, "value": {"text": value or NOT_GIVEN}}


def purpose_rows(disclosure):
    """What sharing is for and how it helps the child."""
    label = Purpose(disclosure.purpose).label if disclosure.purpose else ""
    return [_row("Purpose", label), _row("How it helps the child", disclosure.benefit)]


def person_words(person):
    """One person in words: who they are and their date of birth."""
    born = f"born {words.day(person.date_of_birth)}" if person.date_of_birth else ""
    return ", ".join(part for part in (person.relation, born) if part)


def people_rows(content):
    """One row a person, by name: how they stand in this disclosure, and who they are."""
    rows = []
    for person in content.people:
        value = ". ".join(part for part in (PersonKind(person.kind).label, person_words(person)) if part)
        rows.append(_row(person.name, value))
    return rows or [_row("People", "")]


def item_words(item):
    """One item in words: its description, kind, source and date."""
    source = f"from {item.source}" if item.source else ""
    dated = f"as at {words.day(item.as_at)}" if item.as_at else ""
    details = ", ".join(part for part in (ItemCategory(item.category).label, source, dated) if part)
    return f"{item.description} ({details})"


def item_rows(content):
    """One numbered row for each item."""
    rows = [_row(str(number), item_words(item)) for number, item in enumerate(content.items, 1)]
    return rows or [_row("Information", "")]


def contact_words(recipient):
    """The person it is for there and their position; empty where neither is known."""
    return ", ".join(part for part in (recipient.contact_name, recipient.contact_position) if part)


def recipient_words(recipient):
    """A recipient in words: the agency, the contact and their position."""
    contact = contact_words(recipient)
    return f"{recipient.agency.name}: {contact}" if contact else recipient.agency.name


def recipient_rows(content):
    """One row for each recipient."""
    rows = [_row("Recipient", recipient_words(recipient)) for recipient in content.recipients]
    return rows or [_row("Recipient", "")]


def recipients_in_short(names):
    """Agencies by name, for a list or a heading: "Brook Vale CAMHS", "Brook Vale CAMHS and 1 more"; empty for none."""
    first, *others = [*names, ""]
    return f"{first} and {len(others) - 1} more" if len(others) > 1 else first


def heading_words(recipients):
    """Who receives it, for a heading: one recipient with their contact, several by the first of them; empty for none."""
    if len(recipients) == 1:
        return recipient_words(recipients[0])
    return recipients_in_short([recipient.agency.name for recipient in recipients])


def pairs_seen(content):
    """The pairs in words, item by item, as the page "Who gets what" asks about them."""
    items = {item.pk: item.description for item in content.items}
    recipients = {recipient.pk: recipient_short(recipient) for recipient in content.recipients}
    return [
        PairSeen(pair.pk, items[pair.item_id], recipients[pair.recipient_id], pair.proposed, pair.reason)
        for pair in content.pairs
    ]


def recipient_short(recipient):
    """The agency, and the person there in brackets where one is named: two may be at one agency."""
    return f"{recipient.agency.name} ({recipient.contact_name})" if recipient.contact_name else recipient.agency.name


def pair_rows(content):
    """Who gets what: one row for each item, one line for each recipient; the reason where it is not the whole."""
    lines = {}
    for pair in pairs_seen(content):
        lines.setdefault(pair.item, []).append(f"{pair.recipient}: {_how_much(pair)}")
    return [{"key": {"text": item}, "value": words.in_lines("\n".join(said))} for item, said in lines.items()]


def _how_much(pair):
    label = Extent(pair.extent).label.lower()
    return label if pair.extent == Extent.WHOLE else f"{label}. {pair.reason}"


def not_whole(content):
    """What is not given whole, counted by item: "1 redacted, 1 left out"; empty where everything is whole."""
    return not_whole_words((pair.item_id, pair.proposed) for pair in content.pairs)


def not_whole_words(extents):
    """The same from pairs (item, extent)."""
    of = {Extent.REDACTED: set(), Extent.NOT: set()}
    for item, extent in extents:
        if extent in of:
            of[extent].add(item)
    return ", ".join(f"{len(items)} {Extent(extent).label.lower()}" for extent, items in of.items() if items)


def not_whole_in_words(content):
    """Each pair that is not whole in one line: what, how, for whom, and why; empty where everything is whole."""
    return "\n".join(
        f"{pair.item}: {Extent(pair.extent).label.lower()} for {pair.recipient}. {pair.reason}"
        for pair in pairs_seen(content)
        if pair.extent != Extent.WHOLE
    )


def items_counted(content):
    """The items in short: "5 items", "5 items, 1 redacted, 1 left out"."""
    return ", ".join(part for part in (words.counted(len(content.items), "item"), not_whole(content)) if part)


def answer_words(question, answer):
    """An answer in words. Unanswered is said as such, and is neither "no" nor "not sure"."""
    if question.kind == gates.TEXT:
        return answer.text if answer and gates.has_word(answer.text) else "No answer yet"
    if answer is None or not answer.value:
        return f"No answer yet. {answer.text}" if answer and answer.text else "No answer yet"
    label = next((choice.label for choice in question.choices.all() if choice.code == answer.value), answer.value)
    return f"{label}. {answer.text}" if answer.text else label


def answers_by_question(content, after_event=frozenset()):
    """The checklist in the policy's words: one entry a question, one line for each person or recipient asked about.

    `after_event` are the ids of the answers that were given after it had been shared; those lines say so.
    """
    content.read_choices()
    named = content.named()
    shown = {}
    for question, key, answer in content.asked():
        entry = shown.setdefault(
            question.code,
            {
                "code": question.code,
                "number": question.number,
                "section": question.section.number,
                "label": question.label,
                "wording": answer.wording if answer else question.wording,
                "lines": [],
            },
        )
        late = answer is not None and answer.pk in after_event
        line = {"who": asked_about(named.get(key)), "words": answer_words(question, answer), "after_event": late}
        entry["lines"].append(line)
    return list(shown.values())


def asked_about(row):
    """The name to put before an answer about one person or recipient; empty for the whole disclosure."""
    if row is None:
        return ""
    return row.name if hasattr(row, "kind") else recipient_short(row)


def proposal_rows(disclosure, content):
    """What is proposed, as the approver reads it."""
    return [
        *purpose_rows(disclosure),
        *recipient_rows(content),
        *people_rows(content),
    ]


def summary(disclosure, content, capacity):
    """What was asked and in what capacity one decides, for the page on which a decision is confirmed."""
    recipients = "; ".join(recipient_words(recipient) for recipient in content.recipients)
    items = "; ".join(item.description for item in content.items)
    rows = [
        ("Author", f"{disclosure.author.name}, {disclosure.school.name}"),
        ("Recipient", recipients),
        ("Items", items),
        (NOT_WHOLE, not_whole_in_words(content)),
        ("You decide as", capacity),
        ("Version", f"{disclosure.version}, the one you read"),
    ]
    return {"rows": [_row(key, value) for key, value in rows if value or key != NOT_WHOLE]}


def cards(disclosure, content):
    """Check your answers: a summary card for each topic, with its Change link."""
    topics = [
        ("What and why", "purpose", purpose_rows(disclosure)),
        ("Who it is about", "people", people_rows(content)),
        ("The information", "items", item_rows(content)),
        ("Who receives it", "recipients", recipient_rows(content)),
        *([("Who gets what", "pairs", pair_rows(content))] if content.pairs else []),
    ]
    found = [_card(title, page_url(disclosure, page), rows) for title, page, rows in topics]
    rows = [_checklist_row(disclosure, entry) for entry in answers_by_question(content)]
    return [*found, {"card": {"title": {"text": "The checklist"}}, "rows": rows}]


def _card(title, url, rows):
    action = {"href": url, "text": "Change", "visuallyHiddenText": title}
    return {"card": {"title": {"text": title}, "actions": {"items": [action]}}, "rows": rows}


def _checklist_row(disclosure, entry):
    lines = [f"{line['who']}: {line['words']}" if line["who"] else line["words"] for line in entry["lines"]]
    url = f"{section_url(disclosure, entry['section'])}#question-{entry['number']}"
    action = {"href": url, "text": "Change", "visuallyHiddenText": f"question {entry['number']}"}
    return {
        "key": {"text": f"Question {entry['number']}, {entry['label'][:1].lower()}{entry['label'][1:]}"},
        "value": words.in_lines("\n".join(lines) or "Not asked until somebody is named"),
        "actions": {"items": [action]},
    }
