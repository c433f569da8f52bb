"""What one may choose at the questions of December 2015: (code, label). Codes are stored and permanent."""

from checklist import facts
from checklist.facts import NO, NOT_SURE, YES

UNSURE = (NOT_SURE, "Not sure")
CHOICES = [(YES, "Yes"), (NO, "No"), UNSURE]
CONSENT = [
    (YES, "Yes"),
    (facts.NOT_ASKED, "Not asked"),
    (facts.REFUSED, "Asked, and refused"),
    (facts.WITHDRAWN, "Given, then withdrawn"),
    UNSURE,
]
DUTY_OR_POWER = [
    (facts.DUTY, "A duty: the law says I must"),
    (facts.POWER, "A power: the law says I may"),
    (facts.NEITHER, "Neither"),
    UNSURE,
]
NOBODY_NAMED = [
    (YES, "Nobody can be identified, not even by putting things together"),
    (NO, "Somebody could be identified, and is still to be named"),
    (NOT_SURE, "Not known yet who it is about"),
]
ASKING = [
    (facts.SAFE, "Safe to ask and to tell"),
    (facts.TELL_ONLY, "Safe to tell, not to ask"),
    (facts.NOT_SAFE, "Not safe to tell"),
    UNSURE,
]
HOW_MUCH = [
    (facts.ITEMS, "The items that are listed"),
    (facts.WHOLE_FILE, "The whole file"),
    (facts.NOTHING, "Nothing should be shared"),
]
FACT_AND_OPINION = [(YES, "Yes"), (NO, "No"), (facts.ONLY_FACTS, "There are only facts"), UNSURE]
SOURCE = [
    (NO, "No, there is nobody to check with"),
    (facts.CHECKED, "Yes, and it is checked"),
    (facts.TO_CHECK, "Yes, but it is not checked yet"),
    UNSURE,
]
USES = [
    ("assess", "Assess what is needed"),
    ("protect", "Protect somebody"),
    ("service", "Give a service or support"),
    ("investigate", "Investigate"),
    ("court", "Use it in a court"),
    ("enforce", "Enforce a rule or the law"),
    ("research", "Research"),
    ("publish", "Publish it"),
    ("other", "Something else"),
]
AWARE = [
    (YES, "Yes"),
    ("not-yet", "Not yet"),
    ("not-reached", "Could not be reached"),
    (NO, "No, and there is a reason"),
]
RECORDED = [(YES, "Yes"), (NO, "No")]
