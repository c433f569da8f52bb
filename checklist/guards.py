"""What the database itself refuses about the policy, whoever asks: a published version stays as it was.

The help that the product brings along for its first version is kept up to date by a release, so of that version alone
the words, codes, order and numbers stay. Nothing is ever removed: `audit.guards` sees to that for every table.
"""

from audit import guards

PUBLISHED = "what stands in a published policy version stays as it was"
_HELP_MAY_CHANGE = "v.number = 1"


def _refuse(table, operation, condition):
    """One trigger on a table of the policy: the condition is SQL that both databases read."""
    name = f"{table}_{operation.lower()}_published"
    guards.extra(
        table=table,
        name=name,
        postgresql=f"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {condition} THEN
                    RAISE EXCEPTION '{PUBLISHED}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
        """,
        sqlite=f"""
            CREATE TRIGGER {name} BEFORE {operation} ON {table} WHEN {condition}
            BEGIN SELECT RAISE(ABORT, '{PUBLISHED}'); END;
        """,
    )


def _published(of, more=""):
    """That a row belongs to a published version; `of` says which versions, seen from the row."""
    return f"EXISTS (SELECT 1 FROM checklist_policyversion v {of} AND NOT v.is_draft{more})"


def _changed(*columns):
    """Of the first version help may change, these columns never; of every other version nothing may."""
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in columns)
    return f" AND NOT ({_HELP_MAY_CHANGE} AND {same})"


_OF_ROW = "WHERE v.id = {row}.policy_version_id"
_OF_PARAGRAPH = "JOIN checklist_section s ON s.policy_version_id = v.id WHERE s.id = {row}.section_id"
_OF_VALUE = "JOIN checklist_question q ON q.policy_version_id = v.id WHERE q.id = {row}.question_id"
_WORDS = ("policy_version_id", "section_id", "code", "number", "wording", "asked_of", "left_out")

_refuse("checklist_policyversion", "UPDATE", "NOT OLD.is_draft")
for _table, _of, _of_help, _kept in (
    ("checklist_section", _OF_ROW, "", ()),
    ("checklist_paragraph", _OF_PARAGRAPH, "", ()),
    ("checklist_question", _OF_ROW, "", _WORDS),
    ("checklist_questionvalue", _OF_VALUE, f" AND NOT {_HELP_MAY_CHANGE}", ("question_id", "code")),
):
    _more = _changed(*_kept) if _kept else ""
    _refuse(_table, "INSERT", _published(_of.format(row="NEW"), _of_help))
    _refuse(
        _table,
        "UPDATE",
        f"{_published(_of.format(row='OLD'), _more)} OR {_published(_of.format(row='NEW'), _more)}",
    )
