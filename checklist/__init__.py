"""The trust's policy as data, the answers to its questions, and the gates, which are pure."""
