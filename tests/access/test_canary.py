"""A child's name that nobody else has, put wherever anything can be typed, and looked for wherever it must not be."""

import base64
import logging
import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import Resolver404, resolve

from accounts.models import User
from agencies.models import Agency
from audit import clock
from audit.models import Entry
from decisions.enums import Stage
from decisions.models import Disclosure
from decisions.workflow.saves import councils
from tests.access.ground import signed_in, title, undone
from tests.access.shown import Form

CHILD = "Xanthippe Quorndon"
CANARY = re.compile("xanthippe|quorndon", re.IGNORECASE)
SENTENCE = f"{CHILD} is named in this sentence."
BORN = {"date_of_birth_day": "14", "date_of_birth_month": "3", "date_of_birth_year": "2011"}

# The pages on which a writer, an approver and those who read along do see the name, or what was typed.
SHOWN_ON = {
    "disclosure", "disclosure-purpose", "disclosure-people", "disclosure-person", "disclosure-person-take-out",
    "disclosure-person-add", "disclosure-items", "disclosure-item", "disclosure-item-take-out", "disclosure-recipients",
    "disclosure-recipient", "disclosure-recipient-take-out", "disclosure-pairs", "disclosure-checklist",
    "disclosure-check", "disclosure-decide", "disclosure-take-back", "disclosure-withdraw", "disclosure-second-view",
    "disclosure-hand-over", "emergency", "disclosure-share-first", "disclosure-plan", "disclosure-step-done",
    "disclosure-sharing", "disclosure-answer", "disclosure-after", "disclosure-incident", "disclosure-incident-end",
    "request-new", "disclosure-request", "disclosure-request-change", "disclosure-reply", "disclosure-same-person",
    "disclosure-subjects", "disclosure-print", "disclosure-copy", "disclosure-close", "disclosure-consent",
    "disclosure-defer", "disclosure-refer", "disclosure-reassign", "disclosure-consent-withdrawn",
    "disclosure-relationship", "disclosure-relationship-add",
    "disclosure-consent-record", "disclosure-consent-take-out", "disclosure-settle", "disclosure-recipient-check",
    "disclosure-advise",
}  # fmt: skip


# Whom somebody told at once is a recipient, and recipients stand in the lists.
TOLD = "Children’s social care"
FIELD = re.compile(r"<(input|textarea)\b([^>]*)>")
ATTRIBUTE = re.compile(r'\b(name|type)="([^"]*)"')
# What in a path tells one disclosure and one row of it from others of the same kind.
OF_ONE = re.compile(r"/BRK-[^/]+|/\d+(?=/)")
PART_OF_A_MOMENT = re.compile("_(day|month|year)$|time$")


def texts_of(page):
    """The names of all fields of a page in which anything can be typed, but for days and times."""
    for tag, attributes in FIELD.findall(page):
        told = dict(ATTRIBUTE.findall(attributes))
        is_text = tag == "textarea" or told.get("type") in {"text", "tel"}
        if is_text and not PART_OF_A_MOMENT.search(told["name"]):
            yield told["name"]


class Watched:
    """A person's browser; every answer that it is given is kept, with whoever asked.

    `erred` are the pages on which somebody has sent something wrong by now.
    """

    def __init__(self, client, part, answers, erred):
        self.client, self.part, self.answers, self.erred = client, part, answers, erred

    def fill_in(self, path, days=(), **choices):
        """Opens a page, and sends its form with the name in every text: the first time also wrongly, then right.

        A choice is given by the end of its field's name, `_` for `-`; fields of `days` get today.
        """
        shown = self.get(path)
        page = shown.content.decode()
        assert shown.status_code == 200, path
        today = clock.today()
        names = set(re.findall(r'\bname="([^"]+)"', page))
        form = Form(page.split("<main")[1]).typed | dict.fromkeys(texts_of(page), SENTENCE)
        form = {name: value for name, value in form.items() if name and name not in {"version", "token"}}
        chosen = {}
        for end, value in choices.items():
            chosen |= {name: value for name in names if name.endswith((end, end.replace("_", "-")))}
        form |= chosen
        if (kind := OF_ONE.sub("", path)) not in self.erred:
            self.erred.add(kind)
            too_much = dict.fromkeys(texts_of(page), CHILD * 2000) | dict.fromkeys(chosen, "no-such")
            assert self.post(path, form | too_much).status_code == 200, path
        for day in days:
            parts = {"day": today.day, "month": today.month, "year": today.year}
            form |= {f"{name[:-4]}_{part}": number for name in names for part, number in parts.items()
                     if name.endswith(f"{day}_day")}  # fmt: skip
        right = self.post(path, form)
        assert right.status_code == 302, (path, Form(right.content.decode()).summary)
        return right

    def get(self, path):
        return self._keep(self.client.get(path))

    def post(self, path, form):
        """Sends a form as its page would: with the version as it stands and a token of its own."""
        newest = Disclosure.objects.order_by("-pk").first()
        return self._keep(self.client.post(path, {"version": newest.version, "token": uuid.uuid4(), **form}))

    def _keep(self, answer):
        self.answers.append((self.part, answer))
        return answer


