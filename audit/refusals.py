"""Why the audit refuses: one short sentence each, and never a value of a person."""


class AuditRefusal(Exception):
    """The audit will not allow this; nothing is stored."""


class NotInAction(AuditRefusal):
    """An audited row was to be changed with no audit action open on this connection."""


class NestedAction(AuditRefusal):
    """An audit action was to be opened inside another one. One action is one transaction and one entry."""


class WrongWay(AuditRefusal):
    """A way of writing that the history cannot follow: bulk update, deletion, a changed history row."""


class Undeclared(AuditRefusal):
    """The event stands in no app's `events.py`, or its rows are not as it was declared."""


class WrongChain(AuditRefusal):
    """No such chain, or a row that belongs to another school's chain."""


class AlreadyDone(AuditRefusal):
    """This actor has used this token before: the first result stands, nothing is done twice.

    `entry_id` and `case` are those of the first entry.
    """

    def __init__(self, entry_id=None, case=None):
        super().__init__("This has been done already.")
        self.entry_id = entry_id
        self.case = case
