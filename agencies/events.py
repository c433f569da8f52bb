"""What the audit may say about terms and the rest of the reference data. The names are permanent; the words may be mended."""

from audit.events import declare

REFERENCE = [
    "agencies.Agency",
    "agencies.LegalGround",
    "agencies.LawfulBasis",
    "agencies.Condition",
    "agencies.SensitivityClass",
    "agencies.Purpose",
    "agencies.SecureWay",
    "agencies.PublicText",
]

declare("terms.set", "set the terms of a school", touches=["agencies.Term"])
declare("reference.changed", "changed the reference data", touches=[*REFERENCE, "agencies.Term"])
declare("settings.changed", "changed the settings of the trust", touches=["agencies.Setting"])
