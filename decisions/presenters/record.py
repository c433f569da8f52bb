"""What a disclosure proposes, as summary lists: for checking one's answers and for the decision page."""

import datetime

from agencies.models import Purpose
from agencies.registers import names_in_registers
from checklist import gates
from checklist.derived import settled
from checklist.details import DAY, DETAILS, NOT_KNOWN, ONE, PICK, SOME, details_of
from checklist.facts import ASKED_OF_CARERS, SEVERAL, TEXT
from checklist.forms import OF_CARERS
from decisions.enums import Belongs, Extent, ItemCategory, PersonKind, Says
from decisions.forms.pairs import PairSeen
from decisions.presenters import words
from decisions.presenters.kin import kin_rows
from decisions.presenters.links import page_url, section_url

COMPLAINT = "A complaint about them, or an allegation against them"
PEOPLE_ASKED = "whose-information"
NOT_GIVEN, NO_ANSWER = "Not given yet", "No answer yet"
NOT_WHOLE = "Not given whole"


def _row(key, value):
    return {"key": {"text": key}, "value": {"text": value or NOT_GIVEN}}


def why_nothing(content):
    """The author's words on why nothing should be shared; empty where there are none."""
    return content.details_of(content.disclosure, "how-much").get("nothing_why", "")


def nothing_rows(content):
    """That nothing should be shared, and why; none where something should."""
    if not content.nothing_to_share:
        return []
    why = why_nothing(content)
    return [
        _row("Proposed", "Nothing should be shared"),
        {"key": {"text": "Why"}, "value": words.in_lines(why or NOT_GIVEN)},
    ]


def purpose_words(disclosure, content):
    """What sharing is for, in the words of its line, whether it holds today or not; empty for nothing."""
    code = disclosure.purpose
    return content.register_names.get((Purpose._meta.model_name, code), code) if code else ""


def purpose_rows(disclosure, content):
    """What sharing is for and how it helps the child."""
    return [_row("Purpose", purpose_words(disclosure, content)), _row("How it helps the child", disclosure.benefit)]


def person_words(person):
    """One person in words: who they are, their date of birth, and another school than this one where they belong to it."""
    born = f"born {words.day(person.date_of_birth)}" if person.date_of_birth else ""
    return ", ".join(part for part in (person.relation, born, _school_words(person)) if part)


def _school_words(person):
    if person.belongs == Belongs.OURS:
        return f"of {person.attends.name}"
    return {Belongs.NONE: "of none of our schools", Belongs.NOT_KNOWN: "school not known"}.get(person.belongs, "")


def colleague_words(person):
    """That somebody works for us, by which account, and that this is a complaint about them; empty for neither."""
    works = f"Works for us: {person.colleague.name}" if person.colleague else ""
    return ". ".join(part for part in (works, COMPLAINT if person.is_complained_about else "") if part)


def people_rows(content):
    """One row a person, by name: how they stand in this disclosure, and who they are."""
    rows = [_row(person.name, person_line(person)) for person in content.people]
    return rows or [_row("People", "")]


def item_words(item):
    """One item in words: its description, kind, source and date."""
    sources = [item.source, item.source_colleague.name if item.source_colleague else ""]
    source = f"from {', '.join(one for one in sources if one)}" if any(sources) else ""
    dated = f"as at {words.day(item.as_at)}" if item.as_at else ""
    others = "mentions somebody else" if item.mentions_other else ""
    details = ", ".join(part for part in (ItemCategory(item.category).label, source, dated, others) if part)
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
    """Who receives it, for a heading: the agency alone, several by the first of them; empty for none."""
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


