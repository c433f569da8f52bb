"""The closed lists of a disclosure. Stored values are permanent; words may change."""

from django.db import models


class Stage(models.TextChoices):
    """Where a disclosure stands (rules, section 6)."""

    DRAFT = "draft", "Draft"
    AWAITING = "awaiting-decision", "Awaiting decision"
    RETURNED = "returned", "Returned"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    SHARED_FIRST = "shared-first", "Shared first"
    SHARED = "shared", "Shared"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Lapsed"


class Origin(models.TextChoices):
    """Where a disclosure began: with us, or with somebody who asked (the policy's closing sentence)."""

    OURS = "ours", "Our own"
    REQUESTED = "requested", "Asked of us"


class RequestWay(models.TextChoices):
    """How a request reached the school."""

    PHONE = "phone", "By phone"
    IN_PERSON = "in-person", "In person"
    EMAIL = "e-mail", "By e-mail"
    LETTER = "letter", "By letter"
    PORTAL = "portal", "Through a portal"
    OTHER = "other", "Another way"


class NumberFrom(models.TextChoices):
    """Where the number came from on which a requester was rung back: never from the requester."""

    REGISTER = "register", "In the trust\u2019s own list"
    WEBSITE = "website", "On the organisation\u2019s own website"
    ELSEWHERE = "elsewhere", "Elsewhere"


class CheckResult(models.TextChoices):
    """What ringing back has shown about who asks."""

    CONFIRMED = "confirmed", "Confirmed: this person, this matter"
    NOT_KNOWN = "not-known", "Not known there"
    NOT_THIS_MATTER = "not-this-matter", "The person is real, the matter is not confirmed"
    NOT_REACHED = "not-reached", "Nobody reached yet"


class ReplyKind(models.TextChoices):
    """What we wrote or said to whoever asked."""

    ACKNOWLEDGED = "acknowledged", "We said that we have it, and nothing more"
    ANSWERED = "answered", "We gave what was decided, all of it or a part"
    REFUSED = "refused", "We refused"


class Outcome(models.TextChoices):
    """What an approver may decide: before a sharing, or on reviewing one that could not wait."""

    APPROVED = "approved", "Approved"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    RETURNED = "returned", "Returned"
    REJECTED = "rejected", "Rejected"
    RATIFIED = "ratified", "Ratified"
    RATIFIED_LEARNING = "ratified-learning", "Ratified, with something to learn"
    NOT_RATIFIED = "not-ratified", "Not ratified"


class Ground(models.TextChoices):
    """Why information left before a decision (rules, section 6)."""

    DANGER = "danger", "Somebody was in danger"
    DUTY = "duty", "I had a legal duty of my own to report it"
    GONE = "gone", "It had already gone, for another reason"


class Channel(models.TextChoices):
    """How information left."""

    PHONE = "phone", "By phone"
    IN_PERSON = "in-person", "In person"
    SECURE = "secure", "By secure e-mail or portal"
    BY_HAND = "by-hand", "On paper, by hand and signed for"
    OTHER = "other", "Another way"


class Extent(models.TextChoices):
    """How much of an item a recipient is given."""

    WHOLE = "whole", "Whole"
    REDACTED = "redacted", "Redacted"
    NOT = "not", "Left out"


class Party(models.TextChoices):
    """The three parts of the plan of paragraph 4.2."""

    STUDENT = "student", "The student"
    PROFESSIONAL = "professional", "The professionals"
    CARER = "carer", "The parent or carer"


class Side(models.TextChoices):
    """Whose signature stands under a plan."""

    AUTHOR = "author", "Author"
    APPROVER = "approver", "Approver"


class NotToldGround(models.TextChoices):
    """Why a person is not told after a sharing: question 16 names risk and a police investigation, and no other."""

    HARM = "harm", "Somebody would be at risk of harm"
    POLICE = "police", "It would prejudice a police investigation"


class PersonKind(models.TextChoices):
    """How a person stands in one disclosure (rules, section 1)."""

    ABOUT = "about", "The information is about them"
    CARER = "carer", "Parent or carer, only to be told or not"
    MENTIONED = "mentioned", "Only mentioned"


class Belongs(models.TextChoices):
    """To which school somebody belongs, for routing rule 1. Blank: nobody has said otherwise than the disclosure’s own."""

    OURS = "ours", "One of our schools"
    NONE = "none", "None of our schools"
    NOT_KNOWN = "not-known", "Not known"


