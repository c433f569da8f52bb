"""What every page knows: the trust, who is reading and in what capacity, the menu, the telephone numbers."""

from dataclasses import dataclass

from django.db.models import Subquery
from django.urls import reverse

from accounts.appointments import describe, in_order
from accounts.models import Appointment, School, Trust
from accounts.prepared import rows_for
from accounts.roles import APPROVING_ROLES, CASE_ROLES, Role

# The menu entries: their words and the names of their pages.
QUEUE, MINE, START = ("Queue", "queue"), ("My disclosures", "my-disclosures"), ("Start", "start")
REGISTER, PEOPLE = ("Register", "register"), ("People", "people")
POLICY, HELP = ("Policy", "policy"), ("Help", "help")
VERSIONS = ("Policy versions", "policy-versions")

# Where the line "Somebody is in danger now" leads; the page of a disclosure leads to that disclosure's own.
EMERGENCY = "emergency"


@dataclass(frozen=True)
class DutyContact:
    """Whom to ring at a school, as the danger box and the footer show it."""

    school: str
    lead_phone: str
    social_care_phone: str
    duty_name: str
    duty_phone: str

    @classmethod
    def of(cls, school, with_name):
        """The numbers of a School; the duty contact's name only for those who have signed in."""
        return cls(
            school=school.name,
            lead_phone=school.lead_phone,
            social_care_phone=school.social_care_phone,
            duty_name=school.duty_name if with_name else "",
            duty_phone=school.duty_phone,
        )


def site(request):
    """The context processor of every page; at most two statements to the database, once a request and reader.

    `trust` is the trust's name; `capacity` the reader's ("Form tutor, Brook High School"); `navigation` a list of
    {"label", "url", "current"}; `emergency_line` whether the line "Somebody is in danger now" is shown (to those with a
    role in a disclosure) and `emergency_url` where it leads; `duty_contacts` a list of DutyContact: the reader's schools,
    or all of them for the adviser, for those without a school and for strangers.
    """
    user = getattr(request, "user", None)
    reader = user.pk if user is not None and user.is_authenticated else None
    known = getattr(request, "_site", None)
    if known is None or known[0] != reader:
        known = (reader, build(request, reader))
        request._site = known
    return known[1]


def held_by(request):
    """Today's appointments of whoever sent a request, each with its school, the weightiest first; read once a request.

    For lists that ask several times what their reader is. Each carries the trust's name in `trust`.
    """
    user = getattr(request, "user", None)
    reader = user.pk if user is not None and user.is_authenticated else None
    known = getattr(request, "_held", None)
    if known is None or known[0] != reader:
        known = (reader, in_order(rows_for(user, _held_with_trust) if reader is not None else []))
        request._held = known
    return known[1]


def _held_with_trust(user):
    trust = Subquery(Trust.objects.order_by("pk").values("name")[:1])
    return Appointment.objects.current().filter(user_id=user.pk).select_related("school").annotate(trust=trust)


def schools_of_reader(request):
    """The schools at which the reader may ring somebody: those they work for, else every school; read once a request.

    On a page that is about one school (`request.school_in_view`) it is that school, for whoever works for every one.
    """
    held = held_by(request)
    known = getattr(request, "_schools", None)
    if known is None or known[0] is not held:
        schools = list({one.school_id: one.school for one in held if one.school_id}.values())
        if not schools or any(one.role == Role.ADVISER for one in held):
            in_view = getattr(request, "school_in_view", None)
            schools = [in_view] if in_view else list(School.objects.all())
        known = (held, schools)
        request._schools = known
    return known[1]


def build(request, reader):
    """The values of `site` for a page, read by the account number `reader` (None: a stranger)."""
    held = held_by(request)
    roles = {one.role for one in held}
    return {
        "trust": held[0].trust if held else Trust.objects.values_list("name", flat=True).first() or "",
        "capacity": "; ".join(describe(one) for one in held),
        "navigation": [] if reader is None else navigation(request.path, roles),
        "emergency_line": bool(roles & set(CASE_ROLES)),
        "emergency_url": reverse(EMERGENCY),
        "duty_contacts": [
            DutyContact.of(school, with_name=reader is not None) for school in schools_of_reader(request)
        ],
    }


def navigation(path, roles):
    """The menu for somebody with these roles; the page at `path`, or one under it, is the current one."""
    approver, writer = roles & set(APPROVING_ROLES), roles & set(CASE_ROLES)
    pages = []
    if approver:
        pages += [QUEUE, MINE, START]
    elif writer:
        pages += [START, MINE]
    if Role.TRUSTEE in roles:
        pages.append(REGISTER)
    if roles & {Role.ADVISER, Role.ADMINISTRATOR}:
        pages.append(PEOPLE)
    if Role.POLICY_OWNER in roles:
        pages.append(VERSIONS)
    pages += [POLICY, HELP]
    links = [(label, reverse(name)) for label, name in pages]
    return [{"label": label, "url": url, "current": is_current(path, url)} for label, url in links]


def is_current(path, url):
    """Whether the page at `path` is the menu entry's page or stands under it; the start page has nothing under it.

    A disclosure stands under no entry by its address, since it may be one's own or not: its page says where
    (`section_url`).
    """
    if path.startswith(reverse(MINE[1])):
        return path == url
    return path == url or (url != "/" and path.startswith(url))
