"""Whom the invented schools deal with: agencies of the first register, by their names, and one specialist."""

from decisions.demo.story import To

SOCIAL_CARE, CAMHS, POLICE = "County children's social care", "Brook Vale CAMHS", "County police"
NURSE, WELFARE, EARLY_HELP = "School nurse team", "Education welfare service", "Early Help"
YOUTH_JUSTICE = "County youth justice team"

TO_CAMHS = To(CAMHS, "Dr Priya Nair", "Triage lead", "Assess him and offer support; nothing goes to others.")
LADO = "Local authority designated officer (LADO)"
