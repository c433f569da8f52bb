"""Share first: what left because it could not wait for a decision, recorded afterwards (1.1, 2.1, 2.8)."""

import datetime
from dataclasses import dataclass, field

from decisions.enums import Ground, PersonKind
from decisions.models import Person, SharingRecord
from decisions.workflow.saves import new_response
from decisions.workflow.seating import give_seat_at_once
from decisions.workflow.sharing import keep_pairs, open_incident


@dataclass(frozen=True)
class ShareFirst:
    """What somebody did when it could not wait: the three things that are needed, and what else they know.

    `extents` are the pairs of an existing proposal that left ({pair id: extent}); empty where words are all there is.
    """

    ground: str
    about: str
    to: str
    what: str
    channel: str
    left_at: datetime.datetime
    not_told: str = ""
    phone: str = ""
    extents: dict = field(default_factory=dict)

    def with_pairs_in_words(self, disclosure):
        """What was told, with the pairs of another disclosure as words: a record cannot hold those of another."""
        went = disclosure.pairs.filter(pk__in=self.extents).select_related("item", "recipient__agency")
        lines = [f"{pair.item.description}, to {pair.recipient.agency.name}" for pair in went]
        return "\n".join([self.what, *lines])

    def write(self, work):
        disclosure = work.disclosure
        give_seat_at_once(work)
        disclosure.shared_first_at = work.at
        self._name_somebody(disclosure)
        record = SharingRecord(
            school=disclosure.school,
            disclosure=disclosure,
            recorded_at=work.at,
            recorded_by=work.actor,
            left_at=self.left_at,
            channel=self.channel,
            ground=self.ground,
            about_words=self.about,
            to_words=self.to,
            what_words=self.what,
            not_told_words=self.not_told,
            phone=self.phone,
        )
        record.save()
        keep_pairs(work, record, self.extents)
        if self.ground == Ground.GONE:
            open_incident(work, "It had gone before anybody decided.", self.left_at, record)
        work.act.facts["ground"] = self.ground
        return True

    def _name_somebody(self, disclosure):
        """Where nobody is named yet, the words themselves stand for the person, to be mended later."""
        if not disclosure.people.present().filter(kind=PersonKind.ABOUT).exists():
            person = Person(school=disclosure.school, disclosure=disclosure, kind=PersonKind.ABOUT)
            person.name = self.about[:120]
            person.response = new_response(disclosure, "person")
            person.save()
