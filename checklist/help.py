"""Help: a page for each role, for anybody, with pictures that the tests make (4.1).

Staff and volunteers are asked the same, so they share a page. A page names no person; its pictures are of the invented year.
"""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render

from accounts.context import held_by
from accounts.public import for_anybody
from accounts.roles import Role


@dataclass(frozen=True)
class Page:
    """The help of a role: its address and template (`code`), whom it is for, and the roles that it is about."""

    code: str
    name: str
    roles: tuple[Role, ...]


PAGES = (
    Page("staff", "Staff and volunteers", (Role.STAFF, Role.VOLUNTEER)),
    Page("safeguarding-lead", "Designated safeguarding leads", (Role.SAFEGUARDING_LEAD,)),
    Page("headteacher", "Headteachers", (Role.HEADTEACHER,)),
    Page("adviser", "Data Protection Advisers", (Role.ADVISER,)),
    Page("trustee", "Trustees", (Role.TRUSTEE,)),
    Page("policy-owner", "The policy owner", (Role.POLICY_OWNER,)),
    Page("administrator", "Administrators", (Role.ADMINISTRATOR,)),
)
BY_CODE = {page.code: page for page in PAGES}


@for_anybody
def index(request):
    """Every page of help; whoever has signed in reads first which are about their own roles."""
    roles = {one.role for one in held_by(request)}
    own = [page for page in PAGES if roles & set(page.roles)]
    context = {"page_title": "Help", "own": own, "others": [page for page in PAGES if page not in own]}
    return render(request, "checklist/help/index.html", context)


@for_anybody
def of_role(request, code):
    """The help of one role. Raises Http404 where there is none of this name."""
    if code not in BY_CODE:
        raise Http404
    page = BY_CODE[code]
    return render(request, f"checklist/help/{code}.html", {"page_title": f"Help: {page.name.lower()}", "page": page})
