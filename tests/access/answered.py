"""What somebody would send to the pages of consent, of the checklist and of what an approver settles."""

from agencies.models import Agency, AgencyCategory
from audit import clock
from checklist import facts
from tests.stories import REASON


def answers_of(disclosure, chosen):
    """The form of each of these pages, by the name of its address; every box that an answer opens is filled in."""
    person, recipient = (f"p{disclosure.people.get().pk}", f"r{disclosure.recipients.get().pk}")
    consent = {
        "by": "carer",
        "giver": "Una Moss, his mother",
        "right": facts.TOLD,
        "says": facts.YES,
        "covers": "covers_items",
        "exceptions": "Not the letter of the clinic.",
        **_day("asked_on"),
        "how": "On the phone, with Ms Finch",
        "in_their_words": "She said that it would help him.",
        "competence": "not-sure",
    }
    council = Agency.objects.filter(category=AgencyCategory.SOCIAL_CARE).latest("pk").pk
    return {
        "disclosure-relationship-add": {"who": f"a{council}", "responsibility": facts.TOLD},
        "disclosure-relationship": {"kind": "other", "responsibility": facts.TOLD},
        "disclosure-consent": consent,
        "disclosure-consent-record": consent,
        "disclosure-checklist": _section(chosen, person, recipient),
        "disclosure-settle": {
            facts.BASIS: facts.VITAL,
            f"{facts.BASIS}-why": REASON,
            facts.CONDITION: "legal-claims",
        },
        "disclosure-recipient-check": _of_recipient(recipient),
    }


def _section(chosen, person, recipient):
    """A section of the checklist, answered otherwise than by `stories.fill`."""
    return {"3.1": _of_right(person), "3.2": _of_what(), "3.3": _of_whom(recipient)}.get(chosen, {})


def _of_right(person):
    return {
        f"{person}-consent-held": facts.NOT_ASKED,
        f"{person}-consent-held-objection": "His uncle would rather not.",
        "d-sensitive": facts.NOT_SURE,
        "d-sensitive-perhaps": facts.NOT_KNOWN,
        "d-consent-needed": facts.NO,
        "d-consent-needed-why": "no-choice",
        "d-duty-or-power": facts.DUTY,
        "d-duty-or-power-duty": "court-order",
        "d-duty-or-power-document": "The order of the 3rd",
        f"{person}-risk-of-asking-or-telling": facts.NOT_SAFE,
        f"{person}-risk-of-asking-or-telling-tell_ground": facts.HARM,
        f"{person}-risk-of-asking-or-telling-tell_why": "His aunt has threatened him before.",
        f"{person}-risk-of-asking-or-telling-tell_offence": "None that we know of",
        **_day(f"{person}-risk-of-asking-or-telling-tell_review"),
        f"{person}-consent-understood": facts.NOT_SURE,
        "d-more-harm-than-good": facts.NOT_SURE,
        "d-more-harm-than-good-harm_if_shared": "He may stop talking to us.",
        "d-more-harm-than-good-harm_if_not_shared": "Nobody would look after him.",
        "d-more-harm-than-good-something_less": "A talk without names.",
        "d-more-harm-than-good-interests_differ": "on",
    }


def _of_what():
    return {
        "d-how-much": facts.WHOLE_FILE,
        "d-how-much-text": "Nothing is left out.",
        "d-how-much-whole_file_why": "They begin from nothing.",
        "d-how-much-is_accurate": "on",
        "d-fact-and-opinion": facts.NO,
        "d-fact-and-opinion-whose": "The school nurse’s",
        "d-check-source": facts.CHECKED,
        "d-check-source-checked_who": "Una Moss",
        **_day("d-check-source-checked_on"),
        "d-check-source-checked_result": "She wrote it, and stands by it.",
        "d-check-source-objects": "on",
    }


def _of_whom(recipient):
    return _of_recipient(recipient) | {
        f"{recipient}-what-they-will-do": "protect",
        f"{recipient}-what-they-will-do-text": "They look after him.",
        f"{recipient}-what-they-will-do-onward": facts.NOT_KNOWN,
    }


def _of_recipient(recipient):
    return {
        f"{recipient}-right-person": facts.YES,
        f"{recipient}-right-person-text": "They gave her direct line.",
        f"{recipient}-right-person-how": "rang",
        **_day(f"{recipient}-right-person-on"),
        f"{recipient}-secure-way": facts.YES,
        f"{recipient}-secure-way-way": "phone",
        f"{recipient}-knows-confidential": facts.NOT_SURE,
    }


def _day(field):
    today = clock.today()
    return {f"{field}_day": today.day, f"{field}_month": today.month, f"{field}_year": today.year}
