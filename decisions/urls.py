"""Addresses of the walk. A disclosure is addressed by its reference; no address says anything about a person."""

from django.urls import path, register_converter

from decisions.views import (
    advising,
    after,
    asked,
    assigning,
    consent,
    deciding,
    drafts,
    emergency,
    handing,
    history,
    kin,
    lists,
    plan,
    printed,
    questions,
    settling,
    sharing,
    subjects,
    versions,
)


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

    regex = "approve|acknowledge|return|reject|ratify-learning|ratify|not-ratify"


register_converter(ReferenceConverter, "reference")
register_converter(SectionConverter, "section")
register_converter(DecisionConverter, "decision")

OWN = "disclosures/<reference:reference>/"

urlpatterns = [
    path("", lists.start, name="start"),
    path("tasks/", lists.tasks, name="tasks"),
    path("policy-versions/open-disclosures/", versions.open_disclosures, name="policy-open-disclosures"),
    path("queue/", lists.queue, name="queue"),
    path("queue/ended/", lists.ended, name="ended"),
    path("disclosures/", lists.mine, name="my-disclosures"),
    path("disclosures/new/", drafts.new, name="disclosure-new"),
    path("requests/new/", asked.new, name="request-new"),
    path(OWN, deciding.disclosure, name="disclosure"),
    path(OWN + "request/", asked.request_page, name="disclosure-request"),
    path(OWN + "request/change/", asked.change, name="disclosure-request-change"),
    path(OWN + "request/reply/", asked.reply, name="disclosure-reply"),
    path(OWN + "purpose/", drafts.purpose, name="disclosure-purpose"),
    path(OWN + "people/", drafts.people, name="disclosure-people"),
    path(OWN + "people/add/", drafts.person, name="disclosure-person-add"),
    path(OWN + "people/<int:pk>/", drafts.person, name="disclosure-person"),
    path(OWN + "people/<int:pk>/take-out/", drafts.take_out, {"rows": "people"}, name="disclosure-person-take-out"),
    path(OWN + "people/<int:person>/consent/", consent.consent, name="disclosure-consent"),
    path(OWN + "people/<int:person>/consent/<int:pk>/", consent.consent, name="disclosure-consent-record"),
    path(OWN + "consent/<int:pk>/take-out/", drafts.take_out, {"rows": "consents"}, name="disclosure-consent-take-out"),
    path(OWN + "people/<int:person>/relationship/", kin.relationship, name="disclosure-relationship-add"),
    path(OWN + "people/<int:person>/relationship/<int:pk>/", kin.relationship, name="disclosure-relationship"),
    path(
        OWN + "relationship/<int:pk>/take-out/",
        drafts.take_out,
        {"rows": "relationships"},
        name="disclosure-relationship-take-out",
    ),
    path(OWN + "people/<int:pk>/same/", subjects.same_person, name="disclosure-same-person"),
    path(OWN + "same-people/", subjects.same_people, name="disclosure-subjects"),
    path(OWN + "items/", drafts.items, name="disclosure-items"),
    path(OWN + "items/add/", drafts.add_items, name="disclosure-item-add"),
    path(OWN + "items/<int:pk>/", drafts.item, name="disclosure-item"),
    path(OWN + "items/<int:pk>/take-out/", drafts.take_out, {"rows": "items"}, name="disclosure-item-take-out"),
    path(OWN + "recipients/", drafts.recipients, name="disclosure-recipients"),
    path(OWN + "recipients/add/", drafts.recipient, name="disclosure-recipient-add"),
    path(OWN + "recipients/<int:pk>/", drafts.recipient, name="disclosure-recipient"),
    path(
        OWN + "recipients/<int:pk>/take-out/",
        drafts.take_out,
        {"rows": "recipients"},
        name="disclosure-recipient-take-out",
    ),
    path(OWN + "pairs/", drafts.pairs, name="disclosure-pairs"),
    path(OWN + "checklist/<section:number>/", questions.checklist, name="disclosure-checklist"),
    path(OWN + "check/", deciding.check, name="disclosure-check"),
    path(OWN + "consent-withdrawn/", consent.withdrawn, name="disclosure-consent-withdrawn"),
    path(OWN + "settle/", settling.settle, name="disclosure-settle"),
    path(OWN + "adviser/", advising.advise, name="disclosure-advise"),
    path(OWN + "recipients/<int:pk>/check/", questions.check_recipient, name="disclosure-recipient-check"),
    path(OWN + "<decision:action>/", deciding.decide, name="disclosure-decide"),
    path(OWN + "refer/", handing.confirm, {"action": "refer"}, name="disclosure-refer"),
    path(OWN + "defer/", assigning.defer, name="disclosure-defer"),
    path(OWN + "reassign/", assigning.reassign, name="disclosure-reassign"),
    path(OWN + "take-back/", handing.confirm, {"action": "take-back"}, name="disclosure-take-back"),
    path(OWN + "second-view/", handing.confirm, {"action": "second-view"}, name="disclosure-second-view"),
    path(OWN + "withdraw/", handing.confirm, {"action": "withdraw"}, name="disclosure-withdraw"),
    path(OWN + "invite/", handing.invite, name="disclosure-invite"),
    path(OWN + "hand-over/", handing.hand_over, name="disclosure-hand-over"),
    path("emergency/", emergency.new, name="emergency"),
    path(OWN + "share-first/", emergency.existing, name="disclosure-share-first"),
    path(OWN + "recorded/", emergency.recorded, name="disclosure-recorded"),
    path(OWN + "plan/", plan.plan, name="disclosure-plan"),
    path(OWN + "plan/sign/", plan.sign, name="disclosure-sign"),
    path(OWN + "plan/<int:pk>/done/", plan.step_done, name="disclosure-step-done"),
    path(OWN + "sharing/", sharing.record, name="disclosure-sharing"),
    path(OWN + "sharing/<int:pk>/answer/", sharing.answer, name="disclosure-answer"),
    path(OWN + "after/", after.after, name="disclosure-after"),
    path(OWN + "close/", after.close, name="disclosure-close"),
    path(OWN + "print/", printed.record, name="disclosure-print"),
    path(OWN + "copy/", printed.copy, name="disclosure-copy"),
    path(OWN + "history/", history.history, name="disclosure-history"),
    path(OWN + "history/<int:number>/", history.entry, name="disclosure-entry"),
    path(OWN + "incident/", sharing.incident, name="disclosure-incident"),
    path(OWN + "incident/<int:pk>/end/", sharing.incident_end, name="disclosure-incident-end"),
]
