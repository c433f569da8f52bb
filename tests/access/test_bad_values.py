"""Bad values in every form: a sentence at the field and in the summary, everything kept, nothing written, never an error.

The forms are those of the table SEND, and their fields those that their pages show: a new form, or a new field, is asked
all this as soon as it stands there. Of several kinds of bad words, dates and choices a form is sent one, by turns; in
`make thorough` each. A form class that no page of `PAGES` shows fails the first test.
"""

import inspect
import re
from collections import defaultdict
from html.parser import HTMLParser
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django import forms as django_forms

from decisions import forms as decisions_forms
from tests.access.ground import changes, signed_in, undone
from tests.access.shown import Form
from tests.access.test_nothing_lost import FORMS as EVERY_FORM, NOTHING_TYPED
from tests.access.test_urls import address, sent
from tests.thorough import by_turn

# Form class -> the address of a page on which it stands.
PAGES = {
    "AfterForm": "disclosure-after",
    "AdviceForm": "disclosure-decide",
    "AgencyForm": "reference-add",
    "AskForm": "policy-ask",
    "AnswerForm": "disclosure-answer",
    "AppointmentForm": "appointment-add",
    "AdviserForm": "disclosure-advise",
    "BasisForm": "reference-add",
    "ClassForm": "reference-add",
    "ConditionForm": "reference-add",
    "ConfirmForm": "policy-confirm",
    "ConsentForm": "disclosure-consent",
    "DecisionForm": "disclosure-decide",
    "EmergencyForm": "emergency",
    "EndForm": "appointment-end",
    "EndIncidentForm": "disclosure-incident-end",
    "CheckForm": "disclosure-request",
    "ColleagueForm": "disclosure-invite",
    "GoneForm": "disclosure-sharing",
    "DeferForm": "disclosure-defer",
    "GroundForm": "reference-add",
    "HandOverForm": "disclosure-hand-over",
    "IncidentForm": "disclosure-incident",
    "ItemForm": "disclosure-item",
    "ItemsForm": "disclosure-item-add",
    "LearningForm": "disclosure-decide",
    "NewQuestionForm": "policy-question-add",
    "NewForm": "disclosure-new",
    "PairsForm": "disclosure-pairs",
    "PersonForm": "disclosure-person-add",
    "PhoneForm": "appointment-phone",
    "PlanForm": "disclosure-plan",
    "PublicTextForm": "reference-add",
    "PurposeLineForm": "reference-add",
    "QuestionForm": "policy-question",
    "ReviewForm": "policy-review",
    "PurposeForm": "disclosure-purpose",
    "ReasonForm": "disclosure-take-back",
    "RecipientForm": "disclosure-recipient-add",
    "ReassignForm": "disclosure-reassign",
    "RejectForm": "disclosure-decide",
    "RelationshipForm": "disclosure-relationship-add",
    "ReplyForm": "disclosure-reply",
    "RequestForm": "request-new",
    "ReturnForm": "disclosure-decide",
    "SettingsForm": "trust-settings",
    "SettleForm": "disclosure-settle",
    "SharingForm": "disclosure-sharing",
    "StepDoneForm": "disclosure-step-done",
    "TermForm": "reference-add",
    "WithdrawnForm": "disclosure-consent-withdrawn",
    "WayForm": "reference-add",
}
# What forms are made of, and what is no page of its own; the checks of a version and a token: test_bad_input.
NO_PAGE = {"AcceptForm", "MomentFields", "Seen", "CodedForm", "KeptForm", "LineForm", "Reasoned", "SpokenForm"}
# Buttons alone: what they send is no field that anybody fills in.
BUTTONS = {"JoinForm", "SameForm"}
# What somebody records in an emergency is never refused for its words: test_emergency.
TAKES_ANY_WORDS = {"emergency", "disclosure-share-first"}
# What has to be chosen so that the boxes of a date are read.
OPENS = {
    "disclosure-sharing": {"when": "earlier"},
    "disclosure-incident": {"when": "earlier"},
    "disclosure-request": {"when": "earlier"},
    "disclosure-reply": {"when": "earlier"},
    "disclosure-after": {"*-value": "yes", "recorded": "yes"},
    "disclosure-plan": {"*-tell": "tell"},
}
CARRIED = {"version", "token", "csrfmiddlewaretoken", "gone", "later"}
TOO_MUCH = "x" * 20_000
ODD = [
    "\U0001f600",
    "\u202eedA \u0645\u062d\u0645\u062f",
    "N",
    "D'Angelo O\u2019Brien",
    "<script>alert(1)</script> {{ 7*7 }}",
]
NO_DATES = [
    (("31", "12", "1899"), "must be on or after"),
    (("31", "12", "9999"), "must be on or before"),
    (("31", "2", "2026"), "must be a real date"),
    (("\x00", "\u0663", "x" * 5000), "must have a year of 4 numbers"),
]
FORGED = ["<script>alert(1)</script>", "99999999999999999999", "\x00"]
NOT_FOUND = "There is nothing here that you can open"


