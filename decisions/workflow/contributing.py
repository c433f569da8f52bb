"""Who wrote a disclosure: for ever, and so never its decider."""

from decisions.models import Contributor


def contribute(work, person):
    """Whoever writes becomes a contributor, once and for ever; the entry names them."""
    if not Contributor.objects.filter(disclosure=work.disclosure, user=person).exists():
        row = Contributor(school=work.disclosure.school, disclosure=work.disclosure, user=person, at=work.at)
        work.act.keep(row)
