"""What happened to a disclosure since a version was read: for the page that says that somebody was faster."""

from decisions.presenters.timeline import timeline


def changes_since(disclosure, seen_version, today):
    """The events after the version that was read, newest first, in the timeline's words."""
    return timeline(disclosure, today, after=seen_version)
