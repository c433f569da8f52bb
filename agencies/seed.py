"""The first register: agencies of an invented county, for the trust to replace by its own, and the law as it was read."""

from agencies import law_2026_11 as law
from agencies.models import (
    Agency,
    AgencyCategory,
    Condition,
    LawfulBasis,
    LegalGround,
    PublicText,
    Purpose,
    SecureWay,
    SensitivityClass,
    Setting,
)
from agencies.public_texts import TEXTS
from agencies.trust_settings import KNOWN

COUNCIL = "Ring back on the council's published number, never on the one that you were given. An address ending in gov.uk proves nothing by itself."
HOSPITAL = "A team that you know, on a number from the health service's own pages. Addresses end in nhs.net."
WORKER = "A worker whom you know, or ring back on the published number of their service."
NOTICE = "A written notice that names the law and the officer's authority. Ring the department's published number."
DAYS = "Usually within days"
# Name, category, how to make sure of whom one speaks to, how fast they usually want an answer. The telephone number is
# the trust's own to enter.
AGENCIES = [
    (
        "County children's social care",
        AgencyCategory.SOCIAL_CARE,
        COUNCIL,
        "They say how urgent it is: from hours to a few days",
    ),
    (
        "County police",
        AgencyCategory.POLICE,
        "Ask for name and collar number, then ring 101 or the station's published number. Addresses end in police.uk. Ask for a written form.",
        "As they say; in an emergency now",
    ),
    ("Brook Vale CAMHS", AgencyCategory.HEALTH, HOSPITAL, DAYS),
    ("School nurse team", AgencyCategory.SCHOOL_NURSE, HOSPITAL, DAYS),
    ("County youth justice team", AgencyCategory.YOUTH_JUSTICE, WORKER, DAYS),
    ("Education welfare service", AgencyCategory.EDUCATION, COUNCIL, DAYS),
    ("Early Help", AgencyCategory.EARLY_HELP, COUNCIL, DAYS),
    (
        "Local authority designated officer (LADO)",
        AgencyCategory.LADO,
        COUNCIL,
        "One working day (to be confirmed)",
    ),
    (
        "County special educational needs team",
        AgencyCategory.EDUCATION,
        COUNCIL,
        "15 days when they consult; advice in 6 weeks (to be confirmed)",
    ),
    ("County probation service", AgencyCategory.YOUTH_JUSTICE, WORKER, DAYS),
    (
        "Another school or college",
        AgencyCategory.SCHOOL,
        "From one safeguarding lead to the other, on the number in the council's or the department's list.",
        "The file goes within 5 days",
    ),
    (
        "Family court",
        AgencyCategory.COURT,
        "An order with seal and case number. Ring the court's published number.",
        "The date in the order",
    ),
    (
        "Cafcass",
        AgencyCategory.COURT,
        "Ask for the officer's number and the case number. Ring the published number.",
        "The date that they name",
    ),
    ("Department for Work and Pensions", AgencyCategory.BENEFITS, NOTICE, "The date in the notice"),
    ("HM Revenue and Customs", AgencyCategory.BENEFITS, NOTICE, "The date in the notice"),
    (
        "Home Office, immigration",
        AgencyCategory.IMMIGRATION,
        "In writing, with the power that they rely on. Often they may ask and we need not answer.",
        "",
    ),
    (
        "Solicitor of a parent or pupil",
        AgencyCategory.SOLICITOR,
        "Letterhead, and the register of solicitors. Without consent or an order they get nothing this way.",
        "",
    ),
]
# What sharing is for: code, words, and the paragraph of the policy that it serves.
PURPOSES = [
    (
        "early-intervention",
        "Early intervention, so that the child gets the services they need",
        "Policy, paragraph 1.1",
    ),
    ("protect", "Protect from abuse or neglect", "Policy, paragraph 1.1"),
    ("prevent-offending", "Prevent offending", "Policy, paragraph 1.1"),
    ("welfare", "Another aim for the child's welfare", "Policy, paragraph 2.1"),
    ("education", "Education", "Policy, paragraph 1.2"),
    ("legal-requirement", "A legal requirement", "Policy, question 4"),
]


def missing_agencies():
    """The agencies of the first register that the database lacks by name, not saved yet.

    One that the trust has renamed comes back; one that it took out of use does not.
    """
    known = set(Agency.objects.values_list("name", flat=True))
    return [
        Agency(name=name, category=category, verification=verification, clock=clock)
        for name, category, verification, clock in AGENCIES
        if name not in known
    ]


def missing_law():
    """The lines of the law, of the purposes and of the ways of sending that the database lacks by code, not saved yet, by model.

    A line that is there stays as it is, however the trust has worded it and whether or not it has ended.
    """
    return {model: lines for model in _BY_MODEL if (lines := _missing(model, _BY_MODEL[model]()))}


def missing_settings():
    """The settings that the database lacks, by code and with their defaults, not saved yet. What is there stays."""
    known = set(Setting.objects.values_list("code", flat=True))
    return [Setting(code=one.code, value=one.text(one.default)) for one in KNOWN if one.code not in known]


def missing_texts():
    """The public pages that the database lacks by code, not saved yet. What is there stays as the trust words it."""
    return _missing(PublicText, TEXTS)


def _missing(model, lines):
    known = set(model.objects.values_list("code", flat=True))
    return [model(order=10 * place, **line) for place, line in enumerate(lines, 1) if line["code"] not in known]


def _grounds():
    return [{**line, "kind": "duty"} for line in law.DUTIES] + [{**line, "kind": "power"} for line in law.POWERS]


def _classes():
    names = ("code", "name", "hint", "kind", "source", "to_be_confirmed")
    return [dict(zip(names, line, strict=True)) for line in law.CLASSES]


def _purposes():
    return [dict(zip(("code", "name", "source"), line, strict=True)) for line in PURPOSES]


def _ways():
    names = ("code", "name", "hint", "is_secure", "to_be_confirmed")
    return [dict(zip(names, line, strict=True)) for line in law.WAYS]


_BY_MODEL = {
    LegalGround: _grounds,
    LawfulBasis: lambda: law.BASES,
    Condition: lambda: law.CONDITIONS,
    SensitivityClass: _classes,
    Purpose: _purposes,
    SecureWay: _ways,
}
