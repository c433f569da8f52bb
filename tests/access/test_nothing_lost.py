"""Nothing typed is lost: each form is sent signed out, with a stale token, on a stale version, twice, and with an error.

The forms are those of the table SEND: every address to which somebody may send something stands here by itself, with
what `sent` sends to it. What is shown again after a session ended or with a stale token is sent again by turns; in `make
thorough` always. Whoever adds a form adds its row there, and to `WRONG` what is an error in it.
"""

import html

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client

from tests.access.ground import changes, signed_in, undone
from tests.access.sends import SEND
from tests.access.shown import Form
from tests.access.tables import PEOPLE, cells
from tests.access.test_urls import address, join_of, sent
from tests.thorough import by_turn

CARRIED = {"version", "token", "csrfmiddlewaretoken"}
SIGNED_IN = [part for part in PEOPLE if part != "anonymous"]
TYPED = "Words that nobody wants to type twice."

# The pages of signing in and of passwords answer as they always did: what is typed there is a secret.
SECRET = {"account_login", "account_logout", "account_set_password", "account_change_password", "set-password"}

# Form -> what is wrong in it. "*-who" stands for the first field whose name ends so. Every value that is no forged
# code has to be on the page that says what is wrong (who works for one school is not asked for which it is).
WRONG = {
    "disclosure-new": {"purpose": "no-such-purpose", "benefit": TYPED},
    "disclosure-purpose": {"purpose": "no-such-purpose", "benefit": TYPED},
    "request-new": {"received_how": "no-such-way", "why": TYPED},
    "disclosure-request-change": {"received_how": "no-such-way", "why": TYPED},
    "disclosure-request": {"check_result": "no-such-result", "check_phone": TYPED},
    "disclosure-reply": {"channel": "no-such-way", "words": TYPED},
    "disclosure-person-add": {"kind": "no-such-kind", "relation": TYPED},
    "disclosure-person": {"kind": "no-such-kind", "relation": TYPED},
    "disclosure-item-add": {"category": "no-such-kind", "source": TYPED},
    "disclosure-item": {"category": "no-such-kind", "source": TYPED},
    "disclosure-recipient-add": {"contact_name": TYPED * 10, "contact_position": TYPED},
    "disclosure-recipient": {"contact_name": TYPED * 10, "contact_position": TYPED},
    "disclosure-pairs": {"*-reason": "short"},
    "disclosure-relationship-add": {"kind": "no-such-kin"},
    "disclosure-relationship": {"kind": "no-such-kin"},
    "disclosure-consent": {"says": "no-such-answer", "how": TYPED},
    "disclosure-consent-record": {"says": "no-such-answer", "how": TYPED},
    "disclosure-checklist:3.1": {"d-duty-or-power": "no-such-answer", "d-duty-or-power-text": TYPED},
    "disclosure-checklist:3.2": {"d-how-much": "no-such-answer", "d-check-source-checked_result": TYPED},
    "disclosure-checklist:3.3": {"*-right-person-how": "no-such-way", "*-what-they-will-do-text": TYPED},
    "disclosure-advise": {"controllers": "no-such-answer", "view": TYPED},
    "disclosure-settle": {"condition": "no-such-condition", "basis-why": TYPED},
    "disclosure-recipient-check": {"*-right-person-how": "no-such-way", "*-right-person-text": TYPED},
    "disclosure-decide": {"reason": "short"},
    "disclosure-consent-withdrawn": {"by": "no-such-answer", "in_their_words": TYPED},
    "disclosure-refer": {"note": "short"},
    "disclosure-defer": {"until_day": "31", "until_month": "2", "note": TYPED},
    "disclosure-reassign": {"note": "short"},
    "disclosure-take-back": {"note": TYPED * 200},
    "disclosure-second-view": {"note": "short"},
    "disclosure-withdraw": {"note": TYPED * 200},
    "disclosure-invite": {"person": "no-such-person"},
    "disclosure-hand-over": {"note": "short"},
    "emergency": {"channel": "no-such-way", "to": TYPED},
    "disclosure-share-first": {"channel": "no-such-way", "to": TYPED},
    "disclosure-plan": {"*-by_day": "31", "*-by_month": "2", "*-said": TYPED},
    "disclosure-step-done": {"outcome": "short"},
    "disclosure-sharing": {"channel": "no-such-way", "to": TYPED},
    "disclosure-answer": {"receipt": TYPED * 200},
    "disclosure-after": {"*-value": "no-such-answer", "case_reference": TYPED},
    "disclosure-incident": {"what": "short"},
    "disclosure-incident-end": {"done": "short"},
    "reference-add": {"name": TYPED * 10},
    "reference-line": {"name": TYPED * 10},
    "trust-settings": {"small_group": "1", "why": TYPED},
    "policy-question-add": {"section": "no-such-section", "hint": TYPED},
    "policy-question": {"section": "no-such-section", "hint": TYPED},
    "policy-ask": {"review_due_on_day": "31", "review_due_on_month": "2"},
    "policy-confirm": {"read": ""},
    "policy-review": {"next_on_day": "31", "next_on_month": "2", "words": TYPED},
    "person-add": {"email": "no address", "name": TYPED},
    "appointment-add": {"since_day": "31", "since_month": "2", "position": TYPED},
    "appointment-end": {"until_day": "31", "until_month": "2"},
    "appointment-phone": {"phone": "no number"},
}
NOTHING_TYPED = {
    "disclosure-person-take-out": "a button alone",
    "disclosure-item-take-out": "a button alone",
    "disclosure-recipient-take-out": "a button alone",
    "disclosure-consent-take-out": "a button alone",
    "disclosure-relationship-take-out": "a button alone",
    "disclosure-check": "a button alone",
    "disclosure-same-person": "a button alone",
    "disclosure-subjects": "a button alone",
    "person-link": "a button alone",
    "person-account": "a button alone",
    "policy-read": "two boxes to tick",
    "policy-begin": "a button alone",
    "policy-question-leave": "a button alone",
}
# What has happened is recorded whichever version was read, so that no version is stale.
TELLS_THE_PAST = {
    "disclosure-share-first", "disclosure-sharing", "disclosure-incident", "disclosure-reply", "disclosure-consent-withdrawn",
}  # fmt: skip
# Pages about colleagues and reference data carry no token: the second press is refused by what they record.
NO_VERSION = {
    "person-add", "appointment-add", "appointment-end", "appointment-phone", "person-link", "person-account",
    "reference-add", "reference-line", "policy-read", "trust-settings", "policy-begin", "policy-question-add",
    "policy-question", "policy-question-leave", "policy-ask", "policy-confirm",
}  # fmt: skip


