"""The adviser's part of the record: what the forms of the Information Commissioner ask beside the policy's questions."""

import datetime
from dataclasses import asdict, dataclass

from decisions.models import AdviserNote
from decisions.workflow.saves import changed


@dataclass(frozen=True)
class Advise:
    """Everything that the page of the adviser's part says. It settles nothing, and makes nobody a contributor."""

    controllers: str = ""
    agreement: str = ""
    agreed_on: datetime.date | None = None
    assessment: str = ""
    assessment_why: str = ""
    view: str = ""
    retention: str = ""
    rights: str = ""
    intervals: str = ""

    def write(self, work):
        note = work.content.adviser_note or AdviserNote(disclosure=work.disclosure)
        if not changed(note, asdict(self)):
            return False
        note.school, note.by, note.at, note.capacity = work.disclosure.school, work.actor, work.at, work.act.capacity
        note.save()
        return True
