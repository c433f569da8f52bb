"""Entering the terms of the schools: what can be, what cannot, and what the record says."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies import calendar
from agencies.models import Term
from audit.models import Entry
from audit.verify import problems

D = datetime.date
AUTUMN = "BRK|Autumn 2026, first half|2026-09-02|2026-10-23"
LATER = "BRK|Autumn 2026, second half|2026-11-02|2026-12-18"


def enter(*lines, **options):
    out = StringIO()
    call_command("set_terms", term=list(lines), stdout=out, **options)
    return out.getvalue()


def entries():
    return Entry.objects.filter(event="terms.set").count()


def test_terms_are_entered_once_and_corrected_by_their_name(cast, tmp_path):
    file = tmp_path / "terms.txt"
    file.write_text(f"# Brook\n\n{LATER}\nASH | Autumn 2026 | 2026-09-03 | 2026-12-17\n", encoding="utf-8")
    assert enter(AUTUMN, file=file).startswith("3 of 3 terms entered")
    assert (Term.objects.filter(school=cast.brook).count(), entries()) == (2, 2)
    assert calendar.school_days_after(D(2026, 10, 22), 2, cast.brook) == D(2026, 11, 2)
    assert enter(AUTUMN, file=file).startswith("0 of 3")
    assert entries() == 2  # nothing changed, and nothing is recorded
    assert enter(AUTUMN.replace("10-23", "10-22")).startswith("1 of 1")
    assert Term.objects.get(name="Autumn 2026, first half").last_day == D(2026, 10, 22)
    entry = Entry.objects.filter(event="terms.set").latest("seq")
    assert (entry.chain, entry.actor) == ("BRK", cast.set_up.pk)
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("XXX|Autumn|2026-09-02|2026-10-23", "No school has the code 'XXX': ASH, BRK."),
        ("BRK|Autumn|2026-10-23|2026-09-02", "ends before it begins"),
        ("BRK|Autumn|2026-09-02|2027-09-02", "longer than any term"),
        ("BRK|Autumn|2 September|2026-10-23", "“2 September” is no day"),
        ("BRK|Autumn|1926-09-02|1926-10-23", "outside the years"),
        ("BRK|Autumn|2026-09-02", "Give a term as “CODE|Name|first day|last day”"),
        ("BRK||2026-09-02|2026-10-23", "Give a term as"),
        (f"BRK|{'x' * 61}|2026-09-02|2026-10-23", "60 characters at most"),
        (LATER.replace("11-02", "10-23"), "share a day: 2026-10-23"),
        (AUTUMN.upper(), "is given twice"),
    ],
)
def test_nonsense_is_refused_with_one_sentence_and_nothing_is_written(cast, wrong, sentence):
    with pytest.raises(CommandError) as refused:
        enter(AUTUMN, wrong)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith("Nothing was written.")
    assert not Term.objects.exists()


def test_a_term_that_overlaps_one_that_is_stored_is_refused(cast):
    enter(AUTUMN)
    with pytest.raises(CommandError, match="share a day"):
        enter("BRK|Autumn again|2026-10-01|2026-11-01")
    assert Term.objects.count() == 1


def test_without_a_term_or_with_a_file_that_cannot_be_read_it_says_so(cast, tmp_path):
    for lines, file, sentence in (((), None, "No term was given"), ((), tmp_path / "none.txt", "cannot be read")):
        with pytest.raises(CommandError, match=sentence):
            enter(*lines, file=file)
