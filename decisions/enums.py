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


class Outcome(models.TextChoices):
    """What an approver may decide: before a sharing, or on reviewing one that could not wait."""

    APPROVED = "approved", "Approved"
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


class Purpose(models.TextChoices):
    """What sharing is for: the aims that paragraph 1.1 names, and those that the law adds."""

    EARLY_INTERVENTION = "early-intervention", "Early intervention, so that the child gets the services they need"
    PROTECT = "protect", "Protect from abuse or neglect"
    PREVENT_OFFENDING = "prevent-offending", "Prevent offending"
    WELFARE = "welfare", "Another aim for the child's welfare"
    EDUCATION = "education", "Education"
    LEGAL = "legal-requirement", "A legal requirement"


class PersonKind(models.TextChoices):
    """How a person stands in one disclosure (rules, section 1)."""

    ABOUT = "about", "The information is about them"
    CARER = "carer", "Parent or carer, only to be told or not"
    MENTIONED = "mentioned", "Only mentioned"


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

    HEADTEACHER_WROTE = "2", "The Headteacher wrote or changed it, and nobody decides what they wrote."
    SECOND_VIEW = "again", "The author asked for a second view of the rejection, which the adviser gives."
    ORDINARY = "7", "It is the school's own, and the Headteacher had no part in writing it."
