"""Words, colours and links for the screens, so that no template compares a stage, a role or an outcome."""
