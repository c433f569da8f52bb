"""What a rule says: that one line of the table of findings stands, of whom, and whether its words are written."""

from typing import NamedTuple


class Stands(NamedTuple):
    """`name` is the line in `checklist.findings.TABLE`, `about` the key of a person or recipient; `is_written` says that the
    words that a reason asks for are there, and `words` what the sentence quotes. `code` names the question where the line
    itself does not: one that a later policy version added.
    """

    name: str
    about: str | None = None
    is_written: bool = False
    words: tuple[str, ...] = ()
    code: str | None = None