COVERS = ["covers_recipients", "covers_purpose", "covers_items"]
# What is answered in each section, by the end of its field's name; every word beside it holds the name.
ANSWERS = {
    "3.1": {
        "consent_held": "yes", "sensitive": "yes", "classes": "health", "consent_needed": "yes", "duty_or_power": "power",
        "risk_of_asking_or_telling": "safe", "consent_understood": "yes", "more_harm_than_good": "no",
    },
    "3.2": {"how_much": "items", "is_accurate": "on", "fact_and_opinion": "yes", "check_source": "no"},
    "3.3": {"right_person": "yes", "secure_way": "yes", "knows_confidential": "yes", "what_they_will_do": "assess",
            "onward": "no"},
}  # fmt: skip


def begin(author):
    """A draft about somebody, with the name in every text. Returns its path."""
    begun = author.post("/disclosures/new/", {"purpose": "protect", "benefit": SENTENCE})
    path = begun["Location"].removesuffix("people/")
    author.post(f"{path}purpose/", {"purpose": "education", "benefit": f"{SENTENCE} Again."})
    author.post(f"{path}people/add/", {"kind": "about", "name": CHILD, "relation": f"{CHILD} herself", **BORN})
    return path


def write(author):
    """A draft with the name in every text, every question answered. Returns its path."""
    path = begin(author)
    item = {"description": f"Log of {CHILD}", "category": "health", "source": f"Notes on {CHILD}"}
    author.post(f"{path}items/add/", item)
    agency = Agency.objects.get(name="Brook Vale CAMHS").pk
    author.post(
        f"{path}recipients/add/", {"agency": agency, "contact_name": CHILD, "contact_position": f"Aunt of {CHILD}"}
    )
    disclosure = Disclosure.objects.latest("pk")
    kin, council = f"{path}people/{disclosure.people.get().pk}/relationship/", councils().first().pk
    author.fill_in(kin, who=f"a{council}", responsibility="seen")
    author.fill_in(f"{kin}{disclosure.relationships.get().pk}/", responsibility="told")
    consents = f"{path}people/{disclosure.people.get().pk}/consent/"
    author.fill_in(consents, days=["asked_on"], by="carer", right="seen", says="yes", covers="covers_items")
    record = f"{consents}{disclosure.consents.get().pk}/"
    author.fill_in(record, by="self", says="yes", covers=COVERS, competence="yes")
    for number, answers in ANSWERS.items():
        author.fill_in(f"{path}checklist/{number}/", **answers)
    return path


SETTLED = {"basis": "public-task", "condition": "safeguarding"}
LISTS = ("/", "/queue/", "/disclosures/", "/register/", "/people/", "/policy/", "/nowhere/")


def topics():
    """Every page of the only disclosure but its own and those of a decision."""
    disclosure = Disclosure.objects.latest("pk")
    person, item = f"people/{disclosure.people.first().pk}/", f"items/{disclosure.items.first().pk}/"
    to = f"recipients/{disclosure.recipients.first().pk}/"
    consent = disclosure.consents.get().pk
    rows = [person, f"{person}take-out/", item, f"{item}take-out/", to, f"{to}take-out/"]
    kin = disclosure.relationships.get().pk
    rows += [f"{person}relationship/", f"{person}relationship/{kin}/", f"relationship/{kin}/take-out/"]
    rows += [f"{person}consent/", f"{person}consent/{consent}/", f"consent/{consent}/take-out/"]
    return [
        "purpose/",
        "people/",
        "items/",
        "recipients/",
        *rows,
        "pairs/",
        "checklist/3.1/",
        "checklist/3.2/",
        "checklist/3.3/",
        "check/",
    ]


