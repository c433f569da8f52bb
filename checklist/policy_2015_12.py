"""The trust's Information Sharing Policy of December 2015, as data.

Titles, paragraphs and questions are the trust's own words, letter for letter; `tests/checklist` holds their checksum.
Labels and help are ours: a label names a question in a list; the help beside it is in `help_2015_12.py`. A later
policy gets a module of its own; this one is not edited, because answers given under it copy its words.
"""

from checklist.choices_2015_12 import (
    ASKING,
    AWARE,
    CHOICES,
    CONSENT,
    DUTY_OR_POWER,
    FACT_AND_OPINION,
    HOW_MUCH,
    NOBODY_NAMED,
    RECORDED,
    SOURCE,
    USES,
)
from checklist.facts import CHOICE, DISCLOSURE, NO, PERSON, RECIPIENT, SEVERAL, YES
from checklist.help_2015_12 import HELP

VERSION = {
    "code": "2015-12",
    "name": "December 2015",
    "title": "The Talentum Learning Trust: Information Sharing Policy",
    "approved_by": "Trust Board",
    "owner": "CEO / CFO",
    "audience": "trustees, staff, pupils, local governing bodies, parents, general public",
    "issued_on": "2015-12-01",
    "review_due_on": "2017-12-01",
    "closing": (
        "These Information Sharing procedures will be followed when the staff of the Trust determines it is necessary"
        " for them to contact other professionals but also when the Trust is contacted by other authorities wanting "
        "information about a student."
    ),
}

# (number, title, words between the title and what follows)
SECTIONS = [
    ("1", "Trust commitment", ""),
    ("2", "Key principles for information sharing", ""),
    (
        "3",
        "Information sharing checklist for staff and volunteers",
        "Before sharing personal information, the following questions should be asked:",
    ),
    ("3.1", "About your right to share the information", ""),
    ("3.2", "About the information you are sharing", ""),
    ("3.3", "About the person you are sharing information with and how you are sharing it", ""),
    ("3.4", "After sharing information, ask yourself", ""),
    ("4", "Procedures for sharing information", ""),
]