def answer_words(question, answer, kind="", content=None):
    """An answer in words, with what was said beside it. Unanswered is said as such, and is neither "no" nor "not sure".

    `kind` is how the person asked about comes into it, where it is asked of people. `content` knows the words of the
    registers, where an answer may be chosen from one.
    """
    if answer is None:
        return NO_ANSWER
    if question.kind == TEXT:
        return answer.text if gates.has_word(answer.text) else NO_ANSWER
    labels = {choice.code: choice.label for choice in question.choices.all()}
    labels |= OF_CARERS if kind == PersonKind.CARER and question.code in ASKED_OF_CARERS else {}
    chosen = answer.details.get("chosen", []) if question.kind == SEVERAL else [answer.value]
    label = ", ".join(labels.get(code, code) for code in chosen if code) or NO_ANSWER
    said = f"{label}. {answer.text}" if answer.text else label
    return "\n".join([said, *detail_lines(answer, kind, content)])


def detail_lines(answer, kind="", content=None):
    """What was said beside an answer, a line each, by what was asked: "Why not?: Asking would only pretend...".

    A detail that another answer opens is not read.
    """
    found = []
    for detail in details_of(answer.question_code, kind):
        said = answer.details.get(detail.name)
        if said and detail.applies(answer.value):
            found.append(_detail_words(detail, said, content))
    return found


def said_beside(code, details):
    """Everything that is stored beside an answer to this question, a line each, whichever answer opens it: for the
    history. What the question asks no more is named as it was stored.
    """
    asked = {detail.name: detail for detail in DETAILS.get(code, ())}
    found = [_detail_words(detail, details[name]) for name, detail in asked.items() if name in details]
    others = {name: said for name, said in sorted(details.items()) if name not in asked}
    return found + [f"{name.capitalize()}: {_in_commas(said)}" for name, said in others.items()]


def _in_commas(said):
    return ", ".join(said) if isinstance(said, list) else str(said)


def _detail_words(detail, said, content=None):
    if said is True:
        return detail.label
    if detail.kind == DAY:
        return f"{detail.label.rstrip('?')}: {words.day(datetime.date.fromisoformat(said))}"
    if detail.kind in {ONE, PICK, SOME}:
        labels = _words_of_register(content, detail.register) if detail.register else dict(detail.choices)
        said = ", ".join(str(labels.get(code, code)) for code in ([said] if isinstance(said, str) else said))
    return f"{detail.label.rstrip('?')}: {said}"


def _words_of_register(content, register):
    names = content.register_names if content else names_in_registers()
    named = {code: name for (kept_in, code), name in names.items() if kept_in == register}
    return named | dict([NOT_KNOWN])


def consent_words(row, person):
    """One answer on consent in words: who answered what, when and how, and what it covers."""
    who = (
        person.name
        if row.by_self
        else f"{row.giver or 'Somebody else'} (right to consent: {row.get_right_display() or 'not said'})"
    )
    when = f", {words.day(row.asked_on)}" if row.asked_on else ""
    how = f", {row.how}" if row.how else ""
    ticks = (
        (row.covers_recipients, "the recipient"),
        (row.covers_purpose, "the purpose"),
        (row.covers_items, "the items"),
    )
    covered = [what for tick, what in ticks if tick]
    covers = f". Covers {', '.join(covered) or 'nothing that is proposed'}" if row.says == Says.YES else ""
    excepted = f", except: {row.exceptions}" if row.exceptions else ""
    back = f". Withdrawn {words.day(row.withdrawn_on)}" if row.withdrawn_on else ""
    objects = ". They object" if row.objects_to_it else ""
    said = f". In their words: {row.in_their_words}" if row.in_their_words else ""
    return f"{who}: {row.get_says_display().lower()}{when}{how}{covers}{excepted}{back}{objects}{said}"


def said_on_consent(content, person):
    """Everything that was answered on consent for a person, and what was objected: what an approver has to reply to."""
    said = [consent_words(row, person) for row in content.consents if row.person_id == person.pk]
    objection = content.details_of(person, "consent-held").get("objection", "")
    return ". ".join([*said, *([f"Objection: {objection}"] if gates.has_word(objection) else [])])


def consent_rows(content):
    """One row for each person of whose consent something is recorded: every answer, a line each."""
    said = {}
    for row in content.consents:
        said.setdefault(row.person_id, []).append(row)
    return [
        {
            "key": {"text": f"Consent for {person.name}"},
            "value": words.in_lines("\n".join(consent_words(row, person) for row in said[person.pk])),
        }
        for person in content.about
        if person.pk in said
    ]


