"""The law and the ways of sending as they were read in November 2026, in words for a teacher.

One dictionary for each line, by the names of the models' fields; `source` alone names articles, sections and paragraphs.
`to_be_confirmed` marks what could not be verified: the trust's Data Protection Adviser confirms it or mends it. A duty
that is to be confirmed and has no first day is offered on no day until the adviser enters one.
"""

from datetime import date

# When the UK's present data protection law began.
DATA_PROTECTION = date(2018, 5, 25)
CHILDREN_ACT = date(1991, 10, 14)

DUTIES = [
    {
        "code": "court-order",
        "name": "A court has ordered it",
        "hint": "Only what the order names, to whom it names. Ask for a copy with seal and case number.",
        "source": "The order itself",
    },
    {
        "code": "statutory-notice",
        "name": "A written notice under a law that compels us",
        "hint": "For example from a benefits or tax officer. The notice names the law and the officer's authority. "
        "A letter that only asks is no such notice.",
        "source": "The law that the notice names",
    },
    {
        "code": "duty-to-share",
        "name": "Telling another listed body what helps it keep the child safe",
        "hint": "What may help that body to protect the child or further the child's welfare. Not where we think that "
        "sharing would do the child more harm than not sharing.",
        "source": "Children Act 2004 s. 16LA, from Children's Wellbeing and Schools Act 2026 s. 4; commencement not known",
        "harm_exception": True,
        "to_be_confirmed": True,
    },
    {
        "code": "fgm-report",
        "name": "A teacher reports female genital mutilation to the police",
        "hint": "Your own duty: a girl under 18 tells you of it, or you see signs of it. Nobody may stop you, and nobody "
        "else can do it for you.",
        "source": "Female Genital Mutilation Act 2003 s. 5B",
        "binds_person": True,
        "in_force_from": date(2015, 10, 31),
        "to_be_confirmed": True,
    },
    {
        "code": "sexual-abuse-report",
        "name": "Reporting child sexual abuse to the police or the council",
        "hint": "The duty of each adult who works with children, as soon as they can; a short delay only where reporting "
        "at once endangers the child. To prevent or deter somebody from reporting is an offence.",
        "source": "Crime and Policing Bill as read in 2026; enactment and first day not known",
        "binds_person": True,
        "to_be_confirmed": True,
    },
    {
        "code": "allegation-report",
        "name": "Telling the council's designated officer of an allegation against somebody who works with children",
        "hint": "The headteacher reports; an allegation against the headteacher goes to the chief executive or the chair.",
        "source": "Keeping Children Safe in Education, part four",
    },
    {
        "code": "attendance-return",
        "name": "Telling the council of absence that must be reported",
        "hint": "Only the returns that the rules on attendance name, in the form that they name.",
        "source": "School Attendance (Pupil Registration) (England) Regulations 2024",
        "in_force_from": date(2024, 8, 19),
        "to_be_confirmed": True,
    },
]
POWERS = [
    {
        "code": "safeguarding-function",
        "name": "Keeping children safe, which is a school's own task",
        "hint": "Schools may share early what protects a child or furthers their welfare. They may also withhold what "
        "would put somebody at risk.",
        "source": "Education Act 2002 s. 157 with the independent school standards; Keeping Children Safe in Education",
        "to_be_confirmed": True,
    },
    {
        "code": "child-at-risk-enquiry",
        "name": "Helping the council to find out whether a child is being harmed",
        "hint": "Children's social care asks because a child may be suffering serious harm. Whether an academy must help, "
        "or only may, is for the adviser to say.",
        "source": "Children Act 1989 s. 47(9) to (11)",
        "in_force_from": CHILDREN_ACT,
        "to_be_confirmed": True,
    },
    {
        "code": "child-in-need",
        "name": "Helping the council with a child in need",
        "hint": "Children's social care asks for help with its work for a child or a family.",
        "source": "Children Act 1989 s. 27, whose list does not plainly name academies",
        "in_force_from": CHILDREN_ACT,
        "to_be_confirmed": True,
    },
    {
        "code": "crime-and-disorder",
        "name": "Preventing crime and disorder together with police, council, probation or health",
        "hint": "You may share with these bodies where it is needed to prevent offending in the area.",
        "source": "Crime and Disorder Act 1998 s. 115",
    },
    {
        "code": "police-enquiry",
        "name": "Helping the police to prevent or solve a crime",
        "hint": "The police ask without an order: you may help, and need not. They say in writing what they need and why, "
        "except in an emergency.",
        "source": "Data Protection Act 2018 Schedule 2 paragraph 2",
        "in_force_from": DATA_PROTECTION,
    },
    {
        "code": "victim-information-request",
        "name": "The police ask for information about a victim",
        "hint": "In writing, saying what, why and how they will handle it. The victim, or a child's parent, is told. "
        "Counselling records are presumed to stay out.",
        "source": "Police, Crime, Sentencing and Courts Act 2022 ss. 44A to 44E",
        "in_force_from": date(2026, 1, 12),
        "to_be_confirmed": True,
    },
    {
        "code": "domestic-abuse-notification",
        "name": "The police tell the school of domestic abuse",
        "hint": "This comes to us without our asking. It says what we may be told, and is no reason by itself to pass it on.",
        "source": "Domestic Abuse Act 2021 s. 49A",
        "in_force_from": date(2025, 11, 7),
        "to_be_confirmed": True,
    },
    {
        "code": "school-transfer",
        "name": "Sending a pupil's file to their next school",
        "hint": "The child protection file goes apart from the main file, securely, within 5 days. No parent has to "
        "consent. The next school confirms that it has come.",
        "source": "Keeping Children Safe in Education, transfer of child protection files",
    },
    {
        "code": "needs-assessment",
        "name": "Advice for an education, health and care assessment",
        "hint": "The council asks for the school's advice, usually within 6 weeks.",
        "source": "Children and Families Act 2014 part 3",
        "in_force_from": date(2014, 9, 1),
        "to_be_confirmed": True,
    },
    {
        "code": "prevent-referral",
        "name": "Keeping somebody from being drawn into terrorism",
        "hint": "A referral to the Channel panel, or an answer to it.",
        "source": "Counter-Terrorism and Security Act 2015 ss. 26 and 38",
        "in_force_from": date(2015, 7, 1),
        "to_be_confirmed": True,
    },
]

