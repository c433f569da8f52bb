"""The record of a disclosure. Every row of it carries its school."""

from decisions.models.advice import AdviserNote
from decisions.models.consent import ConsentRecord
from decisions.models.content import InformationItem, Pair, Recipient
from decisions.models.decision import Decision
from decisions.models.disclosure import DECIDED_STAGES, OPEN_STAGES, Contributor, Disclosure
from decisions.models.people import Person, Relationship, Subject
from decisions.models.plan import PlanStep, Signature
from decisions.models.request import IncomingRequest, Reply
from decisions.models.ruling import Ruling
from decisions.models.sharing import Incident, SharedPair, SharingRecord

__all__ = [
    "DECIDED_STAGES",
    "OPEN_STAGES",
    "AdviserNote",
    "ConsentRecord",
    "Contributor",
    "Decision",
    "Disclosure",
    "Incident",
    "IncomingRequest",
    "InformationItem",
    "Pair",
    "Person",
    "PlanStep",
    "Recipient",
    "Relationship",
    "Reply",
    "Ruling",
    "SharedPair",
    "SharingRecord",
    "Signature",
    "Subject",
]
