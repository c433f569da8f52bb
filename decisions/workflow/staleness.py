"""What makes an answer stale (rules, X11): nothing is reset, and its author is asked to look at it again."""

from django.db.models import Q

from checklist.models import Answer

# Recipient, purpose or items; people; who may consent; the person at the agency; duty or power.
OF_PROPOSAL = ("consent-held", "risk-of-asking-or-telling", "more-harm-than-good")
OF_PERSONS = ("consent-held", "risk-of-asking-or-telling", "consent-understood", "more-harm-than-good", "how-much")
OF_CONSENT = ("consent-held",)
OF_CONTACT = ("right-person", "knows-confidential")
OF_LAW = ("consent-needed", "more-harm-than-good")


def mark_stale(work, codes, because, rows=None):
    """Mark the answers to these questions as to be confirmed again, on every sheet or on those of `rows`.

    A blank one, and one that is stale already, stays as it is.
    """
    disclosure = work.disclosure
    if rows is None:
        sheets = Q(response=disclosure.response_id)
        for others in (disclosure.people, disclosure.recipients):
            sheets |= Q(response__in=others.present().values("response"))
    else:
        sheets = Q(response__in=[row.response_id for row in rows])
    found = Answer.objects.filter(sheets, question_code__in=codes, stale_because="").order_by("pk") if codes else ()
    mark_answers_stale(work, found, because)


def mark_answers_stale(work, answers, because):
    """The same of answers that have been read; None for one that was never given."""
    fresh = [answer for answer in answers if answer and not answer.stale_because and (answer.value or answer.details)]
    for answer in fresh:
        answer.stale_because, answer.school = because, work.disclosure.school
    work.act.update(fresh, fields=["stale_because"])
