"""What the audit may say about people. The names are permanent; the words may be mended."""

from audit.events import declare

EVERYBODY = ["accounts.Trust", "accounts.School", "accounts.User", "accounts.Appointment"]

declare("trust.set-up", "set up the trust", touches=EVERYBODY)
declare("school.added", "added a school", touches=["accounts.School"])
declare("person.added", "added a person", touches=["accounts.User"])
declare("person.deactivated", "closed an account", touches=["accounts.User"])
declare("person.reactivated", "opened an account again", touches=["accounts.User"])
declare("appointment.made", "made an appointment", touches=["accounts.Appointment"])
declare("appointment.ended", "ended an appointment", touches=["accounts.Appointment"])
declare("appointment.phone-changed", "changed the telephone number of an appointment", touches=["accounts.Appointment"])
declare("password.link-made", "made a one-time link to set a password")
declare("password.set", "set a password")
declare("demo.passwords-set", "gave the demonstration people their password")
declare("account.signed-in", "signed in")
declare("account.signed-out", "signed out")
declare("account.sign-in-failed", "was refused a sign-in")
