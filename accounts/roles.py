"""Roles: plain code with a sentence each (architecture: who may do what)."""

from django.db import models


class Role(models.TextChoices):
    """What a person is appointed to be. The stored values are permanent."""

    STAFF = "staff", "Member of staff"
    VOLUNTEER = "volunteer", "Volunteer"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Designated safeguarding lead"
    HEADTEACHER = "headteacher", "Headteacher"
    ADVISER = "adviser", "Data Protection Adviser"
    TRUSTEE = "trustee", "Trustee"
    ADMINISTRATOR = "administrator", "Administrator"
    POLICY_OWNER = "policy_owner", "Policy owner"


SENTENCES = {
    Role.STAFF: "Logs disclosures and reads their own.",
    Role.VOLUNTEER: "Logs disclosures and reads their own, the same as staff.",
    Role.SAFEGUARDING_LEAD: "Reads the school's disclosures, drafts excepted, and logs their own.",
    Role.HEADTEACHER: (
        "Reads the school's disclosures, drafts excepted, decides those that they did not write, and logs their own."
    ),
    Role.ADVISER: (
        "Decides what goes to the adviser, reads every disclosure, drafts excepted, logs their own, "
        "and keeps people and appointments."
    ),
    Role.TRUSTEE: "Reads the register, in which people appear under a code.",
    Role.ADMINISTRATOR: "Creates accounts, helps other administrators to sign in, and holds no role in a disclosure.",
    Role.POLICY_OWNER: (
        "Confirms a new policy version with the adviser and records that the policy was reviewed. Sees no disclosure, "
        "and holds no role in one."
    ),
}

# Those who may log a disclosure (audience of 3 and 4.1: staff and volunteers; a headteacher and an adviser are staff).
WRITING_ROLES = (Role.STAFF, Role.VOLUNTEER, Role.SAFEGUARDING_LEAD, Role.HEADTEACHER, Role.ADVISER)
# A role in a disclosure; whoever holds one of `NO_CASE_ROLES` may hold none of them.
CASE_ROLES = WRITING_ROLES
NO_CASE_ROLES = (Role.ADMINISTRATOR, Role.POLICY_OWNER)
# Those to whom a decision may be routed (4.2: the Headteacher or the Data Protection Adviser).
APPROVING_ROLES = (Role.HEADTEACHER, Role.ADVISER)
# Held for the whole trust; every other role is held at a school.
TRUST_ROLES = (Role.ADVISER, Role.TRUSTEE, Role.ADMINISTRATOR, Role.POLICY_OWNER)
# Those who have a queue: who decides, and the safeguarding lead, who reads along.
QUEUE_ROLES = (*APPROVING_ROLES, Role.SAFEGUARDING_LEAD)
# Those who are told that the policy is to be reviewed (title page of the policy: owner and review date).
TOLD_OF_REVIEW = (Role.ADVISER, Role.HEADTEACHER, Role.POLICY_OWNER)
# The apps whose reference data the adviser keeps (docs/reference-data.md); nobody keeps any other in that way.
ADVISER_KEEPS = ("agencies",)
