"""What the checklist writes to the audit."""

from agencies.events import REFERENCE
from audit.events import declare

declare("policy.acknowledged", "said that they read the policies", touches=["checklist.Acknowledgement"])
declare(
    "policy.seeded",
    "put the policy and the reference data in place",
    touches=[
        *REFERENCE,
        "agencies.Setting",
        "checklist.PolicyVersion",
        "checklist.Section",
        "checklist.Paragraph",
        "checklist.Question",
        "checklist.QuestionValue",
    ],
)