class Fields(HTMLParser):
    """The fields of a page by their kind: words, boxes of a date, choices."""

    def __init__(self, page):
        super().__init__()
        self.words, self.boxes, self.choices = set(), set(), set()
        self.feed(page.split("<main")[1])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if name is None or name in CARRIED or tag == "button" or kind == "hidden":
            return
        if tag == "select" or kind in {"radio", "checkbox"}:
            self.choices.add(name)
        elif re.search(r"_(day|month|year)$", name):
            self.boxes.add(name)
        elif tag in {"input", "textarea"}:
            self.words.add(name)


def classes():
    """The name of every form class of the product."""
    modules = [import_module(f"decisions.forms.{found.name}") for found in iter_modules(decisions_forms.__path__)]
    return {
        name
        for module in [*modules, *map(import_module, ("accounts.forms", "agencies.forms", "checklist.version_forms"))]
        for name, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, django_forms.BaseForm) and found.__module__ == module.__name__
    }


FORMS = {f"{name}:{chosen}" if chosen else name: (name, chosen, *where) for name, chosen, *where in EVERY_FORM}
FORMS = {words: form for words, form in FORMS.items() if form[0] not in NOTHING_TYPED}
each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def test_every_form_class_has_a_page_that_is_asked():
    assert classes() == {*PAGES, *NO_PAGE, *BUTTONS}
    assert {*PAGES.values()} <= {name for name, *_ in FORMS.values()}


class Page:
    """One form: what is right to send, what its page shows, and what is answered to something else."""

    fields_of = {}

    def __init__(self, house, form):
        self.name, chosen, self.part, of, _ = form
        self.path, self.right = address(house, self.name, chosen, of), sent(house, self.name, chosen, of)
        self.client = signed_in(house, self.part)
        if form not in self.fields_of:  # read once for all the tests of this page
            query = {"gone": self.right["gone"]} if "gone" in self.right else {}
            self.fields_of[form] = Fields(self.client.get(self.path, query).content.decode())
        self.fields, self.turn = self.fields_of[form], list(FORMS.values()).index(form)

    def some(self, kinds):
        """The kinds of bad values that this form is sent."""
        return by_turn(kinds, self.turn)

    def answer(self, **changed):
        """Sends the right values with these in their place. Answers with the parsed page, and whether it was taken."""
        fields = {**self.right, **changed}
        before = changes()
        with undone():
            got = self.client.post(self.path, fields)
            written = changes() - before
        text = got.content.decode()
        assert got.status_code in {200, 302, 404}, (got.status_code, text[:2000])
        assert "<script>alert" not in text
        if got.status_code == 302:
            return None
        assert written == 0
        return text

    def refused(self, sentence, **changed):
        """What is refused: the sentence stands at a field and in the summary, and all that was typed is there still."""
        text = self.answer(**changed)
        assert text is not None, (self.name, "was taken", {name: str(value)[:20] for name, value in changed.items()})
        shown = Form(text)
        assert "<title>Error: " in text
        found = {words.strip() for words in shown.summary.values() if sentence in words}
        assert found, (self.name, sentence, shown.summary)
        assert [words for words in shown.messages if sentence in words]
        for name, value in changed.items():
            kept = shown.typed.get(name, "")
            assert name in self.fields.choices or kept.strip() == str(value).strip(), (name, kept[:50])