BASES = [
    {
        "code": "public-task",
        "name": "Public task",
        "hint": "The usual basis for an academy: sharing is needed for what schools are there to do.",
        "source": "UK GDPR Article 6(1)(e)",
        "in_force_from": DATA_PROTECTION,
    },
    {
        "code": "legal-obligation",
        "name": "Legal obligation",
        "hint": "A law or a court says that we must. Name the duty and its document.",
        "source": "UK GDPR Article 6(1)(c)",
        "in_force_from": DATA_PROTECTION,
    },
    {
        "code": "vital-interests",
        "name": "Vital interests",
        "hint": "Somebody's life is at risk.",
        "source": "UK GDPR Article 6(1)(d)",
        "in_force_from": DATA_PROTECTION,
    },
    {
        "code": "consent",
        "name": "Consent",
        "hint": "Only where we would really not share if they refused, and they are free to refuse and to withdraw. "
        "People often feel that they cannot say no to a school.",
        "source": "UK GDPR Article 6(1)(a)",
        "in_force_from": DATA_PROTECTION,
    },
    {
        "code": "recognised-interest",
        "name": "Recognised legitimate interest",
        "hint": "Safeguarding, emergencies, crime. Not open to a public authority in its own tasks, and an academy trust "
        "counts as one: ask the adviser.",
        "source": "UK GDPR Article 6(1)(ea) and Annex 1, Data (Use and Access) Act 2025 s. 70",
        "in_force_from": date(2026, 2, 5),
        "to_be_confirmed": True,
    },
    {
        "code": "legitimate-interests",
        "name": "Legitimate interests",
        "hint": "Outside the school's own tasks only, and weighed against the child's interests in writing: ask the adviser.",
        "source": "UK GDPR Article 6(1)(f)",
        "in_force_from": DATA_PROTECTION,
        "to_be_confirmed": True,
    },
]

