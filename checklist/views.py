"""The public page of the policy."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.clock import today
from checklist.models import PolicyVersion
from checklist.reading import whole_policy


@login_not_required
@require_safe
def policy(request):
    """The whole policy in force, for anybody: its audience includes pupils, parents and the general public."""
    try:
        version = PolicyVersion.objects.current()
    except PolicyVersion.DoesNotExist:
        raise Http404("No policy has been put in place.") from None
    context = {
        "page_title": "Information Sharing Policy",
        "version": version,
        "sections": whole_policy(version),
        "review_is_overdue": version.review_is_overdue(today()),
    }
    return render(request, "checklist/policy.html", context)
