"""What a person may do to a disclosure besides deciding it: links, in the order of the table."""

from django.urls import reverse

from decisions.enums import Stage

LOOK_AGAIN = "Look again at who is not told"

# Action -> the name of its page and the words of its link. What stands on the same page is named once.
PAGES = {
    "refer": ("disclosure-refer", "Refer it to the Data Protection Adviser"),
    "defer": ("disclosure-defer", "Put the decision off"),
    "take-back": ("disclosure-take-back", "Take it back"),
    "second-view": ("disclosure-second-view", "Ask for a second view"),
    "invite": ("disclosure-invite", "Ask a colleague to help"),
    "plan": ("disclosure-plan", "Plan who is told what"),
    "share": ("disclosure-sharing", "Record the sharing"),
    "record-gone": ("disclosure-sharing", "Record what has already gone"),
    "after": ("disclosure-after", "Answer the questions after sharing"),
    "close": ("disclosure-close", "Close it"),
    "consent-withdrawn": ("disclosure-consent-withdrawn", "Record that consent was withdrawn"),
    "report-incident": ("disclosure-incident", "Report that something went wrong"),
    "write-to-requester": ("disclosure-reply", "Reply to whoever asked"),
    "hand-over": ("disclosure-hand-over", "Hand it over to another author"),
    "reassign": ("disclosure-reassign", "Say who decides it"),
    "same-person": ("disclosure-subjects", "Say who is the same person as elsewhere"),
    "withdraw": ("disclosure-withdraw", "Withdraw it"),
}


def doing(disclosure, offers):
    """Links to the pages of the actions that are offered, each page once.

    After closing, the questions after sharing are only looked at again: the link is there where somebody was not told. Nor is
    there a link to take back what is the author's own duty to share.
    """
    links = {}
    is_closed = disclosure.stage == Stage.CLOSED
    hidden_where_shut = {"take-back"} | ({"after"} if is_closed else set())
    for name, (page, words) in PAGES.items():
        if name not in offers or (name in hidden_where_shut and not offers[name].is_open):
            continue
        said = LOOK_AGAIN if name == "after" and is_closed else words
        links.setdefault(page, {"url": reverse(page, args=[disclosure.reference]), "words": said})
    return list(links.values())
