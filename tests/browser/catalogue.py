"""Every page of the product in each of its forms, a line each. A new page is a new line.

A line is: the name of its picture, who looks (by their name in the cast; "stranger" is nobody), the address, and words
that stand on it. `{draft}` is the address of a disclosure of `tests/browser/world.py`, `{draft_people}` the number of
its first person. `sends` are fields that the page's own form is sent with, and then the answer is what is looked at:
`to` sends them elsewhere, `status` is what it is answered with, and `signed_out` ends the session before.
"""

from dataclasses import dataclass, field

TYPED = "Words that nobody wants to type twice."
TOO_SHORT = {"note": "short"}
STALE = {"version": "1", "purpose": "welfare", "benefit": TYPED}


@dataclass(frozen=True)
class Page:
    """One page in one form."""

    name: str
    who: str
    path: str
    says: str
    sends: dict | None = field(default=None, kw_only=True)
    to: str = field(default="", kw_only=True)
    status: int = field(default=200, kw_only=True)
    signed_out: bool = field(default=False, kw_only=True)


def wrong(name, who, path, says, /, **sends):
    """The page as it comes back with an error; nothing is recorded."""
    return Page(f"{name}-error", who, path, says, sends=sends)


OPEN_TO_ALL = (
    Page("signed-out", "stranger", "/", "You do not need permission"),
    Page("policy", "stranger", "/policy/", "Information Sharing"),
    Page("flowchart", "stranger", "/flowchart/", "The same in words"),
    Page("about", "stranger", "/about/", "How we protect information"),
    Page("share-with", "stranger", "/about/share-with/", "County police"),
    Page("protection", "stranger", "/about/protection/", "Nobody decides about what they wrote"),
    Page("complaints", "stranger", "/about/complaints/", "Information Commissioner"),
    Page("accessibility", "stranger", "/about/accessibility/", "screen reader"),
    Page("help", "stranger", "/about/help/", "ring 999"),
    Page("help-roles", "author", "/help/", "For you"),
    Page("help-staff", "stranger", "/help/staff/", "Volunteers do the same"),
    Page("help-safeguarding-lead", "stranger", "/help/safeguarding-lead/", "What you read"),
    Page("help-headteacher", "stranger", "/help/headteacher/", "What is not yours to decide"),
    Page("help-adviser", "stranger", "/help/adviser/", "Reference data"),
    Page("help-trustee", "stranger", "/help/trustee/", "codes and no names"),
    Page("help-policy-owner", "stranger", "/help/policy-owner/", "A new version"),
    Page("help-administrator", "stranger", "/help/administrator/", "Somebody cannot sign in"),
    Page("plain-words", "stranger", "/plain-words/", "In plain words, for children"),
    Page("sign-in", "stranger", "/accounts/login/", "Sign in"),
    wrong("sign-in", "stranger", "/accounts/login/", "Give your", login="joanna.finch@example.org", password=""),
    Page("set-password-link", "stranger", "{link}", "New password"),
    Page("set-password-old-link", "stranger", "/accounts/link/MQ/set-nothing/", "link"),
    Page("sign-out", "author", "/accounts/logout/", "Sign out"),
    Page("change-password", "volunteer", "/accounts/password/change/", "Present password"),
    wrong("change-password", "volunteer", "/accounts/password/change/", "Give your present password"),
    Page("set-password", "author", "/accounts/password/set/", "New password"),
)
REFUSALS = (
    Page("not-found", "author", "/disclosures/BRK-2020-9999/", "There is nothing here that you can open", status=404),
    Page("no-appointment", "nobody", "/", "Nothing here is open to you yet"),
    Page("changed", "author", "{draft}purpose/", "has not been recorded", sends=STALE, status=409),
    Page("changed-shut", "author", "{draft}purpose/", TYPED, sends=STALE, to="{awaiting}purpose/", status=409),
    Page("decided-by-another", "headteacher", "{awaiting}return/", TYPED, sends={"reason": TYPED},
         to="{approved}return/", status=409),
    Page("not-ready", "headteacher", "{blocked}return/", TYPED, sends={"reason": TYPED}, to="{blocked}approve/",
         status=409),
    Page("not-ready-to-submit", "author", "{begun}purpose/", "This cannot be done yet", sends={"version": "1"},
         to="{begun}check/", status=409),
    Page("typed-signed-out", "author", "{draft}purpose/", TYPED, sends={"benefit": TYPED}, status=401, signed_out=True),
    Page("typed-old-page", "author", "{draft}purpose/", TYPED, sends={"benefit": TYPED, "csrfmiddlewaretoken": "x" * 64},
         status=403),
)  # fmt: skip
LISTS = (
    Page("start", "author", "/", "What do you need to do?"),
    Page("start-empty", "other_author", "/", "What do you need to do?"),
    Page("start-headteacher", "headteacher", "/", "Shared first, not looked at yet"),
    Page("mine", "author", "/disclosures/", "My disclosures"),
    Page("mine-empty", "other_author", "/disclosures/", "You have not written any yet"),
    Page("queue", "headteacher", "/queue/", "Waiting for you"),
    Page("queue-adviser", "adviser", "/queue/", "Hand over"),
    Page("queue-empty", "other_head", "/queue/", "Nothing is waiting for you"),
    Page("queue-lead", "lead", "/queue/", "Shared first, not looked at yet"),
    Page("ended", "headteacher", "/queue/ended/", "Decided and ended"),
    Page("ended-empty", "other_head", "/queue/ended/", "Decided and ended"),
    Page("tasks", "author", "/tasks/", "Your tasks"),
    Page("tasks-headteacher", "headteacher", "/tasks/", "Your tasks"),
    Page("tasks-empty", "other_author", "/tasks/", "No task is due"),
    Page("register", "trustee", "/register/", "Nobody has decided yet"),
)
COLLEAGUES = (
    Page("policy-read", "volunteer", "/policy/read/", "You are asked once"),
    wrong("policy-read", "volunteer", "/policy/read/", "Tick both when you have read them"),
    Page("policy-has-read", "author", "/policy/read/", "You have said that you have read both"),
    Page("policy-not-read", "adviser", "/policy/not-read/", "Sam Bell"),
    Page("colleagues", "adviser", "/people/", "Joanna Finch"),
    Page("colleagues-administrator", "administrator", "/people/", "Joanna Finch"),
    Page("colleague", "adviser", "/people/{author_pk}/", "Joanna Finch"),
    Page("colleague-add", "administrator", "/people/add/", "E-mail address"),
    wrong("colleague-add", "administrator", "/people/add/", TYPED, name=TYPED, email="no address"),
    Page("appointment-add", "adviser", "/people/{author_pk}/appoint/", "Joanna Finch"),
    wrong("appointment-add", "adviser", "/people/{author_pk}/appoint/", TYPED, position=TYPED, since_day="31",
          since_month="2"),
    Page("appointment-phone", "adviser", "/people/appointments/{author_appointment}/phone/", "Joanna Finch"),
    wrong("appointment-phone", "adviser", "/people/appointments/{author_appointment}/phone/", "There is a problem",
          phone="no number"),
    Page("appointment-end", "adviser", "/people/appointments/{author_appointment}/end/", "Joanna Finch"),
    wrong("appointment-end", "adviser", "/people/appointments/{author_appointment}/end/", "There is a problem",
          until_day="31", until_month="2"),
)  # fmt: skip
REFERENCE = (
    Page("reference", "adviser", "/admin/", "Reference data"),
    Page("settings", "adviser", "/admin/settings/", "How long is a reason, at least?"),
    wrong("settings", "adviser", "/admin/settings/", TYPED, small_group="1", why=TYPED),
    Page("reference-law", "adviser", "/admin/legalground/", "A court has ordered it"),
    Page("reference-agencies", "adviser", "/admin/agency/", "County police"),
    Page("reference-terms-empty", "adviser", "/admin/term/", "Nothing is entered yet"),
    Page("reference-add", "adviser", "/admin/legalground/add/", "Duty or power?"),
    wrong("reference-add", "adviser", "/admin/legalground/add/", TYPED, source=TYPED, in_force_from_day="31"),
    Page("reference-line", "adviser", "/admin/legalground/{ground_pk}/", "A court has ordered it"),
    Page("reference-texts", "adviser", "/admin/publictext/", "Public pages"),
    Page("reference-history", "adviser", "/admin/legalground/{ground_pk}/history/", "the set-up of the service"),
)
DRAFTS = (
    Page("what-and-why", "author", "/disclosures/new/", "How does it help the child?"),
    wrong("what-and-why", "author", "/disclosures/new/", TYPED, purpose="no-such", benefit=TYPED),
    Page("purpose", "author", "{draft}purpose/", "How does it help the child?"),
    Page("task-list", "author", "{draft}", "Get this ready for a decision"),
    Page("task-list-begun", "author", "{begun}", "Get this ready for a decision"),
    Page("task-list-long", "volunteer", "{long}", "Get this ready for a decision"),
    Page("people", "author", "{long}people/", "Grace Okafor"),
    Page("person-add", "author", "{begun}people/add/", "Who are they?"),
    wrong("person-add", "author", "{begun}people/add/", TYPED, relation=TYPED, date_of_birth_day="31"),
    Page("person", "author", "{long}people/{long_people}/", "Who are they?"),
    Page("person-take-out", "author", "{long}people/{long_people}/take-out/", "Ade Okafor"),
    Page("items", "author", "{long}items/", "Mood log"),
    Page("item-add", "author", "{begun}items/add/", "What is it?"),
    wrong("item-add", "author", "{begun}items/add/", TYPED, source=TYPED),
    Page("item", "author", "{long}items/{long_items}/", "What is it?"),
    Page("item-take-out", "author", "{long}items/{long_items}/take-out/", "Mood log"),
    Page("recipients", "author", "{long}recipients/", "County police"),
    Page("recipient-add", "author", "{begun}recipients/add/", "Which organisation?"),
    wrong("recipient-add", "author", "{begun}recipients/add/", TYPED, contact_position=TYPED),
    Page("recipient", "author", "{long}recipients/{long_recipients}/", "Which organisation?"),
    Page("recipient-take-out", "author", "{long}recipients/{long_recipients}/take-out/", "Brook Vale CAMHS"),
    Page("pairs", "author", "{long}pairs/", "Mood log"),
    wrong("pairs", "author", "{long}pairs/", "There is a problem", **{"pair-{long_pairs}-extent": "redacted", "pair-{long_pairs}-reason": ""}),
    Page("checklist-3.1-empty", "author", "{begun}checklist/3.1/", "Name somebody it is about first"),
    Page("checklist-3.1", "author", "{long}checklist/3.1/", "Question 1 of 17"),
    Page("checklist-3.2", "author", "{long}checklist/3.2/", "of 17"),
    Page("checklist-3.3", "author", "{long}checklist/3.3/", "of 17"),
    Page("checklist-3.1-revealed", "author", "{revealed}checklist/3.1/", "His uncle would rather not."),
    Page("checklist-3.2-revealed", "author", "{revealed}checklist/3.2/", "The school nurse"),
    Page("checklist-3.3-revealed", "author", "{revealed}checklist/3.3/", "Which way will it go?"),
    Page("checklist-3.1-stale", "author", "{stale}checklist/3.1/", "Please confirm again"),
    Page("checklist-3.2-stale", "author", "{stale}checklist/3.2/", "Please confirm again"),
    Page("checklist-3.3-stale", "author", "{stale}checklist/3.3/", "Please confirm again"),
    wrong("checklist-3.1", "author", "{revealed}checklist/3.1/", "Question 1 of 17",
          **{"d-duty-or-power": "no-such", "d-duty-or-power-document": TYPED * 10}),
    wrong("checklist-3.2", "author", "{long}checklist/3.2/", "There is a problem", **{"d-fact-and-opinion": "no-such"}),
    wrong("checklist-3.3", "author", "{revealed}checklist/3.3/", "Day must be",
          **{"r{revealed_recipients}-right-person-on_day": "31", "r{revealed_recipients}-right-person-on_month": "2"}),
    Page("relationship-add", "author", "{long}people/{long_people}/relationship/", "Who is it?"),
    wrong("relationship-add", "author", "{long}people/{long_people}/relationship/", "Choose who it is", kind="mother"),
    Page("relationship", "author", "{long}people/{long_people}/relationship/{long_relationships}/", "is to Ade Okafor"),
    Page("relationship-take-out", "author", "{long}relationship/{long_relationships}/take-out/", "Take this out?"),
    Page("consent-of-several", "author", "{long}people/{long_people}/consent/", "Grace Okafor, mother"),
    Page("consent-empty", "author", "{unasked}people/{unasked_people}/consent/", "Who answered?"),
    Page("consent", "author", "{draft}people/{draft_people}/consent/", "Recorded already"),
    wrong("consent", "author", "{unasked}people/{unasked_people}/consent/", "Say who answered", how=TYPED),
    Page("consent-record", "author",
         "{withdrawn_consent}people/{withdrawn_consent_people}/consent/{withdrawn_consent_consents}/",
         "Grace Okafor, mother"),
    Page("consent-take-out", "author", "{draft}consent/{draft_consents}/take-out/", "Take this out?"),
    Page("check-answers", "author", "{draft}check/", "Nothing stops you from submitting"),
    Page("check-answers-shut", "author", "{begun}check/", "stop you from submitting"),
    Page("check-answers-long", "volunteer", "{long}check/", "Check your answers"),
)  # fmt: skip
STAGES = (
    Page("awaiting-author", "author", "{awaiting}", "Who decides"),
    Page("decision", "headteacher", "{awaiting}", "Your decision"),
    Page("decision-blocked", "headteacher", "{blocked}", "Your decision"),
    Page("decision-own-duty", "headteacher", "{own_duty}", "Acknowledge"),
    Page("decision-adviser", "adviser", "{of_headteacher}", "Your decision"),
    Page("awaiting-own-headteacher", "headteacher", "{of_headteacher}", "Who decides"),
    Page("awaiting-lead", "lead", "{awaiting}", "Who decides"),
    Page("returned", "author", "{returned}", "Returned with defects"),
    Page("returned-headteacher", "headteacher", "{returned}", "Returned"),
    Page("approved", "author", "{approved}", "Approved"),
    Page("approved-headteacher", "headteacher", "{approved}", "Approved"),
    Page("rejected", "author", "{rejected}", "Ask for a second view"),
    Page("rejected-headteacher", "headteacher", "{rejected}", "Rejected"),
    Page("second-view-decision", "adviser", "{second_view}", "Second view"),
    Page("second-view-author", "author", "{second_view}", "Who decides"),
    Page("withdrawn", "author", "{withdrawn}", "Withdrawn"),
    Page("lapsed", "author", "{lapsed}", "Lapsed"),
    Page("lapsed-headteacher", "headteacher", "{lapsed}", "Lapsed"),
    Page("shared-first", "headteacher", "{shared_first}", "Ratify"),
    Page("shared-first-author", "author", "{shared_first}", "Shared first"),
    Page("ratified", "author", "{ratified}", "The duty number should hang"),
    Page("not-ratified", "author", "{not_ratified}", "An incident is open"),
    Page("shared", "author", "{shared}", "Shared"),
    Page("shared-headteacher", "headteacher", "{shared}", "Shared"),
    Page("shared-adviser", "adviser", "{shared}", "An incident is open"),
    Page("gone-ended", "author", "{gone}", "Shared"),
    Page("closed", "author", "{closed}", "Closed"),
    Page("closed-headteacher", "headteacher", "{closed}", "Closed"),
)
DECIDING = (
    Page("adviser-part", "adviser", "{awaiting}adviser/", "The adviser’s part"),
    wrong("adviser-part", "adviser", "{awaiting}adviser/", TYPED, view=TYPED, agreed_on_day="31", agreed_on_month="2"),
    Page("settle", "headteacher", "{blocked}settle/", "Question 4, Duty or power"),
    Page("settle-again", "headteacher", "{awaiting}settle/", "The lawful basis"),
    Page("settle-adviser", "adviser", "{refused}settle/", "Why is it right to share all the same?"),
    wrong("settle", "headteacher", "{blocked}settle/", TYPED, condition="no-such", **{"basis-why": TYPED}),
    Page("settled-by-another", "headteacher", "{awaiting}settle/", TYPED, sends={"version": "1", "basis-why": TYPED},
         status=409),
    Page("approve", "headteacher", "{awaiting}approve/", "Approve this disclosure"),
    wrong("approve", "headteacher", "{awaiting}approve/", "Give your reason in a sentence or more", reason=""),
    Page("return", "headteacher", "{awaiting}return/", "Return this disclosure"),
    Page("reject", "headteacher", "{awaiting}reject/", "Reject this disclosure"),
    wrong("reject", "headteacher", "{awaiting}reject/", "how the child is helped instead", reason=TYPED),
    Page("ratify", "headteacher", "{shared_first}ratify/", "Ratify"),
    Page("ratify-learning", "headteacher", "{shared_first}ratify-learning/", "What is there to learn"),
    Page("not-ratify", "headteacher", "{shared_first}not-ratify/", "Do not ratify"),
    wrong("not-ratify", "headteacher", "{shared_first}not-ratify/", "There is a problem", reason=""),
    Page("acknowledge", "headteacher", "{own_duty}acknowledge/", "Your advice"),
    wrong("acknowledge", "headteacher", "{own_duty}acknowledge/", "Give your reason in a sentence or more", reason=""),
    Page("refer", "headteacher", "{awaiting}refer/", "Refer"),
    wrong("refer", "headteacher", "{awaiting}refer/", "There is a problem", **TOO_SHORT),
    Page("defer", "headteacher", "{awaiting}defer/", "What is awaited?"),
    wrong("defer", "headteacher", "{awaiting}defer/", TYPED, note=TYPED, until_day="31", until_month="2"),
    Page("deferred", "author", "{deferred}", "Who decides"),
    Page("consent-withdrawn", "author", "{awaiting}consent-withdrawn/", "Who took it back?"),
    wrong("consent-withdrawn", "author", "{awaiting}consent-withdrawn/", "Say who took it back", in_their_words=TYPED),
    Page("reassign", "adviser", "{awaiting}reassign/", "Who decides it?"),
    wrong("reassign", "adviser", "{awaiting}reassign/", "Say why they decide it", person="", **TOO_SHORT),
    Page("take-back", "author", "{awaiting}take-back/", "Why do you take it back?"),
    wrong("take-back", "author", "{awaiting}take-back/", "There is a problem", note=TYPED * 200),
    Page("second-view", "author", "{rejected}second-view/", "Ask for a second view"),
    wrong("second-view", "author", "{rejected}second-view/", "Say why somebody else should look at it", **TOO_SHORT),
    Page("withdraw", "author", "{draft}withdraw/", "Why do you withdraw it?"),
    Page("invite", "author", "{draft}invite/", "Which colleague?"),
    wrong("invite", "author", "{draft}invite/", "There is a problem", person=""),
    Page("hand-over-draft", "adviser", "{draft}hand-over/", "Who is the new author?"),
    Page("hand-over", "headteacher", "{awaiting}hand-over/", "Who is the new author?"),
    wrong("hand-over", "headteacher", "{awaiting}hand-over/", "There is a problem", **TOO_SHORT),
)  # fmt: skip
DANGER = (
    Page("emergency", "author", "/emergency/", "You do not need permission."),
    wrong("emergency", "author", "/emergency/", "Say who you told, as much as you know", about="Ade, the boy in 9B"),
    Page("emergency-existing", "author", "{draft}share-first/", "You do not need permission."),
    Page("emergency-linked", "author", "{shared}share-first/", "You do not need permission."),
    Page("emergency-recorded", "author", "{shared_first}recorded/", "It is recorded"),
)
SHARING = (
    Page("plan-empty", "author", "{approved}plan/", "Communication plan"),
    wrong("plan", "author", "{approved}plan/", "There is a problem", **{"p{approved_people}-tell": "tell"}),
    Page("plan", "author", "{planned}plan/", "Sign the plan"),
    Page("plan-headteacher", "headteacher", "{planned}plan/", "Two signatures"),
    Page("plan-signed", "headteacher", "{signed}plan/", "Two signatures"),
    Page("step-done", "author", "{shared}plan/{shared_steps}/done/", "What came of it"),
    wrong("step-done", "author", "{shared}plan/{shared_steps}/done/", "There is a problem", outcome="short"),
    Page("sharing-shut", "author", "{approved}sharing/?gone=0", "Both sign the plan."),
    Page("sharing-which", "author", "{signed}sharing/", "Is it still to go, or has it gone?"),
    Page("sharing", "author", "{signed}sharing/?gone=0", "Record the sharing"),
    wrong("sharing", "author", "{signed}sharing/?gone=0", "There is a problem", to=""),
    Page("sharing-gone", "author", "{signed}sharing/?gone=1", "Record the sharing"),
    wrong("sharing-gone", "author", "{signed}sharing/?gone=1", "There is a problem", to=""),
    Page("recipient-check", "author", "{approved}recipients/{approved_recipients}/check/", "Check who receives it"),
    wrong("recipient-check", "headteacher", "{approved}recipients/{approved_recipients}/check/", TYPED,
          **{"r{approved_recipients}-right-person-text": TYPED, "r{approved_recipients}-right-person-how": "no-such"}),
    Page("recipient-checked-by-another", "author", "{approved}recipients/{approved_recipients}/check/", TYPED,
         sends={"version": "1", "r{approved_recipients}-right-person-text": TYPED}, status=409),
    Page("answer", "author", "{shared}sharing/{shared_sharings}/answer/", "What came back"),
    wrong("answer", "author", "{shared}sharing/{shared_sharings}/answer/", "There is a problem", receipt=TYPED * 20),
    Page("after", "author", "{shared}after/", "After the sharing"),
    Page("after-answered", "headteacher", "{ratified}after/", "After the sharing"),
    Page("after-closed", "author", "{untold}after/", "stays closed"),
    wrong("after", "author", "{shared}after/", "There is a problem", recorded="yes", case_system=""),
    Page("close-shut", "headteacher", "{shared}close/", "Close this disclosure"),
    Page("close", "author", "{told}close/", "is not yet told"),
    Page("incident", "author", "{shared}incident/", "Report that something went wrong"),
    wrong("incident", "author", "{shared}incident/", "There is a problem", what="short"),
    Page("incident-end", "adviser", "{shared}incident/{shared_incidents}/end/", "End the incident"),
    wrong("incident-end", "adviser", "{shared}incident/{shared_incidents}/end/", "There is a problem", done="short"),
)  # fmt: skip
ASKED = (
    Page("request-new", "author", "/requests/new/", "Record a request"),
    wrong("request-new", "author", "/requests/new/", TYPED, why=TYPED),
    Page("request", "author", "{asked_begun}request/", "What you may say now"),
    Page("request-checked", "author", "{asked}request/", "What you may say now"),
    Page("request-headteacher", "headteacher", "{asked_awaiting}request/", "What you may say now"),
    wrong("request", "author", "{asked_begun}request/", "There is a problem", check_result="confirmed"),
    Page("request-change", "author", "{asked}request/change/", "What was received"),
    wrong("request-change", "author", "{asked}request/change/", "There is a problem", words=""),
    Page("reply", "author", "{asked}request/reply/", "Reply to whoever asked"),
    wrong("reply", "author", "{asked}request/reply/", "There is a problem", words=""),
    Page("asked-task-list", "author", "{asked}", "Get this ready for a decision"),
    Page("asked-decision", "headteacher", "{asked_awaiting}", "Your decision"),
    Page("asked-closed", "author", "{asked_closed}", "Closed"),
)
SAME_PERSON = (
    Page("same-person", "author", "{draft}people/{draft_people}/same/", "Is this the same person?"),
    Page("same-people", "adviser", "{awaiting}same-people/", "Who is the same person?"),
)
DRAFT = "/policy-versions/draft/"
POLICY = (
    Page("policy-version", "stranger", "/policy/version/1/", "Information Sharing"),
    Page("policy-versions", "adviser", "/policy-versions/", "needs a second person"),
    Page("policy-versions-owner", "policy_owner", "/", "Record a review"),
    Page("policy-draft", "adviser", DRAFT, "Rules that fall"),
    Page("policy-preview", "policy_owner", f"{DRAFT}preview/", "As a writer will see the questions"),
    Page("policy-question-add", "adviser", f"{DRAFT}add/", "It stays for ever"),
    wrong("policy-question-add", "adviser", f"{DRAFT}add/", "Codes are permanent: choose another", code="sensitive"),
    Page("policy-question", "adviser", f"{DRAFT}sensitive/change/", "Leave it out"),
    wrong("policy-question", "adviser", f"{DRAFT}sensitive/change/", "Write the question", wording=""),
    Page("policy-ask", "adviser", f"{DRAFT}ask/", "These rules fall"),
    wrong("policy-ask", "adviser", f"{DRAFT}ask/", "Accept each rule that falls", review_due_on_day="31"),
    Page("policy-confirm", "policy_owner", f"{DRAFT}confirm/", "Publish it"),
    wrong("policy-confirm", "policy_owner", f"{DRAFT}confirm/", "Say that you have read what changes"),
    Page("policy-review", "policy_owner", "/policy-versions/review/", "What came of it?"),
    wrong("policy-review", "policy_owner", "/policy-versions/review/", "Say in a sentence what came of it"),
    Page("policy-open-disclosures", "adviser", "/policy-versions/open-disclosures/", "There are none"),
)
HISTORY = (
    Page("history", "author", "{closed}history/", "The whole history"),
    Page("history-decisions", "author", "{closed}history/?show=decisions", "The whole history"),
    Page("history-looks", "headteacher", "{closed}history/?show=looks", "Who has looked at this"),
    Page("history-entry", "headteacher", "{closed}history/{closed_entry}/", "Its place in the record"),
)
PAPER = (
    Page("print", "headteacher", "{closed}print/", "Record of a disclosure"),
    Page("print-draft", "author", "{begun}print/", "Record of a disclosure"),
    Page("print-asked", "author", "{asked_closed}print/", "Record of a disclosure"),
    Page("copy", "author", "{closed}copy/", "Copy for the case record"),
    Page("copy-draft", "author", "{begun}copy/", "Copy for the case record"),
)
PAGES = (*OPEN_TO_ALL, *REFUSALS, *LISTS, *COLLEAGUES, *REFERENCE, *DRAFTS, *STAGES, *DECIDING, *DANGER, *SHARING,
         *ASKED, *SAME_PERSON, *POLICY, *HISTORY, *PAPER)  # fmt: skip

# Addresses that answer no GET with a page of their own, with the reason.
NO_PAGE = {
    "policy-begin": "a button of the policy's versions",
    "policy-question-leave": "a button of the draft",
    "disclosure-sign": "a button of the plan",
    "person-account": "a button of a colleague's page",
    "person-link": "a button of a colleague's page, which makes a link: an entry of its own",
}
