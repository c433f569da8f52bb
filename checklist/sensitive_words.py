"""Words that often mean sensitive information, whatever question 2 says (finding Q2.WORDS).

A list to make somebody look again, and no judgement. In its order: health of body and mind, harm and protection, offences,
belief, origin and sexual life, and what our own schools treat as sensitive.
"""

import re

_LISTED = """
    adhd anxiety asthma autism autistic counselling depression diagnosis disability disabled epilepsy hospital medical
    medication pregnancy pregnant suicidal suicide
    abuse abused assault bruise bruises exploitation neglect safeguarding self-harm violence
    arrest arrested convicted conviction court offence police
    asylum ethnicity gay immigration lesbian religion religious sexual sexuality transgender
    adopted alcohol drugs ehcp fostered
"""
WORDS = tuple(_LISTED.split())
_FOUND = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(WORDS, key=len, reverse=True)))})(?![\w-])")


def sensitive_words(texts):
    """The listed words that stand in any of the texts as whole words, in small letters, each once, as first met."""
    return tuple(dict.fromkeys(word for text in texts for word in _FOUND.findall((text or "").lower())))
