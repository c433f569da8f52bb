"""The first words of the public pages, for the adviser to replace by the trust's own: plain text, a blank line between
paragraphs. `for_children` says the same in words that a child reads.

Nothing here is a promise that the product does not keep. What only the trust can say is marked to be confirmed.
"""

TEXTS = [
    {
        "code": "policy",
        "name": "The Information Sharing Policy",
        "words": "How our schools share information about children with other organisations, and when they do not. The policy "
        "has a page of its own with every word of it.",
        "for_children": "Sometimes your school tells somebody outside about you. It may be a doctor, a social worker or "
        "another school.\n\nIt only does so to help you, or to keep you or somebody else safe. It tells as little as it "
        "can, and as much as they need.\n\nGrown-ups ask you first where they can. If they cannot, they tell you "
        "afterwards, unless that would put somebody in danger.",
    },
    {
        "code": "flowchart",
        "name": "The information sharing flowchart",
        "words": "The way from a question to a decision, as a picture and in words. It has a page of its own.",
        "for_children": "The flowchart is a map of questions. A grown-up at school goes through them before anybody is told "
        "something about you.\n\nThe first question is always: is somebody in danger now? If so, they get help at once "
        "and write it down afterwards.\n\nThe map never decides. A person does, and it is never the person who asked.",
    },
    {
        "code": "share-with",
        "name": "Who we share with",
        "words": "We share information about children, their families and staff only with those who need it to help or to "
        "protect, or where the law says so. The list below is made from the organisations that our schools keep in their "
        "own register. That somebody stands in it does not mean that we tell them anything about you.\n\nWe may be asked "
        "by others too. Then we make sure who asks, and say nothing until we know.",
        "for_children": "School may talk about you to people who help children: a doctor, a nurse, a social worker, another "
        "school, the police or a court. The page for grown-ups has the whole list. They are only told something when it "
        "helps you, or keeps somebody safe.\n\nIf somebody rings and asks about you, school first finds out who they "
        "really are.",
    },
    {
        "code": "protection",
        "name": "How we protect information",
        "words": "Every sharing is written down: what, with whom, why, and who decided. Nobody decides about what they wrote "
        "themselves, and only those who have a part in it can read it. Each look at a record is kept, so that it can be "
        "seen who has read it.\n\nInformation goes only by ways that are secure, to a person who has been checked. If "
        "something goes to the wrong place, it is reported to the Data Protection Adviser and put right.\n\nYou have the "
        "right to know what is held about you, and to ask for mistakes to be mended. Ask the school, or the Data "
        "Protection Adviser.",
        "for_children": "What school knows about you is yours. It is kept locked away, and only the grown-ups who help you "
        "may read it.\n\nWhen one of them looks at it, the computer remembers who it was.\n\nYou may ask what is written "
        "about you. If something is wrong, say so.",
    },
    {
        "code": "complaints",
        "name": "If you are not content with what we did",
        "words": "Tell the school first: the class teacher, the safeguarding lead or the Headteacher. If it is about the "
        "Headteacher, write to the chair of the trust.\n\nYou can also write to the trust’s Data Protection Adviser. We "
        "say within 30 days that we have your complaint, and look into it without undue delay.\n\nIf you are still not "
        "content, you can go to the Information Commissioner, who watches over data protection in this country.",
        "for_children": "If you think that somebody was told something about you and should not have been, say so. Tell any "
        "grown-up at school whom you trust. Nobody will be cross with you.",
        "to_be_confirmed": True,
    },
    {
        "code": "accessibility",
        "name": "Accessibility of this service",
        "words": "This service is built to be used with a keyboard, with a screen reader, on a small screen, with large "
        "letters, on paper and without scripts. Its pages are tested against the Web Content Accessibility Guidelines, "
        "version 2.2, at level AA, by machine, each time something is changed.\n\nThey have not been tested by people "
        "who depend on it yet. If something does not work for you, tell us, and say which page it was. We answer, mend "
        "it, and give you what you need in another form meanwhile.",
        "for_children": "",
        "to_be_confirmed": True,
    },
    {
        "code": "help",
        "name": "Help and contact",
        "words": "If a child is in danger now, ring 999. You can go to children’s social care at any time, whoever you "
        "are.\n\nFor questions about a sharing, ask the school. The telephone numbers of the duty contacts stand at the "
        "foot of every page.\n\nFor questions about data protection, ask the office of the trust for the Data Protection "
        "Adviser.",
        "for_children": "If you are in danger now, ring 999.\n\nIf you are worried, tell a grown-up whom you trust. You can "
        "ring Childline on 0800 1111. It costs nothing, and you need not say your name.",
        "to_be_confirmed": True,
    },
]
