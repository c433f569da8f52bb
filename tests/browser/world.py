"""What the catalogue looks at: disclosures of Brook at every stage, made once through the workflow, and their addresses."""

import datetime

from accounts.links import path_of_link
from agencies.models import Agency, LegalGround
from audit import clock
from audit.models import Entry
from decisions.enums import Belongs, Competence, ItemCategory, Kin, PersonKind, Right, Says, Stage
from decisions.workflow import saves
from decisions.workflow.actions import Reasons
from decisions.workflow.answering import Answering, SaveAnswers
from decisions.workflow.asked import SaveRequest
from decisions.workflow.assigning import Defer
from decisions.workflow.handing import Invite, SecondView
from decisions.workflow.sharing import Close, EndIncident, ReportIncident, SaveAfter, Told
from tests.access.versions import draft_asked_for
from tests.stories import (
    REASON,
    consent_of,
    disclosure_at,
    do,
    fill,
    new_draft,
    plan_of,
    share,
    sign_plan,
    tell_and_record,
)

LEARNING = "The duty number should hang beside every telephone in the building."
ROWS = ("people", "items", "recipients", "pairs", "consents", "relationships", "steps", "sharings", "incidents")


def disclosures(cast):
    """Disclosures by name: at each stage one of the form tutor, and what a stage has more than one form of."""
    author, head, adviser = cast.author, cast.headteacher, cast.adviser
    made = {stage.name.lower(): disclosure_at(stage, cast) for stage in Stage}
    made |= {
        "asked": disclosure_at(Stage.DRAFT, cast, request=from_outside()),
        "asked_awaiting": disclosure_at(Stage.AWAITING, cast, request=from_outside()),
        "asked_closed": disclosure_at(Stage.CLOSED, cast, request=from_outside()),
        "asked_begun": do("save", new_draft(author, cast.brook), author, from_outside()),
        "begun": new_draft(author, cast.brook),
        "long": long_draft(cast),
        "unasked": fill(new_draft(author, cast.brook), author, consent_held="not-asked"),
        "withdrawn_consent": withdrawn_consent(cast),
        "revealed": revealed(cast),
        "stale": stale(cast),
        "blocked": do("submit", fill(new_draft(author, cast.brook), author, **NOT_SURE), author),
        "refused": refused(cast),
        "own_duty": own_duty(cast),
        "deferred": do("defer", disclosure_at(Stage.AWAITING, cast), head, Defer(in_days(14), "The clinic's letter.")),
        "of_headteacher": disclosure_at(Stage.AWAITING, cast, author=head),
        "second_view": do("second-view", disclosure_at(Stage.REJECTED, cast), author, SecondView(REASON)),
        "ratified": do("ratify-learning", disclosure_at(Stage.SHARED_FIRST, cast), head, Reasons(LEARNING)),
        "not_ratified": do("not-ratify", disclosure_at(Stage.SHARED_FIRST, cast), head, Reasons(REASON)),
        "planned": planned(cast),
        "signed": sign_plan(disclosure_at(Stage.APPROVED, cast), author, head),
        "gone": share(
            disclosure_at(Stage.APPROVED, cast), author, gone=True, what="A note of the form tutor.", deviation=REASON
        ),
        "told": tell_and_record(disclosure_at(Stage.SHARED, cast), author),
        "untold": untold(cast),
    }
    made["shared"] = do("report-incident", made["shared"], author, ReportIncident(REASON, clock.now()))
    ended = made["gone"].incidents.first()
    made["gone"] = do("end-incident", made["gone"], adviser, EndIncident(ended.pk, REASON))
    draft_asked_for(cast.second_adviser, without=("more-harm-than-good",))
    return made


# What an approver has to settle one by one.
NOT_SURE = dict.fromkeys(("consent_needed", "duty_or_power", "more_harm_than_good", "check_source"), "not-sure")


def from_outside():
    """What an agency asked whose requests the headteacher decides."""
    agency = Agency.objects.get(name="County youth justice team")
    return SaveRequest(
        "Please send the mood log.", agency, asked_by="Ray Calder", why="An assessment.", no_date=True, no_power=True
    )


def long_draft(cast):
    """A draft with several of everything, something taken out, a colleague who helps, and answers left open."""
    author = cast.author
    draft = fill(new_draft(author, cast.brook), author, check_source="not-sure", risk_of_asking_or_telling="")
    born = datetime.date(2013, 7, 2)
    do("save", draft, author, saves.SavePerson(PersonKind.ABOUT, "Bisi O’Hara-Okafor", "Sister, year 8", born))
    do("save", draft, author, saves.SavePerson(PersonKind.CARER, "Grace Okafor", "Mother"))
    child, mother = draft.people.first().pk, draft.people.last().pk
    kin = {"kind": Kin.MOTHER, "responsibility": Right.SEEN}
    do("save", draft, author, saves.SaveRelationship(child, person=mother, **kin))
    do("save", draft, author, saves.SaveRelationship(child, body=saves.councils().first().pk, kind=Kin.BODY))
    friend = saves.SavePerson(PersonKind.MENTIONED, "Émile Ó Briain", "A friend", belongs=Belongs.NONE)
    do("save", draft, author, friend)
    teacher = {"colleague": cast.lead.pk, "is_complained_about": True}
    do("save", draft, author, saves.SavePerson(PersonKind.MENTIONED, "Ms Yusuf", "The deputy head", **teacher))
    do("save", draft, author, saves.SaveItem("Attendance since September", ItemCategory.ATTENDANCE, "Office"))
    do("save", draft, author, saves.SaveItem("Notes of the form tutor", ItemCategory.HEALTH, "Form tutor"))
    police = Agency.objects.get(name="County police")
    do("save", draft, author, saves.SaveRecipient(police, "Sergeant Ruth Ekwueme", "Missing persons"))
    do("save", draft, author, saves.TakeOut("items", draft.items.latest("id").pk))
    return do("invite", draft, author, Invite(cast.volunteer))


