"""Reference data with the days on which it is in force, and the adviser's pages that keep it."""
