"""What the catalogue looks at: disclosures of Brook at every stage, made once through the workflow, and their addresses."""

import datetime

from accounts.links import path_of_link
from agencies.models import Agency
from audit import clock
from audit.models import Entry
from decisions.enums import ItemCategory, PersonKind, Stage
from decisions.workflow import saves
from decisions.workflow.actions import Ruling
from decisions.workflow.asked import SaveRequest
from decisions.workflow.handing import Invite, SecondView
from decisions.workflow.sharing import Close, EndIncident, ReportIncident, SaveAfter, Told
from tests.stories import REASON, disclosure_at, do, fill, new_draft, plan_of, share, sign_plan, tell_and_record

LEARNING = "The duty number should hang beside every telephone in the building."
ROWS = ("people", "items", "recipients", "pairs", "steps", "sharings", "incidents")


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
        "blocked": do("submit", fill(new_draft(author, cast.brook), author, more_harm_than_good="not-sure"), author),
        "of_headteacher": disclosure_at(Stage.AWAITING, cast, author=head),
        "second_view": do("second-view", disclosure_at(Stage.REJECTED, cast), author, SecondView(REASON)),
        "ratified": do("ratify-learning", disclosure_at(Stage.SHARED_FIRST, cast), head, Ruling(LEARNING)),
        "not_ratified": do("not-ratify", disclosure_at(Stage.SHARED_FIRST, cast), head, Ruling(REASON)),
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
    return made


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
    do("save", draft, author, saves.SavePerson(PersonKind.MENTIONED, "Émile Ó Briain", "A friend"))
    do("save", draft, author, saves.SaveItem("Attendance since September", ItemCategory.ATTENDANCE, "Office"))
    do("save", draft, author, saves.SaveItem("Notes of the form tutor", ItemCategory.HEALTH, "Form tutor"))
    police = Agency.objects.get(name="County police")
    do("save", draft, author, saves.SaveRecipient(police, "Sergeant Ruth Ekwueme", "Missing persons"))
    do("save", draft, author, saves.TakeOut("items", draft.items.latest("id").pk))
    return do("invite", draft, author, Invite(cast.volunteer))


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
        "link": path_of_link(cast.nobody),
    }
    for name, disclosure in made.items():
        found[name] = f"/disclosures/{disclosure.reference}/"
        found[f"{name}_entry"] = Entry.objects.filter(case=disclosure.pk).earliest("seq").seq
        for rows in ROWS:
            first = getattr(disclosure, rows).order_by("id").first()
            found[f"{name}_{rows}"] = first.pk if first else ""
    return found
