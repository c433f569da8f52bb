"""The disclosure and its life: what is proposed, who decides, what was shared."""
