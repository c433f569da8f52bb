"""What may happen to a disclosure, in the words of the timeline."""

from audit.events import declare

declare("disclosure.started", "started a draft")
declare("disclosure.saved", "saved the draft")
declare("disclosure.submitted", "submitted it for a decision")
declare("disclosure.approved", "approved it")
declare("disclosure.returned", "returned it to be mended")
declare("disclosure.rejected", "rejected it")
