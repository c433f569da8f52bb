"""What the pages say on which a disclosure changes hands: what each side sees then, and that the record stays."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from accounts.appointments import in_order
from accounts.models import Appointment, User
from accounts.roles import WRITING_ROLES, Role
from decisions.enums import Seat, Stage
from decisions.presenters import words
from decisions.presenters.lists import PAGE
from decisions.queries import approver_now, next_adviser, next_approver

AT_ANY_TIME = "Anybody may go to children\u2019s social care about a child at any time."
NO_MORE_SENDING = (
    "The approval no longer stands, and both signatures under the plan are void: nothing may be sent on it."
)


def take_back(disclosure, user):
    """The page on which a disclosure is taken back: its reason is needed once it is approved."""
    is_approved = disclosure.stage == Stage.APPROVED
    by_author = disclosure.author_id == user.pk
    mender = "You change it and submit it again." if by_author else "The author changes it and submits it again."
    return {
        "page_title": "Take this disclosure back",
        "reason": {
            "label": "Why do you take it back?" if is_approved else "Why do you take it back? (optional)",
            "hint": "Everybody who may read the disclosure reads it.",
            "missing": "Say why you take it back",
            "needed": is_approved,
        },
        "then_title": "When you take it back",
        "then": [
            *([NO_MORE_SENDING] if is_approved else [f"{_decider(disclosure)} no longer finds it under \u201cWaiting for you\u201d."]),
            f"{mender} It is then decided anew.",
            "The record stays: what was submitted, when, and what was decided.",
        ],
        "button": "Take it back",
        "keep": "Leave it as it is",
        "done": f"Disclosure {disclosure.reference} is taken back. It can be changed now, and submitted again.",
    }  # fmt: skip


def withdraw(disclosure, _user):
    """The page on which a disclosure is given up. The record stays."""
    never_sent = disclosure.submitted_at is None
    readers = (
        "Nobody but you and those who helped you can read it, as before."
        if never_sent
        else "Whoever could read it still can, with your reason. Nobody decides it any more."
    )
    return {
        "page_title": "Withdraw this disclosure",
        "reason": {
            "label": "Why do you withdraw it?",
            "hint": "For example, it is no longer needed, or another school shares it.",
            "missing": "Say why you withdraw it",
        },
        "then_title": "When you withdraw it",
        "then": [
            readers,
            *([NO_MORE_SENDING] if disclosure.standing_decision_id else []),
            "It cannot be taken up again. If it is needed after all, start a new one.",
            "The record stays, and says that you withdrew it.",
            AT_ANY_TIME,
        ],
        "button": "Withdraw disclosure",
        "keep": "Go back without withdrawing",
        "done": f"Disclosure {disclosure.reference} is withdrawn. The record stays.",
    }


def second_view(disclosure, _user):
    """The page on which somebody else is asked to look at a rejection, with who that would be."""
    decision = disclosure.standing_decision
    rejecter = decision.by.name if decision else "Whoever rejected it"
    viewer = User.objects.filter(pk=next_approver(disclosure, Seat.ADVISER)).first()
    school = disclosure.school
    return {
        "page_title": "Ask for a second view",
        "reason": {
            "label": "Why should somebody else look at it?",
            "hint": "For example, what has changed, or what was not seen.",
            "missing": "Say why somebody else should look at it",
        },
        "nobody": None if viewer else {"name": school.duty_name, "phone": school.duty_phone},
        "then_title": "When you ask",
        "then": [
            f"{viewer.name}, {Role.ADVISER.label}, reads it with the rejection and your reason, and decides it anew."
            if viewer
            else "It waits until an adviser who may decide it is appointed.",
            f"{rejecter} reads that you asked, and does not decide it again.",
            "The rejection does not stand meanwhile. It stays in the record, with its reason.",
            "You can ask once.",
            AT_ANY_TIME,
        ],
        "button": "Ask for a second view",
        "keep": "Leave it as it is",
        "done": f"A second view of disclosure {disclosure.reference} is asked for.",
    }


def refer(disclosure, _user):
    """The page on which an approver gives it to the adviser, with who that would be."""
    held, school = next_adviser(disclosure), disclosure.school
    return {
        "page_title": "Refer to the Data Protection Adviser",
        "reason": {
            "label": "Why do you refer it?",
            "hint": "For example, the law on it is not clear to you.",
            "missing": "Say why you refer it",
        },
        "nobody": None if held else {"name": school.duty_name, "phone": school.duty_phone},
        "then_title": "When you refer it",
        "then": [
            f"{held.user.name}, {Role.ADVISER.label}, decides it from now on."
            if held
            else "It cannot be referred now: no other adviser is free to decide it.",
            "What you have settled stands beside the answers until it is decided.",
            "The author sees who decides now.",
        ],
        "button": "Refer disclosure",
        "keep": "Go back without referring",
        "done": f"Disclosure {disclosure.reference} is referred to the Data Protection Adviser.",
    }


CONFIRM = {"refer": refer, "take-back": take_back, "withdraw": withdraw, "second-view": second_view}


def invite(disclosure, people):
    """The page on which a colleague is asked to help. `people` are those who may be."""
    heads = [person.name for person in people if person.pk in _headteachers(disclosure.school)]
    return {
        "page_title": "Ask a colleague to help",
        "warning": "They can edit, and so cannot decide.",
        "cautions": [
            f"{name} is the Headteacher. If you ask them, the {Role.ADVISER.label} decides instead." for name in heads
        ],
        "then_title": "When you ask them",
        "then": [
            "They find it under \u201cMy disclosures\u201d, read all of it and change it as you can.",
            "They stay on record as somebody who wrote it, for good.",
            f"{disclosure.author.name} stays its author: nobody else submits or withdraws it.",
        ],
        "button": "Ask this colleague",
        "keep": "Go back without asking",
        "nobody_words": "There is nobody left to ask: everybody who works for the school writes this already.",
    }


def invited(disclosure, person):
    """What is said once a colleague has been asked."""
    done = f"{person.name} can now edit disclosure {disclosure.reference}, and so cannot decide it."
    if person.pk in _headteachers(disclosure.school):
        done += f" The {Role.ADVISER.label} will decide it instead."
    return done


def hand_over(disclosure, today, *, is_readable, last_who_decide=()):
    """The page on which a new author is chosen: reference, school, author and age, and nothing that is proposed.

    It may leave nobody who decides (`last_who_decide`): that is said, and not refused.
    """
    rows = [
        ("Disclosure", disclosure.reference),
        ("School", disclosure.school.name),
        ("Author", disclosure.author.name),
        ("Begun", capfirst(age_words(disclosure.started_at, today))),
    ]
    unread = "You hand it over without reading it: a draft is read only by those who write it."
    return {
        "page_title": "Hand this over to another author",
        "summary": {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in rows]},
        "warning": "" if is_readable else unread,
        "cautions": [
            f"If you hand it over to {person.name}, nobody is left who may decide it." for person in last_who_decide
        ],
        "then_title": "When you hand it over",
        "then": [
            "The new author finds it under \u201cMy disclosures\u201d, and carries it on. They can then never decide it.",
            "Both signatures under its plan become void, and the plan is signed again. A decision that stands stays.",
            f"{disclosure.author.name} stays on record as its first writer, and reads it as long as they work here.",
            "The record stays, with your reason.",
        ],
        "button": "Hand it over",
        "keep": "Go back without handing it over",
        "nobody_words": "There is nobody to whom it could be handed over: appoint somebody at this school first.",
    }


def named(people, school):
    """Number -> "Joanna Finch, Form tutor", for a list to choose from. One statement besides the people's own."""
    held = defaultdict(list)
    here = Appointment.objects.current().filter(Q(school=school) | Q(school__isnull=True), role__in=WRITING_ROLES)
    for one in in_order(here.select_related("school")):
        held[one.user_id].append(one.position or Role(one.role).label)
    return {person.pk: ", ".join([person.name, *held[person.pk][:1]]) for person in people}


