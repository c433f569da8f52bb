"""The code under which a trustee reads of a person: the same through one term for one trustee, and for nobody else.

Two trustees cannot join what they read, and a code noted last term says nothing this term.
"""

import base64
import datetime
import hashlib
import hmac

from django.conf import settings

# Terms begin on these days until they are kept as data.
TERMS = (((1, 1), "spring"), ((5, 1), "summer"), ((9, 1), "autumn"))
LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
LENGTH = 6


def term_of(day: datetime.date) -> str:
    """The school term of a day: "2026-autumn"."""
    name = [name for begins, name in TERMS if (day.month, day.day) >= begins][-1]
    return f"{day.year}-{name}"


def code(trustee_id: int, term: str, person_id: int) -> str:
    """The code of one person for one trustee in one term: "P-7F3KWD". It cannot be turned back without the key."""
    return _code(f"{trustee_id}|{term}|{person_id}")


def code_of_subject(trustee_id: int, term: str, subject_id: int) -> str:
    """The code of one human being, whom several disclosures name: the same in each of them, and that of no person."""
    return _code(f"{trustee_id}|{term}|subject|{subject_id}")


def _code(about):
    message = about.encode()
    digest = hmac.new(settings.PSEUDONYM_KEY.encode(), message, hashlib.sha256).digest()
    return "P-" + base64.b32encode(digest).translate(LETTERS)[:LENGTH].decode()


def year_band(born: datetime.date | None, day: datetime.date) -> str:
    """The years of school in which somebody born then is on a day, as a band; empty where the birth is not known."""
    if born is None:
        return ""
    september = day.year if (day.month, day.day) >= (9, 1) else day.year - 1
    age = september - born.year - ((born.month, born.day) > (8, 31))
    year = age - 4
    for last, words in BANDS:
        if year <= last:
            return words
    return "an adult"


BANDS = (
    (0, "a child in reception or younger"),
    (2, "a pupil in years 1 to 2"),
    (6, "a pupil in years 3 to 6"),
    (9, "a pupil in years 7 to 9"),
    (11, "a pupil in years 10 to 11"),
    (13, "a student in years 12 to 13"),
)