def withdrawn_consent(cast):
    """A draft in which a mother consented for her child, and took it back."""
    draft = fill(new_draft(cast.author, cast.brook), cast.author, consent_held="withdrawn")
    return do("save", draft, cast.author, of_mother(draft, says=Says.WITHDRAWN, withdrawn_on=clock.today()))


def refused(cast):
    """Submitted although a mother has refused, and it may do harm: the adviser settles it."""
    draft = fill(new_draft(cast.author, cast.brook), cast.author, consent_held="refused", more_harm_than_good="yes")
    return do("submit", do("save", draft, cast.author, of_mother(draft, says=Says.REFUSED)), cast.author)


def of_mother(draft, **said):
    """What a mother answered for her child."""
    by = {"by_self": False, "giver": "Grace Okafor, mother", "right": Right.TOLD, "competence": Competence.NO}
    return consent_of(draft.people.get(), **by | said)


def own_duty(cast):
    """Submitted by a teacher who has a duty of her own to report: nobody may stop her."""
    draft = fill(new_draft(cast.author, cast.brook), cast.author, duty_or_power="duty")
    named = {"duty": "fgm-report", "document": "The law that names teachers"}
    do("save", draft, cast.author, SaveAnswers((Answering(None, "duty-or-power", "duty", "", named),)))
    return do("submit", draft, cast.author)


def in_days(number):
    """A day to come."""
    return clock.today() + datetime.timedelta(days=number)


def revealed(cast):
    """A draft about a child and a carer in which every answer opens what it can open."""
    author = cast.author
    draft = fill(new_draft(author, cast.brook), author)
    do("save", draft, author, saves.SavePerson(PersonKind.CARER, "Grace Okafor", "Mother"))
    child, carer = (f"p{person.pk}" for person in draft.people.order_by("id"))
    not_told = {"tell_ground": "harm", "tell_why": REASON, "tell_offence": "None"}
    not_told["tell_review"] = in_days(30).isoformat()
    source = {"checked_who": "The school nurse", "checked_on": clock.today().isoformat(), "objects": True}
    checked = {"how": "rang", "on": clock.today().isoformat()}
    to = f"r{draft.recipients.get().pk}"
    answers = (
        Answering(child, "consent-held", "not-asked", "", {"objection": "His uncle would rather not."}),
        Answering(None, "sensitive", "not-sure", "", {"perhaps": ["health", "not-known"]}),
        Answering(None, "consent-needed", "no", "", {"why": "no-choice"}),
        Answering(None, "duty-or-power", "duty", "", {"duty": "court-order", "document": "The order of the 3rd"}),
        Answering(child, "risk-of-asking-or-telling", "tell-only", "", {"ask_ground": "delay", "ask_why": REASON}),
        Answering(carer, "risk-of-asking-or-telling", "not-safe", "", not_told),
        Answering(None, "how-much", "whole-file", "Nothing is left out.", {"whole_file_why": REASON}),
        Answering(None, "fact-and-opinion", "no", "", {"whose": "The school nurse’s"}),
        Answering(None, "check-source", "checked", "", source | {"checked_result": "She stands by it."}),
        Answering(to, "right-person", "yes", "", checked),
        Answering(to, "secure-way", "yes", "", {"way": "phone"}),
    )
    return do("save", draft, author, SaveAnswers(answers))


def stale(cast):
    """A draft that was changed after everything was answered: answers of each section are to be confirmed again."""
    author = cast.author
    draft = fill(new_draft(author, cast.brook), author)
    person, recipient = draft.people.get(), draft.recipients.get()
    do("save", draft, author, saves.SavePerson(PersonKind.ABOUT, "Ade Okafor-Lane", "Pupil", None, person.pk))
    return do("save", draft, author, saves.SaveRecipient(recipient.agency, "Dr Una Moss", "Lead", pk=recipient.pk))


def planned(cast):
    """Approved, with a whole plan that its author has to sign."""
    approved = disclosure_at(Stage.APPROVED, cast)
    return do("plan", approved, cast.author, plan_of(approved))


def untold(cast):
    """Closed, with a child who was not told, and is looked at again today."""
    shared = disclosure_at(Stage.SHARED, cast)
    told = Told(shared.people.get().pk, "no", not_told_ground="harm", not_told_review_on=clock.today())
    do("after", shared, cast.author, SaveAfter((told,), "yes", "CPOMS", "BH-1042"))
    return do("close", shared, cast.author, Close())


def places(made, cast):
    """The addresses of disclosures and of their first rows, by name: "{draft}", "{draft_people}"."""
    found = {
        "author_pk": cast.author.pk,
        "author_appointment": cast.author.appointments.get().pk,
        "ground_pk": LegalGround.objects.get(code="court-order").pk,
        "link": path_of_link(cast.nobody),
    }
    for name, disclosure in made.items():
        found[name] = f"/disclosures/{disclosure.reference}/"
        found[f"{name}_entry"] = Entry.objects.filter(case=disclosure.pk).earliest("seq").seq
        for rows in ROWS:
            first = getattr(disclosure, rows).order_by("id").first()
            found[f"{name}_{rows}"] = first.pk if first else ""
    return found
