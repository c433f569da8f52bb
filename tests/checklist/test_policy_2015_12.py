"""The policy of December 2015 is held word for word."""

import hashlib

import pytest

from checklist import gates, policy_2015_12 as policy
from checklist.derived import VALUES
from checklist.rules_of_whom import USES


def checksum(rows):
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def test_the_seventeen_questions_are_the_trusts_own_words():
    wordings = [row["wording"] for row in policy.QUESTIONS]
    assert checksum(wordings) == "d13372ea61469c3e66e4b3cb3991036bc858a76e918d3b6cce0f4392992bea2b"
    assert wordings[0] == "Do I already have informed consent to share this information?"
    assert wordings[7] == (
        "Would sharing the information without consent cause more harm than not sharing the information?"
    )
    assert wordings[16] == "Have I recorded what has been shared with who and why on case records?"


def test_paragraphs_titles_and_closing_sentence_are_the_trusts_own_words():
    paragraphs = [f"{number} {wording}" for number, wording in policy.PARAGRAPHS]
    titles = [f"{number} {title}" for number, title, _ in policy.SECTIONS]
    assert checksum(paragraphs) == "c90005a3b2ee26ce31b62186d7d30b385d900a2dea7b5e39056d6e5d9bb95698"
    assert checksum(titles) == "23fd5ae4f26ca0d4065177863b00e0d62be083ad53966a39c2913684b2a6a487"
    assert checksum([policy.VERSION["closing"]]) == "1f63d11470e9f7a3ecc61d5435ba04b454200872a80f7d36e3ba0fbc77b7b7ca"
    assert paragraphs[3].startswith("2.1 Safeguarding and promoting the welfare of a child")


@pytest.mark.parametrize(("section", "count"), [("3.1", 8), ("3.2", 3), ("3.3", 4), ("3.4", 2)])
def test_each_section_has_its_questions(section, count):
    assert len([row for row in policy.QUESTIONS if row["section"] == section]) == count


def test_questions_are_numbered_in_order_and_codes_are_permanent():
    assert [row["number"] for row in policy.QUESTIONS] == list(range(1, 18))
    assert [row["code"] for row in policy.QUESTIONS] == [
        "consent-held",
        "sensitive",
        "consent-needed",
        "duty-or-power",
        "whose-information",
        "risk-of-asking-or-telling",
        "consent-understood",
        "more-harm-than-good",
        "how-much",
        "fact-and-opinion",
        "check-source",
        "right-person",
        "secure-way",
        "knows-confidential",
        "what-they-will-do",
        "person-aware",
        "recorded",
    ]


def test_the_data_and_the_rules_speak_of_the_same_questions():
    asked_before = {
        row["code"]: (row["number"], row["asked_of"], row["kind"]) for row in policy.QUESTIONS if row["number"] <= 15
    }
    assert asked_before == gates.BEFORE_SHARING


def test_yes_is_not_the_good_answer_everywhere():
    good = {row["number"]: row["good"] for row in policy.QUESTIONS}
    assert {number for number, value in good.items() if value == gates.YES} == {1, 7, 10, 12, 13, 14, 16, 17}
    assert {number for number, value in good.items() if value == gates.NO} == {8}
    assert {number for number, value in good.items() if not value} == {2, 3, 4, 5, 6, 9, 11, 15}


def test_the_rules_take_every_value_that_is_offered_and_no_other():
    offered = {row["code"]: {code for code, _ in row["choices"]} for row in policy.QUESTIONS[:15]}
    listed = {"whose-information": {"yes", "no", "not-sure"}, "what-they-will-do": set(USES)}
    assert offered == {code: set(values) for code, values in VALUES.items()} | listed


def test_not_sure_is_offered_wherever_it_is_an_answer():
    without = {row["number"] for row in policy.QUESTIONS[:15] if gates.NOT_SURE not in dict(row["choices"])}
    assert without == {9, 15}
    assert {
        dict(row["choices"])[gates.NOT_SURE] for row in policy.QUESTIONS[:15] if row["number"] not in {5, 9, 15}
    } == {"Not sure"}


def test_beside_each_question_stand_two_short_sentences_an_example_and_what_not_sure_does():
    for row in policy.QUESTIONS:
        assert len([mark for mark in row["hint"] if mark in ".?"]) == 2, row["hint"]
        assert row["example"]
        assert row["when_unsure"]
        assert len(row["hint"]) <= 140, row["hint"]