# The buttons of a form that stands open on the page that says that somebody was faster.
OPEN_AGAIN = ("Save and continue", "Save what you settled", "Save the adviser’s part", ">\n  Save\n<")


def forms():
    """Every form with whom to send it by: the first row of SEND by which somebody's sending is taken."""
    found = {}
    for part in SIGNED_IN:
        for name, chosen, of, answer in cells(SEND, part):
            if name not in SECRET and answer in {"302", "200"}:
                found.setdefault((name, chosen), (part, of, answer))
    return [(name, chosen, *where) for (name, chosen), where in found.items()]


FORMS = forms()
IDS = [f"{name}:{chosen}" if chosen else name for name, chosen, *_ in FORMS]


def each_form_that(holds):
    """Every form for which `holds(name, of)`: its name, and the disclosure it is of ("-": none)."""
    chosen = [(form, words) for form, words in zip(FORMS, IDS, strict=True) if holds(form[0], form[3])]
    rows, ids = [form for form, _ in chosen], [words for _, words in chosen]
    return pytest.mark.parametrize(("name", "chosen", "part", "of", "answer"), rows, ids=ids)


each_form = each_form_that(lambda _name, _of: True)


def typed(fields):
    """What a person typed or chose of what was sent; each of several ticks by itself."""
    each = [
        (f"{name} {number}" if number else name, str(value))
        for name, values in fields.items()
        for number, value in enumerate(values if isinstance(values, list) else [values])
    ]
    return {name: value for name, value in each if name not in CARRIED and value}