# (number, wording); a paragraph belongs to the section its number begins with
PARAGRAPHS = [
    (
        "1.1",
        (
            "Sharing information is vital for early intervention to ensure that children and young people get the "
            "services they require. It is also essential to protect children and young people from suffering harm "
            "from abuse or neglect, and to prevent them from offending. Information sharing was a key component to "
            "the Every Child Matters strategy to improve outcomes for children and young people."
        ),
    ),
    (
        "1.2",
        (
            "The Trust has a commitment to work and share good practice with other practitioners who work with "
            "children and young people. The purpose of this Information Sharing Policy is to outline how information "
            "might be shared with other agencies to protect and benefit the children and young people the Federation "
            "schools serve, whilst also respecting the privacy of people's personal information and to observe "
            "relevant data protection legislation. This policy will outline the principles for holding personal "
            "information and a general description of the categories of people and organisations to which the schools"
            " may disclose this information."
        ),
    ),
    (
        "1.3",
        (
            "This policy should be followed in conjunction with the Safeguarding Policy. The content of each of these"
            " policies will be covered in the staff induction."
        ),
    ),
    (
        "2.1",
        (
            "Safeguarding and promoting the welfare of a child or young person is the prime consideration in all "
            "decision making about information sharing."
        ),
    ),
    (
        "2.2",
        (
            "Professionals can only work together to effectively safeguard and promote the welfare of children if "
            "there is an exchange of relevant information between them."
        ),
    ),
    (
        "2.3",
        (
            "Staff and volunteers should only share as much information as they need to - but should share enough to "
            "achieve the purpose for which information is being shared."
        ),
    ),
    (
        "2.4",
        (
            "Where a child has a need for services from a number of agencies, ongoing appropriate information sharing"
            " is likely to be needed between these agencies."
        ),
    ),
    (
        "2.5",
        (
            "Article 8 of the European Convention on Human Rights gives everyone the right to respect for private "
            "family life, home and correspondence. Authorities can only interfere with this, if they are not doing "
            "anything which is against the law, and are pursuing a legitimate aim (including protection of health and"
            " the rights of others), and the action is no more than is needed. Sometimes this may mean a worker has "
            "to balance one individual's rights against another's (e.g. a child's rights against their parents') or "
            "the different rights of one individual (e.g. a young person's right to privacy against their right to "
            "protection)."
        ),
    ),
    (
        "2.6",
        (
            "It is important to work in partnership with children, young people and families, especially people with "
            "parental responsibility, whenever possible."
        ),
    ),
    (
        "2.7",
        (
            "Information 'belongs' to the child, young person, or adult to which it refers, and should generally be "
            "kept confidential. Individuals should generally be kept aware of what is happening to their information "
            "and have the right of access to it."
        ),
    ),
    (
        "2.8",
        (
            "Unless the professional has a duty to share the information, it is good practice to obtain an "
            "individual's consent, subject to his or her age and understanding, wherever possible, except where this "
            "would put someone at risk of harm or prejudice a police investigation into a serious offence, or lead to"
            " unjustifiable delay in protecting a child. Where consent has not been sought or refusal to give consent"
            " has been overruled, the individual should be kept informed where possible, unless this would place "
            "someone at risk of harm or prejudice a police investigation into a serious offence."
        ),
    ),
    (
        "2.9",
        (
            "People working with children need to take professional decisions based on understanding of the guidance,"
            " and the particular situation, and record their decisions about and reasons for sharing specific "
            "information."
        ),
    ),
    (
        "2.10",
        (
            "Good information sharing is based on good information keeping. Records should be accurate, relevant, "
            "kept up to date, and kept for no longer than is necessary for their purpose."
        ),
    ),
    (
        "4.1",
        "Staff and volunteers should review the questions above before sharing information.",
    ),
    (
        "4.2",
        (
            "If it has been determined that sharing information further would be best for the child, young person or "
            "adult, the staff member or volunteer should consult with the Headteacher or Data Protection Adviser, if "
            "more appropriate. Together they will determine a plan for communicating with the student, contacting the"
            " appropriate professionals, and if appropriate, the parent/carer."
        ),
    ),
    (
        "4.3",
        "In addition, please see the Information Sharing flowchart below.",
    ),
]

