"""Every installed model that is not audited, with the reason. A test walks all installed models.

A model named to `guards.insert_only` needs no line here: its rows carry their entry and stay as they are.
"""

EXEMPT = {
    "audit.head": "The record itself: moves with each entry only, and the database refuses anything else.",
    "audit.entry": "The record itself.",
    "audit.note": "The record itself, sealed in its entry.",
    "account.emailaddress": "allauth's copy of a user's address; sign-in by e-mail reads it, the user's own is audited.",
    "account.emailconfirmation": "allauth's pending confirmations; no mail is confirmed here.",
    "auth.group": "Django's groups are not used: what people may do comes from their appointments.",
    "auth.permission": "Django's permissions are not used; made by Django for each model.",
    "contenttypes.contenttype": "Django's list of models; holds nothing about anybody.",
    "sessions.session": "Who is signed in just now; signing in and out are entries of their own.",
}
