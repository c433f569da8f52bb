"""What somebody sends who shared at once, and how the answer is read: for the tests of share first and what follows."""

import html
import re
import uuid

from django.urls import reverse

from tests.decisions.made import form

SAID = {
    "ground": "danger",
    "about": "Ade, the boy in 9B",
    "to": "Children\u2019s social care, duty worker",
    "what": "He was not collected and is afraid to go home.",
    "channel": "phone",
    "when": "now",
    "not_told": "His stepfather",
    "phone": "01632 960142",
}
NEW = "/emergency/"
STRANGERS = ("volunteer", "other_head", "other_author", "trustee", "administrator", "staff_flag", "nobody", "leaver")


def text(response):
    return html.unescape(response.content.decode())


def words_of(response):
    """The page as it is read: without tags, and with spaces for line ends."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def share_url(disclosure):
    return reverse("disclosure-share-first", args=[disclosure.reference])


def said(disclosure=None, **other):
    """What the page sends, with a token of its own."""
    if disclosure is None:
        return {"version": 0, "token": str(uuid.uuid4())} | SAID | other
    return form(disclosure, **(SAID | other))
