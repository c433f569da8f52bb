"""What a page of a draft writes: only what differs, and only rows of this disclosure."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from audit.models import Entry
from checklist.models import Answer, Question
from decisions.enums import ItemCategory, PersonKind
from decisions.facts import Content
from decisions.judged import person_key, recipient_key
from decisions.models import InformationItem, Person, Recipient
from decisions.workflow import saves
from decisions.workflow.answering import SaveAnswers
from decisions.workflow.saves import NoSuchRow
from tests.stories import do, fill, new_draft

BORN = datetime.date(2011, 3, 14)
ZORA = saves.SavePerson(PersonKind.ABOUT, "Zora Quill", "Pupil, year 9", BORN)


@pytest.fixture
def draft(walk):
    return new_draft(walk.author, walk.brook)


@pytest.fixture
def save(draft):
    """Saves one page as the author; says which history rows the entry names: {table: operations}, {} for no entry."""

    def saved(data):
        before = Entry.objects.filter(case=draft.pk).count()
        do("save", draft, draft.author, data)
        if Entry.objects.filter(case=draft.pk).count() == before:
            return {}
        written = {}
        for ref, row in Entry.objects.filter(case=draft.pk).latest("seq").rows.items():
            table = re.sub("^[a-z]+_historical|:.*", "", ref)
            written[table] = sorted([*written.get(table, []), row["op"]])
        assert written.pop("disclosure") == ["~"]  # the version
        return written

    return saved


# One page each


def test_the_purpose(draft, save):
    assert save(saves.SavePurpose("protect", "Ade is safe.")) == {}  # the disclosure's own row alone
    draft.refresh_from_db()
    assert (draft.purpose, draft.benefit) == ("protect", "Ade is safe.")
    version = draft.version
    assert save(saves.SavePurpose("protect", "Ade is safe.")) == {}
    draft.refresh_from_db()
    assert draft.version == version


def test_a_person(draft, save):
    assert save(ZORA) == {"person": ["+"], "checklistresponse": ["+"], "subject": ["+"]}
    person = draft.people.get()
    assert (person.name, person.relation, person.date_of_birth) == ("Zora Quill", "Pupil, year 9", BORN)
    assert (person.school, person.response.asked_of) == (draft.school, "person")
    same = {"kind": PersonKind.ABOUT, "name": "Zora Quill", "relation": "Pupil, year 9", "date_of_birth": BORN}
    assert save(saves.SavePerson(**same, pk=person.pk)) == {}
    assert save(saves.SavePerson(**same | {"name": "Zora Quilley"}, pk=person.pk)) == {"person": ["~"]}
    assert draft.people.get().name == "Zora Quilley"


def test_each_person_it_is_about_has_a_sheet_of_their_own(draft, save):
    save(ZORA)
    save(ZORA)
    assert len(set(draft.people.values_list("response", flat=True))) == 2


def test_somebody_only_mentioned_has_no_sheet_until_they_are_asked_about(draft, save):
    assert save(saves.SavePerson(PersonKind.MENTIONED, "Yann Quill")) == {"person": ["+"]}
    person = draft.people.get()
    assert person.response is None
    written = save(saves.SavePerson(PersonKind.ABOUT, "Yann Quill", pk=person.pk))
    assert written == {"person": ["~"], "checklistresponse": ["+"]}
    keeps_its_sheet(draft, save, person, PersonKind.MENTIONED)


def test_a_parent_or_carer_has_a_sheet_of_their_own_for_question_6(draft, save):
    assert save(saves.SavePerson(PersonKind.CARER, "Yann Quill")) == {"person": ["+"], "checklistresponse": ["+"]}
    person = draft.people.get()
    assert person.response.asked_of == "person"
    assert save(saves.SavePerson(PersonKind.ABOUT, "Yann Quill", pk=person.pk)) == {"person": ["~"]}
    keeps_its_sheet(draft, save, person, PersonKind.CARER)


def keeps_its_sheet(draft, save, person, kind):
    sheet = draft.people.get().response
    assert save(saves.SavePerson(kind, "Yann Quill", pk=person.pk)) == {"person": ["~"]}
    assert save(saves.SavePerson(PersonKind.ABOUT, "Yann Quill", pk=person.pk)) == {"person": ["~"]}
    assert draft.people.get().response == sheet


def test_an_item(draft, save):
    page = {"description": "Mood log", "category": ItemCategory.HEALTH, "source": "Form tutor", "as_at": BORN}
    assert save(saves.SaveItem(**page)) == {"informationitem": ["+"]}
    item = draft.items.get()
    assert {name: getattr(item, name) for name in page} == page
    assert save(saves.SaveItem(**page, pk=item.pk)) == {}
    assert save(saves.SaveItem(**page | {"as_at": None}, pk=item.pk)) == {"informationitem": ["~"]}
    assert draft.items.get().as_at is None


def test_a_recipient(draft, save):
    camhs, other = Agency.objects.get(name="Brook Vale CAMHS"), Agency.objects.exclude(name="Brook Vale CAMHS").first()
    assert save(saves.SaveRecipient(camhs, "Dr Nair")) == {"recipient": ["+"], "checklistresponse": ["+"]}
    sheet = draft.recipients.get().response
    assert sheet.asked_of == "recipient"
    recipient = draft.recipients.get()
    assert save(saves.SaveRecipient(camhs, "Dr Nair", pk=recipient.pk)) == {}
    assert save(saves.SaveRecipient(other, "Dr Nair", "Triage lead", pk=recipient.pk)) == {"recipient": ["~"]}
    recipient = draft.recipients.get()
    assert (recipient.agency, recipient.contact_position, recipient.response) == (other, "Triage lead", sheet)


# Taking out


@pytest.mark.parametrize("rows", ["people", "items"])
def test_what_is_taken_out_stays_on_record_hidden_and_cannot_be_taken_out_twice(walk, draft, save, rows):
    save(ZORA)
    save(saves.SaveItem("Mood log", ItemCategory.HEALTH))
    row = getattr(draft, rows).get()
    assert save(saves.TakeOut(rows, row.pk)) == {"person" if rows == "people" else "informationitem": ["~"]}
    assert not getattr(draft, rows).present().exists()
    row.refresh_from_db()
    draft.refresh_from_db()
    assert (row.removed_by, row.removed_at) == (walk.author, draft.changed_at)
    before = Entry.objects.count()
    with pytest.raises(NoSuchRow):
        save(saves.TakeOut(rows, row.pk))
    assert Entry.objects.count() == before


def test_a_row_that_was_taken_out_is_not_mended(draft, save):
    save(ZORA)
    save(saves.SaveItem("Mood log", ItemCategory.HEALTH))
    person, item = draft.people.get(), draft.items.get()
    save(saves.TakeOut("people", person.pk))
    save(saves.TakeOut("items", item.pk))
    for data in (
        saves.SavePerson(PersonKind.ABOUT, "Somebody", pk=person.pk),
        saves.SaveItem("Something", ItemCategory.HEALTH, pk=item.pk),
    ):
        with pytest.raises(NoSuchRow):
            save(data)


def test_a_row_of_another_disclosure_is_refused(walk, draft, save):
    other = fill(new_draft(walk.author, walk.brook), walk.author)
    person, item, recipient = other.people.get(), other.items.get(), other.recipients.get()
    for data in (
        saves.SavePerson(PersonKind.ABOUT, "Somebody", pk=person.pk),
        saves.SaveItem("Something", ItemCategory.HEALTH, pk=item.pk),
        saves.TakeOut("people", person.pk),
        saves.TakeOut("items", item.pk),
        SaveAnswers(((person_key(person), "consent-held", "no", ""),)),
        SaveAnswers(((recipient_key(recipient), "secure-way", "no", ""),)),
        SaveAnswers(((None, "consent-held", "yes", ""),)),
        SaveAnswers(((None, "no-such-question", "yes", ""),)),
    ):
        with pytest.raises(NoSuchRow):
            save(data)
    assert (Person.objects.count(), InformationItem.objects.count(), Recipient.objects.count()) == (1, 1, 1)
    assert Answer.objects.filter(response=person.response, value="no", question_code="consent-held").count() == 0


# Answers


def section(draft, number, value="yes", text=""):
    return tuple(
        (key, question.code, value if question.kind == "choice" else "", text)
        for question, key, _ in Content(draft).asked()
        if question.section.number == number
    )


def test_only_answers_that_differ_are_written(draft, save):
    first = ((None, "sensitive", "yes", ""), (None, "consent-needed", "", ""), (None, "duty-or-power", "no", "See 2.4"))
    assert save(SaveAnswers(first)) == {"answer": ["+", "+"]}
    assert set(Answer.objects.values_list("question_code", flat=True)) == {"sensitive", "duty-or-power"}
    assert save(SaveAnswers(first)) == {}
    second = ((None, "sensitive", "yes", ""), (None, "consent-needed", "no", ""), (None, "duty-or-power", "no", ""))
    assert save(SaveAnswers(second)) == {"answer": ["+", "~"]}
    stored = dict(Answer.objects.values_list("question_code", "value"))
    assert stored == {"sensitive": "yes", "consent-needed": "no", "duty-or-power": "no"}
    assert Answer.objects.get(question_code="duty-or-power").text == ""


def test_an_answer_may_be_made_blank_again(draft, save):
    save(SaveAnswers(((None, "sensitive", "yes", "Health"),)))
    assert save(SaveAnswers(((None, "sensitive", "", ""),))) == {"answer": ["~"]}
    answer = Answer.objects.get()
    assert (answer.value, answer.text) == ("", "")


def test_an_answer_keeps_the_wording_it_was_given_to_and_its_sheet(draft, save):
    save(ZORA)
    person = draft.people.get()
    save(SaveAnswers(((person_key(person), "consent-held", "yes", ""), (None, "sensitive", "no", ""))))
    of_person, of_all = Answer.objects.get(value="yes"), Answer.objects.get(value="no")
    assert (of_person.response, of_all.response) == (person.response, draft.response)
    assert of_person.wording == Question.objects.get(code="consent-held").wording
    assert of_person.school == draft.school


def statements(do_it):
    with CaptureQueriesContext(connection) as queries:
        do_it()
    return len([one for one in queries if "SAVEPOINT" not in one["sql"]])


def test_a_section_costs_the_same_however_many_answers(walk, draft, save):
    fill(draft, walk.author)
    for name in ("Zora Quill", "Yann Quill", "Xenia Quill", "Will Quill"):
        save(saves.SavePerson(PersonKind.ABOUT, name))
    new = [one for one in section(draft, "3.1") if one[0] and one[0] != person_key(draft.people.first())]
    assert len(new) == 4 * 3
    few, many = SaveAnswers(tuple(new[:1])), SaveAnswers(tuple(new[1:]))
    costs = [statements(lambda data=data: do("save", draft, walk.author, data)) for data in (few, many)]
    assert costs[0] == costs[1]
    assert costs[0] <= 24
