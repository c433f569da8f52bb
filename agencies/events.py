"""What the audit may say about terms. The names are permanent; the words may be mended."""

from audit.events import declare

declare("terms.set", "set the terms of a school", touches=["agencies.Term"])
