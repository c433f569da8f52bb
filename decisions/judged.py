"""From the rows of one disclosure to the plain values that the gates judge (`checklist.facts`)."""

import datetime

from agencies.calendar import school_days_after
from agencies.models import LegalGround
from audit import clock
from checklist import facts, gates
from checklist.derived import counts
from checklist.facts import ABOUT, CARER, MENTIONED, YES
from checklist.sensitive_words import sensitive_words
from decisions.enums import CheckResult, Competence, PersonKind, Says, Seat
from decisions.queries import request_of

KINDS = {PersonKind.ABOUT: ABOUT, PersonKind.CARER: CARER, PersonKind.MENTIONED: MENTIONED}
# The questions that the rules know; a later version may do without some and add others.
ALL_KNOWN = frozenset(gates.BEFORE_SHARING)
GROWN_UP = 18
FAILED_CHECKS = (CheckResult.NOT_KNOWN, CheckResult.NOT_THIS_MATTER)
# Shorter numbers, such as 101, are everybody's.
SHORTEST = 6


def person_key(person):
    """What the gates and the forms call one person."""
    return f"p{person.pk}"


def recipient_key(recipient):
    """What the gates and the forms call one recipient."""
    return f"r{recipient.pk}"


def facts_of(content, leaving=False):
    """The plain values of a disclosure. `leaving` also asks of each recipient whether their check is too old."""
    disclosure, details = content.disclosure, _details(content)
    asked = list(content.asked())
    answers = {(question.code, key): answer for question, key, answer in asked if answer is not None}
    numbers = {question.code: question.number for question in content.questions}
    return facts.Facts(
        purpose=disclosure.purpose,
        welfare=disclosure.benefit,
        persons=tuple(_person(content, person) for person in content.people),
        nobody_identifiable="" if content.about else content.value_of(disclosure, "whose-information"),
        smallest_group=details("whose-information").get("smallest_group"),
        items=tuple(facts.Item(_item_key(item.pk), item.description, item.mentions_other) for item in content.items),
        recipients=tuple(_recipient(content, recipient, leaving) for recipient in content.recipients),
        pairs={(_item_key(pair.item_id), f"r{pair.recipient_id}"): pair.proposed for pair in content.pairs},
        answers={key: _value(answer) for key, answer in answers.items()},
        stale=frozenset(key for key, answer in answers.items() if answer.stale_because),
        classes=frozenset(details("sensitive").get("classes") or details("sensitive").get("perhaps") or ()),
        sensitive_words=sensitive_words([disclosure.benefit, *(item.description for item in content.items)]),
        consent_not_needed=details("consent-needed").get("why", ""),
        law=_law(content),
        harm_if_shared=details("more-harm-than-good").get("harm_if_shared", ""),
        harm_if_not_shared=details("more-harm-than-good").get("harm_if_not_shared", ""),
        left_out=content.text_of(disclosure, "how-much"),
        whole_file_why=details("how-much").get("whole_file_why", ""),
        nothing_why=details("how-much").get("nothing_why", ""),
        is_accurate=details("how-much").get("is_accurate", False),
        source_objects=details("check-source").get("objects", False),
        rulings=tuple(_ruling(row) for row in content.rulings),
        approver_is_adviser=disclosure.seat == Seat.ADVISER,
        asked=asked_facts(request_of(disclosure)),
        numbers=numbers,
        gone=ALL_KNOWN - numbers.keys(),
        added=tuple((question.code, key) for question, key, _answer in asked if question.code not in ALL_KNOWN),
        limits=facts.Limits(disclosure.trust.min_reason, disclosure.trust.small_group, disclosure.trust.ask_child),
    )


def _value(answer):
    """The value code of an answer; of a question that is answered in words, that there are some."""
    if not answer.value and answer.question_code not in ALL_KNOWN and gates.has_word(answer.text):
        return facts.WRITTEN
    return answer.value


def _details(content):
    return lambda code: content.details_of(content.disclosure, code)


def _item_key(pk):
    return f"i{pk}"


