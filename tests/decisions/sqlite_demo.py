"""Run by test_demo.py in a process of its own: the demonstration's year on a fresh SQLite file, told as JSON.

With the code of a school it plays that school's stories alone. The tables are made from the models, which takes a
second instead of the fifteen of the migrations; the triggers come with them.
"""

import json
import sys

import django

django.setup()

from django.apps import apps  # noqa: E402 - Django must stand first
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import Exists, OuterRef  # noqa: E402

settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}

from accounts.models import Appointment, School, User  # noqa: E402
from agencies.calendar import is_working_day  # noqa: E402
from audit import clock, guards  # noqa: E402
from audit.models import Entry  # noqa: E402
from audit.verify import problems  # noqa: E402
from checklist.facts import BASIS  # noqa: E402
from decisions import queries  # noqa: E402
from decisions.demo import year  # noqa: E402
from decisions.enums import Outcome  # noqa: E402
from decisions.models import Contributor, Decision, Ruling  # noqa: E402
from tests.decisions.year_told import content  # noqa: E402


def own_decisions():
    """How many decisions were taken by somebody who wrote the disclosure."""
    written = set(Contributor.objects.values_list("disclosure", "user"))
    return len(written & set(Decision.objects.values_list("disclosure", "by")))


def decided_without_a_basis():
    """How many decisions let something go, and name no lawful basis."""
    lets_go = Decision.objects.filter(outcome__in=[Outcome.APPROVED, Outcome.RATIFIED])
    named = Ruling.objects.filter(code=BASIS, disclosure=OuterRef("disclosure"), at__lte=OuterRef("at")).exclude(
        value=""
    )
    return lets_go.exclude(Exists(named)).count()


def in_lists():
    """How many lines each list has, of one person in each role."""
    lists = (
        queries.awaiting_decision_by,
        queries.open_for_others,
        queries.unfinished,
        queries.ended,
        queries.written_by,
    )
    first = Appointment.objects.current().order_by("role", "-since", "-pk")
    people = {one.role: one.user for one in first.select_related("user")}.values()
    return [sum(len(list(rows(user))) for user in people) for rows in lists]


def tell(stories):
    call_command("migrate", run_syncdb=True, verbosity=0)
    told = {"missing guards": guards.missing(), "made": year.make(stories)}
    entries = Entry.objects.count()
    told["made again"] = year.make(stories)
    told["entries again"] = Entry.objects.count() - entries
    moments = [entry.at.astimezone(clock.LONDON) for entry in Entry.objects.exclude(chain="trust")]
    told |= {
        "content": content(),
        "schools": School.objects.count(),
        "people": User.objects.filter(is_service=False).count(),
        "roles": sorted(set(Appointment.objects.values_list("role", flat=True))),
        "left": list(Appointment.objects.filter(until__lt=clock.today()).values_list("user__name", flat=True)),
        "days": (clock.now() - min(moments)).days,
        "in the future": sum(moment > clock.now() for moment in moments),
        "off work": sum(not (6 <= moment.hour < 18 and is_working_day(moment.date())) for moment in moments),
        "own decisions": own_decisions(),
        "without a basis": decided_without_a_basis(),
        "in lists": in_lists(),
        "problems": [str(problem) for problem in problems()],
    }
    json.dump(told, sys.stdout)


tell([story for story in year.STORIES if sys.argv[1:] in ([], [story.school])])