def person_line(person):
    """How a person comes into it, who they are, and whether they work for us."""
    said = (PersonKind(person.kind).label, person_words(person), colleague_words(person))
    return ". ".join(part for part in said if part)


def answers_by_question(content, after_event=frozenset()):
    """The checklist in the policy's words: one entry a question, one line for each person or recipient asked about. Where
    nothing should be shared, only what was answered.

    `after_event` are the ids of the answers that were given after it had been shared; those lines say so.
    """
    content.read_choices()
    named, why, shown = content.named(), settled(content.facts()), {}
    for question, key, answer in content.asked():
        entry = shown.setdefault(
            question.code,
            {
                "code": question.code,
                "number": question.number,
                "section": question.section.number,
                "label": question.label,
                "wording": answer.wording if answer else question.wording,
                "is_answered": False,
                "lines": [],
            },
        )
        late, row = answer is not None and answer.pk in after_event, named.get(key)
        said = _list_of_people(content) if question.code == PEOPLE_ASKED and content.about else None
        is_blank = answer is None or not (answer.value or answer.details or answer.text)
        said = said or (f"{why[question.code, key]}." if is_blank and (question.code, key) in why else None)
        said = said or answer_words(question, answer, getattr(row, "kind", ""), content)
        entry["is_answered"] |= not is_blank
        entry["lines"].append({"who": asked_about(row), "words": said, "after_event": late})
    found = list(shown.values())
    return [entry for entry in found if entry["is_answered"]] if content.nothing_to_share else found


def _list_of_people(content):
    return "\n".join(f"{person.name}: {person_line(person)}" for person in content.people)


def asked_about(row):
    """The name to put before an answer about one person or recipient; empty for the whole disclosure."""
    if row is None:
        return ""
    return row.name if hasattr(row, "kind") else recipient_short(row)


def proposal_rows(disclosure, content):
    """What is proposed, as the approver reads it: first that it is nothing, where nothing should be shared."""
    purpose = purpose_rows(disclosure, content) if _has_purpose(disclosure, content) else []
    return [
        *nothing_rows(content),
        *purpose,
        *recipient_rows(content),
        *people_rows(content),
        *kin_rows(content),
        *consent_rows(content),
    ]


def _has_purpose(disclosure, content):
    """Whether the purpose is told: always, but for one that nobody wrote where nothing should be shared."""
    return bool(not content.nothing_to_share or disclosure.purpose or disclosure.benefit)


def summary(disclosure, content, capacity):
    """What was asked and in what capacity one decides, for the page on which a decision is confirmed."""
    recipients = "; ".join(recipient_words(recipient) for recipient in content.recipients)
    items = "; ".join(item.description for item in content.items)
    rows = [
        ("Author", f"{disclosure.author.name}, {disclosure.school.name}"),
        ("Recipient", recipients),
        ("Items", f"Nothing should be shared. {why_nothing(content)}" if content.nothing_to_share else items),
        (NOT_WHOLE, "" if content.nothing_to_share else not_whole_in_words(content)),
        ("You decide as", capacity),
        ("Version", f"{disclosure.version}, the one you read"),
    ]
    return {"rows": [_row(key, value) for key, value in rows if value or key != NOT_WHOLE]}


def cards(disclosure, content):
    """Check your answers: a summary card for each topic, with its Change link. Where nothing should be shared, a topic
    of which nothing is asked stands there only if something was written.
    """
    whole = not content.nothing_to_share
    topics = [
        *(
            [("What and why", "purpose", purpose_rows(disclosure, content))]
            if _has_purpose(disclosure, content)
            else []
        ),
        ("Who it is about", "people", [*people_rows(content), *kin_rows(content), *consent_rows(content)]),
        *([("The information", "items", item_rows(content))] if whole or content.items else []),
        ("Who receives it" if whole else "Who would receive it", "recipients", recipient_rows(content)),
        *([("Who gets what", "pairs", pair_rows(content))] if whole and content.pairs else []),
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