def age_words(began, today):
    """How long ago something began, in days: "today", "1 day ago", "12 days ago"."""
    days = (today - timezone.localdate(began)).days
    return f"{words.counted(days, 'day')} ago" if days > 0 else "today"


def draft_rows(drafts, today):
    """The block of drafts that an adviser does not read: reference, school, author, age. One statement."""
    found = list(drafts[: PAGE + 1])
    return {
        "count": str(len(found)) if len(found) <= PAGE else f"{PAGE} or more",
        "rows": [
            {
                "reference": row.reference,
                "school": row.school.name,
                "author": row.author.name,
                "has_left": row.author_left,
                "age": age_words(row.started_at, today),
                "hand_over": reverse("disclosure-hand-over", args=[row.reference]),
            }
            for row in found[:PAGE]
        ],
    }


def _decider(disclosure):
    name = User.objects.filter(pk=approver_now(disclosure)).values_list("name", flat=True).first()
    return name or "The approver"


def _headteachers(school):
    holders = Appointment.objects.current().filter(role=Role.HEADTEACHER, school=school)
    return set(holders.values_list("user", flat=True))


def defer(disclosure):
    """The page on which a decision is put off."""
    return {
        "page_title": "Put the decision off",
        "then_title": "When you put it off",
        "then": [
            "It stays with you, and stands in your queue with the day.",
            "The author sees what is awaited.",
            AT_ANY_TIME,
        ],
        "button": "Put it off",
        "keep": "Go back without putting it off",
        "done": f"The decision on disclosure {disclosure.reference} is put off.",
    }


def reassign(disclosure):
    """The page on which an adviser says who decides."""
    return {
        "page_title": "Say who decides it",
        "then_title": "When you give it to somebody",
        "then": ["They decide it from now on, as long as they may.", "The author sees who decides now."],
        "button": "Give it to them",
        "keep": "Leave it as it is",
        "done": f"Disclosure {disclosure.reference} is given to somebody else to decide.",
    }


def withdrawn(_disclosure):
    """The page on which it is recorded that somebody took their consent back."""
    return {
        "page_title": "Consent was withdrawn",
        "then_title": "When you record it",
        "then": [
            "Where it waits for a decision, the Data Protection Adviser decides it, unless the law says that it must be shared.",
            "Where it is approved, nothing more goes until it is decided again. What has gone cannot be called back: tell whoever has it.",
            "To record it is no edit: you may still decide.",
        ],
        "button": "Record it",
        "keep": "Go back without recording",
        "done": "It is recorded that consent was withdrawn.",
    }
