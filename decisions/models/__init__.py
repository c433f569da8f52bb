"""The record of a disclosure. Every row of it carries its school."""

from decisions.models.content import InformationItem, Recipient
from decisions.models.decision import Decision
from decisions.models.disclosure import Contributor, Disclosure
from decisions.models.people import Person

__all__ = ["Contributor", "Decision", "Disclosure", "InformationItem", "Person", "Recipient"]
