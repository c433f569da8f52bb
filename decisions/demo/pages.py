"""The pages of a draft, saved one after the other the way somebody fills it in."""

from dataclasses import fields

from audit import clock
from checklist.facts import ASKED_OF_CARERS, TELL_ONLY, YES
from decisions.demo.steps import working_days_from_now
from decisions.demo.story import BESIDE, PAGE_TAKES, USUAL, Step
from decisions.enums import Competence, PersonKind, Right, Says
from decisions.facts import Content
from decisions.presenters.record import PEOPLE_ASKED
from decisions.queries_of_subjects import known_before
from decisions.workflow import saves
from decisions.workflow.answering import Answering, SaveAnswers, SaveConsent
from decisions.workflow.asked import SaveRequest
from decisions.workflow.subjects import SameAs

# The year group from which the young people of the demonstration decide for themselves.
DECIDES_FROM_YEAR = 8
START, SHARE_FIRST, SAVE = "start", "share-first-new", "save"


def pages(story):
    """The steps with which a story begins: the start, and a step for each page, some minutes apart."""
    makers = [_request, _purpose] if story.asked else [_purpose]
    for place in range(len(story.about)):
        makers += [_child(place), _same_as_before(place)]
    makers += [_adult(adult) for adult in story.others]
    makers += [_item(item) for item in story.items]
    makers += [_recipient(to) for to in story.to if not (story.asked and story.asked.agency)]
    if (USUAL | story.answers)["consent-held"] == YES:
        makers += [_consent(place) for place in range(len(story.about))]
    makers += [_pairs] if story.less else []
    makers += [_answers]
    if story.filled is not None:
        makers = makers[: story.filled + 1]
    first, action = (None, SHARE_FIRST) if story.emergency else (makers.pop(0), START)
    steps = [Step(0, story.starts_at, action, data=first)]
    return steps + [
        Step(0, story.starts_at + PAGE_TAKES * place, SAVE, data=data) for place, data in enumerate(makers, start=1)
    ]


def _request(told):
    said = told.story.asked
    values = {field.name: getattr(said, field.name) for field in fields(said) if field.name != "reply_within"}
    return SaveRequest(
        **values | {"agency": told.agencies.get(said.agency)},
        reply_by=working_days_from_now(said.reply_within) if said.reply_within else None,
        no_date=said.reply_within is None,
        no_power=not said.power,
    )


def _purpose(told):
    return saves.SavePurpose(told.story.purpose, told.story.benefit)


def _child(place):
    def data(told):
        child = told.story.about[place]
        named = told.disclosure.people.present().first() if told.story.emergency and not place else None
        born = child.born(told.this_year)
        return saves.SavePerson(
            PersonKind.ABOUT, child.name, child.relation(told.years_ago()), born, pk=named and named.pk
        )

    return data


def _same_as_before(place):
    """The author says that a child is the one whom the school knows, where the page asks it."""

    def data(told):
        person = Content(told.disclosure).about[place]
        return SameAs(person.pk, is_same=True) if person.pk in known_before([person], told.actor) else None

    return data


def _adult(adult):
    return lambda _told: saves.SavePerson(adult.kind, adult.name, adult.relation)


def _item(item):
    return lambda _told: saves.SaveItem(item.description, item.category, item.source)


def _recipient(to):
    return lambda told: saves.SaveRecipient(told.agencies[to.agency], to.name, to.position)


def _pairs(told):
    content = Content(told.disclosure)
    pairs = {(pair.item_id, pair.recipient_id): pair.pk for pair in content.pairs}
    return saves.SavePairs(
        tuple(
            (pairs[content.items[one.item].pk, content.recipients[one.recipient].pk], one.extent, one.reason)
            for one in told.story.less
        )
    )


def _answers(told):
    """Every question before sharing, as the story answers it; the recipient's plans one by one."""
    story, content = told.story, Content(told.disclosure)
    values = USUAL | story.answers
    plans = {recipient.response_id: to.will for recipient, to in zip(content.recipients, story.to, strict=True)}
    texts, beside = {"consent-held": story.whose, "how-much": story.how_much}, BESIDE | story.beside
    return SaveAnswers(
        tuple(
            Answering(
                key,
                question.code,
                _value(question.code, row, values),
                texts.get(question.code) or _plan(question, row, plans),
                beside.get(question.code, {}),
                is_confirmed=True,
            )
            for question, key, _answer, row in content.asked_rows()
            if question.code != PEOPLE_ASKED
        )
    )


def _value(code, row, values):
    """The story's answer; a parent or carer is only told or not."""
    value = values.get(code, "")
    return TELL_ONLY if code in ASKED_OF_CARERS and row.kind == PersonKind.CARER and value else value


def _consent(place):
    """Consent to all that is proposed: a young person's own, a younger child's from a parent."""

    def data(told):
        person = Content(told.disclosure).about[place]
        by_self = told.story.about[place].year_group >= DECIDES_FROM_YEAR
        return SaveConsent(
            person=person.pk,
            says=Says.YES,
            by_self=by_self,
            giver="" if by_self else "A parent",
            right="" if by_self else Right.SEEN,
            how="In person",
            asked_on=clock.today(),
            covers_recipients=True,
            covers_purpose=True,
            covers_items=True,
            competence=Competence.YES if by_self else Competence.NO,
        )

    return data


def _plan(question, row, plans):
    return plans.get(row.response_id, "") if question.code == "what-they-will-do" else ""
