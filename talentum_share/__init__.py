"""Settings, addresses and the entry point; nothing else."""
