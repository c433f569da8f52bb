"""What the database itself refuses about a disclosure, whoever asks: nobody decides what they wrote or edited."""

from audit import guards

DECIDED_BY_CONTRIBUTOR = "nobody decides what they wrote or edited"
WRITTEN_BY_DECIDER = "whoever took the standing decision does not write"

guards.insert_only("decisions.Contributor")

guards.extra(
    table="decisions_decision",
    name="decision_not_by_contributor",
    postgresql=f"""
        CREATE OR REPLACE FUNCTION decision_not_by_contributor() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM decisions_contributor c
                       WHERE c.disclosure_id = NEW.disclosure_id AND c.user_id = NEW.by_id) THEN
                RAISE EXCEPTION '{DECIDED_BY_CONTRIBUTOR}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER decision_not_by_contributor BEFORE INSERT ON decisions_decision
            FOR EACH ROW EXECUTE FUNCTION decision_not_by_contributor();
    """,
    sqlite=f"""
        CREATE TRIGGER decision_not_by_contributor BEFORE INSERT ON decisions_decision
        WHEN EXISTS (SELECT 1 FROM decisions_contributor c
                     WHERE c.disclosure_id = NEW.disclosure_id AND c.user_id = NEW.by_id)
        BEGIN SELECT RAISE(ABORT, '{DECIDED_BY_CONTRIBUTOR}'); END;
    """,
)

guards.extra(
    table="decisions_contributor",
    name="contributor_not_standing_decider",
    postgresql=f"""
        CREATE OR REPLACE FUNCTION contributor_not_standing_decider() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM decisions_disclosure d
                       JOIN decisions_decision s ON s.id = d.standing_decision_id
                       WHERE d.id = NEW.disclosure_id AND s.by_id = NEW.user_id) THEN
                RAISE EXCEPTION '{WRITTEN_BY_DECIDER}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER contributor_not_standing_decider BEFORE INSERT ON decisions_contributor
            FOR EACH ROW EXECUTE FUNCTION contributor_not_standing_decider();
    """,
    sqlite=f"""
        CREATE TRIGGER contributor_not_standing_decider BEFORE INSERT ON decisions_contributor
        WHEN EXISTS (SELECT 1 FROM decisions_disclosure d
                     JOIN decisions_decision s ON s.id = d.standing_decision_id
                     WHERE d.id = NEW.disclosure_id AND s.by_id = NEW.user_id)
        BEGIN SELECT RAISE(ABORT, '{WRITTEN_BY_DECIDER}'); END;
    """,
)