class Kin(models.TextChoices):
    """Who somebody is to a child."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    CARER = "carer", "Carer or guardian"
    RELATIVE = "relative", "Another relative"
    BODY = "council", "Has them in its care"
    OTHER = "other", "Somebody else to them"


class Competence(models.TextChoices):
    """Whether somebody understands enough to decide for themselves who is told about them (2.8)."""

    YES = "yes", "Yes, they understand enough to decide"
    NO = "no", "No"
    NOT_SURE = "not-sure", "Not sure"


class Says(models.TextChoices):
    """What somebody answered when they were asked for consent."""

    YES = "yes", "Yes"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Given, then withdrawn"
    VIEWS = "views", "Not asked to agree, only what they think"


class Right(models.TextChoices):
    """How it is known that somebody may consent for a child."""

    SEEN = "seen", "Seen in a document"
    TOLD = "told", "We were told"
    NOT_KNOWN = "not-known", "Not known"
    RESTRICTED = "restricted", "A court restricts it"


class ItemCategory(models.TextChoices):
    """Kinds of information (1.2). Trustees read the kind and never the description."""

    ATTENDANCE = "attendance", "Attendance"
    ATTAINMENT = "attainment", "Attainment and progress"
    BEHAVIOUR = "behaviour", "Behaviour"
    CHILD_PROTECTION = "child-protection", "Child protection and safeguarding"
    HEALTH = "health", "Health and wellbeing"
    SEND = "send", "Special educational needs or disability"
    FAMILY = "family", "Family and home"
    CONTACT = "contact", "Names and contact details"
    OTHER = "other", "Something else"


class Seat(models.TextChoices):
    """Who is asked to decide (4.2)."""

    HEADTEACHER = "headteacher", "Headteacher"
    ADVISER = "adviser", "Data Protection Adviser"


class RoutingRule(models.TextChoices):
    """The rule that gave the seat (rules, section 5), with the sentence that is shown."""

    SCHOOLS = "1", "People of more than one of our schools, or of none, are in it: the adviser decides."
    ASKED_BY = "4", "The Data Protection Adviser decides what this kind of organisation asks for or is given."
    HEADTEACHER_WROTE = "2", "The Headteacher wrote or changed it, and nobody decides what they wrote."
    HEADTEACHER_IN_IT = "2b", "Somebody in it has the Headteacher\u2019s name, and nobody decides about themselves."
    HEADTEACHER_CLOSE = "2c", "The Headteacher is in it, or close to it, and nobody decides about themselves."
    REFUSED = "3", "Consent was refused or withdrawn, so the Data Protection Adviser decides."
    LAW = "5", "A duty against harm, a small group or an unusual lawful basis: the Data Protection Adviser decides."
    NOT_SURE = "6", "Something is not sure. Whoever decides settles it first."
    SECOND_VIEW = "again", "The author asked for a second view of the rejection, which the adviser gives."
    REFERRED = "to", "It was referred to the Data Protection Adviser."
    REASSIGNED = "give", "The Data Protection Adviser gave it to whoever decides it now."
    UNREAD = "none", "What stands in it could not be judged when it was shared first, so the adviser looks at it."
    ORDINARY = "7", "It is the school's own, and the Headteacher had no part in writing it."


class RouteOutcome(models.TextChoices):
    """What it comes to where the way through the flowchart stops, the worst first (rules, section 4)."""

    DO_NOT_SHARE = "do-not-share", "Do not share"
    REFUSE = "refuse", "Refuse, and reply"
    CHECK_BACK = "check-back", "Check back, and reveal nothing"
    ASK_THEM = "ask-them", "Ask them, or do not share"
    ASK_APPROVER = "ask-approver", "Whoever decides has to settle something"
    MEND = "mend", "Something is to be mended first"


class Departure(models.TextChoices):
    """How a decision went against the way that the flowchart indicated."""

    REJECTED = "rejected", "It was not approved where the flowchart led to sharing"
    OVERRULED = "overruled", "It was approved over a refusal, or over harm"


class Controllers(models.TextChoices):
    """How we and the recipient stand to each other in data protection law."""

    SEPARATE = "separate", "Separate: each answers for its own part"
    JOINT = "joint", "Joint: both decide together what is done with it"
    PROCESSOR = "processor", "They only act for us"
    NOT_SURE = "not-sure", "Not sure"


class Considered(models.TextChoices):
    """Whether something was considered."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not-sure", "Not sure"
