"""The invented year of the demonstration: its days, its stories, and their telling through the workflow."""
