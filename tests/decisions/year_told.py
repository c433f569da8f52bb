"""What the reader of the demonstration's year finds: to compare one making of it with another."""

from decisions.models import (
    ConsentRecord,
    Decision,
    Disclosure,
    Incident,
    InformationItem,
    Person,
    PlanStep,
    Recipient,
    Reply,
    Ruling,
    SharingRecord,
)

# Model -> what is written in it whenever the demonstration is made, and what is of its day.
FIELDS = {
    Person: (["name"], ["date_of_birth", "relation"]),
    InformationItem: (["description"], []),
    Recipient: (["agency__name", "contact_name"], []),
    ConsentRecord: (["person__name", "says", "by_self", "right"], ["asked_on"]),
    Ruling: (["code", "value", "reason", "by__name"], ["at"]),
    Decision: (["outcome", "by__name", "reason", "instead"], ["at"]),
    PlanStep: (["words", "who", "outcome"], ["by_when"]),
    SharingRecord: (["to_words", "what_words", "deviation", "answer"], ["left_at"]),
    Incident: (["what", "ending"], []),
    Reply: (["kind", "words"], []),
}


def content():
    """Reference -> stage, every word, and every day and moment, in order."""
    found = {}
    for disclosure in Disclosure.objects.select_related("author").order_by("reference"):
        words = [disclosure.author.name, disclosure.purpose, disclosure.benefit]
        days = [str(disclosure.started_at)]
        for model, (written, of_its_day) in FIELDS.items():
            rows = model.objects.filter(disclosure=disclosure).order_by("pk")
            words += [[str(value) for value in row] for row in rows.values_list(*written)]
            days += [str(value) for row in rows.values_list(*of_its_day) for value in row if of_its_day]
        found[disclosure.reference] = [disclosure.stage, words, days]
    return found
