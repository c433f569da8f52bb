"""What the audit may say about people. The names are permanent; the words may be mended."""

from audit.events import declare

declare("trust.set-up", "set up the trust", rows=True)
declare("person.added", "added a person", rows=True)
declare("person.deactivated", "closed an account", rows=True)
declare("person.reactivated", "opened an account again", rows=True)
declare("appointment.made", "made an appointment", rows=True)
declare("appointment.ended", "ended an appointment", rows=True)
declare("password.link-made", "made a one-time link to set a password", rows=False)
declare("password.set", "set a password", rows=False)
declare("demo.passwords-set", "gave the demonstration people their password", rows=False)
declare("account.signed-in", "signed in", rows=False)
declare("account.signed-out", "signed out", rows=False)
declare("account.sign-in-failed", "was refused a sign-in", rows=False)
