"""The forms of the walk. They clean what was typed, and neither save nor ask who it is."""