# `good` is the answer that supports sharing, where there is one. Not "yes" everywhere: at question 8 it is "no", and
# questions 2, 3, 4, 6 and 11 only change the way a disclosure takes.
QUESTIONS = [
    {
        "code": "consent-held",
        "number": 1,
        "section": "3.1",
        "wording": "Do I already have informed consent to share this information?",
        "kind": CHOICE,
        "asked_of": PERSON,
        "good": YES,
        "choices": CONSENT,
        "label": "Consent held",
        **HELP["consent-held"],
    },
    {
        "code": "sensitive",
        "number": 2,
        "section": "3.1",
        "wording": "Is the information sensitive personal information?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": "",
        "choices": CHOICES,
        "label": "Sensitive",
        **HELP["sensitive"],
    },
    {
        "code": "consent-needed",
        "number": 3,
        "section": "3.1",
        "wording": "Do I need consent to share the information?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": "",
        "choices": CHOICES,
        "label": "Consent needed",
        **HELP["consent-needed"],
    },
    {
        "code": "duty-or-power",
        "number": 4,
        "section": "3.1",
        "wording": "Have I a legal duty or power to share the information?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": "",
        "choices": DUTY_OR_POWER,
        "label": "Duty or power",
        **HELP["duty-or-power"],
    },
    {
        "code": "whose-information",
        "number": 5,
        "section": "3.1",
        "wording": "If consent is needed, whose consent is needed? Whose information is this?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": "",
        "choices": NOBODY_NAMED,
        "label": "Whose information",
        **HELP["whose-information"],
    },
    {
        "code": "risk-of-asking-or-telling",
        "number": 6,
        "section": "3.1",
        "wording": (
            "Would seeking consent or informing the child, young person or adult that information will be or has been"
            " shared place someone at risk, prejudice a police investigation, or lead to unjustifiable delay?"
        ),
        "kind": CHOICE,
        "asked_of": PERSON,
        "good": "",
        "choices": ASKING,
        "label": "Risk of asking or telling",
        **HELP["risk-of-asking-or-telling"],
    },
    {
        "code": "consent-understood",
        "number": 7,
        "section": "3.1",
        "wording": "Does the person who is giving consent understand the possible results of sharing the information?",
        "kind": CHOICE,
        "asked_of": PERSON,
        "good": YES,
        "choices": CHOICES,
        "label": "Consent understood",
        **HELP["consent-understood"],
    },
    {
        "code": "more-harm-than-good",
        "number": 8,
        "section": "3.1",
        "wording": "Would sharing the information without consent cause more harm than not sharing the information?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": NO,
        "choices": CHOICES,
        "label": "More harm than good",
        **HELP["more-harm-than-good"],
    },
    {
        "code": "how-much",
        "number": 9,
        "section": "3.2",
        "wording": "How much information is it necessary to share in this situation?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": "",
        "choices": HOW_MUCH,
        "label": "How much",
        **HELP["how-much"],
    },
    {
        "code": "fact-and-opinion",
        "number": 10,
        "section": "3.2",
        "wording": "Have I distinguished between fact and opinion?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": YES,
        "choices": FACT_AND_OPINION,
        "label": "Fact and opinion",
        **HELP["fact-and-opinion"],
    },
    {
        "code": "check-source",
        "number": 11,
        "section": "3.2",
        "wording": "Do I need to check with someone else who told me this information, or wrote this report, before I share it?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": "",
        "choices": SOURCE,
        "label": "Check the source",
        **HELP["check-source"],
    },
    {
        "code": "right-person",
        "number": 12,
        "section": "3.3",
        "wording": "Am I giving this information to the right person?",
        "kind": CHOICE,
        "asked_of": RECIPIENT,
        "good": YES,
        "choices": CHOICES,
        "label": "Right person",
        **HELP["right-person"],
    },
    {
        "code": "secure-way",
        "number": 13,
        "section": "3.3",
        "wording": "Am I sharing this information in a secure way?",
        "kind": CHOICE,
        "asked_of": RECIPIENT,
        "good": YES,
        "choices": CHOICES,
        "label": "Secure way",
        **HELP["secure-way"],
    },
    {
        "code": "knows-confidential",
        "number": 14,
        "section": "3.3",
        "wording": "Does the person I am giving it to know that it is confidential?",
        "kind": CHOICE,
        "asked_of": RECIPIENT,
        "good": YES,
        "choices": CHOICES,
        "label": "Knows it is confidential",
        **HELP["knows-confidential"],
    },
    {
        "code": "what-they-will-do",
        "number": 15,
        "section": "3.3",
        "wording": "What will they do with it?",
        "kind": SEVERAL,
        "asked_of": RECIPIENT,
        "good": "",
        "choices": USES,
        "label": "What they will do",
        **HELP["what-they-will-do"],
    },
    {
        "code": "person-aware",
        "number": 16,
        "section": "3.4",
        "wording": (
            "Is the service user aware that the information has been shared (where this would not place someone at "
            "risk or prejudice a police investigation)?"
        ),
        "kind": CHOICE,
        "asked_of": PERSON,
        "good": YES,
        "choices": AWARE,
        "label": "Person aware",
        **HELP["person-aware"],
    },
    {
        "code": "recorded",
        "number": 17,
        "section": "3.4",
        "wording": "Have I recorded what has been shared with who and why on case records?",
        "kind": CHOICE,
        "asked_of": DISCLOSURE,
        "good": YES,
        "choices": RECORDED,
        "label": "Recorded",
        **HELP["recorded"],
    },
]