def in_full(field, fields):
    """The name of a field of which "*-who" gives the end."""
    return next(name for name in fields if name.endswith(field[1:])) if field.startswith("*") else field


def shown_again(page, fields, told=()):
    """Which of the typed values the page shows neither in a field nor in its words; `told` are the words of codes."""
    kept, words, told = set(typed(Form(page).typed).values()), html.unescape(page), dict(told)
    return {
        name: value
        for name, value in typed(fields).items()
        if value not in kept and value not in words and told.get(value, value) not in words
    }


def told_in_words(house):
    """How a page without the form says what was chosen in it."""
    joined = join_of(house, "awaiting")
    return {
        "same": "Yes, the same person",
        joined: "Join",
        "tell": "Tell",
        "not-yet": "Not yet",
        str(house.cast.volunteer.pk): house.cast.volunteer.name,
        str(house.cast.second_adviser.pk): house.cast.second_adviser.name,
    }


def _in_wrong(name, chosen):
    """Under what name `WRONG` has a form: the sections of the checklist each under their own."""
    return f"{name}:{chosen}" if f"{name}:{chosen}" in WRONG else name


def takes_again(name, chosen, kind):
    """Whether what is shown again is also sent again: of an ended session (0) or a stale token (1), by turns."""
    turn = [form[:2] for form in FORMS].index((name, chosen))
    return kind in by_turn((0, 1), turn)


def send_again(page):
    """What the button of the page that shows it all again sends: the form as it stands in the page."""
    return Form(page.split("<main")[1].split("</form>")[0]).typed


def test_every_form_says_what_is_wrong_in_it_or_has_nothing_to_type():
    names = {_in_wrong(name, chosen) for name, chosen, *_ in FORMS}
    assert names == {*WRONG, *NOTHING_TYPED}
    assert not {*WRONG} & {*NOTHING_TYPED}


@each_form
def test_an_ended_session_shows_it_again_and_takes_it_after_signing_in(house, name, chosen, part, of, answer):
    path, fields = address(house, name, chosen, of), sent(house, name, chosen, of)
    before = changes()
    refused = signed_in(house, "anonymous").post(path, fields)
    assert refused.status_code == 401
    assert "no-store" in refused["Cache-Control"]
    page = refused.content.decode()
    assert shown_again(page, fields) == {}
    assert changes() == before
    if not takes_again(name, chosen, 0):
        return
    client = signed_in(house, part)
    with undone():
        taken = client.post(path, send_again(page))
        assert str(taken.status_code) == answer


