"""The first agencies of the register: those of an invented county, for the trust to replace by its own."""

from agencies.models import Agency, AgencyCategory

AGENCIES = [
    ("County children's social care", AgencyCategory.SOCIAL_CARE),
    ("County police", AgencyCategory.POLICE),
    ("Brook Vale CAMHS", AgencyCategory.HEALTH),
    ("School nurse team", AgencyCategory.SCHOOL_NURSE),
    ("County youth justice team", AgencyCategory.YOUTH_JUSTICE),
    ("Education welfare service", AgencyCategory.EDUCATION),
    ("Early Help", AgencyCategory.EARLY_HELP),
    ("Local authority designated officer (LADO)", AgencyCategory.LADO),
]


def missing_agencies():
    """The agencies of the first register that the database lacks by name, not saved yet.

    One that the trust has renamed comes back; one that it took out of use does not.
    """
    known = set(Agency.objects.values_list("name", flat=True))
    return [Agency(name=name, category=category) for name, category in AGENCIES if name not in known]
