"""When words count as written: a word at least, and where somebody has to account for something, a reason (2.9)."""

import re

MINIMUM_REASON = 15
_WORD = re.compile(r"[^\W\d_]{2}")


def has_word(text):
    """Whether somebody wrote at least one word: two letters in a row."""
    return _WORD.search(text or "") is not None


def reason_is_enough(text, minimum=MINIMUM_REASON):
    """Whether a reason can be read later as one: `minimum` characters or more, with a word in it (2.9).

    Runs of white space count as one character.
    """
    text = text or ""
    return len(text) >= minimum and len(" ".join(text.split())) >= minimum and has_word(text)
