"""What may happen to a disclosure, in the words of the timeline, and the rows that each may change."""

from audit.events import declare

DISCLOSURE, CONTRIBUTOR = "decisions.Disclosure", "decisions.Contributor"
DECISION, PAIR, INCIDENT = "decisions.Decision", "decisions.Pair", "decisions.Incident"
SHEET, ANSWER = "checklist.ChecklistResponse", "checklist.Answer"
SHARING, SHARED_PAIR = "decisions.SharingRecord", "decisions.SharedPair"
PERSON, SUBJECT, RECIPIENT = "decisions.Person", "decisions.Subject", "decisions.Recipient"
REQUEST = "decisions.IncomingRequest"
CONSENT, RULING = "decisions.ConsentRecord", "decisions.Ruling"

DECIDES = [DISCLOSURE, DECISION, RULING]
REVIEWS = [DISCLOSURE, DECISION, PAIR, RULING]
LEAVES = [DISCLOSURE, SHARING, SHARED_PAIR, INCIDENT]

declare("disclosure.started", "started a draft", touches=[DISCLOSURE, CONTRIBUTOR, SHEET, REQUEST, RECIPIENT])
declare(
    "disclosure.saved",
    "saved the draft",
    touches=[DISCLOSURE, CONTRIBUTOR, SHEET, ANSWER, PERSON, SUBJECT, "decisions.InformationItem", RECIPIENT, PAIR,
             REQUEST, CONSENT, "decisions.Relationship"],
)  # fmt: skip
declare("disclosure.submitted", "submitted it for a decision", touches=[DISCLOSURE, CONTRIBUTOR, RULING])
declare("disclosure.approved", "approved it", touches=REVIEWS)
declare("disclosure.returned", "returned it to be mended", touches=DECIDES)
declare("disclosure.rejected", "rejected it", touches=DECIDES)
declare("disclosure.invited", "asked a colleague to help", touches=[DISCLOSURE, CONTRIBUTOR])
declare("disclosure.taken-back", "took it back", touches=[DISCLOSURE, RULING])
declare("disclosure.withdrawn", "withdrew it", touches=[DISCLOSURE, RULING])
declare(
    "disclosure.shared-first",
    "recorded what was shared first",
    touches=[*LEAVES, CONTRIBUTOR, SHEET, PERSON, RULING],
)
declare("disclosure.second-view-asked", "asked for a second view", touches=[DISCLOSURE, RULING])
declare("disclosure.ratified", "ratified it", touches=REVIEWS)
declare("disclosure.ratified-learning", "ratified it, with something to learn", touches=REVIEWS)
declare("disclosure.not-ratified", "did not ratify it", touches=[*REVIEWS, INCIDENT])
declare("disclosure.handed-over", "handed it over", touches=[DISCLOSURE, CONTRIBUTOR])
declare("disclosure.planned", "saved the plan", touches=[DISCLOSURE, "decisions.PlanStep"])
declare("disclosure.plan-signed", "signed the plan", touches=[DISCLOSURE, "decisions.Signature"])
declare("disclosure.step-done", "did a step of the plan", touches=[DISCLOSURE, "decisions.PlanStep"])
declare("disclosure.shared", "recorded the sharing", touches=LEAVES)
declare("disclosure.gone-recorded", "recorded what had already gone", touches=LEAVES)
declare("disclosure.answer-recorded", "recorded a receipt or an answer", touches=[DISCLOSURE, SHARING])
declare("disclosure.after-saved", "answered the questions after sharing", touches=[DISCLOSURE, PERSON, ANSWER])
declare("disclosure.incident-reported", "reported that something went wrong", touches=[DISCLOSURE, INCIDENT])
declare("disclosure.incident-ended", "ended the incident", touches=[DISCLOSURE, INCIDENT])
declare("disclosure.acknowledged", "acknowledged it", touches=REVIEWS)
declare("disclosure.referred", "referred it to the Data Protection Adviser", touches=[DISCLOSURE])
declare("disclosure.deferred", "put it off", touches=[DISCLOSURE])
declare("disclosure.reassigned", "gave it to somebody else to decide", touches=[DISCLOSURE])
declare("disclosure.consent-withdrawn", "recorded that consent was withdrawn", touches=[DISCLOSURE, CONSENT])
declare("disclosure.advised", "filled in the adviser\u2019s part", touches=[DISCLOSURE, "decisions.AdviserNote"])
declare("disclosure.settled", "settled what was open", touches=[DISCLOSURE, RULING])
declare("disclosure.recipient-checked", "checked who receives it, and how", touches=[DISCLOSURE, ANSWER])
declare("disclosure.closed", "closed it", touches=[DISCLOSURE])
declare("disclosure.requester-told", "recorded what whoever asked was told", touches=[DISCLOSURE, "decisions.Reply"])
declare(
    "disclosure.requester-checked",
    "recorded how whoever asked was checked",
    touches=[DISCLOSURE, REQUEST],
)
declare(
    "disclosure.same-person",
    "said who is the same person as in another disclosure",
    touches=[DISCLOSURE, PERSON, SUBJECT],
)
declare("disclosure.lapsed", "let it lapse", touches=[DISCLOSURE])

declare("disclosure.read", "looked at it")
declare("disclosure.printed", "opened it to print")
declare("disclosure.copied", "opened its copy for the case record")
declare("disclosure.refused", "was refused")
