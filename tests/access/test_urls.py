"""Every address, asked in every way by everybody of the cast: the cells of the tables that `covering` chooses; `make
thorough` asks every cell.
"""

import uuid
from http.cookies import SimpleCookie

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from audit import clock
from audit.models import Entry
from talentum_share import urls
from tests.access.afterwards import ROWS, forms_of, row_of
from tests.access.answered import answers_of
from tests.access.covering import asked, met_first, missing
from tests.access.ground import changes, in_the_record, undone
from tests.access.kept import kept_forms, line_of, settings_sent
from tests.access.sends import SEND
from tests.access.tables import PEOPLE, READ, cells, names
from tests.access.versions import ARGS, policy_forms
from tests.stories import REASON

SIGN_IN = "/accounts/login/?next="
OTHER_METHODS = ("PUT", "DELETE", "OPTIONS")
# Whom it is asked of what another method than GET and POST answers.
HEADS = ["author", "adviser", "trustee", "anonymous"]
OTHERS = ["author", "headteacher", "adviser", "trustee", "administrator", "anonymous"]
INSTEAD = "The school counsellor sees the child every week."
# The sign-in library's pages say to OPTIONS what they answer, and lead away whoever is signed in.
OF_THE_LIBRARY = {"account_login", "account_logout", "account_set_password", "account_change_password", "set-password"}
OF_A_LINE = {"reference-line", "reference-history"}
OF_A_REQUEST = {"disclosure-request", "disclosure-request-change", "disclosure-reply"}
DECISIONS = {"approve": {}, "return": {}, "reject": {"instead": INSTEAD, "would_change": ""}}

ASKED = {
    "asked_by": "Una Moss",
    "authority": "Moss and Sons",
    "words": "Everything about him, today.",
    "reply_by_time": "",
    "received_how": "letter",
    "when": "now",
}
SHARED_FIRST = {
    "ground": "danger",
    "about": "Una Moss",
    "to": "Police",
    "what": "She is missing.",
    "channel": "phone",
    "when": "now",
}


