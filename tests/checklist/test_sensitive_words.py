"""Words that often mean sensitive information are found as whole words, in any letters, each once."""

import pytest

from checklist.sensitive_words import WORDS, sensitive_words


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_found(word):
    assert sensitive_words([f"What about {word.upper()}?"]) == (word,)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["The police and her diagnosis; police again", "Self-harm"], ("police", "diagnosis", "self-harm")),
        (["policed, courtesy, drugstore, self harm"], ()),
        (["non-medical", "police-station"], ()),
        (["", None], ()),
        (["(court)", "abuse."], ("court", "abuse")),
    ],
)
def test_only_whole_words_count(texts, found):
    assert sensitive_words(texts) == found


def test_the_list_is_of_small_letters_and_about_forty_words():
    assert len(set(WORDS)) == len(WORDS)
    assert 35 <= len(WORDS) <= 60
    assert all(word == word.lower() for word in WORDS)
    assert {"diagnosis", "self-harm", "police", "safeguarding", "ethnicity"} <= set(WORDS)