def _person(content, person):
    asking = content.details_of(person, "risk-of-asking-or-telling")
    which = "tell" if content.value_of(person, "risk-of-asking-or-telling") == facts.NOT_SAFE else "ask"
    said = [row for row in content.consents if row.person_id == person.pk]
    consents = [row for row in said if row.says != Says.VIEWS]
    objection = content.details_of(person, "consent-held").get("objection", "")
    return facts.Person(
        key=person_key(person),
        kind=KINDS[PersonKind(person.kind)],
        is_competent=is_competent(person),
        age=age_of(person),
        consents=tuple(_consent(row) for row in consents),
        objects=gates.has_word(objection) or any(row.objects_to_it for row in said),
        ground=asking.get(f"{which}_ground", ""),
        explanation=asking.get(f"{which}_why", ""),
        offence=asking.get(f"{which}_offence", ""),
        is_overridden=_is_overridden(content, person, consents),
    )


def _consent(row):
    return facts.Consent(row.says, row.by_self, row.right, row.covers_recipients, row.covers_purpose, row.covers_items)


def is_counted(row, person):
    """Whether a record of consent is the word of whoever decides for this person."""
    return counts(_consent(row), facts.Person(person_key(person), is_competent=is_competent(person)))


def _is_overridden(content, person, consents):
    """Whether an override was written after the newest refusal or withdrawal of this person."""
    refused = [row.recorded_at for row in consents if row.says != YES]
    written = [one.at for one in content.rulings if one.code == facts.OVERRIDE and one.person_id == person.pk]
    return bool(written) and max(written) >= max(refused, default=max(written))


def age_of(person):
    """A person's age today in whole years; None where no date of birth is known."""
    born, today = person.date_of_birth, clock.today()
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def is_competent(person):
    """Whether somebody decides for themselves: a grown-up, unless somebody thinks otherwise; anybody else where that is
    the view taken.
    """
    age = age_of(person)
    if age is not None and age >= GROWN_UP:
        return person.competence != Competence.NO
    return person.competence == Competence.YES


def _recipient(content, recipient, leaving):
    way = content.details_of(recipient, "secure-way").get("way")
    use = content.details_of(recipient, "what-they-will-do")
    named = {plainly(person.name): person_key(person) for person in content.people}
    return facts.Recipient(
        key=recipient_key(recipient),
        category=recipient.agency.category,
        person=named.get(plainly(recipient.contact_name)),
        channel_is_secure=way in content.secure_ways if way else None,
        uses=frozenset(use.get("chosen", ())),
        other_use=content.text_of(recipient, "what-they-will-do"),
        onward=use.get("onward", ""),
        check_is_old=leaving and _is_old(content.details_of(recipient, "right-person").get("on"), content.disclosure),
    )


def plainly(name):
    """A name for comparing: small letters, one space between."""
    return " ".join(name.casefold().split())


def _is_old(checked_on, disclosure):
    """Whether a check was made longer ago than it lasts ([S verify_fresh]). One of which no day is known is as old as the answer."""
    if not checked_on:
        return False
    last_day = school_days_after(
        datetime.date.fromisoformat(checked_on), disclosure.trust.verify_fresh, disclosure.school
    )
    return last_day < clock.today()


def _law(content):
    row = content.law
    if row is None:
        return None
    written = content.details_of(content.disclosure, "duty-or-power").get("document", "")
    named = next((one.reason for one in content.rulings if one.code == facts.LAW), "")
    return facts.Law(
        is_duty=row.kind == LegalGround.Kind.DUTY,
        is_in_force=row.holds(clock.today()),
        binds_person=row.binds_person,
        harm_exception=row.harm_exception,
        document=written or named,
    )


def _ruling(row):
    about = f"p{row.person_id}" if row.person_id else None
    return facts.Ruling(row.code, row.value, row.reason, about, row.capacity == Seat.ADVISER)


def asked_facts(request):
    """What the gates judge of a request; None where nobody asked."""
    if request is None:
        return None
    return facts.Asked(
        says_what=gates.has_word(request.words),
        says_why=gates.has_word(request.why),
        says_when=request.no_date or request.reply_by is not None,
        says_power=request.no_power or gates.has_word(request.power),
        is_checked=is_checked(request),
        check_failed=request.check_result in FAILED_CHECKS,
    )


def is_checked(request):
    """Whether whoever asked was confirmed on a number that they did not give us themselves."""
    return request.check_result == CheckResult.CONFIRMED and not rang_what_they_gave(
        request.check_phone, request.contact_given
    )


def rang_what_they_gave(number, contact):
    """Whether a number is the one that stands in the contact somebody gave, however it is written."""
    rung, given = ("".join(letter for letter in words if letter.isdigit()) for words in (number, contact))
    rung = rung.removeprefix("00").removeprefix("44").removeprefix("0")
    return len(rung) >= SHORTEST and rung in given
