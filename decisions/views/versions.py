"""What still runs under an earlier version of the policy, for the Data Protection Adviser."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.context import held_by
from accounts.roles import Role
from decisions.presenters import words
from decisions.presenters.links import disclosure_url
from decisions.queries_of_lists import open_on_earlier_versions

PAGE = 100


@require_safe
def open_disclosures(request):
    """Open disclosures on earlier versions, by reference and stage; a link only where the reader may open it."""
    if not any(one.role == Role.ADVISER for one in held_by(request)):
        raise Http404
    found = list(open_on_earlier_versions(request.user)[: PAGE + 1])
    context = {
        "page_title": "Open disclosures on earlier versions",
        "rows": [
            {
                "reference": row.reference,
                "url": disclosure_url(row) if row.may_read else "",
                "stage": words.stage_tag(row.stage),
                "version": row.policy_version.name,
            }
            for row in found[:PAGE]
        ],
        "has_more": len(found) > PAGE,
        "section_url": reverse("people"),
    }
    return render(request, "decisions/open_on_earlier.html", context)
