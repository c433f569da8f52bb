"""Addresses of the walk. A disclosure is addressed by its reference; no address says anything about a person."""

from django.urls import path, register_converter

from decisions.views import deciding, drafts, lists


class ReferenceConverter:
    """A disclosure's reference: school code, year, number (BRK-2026-0142)."""

    regex = "[A-Z]{3}-[0-9]{4}-[0-9]{4,6}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class SectionConverter(ReferenceConverter):
    """The number of a section of the checklist."""

    regex = r"3\.[1-9]"


class DecisionConverter(ReferenceConverter):
    """A decision of the table."""

    regex = "approve|return|reject"


register_converter(ReferenceConverter, "reference")
register_converter(SectionConverter, "section")
register_converter(DecisionConverter, "decision")

OWN = "disclosures/<reference:reference>/"

urlpatterns = [
    path("", lists.start, name="start"),
    path("queue/", lists.queue, name="queue"),
    path("disclosures/", lists.mine, name="my-disclosures"),
    path("disclosures/new/", drafts.new, name="disclosure-new"),
    path(OWN, deciding.disclosure, name="disclosure"),
    path(OWN + "purpose/", drafts.purpose, name="disclosure-purpose"),
    path(OWN + "people/", drafts.people, name="disclosure-people"),
    path(OWN + "people/add/", drafts.person, name="disclosure-person-add"),
    path(OWN + "people/<int:pk>/", drafts.person, name="disclosure-person"),
    path(OWN + "people/<int:pk>/take-out/", drafts.take_out, {"rows": "people"}, name="disclosure-person-take-out"),
    path(OWN + "items/", drafts.items, name="disclosure-items"),
    path(OWN + "items/add/", drafts.item, name="disclosure-item-add"),
    path(OWN + "items/<int:pk>/", drafts.item, name="disclosure-item"),
    path(OWN + "items/<int:pk>/take-out/", drafts.take_out, {"rows": "items"}, name="disclosure-item-take-out"),
    path(OWN + "recipient/", drafts.recipient, name="disclosure-recipient"),
    path(OWN + "checklist/<section:number>/", drafts.checklist, name="disclosure-checklist"),
    path(OWN + "check/", deciding.check, name="disclosure-check"),
    path(OWN + "<decision:action>/", deciding.decide, name="disclosure-decide"),
]
