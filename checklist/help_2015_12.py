"""Our help beside the questions of December 2015: two sentences, an example, and what "not sure" does (4.1).

The policy's words are the question; these are ours, and name no article. What "not sure" does is what the rules do with it
(`checklist/gates.py`): it never counts as a no, and it never keeps anybody from asking for a decision.
"""

HELP = {
    "consent-held": {
        "hint": "Consent counts only for the recipient, purpose and information they were told about. Having been told is not consent.",
        "example": (
            "Amira agreed that the counselling service gets her attendance record, so they can see her sooner. That "
            "covers neither her mood log nor another service."
        ),
        "when_unsure": (
            "It counts as consent that is not held. Say at “consent needed” whether it is needed at all: often it is not."
        ),
    },
    "sensitive": {
        "hint": "Today\u2019s law calls most of this special category data. Treat child protection and special educational needs the same.",
        "example": "Health, ethnic origin, religion, sex life, an offence that somebody is said to have committed.",
        "when_unsure": (
            "It is treated as sensitive. Whoever decides names the condition that allows it; you need no law for that."
        ),
    },
    "consent-needed": {
        "hint": "Often not: would you really not share if they said no? If you would share anyway, tell them and do not ask.",
        "example": (
            "For a place in a holiday club: yes, without consent it does not go. For a worry about harm at home: no, it "
            "goes whatever anybody answers."
        ),
        "when_unsure": "You can still ask for a decision. Whoever decides settles it before anything is approved.",
    },
    "duty-or-power": {
        "hint": "A duty means that the law says you must, a power that you may. You need not look it up: not sure is fine.",
        "example": "A court order is a duty. A social worker\u2019s question about a child in need usually rests on a power.",
        "when_unsure": "You can still ask for a decision. Whoever decides settles whether it is a duty, a power or neither.",
    },
    "whose-information": {
        "hint": "Name everybody it is about. Name too whoever is to be told, and anybody who is only mentioned.",
        "example": (
            "A report on Amira that tells what her brother did is about Amira, and mentions him: his part is left out, or "
            "he is named as somebody it is about."
        ),
        "when_unsure": "As long as nobody knows, it counts as being about somebody who can be recognised.",
    },
    "risk-of-asking-or-telling": {
        "hint": "What is safe for one person may not be safe for another. Telling may be safe where asking is not.",
        "example": (
            "If her father learned of the referral, he might hurt her: for him \u201cnot safe to tell\u201d. Amira herself "
            "can be told."
        ),
        "when_unsure": (
            "You can still ask for a decision. Whoever decides settles it for this person first; until then tell them nothing."
        ),
    },
    "consent-understood": {
        "hint": "Age alone does not answer it. If nobody is giving consent, choose \u201cNo\u201d.",
        "example": "She told it back in her own words: \u201cThey will ring my mum, and I may get a place in a group.\u201d",
        "when_unsure": "The consent does not count. Ask them again in plain words, or have somebody they trust ask.",
    },
    "more-harm-than-good": {
        "hint": "Here \u201cno\u201d is the answer that supports sharing. Not sharing may be the more harmful choice.",
        "example": (
            "If shared: he may feel watched and stay away. If not: nobody outside school knows that he goes hungry. Not "
            "sharing does more harm, so the answer is no."
        ),
        "when_unsure": "You can still ask for a decision. Whoever decides weighs it, and it never counts as a no.",
    },
    "how-much": {
        "hint": "As much as they need, and enough for the purpose. The whole file is seldom needed.",
        "example": "The attendance of this term and two entries of the behaviour log, not the log of three years.",
        "when_unsure": (
            "There is no \u201cnot sure\u201d here. List what you think is needed: whoever decides can leave a part of it out."
        ),
    },
    "fact-and-opinion": {
        "hint": "What was seen or heard is fact. What somebody makes of it is opinion.",
        "example": (
            "Fact: \u201cShe came without a coat on four days.\u201d Opinion: \u201cMs Finch thinks that nobody looks after her.\u201d"
        ),
        "when_unsure": "You can still ask for a decision. Whoever decides writes why it may go as it is, or sends it back.",
    },
    "check-source": {
        "hint": "If somebody else told you or wrote it, it may have changed since. They may also know of a risk.",
        "example": "The school nurse wrote the note in May. Ask her whether it is still right, and whether she minds.",
        "when_unsure": "You can still ask for a decision. Whoever decides settles whether the source is to be asked first.",
    },
    "right-person": {
        "hint": "Check them on a number you found yourself. A name, or an address they wrote from, proves nothing.",
        "example": "You rang the council\u2019s switchboard, and they put you through to the social worker who had written.",
        "when_unsure": (
            "You can still ask for a decision. Nothing leaves before somebody has checked, and where they asked for it, "
            "nothing is approved before that either."
        ),
    },
    "secure-way": {
        "hint": "Ordinary e-mail, a text message or a letter sent home with a pupil is not secure. Say which way it will go.",
        "example": "Through the council\u2019s own portal, by encrypted e-mail, or told to them face to face.",
        "when_unsure": "You can still ask for a decision. Nothing leaves before a secure way is named.",
    },
    "knows-confidential": {
        "hint": "Tell them before it goes. Say who else may see it.",
        "example": "\u201cThis is confidential. Please keep it to those who assess her.\u201d",
        "when_unsure": "You can still ask for a decision. Nothing leaves before they have been told.",
    },
    "what-they-will-do": {
        "hint": "For example, assess, protect or give a service. Say if they may pass it on.",
        "example": "They assess whether she gets a place, and give it to nobody else.",
        "when_unsure": (
            "Ask them, or tick what you know and \u201cnot known\u201d for the rest: whoever decides sees what is open."
        ),
    },
    "person-aware": {
        "hint": "Tell them, unless that puts somebody at risk or harms a police investigation. Wanting to tell later is \u201cnot yet\u201d.",
        "example": "Ms Finch told her on Tuesday, with her mother there, what was sent to the service and why.",
        "when_unsure": "Choose \u201cnot yet\u201d. It stays on your list until they know, or there is a reason not to tell.",
    },
    "recorded": {
        "hint": "The case record says what was shared, with whom and why. There are words to copy for it.",
        "example": "In the child protection system, under the pupil\u2019s name, with the reference of the disclosure.",
        "when_unsure": "Look it up: the disclosure is closed only once it is recorded.",
    },
}
