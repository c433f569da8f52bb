"""What a person may do to a disclosure besides deciding it: links, in the order of the table."""

from django.urls import reverse

# Action -> the name of its page and the words of its link. What stands on the same page is named once.
PAGES = {
    "take-back": ("disclosure-take-back", "Take it back"),
    "second-view": ("disclosure-second-view", "Ask for a second view"),
    "invite": ("disclosure-invite", "Ask a colleague to help"),
    "plan": ("disclosure-plan", "Plan who is told what"),
    "share": ("disclosure-sharing", "Record the sharing"),
    "record-gone": ("disclosure-sharing", "Record what has already gone"),
    "after": ("disclosure-after", "Answer questions 16 and 17"),
    "close": ("disclosure-close", "Close it"),
    "report-incident": ("disclosure-incident", "Report that something went wrong"),
    "hand-over": ("disclosure-hand-over", "Hand it over to another author"),
    "withdraw": ("disclosure-withdraw", "Withdraw it"),
}


def doing(disclosure, offers):
    """Links to the pages of the actions that are offered, each page once."""
    links = {}
    for name, (page, words) in PAGES.items():
        if name in offers:
            links.setdefault(page, {"url": reverse(page, args=[disclosure.reference]), "words": words})
    return list(links.values())
