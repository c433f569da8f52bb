"""What somebody would send to the pages that come after a decision: complete and right."""

from audit import clock
from tests.stories import REASON

ROWS = {"disclosure-step-done": "steps", "disclosure-answer": "sharings", "disclosure-incident-end": "incidents"}


def row_of(disclosure, name):
    """The row that such a page is asked about: the first of its disclosure."""
    return getattr(disclosure, ROWS[name]).earliest("id").pk


def forms_of(disclosure):
    """The form of each of these pages, by the name of its address."""
    person, today = disclosure.people.earliest("id"), clock.today()
    key = f"p{person.pk}"
    return {
        "disclosure-plan": {
            f"{key}-tell": "tell",
            f"{key}-said": "Another way of saying it.",
            f"{key}-who": "Una Moss",
            f"{key}-by_day": today.day,
            f"{key}-by_month": today.month,
            f"{key}-by_year": today.year,
        },
        "disclosure-step-done": {"outcome": REASON},
        "disclosure-sharing": {
            "gone": "1",
            "to": "Duty worker",
            "reached": "yes",
            "when": "now",
            "channel": "phone",
            "what": "What the form tutor saw.",
            "deviation": REASON,
            **{f"pair-{pair.pk}": "not" for pair in disclosure.pairs.all()},
        },
        "disclosure-answer": {"receipt": "Portal 4471"},
        "disclosure-after": {f"{key}-value": "not-yet", "recorded": "no"},
        "disclosure-incident": {"what": REASON, "when": "now"},
        "disclosure-incident-end": {"done": REASON, "person": REASON, "reported": REASON},
    }
