"""We have been asked: what was received, how whoever asked was checked, and what they were told (closing sentence)."""

import datetime
from dataclasses import dataclass, fields

from decisions.enums import Origin, RequestWay
from decisions.models import IncomingRequest, Reply
from decisions.queries import request_of
from decisions.workflow.saves import NoSuchRow, SaveRecipient, changed

WHO_ASKED = ("agency_id", "authority", "asked_by")
UNCHECKED = {
    "check_result": "",
    "check_number_from": "",
    "check_phone": "",
    "checked_at": None,
    "checked_by": None,
}


@dataclass(frozen=True)
class SaveRequest:
    """What somebody outside asked of us, in their words; `agency` is one of the trust's list, `authority` any other.

    It makes the disclosure one that was asked for. Where whoever asked changes, the check on them counts no more. An
    agency of the list becomes the recipient, with the asker as contact, as long as none is chosen.
    """

    words: str = ""
    agency: object = None
    authority: str = ""
    asked_by: str = ""
    position: str = ""
    contact_given: str = ""
    their_reference: str = ""
    why: str = ""
    reply_by: datetime.date | None = None
    reply_by_time: datetime.time | None = None
    no_date: bool = False
    power: str = ""
    no_power: bool = False
    received_at: datetime.datetime | None = None
    received_how: str = RequestWay.PHONE

    def write(self, work):
        disclosure = work.disclosure
        before = request_of(disclosure)
        request = before or IncomingRequest(disclosure=disclosure)
        request.school = disclosure.school  # read already, and asked for by the audit
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "agency"}
        values |= {"agency_id": self.agency and self.agency.pk, "received_at": self._received_at(work, before)}
        of_other = any(getattr(request, name) != values[name] for name in WHO_ASKED)
        is_another_agency = request.agency_id != values["agency_id"]
        if not changed(request, values):
            return False
        if before and of_other:
            changed(request, UNCHECKED)
        disclosure.origin = Origin.REQUESTED
        request.save()
        if self.agency and is_another_agency and not disclosure.recipients.present().exists():
            SaveRecipient(self.agency, self.asked_by, self.position).write(work)
        return True

    def _received_at(self, work, before):
        """When it reached us; pages give the minute, which is no change of what is stored to the second."""
        if before and (self.received_at is None or _same_minute(self.received_at, before.received_at)):
            return before.received_at
        return self.received_at or work.at


def _same_minute(one, other):
    return other is not None and one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


@dataclass(frozen=True)
class SaveCheck:
    """How whoever asked was rung back on a number that we found ourselves, and what came of it (question 12).

    Raises NoSuchRow where nobody asked.
    """

    check_result: str = ""
    check_number_from: str = ""
    check_phone: str = ""
    checked_at: datetime.datetime | None = None

    def write(self, work):
        request = request_of(work.disclosure)
        if request is None:
            raise NoSuchRow
        request.school = work.disclosure.school  # read already, and asked for by the audit
        values = {name: getattr(self, name) for name in ("check_result", "check_number_from", "check_phone")}
        at = self.checked_at or work.at
        is_same_time = self.checked_at is None or _same_minute(at, request.checked_at)
        if not changed(request, values) and (is_same_time or not self.check_result):
            return False
        checked = (
            {"checked_at": at, "checked_by": work.actor}
            if self.check_result
            else {"checked_at": None, "checked_by": None}
        )
        changed(request, checked)
        request.save()
        work.act.facts["check"] = self.check_result
        return True


@dataclass(frozen=True)
class SayToRequester:
    """What whoever asked was told or written: of which kind, in which words, how and when. Never changed afterwards."""

    kind: str
    words: str
    channel: str
    at: datetime.datetime

    def write(self, work):
        Reply(
            school=work.disclosure.school,
            disclosure=work.disclosure,
            kind=self.kind,
            at=self.at,
            recorded_at=work.at,
            recorded_by=work.actor,
            channel=self.channel,
            words=self.words,
        ).save()
        work.act.facts["kind"] = self.kind
        return True
