"""A draft of the policy in the house: what the second adviser began and asked for, and what its pages are sent with."""

import datetime
import uuid

from audit import clock
from checklist import versions
from checklist.findings import rules_resting_on
from checklist.models import PolicyVersion
from checklist.reading import asked_in

# What chooses among the addresses of one name.
ARGS = {"policy-version": [1], "policy-question": ["secure-way"], "policy-question-leave": ["secure-way"]}
NEXT = clock.today() + datetime.timedelta(days=365)
NEW = {
    "code": "safe-at-home", "wording": "Is the child safe at home?", "label": "Safe at home", "section": "3.1",
    "number": "3", "kind": "choice", "asked_of": "person", "hint": "", "example": "", "when_unsure": "",
}  # fmt: skip


def draft_asked_for(adviser, without=()):
    """A draft in which the help beside one question is another, `without` some, asked for by this adviser."""
    versions.begin_draft(adviser)
    versions.change_question(adviser, "secure-way", {"hint": "Not by e-mail."}, 13)
    for code in without:
        versions.set_left_out(adviser, code, left_out=True)
    versions.ask_to_publish(adviser, [rule for code in without for rule in rules_resting_on(code)], NEXT)


def policy_forms():
    """{name of the address: what is sent there}, complete and right."""
    draft = PolicyVersion.objects.draft()
    row = asked_in(draft).get(code="secure-way")
    said = {name: getattr(row, name) for name in ("wording", "label", "number", "hint", "example", "when_unsure")}
    day = {"day": NEXT.day, "month": NEXT.month, "year": NEXT.year}
    return {
        "policy-question-add": NEW,
        "policy-question": said | {"section": "3.3", "version": row.history.first().history_id, "label": "Safe way"},
        "policy-question-leave": {"do": "out"},
        "policy-ask": {f"review_due_on_{box}": value for box, value in day.items()},
        "policy-confirm": {"read": "on", "version": draft.asked_at.isoformat()},
        "policy-review": {f"next_on_{box}": value for box, value in day.items()}
        | {"words": "It stays as it is.", "token": uuid.uuid4()},
    }