@each_form
def test_a_stale_token_shows_it_again_and_takes_it_at_the_next_press(house, name, chosen, part, of, answer):
    path, fields = address(house, name, chosen, of), sent(house, name, chosen, of)
    client = signed_in(house, part, enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = _get_new_csrf_string()
    stale = _mask_cipher_secret(_get_new_csrf_string())
    refused = client.post(path, fields | {"csrfmiddlewaretoken": stale})
    assert refused.status_code == 403
    page = refused.content.decode()
    assert stale not in page
    assert shown_again(page, fields) == {}
    if not takes_again(name, chosen, 1):
        return
    with undone():
        taken = client.post(path, send_again(page))
        assert str(taken.status_code) == answer


@each_form_that(lambda name, of: name not in NO_VERSION and of != "-")
def test_a_stale_version_shows_it_again(house, name, chosen, part, of, answer):
    fields = sent(house, name, chosen, of)
    fields |= {"version": fields["version"] - 1}
    client = signed_in(house, part)
    with undone():
        refused = client.post(address(house, name, chosen, of), fields)
        if name in TELLS_THE_PAST:
            assert refused.status_code == 302
            return
        assert refused.status_code == 409
        page = refused.content.decode()
        assert shown_again(page, fields, told_in_words(house)) == {}
        assert "has <strong>not</strong> been recorded" in page
        assert (" and decide</h2>" in page) == (name == "disclosure-decide")
        if any(button in page for button in OPEN_AGAIN):
            taken = client.post(address(house, name, chosen, of), send_again(page))
            assert str(taken.status_code) == answer


# What a second press finds on the pages about colleagues and reference data is told there.
@each_form_that(lambda name, _of: name not in NO_VERSION)
def test_twice_is_once(house, name, chosen, part, of, answer):
    path, fields = address(house, name, chosen, of), sent(house, name, chosen, of)
    client, before = signed_in(house, part), changes()
    with undone():
        first, second = client.post(path, fields), client.post(path, fields)
        assert (first.status_code, second.status_code) == (302, 302)
        assert first["Location"] == second["Location"]
        assert changes() == before + 1


@each_form_that(lambda name, _of: name not in NOTHING_TYPED)
def test_one_error_keeps_all_the_rest(house, name, chosen, part, of, answer):
    fields = sent(house, name, chosen, of)
    wrong = {in_full(field, fields): value for field, value in WRONG[_in_wrong(name, chosen)].items()}
    client, before = signed_in(house, part), changes()
    refused = client.post(address(house, name, chosen, of), fields | wrong)
    assert refused.status_code == 200
    page = refused.content.decode()
    assert "<title>Error: " in page
    codes = {"school"} | {field for field, value in wrong.items() if value.startswith("no-such")}
    kept = {field: value for field, value in (fields | wrong).items() if field not in codes}
    assert shown_again(page, kept) == {}
    assert changes() == before


# What is not shown again


def test_a_password_and_the_pages_own_token_are_never_shown(house):
    fields = {"benefit": TYPED, "new_password": "correct horse battery", "csrfmiddlewaretoken": "x" * 64}
    page = signed_in(house, "anonymous").post("/disclosures/new/", fields).content.decode()
    assert TYPED in page
    assert "correct horse battery" not in page
    assert "x" * 64 not in page


FROM_ELSEWHERE = (
    {"Origin": "https://elsewhere.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "null"},
    {"Referer": "https://elsewhere.example/testserver/"},
    {"Referer": "https://testserver.elsewhere.example/"},
    {"Referer": "http://["},
    {"Origin": "http://testserver", "Referer": "https://elsewhere.example/"},
)


def test_a_browser_that_says_nothing_is_believed_if_it_brings_a_cookie_of_ours(house):
    silent = Client(enforce_csrf_checks=True)
    refused = silent.post("/disclosures/new/", {"benefit": TYPED})
    assert (refused.status_code, TYPED in refused.content.decode()) == (403, False)
    for told in ({"Referer": "http://testserver/disclosures/new/"}, {"Origin": "http://testserver"}):
        assert TYPED in silent.post("/disclosures/new/", {"benefit": TYPED}, headers=told).content.decode()
    silent.force_login(house.cast.author)
    assert TYPED in silent.post("/disclosures/new/", {"benefit": TYPED}).content.decode()
    silent.cookies.clear()
    silent.get("/accounts/login/")  # signed out: the token's own cookie is there, which another site cannot send
    assert TYPED in silent.post("/disclosures/new/", {"benefit": TYPED}).content.decode()


def test_what_another_site_sends_is_not_made_ours(house):
    for part in ("anonymous", "author"):
        client = signed_in(house, part, enforce_csrf_checks=True)
        for headers in FROM_ELSEWHERE:
            refused = client.post("/disclosures/new/", {"benefit": TYPED}, headers=headers)
            assert refused.status_code == 403
            assert TYPED not in refused.content.decode()


def test_the_pages_of_signing_in_answer_as_they_did(house):
    client = signed_in(house, "anonymous", enforce_csrf_checks=True)
    refused = client.post("/accounts/login/", {"login": "joanna.finch@example.org", "password": "secret words"})
    assert refused.status_code == 403
    assert "joanna.finch" not in refused.content.decode()
    assert signed_in(house, "anonymous").post("/accounts/password/change/", {}).status_code == 302


def test_an_address_that_nobody_has_answers_a_stranger_as_any_other(house):
    answers = [
        signed_in(house, "anonymous").post(f"/disclosures/{reference}/purpose/", {"benefit": TYPED})
        for reference in (house.disclosures["draft"].reference, "BRK-2000-9999")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]


def test_too_much_is_shown_as_far_as_it_goes_and_not_sent_again(house):
    fields = {f"field-{number}": f"Words {number}." for number in range(250)}
    page = signed_in(house, "anonymous").post("/disclosures/new/", fields).content.decode()
    assert "Words 199." in page
    assert "Words 200." not in page
    assert "Save again" not in page
    long = signed_in(house, "anonymous").post("/disclosures/new/", {"benefit": "x" * 200_001}).content.decode()
    assert "x" * 1000 not in long
    assert "Save again" not in long


def test_labels_are_the_words_of_the_page(house):
    draft = house.disclosures["draft"]
    client = signed_in(house, "anonymous")
    base = f"/disclosures/{draft.reference}/"
    person = client.post(f"{base}people/add/", {"kind": "carer", "date_of_birth_day": "14", "odd_one": "Odd."})
    text = html.unescape(person.content.decode())
    for words in ("How do they come into this?", "Parent or carer, only to be told or not", "(day)", "Odd one"):
        assert words in text
    key = f"p{draft.people.get().pk}"
    asked = client.post(f"{base}checklist/3.1/", {f"{key}-consent-held": "not-sure", "d-sensitive-text": TYPED})
    text = html.unescape(asked.content.decode())
    assert "Consent held, person 1" in text
    assert ", person 1" in text
    assert "Not sure" in text
    assert draft.people.get().name not in text


def test_labels_of_what_is_asked_beside_an_answer_are_the_words_of_the_page_too(house):
    draft, client = house.disclosures["draft"], signed_in(house, "anonymous")
    base, key = f"/disclosures/{draft.reference}/", f"p{draft.people.get().pk}"
    typed = {
        f"{key}-risk-of-asking-or-telling-tell_ground": "harm",
        f"{key}-risk-of-asking-or-telling-tell_review_day": "14",
        "d-sensitive-perhaps": "not-known",
    }
    text = html.unescape(client.post(f"{base}checklist/3.1/", typed).content.decode())
    for words in (
        "Risk of asking or telling, person 1: Why not tell?",
        "Somebody would be at risk of harm",
        "Risk of asking or telling, person 1: When will you look at this again?",
        "Sensitive: Which kinds could it be?",
        "Not known",
    ):
        assert words in text, words
    consent = client.post(f"{base}people/{draft.people.get().pk}/consent/", {"by": "carer", "right": "told"})
    text = html.unescape(consent.content.decode())
    for words in ("Who answered?", "Somebody else, for them", "We were told"):
        assert words in text, words
    moved = {"person": "7", "note": TYPED, "until_day": "3"}
    for page, labels in (
        ("defer", ("What is awaited?", "Until which day? (day)")),
        ("reassign", ("Who decides it?", "Chosen, and kept", "Why do they decide it?")),
        ("hand-over", ("Who is the new author?", "Chosen, and kept", "Why is it handed over?")),
    ):
        text = html.unescape(client.post(f"{base}{page}/", moved).content.decode())
        for words in labels:
            assert words in text, (page, words)
    settled = client.post(f"{base}settle/", {f"override-{key}-why": TYPED}).content.decode()
    assert "What you settled, line 1" in settled
    assert key not in settled.split("<main")[1].split("<form")[0]
