"""The most ordinary case, counted: a referral to CAMHS with the young person's consent, four items.

It is walked as a reader walks it: by what each page offers. Every fact is known once; whatever a page shows filled in
already is not typed again. An emergency is counted by the same walker.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from agencies.models import Agency
from decisions.enums import Stage
from decisions.models import Disclosure
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.saves import SaveItem, SavePerson, TakeOut
from tests.decisions.made import form
from tests.stories import CHILD, ITEM, consent_of, do, new_draft

PAGES, INPUTS, PAGES_OF_AN_EMERGENCY = 12, 54, 3
# Presses and links by which the walk goes on, the first that a page offers.
ONWARD = ("Submit for decision", "Save and continue", "Record and alert", "Continue")
SAID = {
    "purpose": "early-intervention",
    "benefit": "He would be seen by a specialist within weeks.",
    "kind": "about",
    "name": "Ade Okafor",
    "description": "Mood log of eight weeks",
    "category": "Health and wellbeing",
    "description-2": "Attendance since September",
    "category-2": "Attendance",
    "description-3": "What the form tutor saw in lessons",
    "category-3": "Behaviour",
    "description-4": "Plan of support of the school",
    "category-4": "Special educational needs or disability",
    "agency": "Brook Vale CAMHS",
    "by": "self",
    "says": "yes",
    "covers": ["covers_recipients", "covers_purpose", "covers_items"],
    "competence": "yes",
    "sensitive": "yes",
    "sensitive-classes": ["health"],
    "consent-needed": "yes",
    "duty-or-power": "power",
    "consent-understood": "yes",
    "how-much": "items",
    "how-much-text": "Nothing else of his file: they assess by these four.",
    "how-much-is_accurate": "on",
    "fact-and-opinion": "yes",
    "check-source": "no",
    "right-person": "yes",
    "secure-way": "yes",
    "knows-confidential": "yes",
    "what-they-will-do": ["assess"],
    "what-they-will-do-onward": "no",
}
DANGER = {
    "about": "Ade, the boy in 9B",
    "to": "Children’s social care, duty worker",
    "what": "He is afraid to go home, and was not collected.",
}


@dataclass
class Page(HTMLParser):
    """What a page offers: its fields by name, with what stands in them, and its links and buttons by their words."""

    text: str
    fields: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)
    offers: dict = field(default_factory=dict)

    def __post_init__(self):
        super().__init__()
        self._words, self._open, self._select = "", None, ""
        self.feed(self.text.split("<main")[-1])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag in {"a", "button", "option"}:
            self._open, self._words = attrs.get("href", "") or attrs.get("value", ""), ""
        if tag == "select":
            self._select, self.fields[name] = name, {}
        elif tag == "option" and "selected" in attrs and self._open:
            self.given[self._select] = [self._open]
        elif tag in {"input", "textarea"} and name:
            kind = attrs.get("type", tag)
            self.fields.setdefault(name, kind)
            stands = kind not in {"radio", "checkbox"} or "checked" in attrs
            if stands and attrs.get("value", ""):
                self.given.setdefault(name, []).append(attrs["value"])

    def handle_data(self, data):
        self._words += data

    def handle_endtag(self, tag):
        kept = {"option": self.fields.get(self._select), "a": self.offers, "button": self.offers}.get(tag)
        if kept is not None:
            kept.setdefault(" ".join(self._words.split()), self._open)


class Walker:
    """Somebody who goes from page to page and says each fact once. `seen` are the pages, with what was given on each."""

    def __init__(self, client, said):
        self.client, self.left, self.seen = client, dict(said), []

    def walk(self, first):
        """From the start page by the offer named, and on, until no page has a way onward. Returns the last address."""
        at, page = self.opened("/")
        at, page = self.opened(page.offers[first])
        while step := next((words for words in ONWARD if words in page.offers), None):
            at, page = self.press(at, page, step)
        return at

    def opened(self, url, sent=None):
        assert len(self.seen) < 40, self.seen
        answer = self.client.get(url, follow=True) if sent is None else self.client.post(url, sent, follow=True)
        assert answer.status_code == 200, url
        at = answer.redirect_chain[-1][0] if answer.redirect_chain else url
        self.seen.append((at, []))
        return at, Page(answer.content.decode())

    def press(self, at, page, words):
        if page.offers[words]:
            return self.opened(page.offers[words])
        sent = dict(page.given)
        for name, shape in page.fields.items():
            if (fact := self.fact_for(name)) and not page.given.get(name):
                said = self.left.pop(fact)
                sent[name] = shape[said] if isinstance(shape, dict) else said
                self.seen[-1][1].extend(said if isinstance(said, list) else [fact])
        return self.opened(at, sent)

    def fact_for(self, name):
        """The fact that a field asks for: those of the checklist begin with whom they are about."""
        return next((fact for fact in (name, name.partition("-")[2]) if fact in self.left), None)

    @property
    def inputs(self):
        return sum(len(given) for _, given in self.seen)


@pytest.fixture
def walker(walk, as_user):
    return lambda said: Walker(as_user(walk.author), said)


def test_the_most_ordinary_case_takes_few_pages_and_few_inputs_and_asks_nothing_twice(walk, walker):
    ordinary = walker(SAID)
    last = ordinary.walk("Start a disclosure")
    submitted = Disclosure.objects.get()
    assert (submitted.stage, submitted.author) == (Stage.AWAITING, walk.author)
    assert last.endswith(f"/{submitted.reference}/")
    assert (submitted.items.count(), submitted.pairs.count(), submitted.consents.count()) == (4, 4, 1)
    assert Agency.objects.get(name=SAID["agency"]) == submitted.recipients.get().agency
    assert ordinary.left == {}, "what no page asked for is no part of the ordinary case"
    assert len(ordinary.seen) <= PAGES, ordinary.seen
    assert ordinary.inputs <= INPUTS, ordinary.seen


def test_an_emergency_takes_three_pages_and_three_inputs(walker):
    danger = walker(DANGER)
    danger.walk("Record an emergency")
    assert Disclosure.objects.get().stage == Stage.SHARED_FIRST
    assert (len(danger.seen), danger.inputs) == (PAGES_OF_AN_EMERGENCY, len(DANGER)), danger.seen


def test_items_are_taken_row_by_row_and_half_a_row_is_asked_for_the_rest(walk, as_user):
    draft, client = new_draft(walk.author, walk.brook), as_user(walk.author)
    path = f"/disclosures/{draft.reference}/items/add/"
    today = {"as_at-4_day": "2", "as_at-4_month": "11", "as_at-4_year": "2026"}
    typed = {"description": "Mood log", "category": "health", "source-2": "Tutor", "description-3": "Dates"} | today
    answer = client.post(path, form(draft, **typed)).content.decode()
    for words in ("Say what is to be shared as item 2", "Choose what kind of information item 3 is"):
        assert answer.count(words) == 2  # in the summary and at its place
    assert "item 4" not in answer
    assert ">Dates</textarea>" in answer.replace("\n", "")
    assert draft.items.count() == 0
    whole = form(draft, **typed, **{"description-2": "Notes", "category-2": "other", "category-3": "attendance"})
    assert [client.post(path, whole | {"more": "1"}).url for _ in range(2)] == [path, path]
    assert list(draft.items.values_list("description", "source")) == [
        ("Mood log", ""),
        ("Notes", "Tutor"),
        ("Dates", ""),
    ]


def test_who_gets_what_is_shown_on_the_way_only_where_there_is_something_to_choose(walk, as_user):
    draft, client, agencies = new_draft(walk.author, walk.brook), as_user(walk.author), Agency.objects.in_use()
    path = f"/disclosures/{draft.reference}/"
    do("save", draft, walk.author, SaveItem(ITEM, "health"))
    first, second = (client.post(f"{path}recipients/add/", form(draft, agency=one.pk)).url for one in agencies[:2])
    assert (first, second) == (f"{path}checklist/3.1/", f"{path}recipients/")
    assert f'href="{path}pairs/"' in client.get(second).content.decode()
    do("save", draft, walk.author, TakeOut("recipients", draft.recipients.last().pk))
    assert f'href="{path}pairs/"' not in client.get(second).content.decode()
    do("save", draft, walk.author, SaveItem(ITEM, "health", pk=draft.items.get().pk, mentions_other=True))
    assert f'href="{path}pairs/"' in client.get(second).content.decode()


def test_what_is_recorded_of_consent_answers_question_1_where_it_counts_and_nothing_was_said(walk):
    mother = {"by_self": False, "giver": "Grace Okafor, mother", "right": "told"}
    for said, before, after in (
        ({}, "", "yes"),
        ({"says": "refused"}, "", "refused"),
        ({}, "not-sure", "not-sure"),
        (mother, "", ""),
        (mother | {"competence": "no"}, "", "yes"),
        (mother | {"competence": "no", "right": "restricted"}, "", ""),
    ):
        draft = new_draft(walk.author, walk.brook)
        do("save", draft, walk.author, SavePerson("about", CHILD))
        child = draft.people.get()
        do("save", draft, walk.author, SaveAnswers((Answering(f"p{child.pk}", "consent-held", before, "Words."),)))
        do("save", draft, walk.author, consent_of(child, **said))
        assert child.response.answers.get().value == after, said
        assert child.response.answers.get().text == "Words."
