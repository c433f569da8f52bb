"""The closed lists of a disclosure. Stored values are permanent; words may change."""

from django.db import models


class Stage(models.TextChoices):
    """Where a disclosure stands (rules, section 6)."""

    DRAFT = "draft", "Draft"
    AWAITING = "awaiting-decision", "Awaiting decision"
    RETURNED = "returned", "Returned"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"


class Outcome(models.TextChoices):
    """What an approver may decide."""

    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"
    REJECTED = "rejected", "Rejected"


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
    ORDINARY = "7", "It is the school's own, and the Headteacher had no part in writing it."
