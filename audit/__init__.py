"""The ground of everything written: actions, entries, chains, triggers, verification."""