def open_all(browser, path, *pages, lists=LISTS):
    for each in ("", *pages):
        browser.get(path + each)
    for each in lists:
        browser.get(each)


def walk(sign_in):
    """The whole life: written, submitted, returned, mended, too late, not ready, submitted again, rejected, read."""
    author, head = sign_in("author"), sign_in("headteacher")
    path = write(author)
    open_all(author, path, *topics())
    author.post(f"{path}people/add/", {"kind": "about", "name": CHILD * 20, **BORN})
    author.post(f"{path}purpose/", {"version": 1, "purpose": "welfare", "benefit": f"{SENTENCE} Too late."})
    author.post(f"{path}check/", {})
    open_all(head, path, "check/", "approve/", "return/", "reject/")
    head.post(f"{path}return/", {"reason": ""})
    head.post(f"{path}return/", {"reason": SENTENCE})
    author.post(f"{path}check/", {})
    rejected = {"reason": SENTENCE, "instead": SENTENCE, "would_change": SENTENCE}
    head.post(f"{path}reject/", {**rejected, "version": 1})
    head.post(f"{path}reject/", rejected)
    head.post(f"{path}approve/", {"reason": SENTENCE})
    head.post(f"{path}approve/", {"version": "", "reason": SENTENCE})
    for part in ("author", "lead", "adviser", "other_head", "trustee"):
        open_all(sign_in(part), path, "purpose/")


def live_on(sign_in):
    """The life after: looked at again, taken back, handed over, approved, planned, signed, shared, told, closed."""
    author, head, adviser = sign_in("author"), sign_in("headteacher"), sign_in("adviser")
    path = write(author)
    author.post(f"{path}check/", {})
    head.post(f"{path}reject/", {"reason": SENTENCE, "instead": SENTENCE})
    author.fill_in(f"{path}second-view/")
    adviser.fill_in(f"{path}settle/", **SETTLED)
    adviser.fill_in(f"{path}adviser/", controllers="separate", assessment="no")
    adviser.post(f"{path}approve/", {"reason": SENTENCE})
    author.fill_in(f"{path}take-back/")
    author.post(f"{path}check/", {})
    adviser.fill_in(f"{path}defer/", days=["until"])
    adviser.fill_in(f"{path}refer/")
    other = sign_in("second_adviser")
    other.fill_in(f"{path}reassign/", person=User.objects.get(name="Helen Hale").pk)
    adviser.fill_in(f"{path}settle/", **SETTLED)
    adviser.post(f"{path}approve/", {"reason": SENTENCE})
    to = Disclosure.objects.latest("pk").recipients.get().pk
    author.fill_in(f"{path}recipients/{to}/check/", right_person="yes", secure_way="yes", knows_confidential="yes")
    author.fill_in(f"{path}plan/", days=["by"], tell="tell")
    for signer in (author, adviser):
        signer.post(f"{path}plan/sign/", {})
    author.fill_in(f"{path}sharing/?gone=0", when="now", channel="secure", told_confidential="on")
    disclosure = Disclosure.objects.latest("pk")
    author.fill_in(f"{path}consent-withdrawn/", person=disclosure.people.first().pk, by="carer", days=["withdrawn_on"])
    author.fill_in(f"{path}plan/{disclosure.steps.first().pk}/done/")
    author.fill_in(f"{path}sharing/{disclosure.sharings.get().pk}/answer/")
    author.fill_in(f"{path}after/", days=["on"], value="yes", recorded="yes")
    author.fill_in(f"{path}incident/", when="now")
    adviser.fill_in(f"{path}incident/{disclosure.incidents.get().pk}/end/")
    author.fill_in(f"{path}sharing/?gone=1", when="now", channel="phone", reached="yes")
    author.post(f"{path}close/", {})
    for part in ("author", "headteacher", "adviser", "lead", "other_head", "trustee"):
        lists = LISTS[:3] if part in {"author", "headteacher"} else ()
        open_all(sign_in(part), path, "plan/", "close/", "print/", "copy/", "same-people/", lists=lists)