CONDITIONS = [
    {
        "code": "safeguarding",
        "name": "Safeguarding a child or an adult at risk",
        "hint": "Needed to protect them from neglect or harm, or to protect their well-being, and consent cannot be given, "
        "cannot reasonably be obtained, or asking for it would put that at risk. Needs a policy document.",
        "source": "Data Protection Act 2018 Schedule 1 paragraph 18",
        "in_force_from": DATA_PROTECTION,
    },
    {
        "code": "explicit-consent",
        "name": "Explicit consent",
        "hint": "They said yes to exactly this, in clear words, and were free to refuse.",
        "source": "UK GDPR Article 9(2)(a)",
        "in_force_from": DATA_PROTECTION,
        "to_be_confirmed": True,
    },
    {
        "code": "vital-interests",
        "name": "Saving a life where the person cannot consent",
        "hint": "Somebody's life is at risk, and the person is not able to say yes or no.",
        "source": "UK GDPR Article 9(2)(c)",
        "in_force_from": DATA_PROTECTION,
        "to_be_confirmed": True,
    },
    {
        "code": "statutory-purpose",
        "name": "A task that a law gives us",
        "hint": "Needed for a task of ours that stands in a law, and of substantial public interest.",
        "source": "Data Protection Act 2018 Schedule 1 paragraph 6",
        "in_force_from": DATA_PROTECTION,
        "to_be_confirmed": True,
    },
    {
        "code": "unlawful-acts",
        "name": "Preventing or finding out unlawful acts",
        "hint": "Needed to prevent or find out an unlawful act, where asking the person would get in the way of that.",
        "source": "Data Protection Act 2018 Schedule 1 paragraph 10",
        "in_force_from": DATA_PROTECTION,
        "to_be_confirmed": True,
    },
    {
        "code": "legal-claims",
        "name": "Legal claims and courts",
        "hint": "Needed for a legal claim, or because a court acts as a court.",
        "source": "UK GDPR Article 9(2)(f)",
        "in_force_from": DATA_PROTECTION,
        "to_be_confirmed": True,
    },
]

SPECIAL, OFFENCES = "UK GDPR Article 9(1)", "UK GDPR Article 10; Data Protection Act 2018 s. 11(2)"
ADVICE = "The Department for Education's advice to schools"
# Code, name, hint, of whom, source, whether it is to be confirmed.
CLASSES = [
    ("health", "Health", "Physical or mental: a diagnosis, self-harm, medicine, an injury", "law", SPECIAL, False),
    ("race", "Race or ethnic origin", "Also what lets one guess it", "law", SPECIAL, False),
    ("belief", "Religion or belief", "", "law", SPECIAL, False),
    ("politics", "Political opinions", "", "law", SPECIAL, False),
    ("union", "Membership of a trade union", "", "law", SPECIAL, False),
    ("genetic", "Genetic information", "", "law", SPECIAL, False),
    ("biometric", "Biometric information", "A fingerprint or face, used to know who it is", "law", SPECIAL, False),
    ("sex-life", "Sex life", "", "law", SPECIAL, False),
    ("orientation", "Sexual orientation", "", "law", SPECIAL, False),
    ("offence", "A crime, or an allegation of one", "Also cautions and proceedings", "offence", OFFENCES, False),
    ("child-protection", "Child protection", "Concerns, plans, a social worker", "ours", ADVICE, True),
    ("sen", "Special educational needs", "", "ours", ADVICE, True),
    ("care", "In care, or looked after before", "", "ours", ADVICE, True),
    ("free-meals", "Free school meals", "", "ours", ADVICE, True),
]

# Code, name, hint. What is said of the insecure ones rests partly on memory, and is to be confirmed.
SECURE = [
    ("portal", "The council's own portal", ""),
    (
        "secure-email",
        "Encrypted e-mail to an official address",
        "Checked, and ending in gov.uk, police.uk, nhs.net or cjsm.net",
    ),
    ("protected-link", "A protected message that asks the reader to prove who they are", "Such as Egress"),
    ("case-system", "From one safeguarding system to another", "Such as CPOMS or MyConcern"),
    ("phone", "By phone, on a number that you found yourself", "Write to them afterwards what you said"),
    ("in-person", "In person, at a meeting", "With minutes"),
    ("by-hand", "On paper, handed over and signed for", ""),
    ("special-delivery", "By tracked and signed post", ""),
]
INSECURE = [
    ("email", "Ordinary e-mail", ""),
    ("own-account", "A private account", "Your own e-mail or storage"),
    ("message", "Text message or messaging app", "Such as WhatsApp"),
    ("social-media", "Social media", ""),
    ("fax", "Fax", ""),
    ("post", "Ordinary post", ""),
    ("by-family", "Through a parent or a pupil", ""),
    ("unchecked-call", "By phone, on a number that they gave or that rang you", ""),
    ("usb-stick", "USB stick or disc", ""),
    ("voicemail", "Voicemail", ""),
]
WAYS = [(*way, True, False) for way in SECURE] + [(*way, False, True) for way in INSECURE]
