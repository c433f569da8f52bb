"""The gates after a decision: each finding, and that nothing else brings it."""

import datetime
import itertools
from dataclasses import replace

import pytest

from checklist.gates import BLOCK, WARN, is_open
from checklist.sharing_gates import After, Aware, Going, g3, g4

DAY = datetime.date(2026, 11, 23)
LATER = DAY + datetime.timedelta(days=1)
READY = Going(decision_stands=True, author_signed=True, approver_signed=True, on=DAY, valid_until=DAY, chosen=1)
TOLD = Aware("p1", "yes")
DONE = After(people=(TOLD,), is_recorded=True, reference="BH-1042")


def codes(findings):
    return [finding.code for finding in findings]


def test_nothing_stands_in_the_way_of_what_was_decided_and_signed():
    assert g3(READY) == []
    assert g4(DONE) == []


# What is changed, and the one finding that it brings; what is left as it is brings none of them.
CHANGES_G3 = [
    ({"decision_stands": False}, "DECISION.NONE"),
    ({"author_signed": False}, "PLAN.UNSIGNED"),
    ({"on": LATER}, "DECISION.LAPSED"),
    ({"chosen": 0}, "ITEMS.NONE"),
    ({"unapproved": 1}, "ITEMS.DIFFER"),
]


@pytest.mark.parametrize("chosen", list(itertools.product([False, True], repeat=len(CHANGES_G3))))
def test_g3_finds_exactly_what_is_wrong(chosen):
    wrong = [change for change, take in zip(CHANGES_G3, chosen, strict=True) if take]
    going = replace(READY, **{name: value for change, _ in wrong for name, value in change.items()})
    found = g3(going)
    assert codes(found) == [code for _, code in wrong]
    assert all(finding.severity == BLOCK and finding.gate == 3 for finding in found)


@pytest.mark.parametrize(
    ("author", "approver", "is_signed"), [(1, 1, True), (1, 0, False), (0, 1, False), (0, 0, False)]
)
def test_one_signature_is_none(author, approver, is_signed):
    found = g3(replace(READY, author_signed=bool(author), approver_signed=bool(approver)))
    assert (codes(found) == []) is is_signed


@pytest.mark.parametrize(
    ("on", "valid_until", "lapsed"),
    [(DAY, DAY, False), (LATER, DAY, True), (DAY, LATER, False), (LATER, None, False)],
)
def test_the_last_day_itself_still_counts(on, valid_until, lapsed):
    assert ("DECISION.LAPSED" in codes(g3(replace(READY, on=on, valid_until=valid_until)))) is lapsed


@pytest.mark.parametrize(
    ("aware", "found"),
    [
        (Aware("p1"), ["Q16.OPEN"]),
        (Aware("p1", "not-yet"), ["Q16.OPEN"]),
        (Aware("p1", "not-yet", "harm", DAY), ["Q16.OPEN"]),
        (Aware("p1", "yes"), []),
        (Aware("p1", "not-reached"), ["Q16.REVIEW"]),
        (Aware("p1", "not-reached", "", DAY), []),
        (Aware("p1", "no"), ["Q16.GROUND", "Q16.REVIEW"]),
        (Aware("p1", "no", "harm"), ["Q16.REVIEW"]),
        (Aware("p1", "no", "", DAY), ["Q16.GROUND"]),
        (Aware("p1", "no", "police", DAY), []),
    ],
)
def test_question_16_of_one_person(aware, found):
    findings = g4(replace(DONE, people=(TOLD, aware)))
    assert codes(findings) == found
    assert all((finding.about, finding.question) == ("p1", 16) for finding in findings)
    assert is_open(findings) == (found == [])


@pytest.mark.parametrize(
    ("is_recorded", "reference", "found"),
    [(True, "BH-1", []), (True, " ", ["Q17.RECORD"]), (False, "BH-1", ["Q17.RECORD"]), (False, "", ["Q17.RECORD"])],
)
def test_question_17_needs_its_reference(is_recorded, reference, found):
    assert codes(g4(replace(DONE, is_recorded=is_recorded, reference=reference))) == found


@pytest.mark.parametrize("incidents", [0, 1, 3])
def test_an_open_incident_shuts_closing(incidents):
    findings = g4(replace(DONE, open_incidents=incidents))
    assert codes(findings) == (["INCIDENT"] if incidents else [])
    assert is_open(findings) == (not incidents)


def test_whoever_asked_is_answered_before_it_is_closed():
    [found] = g4(replace(DONE, reply_owed=True))
    assert (found.code, found.severity, found.sentence, found.mend) == (
        "REPLY",
        BLOCK,
        "Reply to whoever asked first.",
        "reply",
    )


@pytest.mark.parametrize("left", [{"undone_steps": ("Ade Okafor",)}, {"unsent_pairs": 1}])
def test_what_was_left_undone_warns_and_does_not_shut(left):
    findings = g4(replace(DONE, **left))
    assert [(finding.code, finding.severity) for finding in findings] == [("STEPS", WARN)]
    assert is_open(findings)


def test_blocks_come_before_warnings():
    findings = g4(
        After(
            people=(), is_recorded=False, reference="", open_incidents=1, undone_steps=("Ade Okafor",), unsent_pairs=1
        )
    )
    assert [finding.severity for finding in findings] == [BLOCK, BLOCK, WARN, WARN]
