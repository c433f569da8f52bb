"""What the checklist writes to the audit."""

from audit.events import declare

declare(
    "policy.seeded",
    "put the policy and the reference data in place",
    touches=[
        "agencies.Agency",
        "agencies.LegalGround",
        "agencies.LawfulBasis",
        "agencies.Condition",
        "agencies.SensitivityClass",
        "agencies.SecureWay",
        "checklist.PolicyVersion",
        "checklist.Section",
        "checklist.Paragraph",
        "checklist.Question",
        "checklist.QuestionValue",
    ],
)