def every_name(patterns=None):
    """The name of each address of the service, however deep it is included."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from every_name(pattern.url_patterns)
        else:
            yield pattern.name


def date(field, day):
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def address(house, name, chosen, of):
    """The path of a row of the tables."""
    return house.once((name, chosen, of, "address"), lambda: _address(house, name, chosen, of))


def _address(house, name, chosen, of):
    author = house.cast.author
    fixed = ARGS | {
        "person": [author.pk],
        "appointment-add": [author.pk],
        "person-link": [author.pk],
        "person-account": [author.pk],
        "appointment-end": [author.appointments.get().pk] if name == "appointment-end" else [],
        "appointment-phone": [author.appointments.get().pk] if name == "appointment-phone" else [],
        "set-password": ["MQ", "set-nothing"],
    }
    if name in {"public-page", "help-role"}:
        return reverse(name, args=[chosen])
    if name.startswith("reference-"):
        return reverse(name, args=[chosen, *([line_of(chosen).pk] if name in OF_A_LINE else [])])
    if of == "-":
        return reverse(name, args=fixed.get(name, []))
    return _address_in(house.disclosures[of], name, chosen)


def _address_in(disclosure, name, chosen):
    args = [disclosure.reference, *([chosen] if chosen else [])]
    if name in {"disclosure-person", "disclosure-person-take-out", "disclosure-same-person"}:
        args.append(disclosure.people.get().pk)
    if name in {"disclosure-item", "disclosure-item-take-out"}:
        args.append(disclosure.items.get().pk)
    if name in {"disclosure-recipient", "disclosure-recipient-take-out", "disclosure-recipient-check"}:
        args.append(disclosure.recipients.get().pk)
    if name in {
        "disclosure-consent", "disclosure-consent-record", "disclosure-relationship-add", "disclosure-relationship",
    }:  # fmt: skip
        args.append(disclosure.people.get().pk)
    if name in {"disclosure-consent-record", "disclosure-consent-take-out"}:
        args.append(disclosure.consents.get().pk)
    if name in {"disclosure-relationship", "disclosure-relationship-take-out"}:
        args.append(disclosure.relationships.get().pk)
    if name in ROWS:
        args.append(row_of(disclosure, name))
    if name == "disclosure-history" and chosen:
        return f"{reverse(name, args=args[:1])}?show={chosen}"
    if name == "disclosure-entry":
        args.append(Entry.objects.filter(case=disclosure.pk).earliest("seq").seq)
    return reverse(name, args=args)


WITH_A_NOTE = ("disclosure-take-back", "disclosure-second-view", "disclosure-withdraw", "disclosure-refer")


def sent(house, name, chosen, of):
    """What somebody who may do it would send: complete, right, and different from what is stored; with a new token."""
    version = {"version": house.disclosures[of].version if of != "-" else 0, "token": uuid.uuid4()}
    return version | house.once((name, chosen, of, "form"), lambda: _form(house, name, chosen, of))


# What is sent alike to whatever it is about.
ALIKE = {
    "disclosure-purpose": {"purpose": "protect", "benefit": "She would be safe."},
    "disclosure-request-change": ASKED,
    "disclosure-request": {"check_result": "not-reached", "check_phone": "01632 960191", "when": "now"},
    "disclosure-reply": {"kind": "acknowledged", "words": "We have it.", "channel": "phone", "when": "now"},
    "disclosure-person-add": {"kind": "about", "name": "Una Moss", "relation": ""},
    "disclosure-person": {"kind": "about", "name": "Una Moss", "relation": ""},
    "disclosure-same-person": {"answer": "same"},
    "disclosure-item-add": {"description": "Attendance", "category": "attendance", "source": ""},
    "disclosure-item": {"description": "Attendance", "category": "attendance", "source": ""},
    **{key: {"note": REASON} for key in WITH_A_NOTE},
    "disclosure-share-first": SHARED_FIRST,
    "person-add": {"name": "Una Moss", "email": "una.moss@example.org"},
    "appointment-phone": {"phone": "01632 960155"},
    "person-account": {"do": "close"},
    "policy-read": {"read": ["sharing", "safeguarding"]},
}
ADVISED = {
    "controllers": "separate",
    "agreement": "County agreement 7",
    "assessment": "no",
    "assessment_why": REASON,
    "view": REASON,
    "retention": "Until he is 25.",
    "rights": "He is told.",
    "intervals": "Once",
}


def _form(house, name, chosen, of):
    today = clock.today()
    forms = ALIKE | {
        "disclosure-new": {"purpose": "protect", "benefit": "She would be safe.", "school": house.cast.brook.pk},
        "request-new": {**ASKED, "school": house.cast.brook.pk},
        "disclosure-subjects": {"do": join_of(house, of) if name == "disclosure-subjects" else ""},
        "disclosure-recipient-add": {"agency": house.police},
        "disclosure-recipient": {"agency": house.police},
        "disclosure-pairs": pairs_of(house, of) if name == "disclosure-pairs" else {},
        "disclosure-consent-withdrawn": {"person": taken_back(house, of), "by": "self"},
        "disclosure-advise": ADVISED | date("agreed_on", today),
        "disclosure-defer": {"note": REASON, **date("until", today)},
        "disclosure-reassign": {"person": reassigned(house, of), "note": REASON},
        "disclosure-invite": {"person": house.cast.volunteer.pk},
        "disclosure-hand-over": {"person": house.cast.volunteer.pk, "note": REASON},
        "disclosure-decide": {"reason": REASON, **DECISIONS.get(chosen, {})},
        "emergency": {**SHARED_FIRST, "school": house.cast.brook.pk},
        "appointment-add": {"role": "volunteer", "school": house.cast.ashby.pk, **date("since", today)},
        "appointment-end": date("until", today),
        "trust-settings": settings_sent() if name == "trust-settings" else {},
    }
    if name.startswith("policy-") and name not in forms:
        forms |= policy_forms()
    of_one = {}
    if of != "-" and name not in forms:
        of_one = forms_of(house.disclosures[of]) | answers_of(house.disclosures[of], chosen)
    return (of_one | forms | kept_forms(house, chosen)).get(name, {})


def taken_back(house, of):
    """Whose consent is withdrawn."""
    return house.disclosures[of].people.first().pk if of != "-" and house.disclosures[of].people.exists() else ""


def reassigned(house, of):
    """An adviser who may decide it: for what the adviser decides already, the next one."""
    return house.cast.second_adviser.pk if of != "-" else None


def pairs_of(house, of):
    """Every item of a disclosure redacted, for every recipient."""
    sent_pairs = {}
    for pair in house.disclosures[of].pairs.all() if of != "-" else ():
        sent_pairs |= {f"pair-{pair.pk}-extent": "redacted", f"pair-{pair.pk}-reason": "Her brother is named in it."}
    return sent_pairs


def join_of(house, of):
    """What the button sends by which the person of one disclosure joins that of another."""
    if of not in house.disclosures:
        return ""
    other = "of-headteacher" if of != "of-headteacher" else "awaiting"
    return f"join-{house.disclosures[of].people.get().pk}-{house.disclosures[other].people.get().pk}"


def what_answered(answer):
    """The answer as the tables write it. A form that is led to the sign-in page is answered with what was typed."""
    leads_in = answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
    return "in" if leads_in or answer.status_code == 401 else str(answer.status_code)


def test_every_address_stands_in_both_tables_and_every_row_has_an_address():
    every = list(every_name())
    assert None not in every
    assert len(every) == len(set(every))
    assert names(READ) == set(every)
    assert names(SEND) == set(every)


def test_everybody_of_the_cast_stands_in_the_tables(house):
    assert {*PEOPLE} == {*house.cast.people(), "anonymous"}


def test_the_cells_that_are_asked_leave_no_address_no_disclosure_and_nobody_out():
    assert missing() == {}


@pytest.fixture
def bare_404(monkeypatch):
    """Nothing is found thousands of times here: that is answered without its page, which test_not_yours looks at."""
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponse(status=404), raising=False)


@pytest.mark.usefixtures("bare_404")
@pytest.mark.parametrize("part", PEOPLE)
def test_who_may_open_what(house, as_user, part):
    client = as_user(part)
    before = changes()
    found, expected = {}, {}
    for name, chosen, of, answer in asked(READ, part):
        path = address(house, name, chosen, of)
        expected[name, chosen, of] = answer
        found[name, chosen, of] = what_answered(client.get(path))
    assert found == expected
    assert changes() == before


@pytest.mark.parametrize("part", HEADS)
def test_head_answers_as_get_does(house, as_user, part):
    client = as_user(part)
    before = changes()
    found, expected = {}, {}
    for name, chosen, of, answer in met_first(READ, part, HEADS):
        head = client.head(address(house, name, chosen, of))
        expected[name, chosen, of] = (answer, b"")
        found[name, chosen, of] = (what_answered(head), head.content)
    assert found == expected
    assert changes() == before


@pytest.mark.usefixtures("bare_404")
@pytest.mark.parametrize("part", PEOPLE)
def test_who_may_send_what_and_a_refused_one_writes_nothing(house, as_user, part):
    client = as_user(part)
    signed_in = {name: morsel.value for name, morsel in client.cookies.items()}
    before = changes()
    found, expected = {}, {}
    for name, chosen, of, answer in asked(SEND, part):
        path, form = address(house, name, chosen, of), sent(house, name, chosen, of)
        client.cookies = SimpleCookie(signed_in)  # whatever the last answer did to them
        with undone():
            status = what_answered(client.post(path, form))
            done, *told = in_the_record()
        expected[name, chosen, of] = (answer, writes(name, answer, part), tells(name, of, answer, part))
        found[name, chosen, of] = (status, done - before, tuple(told))
    assert found == expected


def tells(name, of, answer, part):
    """What an answer of the table SEND leaves of looks and refusals: a page shows something, and a refusal is told."""
    if part == "anonymous" or of == "-":
        return 0, 0
    if name in OF_A_REQUEST and not of.startswith("asked") and reads(of, part):
        return 0, 0  # where nobody asked there is no such page, and nothing was refused
    return int(answer == "409"), int(answer in {"404", "409"})


def reads(of, part):
    """Whether somebody of the cast may read a disclosure: the emergency page of it is open to nobody else."""
    return ("disclosure-share-first", "", of, "200") in set(cells(READ, part))


def writes(name, answer, part):
    """How many entries an answer of the table SEND leaves: one where something was done, otherwise none."""
    if name == "account_logout":
        return int(part != "anonymous")
    if name.startswith("account_") or name == "set-password":
        return int(name == "account_login" and part == "anonymous" and answer == "302")
    if name in {"policy-read", "policy-begin"}:
        return 0  # everybody of the house has said so already, and a draft is there
    return int(answer in {"200", "302"})


@pytest.mark.parametrize("part", OTHERS)
def test_no_other_method_does_anything(house, as_user, part):
    client = as_user(part)
    before = changes()
    odd = {}
    for name, chosen, of, _ in met_first(READ, part, OTHERS):
        path = address(house, name, chosen, of)
        for method in OTHER_METHODS:
            answer = what_answered(client.generic(method, path))
            if answer not in {"405", "404", "in"} and name not in OF_THE_LIBRARY:
                odd[method, name] = answer
    assert odd == {}
    assert changes() == before


def test_nothing_is_taken_without_the_token_of_its_page(house, as_user):
    client = as_user("author", enforce_csrf_checks=True)
    before = changes()
    for name, chosen, of, answer in cells(SEND, "author"):
        if of in {"-", "draft"} and answer == "302":
            refused = client.post(address(house, name, chosen, of), sent(house, name, chosen, of))
            assert refused.status_code == 403, name
            assert "has <strong>not</strong> been saved" in refused.content.decode()
    assert changes() == before