@each_form
def test_words_that_cannot_be_kept_are_refused_and_stay_in_their_fields(house, form):
    page = Page(house, form)
    if page.name in TAKES_ANY_WORDS or not page.fields.words:
        return
    opens = in_full(OPENS.get(page.name, {}), page.fields)
    kinds = (("Shorten this to", TOO_MUCH[: 1_000_000 // len(page.fields.words)]), ("Take out the character", "N\x00N"))
    for sentence, words in page.some(kinds):
        page.refused(sentence, **opens, **dict.fromkeys(page.fields.words, words))


@each_form
def test_odd_words_are_kept_or_taken_and_never_markup(house, form):
    page = Page(house, form)
    for first in page.some((0, 2)) if page.fields.words else ():
        odd = {name: ODD[(first + place) % len(ODD)] for place, name in enumerate(sorted(page.fields.words))}
        text = page.answer(**odd)
        if text is not None:
            typed = Form(text).typed
            assert {name: typed.get(name) for name in odd} == odd


@each_form
def test_dates_that_cannot_be_are_refused(house, form):
    page = Page(house, form)
    if page.name in TAKES_ANY_WORDS or not page.fields.boxes:
        return
    opens = in_full(OPENS.get(page.name, {}), page.fields)
    for typed, sentence in page.some(NO_DATES):
        values = dict(zip(("day", "month", "year"), typed, strict=True))
        page.refused(sentence, **opens, **{box: values[box.rpartition("_")[2]] for box in page.fields.boxes})


def in_full(named, fields):
    """Each "*-end" as the names of all the fields that end so."""
    full = defaultdict(str)
    for name, value in named.items():
        matching = [each for each in fields.choices if each.endswith(name[1:])] if name[0] == "*" else [name]
        full |= dict.fromkeys(matching, value)
    return full


@each_form
def test_choices_that_were_not_shown_are_refused(house, form):
    page = Page(house, form)
    for forged in page.some(FORGED) if page.fields.choices else ():
        text = page.answer(**dict.fromkeys(page.fields.choices, forged))
        if text is not None and NOT_FOUND not in text:
            shown = Form(text)
            assert "<title>Error: " in text
            assert shown.summary
            assert shown.messages


@pytest.mark.parametrize(
    "tail", ["frobnicate/", "approve-all/", "dispose/", "%00/", "lapse/", "approved/", "people/x/"]
)
def test_an_action_that_is_not_one_is_the_page_that_does_not_exist(house, tail):
    client = signed_in(house, "headteacher")
    path = f"/disclosures/{house.disclosures['awaiting'].reference}/{tail}"
    for answer in (client.get(path), client.post(path, {"version": 1, "stage": "approved"})):
        assert answer.status_code == 404
        assert NOT_FOUND in answer.content.decode()


def test_a_stage_or_an_author_that_is_sent_along_changes_nothing(house):
    draft = house.disclosures["draft"]
    fields = sent(house, "disclosure-purpose", "", "draft")
    forged = {"stage": "approved", "author": house.cast.volunteer.pk, "standing_decision": 1, "seat": "adviser"}
    with undone():
        assert (
            signed_in(house, "author").post(f"/disclosures/{draft.reference}/purpose/", fields | forged).status_code
            == 302
        )
        after = type(draft).objects.get(pk=draft.pk)
        assert (after.stage, after.author_id, after.standing_decision_id, after.seat) == (
            "draft",
            draft.author_id,
            None,
            "",
        )
