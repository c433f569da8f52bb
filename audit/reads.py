"""What changes no row and is in the record all the same: a look, and an attempt that was refused.

Both are written when they happen, and whoever calls has no page to send before they are: what cannot be recorded is not
shown. The moment of an entry is the database's, so what counts as the same look again is asked of its clock.
"""

from datetime import timedelta

from django.db.models import QuerySet

from audit import clock
from audit.action import record
from audit.models import Entry

# Within this time the same look, or the same refusal, of the same person is one.
REPEAT = timedelta(minutes=15)


def record_read(case, actor, event, *, each=False):
    """One entry that somebody has looked at a case; a repeat within 15 minutes is none, unless `each` one counts.

    Raises whatever keeps the entry from being written (OperationalError where a lock cannot be had in time): then
    nothing may be shown. Of two looks at the very same moment both may be written, which is harmless.
    """
    if not each and _lately(event, actor, case.audit_case()).exists():
        return
    record(event, actor=actor, case=case)


def record_refusal(event, actor, facts, *, case=None, chain=None):
    """One entry that an attempt was refused, with its public facts: what was tried ("do") and why.

    Called after the rollback of what was tried. A repeat of the same attempt at the same case by the same person within
    15 minutes is none, so that nobody can fill the record by trying.
    """
    lately = _lately(event, actor, case and case.audit_case())
    if not any(entry.facts.get("do") == facts["do"] for entry in lately.only("body")):
        record(event, actor=actor, case=case, chain=chain, facts=facts)


def _lately(event, actor, case):
    """This person's entries of this kind about this case within the last 15 minutes; answered by the index alone."""
    about = {"case__isnull": True} if case is None else {"case": case}
    return (
        QuerySet(Entry).filter(**about, actor=actor.pk, event=event, at__gt=clock.now_of_entries() - REPEAT).order_by()
    )
