"""Who decides, moved by people: put off by the approver, or given to somebody by an adviser."""

from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.typed import described_by, fields_of
from decisions.forms.handing import DeferForm, ReassignForm
from decisions.presenters import handing as shown_as
from decisions.views.acting import confirm_page, load
from decisions.workflow.assigning import Defer, Reassign, possible_approvers

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
@described_by(fields_of(DeferForm))
def defer(request, reference):
    """Put the decision off: what is awaited, and until which day."""
    disclosure = load(request, reference)
    form = DeferForm(request.POST or None, min_reason=disclosure.trust.min_reason)
    return confirm_page(request, disclosure, "defer", form, shown_as.defer(disclosure), lambda said: Defer(**said))


@read_or_write
@described_by(fields_of(ReassignForm))
def reassign(request, reference):
    """Say who decides it: somebody who may."""
    disclosure = load(request, reference)
    heads, advisers = possible_approvers(disclosure)
    people = {one.pk: one for one in User.objects.filter(pk__in=heads | advisers)}
    named = shown_as.named(list(people.values()), disclosure.school)
    form = ReassignForm(request.POST or None, people=named, min_reason=disclosure.trust.min_reason)

    def given(said):
        return Reassign(people[said["person"]], said["note"])

    return confirm_page(request, disclosure, "reassign", form, shown_as.reassign(disclosure), given)
