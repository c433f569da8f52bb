"""What the checklist writes to the audit."""

from agencies.events import REFERENCE
from audit.events import declare

POLICY = [
    "checklist.PolicyVersion",
    "checklist.Section",
    "checklist.Paragraph",
    "checklist.Question",
    "checklist.QuestionValue",
]

declare("policy.acknowledged", "said that they read the policies", touches=["checklist.Acknowledgement"])
declare(
    "policy.seeded",
    "put the policy and the reference data in place",
    touches=[
        *REFERENCE,
        "agencies.Setting",
        *POLICY,
    ],
)
declare("policy.drafted", "began a new policy version", touches=POLICY)
declare("policy.draft-changed", "changed the draft of the policy", touches=POLICY)
declare(
    "policy.publishing-asked", "asked for the draft of the policy to be published", touches=["checklist.PolicyVersion"]
)
declare("policy.published", "published a policy version", touches=["checklist.PolicyVersion"])
declare("policy.reviewed", "recorded a review of the policy", touches=["checklist.PolicyReview"])
