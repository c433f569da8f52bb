"""What the checklist writes to the audit."""

from audit.events import declare

declare("policy.seeded", "put the policy and the reference data in place", rows=True)
