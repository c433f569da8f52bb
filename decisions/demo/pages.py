"""The pages of a draft, saved one after the other the way somebody fills it in."""

from dataclasses import fields

from decisions.demo.steps import working_days_from_now
from decisions.demo.story import PAGE_TAKES, USUAL, Step
from decisions.enums import PersonKind
from decisions.facts import Content
from decisions.queries_of_subjects import known_before
from decisions.workflow import saves
from decisions.workflow.asked import SaveRequest
from decisions.workflow.subjects import SameAs

START, SHARE_FIRST, SAVE = "start", "share-first-new", "save"


def pages(story):
    """The steps with which a story begins: the start, and a step for each page, some minutes apart."""
    makers = [_request, _purpose] if story.asked else [_purpose]
    for place in range(len(story.about)):
        makers += [_child(place), _same_as_before(place)]
    makers += [_adult(adult) for adult in story.others]
    makers += [_item(item) for item in story.items]
    makers += [_recipient(to) for to in story.to if not (story.asked and story.asked.agency)]
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
    texts = {"whose-information": story.whose, "how-much": story.how_much}
    return saves.SaveAnswers(
        tuple(
            (key, question.code, values.get(question.code, ""), texts.get(question.code) or _plan(question, row, plans))
            for question, key, _answer, row in content.asked_rows()
        )
    )


def _plan(question, row, plans):
    return plans.get(row.response_id, "") if question.code == "what-they-will-do" else ""