def share_first(sign_in):
    """What could not be put off, new and from a draft; another draft is withdrawn, one handed over."""
    author, head = sign_in("author"), sign_in("headteacher")
    recorded = author.fill_in("/emergency/", to=TOLD, when="now", channel="phone")["Location"]
    author.get(recorded)
    path = recorded.removesuffix("recorded/")
    head.fill_in(f"{path}ratify-learning/")
    open_all(author, path, "print/", "copy/", lists=LISTS[:3])
    author.fill_in(f"{begin(author)}share-first/", to=TOLD, when="now", channel="phone")
    author.fill_in(f"{begin(author)}withdraw/")
    path = write(author)
    author.post(f"{path}invite/", {"person": User.objects.get(name="Sam Bell").pk})
    author.get(f"{path}people/{Disclosure.objects.latest('pk').people.get().pk}/same/")
    author.post(f"{path}check/", {})
    head.fill_in(f"{path}hand-over/", person=User.objects.get(name="Amina Yusuf").pk)


def be_asked(sign_in):
    """Somebody asks: recorded, checked, mended, replied to."""
    author = sign_in("author")
    path = author.fill_in("/requests/new/", when="now")["Location"]
    own = re.match(r"/disclosures/[^/]+/", path)[0]
    author.fill_in(f"{own}request/", check_result="not-reached", number_from="register")
    author.fill_in(f"{own}request/change/", when="now")
    author.fill_in(f"{own}request/reply/", when="now", channel="phone", kind="acknowledged")
    open_all(author, own, "request/", lists=LISTS[:3])


class Records(logging.Handler):
    """Keeps every record of the logs as a handler would write it: its words, its arguments, its exception."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append((record.name, logging.Formatter().format(record)))


@pytest.fixture(scope="module")
def walked(made_once):
    """The life of one disclosure: every answer, (who asked, the answer), and every line of the logs."""
    answers, erred, records, root = [], set(), Records(), logging.getLogger()
    level = root.level
    root.addHandler(records)
    root.setLevel(logging.DEBUG)
    try:
        with undone():

            def sign_in(part):
                return Watched(signed_in(made_once, part), part, answers, erred)

            for story in (be_asked, share_first, live_on, walk):
                story(sign_in)
            yield answers, records.lines
    finally:
        root.setLevel(level)
        root.removeHandler(records)


def named(answer):
    """The name of the address that was asked for, "" for one that there is not."""
    try:
        return resolve(answer.request["PATH_INFO"]).url_name
    except Resolver404:
        return ""


def test_the_name_stands_where_it_is_needed_and_on_no_other_page(walked, db):
    answers, _ = walked
    seen = {named(answer) for _, answer in answers if CANARY.search(answer.content.decode())}
    assert seen == SHOWN_ON
    for part, answer in answers:
        shown = CANARY.search(answer.content.decode())
        assert not (shown and part in {"trustee", "other_head"}), named(answer)
        assert not (shown and answer.status_code not in {200, 409}), named(answer)


def test_no_address_header_or_title_holds_it(walked, db):
    answers, _ = walked
    for part, answer in answers:
        where = (part, named(answer), answer.status_code)
        headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
        assert not CANARY.search(answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]), where
        assert not CANARY.search(headers + answer.cookies.output()), where
        assert not (answer.content and CANARY.search(title(answer))), where


def test_no_message_that_waits_for_the_next_page_holds_it(walked, db):
    answers, _ = walked
    banners = [
        re.findall(r"govuk-notification-banner__heading\">([^<]*)<", answer.content.decode()) for _, answer in answers
    ]
    told = [message for found in banners for message in found]
    assert not [answer for _, answer in answers if "messages" in answer.cookies]
    assert len(told) >= 1
    assert not [message for message in told if CANARY.search(message)]


def test_no_log_holds_it_however_much_is_logged(walked, db):
    _, lines = walked
    assert lines != []
    assert {name for name, line in lines if CANARY.search(line)} == set()


def test_the_walk_met_every_kind_of_answer(walked, db):
    answers, _ = walked
    assert {answer.status_code for _, answer in answers} == {200, 302, 400, 404, 409}
    assert Disclosure.objects.latest("pk").stage == Stage.REJECTED


def test_no_entry_session_or_cache_holds_it(walked, db):
    entries = Entry.objects.filter(case=Disclosure.objects.latest("pk").pk)
    assert entries.count() > 10
    assert not any(CANARY.search(f"{entry.body}{entry.chain}{entry.event}") for entry in entries)
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert len(sessions) >= 4
    assert not CANARY.search(str(sessions))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        for key, value in cursor.fetchall():
            assert not CANARY.search(key + base64.b64decode(value).decode("latin-1"))
