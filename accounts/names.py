"""How names and e-mail addresses are tidied before they are stored.

Unicode is brought to one form (NFC) here, at the door, and never inside a seal: "José" typed on two keyboards must be
one name for a reader, and the audit seals what the database holds.
"""

import unicodedata


def tidy_name(text):
    """A name or title as it is stored: NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def tidy_email(text):
    """An e-mail address as it is stored and looked up: NFC, no spaces around it, lower case."""
    return unicodedata.normalize("NFC", text or "").strip().lower()
